-- While a store is being copied into this one, the one row here says so: nobody else may use it.
-- It belongs to the store itself and is never copied.
CREATE TABLE unfinished_copy ( -- everywhere
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    source  TEXT    NOT NULL,               -- the place of the other store, without a password
    worker  BLOB    NOT NULL CHECK (length(worker) = 16) -- the run at work, the latest to start
) STRICT, WITHOUT ROWID;

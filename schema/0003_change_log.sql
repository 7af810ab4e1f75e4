-- What each transaction was. Its count is the place in the order of commits of its territory;
-- its id tells a writer whose connection broke at the last moment whether it was kept. Followers
-- read on from the count they know. The newest few thousand lines are kept.
CREATE TABLE change_log (
    territory TEXT    NOT NULL,
    count     INTEGER NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, count)
) STRICT, WITHOUT ROWID;

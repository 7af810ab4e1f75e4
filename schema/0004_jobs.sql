-- Work that no request waits for. A server takes a job under a lease; when it dies, the lease
-- runs out and another takes it. What a job did is written together with its end, so that it
-- counts once.
CREATE TABLE job (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    kind        TEXT    NOT NULL,
    payload     TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    due         INTEGER NOT NULL,           -- seconds UTC: not before
    attempts    INTEGER NOT NULL,
    owner       BLOB    NOT NULL,           -- who holds the lease; empty for nobody
    lease_until INTEGER NOT NULL,
    said        TEXT    NOT NULL,           -- the result, or why the last attempt failed
    created     INTEGER NOT NULL,
    ended       INTEGER NOT NULL,           -- 0 while it has not
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_state ON job (territory, state, due);

-- Which commit last changed a record, so that a replica reads on from what it knows.
ALTER TABLE directory_record ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
CREATE INDEX directory_record_change ON directory_record (territory, change);

-- Records that were removed, for the replicas.
CREATE TABLE directory_gone (
    territory TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    change    INTEGER NOT NULL,
    PRIMARY KEY (territory, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_gone_change ON directory_gone (territory, change);

-- How far a replica of the directory has read its home.
CREATE TABLE directory_replica (
    territory TEXT    NOT NULL PRIMARY KEY,
    change    INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a territory tells another one. A message is written with what caused it, and stays until
-- the other has it.
CREATE TABLE outbox (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    recipient TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    delivered INTEGER NOT NULL,             -- 0 while it is not
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (territory, delivered, created);

-- What arrived; the same message twice is one. It is written with its effect.
CREATE TABLE inbox (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    sender    TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    received  INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

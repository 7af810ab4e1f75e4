-- A file that must be kept whatever its age: a court, a complaint, an inspection.
CREATE TABLE legal_hold (
    territory TEXT    NOT NULL,
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    reason    TEXT    NOT NULL CHECK (reason IN ('court', 'complaint', 'inspection')),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    at        INTEGER NOT NULL,
    ended     INTEGER NOT NULL,             -- 0 while it holds
    PRIMARY KEY (territory, person, id)
) STRICT, WITHOUT ROWID;

-- Who was erased, when and on what ground: codes alone. After an older copy was restored, the
-- list of the newer one says what is to be erased again.
CREATE TABLE person_erasure (
    territory TEXT    NOT NULL,
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    ground    TEXT    NOT NULL CHECK (ground IN ('request', 'retention', 'unlawful')),
    leave     TEXT    NOT NULL,             -- the reference of the State Archives' leave, or ''
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, person)
) STRICT, WITHOUT ROWID;

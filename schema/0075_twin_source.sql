-- The records that a merge changes or withholds, as their source has them: what an import brings
-- of them is kept here, and the directory shows what the merge makes of it.
CREATE TABLE twin_source (
    territory  TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    merge      BLOB    NOT NULL CHECK (length(merge) = 16), -- of one that is kept: the first of several
    fate       TEXT    NOT NULL CHECK (fate IN ('kept', 'withheld', 'moved', 'alone')),
    owner_kind TEXT    NOT NULL,
    owner      BLOB    NOT NULL,
    position   INTEGER NOT NULL,
    origin     TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    pass       INTEGER NOT NULL,
    PRIMARY KEY (territory, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_source_merge ON twin_source (territory, merge);

-- What belongs to a record.
CREATE INDEX directory_record_owner ON directory_record (territory, owner);

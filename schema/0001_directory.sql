-- The directory and what the main job keeps. Rules of growth: territory first in every key,
-- no sequences, no triggers, identifiers made by the program.

-- One row an HSDS entity; see docs/decisions/2026-11-24-records.md.
CREATE TABLE directory_record (
    territory  TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    owner_kind TEXT    NOT NULL,            -- '' when the record stands alone
    owner      BLOB    NOT NULL,
    position   INTEGER NOT NULL,
    origin     TEXT    NOT NULL,            -- the load or import that brought it
    body       TEXT    NOT NULL,
    modified   INTEGER NOT NULL,            -- when the body last changed, seconds UTC
    pass       INTEGER NOT NULL,            -- which pass of the origin last brought it
    PRIMARY KEY (territory, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_record_origin ON directory_record (territory, origin, pass);

-- Raised inside every writing transaction, so that an index knows it is stale.
CREATE TABLE change_counter (
    territory TEXT    NOT NULL PRIMARY KEY,
    count     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was searched and not found: a finding, without anything of a person.
CREATE TABLE search_gap (
    territory   TEXT    NOT NULL,
    day         TEXT    NOT NULL,
    need        TEXT    NOT NULL,
    postal_code TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (territory, day, need, postal_code, reason)
) STRICT, WITHOUT ROWID;

-- A plan somebody keeps: found by the digest of its code, gone after thirty days.
CREATE TABLE saved_plan (
    territory TEXT    NOT NULL,
    code      BLOB    NOT NULL,
    body      TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    PRIMARY KEY (territory, code)
) STRICT, WITHOUT ROWID;

-- "Signaler une erreur": what a visitor says is wrong with a page of the directory.
CREATE TABLE error_report (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL,
    service   TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- Services that look like one, as the last search found them; kept while they do.
CREATE TABLE twin_found (
    territory TEXT    NOT NULL,
    a         BLOB    NOT NULL CHECK (length(a) = 16), -- the smaller identifier
    b         BLOB    NOT NULL CHECK (length(b) = 16),
    weight    INTEGER NOT NULL,             -- tenths of a bit
    verdict   TEXT    NOT NULL CHECK (verdict IN ('perhaps', 'same')),
    reasons   TEXT    NOT NULL,             -- "same_name:130 same_place:70"
    first     INTEGER NOT NULL,             -- the search that found it first
    pass      INTEGER NOT NULL,             -- the one that found it last
    PRIMARY KEY (territory, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_found_weight ON twin_found (territory, weight);

-- Two services somebody said not to be one: nobody is asked again.
CREATE TABLE twin_different (
    territory TEXT    NOT NULL,
    a         BLOB    NOT NULL CHECK (length(a) = 16),
    b         BLOB    NOT NULL CHECK (length(b) = 16),
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, a, b)
) STRICT, WITHOUT ROWID;

-- A service merged into another; the row stays when it is undone.
CREATE TABLE twin_merge (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    absorbed  BLOB    NOT NULL CHECK (length(absorbed) = 16),
    kept      BLOB    NOT NULL CHECK (length(kept) = 16),
    name      TEXT    NOT NULL,             -- of the absorbed, to tell it by
    taken     TEXT    NOT NULL,             -- the fields of the absorbed that hold: "name phones"
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    undone    INTEGER NOT NULL,             -- when; 0 while it holds
    undoer    BLOB    NOT NULL,             -- '' while it holds
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_merge_kept ON twin_merge (territory, kept, undone);
CREATE INDEX twin_merge_absorbed ON twin_merge (territory, absorbed, undone);

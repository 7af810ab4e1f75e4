-- The people a network helps: named, under an alias, or unknown. What is known of them stands in
-- person_fact, each thing with its source and dates; nothing there is unique, for a couple may
-- share a telephone.
CREATE TABLE person (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    kind        TEXT    NOT NULL CHECK (kind IN ('named', 'alias', 'unknown')),
    house       BLOB    NOT NULL CHECK (length(house) = 16), -- who keeps the file
    team        BLOB    NOT NULL CHECK (length(team) = 16),
    code        TEXT    NOT NULL,           -- said aloud or written on a card
    restricted  INTEGER NOT NULL CHECK (restricted IN (0, 1)), -- known to the team alone
    merged_into BLOB    NOT NULL,           -- the person this one turned out to be; '' for none
    revision    INTEGER NOT NULL,           -- raised by each change
    created     INTEGER NOT NULL,
    creator     BLOB    NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_code ON person (territory, code);
CREATE INDEX person_merged ON person (territory, merged_into);
CREATE INDEX person_team ON person (territory, team, created);

-- A change adds a revision and ends the one before. One made without having seen the newest is
-- contested, until somebody says which holds.
CREATE TABLE person_fact (
    territory  TEXT    NOT NULL,
    person     BLOB    NOT NULL CHECK (length(person) = 16),
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    revision   INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('current', 'contested', 'past')),
    kind       TEXT    NOT NULL,
    value      TEXT    NOT NULL,            -- '' when it is sealed
    extra      TEXT    NOT NULL,            -- the family name, the town, the kind of number...
    sealed     BLOB    NOT NULL,            -- '' when it is not
    source     TEXT    NOT NULL,
    valid_from TEXT    NOT NULL,            -- a day, or ''
    valid_to   TEXT    NOT NULL,
    class      TEXT    NOT NULL CHECK (class IN ('basic', 'contact', 'protected', 'number')),
    at         INTEGER NOT NULL,
    account    BLOB    NOT NULL,
    PRIMARY KEY (territory, person, id, revision)
) STRICT, WITHOUT ROWID;

-- Under what a person is found, and by whom: a house, a team, or nobody in particular.
CREATE TABLE person_key (
    territory TEXT NOT NULL,
    key       TEXT NOT NULL,
    scope     BLOB NOT NULL,
    person    BLOB NOT NULL CHECK (length(person) = 16),
    PRIMARY KEY (territory, key, scope, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_person ON person_key (territory, person);

-- What somebody said of two persons: one, or not.
CREATE TABLE person_link (
    territory TEXT    NOT NULL,
    a         BLOB    NOT NULL CHECK (length(a) = 16), -- the smaller of the two
    b         BLOB    NOT NULL CHECK (length(b) = 16),
    verdict   TEXT    NOT NULL CHECK (verdict IN ('same', 'different')),
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, a, b)
) STRICT, WITHOUT ROWID;

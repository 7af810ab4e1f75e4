-- Cold plans: what a house, or the network, opens beside the usual when it freezes, by levels that
-- are switched on for some days and off again. A level is on by its dates: no act ends it.
CREATE TABLE cold_plan (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- that keeps it: names levels, switches
    reach     TEXT    NOT NULL CHECK (reach IN ('house', 'network')), -- whose measures it takes
    name      TEXT    NOT NULL,
    closed    INTEGER NOT NULL,             -- since when it is used no more; 0 for never
    made      INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cold_level (
    territory TEXT    NOT NULL,
    plan      BLOB    NOT NULL CHECK (length(plan) = 16),
    rank      INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 9),
    name      TEXT    NOT NULL,
    cause     TEXT    NOT NULL,             -- what switches it on, in words
    threshold INTEGER,                      -- of the temperature forecast, degrees Celsius; NULL for none
    PRIMARY KEY (territory, plan, rank)
) STRICT, WITHOUT ROWID;

-- What a house does at a level: more places of a unit, or longer hours and no conditions at a
-- service. Its other half is empty.
CREATE TABLE cold_measure (
    territory TEXT    NOT NULL,
    plan      BLOB    NOT NULL CHECK (length(plan) = 16),
    rank      INTEGER NOT NULL,
    unit      BLOB    NOT NULL,
    service   BLOB    NOT NULL,             -- of the directory
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- that takes it
    places    INTEGER NOT NULL CHECK (places BETWEEN 0 AND 1000),
    hours     TEXT    NOT NULL,             -- besides the usual, an opening_hours value; '' for none
    unconditional INTEGER NOT NULL CHECK (unconditional IN (0, 1)),
    PRIMARY KEY (territory, plan, rank, unit, service)
) STRICT, WITHOUT ROWID;

-- A level switched on, and off before its time: acts, never corrected.
CREATE TABLE cold_switch (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    plan      BLOB    NOT NULL CHECK (length(plan) = 16),
    rank      INTEGER NOT NULL,
    first     INTEGER NOT NULL,             -- days since 1970, both included
    last      INTEGER NOT NULL,
    on_at     INTEGER NOT NULL,
    on_by     BLOB    NOT NULL,             -- the account; '' for the operator's command line
    on_why    TEXT    NOT NULL,
    off_at    INTEGER NOT NULL,             -- 0: it ends by its date
    off_by    BLOB    NOT NULL,
    off_why   TEXT    NOT NULL,
    PRIMARY KEY (territory, id),
    CHECK (NOT first > last)
) STRICT, WITHOUT ROWID;
CREATE INDEX cold_switch_plan ON cold_switch (territory, plan, on_at);

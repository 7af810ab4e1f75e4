-- The waiting list of a unit. An entry's state and rank are derived: from its class, its day, what
-- was refused and offered to it, and the draw of its day (resources/waiting.h).
CREATE TABLE waiting_entry (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    unit      BLOB    NOT NULL CHECK (length(unit) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- that asked
    person    BLOB    NOT NULL,             -- '' for nobody with a file
    label     TEXT    NOT NULL,
    class     TEXT    NOT NULL,             -- a code of data/resources/waiting.yaml
    first     INTEGER NOT NULL,             -- the nights or slots that would do, by their keys
    last      INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_entry_unit ON waiting_entry (territory, unit, last);

CREATE TABLE waiting_event (
    territory TEXT    NOT NULL,
    entry     BLOB    NOT NULL CHECK (length(entry) = 16),
    number    INTEGER NOT NULL,             -- from 1
    act       TEXT    NOT NULL CHECK (act IN ('join', 'refused', 'offer', 'leave')),
    booking   BLOB    NOT NULL,             -- what was offered; '' for none
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, entry, number)
) STRICT, WITHOUT ROWID;

-- The seed of a day's lottery. Its digest is told from the day before, itself when the day is over.
CREATE TABLE waiting_draw (
    territory TEXT    NOT NULL,
    day       INTEGER NOT NULL,
    seed      BLOB    NOT NULL CHECK (length(seed) = 32),
    PRIMARY KEY (territory, day)
) STRICT, WITHOUT ROWID;

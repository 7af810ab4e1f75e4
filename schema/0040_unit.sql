-- Units: what a house gives for a night or for a slot, and how many can have it at once. A night
-- or slot is not a row: it follows from the unit's hours.
CREATE TABLE unit (
    territory    TEXT    NOT NULL,
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    house        BLOB    NOT NULL CHECK (length(house) = 16),
    service      BLOB    NOT NULL,          -- of the directory; '' while none is said
    kind         TEXT    NOT NULL CHECK (kind IN ('bed', 'shower', 'washer', 'dryer', 'chair',
                                                  'appointment', 'course', 'seat', 'dwelling')),
    name         TEXT    NOT NULL,
    capacity     INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 1000),
    hours        TEXT    NOT NULL,          -- an opening_hours value of OpenStreetMap; '': as usual
    slot_minutes INTEGER NOT NULL,          -- 0: a night
    gap_minutes  INTEGER NOT NULL,          -- between two uses: cleaning
    rule         TEXT    NOT NULL,          -- who may have it, a condition; '' for everybody
    reach        TEXT    NOT NULL CHECK (reach IN ('house', 'network', 'public')),
    kept         INTEGER NOT NULL CHECK (kept IN (0, 1)), -- 0: its free places are told, not kept here
    closed       INTEGER NOT NULL,          -- since when it is given no more; 0 for never
    revision     INTEGER NOT NULL,          -- raised by each change
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_house ON unit (territory, house, name);

-- "6 free at 17:50", told by telephone: a claim with its time, never corrected, only followed.
CREATE TABLE told_count (
    territory TEXT    NOT NULL,
    unit      BLOB    NOT NULL CHECK (length(unit) = 16),
    at        INTEGER NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    free      INTEGER NOT NULL CHECK (free BETWEEN 0 AND 1000),
    account   BLOB    NOT NULL,             -- who wrote it down
    PRIMARY KEY (territory, unit, at, id)
) STRICT, WITHOUT ROWID;

-- Who asked and was sent away, and why: counted, of nobody. What is refused is a finding.
CREATE TABLE unit_refusal (
    territory TEXT    NOT NULL,
    unit      BLOB    NOT NULL CHECK (length(unit) = 16),
    day       INTEGER NOT NULL,
    reason    TEXT    NOT NULL CHECK (reason IN ('full', 'out_of_service', 'rule', 'conduct', 'other')),
    count     INTEGER NOT NULL,
    PRIMARY KEY (territory, unit, day, reason)
) STRICT, WITHOUT ROWID;

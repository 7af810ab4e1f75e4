-- Who lives together, and since when.
CREATE TABLE household (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- who keeps it
    team      BLOB    NOT NULL CHECK (length(team) = 16),
    created   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE household_member (
    territory TEXT    NOT NULL,
    household BLOB    NOT NULL CHECK (length(household) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- of this stay: one may come back
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    role      TEXT    NOT NULL,
    entered   TEXT    NOT NULL,             -- a day, or ''
    left_on   TEXT    NOT NULL,             -- '' while the person lives there
    PRIMARY KEY (territory, household, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_member_person ON household_member (territory, person);

-- A dog closes the door of many shelters.
CREATE TABLE animal (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('dog', 'cat', 'other')),
    name      TEXT    NOT NULL,
    entered   TEXT    NOT NULL,
    left_on   TEXT    NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX animal_person ON animal (territory, person);

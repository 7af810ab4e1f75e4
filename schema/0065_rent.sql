-- What a dwelling costs a month, from a first of a month on; another rule from the same day follows
-- a mistake, and the last written counts. The same for the income of a household.
CREATE TABLE rent_rule (
    territory TEXT    NOT NULL,
    unit      BLOB    NOT NULL CHECK (length(unit) = 16),
    starts    INTEGER NOT NULL,             -- days since 1970, a first of a month
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('fixed', 'share')),
    amount    INTEGER NOT NULL,             -- cents a month, or thousandths of the income
    ends      INTEGER NOT NULL,             -- the last day of its last month; 0 for none
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, unit, starts, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tenancy_income (
    territory TEXT    NOT NULL,
    booking   BLOB    NOT NULL CHECK (length(booking) = 16), -- the tenancy
    starts    INTEGER NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    cents     INTEGER NOT NULL,             -- of the household, a month
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, booking, starts, id)
) STRICT, WITHOUT ROWID;

-- A household asks for one dwelling or several. Its place in the list of each follows from its
-- waiting_entry; what was said since, and why, is only added to.
CREATE TABLE candidature (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- that asked
    person    BLOB    NOT NULL,             -- '' for nobody with a file
    adults    INTEGER NOT NULL CHECK (adults BETWEEN 1 AND 40),
    children  INTEGER NOT NULL CHECK (children BETWEEN 0 AND 40),
    level     INTEGER NOT NULL CHECK (level IN (0, 1)), -- without a step
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidature_person ON candidature (territory, person);

CREATE TABLE candidature_choice (
    territory   TEXT    NOT NULL,
    candidature BLOB    NOT NULL CHECK (length(candidature) = 16),
    unit        BLOB    NOT NULL CHECK (length(unit) = 16),
    entry       BLOB    NOT NULL CHECK (length(entry) = 16), -- of the waiting list
    PRIMARY KEY (territory, candidature, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidature_choice_unit ON candidature_choice (territory, unit);

CREATE TABLE candidature_event (
    territory   TEXT    NOT NULL,
    candidature BLOB    NOT NULL CHECK (length(candidature) = 16),
    unit        BLOB    NOT NULL CHECK (length(unit) = 16),
    number      INTEGER NOT NULL,           -- from 1
    act         TEXT    NOT NULL CHECK (act IN ('decline', 'refuse', 'leave')),
    reason      TEXT    NOT NULL,
    account     BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (territory, candidature, unit, number)
) STRICT, WITHOUT ROWID;

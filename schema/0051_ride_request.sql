-- Who asks to be brought where and when. Where from, where to and who agreed for a minor are
-- sealed: a way to a hospital tells of an illness, and some doors must stay unknown.
CREATE TABLE ride_request (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    house      BLOB    NOT NULL CHECK (length(house) = 16), -- that drives
    channel    BLOB    NOT NULL CHECK (length(channel) = 16),
    series     BLOB    NOT NULL CHECK (length(series) = 16), -- what was asked for in one go
    person     BLOB    NOT NULL,            -- '' for nobody with a file
    label      TEXT    NOT NULL,            -- what the driver calls them
    day        INTEGER NOT NULL,
    purpose    TEXT    NOT NULL CHECK (purpose IN ('care', 'leisure')),
    arrival    INTEGER NOT NULL CHECK (arrival IN (0, 1)), -- 1: to be there; 0: to be fetched
    minute     INTEGER NOT NULL,            -- of the day
    leeway     INTEGER NOT NULL,            -- minutes sooner there, or later fetched, at most
    companions INTEGER NOT NULL,
    wheelchair INTEGER NOT NULL CHECK (wheelchair IN (0, 1)),
    minor      INTEGER NOT NULL CHECK (minor IN (0, 1)),
    way_back   INTEGER NOT NULL CHECK (way_back IN (0, 1)), -- of a return trip
    sealed     BLOB    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('requested', 'offered', 'agreed', 'planned',
                                                 'driven', 'absent', 'cancelled_by_person',
                                                 'cancelled_by_house')),
    offered    INTEGER NOT NULL,            -- the minute that was proposed; -1 for none
    driver     BLOB    NOT NULL,            -- whom a dispatcher fixed; '' for anyone
    fixed      INTEGER NOT NULL CHECK (fixed IN (0, 1)), -- 1: at that very minute
    made       INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ride_request_day ON ride_request (territory, house, day, minute);
CREATE INDEX ride_request_person ON ride_request (territory, person, day);

-- What was done to each, as it was said.
CREATE TABLE ride_event (
    territory TEXT    NOT NULL,
    request   BLOB    NOT NULL CHECK (length(request) = 16),
    revision  INTEGER NOT NULL,             -- of the request, after it
    act       TEXT    NOT NULL,
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, request, revision)
) STRICT, WITHOUT ROWID;

-- A vehicle that drives no further, from a minute of the day on.
CREATE TABLE ride_breakdown (
    territory TEXT    NOT NULL,
    driver    BLOB    NOT NULL CHECK (length(driver) = 16),
    day       INTEGER NOT NULL,
    minute    INTEGER NOT NULL,
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, driver, day)
) STRICT, WITHOUT ROWID;

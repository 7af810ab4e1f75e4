-- Transports of a house: by which lines they are asked for, and who drives when.
CREATE TABLE ride_channel (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    name      TEXT    NOT NULL,
    phone     TEXT    NOT NULL,
    hours     TEXT    NOT NULL,             -- when requests are taken; '': at any time
    audience  TEXT    NOT NULL CHECK (audience IN ('reduced_mobility', 'sick_child')),
    closed    INTEGER NOT NULL,             -- 0 while it is in use
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ride_channel_house ON ride_channel (territory, house, name);

-- Who drives, with what: a volunteer with their own car, or a salaried driver with that of the
-- house. Where a tour begins and ends is known by its postal code alone.
CREATE TABLE ride_driver (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    house       BLOB    NOT NULL CHECK (length(house) = 16),
    name        TEXT    NOT NULL,
    status      TEXT    NOT NULL CHECK (status IN ('volunteer', 'salaried')),
    vehicle     TEXT    NOT NULL,
    postal      TEXT    NOT NULL,
    seats       INTEGER NOT NULL,
    wheelchairs INTEGER NOT NULL,
    most_km     INTEGER NOT NULL,           -- of a day; 0: nobody said
    closed      INTEGER NOT NULL,           -- drives no more; 0 for never
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ride_driver_house ON ride_driver (territory, house, name);

-- When they drive in every week, in minutes of the day, and on which days it is otherwise.
CREATE TABLE ride_shift (
    territory TEXT    NOT NULL,
    driver    BLOB    NOT NULL CHECK (length(driver) = 16),
    weekday   INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6), -- 0: Monday
    starts    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    PRIMARY KEY (territory, driver, weekday)
) STRICT, WITHOUT ROWID;

CREATE TABLE ride_shift_day (
    territory TEXT    NOT NULL,
    driver    BLOB    NOT NULL CHECK (length(driver) = 16),
    day       INTEGER NOT NULL,
    starts    INTEGER NOT NULL,             -- as `ends`: not there
    ends      INTEGER NOT NULL,
    PRIMARY KEY (territory, driver, day)
) STRICT, WITHOUT ROWID;

-- What is paid to whom, from a day on.
CREATE TABLE ride_rate (
    territory  TEXT    NOT NULL,
    house      BLOB    NOT NULL CHECK (length(house) = 16),
    status     TEXT    NOT NULL CHECK (status IN ('volunteer', 'salaried')),
    valid_from INTEGER NOT NULL,            -- a day
    cents_km   INTEGER NOT NULL,
    allowance  INTEGER NOT NULL,            -- cents for a day on which they drove
    PRIMARY KEY (territory, house, status, valid_from)
) STRICT, WITHOUT ROWID;

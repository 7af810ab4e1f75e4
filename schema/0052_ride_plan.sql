-- The plan of a day, each one kept beside those before it. What had begun by `from_minute` was
-- taken over from the plan before. Times are ten-thousandths of a minute of the day.
CREATE TABLE ride_plan (
    territory   TEXT    NOT NULL,
    house       BLOB    NOT NULL CHECK (length(house) = 16),
    day         INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    account     BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (territory, house, day, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE ride_tour (
    territory TEXT    NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    day       INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    driver    BLOB    NOT NULL CHECK (length(driver) = 16),
    depart    INTEGER NOT NULL,
    finish    INTEGER NOT NULL,
    meters    INTEGER NOT NULL,             -- from home to home
    PRIMARY KEY (territory, house, day, revision, driver)
) STRICT, WITHOUT ROWID;

CREATE TABLE ride_stop (
    territory TEXT    NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    day       INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    driver    BLOB    NOT NULL CHECK (length(driver) = 16),
    number    INTEGER NOT NULL,             -- from 1
    request   BLOB    NOT NULL CHECK (length(request) = 16),
    pickup    INTEGER NOT NULL CHECK (pickup IN (0, 1)),
    starts    INTEGER NOT NULL,
    leaves    INTEGER NOT NULL,
    past      INTEGER NOT NULL CHECK (past IN (0, 1)), -- it had begun when the plan was made
    PRIMARY KEY (territory, house, day, revision, driver, number)
) STRICT, WITHOUT ROWID;

-- Why each request is with its driver, or with none.
CREATE TABLE ride_choice (
    territory TEXT    NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    day       INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    request   BLOB    NOT NULL CHECK (length(request) = 16),
    driver    BLOB    NOT NULL,             -- '' for none
    adds      INTEGER NOT NULL,             -- meters, and those a volunteer called out counts
    otherwise BLOB    NOT NULL,             -- the next best; '' for nobody else
    otherwise_adds INTEGER NOT NULL,
    shift     INTEGER NOT NULL,             -- minutes to the nearest time possible; 0 for none
    PRIMARY KEY (territory, house, day, revision, request)
) STRICT, WITHOUT ROWID;

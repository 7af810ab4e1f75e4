-- Courses and activities: what a house gives again and again, to groups, at set times. A session is
-- not a row: it follows from the group's hours, its holidays and the cycle. A place in a group for a
-- cycle is a row of unit_place (unit: the group, slot: the first day of the cycle).
CREATE TABLE course (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('course', 'group', 'community', 'screening')),
    name      TEXT    NOT NULL,
    service   TEXT    NOT NULL,             -- of the directory, whose conditions hold; may be empty
    condition TEXT    NOT NULL,             -- besides those; empty for none
    address   TEXT    NOT NULL,             -- where it takes place, as the public calendar says it
    postal_code TEXT  NOT NULL,
    shown     INTEGER NOT NULL CHECK (shown IN (0, 1)), -- in the public calendar
    closed    INTEGER NOT NULL,             -- since when it is given no more; 0 for never
    added     INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE course_group (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    course    BLOB    NOT NULL CHECK (length(course) = 16),
    name      TEXT    NOT NULL,
    level     TEXT    NOT NULL,             -- "A1.1"; may be empty
    hours     TEXT    NOT NULL,             -- an opening_hours value of OpenStreetMap
    rest      TEXT    NOT NULL CHECK (rest IN ('school', 'public', 'none')), -- holidays without it
    capacity  INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 1000),
    closed    INTEGER NOT NULL,
    revision  INTEGER NOT NULL,             -- raised by each change, and each session called off
    changed   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX course_group_course ON course_group (territory, course, name);

-- From September to June, for one.
CREATE TABLE course_cycle (
    territory TEXT    NOT NULL,
    course    BLOB    NOT NULL CHECK (length(course) = 16),
    first     INTEGER NOT NULL,             -- days since 1970
    last      INTEGER NOT NULL,
    PRIMARY KEY (territory, course, first),
    CHECK (NOT first > last)
) STRICT, WITHOUT ROWID;

-- A day on which the group does not meet, though it should.
CREATE TABLE course_day_off (
    territory    TEXT    NOT NULL,
    course_group BLOB    NOT NULL CHECK (length(course_group) = 16),
    day          INTEGER NOT NULL,
    account      BLOB    NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (territory, course_group, day)
) STRICT, WITHOUT ROWID;

-- Who takes part in a group for a cycle, or waits for a place in it. Whether somebody waits, has a
-- place or has left follows from place and ended; the order of the list from class and asked.
CREATE TABLE enrolment (
    territory    TEXT    NOT NULL,
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    course_group BLOB    NOT NULL CHECK (length(course_group) = 16),
    cycle        INTEGER NOT NULL,          -- its first day
    house        BLOB    NOT NULL CHECK (length(house) = 16), -- that asked
    person       BLOB    NOT NULL,          -- empty once the person is erased
    label        TEXT    NOT NULL,          -- what the sheet calls them by
    class        TEXT    NOT NULL,          -- a code of data/resources/waiting.yaml
    rule         TEXT    NOT NULL,          -- the condition as it stood
    asked        INTEGER NOT NULL,
    place        INTEGER NOT NULL CHECK (place > -1), -- 0 while there was none
    ended        INTEGER NOT NULL,          -- 0 while they take part or wait
    ended_for    TEXT    NOT NULL CHECK (ended_for IN ('', 'left', 'work', 'moved', 'absent',
                                                       'completed')),
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_group ON enrolment (territory, course_group, cycle, asked);
CREATE INDEX enrolment_person ON enrolment (territory, person, asked);

-- Each step, never changed.
CREATE TABLE enrolment_event (
    territory TEXT    NOT NULL,
    enrolment BLOB    NOT NULL CHECK (length(enrolment) = 16),
    number    INTEGER NOT NULL CHECK (number > 0),
    act       TEXT    NOT NULL CHECK (act IN ('ask', 'place', 'end')),
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, enrolment, number)
) STRICT, WITHOUT ROWID;

-- Who came to a session, as the sheet says it last.
CREATE TABLE attendance (
    territory    TEXT    NOT NULL,
    course_group BLOB    NOT NULL CHECK (length(course_group) = 16),
    starts       INTEGER NOT NULL,          -- of the session
    enrolment    BLOB    NOT NULL CHECK (length(enrolment) = 16),
    mark         TEXT    NOT NULL CHECK (mark IN ('present', 'absent', 'excused')),
    account      BLOB    NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (territory, course_group, starts, enrolment)
) STRICT, WITHOUT ROWID;

-- How many came besides those enrolled: counted, of nobody.
CREATE TABLE headcount (
    territory    TEXT    NOT NULL,
    course_group BLOB    NOT NULL CHECK (length(course_group) = 16),
    starts       INTEGER NOT NULL,
    people       INTEGER NOT NULL CHECK (people BETWEEN 0 AND 10000),
    account      BLOB    NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (territory, course_group, starts)
) STRICT, WITHOUT ROWID;

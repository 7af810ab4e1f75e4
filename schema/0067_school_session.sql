-- Sessions that a school asked for: of a class, counted, of nobody.
CREATE TABLE school_session (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    house       BLOB    NOT NULL CHECK (length(house) = 16),
    school      TEXT    NOT NULL,
    class       TEXT    NOT NULL,           -- "3e B"
    theme       TEXT    NOT NULL,
    age         INTEGER NOT NULL CHECK (age BETWEEN 2 AND 25),
    pupils      INTEGER NOT NULL CHECK (pupils BETWEEN 1 AND 500), -- as it was asked
    starts      INTEGER NOT NULL,
    facilitator TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('asked', 'held', 'cancelled')),
    came        INTEGER NOT NULL CHECK (came BETWEEN 0 AND 500),
    report      TEXT    NOT NULL,           -- how it went; names no pupil
    revision    INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX school_session_house ON school_session (territory, house, starts);

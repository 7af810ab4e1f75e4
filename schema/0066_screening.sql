-- Screenings: whom a house invites to be looked at, and what came of it. An appointment is a booking
-- of a unit; what was found is sealed, and opens to doctors and nurses alone.
CREATE TABLE screening (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    house       BLOB    NOT NULL CHECK (length(house) = 16),
    kind        TEXT    NOT NULL CHECK (kind IN ('mammography', 'check_up', 'disease')),
    name        TEXT    NOT NULL,
    sex         TEXT    NOT NULL CHECK (sex IN ('', 'female', 'male')),
    age_least   INTEGER NOT NULL CHECK (age_least BETWEEN 0 AND 120),
    age_most    INTEGER NOT NULL CHECK (age_most BETWEEN 0 AND 120),
    every_years INTEGER NOT NULL CHECK (every_years BETWEEN 0 AND 20), -- 0: as often as one likes
    unit        BLOB    NOT NULL CHECK (length(unit) = 16), -- whose slots are its appointments
    first       INTEGER NOT NULL,           -- days since 1970
    last        INTEGER NOT NULL,
    closed      INTEGER NOT NULL,           -- 0 while it invites
    revision    INTEGER NOT NULL,
    PRIMARY KEY (territory, id),
    CHECK (NOT first > last)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    territory    TEXT    NOT NULL,
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    screening    BLOB    NOT NULL CHECK (length(screening) = 16),
    person       BLOB    NOT NULL,          -- empty once the person is erased or forgotten
    way          TEXT    NOT NULL CHECK (way IN ('letter', 'phone', 'message', 'in_person')),
    invited      INTEGER NOT NULL,
    reminded     INTEGER NOT NULL,          -- the last time; 0 for never
    reminded_way TEXT    NOT NULL,
    answer       TEXT    NOT NULL CHECK (answer IN ('', 'booked', 'declined', 'elsewhere',
                                                    'no_answer')),
    answered     INTEGER NOT NULL,
    booking      BLOB    NOT NULL,          -- the last; empty while none was made
    came         INTEGER NOT NULL CHECK (came IN (0, 1, 2)), -- 1 they came, 2 they did not
    done         INTEGER NOT NULL,          -- the day they were last seen for it, here or elsewhere
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_screening ON invitation (territory, screening, invited);
CREATE INDEX invitation_person ON invitation (territory, person, done);

-- What was found, with the doctor whom the person named, sealed; and who was told, when and how.
CREATE TABLE screening_result (
    territory  TEXT    NOT NULL,
    invitation BLOB    NOT NULL CHECK (length(invitation) = 16),
    found      INTEGER NOT NULL,            -- the day
    author     BLOB    NOT NULL CHECK (length(author) = 16),
    sealed     BLOB    NOT NULL,
    to_doctor  INTEGER NOT NULL CHECK (to_doctor IN (0, 1)), -- whether one was named
    person_day INTEGER NOT NULL,            -- 0 while not handed over
    person_way TEXT    NOT NULL,
    doctor_day INTEGER NOT NULL,
    doctor_way TEXT    NOT NULL,
    PRIMARY KEY (territory, invitation)
) STRICT, WITHOUT ROWID;

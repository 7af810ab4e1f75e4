-- A case conference: bodies and people called together on one case, what they decided, and how
-- the person was there. Its words are sealed by the key of the case; the minutes are a note.
CREATE TABLE conference (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    case_file   BLOB    NOT NULL CHECK (length(case_file) = 16),
    starts      INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    author      BLOB    NOT NULL CHECK (length(author) = 16),
    subject     BLOB    NOT NULL,
    place       BLOB    NOT NULL,             -- or a link
    attendance  TEXT    NOT NULL CHECK (attendance IN ('', 'came', 'absent')), -- of the person
    represented BLOB    NOT NULL,             -- who spoke for an absent person; '' for none
    told        BLOB    NOT NULL,             -- how they were told; '' for none
    minutes     BLOB    NOT NULL,             -- a note of the case; '' for none
    created     INTEGER NOT NULL,
    ended       INTEGER NOT NULL,             -- 0 while it is planned
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conference_case ON conference (territory, case_file, starts);

-- Who is called: a house, on a share that the person agreed to, or somebody who works on the case.
CREATE TABLE conference_guest (
    territory  TEXT    NOT NULL,
    conference BLOB    NOT NULL CHECK (length(conference) = 16),
    guest      BLOB    NOT NULL CHECK (length(guest) = 16), -- a house or an account
    kind       TEXT    NOT NULL CHECK (kind IN ('house', 'account')),
    share      BLOB    NOT NULL,              -- '' for an account
    attendance TEXT    NOT NULL CHECK (attendance IN ('', 'came', 'absent')),
    invited    INTEGER NOT NULL,
    PRIMARY KEY (territory, conference, guest)
) STRICT, WITHOUT ROWID;
CREATE INDEX conference_guest_of ON conference_guest (territory, guest, conference);

CREATE TABLE conference_decision (
    territory  TEXT    NOT NULL,
    conference BLOB    NOT NULL CHECK (length(conference) = 16),
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    sealed     BLOB    NOT NULL,
    task       BLOB    NOT NULL,              -- the task of the case it became; '' for none
    at         INTEGER NOT NULL,
    PRIMARY KEY (territory, conference, id)
) STRICT, WITHOUT ROWID;

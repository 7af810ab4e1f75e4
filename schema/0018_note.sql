-- What workers wrote: for their team, for their profession, or for themselves. Never changed: a
-- correction is a note that replaces another.
CREATE TABLE note (
    territory  TEXT    NOT NULL,
    case_file  BLOB    NOT NULL CHECK (length(case_file) = 16),
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    secrecy    TEXT    NOT NULL CHECK (secrecy IN ('team', 'profession', 'author')),
    profession TEXT    NOT NULL,            -- whose it is; '' unless of a profession
    kind       TEXT    NOT NULL,            -- note, call, visit, letter, meeting
    author     BLOB    NOT NULL CHECK (length(author) = 16),
    at         INTEGER NOT NULL,
    replaces   BLOB    NOT NULL,            -- the note it corrects; '' for none
    sealed     BLOB    NOT NULL,
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;

-- What happened to a case, in codes alone: opened, closed, led by another, a need more urgent.
CREATE TABLE case_event (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    at        INTEGER NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    act       TEXT    NOT NULL,
    subject   BLOB    NOT NULL,
    code      TEXT    NOT NULL,
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;

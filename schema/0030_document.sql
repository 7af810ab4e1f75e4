-- Papers of a case: who put which, when, and to whom it is open. Name, kind, size and digest are
-- sealed by the key of the case, for a name tells as much as what it names.
CREATE TABLE document (
    territory    TEXT    NOT NULL,
    case_file    BLOB    NOT NULL CHECK (length(case_file) = 16),
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    secrecy      TEXT    NOT NULL CHECK (secrecy IN ('team', 'profession', 'author')),
    profession   TEXT    NOT NULL,          -- whose it is; '' unless of a profession
    author       BLOB    NOT NULL CHECK (length(author) = 16),
    at           INTEGER NOT NULL,
    about        BLOB    NOT NULL,          -- a need or a note of the case; '' for none
    state        TEXT    NOT NULL CHECK (state IN ('unscanned', 'waiting', 'clean', 'refused')),
    weight       INTEGER NOT NULL,          -- bytes of the sealed content; 0 once withdrawn
    sealed       BLOB    NOT NULL,
    withdrawn    INTEGER NOT NULL,          -- 0 while it stands
    withdrawn_by BLOB    NOT NULL,          -- '' while it stands
    reason       BLOB    NOT NULL,          -- sealed; '' while it stands
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;

-- Apart, so that a list of documents reads none of their bytes.
CREATE TABLE document_content (
    territory TEXT NOT NULL,
    case_file BLOB NOT NULL CHECK (length(case_file) = 16),
    id        BLOB NOT NULL CHECK (length(id) = 16),
    sealed    BLOB NOT NULL,
    PRIMARY KEY (territory, case_file, id)
) STRICT;

CREATE INDEX document_state ON document (territory, state, at);

-- There while documents are looked at by a scanner before anybody is given them.
CREATE TABLE document_scanning (
    territory TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (territory)
) STRICT, WITHOUT ROWID;

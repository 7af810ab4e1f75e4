-- A form that was answered in a case; the answers are sealed by the key of the case. Never
-- changed: a correction is a row that replaces it.
CREATE TABLE assessment (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    form      TEXT    NOT NULL,             -- of data/casework/forms
    version   INTEGER NOT NULL,             -- of the form that was asked
    author    BLOB    NOT NULL CHECK (length(author) = 16),
    at        INTEGER NOT NULL,
    replaces  BLOB    NOT NULL,             -- the one it corrects; '' for none
    sealed    BLOB    NOT NULL,
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;

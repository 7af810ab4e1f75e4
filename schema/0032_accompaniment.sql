-- Somebody goes along with a person to a door. Words are sealed by the key of the case.
CREATE TABLE accompaniment (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    referral  BLOB    NOT NULL,               -- whose door it is; '' for none
    companion BLOB    NOT NULL,               -- an account; '' for a volunteer
    volunteer BLOB    NOT NULL,               -- a name, sealed; '' for an account
    starts    INTEGER NOT NULL,
    place     BLOB    NOT NULL,               -- where they meet, sealed
    door      BLOB    NOT NULL,               -- where they go, sealed
    state     TEXT    NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    outcome   TEXT    NOT NULL CHECK (outcome IN ('', 'helped', 'partly', 'not_helped')),
    seen      BLOB    NOT NULL,               -- what the companion saw, sealed; '' for nothing
    author    BLOB    NOT NULL CHECK (length(author) = 16),
    created   INTEGER NOT NULL,
    ended     INTEGER NOT NULL,               -- 0 while it is planned
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accompaniment_case ON accompaniment (territory, case_file, starts);
CREATE INDEX accompaniment_companion ON accompaniment (territory, companion, state, starts);

-- The work done for a person by a team: one open at a time.
CREATE TABLE case_file (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    team      BLOB    NOT NULL CHECK (length(team) = 16),
    lead      BLOB    NOT NULL CHECK (length(lead) = 16), -- one account, and always one
    code      TEXT    NOT NULL,             -- said aloud
    retention TEXT    NOT NULL,             -- a class of data/access/retention.yaml
    opened    INTEGER NOT NULL,
    closed    INTEGER NOT NULL,             -- 0 while it is open
    result    TEXT    NOT NULL,             -- '' while it is open
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX case_file_open ON case_file (territory, person, team, closed);
CREATE INDEX case_file_closed ON case_file (territory, closed, retention);

-- The key that seals all words of a case, itself sealed for a team by the key file. Erasing the
-- rows makes every word of the case unreadable, in the store and in every copy of it.
CREATE TABLE case_key (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    team      BLOB    NOT NULL CHECK (length(team) = 16),
    sealed    BLOB    NOT NULL,
    PRIMARY KEY (territory, case_file, team)
) STRICT, WITHOUT ROWID;

-- Who works on it, and since when; who leads it is another matter.
CREATE TABLE case_member (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- of this stay: one may come back
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    entered   INTEGER NOT NULL,
    left_at   INTEGER NOT NULL,             -- 0 while they work on it
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_member_account ON case_member (territory, account, left_at);

CREATE TABLE case_need (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    need      TEXT    NOT NULL,             -- a code of the vocabulary
    urgency   TEXT    NOT NULL CHECK (urgency IN ('low', 'normal', 'high', 'now')),
    state     TEXT    NOT NULL CHECK (state IN ('open', 'met', 'dropped')),
    since     INTEGER NOT NULL,
    ended     INTEGER NOT NULL,             -- 0 while it is open
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;

-- Goals and tasks; the words are sealed by the key of the case.
CREATE TABLE case_item (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('goal', 'task')),
    need      BLOB    NOT NULL,             -- the need of the case it serves; '' for none
    sealed    BLOB    NOT NULL,
    owner     BLOB    NOT NULL,             -- the account of a task; '' for a goal
    due       INTEGER NOT NULL,             -- 0 for none
    remind    INTEGER NOT NULL,             -- 0 for none
    state     TEXT    NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    created   INTEGER NOT NULL,
    ended     INTEGER NOT NULL,             -- 0 while it is open
    PRIMARY KEY (territory, case_file, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_item_owner ON case_item (territory, owner, state, remind);

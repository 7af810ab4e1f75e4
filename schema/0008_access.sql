-- Who may act: accounts, their roles and teams, their sessions.

-- People of one house who share a secrecy: the desk, the social service, the infirmary.
CREATE TABLE team (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- an organisation of the directory
    name      TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    login      TEXT    NOT NULL,            -- in small letters
    name       TEXT    NOT NULL,            -- as colleagues read it
    house      BLOB    NOT NULL CHECK (length(house) = 16),
    profession TEXT    NOT NULL,            -- decides which notes of a profession are read
    language   TEXT    NOT NULL,
    password   TEXT    NOT NULL,            -- Argon2id, its own parameters inside; '' for none
    totp       BLOB    NOT NULL,            -- the sealed secret of the second factor; '' for none
    totp_step  INTEGER NOT NULL,            -- the last step used, so that a code serves once
    state      TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    created    INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX account_login ON account (territory, login);

CREATE TABLE role_grant (
    territory TEXT    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    role      TEXT    NOT NULL,             -- of data/access/roles.yaml
    until     INTEGER NOT NULL,             -- 0 while nobody ends it
    granted   INTEGER NOT NULL,
    granter   BLOB    NOT NULL,             -- the account; empty from the command line
    PRIMARY KEY (territory, account, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_member (
    territory TEXT    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    team      BLOB    NOT NULL CHECK (length(team) = 16),
    until     INTEGER NOT NULL,             -- 0 while nobody ends it
    PRIMARY KEY (territory, account, team)
) STRICT, WITHOUT ROWID;

-- A session is found by the digest of its secret, which only the visitor holds.
CREATE TABLE login_session (
    territory TEXT    NOT NULL,
    token     BLOB    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    created   INTEGER NOT NULL,
    seen      INTEGER NOT NULL,             -- to the minute
    expires   INTEGER NOT NULL,
    locked    INTEGER NOT NULL,             -- 1: the screen is locked until the password is given
    PRIMARY KEY (territory, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX login_session_account ON login_session (territory, account);
CREATE INDEX login_session_expires ON login_session (territory, expires);

CREATE TABLE recovery_code (
    territory TEXT    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    digest    BLOB    NOT NULL,
    used      INTEGER NOT NULL,             -- when; 0 while it was not
    PRIMARY KEY (territory, account, digest)
) STRICT, WITHOUT ROWID;

-- Machines that speak for a house: what they sign with, and what they may ask. The rest of a
-- client is its account: the house, the team, the role.
CREATE TABLE client (
    territory TEXT    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    keys      TEXT    NOT NULL,             -- a JWK set, public
    scopes    TEXT    NOT NULL,             -- "system/Task.rus system/Patient.cr"
    dialect   TEXT    NOT NULL CHECK (dialect IN ('sdoh', 'be')),
    hooks     TEXT    NOT NULL,             -- hosts that may be told, with spaces: "a.example"
    hooks_are_private INTEGER NOT NULL,     -- 1: the operator says that these may be private
    created   INTEGER NOT NULL,
    PRIMARY KEY (territory, account)
) STRICT, WITHOUT ROWID;

-- Signed statements that were used: none is used twice before it ends.
CREATE TABLE client_proof (
    territory TEXT    NOT NULL,
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    number    BLOB    NOT NULL CHECK (length(number) = 32), -- a digest
    expires   INTEGER NOT NULL,
    PRIMARY KEY (territory, account, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX client_proof_expires ON client_proof (territory, expires);

CREATE TABLE client_token (
    territory TEXT    NOT NULL,
    token     BLOB    NOT NULL CHECK (length(token) = 32), -- a digest
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    scopes    TEXT    NOT NULL,
    expires   INTEGER NOT NULL,
    PRIMARY KEY (territory, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX client_token_account ON client_token (territory, account);

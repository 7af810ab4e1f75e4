-- Who signs in with a provider of their house: which of its subjects is which account. An
-- administrator writes it beforehand; an address of mail never does.
CREATE TABLE account_link (
    territory TEXT    NOT NULL,
    issuer    TEXT    NOT NULL,             -- "https://idp.example"
    subject   TEXT    NOT NULL,             -- "sub", as the provider gives it
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    linked    INTEGER NOT NULL,
    PRIMARY KEY (territory, issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_link_account ON account_link (territory, account);

-- Somebody on the way to a provider and back: minutes, and once.
CREATE TABLE sign_in_flow (
    territory TEXT    NOT NULL,
    state     BLOB    NOT NULL CHECK (length(state) = 32), -- a digest
    provider  TEXT    NOT NULL,             -- its key in the file of providers
    way       TEXT    NOT NULL,             -- where they were going
    language  TEXT    NOT NULL,
    fresh     INTEGER NOT NULL,             -- 1: a screen to unlock, so proved anew
    started   INTEGER NOT NULL,
    PRIMARY KEY (territory, state)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_flow_started ON sign_in_flow (territory, started);

ALTER TABLE login_session ADD COLUMN provider TEXT NOT NULL DEFAULT ''; -- empty: by password
ALTER TABLE login_session ADD COLUMN second INTEGER NOT NULL DEFAULT 0; -- 1: proved there

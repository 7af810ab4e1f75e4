-- Passkeys of staff (WebAuthn): the public key alone. The other half never leaves its device.
CREATE TABLE passkey (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),   -- ours, for addresses
    account    BLOB    NOT NULL CHECK (length(account) = 16),
    credential BLOB    NOT NULL,             -- the device's name for it, 1 to 1023 bytes
    algorithm  INTEGER NOT NULL CHECK (algorithm IN (-7, -8, -257)), -- of COSE
    public_key BLOB    NOT NULL,             -- as libfido2 holds a key of the algorithm
    counter    INTEGER NOT NULL CHECK (NOT counter < 0),
    name       TEXT    NOT NULL,             -- its holder's word for it
    added      INTEGER NOT NULL,
    used       INTEGER NOT NULL,             -- 0: never yet
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX passkey_credential ON passkey (territory, credential);
CREATE INDEX passkey_account ON passkey (territory, account);

-- What a device was asked to sign: minutes, and once. One at a time for each who asks.
CREATE TABLE passkey_question (
    territory TEXT    NOT NULL,
    asker     BLOB    NOT NULL CHECK (length(asker) = 32), -- a digest: of a session, or a cookie
    challenge BLOB    NOT NULL CHECK (length(challenge) = 32),
    account   BLOB,                          -- whose key; NULL: of whoever answers
    name      TEXT    NOT NULL,              -- of the passkey to be added; else empty
    asked     INTEGER NOT NULL,
    PRIMARY KEY (territory, asker)
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_question_asked ON passkey_question (territory, asked);

-- What a person agreed to: proposed in their language, given or refused, withdrawn at any time.
-- Never edited: a change is a new row that replaces the old one.
CREATE TABLE consent (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    state     TEXT    NOT NULL
              CHECK (state IN ('draft', 'proposed', 'active', 'rejected', 'inactive')),
    language  TEXT    NOT NULL,             -- in which it was explained: ISO 639
    way       TEXT    NOT NULL CHECK (way IN ('', 'signed', 'oral', 'gesture')),
    witness   BLOB    NOT NULL,             -- the account of who heard it; '' for none
    replaces  BLOB    NOT NULL,             -- the consent before; '' for none
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    created   INTEGER NOT NULL,
    decided   INTEGER NOT NULL,             -- 0 until given or refused
    ended     INTEGER NOT NULL,             -- 0 until withdrawn or replaced
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_person ON consent (territory, person, created);

CREATE TABLE consent_rule (
    territory TEXT    NOT NULL,
    consent   BLOB    NOT NULL CHECK (length(consent) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    purpose   TEXT    NOT NULL,
    recipient BLOB    NOT NULL CHECK (length(recipient) = 16), -- a house
    class     TEXT    NOT NULL,
    until     INTEGER NOT NULL,
    PRIMARY KEY (territory, consent, id)
) STRICT, WITHOUT ROWID;

-- What was opened to another house, with the five conditions of shared secrecy as they were
-- recorded. It holds while the consent does; one opened for grave danger rests on a notice.
CREATE TABLE share (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    recipient BLOB    NOT NULL CHECK (length(recipient) = 16),
    purpose   TEXT    NOT NULL,
    class     TEXT    NOT NULL,
    consent   BLOB    NOT NULL,             -- '' when it was opened for grave danger
    notice    BLOB    NOT NULL,             -- '' when it rests on a consent
    secrecy   INTEGER NOT NULL CHECK (secrecy IN (0, 1)),
    mission   INTEGER NOT NULL CHECK (mission IN (0, 1)),
    informed  INTEGER NOT NULL CHECK (informed IN (0, 1)),
    agreed    INTEGER NOT NULL CHECK (agreed IN (0, 1)),
    needed    INTEGER NOT NULL CHECK (needed IN (0, 1)),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    given     INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    ended     INTEGER NOT NULL,             -- 0 until it is ended
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX share_person ON share (territory, person, recipient);

-- What the data protection officer is told at once: secrecy set aside for grave danger, or
-- glass broken to read a file. The reason in words is sealed.
CREATE TABLE secrecy_notice (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('override', 'glass')),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    reason    TEXT    NOT NULL,             -- a code
    sealed    BLOB    NOT NULL,             -- the reason in words
    at        INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    seen      INTEGER NOT NULL,             -- 0 until the officer has read it
    seen_by   BLOB    NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX secrecy_notice_seen ON secrecy_notice (territory, seen, at);
CREATE INDEX secrecy_notice_person ON secrecy_notice (territory, person, account, until);

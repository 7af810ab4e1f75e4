-- Each act upon a referral, in the transaction that changed it; only added.
CREATE TABLE referral_event (
    territory  TEXT    NOT NULL,
    referral   BLOB    NOT NULL CHECK (length(referral) = 16),
    number     INTEGER NOT NULL,            -- the revision it led to
    operation  BLOB    NOT NULL CHECK (length(operation) = 16), -- made by who acts: acts once
    act        TEXT    NOT NULL,
    from_state TEXT    NOT NULL,
    to_state   TEXT    NOT NULL,
    way        TEXT    NOT NULL CHECK (way IN ('account', 'link', 'phone', 'clock', 'cell')),
    account    BLOB    NOT NULL,            -- empty for a link or the machine
    reason     TEXT    NOT NULL,            -- codes
    barrier    TEXT    NOT NULL,
    detail     TEXT    NOT NULL,            -- the rank, the outcome
    spoken_by  TEXT    NOT NULL,            -- who answered on the telephone
    at         INTEGER NOT NULL,
    PRIMARY KEY (territory, referral, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX referral_event_operation ON referral_event (territory, operation);

-- The register of what people needed and no door gave: counted, without a person.
CREATE TABLE unmet_need (
    territory   TEXT    NOT NULL,
    day         TEXT    NOT NULL,
    need        TEXT    NOT NULL,
    postal_code TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    barrier     TEXT    NOT NULL,
    service     BLOB    NOT NULL CHECK (length(service) = 16),
    count       INTEGER NOT NULL,
    PRIMARY KEY (territory, day, need, postal_code, reason, barrier, service)
) STRICT, WITHOUT ROWID;

-- What is to be looked at again, and when.
CREATE TABLE reminder (
    territory TEXT    NOT NULL,
    referral  BLOB    NOT NULL CHECK (length(referral) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('silence', 'start', 'review', 'discharge')),
    due       INTEGER NOT NULL,
    done      INTEGER NOT NULL,             -- when; 0 while it waits
    PRIMARY KEY (territory, referral, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_due ON reminder (territory, done, due);

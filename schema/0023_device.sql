-- Devices that work offline, what each was given, and what changed since.

CREATE TABLE device (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    name      TEXT    NOT NULL,             -- as its holder calls it
    added     INTEGER NOT NULL,
    seen      INTEGER NOT NULL,             -- when it last asked; 0 before
    given     INTEGER NOT NULL,             -- the greatest cursor it was handed
    revoked   INTEGER NOT NULL,             -- 0 while it serves
    revoker   BLOB    NOT NULL,             -- the account; empty while it serves
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_account ON device (territory, account, added);

-- The persons a device holds, so that it is told to forget those who leave its hands.
CREATE TABLE device_hold (
    territory TEXT    NOT NULL,
    device    BLOB    NOT NULL CHECK (length(device) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    state     TEXT    NOT NULL CHECK (state IN ('held', 'gone')),
    given     INTEGER NOT NULL,             -- the cursor with which it was given whole, or taken
    sight     TEXT    NOT NULL,             -- what the holder could see then, in codes
    PRIMARY KEY (territory, device, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_hold_person ON device_hold (territory, person);

-- At which count of the territory (change_counter) something of a person last changed. Written
-- in the transaction of the change, which holds that counter: no lower count appears later.
CREATE TABLE person_change (
    territory TEXT    NOT NULL,
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    kind      TEXT    NOT NULL CHECK (kind IN ('person', 'case', 'note', 'referral', 'conflict')),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    count     INTEGER NOT NULL,
    PRIMARY KEY (territory, person, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_creator ON person (territory, creator, created);

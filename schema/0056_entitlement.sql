-- What a person was granted by a convention, and the tickets and cards that carry it.
CREATE TABLE entitlement (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    person     BLOB    NOT NULL,            -- empty once the person is erased
    house      BLOB    NOT NULL CHECK (length(house) = 16), -- which prescribes
    account    BLOB    NOT NULL,            -- who asked
    state      TEXT    NOT NULL CHECK (state IN ('submitted', 'granted', 'denied', 'suspended',
                                                 'revoked')),
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    worth      INTEGER NOT NULL CHECK (worth > -1), -- of each ticket
    value      INTEGER NOT NULL CHECK (value > -1), -- of all, in cents; 0 where nobody said
    rule       TEXT    NOT NULL,            -- the condition as it stood
    valid_until INTEGER NOT NULL,           -- the last day
    asked      INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entitlement_person ON entitlement (territory, person, asked);
CREATE INDEX entitlement_convention ON entitlement (territory, convention, asked);

CREATE TABLE entitlement_event (
    territory   TEXT    NOT NULL,
    entitlement BLOB    NOT NULL CHECK (length(entitlement) = 16),
    number      INTEGER NOT NULL CHECK (number > 0),
    state       TEXT    NOT NULL,           -- which it came to
    account     BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (territory, entitlement, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    entitlement BLOB    NOT NULL CHECK (length(entitlement) = 16),
    convention  BLOB    NOT NULL CHECK (length(convention) = 16),
    number      INTEGER NOT NULL,           -- 1 to the quantity granted
    digest      BLOB    NOT NULL CHECK (length(digest) = 32), -- of its code, with a key
    sealed      BLOB    NOT NULL,           -- the code, to print it again
    worth       INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,           -- the last day
    issued      INTEGER NOT NULL,
    handed      INTEGER NOT NULL,           -- when it was first printed; 0 before
    blocked     INTEGER NOT NULL,           -- 0 while it may be used
    blocked_for TEXT    NOT NULL CHECK (blocked_for IN ('', 'lost', 'stolen', 'damaged',
                                                        'misused')),
    replaced_by BLOB    NOT NULL,           -- empty for none
    PRIMARY KEY (territory, id),
    UNIQUE (territory, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_entitlement ON ticket (territory, entitlement, number);

-- Each use of a ticket, never changed: numbered as the lines of a ceiling are, and never past
-- what the ticket is worth.
CREATE TABLE redemption (
    territory  TEXT    NOT NULL,
    ticket     BLOB    NOT NULL CHECK (length(ticket) = 16),
    number     INTEGER NOT NULL CHECK (number > 0),
    id         BLOB    NOT NULL CHECK (length(id) = 16), -- made by the terminal
    amount     INTEGER NOT NULL CHECK (amount > 0),
    reach      INTEGER NOT NULL,
    worth      INTEGER NOT NULL,            -- of the ticket; 0: as often as one comes
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    house      BLOB    NOT NULL CHECK (length(house) = 16), -- where
    account    BLOB    NOT NULL,
    at         INTEGER NOT NULL,            -- when it was used
    kept       INTEGER NOT NULL,            -- when the store heard of it
    PRIMARY KEY (territory, ticket, number),
    UNIQUE (territory, id),
    CHECK (worth = 0 OR NOT reach > worth)
) STRICT, WITHOUT ROWID;
CREATE INDEX redemption_convention ON redemption (territory, convention, at);

-- What a house that accepts tickets and who pays them agree on, month after month.
CREATE TABLE settlement (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    house      BLOB    NOT NULL CHECK (length(house) = 16), -- which accepted, and is paid
    payer      BLOB    NOT NULL CHECK (length(payer) = 16),
    stated_by  BLOB    NOT NULL CHECK (length(stated_by) = 16), -- one of the two
    month      INTEGER NOT NULL,            -- its first day, in days since 1970
    state      TEXT    NOT NULL CHECK (state IN ('stated', 'agreed', 'disputed', 'withdrawn',
                                                 'invoiced', 'paid')),
    unit       TEXT    NOT NULL CHECK (unit IN ('use', 'cent')),
    price      INTEGER NOT NULL CHECK (price > -2), -- as it stood; -1: nobody said
    uses       INTEGER NOT NULL CHECK (uses > 0),   -- lines
    amount     INTEGER NOT NULL CHECK (amount > 0), -- in the unit
    total      INTEGER NOT NULL CHECK (total > -2), -- cents; -1 without a price
    stated     INTEGER NOT NULL,
    invoice    TEXT    NOT NULL,            -- its number; empty before there is one
    enterprise TEXT    NOT NULL,            -- of who is paid: BCE
    account    TEXT    NOT NULL,            -- IBAN; may be empty
    reference  TEXT    NOT NULL,            -- the ten digits and two of check; empty before
    due        INTEGER NOT NULL,            -- the last day to pay it; 0 before
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_house ON settlement (territory, house, stated);
CREATE INDEX settlement_payer ON settlement (territory, payer, stated);

-- The redemptions of each, as they stood. One is stated again only after its statement was
-- withdrawn, under the next number: two statements at once would write one number.
CREATE TABLE settlement_line (
    territory  TEXT    NOT NULL,
    redemption BLOB    NOT NULL CHECK (length(redemption) = 16),
    number     INTEGER NOT NULL CHECK (number > 0),
    settlement BLOB    NOT NULL CHECK (length(settlement) = 16),
    code       TEXT    NOT NULL,            -- the last three characters of the ticket's
    amount     INTEGER NOT NULL CHECK (amount > 0),
    at         INTEGER NOT NULL,
    PRIMARY KEY (territory, redemption, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_line_settlement ON settlement_line (territory, settlement, at, redemption);

CREATE TABLE settlement_event (
    territory  TEXT    NOT NULL,
    settlement BLOB    NOT NULL CHECK (length(settlement) = 16),
    number     INTEGER NOT NULL CHECK (number > 0),
    state      TEXT    NOT NULL,            -- which it came to
    reason     TEXT    NOT NULL,            -- of a dispute; else empty
    house      BLOB    NOT NULL CHECK (length(house) = 16),
    account    BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (territory, settlement, number)
) STRICT, WITHOUT ROWID;

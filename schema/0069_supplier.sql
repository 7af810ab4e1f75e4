-- Vouchers that a body outside the network supplies for: a pharmacy, a seller of fuel. It has no
-- account here; who pays says from which of those it agreed with a use came.
CREATE TABLE convention_supplier (
    territory  TEXT    NOT NULL,
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    enterprise TEXT    NOT NULL,            -- BCE number, as it is written: 0202.239.951
    name       TEXT    NOT NULL,
    PRIMARY KEY (territory, convention, enterprise)
) STRICT, WITHOUT ROWID;

ALTER TABLE redemption ADD COLUMN supplier TEXT NOT NULL DEFAULT ''; -- BCE; '': the house itself

-- Whom a statement owes where that is no house of the network, as it was called then.
ALTER TABLE settlement ADD COLUMN supplier TEXT NOT NULL DEFAULT '';
ALTER TABLE settlement ADD COLUMN supplier_name TEXT NOT NULL DEFAULT '';

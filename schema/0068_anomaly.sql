-- That somebody looked at a use of tickets that stood out, and what they found. What stands out is
-- reckoned anew from the redemptions each time, and never written.
CREATE TABLE anomaly_look (
    territory  TEXT    NOT NULL,
    redemption BLOB    NOT NULL CHECK (length(redemption) = 16), -- with which it stood out
    kind       TEXT    NOT NULL CHECK (kind IN ('sudden', 'apart')),
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    person     BLOB    NOT NULL,            -- who was granted it; empty once erased
    note       TEXT    NOT NULL,            -- empty once the person is erased
    account    BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (territory, redemption, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX anomaly_look_convention ON anomaly_look (territory, convention);
CREATE INDEX anomaly_look_person ON anomaly_look (territory, person);

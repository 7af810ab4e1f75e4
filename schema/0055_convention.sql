-- What bodies agreed on: who pays, who may prescribe, who accepts, for whom and how much.
CREATE TABLE convention (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    key        TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('card', 'meal', 'parcel', 'letter', 'health',
                                                'pharmacy', 'fuel', 'culture')),
    payer      BLOB    NOT NULL CHECK (length(payer) = 16),
    name_fr    TEXT    NOT NULL,
    name_nl    TEXT    NOT NULL,
    name_de    TEXT    NOT NULL,
    name_en    TEXT    NOT NULL,
    doubt_fr   TEXT    NOT NULL,            -- what the sources leave open; may be empty
    doubt_nl   TEXT    NOT NULL,
    doubt_de   TEXT    NOT NULL,
    doubt_en   TEXT    NOT NULL,
    source     TEXT    NOT NULL,            -- document and line: "2:168"
    service    TEXT    NOT NULL,            -- of the directory, whose conditions hold; may be empty
    condition  TEXT    NOT NULL,            -- besides those; empty for none
    unit       TEXT    NOT NULL CHECK (unit IN ('use', 'cent')),
    worth      INTEGER NOT NULL CHECK (worth > -1),  -- of one ticket; 0: as often as one comes
    price      INTEGER NOT NULL CHECK (price > -2), -- cents a use; -1: nobody said
    days       INTEGER NOT NULL CHECK (days > 0),    -- how long a ticket is good
    threshold  INTEGER NOT NULL CHECK (threshold > -2), -- cents above which another decides
    valid_from INTEGER NOT NULL,            -- days since 1970
    valid_until INTEGER NOT NULL,           -- the last day; 0 while none is agreed
    loaded     INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE convention_party (
    territory  TEXT    NOT NULL,
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    role       TEXT    NOT NULL CHECK (role IN ('prescribes', 'accepts')),
    house      BLOB    NOT NULL CHECK (length(house) = 16),
    PRIMARY KEY (territory, convention, role, house)
) STRICT, WITHOUT ROWID;

CREATE TABLE convention_ceiling (
    territory  TEXT    NOT NULL,
    convention BLOB    NOT NULL CHECK (length(convention) = 16),
    scope      TEXT    NOT NULL CHECK (scope IN ('person', 'household', 'everybody')),
    period     TEXT    NOT NULL CHECK (period IN ('day', 'week', 'month', 'year', 'whole')),
    unit       TEXT    NOT NULL CHECK (unit IN ('ticket', 'cent')),
    most       INTEGER NOT NULL CHECK (most > 0),
    PRIMARY KEY (territory, convention, scope, period, unit)
) STRICT, WITHOUT ROWID;

-- What was taken under a ceiling, line by line and never changed. A line has the next number of
-- its ceiling and period, and says how far it reaches: two desks that grant at once would write
-- one number, and a line past the most cannot be written.
CREATE TABLE ceiling_line (
    territory   TEXT    NOT NULL,
    convention  BLOB    NOT NULL CHECK (length(convention) = 16),
    scope       TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    whose       BLOB    NOT NULL CHECK (length(whose) = 16),
    period      TEXT    NOT NULL,           -- "2026-W48"
    number      INTEGER NOT NULL CHECK (number > 0),
    amount      INTEGER NOT NULL,           -- less than 0: given back
    reach       INTEGER NOT NULL CHECK (reach > -1),
    most        INTEGER NOT NULL,
    entitlement BLOB    NOT NULL CHECK (length(entitlement) = 16),
    at          INTEGER NOT NULL,
    PRIMARY KEY (territory, convention, scope, unit, whose, period, number),
    CHECK (amount < 0 OR NOT reach > most)
) STRICT, WITHOUT ROWID;
CREATE INDEX ceiling_line_entitlement ON ceiling_line (territory, entitlement);

-- Terminals that redeem without a network, under a ceiling of uses a day that is signed.
CREATE TABLE terminal (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16), -- where it stands
    name      TEXT    NOT NULL,
    daily     INTEGER NOT NULL CHECK (daily > 0),
    added     INTEGER NOT NULL,
    revoked   INTEGER NOT NULL,             -- 0 while it serves
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX terminal_house ON terminal (territory, house, added);

-- What each brought back, numbered a day as the lines of a ceiling are.
CREATE TABLE terminal_line (
    territory TEXT    NOT NULL,
    terminal  BLOB    NOT NULL CHECK (length(terminal) = 16),
    day       INTEGER NOT NULL,             -- days since 1970
    number    INTEGER NOT NULL CHECK (number > 0),
    daily     INTEGER NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- of the use
    PRIMARY KEY (territory, terminal, day, number),
    CHECK (NOT number > daily)
) STRICT, WITHOUT ROWID;

-- What was given at a counter and could not be taken from the ticket afterwards.
CREATE TABLE overdraft (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16), -- of the use
    terminal   BLOB    NOT NULL CHECK (length(terminal) = 16),
    house      BLOB    NOT NULL CHECK (length(house) = 16),
    ticket     BLOB    NOT NULL,            -- empty when none has its code
    convention BLOB    NOT NULL,
    amount     INTEGER NOT NULL,
    at         INTEGER NOT NULL,            -- by the clock of the terminal
    kept       INTEGER NOT NULL,
    because    TEXT    NOT NULL CHECK (because IN ('used', 'expired', 'blocked', 'other',
                                                   'unknown', 'ceiling')),
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX overdraft_kept ON overdraft (territory, kept);

-- What a dwelling is, besides a unit of kind 'dwelling'. Who lives there has its one place
-- (unit_place, slot 0) by a booking; so two households are never there at once.
CREATE TABLE dwelling (
    territory   TEXT    NOT NULL,
    unit        BLOB    NOT NULL CHECK (length(unit) = 16),
    bedrooms    INTEGER NOT NULL CHECK (bedrooms BETWEEN 0 AND 20), -- 0: a studio
    area        INTEGER NOT NULL CHECK (area BETWEEN 0 AND 1000),   -- square metres; 0 while unknown
    people      INTEGER NOT NULL CHECK (people BETWEEN 0 AND 40),   -- how many may live there; 0 while unknown
    entry       TEXT    NOT NULL CHECK (entry IN ('unknown', 'stairs', 'lift', 'level', 'adapted')),
    address     TEXT    NOT NULL,
    postal_code TEXT    NOT NULL,
    protected   INTEGER NOT NULL CHECK (protected IN (0, 1)), -- the address is told to its house alone
    manager     TEXT    NOT NULL,           -- who lets it for its house; '' for the house itself
    convention  BLOB    NOT NULL,           -- by which its places are given; '' for none
    works_until INTEGER NOT NULL,           -- the day its works should end; 0 while nobody knows
    PRIMARY KEY (territory, unit)
) STRICT, WITHOUT ROWID;

-- What was said of a household's stay, never corrected, only followed: the day it moved in, the end
-- of its contract and each extension (the last counts), a follow-up asked for or no more, the day
-- it left. Whose stay it is stands in the booking.
CREATE TABLE tenancy_event (
    territory TEXT    NOT NULL,
    booking   BLOB    NOT NULL CHECK (length(booking) = 16),
    number    INTEGER NOT NULL,             -- from 1
    act       TEXT    NOT NULL CHECK (act IN ('enter', 'end', 'follow', 'alone', 'leave')),
    day       INTEGER NOT NULL,             -- days since 1970; an end that is 0 is none
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, booking, number)
) STRICT, WITHOUT ROWID;

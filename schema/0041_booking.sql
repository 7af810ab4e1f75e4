-- Bookings: somebody has a place of a unit for one night or slot. Moments are written, states
-- derived from them and from the clock (resources/booking.h).
CREATE TABLE booking (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    bundle     BLOB    NOT NULL CHECK (length(bundle) = 16), -- what was booked in one go
    unit       BLOB    NOT NULL CHECK (length(unit) = 16),
    slot       INTEGER NOT NULL,            -- a night: the day it begins; a slot: its start
    place      INTEGER NOT NULL,            -- from 1
    starts     INTEGER NOT NULL,            -- as it was promised
    ends       INTEGER NOT NULL,
    house      BLOB    NOT NULL,            -- that booked; '' for a citizen with a plan
    person     BLOB    NOT NULL,            -- '' for nobody with a file
    label      TEXT    NOT NULL,            -- what the list of the night calls them
    code       BLOB    NOT NULL CHECK (length(code) = 32), -- digest of what its bearer holds
    made       INTEGER NOT NULL,
    hold_until INTEGER NOT NULL,            -- 0: booked at once
    booked     INTEGER NOT NULL,            -- 0 while it is only held
    arrived    INTEGER NOT NULL,
    departed   INTEGER NOT NULL,
    absent     INTEGER NOT NULL,
    cancelled  INTEGER NOT NULL,
    canceller  TEXT    NOT NULL CHECK (canceller IN ('', 'person', 'service')),
    revision   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_unit ON booking (territory, unit, slot, place);
CREATE INDEX booking_person ON booking (territory, person, starts);
CREATE INDEX booking_code ON booking (territory, code);

-- What was done to each, as it was said.
CREATE TABLE booking_event (
    territory TEXT    NOT NULL,
    booking   BLOB    NOT NULL CHECK (length(booking) = 16),
    revision  INTEGER NOT NULL,             -- of the booking, after it
    act       TEXT    NOT NULL,
    reason    TEXT    NOT NULL,             -- a code, or ''
    account   BLOB    NOT NULL,             -- '' for the bearer of the code
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, booking, revision)
) STRICT, WITHOUT ROWID;

-- Who has a place, until when; free from that moment on, without a job that frees it. One row a
-- place a night or slot: two bookings of one place are two rows of one key.
CREATE TABLE unit_place (
    territory TEXT    NOT NULL,
    unit      BLOB    NOT NULL CHECK (length(unit) = 16),
    slot      INTEGER NOT NULL,
    place     INTEGER NOT NULL CHECK (place > 0),
    booking   BLOB    NOT NULL CHECK (length(booking) = 16),
    until     INTEGER NOT NULL,
    PRIMARY KEY (territory, unit, slot, place)
) STRICT, WITHOUT ROWID;

-- The same of a person's night, whatever the unit: nobody has two beds.
CREATE TABLE person_night (
    territory TEXT    NOT NULL,
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    night     INTEGER NOT NULL,
    booking   BLOB    NOT NULL CHECK (length(booking) = 16),
    until     INTEGER NOT NULL,
    PRIMARY KEY (territory, person, night)
) STRICT, WITHOUT ROWID;

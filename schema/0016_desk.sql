-- The desk of a house: its days, who came, in which order they are called, what was given at
-- once. A site is an organisation of the directory; a day is counted from 1970-01-01, in Belgium.
CREATE TABLE desk_day (
    territory   TEXT    NOT NULL,
    site        BLOB    NOT NULL CHECK (length(site) = 16),
    day         INTEGER NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16), -- of the row; what is sealed is bound to it
    opened      INTEGER NOT NULL,
    opener      BLOB    NOT NULL,
    closed      INTEGER NOT NULL,           -- 0 while it is open
    closer      BLOB    NOT NULL,           -- '' while it is open
    last_ticket INTEGER NOT NULL,           -- raised by each arrival, under the lock of this row
    hand_over   BLOB    NOT NULL,           -- the sealed note for who opens next; '' for none
    PRIMARY KEY (territory, site, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE arrival (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    site        BLOB    NOT NULL CHECK (length(site) = 16),
    day         INTEGER NOT NULL,
    ticket      INTEGER NOT NULL,           -- 23 of "A 23"
    person      BLOB    NOT NULL,           -- '' while nobody says who it is
    label       TEXT    NOT NULL,           -- what the desk calls them by; gone the next day
    wish        TEXT    NOT NULL,           -- a code, or ''
    language    TEXT    NOT NULL,           -- ISO 639, or ''
    priority    TEXT    NOT NULL CHECK (priority IN ('none', 'child', 'pregnant', 'frail', 'ill', 'danger')),
    appointment INTEGER NOT NULL,           -- who comes before it; 0 for none
    seen        INTEGER NOT NULL,           -- when somebody told who came early to wait; 0 for never
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'called', 'recalled', 'served', 'left')),
    desk        INTEGER NOT NULL,           -- which desk called; 0 for none
    arrived     INTEGER NOT NULL,
    called      INTEGER NOT NULL,           -- 0 while they were not
    ended       INTEGER NOT NULL,           -- served or left; 0 before
    revision    INTEGER NOT NULL,           -- raised by each change
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX arrival_ticket ON arrival (territory, site, day, ticket);
CREATE INDEX arrival_person ON arrival (territory, person, arrived);

-- What became of each, as it was said.
CREATE TABLE arrival_event (
    territory TEXT    NOT NULL,
    arrival   BLOB    NOT NULL CHECK (length(arrival) = 16),
    revision  INTEGER NOT NULL,             -- of the arrival, after it
    act       TEXT    NOT NULL,
    desk      INTEGER NOT NULL,
    account   BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, arrival, revision)
) STRICT, WITHOUT ROWID;

-- A shower, a meal, a call, a coffee: counted, of nobody.
CREATE TABLE immediate_answer (
    territory TEXT    NOT NULL,
    site      BLOB    NOT NULL CHECK (length(site) = 16),
    day       INTEGER NOT NULL,
    hour      INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23), -- on the wall, in Belgium
    kind      TEXT    NOT NULL CHECK (kind IN ('shower', 'meal', 'call', 'coffee')),
    count     INTEGER NOT NULL,
    PRIMARY KEY (territory, site, day, hour, kind)
) STRICT, WITHOUT ROWID;

-- Visits of a day by kind, so that a term is read without its arrivals.
CREATE TABLE visit_count (
    territory TEXT    NOT NULL,
    site      BLOB    NOT NULL CHECK (length(site) = 16),
    day       INTEGER NOT NULL,
    kind      TEXT    NOT NULL,             -- 'arrived', 'served', 'left', 'wish.food'...
    count     INTEGER NOT NULL,
    PRIMARY KEY (territory, site, day, kind)
) STRICT, WITHOUT ROWID;

-- A directory that stays true: the signed links by which partners look at their own listing, who
-- found it right and when, and what they would change.

CREATE TABLE listing_link (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    scope     TEXT    NOT NULL CHECK (scope IN ('service', 'organization')),
    subject   BLOB    NOT NULL CHECK (length(subject) = 16), -- that service or organisation
    holder    TEXT    NOT NULL,             -- who was given it
    until     INTEGER NOT NULL,             -- the last day, days since 1970
    made      INTEGER NOT NULL,
    account   BLOB    NOT NULL,             -- who made it; empty for the machine
    revoked   INTEGER NOT NULL,             -- 0 while it opens
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- Somebody found a listing right. Nothing here says that it changed.
CREATE TABLE listing_check (
    territory TEXT    NOT NULL,
    service   BLOB    NOT NULL CHECK (length(service) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    at        INTEGER NOT NULL,
    how       TEXT    NOT NULL CHECK (how IN ('link', 'telephone', 'visit', 'mail')),
    who       TEXT    NOT NULL,             -- the holder of the link, or whom the steward asked
    link      BLOB    NOT NULL,             -- empty where a steward noted it
    account   BLOB    NOT NULL,             -- empty where a link did
    PRIMARY KEY (territory, service, id)
) STRICT, WITHOUT ROWID;

-- What the holder of a link would change in one field of one record. It waits for a steward.
CREATE TABLE listing_change (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    service   BLOB    NOT NULL CHECK (length(service) = 16),
    topic     TEXT    NOT NULL CHECK (topic IN ('hours', 'closure', 'ended', 'capacity', 'text')),
    kind      TEXT    NOT NULL,             -- of the record
    record    BLOB    NOT NULL CHECK (length(record) = 16),
    field     TEXT    NOT NULL,             -- a JSON pointer into its body
    was       TEXT    NOT NULL,             -- what stood there, as JSON; empty for nothing
    value     TEXT    NOT NULL,
    link      BLOB    NOT NULL,
    who       TEXT    NOT NULL,
    made      INTEGER NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'undone')),
    reason    TEXT    NOT NULL,             -- why it was refused
    decided   INTEGER NOT NULL,             -- 0 while it waits
    account   BLOB    NOT NULL,             -- who decided; empty while it waits
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_change_state ON listing_change (territory, state, made);
CREATE INDEX listing_change_service ON listing_change (territory, service, made);

-- Houses of which somebody wants to be told each time a referral of theirs moves.
CREATE TABLE referral_watch (
    territory TEXT    NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    since     INTEGER NOT NULL,
    PRIMARY KEY (territory, house)
) STRICT, WITHOUT ROWID;

-- Who is told of what, and how the telling goes. What was asked stands sealed in fhir_resource.
CREATE TABLE fhir_subscription (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- of its fhir_resource
    client    BLOB    NOT NULL CHECK (length(client) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    topic     TEXT    NOT NULL CHECK (topic IN ('Task', 'ServiceRequest')),
    content   TEXT    NOT NULL CHECK (content IN ('empty', 'id-only')),
    base      TEXT    NOT NULL,             -- the address the client knows this server by
    state     TEXT    NOT NULL CHECK (state IN ('requested', 'active', 'error', 'off')),
    events    INTEGER NOT NULL,             -- the number of the last one
    told      INTEGER NOT NULL,             -- the number of the last one that was taken
    failures  INTEGER NOT NULL,             -- attempts since one was taken
    due       INTEGER NOT NULL,             -- no attempt before; 0 for none to wait for
    ends      INTEGER NOT NULL,             -- 0 for never
    heartbeat INTEGER NOT NULL,             -- seconds; 0 for none
    contact   INTEGER NOT NULL,             -- when something was last taken; 0 since asked anew
    asked     INTEGER NOT NULL,             -- the version of its fhir_resource
    changes   INTEGER NOT NULL,             -- of the state, by the server
    updated   INTEGER NOT NULL,
    said      TEXT    NOT NULL,             -- why the last attempt failed, in our words
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX fhir_subscription_house ON fhir_subscription (territory, house, state);
CREATE INDEX fhir_subscription_client ON fhir_subscription (territory, client);

-- Events that were not taken yet, numbered without a gap.
CREATE TABLE fhir_event (
    territory    TEXT    NOT NULL,
    subscription BLOB    NOT NULL CHECK (length(subscription) = 16),
    number       INTEGER NOT NULL,
    referral     BLOB    NOT NULL CHECK (length(referral) = 16),
    at           INTEGER NOT NULL,
    PRIMARY KEY (territory, subscription, number)
) STRICT, WITHOUT ROWID;

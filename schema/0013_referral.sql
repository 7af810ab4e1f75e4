-- Doors opened together for one person: what a plan becomes when somebody acts on it.
CREATE TABLE plan_set (
    territory   TEXT    NOT NULL,
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    person      BLOB    NOT NULL CHECK (length(person) = 16),
    case_file   BLOB    NOT NULL,           -- empty for none
    house       BLOB    NOT NULL CHECK (length(house) = 16),
    team        BLOB    NOT NULL CHECK (length(team) = 16),
    author      BLOB    NOT NULL,
    postal_code TEXT    NOT NULL,           -- for the register of unmet needs; '' unknown
    created     INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

-- The doors that could answer a need of the set, the plan's own first.
CREATE TABLE plan_door (
    territory TEXT    NOT NULL,
    plan      BLOB    NOT NULL CHECK (length(plan) = 16),
    need      TEXT    NOT NULL,
    rank      INTEGER NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    service   BLOB    NOT NULL CHECK (length(service) = 16),
    mail      TEXT    NOT NULL,             -- of the service; '' for none
    PRIMARY KEY (territory, plan, need, rank)
) STRICT, WITHOUT ROWID;

-- One door of a set, and where its answer stands.
CREATE TABLE referral (
    territory    TEXT    NOT NULL,
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    code         TEXT    NOT NULL,          -- read aloud: "7K3M-9QTR"
    plan         BLOB    NOT NULL CHECK (length(plan) = 16),
    person       BLOB    NOT NULL CHECK (length(person) = 16),
    need         TEXT    NOT NULL,
    kind         TEXT    NOT NULL CHECK (kind IN ('referral', 'transfer', 'discharge')),
    on_day       TEXT    NOT NULL,          -- of a discharge; '' for none
    from_house   BLOB    NOT NULL CHECK (length(from_house) = 16),
    from_team    BLOB    NOT NULL CHECK (length(from_team) = 16),
    author       BLOB    NOT NULL,
    target_house BLOB    NOT NULL CHECK (length(target_house) = 16),
    service      BLOB    NOT NULL CHECK (length(service) = 16),
    mail         TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'sent', 'seen', 'accepted',
        'waitlisted', 'refusal_proposed', 'refused', 'in_progress', 'on_hold', 'done', 'failed',
        'withdrawn', 'expired', 'error')),
    revision     INTEGER NOT NULL,          -- raised by each event
    written      INTEGER NOT NULL,          -- when it was last sent, else made
    sent         INTEGER NOT NULL,          -- 0 while it was not
    deadline     INTEGER NOT NULL,          -- of the state; 0 for none
    rank         INTEGER NOT NULL,          -- on the waiting list; 0 when on none
    outcome      TEXT    NOT NULL,
    reason       TEXT    NOT NULL,          -- of the last act that had one
    barrier      TEXT    NOT NULL,          -- why the door stayed shut, when said
    basis        TEXT    NOT NULL CHECK (basis IN ('', 'house', 'consent', 'override')),
    follow       INTEGER NOT NULL,          -- 1 while it stands on the sender's work list
    link_until   INTEGER NOT NULL,          -- how long its signed link answers; 0 for none
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX referral_code ON referral (territory, code);
CREATE INDEX referral_plan ON referral (territory, plan);
CREATE INDEX referral_person ON referral (territory, person, id);
CREATE INDEX referral_outbox ON referral (territory, from_house, id);
CREATE INDEX referral_inbox ON referral (territory, target_house, id);
CREATE INDEX referral_deadline ON referral (territory, state, deadline);

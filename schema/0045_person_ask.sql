-- Whether somebody in the network knows the person who was looked for. A row is written alike
-- when nobody does, so that asking tells nothing: only its keeper is empty.
CREATE TABLE person_ask (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL,             -- that asks
    account   BLOB    NOT NULL,
    person    BLOB    NOT NULL,             -- '' when nobody is known
    keeper    BLOB    NOT NULL,             -- the house that keeps their file; '' for nobody
    team      BLOB    NOT NULL,
    sealed    BLOB    NOT NULL,             -- a line of what was looked for, then why it is asked
    state     TEXT    NOT NULL CHECK (state IN ('open', 'yes', 'no', 'other', 'expired')),
    asked     INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    answered  INTEGER NOT NULL,             -- 0 until then
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_ask_account ON person_ask (territory, account, asked);
CREATE INDEX person_ask_house ON person_ask (territory, house, asked);
CREATE INDEX person_ask_keeper ON person_ask (territory, keeper, asked);
CREATE INDEX person_ask_person ON person_ask (territory, person);

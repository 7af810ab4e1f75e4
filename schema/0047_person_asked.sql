-- One request reaches several houses, and each answers for itself. Every request has as many rows
-- as it may reach houses, the rest of them empty, so that neither count nor time tells of anybody.
CREATE TABLE person_asked (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL,             -- that asks
    account   BLOB    NOT NULL,
    sealed    BLOB    NOT NULL,             -- a line of what was looked for, then why it is asked
    asked     INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_asked_account ON person_asked (territory, account, asked);
CREATE INDEX person_asked_house ON person_asked (territory, house, asked);

CREATE TABLE person_ask_reached (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- what the house reads and answers
    ask       BLOB    NOT NULL CHECK (length(ask) = 16),
    person    BLOB    NOT NULL,             -- '' when the row reaches nobody
    keeper    BLOB    NOT NULL,             -- the house that keeps their file; '' for nobody
    team      BLOB    NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('open', 'yes', 'no', 'other')),
    answered  INTEGER NOT NULL,             -- 0 until then
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_ask_reached_ask ON person_ask_reached (territory, ask);
CREATE INDEX person_ask_reached_keeper ON person_ask_reached (territory, keeper);
CREATE INDEX person_ask_reached_person ON person_ask_reached (territory, person);

INSERT INTO person_asked (territory, id, house, account, sealed, asked, expires)
SELECT territory, id, house, account, sealed, asked, expires FROM person_ask;

INSERT INTO person_ask_reached (territory, id, ask, person, keeper, team, state, answered)
SELECT territory, id, id, person, keeper, team,
       CASE state WHEN 'expired' THEN 'open' ELSE state END, answered
FROM person_ask;

DROP TABLE person_ask;

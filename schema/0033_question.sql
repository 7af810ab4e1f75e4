-- A professional asks others about a situation without naming anybody: no column leads to a
-- person or a case. The words are sealed all the same.
CREATE TABLE question (
    territory  TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    house      BLOB    NOT NULL CHECK (length(house) = 16), -- that asks
    account    BLOB    NOT NULL CHECK (length(account) = 16),
    profession TEXT    NOT NULL,              -- of who asks; may be ''
    topic      TEXT    NOT NULL,              -- a need of the vocabulary; '' for none
    target     BLOB    NOT NULL,              -- one house; '' for the whole network
    sealed     BLOB    NOT NULL,
    asked      INTEGER NOT NULL,
    closed     INTEGER NOT NULL,              -- 0 while it is open
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_reply (
    territory TEXT    NOT NULL,
    question  BLOB    NOT NULL CHECK (length(question) = 16),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    house     BLOB    NOT NULL CHECK (length(house) = 16),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    sealed    BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, question, id)
) STRICT, WITHOUT ROWID;

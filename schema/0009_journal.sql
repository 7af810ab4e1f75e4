-- Each reading of a person's data and each act upon access, a line; each line holds the digest
-- of itself and of the line before, so that none can be taken out, changed or moved unseen.
CREATE TABLE journal (
    territory TEXT    NOT NULL,
    number    INTEGER NOT NULL,             -- from 1, without a gap
    at        INTEGER NOT NULL,
    account   BLOB    NOT NULL,             -- empty for the command line and for machines
    act       TEXT    NOT NULL,             -- a code: "person.read"
    person    BLOB    NOT NULL,             -- whose data; empty for none
    subject   BLOB    NOT NULL,             -- the case, note, account... ; empty for none
    because   TEXT    NOT NULL,             -- a code: the relation or reason that allowed it
    digest    BLOB    NOT NULL,
    PRIMARY KEY (territory, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX journal_person ON journal (territory, person, number);
CREATE INDEX journal_account ON journal (territory, account, number);

-- The end of the chain, raised with each line.
CREATE TABLE journal_head (
    territory TEXT    NOT NULL PRIMARY KEY,
    number    INTEGER NOT NULL,
    digest    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

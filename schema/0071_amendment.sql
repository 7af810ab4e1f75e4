-- What partners and stewards put right in a record that a source brings: kept beside it, and put
-- in again after each load, until the source itself says something else.
CREATE TABLE directory_amendment (
    territory TEXT    NOT NULL,
    kind      TEXT    NOT NULL,             -- of the record
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    field     TEXT    NOT NULL,             -- where in its body: a JSON pointer, "/seuil/hours"
    was       TEXT    NOT NULL,             -- what the source said, as JSON; empty for nothing
    value     TEXT    NOT NULL,             -- what stands there instead; empty for nothing
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, kind, id, field)
) STRICT, WITHOUT ROWID;

-- What devices did while they were offline: each operation acts once, and its first answer is
-- given again to whoever sends it again. Codes alone.
CREATE TABLE op_in (
    territory TEXT    NOT NULL,
    op        BLOB    NOT NULL CHECK (length(op) = 16), -- made by the device
    device    BLOB    NOT NULL CHECK (length(device) = 16),
    kind      TEXT    NOT NULL,
    result    TEXT    NOT NULL CHECK (result IN ('applied', 'merged', 'conflict', 'refused')),
    because   TEXT    NOT NULL,             -- a code; '' when it was applied as asked
    field     TEXT    NOT NULL,
    detail    TEXT    NOT NULL,             -- in words, without any of a person
    revision  INTEGER NOT NULL,             -- that it led to, or that stands; 0 for none
    target    BLOB    NOT NULL,             -- what stands for the thing asked for; empty for none
    likeness  TEXT    NOT NULL CHECK (likeness IN ('', 'seen', 'somewhere')),
    said      INTEGER NOT NULL,             -- when, by the clock of the device; 0 unsaid
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, op)
) STRICT, WITHOUT ROWID;

-- A guarded field that two changed: the store's value stands until somebody decides. What the
-- device wanted, and what stood there, is sealed by the key file.
CREATE TABLE op_conflict (
    territory TEXT    NOT NULL,
    op        BLOB    NOT NULL CHECK (length(op) = 16),
    person    BLOB    NOT NULL CHECK (length(person) = 16),
    case_file BLOB    NOT NULL,             -- empty for none
    kind      TEXT    NOT NULL,
    field     TEXT    NOT NULL,
    author    BLOB    NOT NULL CHECK (length(author) = 16),
    other     BLOB    NOT NULL,             -- who wrote what stands; empty when nobody knows
    state     TEXT    NOT NULL CHECK (state IN ('open', 'kept', 'taken')),
    sealed    BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    decider   BLOB    NOT NULL,             -- empty while it is open
    decided   INTEGER NOT NULL,             -- 0 while it is open
    PRIMARY KEY (territory, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_conflict_person ON op_conflict (territory, person);
CREATE INDEX op_conflict_author ON op_conflict (territory, state, author);
CREATE INDEX op_conflict_other ON op_conflict (territory, state, other);

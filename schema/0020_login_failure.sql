-- Wrong passwords are counted by the name that was typed, whether an account has it or not, so
-- that having to wait tells nothing of who has an account.
CREATE TABLE login_failure (
    territory TEXT    NOT NULL,
    name      BLOB    NOT NULL,             -- the digest of the name in small letters
    failures  INTEGER NOT NULL,             -- since the last success
    retry_at  INTEGER NOT NULL,             -- not before
    last      INTEGER NOT NULL,
    PRIMARY KEY (territory, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX login_failure_last ON login_failure (territory, last);


-- What somebody was writing when their session was locked or had ended: given back after they
-- sign in again. Only the holder of the session's secret can read it.
CREATE TABLE kept_form (
    territory TEXT    NOT NULL,
    token     BLOB    NOT NULL,             -- the digest of the session's secret
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    sealed    BLOB    NOT NULL,             -- where it was to go and what it held
    kept      INTEGER NOT NULL,
    PRIMARY KEY (territory, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_form_kept ON kept_form (territory, kept);

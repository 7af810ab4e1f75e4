-- Whom or what a kept form is about, in clear, so that erasing a person reaches it. What was kept
-- before lived for a day at most, and is let go.
DROP TABLE kept_form;

CREATE TABLE kept_form (
    territory TEXT    NOT NULL,
    token     BLOB    NOT NULL,             -- the digest of the session's secret
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    about     BLOB    NOT NULL,             -- the identifier its address or its form names; or ''
    sealed    BLOB    NOT NULL,             -- where it was to go and what it held
    kept      INTEGER NOT NULL,
    PRIMARY KEY (territory, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_form_kept ON kept_form (territory, kept);
CREATE INDEX kept_form_about ON kept_form (territory, about);

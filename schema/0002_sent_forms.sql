-- Forms that were acted on, so that one sent twice acts once. What was answered can be read only
-- with the form's own token, of which the digest alone is kept; gone after a day.
CREATE TABLE sent_form (
    territory TEXT    NOT NULL,
    token     BLOB    NOT NULL,
    answer    BLOB    NOT NULL,
    created   INTEGER NOT NULL,
    PRIMARY KEY (territory, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX sent_form_created ON sent_form (territory, created);

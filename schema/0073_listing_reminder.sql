-- That a house was asked by mail whether its listings still hold: each time a row, so that nobody is
-- asked twice the same, and who stays silent is telephoned.
CREATE TABLE listing_reminder (
    territory    TEXT    NOT NULL,
    organization BLOB    NOT NULL CHECK (length(organization) = 16),
    id           BLOB    NOT NULL CHECK (length(id) = 16), -- of its message
    at           INTEGER NOT NULL,
    mail         TEXT    NOT NULL,
    link         BLOB    NOT NULL CHECK (length(link) = 16), -- that it holds
    PRIMARY KEY (territory, organization, id)
) STRICT, WITHOUT ROWID;

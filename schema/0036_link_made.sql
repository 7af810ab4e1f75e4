-- Each time an account was linked to somebody whom a provider knows: whoever writes a link could
-- sign in as another, so its holder and the data protection officer are told.
CREATE TABLE link_made (
    territory TEXT    NOT NULL,
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    account   BLOB    NOT NULL CHECK (length(account) = 16),
    maker     BLOB    NOT NULL CHECK (length(maker) = 16), -- the account that wrote the link
    issuer    TEXT    NOT NULL,
    digest    TEXT    NOT NULL CHECK (length(digest) = 16), -- of issuer and subject
    at        INTEGER NOT NULL,
    told      INTEGER NOT NULL,             -- 0 until the holder says to have seen it
    seen      INTEGER NOT NULL,             -- 0 until an officer has examined it
    seen_by   BLOB    NOT NULL CHECK (length(seen_by) = 16), -- zeros until then
    PRIMARY KEY (territory, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_made_account ON link_made (territory, account, told);
CREATE INDEX link_made_seen ON link_made (territory, seen, at);

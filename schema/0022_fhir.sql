-- What other systems sent, whole and sealed: what Seuil has no place for is given back to them.
CREATE TABLE fhir_resource (
    territory TEXT    NOT NULL,
    type      TEXT    NOT NULL,             -- "ServiceRequest"
    id        BLOB    NOT NULL CHECK (length(id) = 16), -- of a Task: the referral's
    client    BLOB    NOT NULL CHECK (length(client) = 16), -- who sent it first
    name      TEXT    NOT NULL,             -- what that client calls it; else the id
    person    BLOB    NOT NULL,             -- whom it is about; empty for nobody
    focus     BLOB    NOT NULL,             -- the ServiceRequest of a Task, the Task of a
                                            -- Procedure; empty for none
    version   INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    sent      BLOB    NOT NULL CHECK (length(sent) = 32), -- keyed digest of what was sent
    sealed    BLOB    NOT NULL,
    PRIMARY KEY (territory, type, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX fhir_resource_name ON fhir_resource (territory, client, type, name);
CREATE INDEX fhir_resource_client ON fhir_resource (territory, client, type, id);
CREATE INDEX fhir_resource_focus ON fhir_resource (territory, type, focus);

-- Identifiers by a keyed digest: found again, and not read.
CREATE TABLE fhir_identifier (
    territory TEXT    NOT NULL,
    client    BLOB    NOT NULL CHECK (length(client) = 16),
    type      TEXT    NOT NULL,
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (territory, client, type, digest, id)
) STRICT, WITHOUT ROWID;

-- Queries of what other systems sent.

-- name: fhir_resource_get
SELECT id, client, name, person, focus, version, updated, sent, sealed FROM fhir_resource
WHERE territory = :territory AND type = :type AND id = :id;

-- name: fhir_resource_named
SELECT id FROM fhir_resource
WHERE territory = :territory AND client = :client AND type = :type AND name = :name;

-- name: fhir_resource_put
INSERT INTO fhir_resource (territory, type, id, client, name, person, focus, version, updated, sent,
                           sealed)
VALUES (:territory, :type, :id, :client, :name, :person, :focus, :version, :now, :sent, :sealed)
ON CONFLICT (territory, type, id) DO UPDATE
SET version = excluded.version, updated = excluded.updated, sent = excluded.sent,
    person = excluded.person, focus = excluded.focus, sealed = excluded.sealed;

-- name: fhir_resource_of_client
SELECT id FROM fhir_resource
WHERE territory = :territory AND client = :client AND type = :type AND id > :after
ORDER BY id LIMIT 100;

-- name: fhir_resource_of_focus
SELECT id FROM fhir_resource
WHERE territory = :territory AND type = :type AND focus = :focus ORDER BY id LIMIT 100;

-- name: fhir_identifier_put
INSERT INTO fhir_identifier (territory, client, type, digest, id)
VALUES (:territory, :client, :type, :digest, :id)
ON CONFLICT (territory, client, type, digest, id) DO NOTHING;

-- name: fhir_identifier_find
SELECT id FROM fhir_identifier
WHERE territory = :territory AND client = :client AND type = :type AND digest = :digest
ORDER BY id LIMIT 2;

-- name: fhir_referral_page
SELECT r.id FROM referral r
WHERE r.territory = :territory AND r.id > :after
  AND (r.from_house = :house OR (r.target_house = :house AND r.sent > 0))
ORDER BY r.id LIMIT 100;

-- name: fhir_referral_moved
SELECT max(at) FROM referral_event WHERE territory = :territory AND referral = :referral;

-- name: fhir_resource_label
SELECT client, name, focus FROM fhir_resource
WHERE territory = :territory AND type = :type AND id = :id;

-- name: fhir_resource_end
DELETE FROM fhir_resource WHERE territory = :territory AND type = :type AND id = :id;

-- name: erase_fhir_identifiers
DELETE FROM fhir_identifier WHERE territory = :territory AND (id = :person OR id IN (
    SELECT id FROM fhir_resource WHERE territory = :territory AND person = :person));

-- name: erase_fhir_resources
DELETE FROM fhir_resource WHERE territory = :territory AND (person = :person OR id = :person);

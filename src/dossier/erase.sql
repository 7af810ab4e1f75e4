-- What an erasure takes away, and what proposes one.

-- name: legal_hold_add
INSERT INTO legal_hold (territory, person, id, reason, account, at, ended)
VALUES (:territory, :person, :id, :reason, :account, :now, 0);

-- name: legal_hold_end
UPDATE legal_hold SET ended = :now
WHERE territory = :territory AND person = :person AND id = :id AND ended = 0;

-- name: legal_hold_any
SELECT 1 FROM legal_hold WHERE territory = :territory AND person = :person AND ended = 0 LIMIT 1;

-- name: erase_open_case
SELECT 1 FROM case_file WHERE territory = :territory AND person = :person AND closed = 0 LIMIT 1;

-- name: erase_case_keys
DELETE FROM case_key WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_notes
DELETE FROM note WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_items
DELETE FROM case_item WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_facts
UPDATE person_fact SET value = '', extra = '', sealed = :nothing, valid_from = '', valid_to = ''
WHERE territory = :territory AND person = :person;

-- name: erase_animals
UPDATE animal SET name = '' WHERE territory = :territory AND person = :person;

-- name: erase_arrivals
UPDATE arrival SET label = '' WHERE territory = :territory AND person = :person;

-- name: erase_notices
UPDATE secrecy_notice SET sealed = :nothing WHERE territory = :territory AND person = :person;

-- name: erase_sent_identifiers
DELETE FROM fhir_identifier WHERE territory = :territory AND id IN (
    SELECT id FROM fhir_resource WHERE territory = :territory AND person = :person);

-- name: erase_sent
DELETE FROM fhir_resource WHERE territory = :territory AND person = :person;

-- name: erase_consents
UPDATE consent SET state = 'inactive', ended = :now
WHERE territory = :territory AND person = :person AND state = 'active';

-- name: erase_shares
UPDATE share SET ended = :now WHERE territory = :territory AND person = :person AND ended = 0;

-- name: person_erasure_add
INSERT INTO person_erasure (territory, person, ground, leave, account, at)
VALUES (:territory, :person, :ground, :leave, :account, :now);

-- name: person_erasure_get
SELECT at FROM person_erasure WHERE territory = :territory AND person = :person;

-- name: person_erasure_each
-- many rows
SELECT person, ground, leave, account, at FROM person_erasure
WHERE territory = :territory AND at >= :since ORDER BY at, person;

-- name: retention_closed
-- many rows
SELECT case_file.id, case_file.person, case_file.retention, case_file.closed FROM case_file
WHERE case_file.territory = :territory AND case_file.closed > 0
  AND NOT EXISTS (SELECT 1 FROM person_erasure
      WHERE person_erasure.territory = :territory AND person_erasure.person = case_file.person)
ORDER BY case_file.closed LIMIT 10000;

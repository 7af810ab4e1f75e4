-- What proposes an erasure, forbids it, and tells it was done. What it takes away stands with
-- each domain.

-- name: legal_hold_add
INSERT INTO legal_hold (territory, person, id, reason, account, at, ended)
VALUES (:territory, :person, :id, :reason, :account, :now, 0);

-- name: legal_hold_end
UPDATE legal_hold SET ended = :now
WHERE territory = :territory AND person = :person AND id = :id AND ended = 0;

-- name: legal_hold_each
-- many rows
SELECT person, id, reason, account, at FROM legal_hold
WHERE territory = :territory AND ended = 0 ORDER BY at, id;

-- name: legal_hold_any
SELECT 1 FROM legal_hold WHERE territory = :territory AND person = :person AND ended = 0 LIMIT 1;

-- name: erase_open_case
SELECT 1 FROM case_file WHERE territory = :territory AND person = :person AND closed = 0 LIMIT 1;

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

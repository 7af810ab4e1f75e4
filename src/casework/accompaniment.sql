-- Accompaniments to a door. Who may ask is judged before.

-- name: accompaniment_add
INSERT INTO accompaniment (territory, id, case_file, referral, companion, volunteer, starts, place,
                           door, state, outcome, seen, author, created, ended)
VALUES (:territory, :id, :case_file, :referral, :companion, :volunteer, :starts, :place, :door,
        'planned', '', :nothing, :author, :now, 0);

-- name: accompaniment_get
SELECT id, case_file, referral, companion, volunteer, starts, place, door, state, outcome, seen,
       author, created, ended
FROM accompaniment WHERE territory = :territory AND id = :id;

-- name: accompaniment_each
-- many rows
SELECT id, case_file, referral, companion, volunteer, starts, place, door, state, outcome, seen,
       author, created, ended
FROM accompaniment WHERE territory = :territory AND case_file = :case_file
ORDER BY starts DESC, id DESC LIMIT 500;

-- name: accompaniment_count
SELECT count(*) FROM accompaniment WHERE territory = :territory AND case_file = :case_file;

-- name: accompaniment_own_each
-- many rows
SELECT accompaniment.id, accompaniment.case_file
FROM accompaniment
JOIN case_file ON case_file.territory = :territory AND case_file.id = accompaniment.case_file
WHERE accompaniment.territory = :territory AND accompaniment.companion = :account
  AND accompaniment.state = 'planned' AND case_file.closed = 0
ORDER BY accompaniment.starts, accompaniment.id LIMIT 100;

-- name: accompaniment_of_referral_each
-- many rows
SELECT id, case_file FROM accompaniment
WHERE territory = :territory AND referral = :referral
ORDER BY starts DESC, id DESC LIMIT 100;

-- name: accompaniment_referral
SELECT 1 FROM referral
WHERE territory = :territory AND id = :referral AND person = :person;

-- name: accompaniment_end
UPDATE accompaniment SET state = :state, outcome = :outcome, seen = :seen, ended = :now
WHERE territory = :territory AND id = :id AND state = 'planned';

-- name: erase_accompaniments
DELETE FROM accompaniment WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

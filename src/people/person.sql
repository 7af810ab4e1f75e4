-- Persons and what is known of them. Who may ask is judged before, in people/relation.c.

-- name: person_keeper
SELECT house, team, restricted FROM person WHERE territory = :territory AND id = :id;

-- name: person_get
SELECT kind, house, team, code, restricted, merged_into, revision, created FROM person
WHERE territory = :territory AND id = :id;

-- name: person_add
INSERT INTO person (territory, id, kind, house, team, code, restricted, merged_into, revision,
                    created, creator)
VALUES (:territory, :id, 'unknown', :house, :team, :code, :restricted, :nobody, 0, :now,
        :creator);

-- name: person_set_kind
UPDATE person SET kind = :kind, revision = revision + 1
WHERE territory = :territory AND id = :id;

-- name: person_set_restricted
UPDATE person SET restricted = :restricted
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: person_merged_each
-- many rows
SELECT id FROM person WHERE territory = :territory AND merged_into = :person ORDER BY id;

-- name: person_fact_in_force
-- many rows
SELECT id, revision, state, kind, value, extra, sealed, source, valid_from, valid_to, class, at,
       account FROM person_fact
WHERE territory = :territory AND person = :person AND state IN ('current', 'contested')
ORDER BY id, revision;

-- name: person_fact_all
-- many rows
SELECT id, revision, state, kind, value, extra, sealed, source, valid_from, valid_to, class, at,
       account FROM person_fact
WHERE territory = :territory AND person = :person ORDER BY id, revision;

-- name: person_fact_add
INSERT INTO person_fact (territory, person, id, revision, state, kind, value, extra, sealed,
                         source, valid_from, valid_to, class, at, account)
VALUES (:territory, :person, :id, :revision, :state, :kind, :value, :extra, :sealed, :source,
        :valid_from, :valid_to, :class, :now, :account);

-- name: person_fact_set_state
UPDATE person_fact SET state = :state
WHERE territory = :territory AND person = :person AND id = :id AND revision = :revision
  AND state = :before;

-- name: person_key_add
INSERT INTO person_key (territory, key, scope, person)
VALUES (:territory, :key, :scope, :person)
ON CONFLICT (territory, key, scope, person) DO NOTHING;

-- name: person_key_remove_of
DELETE FROM person_key WHERE territory = :territory AND person = :person;

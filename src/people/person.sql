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

-- name: lookup_near
-- many rows
SELECT key, person FROM person_key
WHERE territory = :territory
  AND key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14,
              :k15)
  AND scope IN (:s0, :s1, :s2, :s3, :s4, :s5, :s6, :s7)
ORDER BY person DESC LIMIT :most;

-- name: lookup_blind
SELECT person FROM person_key
WHERE territory = :territory
  AND key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14,
              :k15)
  AND scope <> :house
LIMIT 1;

-- name: lookup_facts
-- many rows
SELECT p.id, p.team, p.restricted, p.merged_into, f.kind, f.value, f.extra, f.class
FROM person p
JOIN person_fact f ON f.territory = p.territory AND f.person = p.id
WHERE p.territory = :territory
  AND p.id IN (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14,
              :p15)
  AND f.state = 'current' AND f.class IN ('basic', 'contact')
ORDER BY p.id, f.id;

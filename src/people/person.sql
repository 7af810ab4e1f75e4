-- Persons and what is known of them. Who may ask is judged before, in people/relation.c.

-- name: person_keeper
SELECT house, team, restricted FROM person WHERE territory = :territory AND id = :id;

-- name: person_hand_over
UPDATE person SET house = :house, team = :team, revision = revision + 1
WHERE territory = :territory AND id = :id AND team = :from_team;

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
SELECT id, code, house FROM person
WHERE territory = :territory AND merged_into = :person ORDER BY id;

-- name: person_merged_alive
-- many rows
SELECT id, team, CASE WHEN EXISTS (
    SELECT 1 FROM person_key
    WHERE person_key.territory = person.territory AND person_key.person = person.id)
    THEN 1 ELSE 0 END
FROM person WHERE territory = :territory AND merged_into = :person ORDER BY id;

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
SELECT place, person FROM (
    SELECT 0 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k0 AND scope = :s0
    ORDER BY person DESC LIMIT :most) AS p0
UNION ALL SELECT place, person FROM (
    SELECT 1 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k1 AND scope = :s1
    ORDER BY person DESC LIMIT :most) AS p1
UNION ALL SELECT place, person FROM (
    SELECT 2 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k2 AND scope = :s2
    ORDER BY person DESC LIMIT :most) AS p2
UNION ALL SELECT place, person FROM (
    SELECT 3 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k3 AND scope = :s3
    ORDER BY person DESC LIMIT :most) AS p3
UNION ALL SELECT place, person FROM (
    SELECT 4 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k4 AND scope = :s4
    ORDER BY person DESC LIMIT :most) AS p4
UNION ALL SELECT place, person FROM (
    SELECT 5 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k5 AND scope = :s5
    ORDER BY person DESC LIMIT :most) AS p5
UNION ALL SELECT place, person FROM (
    SELECT 6 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k6 AND scope = :s6
    ORDER BY person DESC LIMIT :most) AS p6
UNION ALL SELECT place, person FROM (
    SELECT 7 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k7 AND scope = :s7
    ORDER BY person DESC LIMIT :most) AS p7
UNION ALL SELECT place, person FROM (
    SELECT 8 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k8 AND scope = :s8
    ORDER BY person DESC LIMIT :most) AS p8
UNION ALL SELECT place, person FROM (
    SELECT 9 AS place, person FROM person_key
    WHERE territory = :territory AND key = :k9 AND scope = :s9
    ORDER BY person DESC LIMIT :most) AS p9;

-- name: lookup_blind
SELECT person FROM person_key
WHERE territory = :territory
  AND key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14,
              :k15)
  AND scope <> :house
LIMIT 1;

-- name: lookup_blind_houses
-- many rows
SELECT DISTINCT person, scope FROM person_key
WHERE territory = :territory
  AND key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14,
              :k15)
  AND scope <> :house
ORDER BY person DESC LIMIT 100;

-- name: lookup_facts
SELECT p.id, p.team, p.restricted, p.merged_into, f.kind, f.value, f.extra, f.class
FROM person p
JOIN person_fact f ON f.territory = p.territory AND f.person = p.id
WHERE p.territory = :territory
  AND p.id IN (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14,
              :p15, :p16, :p17, :p18, :p19, :p20, :p21, :p22, :p23)
  AND f.state = 'current' AND f.class IN ('basic', 'contact')
ORDER BY p.id, f.id;

-- name: person_set_merged
UPDATE person SET merged_into = :into, revision = revision + 1
WHERE territory = :territory AND id = :id AND merged_into = :before;

-- name: person_link_get
SELECT verdict FROM person_link WHERE territory = :territory AND a = :a AND b = :b;

-- name: person_link_put
INSERT INTO person_link (territory, a, b, verdict, account, at)
VALUES (:territory, :a, :b, :verdict, :account, :now)
ON CONFLICT (territory, a, b) DO UPDATE
SET verdict = excluded.verdict, account = excluded.account, at = excluded.at;

-- name: person_link_remove
DELETE FROM person_link WHERE territory = :territory AND a = :a AND b = :b;

-- name: household_add
INSERT INTO household (territory, id, house, team, created)
VALUES (:territory, :id, :house, :team, :now);

-- name: household_member_add
INSERT INTO household_member (territory, household, id, person, role, entered, left_on)
VALUES (:territory, :household, :id, :person, :role, :entered, '');

-- name: household_member_each
-- many rows
SELECT id, person, role, entered, left_on FROM household_member
WHERE territory = :territory AND household = :household ORDER BY left_on, id;

-- name: household_member_end
UPDATE household_member SET left_on = :left_on
WHERE territory = :territory AND household = :household AND id = :id AND left_on = '';

-- name: household_of_person
-- many rows
SELECT DISTINCT household FROM household_member
WHERE territory = :territory AND person = :person ORDER BY household;

-- name: animal_add
INSERT INTO animal (territory, id, person, kind, name, entered, left_on)
VALUES (:territory, :id, :person, :kind, :name, :entered, '');

-- name: animal_of_person
-- many rows
SELECT id, kind, name, entered, left_on FROM animal
WHERE territory = :territory AND person = :person ORDER BY left_on, id;

-- name: animal_end
UPDATE animal SET left_on = :left_on
WHERE territory = :territory AND id = :id AND person = :person AND left_on = '';

-- name: person_change_put
INSERT INTO person_change (territory, person, kind, id, count)
VALUES (:territory, :person, :kind, :id, :count)
ON CONFLICT (territory, person, kind, id) DO UPDATE SET count = excluded.count;

-- name: person_change_each
-- many rows
SELECT kind, id, count FROM person_change
WHERE territory = :territory AND person = :person AND count > :since AND count <= :until
ORDER BY kind, id;

-- name: erase_facts
UPDATE person_fact SET value = '', extra = '', sealed = :nothing, valid_from = '', valid_to = ''
WHERE territory = :territory AND person = :person;

-- name: erase_animals
DELETE FROM animal WHERE territory = :territory AND person = :person;

-- name: erase_stays
DELETE FROM household_member WHERE territory = :territory AND person = :person;

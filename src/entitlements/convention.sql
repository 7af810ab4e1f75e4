-- Conventions, and what was taken under their ceilings.

-- name: convention_put
INSERT INTO convention (territory, id, key, kind, payer, name_fr, name_nl, name_de, name_en,
    doubt_fr, doubt_nl, doubt_de, doubt_en, source, service, condition, unit, worth, price, days,
    threshold, valid_from, valid_until, loaded)
VALUES (:territory, :id, :key, :kind, :payer, :name_fr, :name_nl, :name_de, :name_en,
    :doubt_fr, :doubt_nl, :doubt_de, :doubt_en, :source, :service, :condition, :unit, :worth,
    :price, :days, :threshold, :valid_from, :valid_until, :now)
ON CONFLICT (territory, id) DO UPDATE SET key = excluded.key, kind = excluded.kind,
    payer = excluded.payer, name_fr = excluded.name_fr, name_nl = excluded.name_nl,
    name_de = excluded.name_de, name_en = excluded.name_en, doubt_fr = excluded.doubt_fr,
    doubt_nl = excluded.doubt_nl, doubt_de = excluded.doubt_de, doubt_en = excluded.doubt_en,
    source = excluded.source, service = excluded.service, condition = excluded.condition,
    unit = excluded.unit, worth = excluded.worth, price = excluded.price, days = excluded.days,
    threshold = excluded.threshold, valid_from = excluded.valid_from,
    valid_until = excluded.valid_until, loaded = excluded.loaded;

-- name: convention_each
-- many rows
SELECT id, key, kind, payer, name_fr, name_nl, name_de, name_en, doubt_fr, doubt_nl, doubt_de,
    doubt_en, source, service, condition, unit, worth, price, days, threshold, valid_from,
    valid_until
FROM convention WHERE territory = :territory ORDER BY key;

-- name: convention_one
SELECT id, key, kind, payer, name_fr, name_nl, name_de, name_en, doubt_fr, doubt_nl, doubt_de,
    doubt_en, source, service, condition, unit, worth, price, days, threshold, valid_from,
    valid_until
FROM convention WHERE territory = :territory AND id = :id;

-- name: convention_set_end
UPDATE convention SET valid_until = :until WHERE territory = :territory AND id = :id;

-- name: convention_party_drop
DELETE FROM convention_party WHERE territory = :territory AND convention = :convention;

-- name: convention_party_add
INSERT INTO convention_party (territory, convention, role, house)
VALUES (:territory, :convention, :role, :house);

-- name: convention_party_each
-- many rows
SELECT role, house FROM convention_party
WHERE territory = :territory AND convention = :convention ORDER BY role, house;

-- name: convention_supplier_drop
DELETE FROM convention_supplier WHERE territory = :territory AND convention = :convention;

-- name: convention_supplier_add
INSERT INTO convention_supplier (territory, convention, enterprise, name)
VALUES (:territory, :convention, :enterprise, :name);

-- name: convention_supplier_each
-- many rows
SELECT enterprise, name FROM convention_supplier
WHERE territory = :territory AND convention = :convention ORDER BY name, enterprise;

-- name: convention_ceiling_drop
DELETE FROM convention_ceiling WHERE territory = :territory AND convention = :convention;

-- name: convention_ceiling_add
INSERT INTO convention_ceiling (territory, convention, scope, period, unit, most)
VALUES (:territory, :convention, :scope, :period, :unit, :most);

-- name: convention_ceiling_each
-- many rows
SELECT scope, period, unit, most FROM convention_ceiling
WHERE territory = :territory AND convention = :convention ORDER BY scope, period, unit;

-- name: ceiling_last
SELECT number, reach FROM ceiling_line
WHERE territory = :territory AND convention = :convention AND scope = :scope AND unit = :unit
  AND whose = :whose AND period = :period ORDER BY number DESC LIMIT 1;

-- name: ceiling_add
INSERT INTO ceiling_line (territory, convention, scope, unit, whose, period, number, amount, reach,
    most, entitlement, at)
VALUES (:territory, :convention, :scope, :unit, :whose, :period, :number, :amount, :reach, :most,
    :entitlement, :now);

-- name: ceiling_of_entitlement
-- many rows
SELECT scope, unit, whose, period, amount, reach, most FROM ceiling_line
WHERE territory = :territory AND entitlement = :entitlement
ORDER BY scope, unit, whose, period, number;

-- name: ceiling_households
-- many rows
WITH RECURSIVE file (id) AS (
    SELECT id FROM person WHERE territory = :territory AND id = :person
    UNION SELECT person.id FROM person JOIN file ON person.merged_into = file.id
    WHERE person.territory = :territory)
SELECT DISTINCT household FROM household_member
WHERE territory = :territory AND person IN (SELECT id FROM file) AND left_on = ''
ORDER BY household;

-- name: ceiling_files
-- many rows
WITH RECURSIVE file (id) AS (
    SELECT id FROM person WHERE territory = :territory AND merged_into = :person
    UNION SELECT person.id FROM person JOIN file ON person.merged_into = file.id
    WHERE person.territory = :territory)
SELECT id FROM file ORDER BY id;

-- name: erase_ceiling_lines
DELETE FROM ceiling_line WHERE territory = :territory AND (scope = 'person' OR whose = :person)
  AND entitlement IN (SELECT id FROM entitlement
      WHERE entitlement.territory = :territory AND entitlement.person = :person);

-- Grants, tickets and their use.

-- name: entitlement_add
INSERT INTO entitlement (territory, id, convention, person, house, account, state, quantity, worth,
    value, rule, valid_until, asked)
VALUES (:territory, :id, :convention, :person, :house, :account, :state, :quantity, :worth, :value,
    :rule, :valid_until, :now);

-- name: entitlement_get
SELECT id, convention, person, house, account, state, quantity, worth, value, rule, valid_until,
    asked
FROM entitlement WHERE territory = :territory AND id = :id;

-- name: entitlement_of_person
-- many rows
WITH RECURSIVE file (id) AS (
    SELECT id FROM person WHERE territory = :territory AND id = :person
    UNION SELECT person.id FROM person JOIN file ON person.merged_into = file.id
    WHERE person.territory = :territory)
SELECT id, convention, person, house, account, state, quantity, worth, value, rule, valid_until,
    asked
FROM entitlement WHERE territory = :territory AND person IN (SELECT id FROM file)
ORDER BY asked DESC, id DESC LIMIT 500;

-- name: entitlement_set_state
UPDATE entitlement SET state = :state
WHERE territory = :territory AND id = :id AND state = :before;

-- name: entitlement_event_add
INSERT INTO entitlement_event (territory, entitlement, number, state, account, at)
VALUES (:territory, :entitlement,
    (SELECT coalesce(max(number), 0) + 1 FROM entitlement_event
     WHERE territory = :territory AND entitlement = :entitlement),
    :state, :account, :now);

-- name: entitlement_event_each
-- many rows
SELECT state, account, at FROM entitlement_event
WHERE territory = :territory AND entitlement = :entitlement ORDER BY number;

-- name: erase_entitlements
UPDATE entitlement SET person = :nothing WHERE territory = :territory AND person = :person;

-- name: ticket_add
INSERT INTO ticket (territory, id, entitlement, convention, number, digest, sealed, worth,
    valid_until, issued, handed, blocked, blocked_for, replaced_by)
VALUES (:territory, :id, :entitlement, :convention, :number, :digest, :sealed, :worth,
    :valid_until, :now, 0, 0, '', :nothing);

-- name: ticket_get
SELECT id, entitlement, convention, number, worth, valid_until, issued, handed, blocked,
    blocked_for, replaced_by
FROM ticket WHERE territory = :territory AND id = :id;

-- name: ticket_by_digest
SELECT id FROM ticket WHERE territory = :territory AND digest = :digest;

-- name: ticket_each
-- many rows
SELECT id, entitlement, convention, number, worth, valid_until, issued, handed, blocked,
    blocked_for, replaced_by
FROM ticket WHERE territory = :territory AND entitlement = :entitlement
ORDER BY number, issued, id;

-- name: ticket_sealed
SELECT sealed FROM ticket WHERE territory = :territory AND id = :id;

-- name: ticket_set_handed
UPDATE ticket SET handed = :now WHERE territory = :territory AND id = :id AND handed = 0;

-- name: ticket_set_blocked
UPDATE ticket SET blocked = :now, blocked_for = :why, replaced_by = :replaced_by
WHERE territory = :territory AND id = :id AND blocked = 0;

-- name: redemption_last
SELECT number, reach, at, house FROM redemption
WHERE territory = :territory AND ticket = :ticket ORDER BY number DESC LIMIT 1;

-- name: redemption_get
SELECT ticket FROM redemption WHERE territory = :territory AND id = :id;

-- name: redemption_add
INSERT INTO redemption (territory, ticket, number, id, amount, reach, worth, convention, house,
    account, at, kept, supplier)
VALUES (:territory, :ticket, :number, :id, :amount, :reach, :worth, :convention, :house, :account,
    :at, :now, :supplier);

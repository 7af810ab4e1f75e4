-- Queries of who is told of what.

-- name: fhir_hook_put
INSERT INTO fhir_subscription (territory, id, client, house, topic, content, base, state, events,
                               told, failures, due, ends, heartbeat, contact, asked, changes,
                               updated, said)
VALUES (:territory, :id, :client, :house, :topic, :content, :base, :state, 0, 0, 0, 0, :ends,
        :heartbeat, 0, :asked, 0, :now, '')
ON CONFLICT (territory, id) DO UPDATE
SET topic = excluded.topic, content = excluded.content, base = excluded.base,
    state = excluded.state, failures = 0, due = 0, ends = excluded.ends,
    heartbeat = excluded.heartbeat, contact = 0, asked = excluded.asked,
    updated = excluded.updated, said = '';

-- name: fhir_hook_get
SELECT client, house, topic, content, base, state, events, told, failures, due, ends, heartbeat,
       contact, asked, changes, updated, said
FROM fhir_subscription WHERE territory = :territory AND id = :id;

-- name: fhir_hook_of_house
SELECT id FROM fhir_subscription
WHERE territory = :territory AND house = :house AND state <> 'off' ORDER BY id;

-- name: fhir_hook_count
SELECT count(*) FROM fhir_subscription WHERE territory = :territory AND client = :client;

-- name: fhir_hook_number
UPDATE fhir_subscription SET events = events + 1
WHERE territory = :territory AND id = :id AND state <> 'off'
RETURNING events;

-- name: fhir_hook_settle
UPDATE fhir_subscription
SET state = :state, told = :told, failures = :failures, due = :due, contact = :contact,
    changes = :changes, updated = :now, said = :said
WHERE territory = :territory AND id = :id AND asked = :asked AND told <= :told;

-- name: fhir_hook_end
DELETE FROM fhir_subscription WHERE territory = :territory AND id = :id;

-- name: fhir_event_add
INSERT INTO fhir_event (territory, subscription, number, referral, at)
VALUES (:territory, :subscription, :number, :referral, :now);

-- name: fhir_event_next
SELECT number, referral, at FROM fhir_event
WHERE territory = :territory AND subscription = :subscription AND number > :told
ORDER BY number LIMIT 100;

-- name: fhir_event_forget
DELETE FROM fhir_event
WHERE territory = :territory AND subscription = :subscription AND number <= :told;

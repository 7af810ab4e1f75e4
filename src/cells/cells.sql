-- Queries of the messages between territories.

-- name: outbox_put
INSERT INTO outbox (territory, id, recipient, kind, body, created, delivered)
VALUES (:territory, :id, :recipient, :kind, :body, :now, 0);

-- name: outbox_next
SELECT id, recipient, kind, body, created FROM outbox
WHERE territory = :territory AND delivered = 0
    AND (created > :created OR (created = :created AND id > :id))
ORDER BY created, id LIMIT :most;

-- name: outbox_deliver
UPDATE outbox SET delivered = :now WHERE territory = :territory AND id = :id AND delivered = 0;

-- name: inbox_put
INSERT INTO inbox (territory, id, sender, kind, body, created, received)
VALUES (:territory, :id, :sender, :kind, :body, :created, :now)
ON CONFLICT (territory, id) DO NOTHING;

-- Queries of the store itself.

-- name: store_counter_raise
INSERT INTO change_counter (territory, count) VALUES (:territory, 1)
ON CONFLICT (territory) DO UPDATE SET count = change_counter.count + 1
    WHERE change_counter.moving_to = ''
RETURNING count;

-- name: store_counter_raise_others
-- everywhere
UPDATE change_counter SET count = count + 1 WHERE territory <> :territory;

-- name: store_counter_get
SELECT count, left_at, moving_to FROM change_counter WHERE territory = :territory;

-- name: store_counter_leave
UPDATE change_counter SET moving_to = :moving_to
WHERE territory = :territory AND left_at = 0 AND (moving_to = '' OR moving_to = :moving_to);

-- name: store_counter_left
UPDATE change_counter SET left_at = :now WHERE territory = :territory;

-- name: store_counter_arrive
INSERT INTO change_counter (territory, count, moving_to, left_at)
VALUES (:territory, 0, 'arriving', 0)
ON CONFLICT (territory) DO UPDATE SET moving_to = 'arriving', left_at = 0
    WHERE change_counter.moving_to <> '';

-- name: store_counter_open
UPDATE change_counter SET count = :count, moving_to = '', left_at = 0
WHERE territory = :territory AND moving_to = 'arriving';

-- name: store_log_put
INSERT INTO change_log (territory, count, id, at) VALUES (:territory, :count, :id, :now);

-- name: store_log_get
SELECT id FROM change_log WHERE territory = :territory AND count = :count;

-- name: store_log_prune
DELETE FROM change_log WHERE territory = :territory AND count <= :count AND at < :before;

-- name: store_migration_newest
SELECT coalesce(max(number), 0) FROM schema_migration;

-- name: store_migration_get
SELECT checksum FROM schema_migration WHERE number = :number;

-- name: store_migration_put
INSERT INTO schema_migration (number, name, checksum) VALUES (:number, :name, :checksum);

-- name: store_unfinished_get
SELECT source FROM unfinished_copy WHERE one = 1;

-- name: store_unfinished_put
INSERT INTO unfinished_copy (one, source, worker) VALUES (1, :source, :worker)
ON CONFLICT (one) DO UPDATE SET worker = excluded.worker;

-- The row is also what a second run waits for, and what it took away from the first.
-- name: store_unfinished_claim
UPDATE unfinished_copy SET worker = :worker WHERE worker = :worker;

-- name: store_unfinished_end
DELETE FROM unfinished_copy WHERE worker = :worker;

-- Forms that were acted on: sent again, they answer as the first time (http/once.h).

-- name: sent_form_find
SELECT answer FROM sent_form
WHERE territory = :territory AND token = :token AND created > :since;

-- name: sent_form_put
INSERT INTO sent_form (territory, token, answer, created)
VALUES (:territory, :token, :answer, :now);

-- name: sent_form_expire
DELETE FROM sent_form WHERE territory = :territory AND created <= :since;

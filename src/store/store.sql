-- Queries of the store itself.

-- name: store_counter_raise
INSERT INTO change_counter (territory, count) VALUES (:territory, 1)
ON CONFLICT (territory) DO UPDATE SET count = change_counter.count + 1;

-- name: store_counter_get
SELECT count FROM change_counter WHERE territory = :territory;

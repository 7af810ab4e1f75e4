-- What bench_store reads, beside the store's own statements.

-- name: bench_get
SELECT service, text FROM error_report WHERE territory = :territory AND id = :id;

-- name: bench_page
SELECT id, service, text FROM error_report
WHERE territory = :territory AND id > :id ORDER BY id LIMIT 25;

-- name: bench_feed
-- many rows
SELECT id, service, text, created FROM error_report
WHERE territory = :territory AND id > :id ORDER BY id LIMIT 5000;

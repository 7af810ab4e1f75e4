-- What the load of tests/torture writes: a key once, three effects with it, all or nothing.

-- name: torture_key_put
INSERT INTO sent_form (territory, token, answer, created)
VALUES (:territory, :token, :answer, :now)
ON CONFLICT (territory, token) DO NOTHING;

-- name: torture_effect_add
INSERT INTO search_gap (territory, day, need, postal_code, reason, count)
VALUES (:territory, :number, :writer, '', :kind, 1)
ON CONFLICT (territory, day, need, postal_code, reason)
DO UPDATE SET count = search_gap.count + 1;

-- name: torture_report_add
INSERT INTO error_report (territory, id, service, text, created)
VALUES (:territory, :id, :writer, :text, :now);

-- name: torture_effects
SELECT need, count(*), min(day), max(day), cast(sum(count) AS BIGINT) FROM search_gap
WHERE territory = :territory AND reason = 'write' GROUP BY need ORDER BY need;

-- name: torture_totals
SELECT need, count FROM search_gap
WHERE territory = :territory AND reason = 'total' ORDER BY need;

-- name: torture_key_count
SELECT count(*) FROM sent_form WHERE territory = :territory;

-- name: torture_reports
-- many rows
SELECT service, text FROM error_report WHERE territory = :territory ORDER BY id;

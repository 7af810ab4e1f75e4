-- Queries of the directory.

-- name: directory_record_put
INSERT INTO directory_record
    (territory, kind, id, owner_kind, owner, position, origin, body, modified, pass)
VALUES (:territory, :kind, :id, :owner_kind, :owner, :position, :origin, :body, :now, :pass)
ON CONFLICT (territory, kind, id) DO UPDATE SET
    owner_kind = excluded.owner_kind, owner = excluded.owner, position = excluded.position,
    origin = excluded.origin, pass = excluded.pass, body = excluded.body,
    modified = CASE WHEN directory_record.body = excluded.body
                    THEN directory_record.modified ELSE excluded.modified END;

-- name: directory_record_each
-- many rows
SELECT id, owner_kind, owner, position, body, modified FROM directory_record
WHERE territory = :territory AND kind = :kind ORDER BY id;

-- name: directory_record_get
SELECT id, owner_kind, owner, position, body, modified FROM directory_record
WHERE territory = :territory AND kind = :kind AND id = :id;

-- name: directory_record_count
SELECT count(*) FROM directory_record WHERE territory = :territory AND kind = :kind;

-- name: directory_record_stamp
SELECT count(*), coalesce(max(pass), 0) FROM directory_record WHERE territory = :territory;

-- name: directory_record_prune
DELETE FROM directory_record
WHERE territory = :territory AND origin = :origin AND pass <> :pass;

-- name: directory_report_add
INSERT INTO error_report (territory, id, service, text, created)
VALUES (:territory, :id, :service, :text, :now);

-- name: directory_report_each
-- many rows
SELECT id, service, text, created FROM error_report WHERE territory = :territory
ORDER BY created DESC, id;

-- name: directory_gap_add
INSERT INTO search_gap (territory, day, need, postal_code, reason, count)
VALUES (:territory, :day, :need, :postal_code, :reason, 1)
ON CONFLICT (territory, day, need, postal_code, reason)
DO UPDATE SET count = search_gap.count + 1;

-- name: directory_gap_each
-- many rows
SELECT day, need, postal_code, reason, count FROM search_gap
WHERE territory = :territory
ORDER BY day DESC, count DESC, need, postal_code, reason;

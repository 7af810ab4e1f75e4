-- Queries of the directory.

-- name: directory_record_put
INSERT INTO directory_record
    (territory, kind, id, owner_kind, owner, position, origin, body, modified, pass, change)
VALUES (:territory, :kind, :id, :owner_kind, :owner, :position, :origin, :body, :now, :pass,
    :change)
ON CONFLICT (territory, kind, id) DO UPDATE SET
    owner_kind = excluded.owner_kind, owner = excluded.owner, position = excluded.position,
    origin = excluded.origin, pass = excluded.pass, body = excluded.body,
    modified = CASE WHEN directory_record.body = excluded.body
                    THEN directory_record.modified ELSE excluded.modified END,
    change = CASE WHEN directory_record.body = excluded.body
                       AND directory_record.owner_kind = excluded.owner_kind
                       AND directory_record.owner = excluded.owner
                       AND directory_record.position = excluded.position
                       AND directory_record.origin = excluded.origin
                  THEN directory_record.change ELSE excluded.change END;

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
SELECT coalesce((SELECT max(change) FROM directory_record WHERE territory = :territory), 0),
    coalesce((SELECT max(change) FROM directory_gone WHERE territory = :territory), 0);

-- The stamps of a replica are those of its home, which are other numbers than ours.
-- name: directory_record_restamp
-- everywhere
UPDATE directory_record SET change = (
    SELECT count FROM change_counter WHERE change_counter.territory = directory_record.territory)
WHERE territory IN (SELECT territory FROM change_counter)
    AND territory NOT IN (SELECT territory FROM directory_replica);

-- name: directory_replica_forget
-- everywhere
DELETE FROM directory_replica;

-- name: directory_gone_note
INSERT INTO directory_gone (territory, kind, id, change)
SELECT territory, kind, id, :change FROM directory_record
WHERE territory = :territory AND origin = :origin AND pass <> :pass
ON CONFLICT (territory, kind, id) DO UPDATE SET change = excluded.change;

-- name: directory_record_prune
DELETE FROM directory_record
WHERE territory = :territory AND origin = :origin AND pass <> :pass;

-- A record stays with the origin that brought it.
-- name: directory_record_amend
UPDATE directory_record SET body = :body, modified = :now, change = :change
WHERE territory = :territory AND kind = :kind AND id = :id;

-- What the source said first stays what it said, however often the field is amended.
-- name: directory_amendment_put
INSERT INTO directory_amendment (territory, kind, id, field, was, value, at)
VALUES (:territory, :kind, :id, :field, :was, :value, :now)
ON CONFLICT (territory, kind, id, field)
DO UPDATE SET value = excluded.value, at = excluded.at;

-- name: directory_amendment_get
SELECT was, value FROM directory_amendment
WHERE territory = :territory AND kind = :kind AND id = :id AND field = :field;

-- name: directory_amendment_remove
DELETE FROM directory_amendment
WHERE territory = :territory AND kind = :kind AND id = :id AND field = :field;

-- name: directory_amendment_each
-- many rows
SELECT kind, id, field, was, value FROM directory_amendment
WHERE territory = :territory ORDER BY kind, id, field;

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
SELECT day, need, postal_code, reason AS place, '' AS reason, count FROM search_gap
WHERE territory = :territory
UNION ALL
SELECT day, need, postal_code, 'referral' AS place, reason, CAST(sum(count) AS BIGINT) AS count
FROM unmet_need WHERE territory = :territory AND count > 0
GROUP BY day, need, postal_code, reason
ORDER BY day DESC, count DESC, need, postal_code, place, reason;

-- What a replica reads of its home, and what it writes of it.

-- name: directory_gone_since
-- many rows
SELECT kind, id, change FROM directory_gone
WHERE territory = :territory AND change > :after ORDER BY change, kind, id;

-- name: directory_record_since
-- many rows
SELECT kind, id, owner_kind, owner, position, origin, body, modified, pass, change
FROM directory_record
WHERE territory = :territory AND change > :after ORDER BY change, kind, id;

-- name: directory_record_total
SELECT count(*) FROM directory_record WHERE territory = :territory;

-- name: directory_record_clear
DELETE FROM directory_record WHERE territory = :territory;

-- name: directory_record_remove
DELETE FROM directory_record WHERE territory = :territory AND kind = :kind AND id = :id;

-- name: directory_gone_put
INSERT INTO directory_gone (territory, kind, id, change)
VALUES (:territory, :kind, :id, :change)
ON CONFLICT (territory, kind, id) DO UPDATE SET change = excluded.change;

-- name: directory_record_replicate
INSERT INTO directory_record
    (territory, kind, id, owner_kind, owner, position, origin, body, modified, pass, change)
VALUES (:territory, :kind, :id, :owner_kind, :owner, :position, :origin, :body, :modified, :pass,
    :change)
ON CONFLICT (territory, kind, id) DO UPDATE SET
    owner_kind = excluded.owner_kind, owner = excluded.owner, position = excluded.position,
    origin = excluded.origin, body = excluded.body, modified = excluded.modified,
    pass = excluded.pass, change = excluded.change;

-- name: directory_replica_get
SELECT change FROM directory_replica WHERE territory = :territory;

-- name: directory_replica_put
INSERT INTO directory_replica (territory, change, at) VALUES (:territory, :change, :now)
ON CONFLICT (territory) DO UPDATE SET change = excluded.change, at = excluded.at;

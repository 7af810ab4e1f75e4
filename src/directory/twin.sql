-- Services that stand twice: what was found, what was said of it, and merges.

-- name: twin_found_put
INSERT INTO twin_found (territory, a, b, weight, verdict, reasons, first, pass)
VALUES (:territory, :a, :b, :weight, :verdict, :reasons, :pass, :pass)
ON CONFLICT (territory, a, b) DO UPDATE SET
    weight = excluded.weight, verdict = excluded.verdict, reasons = excluded.reasons,
    pass = excluded.pass;

-- name: twin_found_prune
DELETE FROM twin_found WHERE territory = :territory AND pass <> :pass;

-- name: twin_found_count
SELECT count(*), coalesce(sum(CASE WHEN first = :pass THEN 1 ELSE 0 END), 0) FROM twin_found
WHERE territory = :territory AND NOT EXISTS (
    SELECT 1 FROM twin_different AS d
    WHERE d.territory = twin_found.territory AND d.a = twin_found.a AND d.b = twin_found.b);

-- name: twin_found_list
-- many rows
SELECT f.a, f.b, f.weight, f.verdict, f.reasons FROM twin_found AS f
WHERE f.territory = :territory
    AND NOT EXISTS (SELECT 1 FROM twin_different AS d
        WHERE d.territory = f.territory AND d.a = f.a AND d.b = f.b)
    AND EXISTS (SELECT 1 FROM directory_record AS r
        WHERE r.territory = f.territory AND r.kind = 'service' AND r.id = f.a)
    AND EXISTS (SELECT 1 FROM directory_record AS r
        WHERE r.territory = f.territory AND r.kind = 'service' AND r.id = f.b)
ORDER BY f.weight DESC, f.a, f.b LIMIT :limit OFFSET :skipped;

-- name: twin_found_get
SELECT weight, verdict, reasons FROM twin_found
WHERE territory = :territory AND a = :a AND b = :b;

-- name: twin_found_of
-- many rows
SELECT f.a, f.b FROM twin_found AS f
WHERE f.territory = :territory AND (f.a = :service OR f.b = :service) AND NOT EXISTS (
    SELECT 1 FROM twin_different AS d
    WHERE d.territory = f.territory AND d.a = f.a AND d.b = f.b)
ORDER BY f.weight DESC LIMIT 5;

-- name: twin_different_put
INSERT INTO twin_different (territory, a, b, account, at)
VALUES (:territory, :a, :b, :account, :now)
ON CONFLICT (territory, a, b) DO NOTHING;

-- name: twin_different_remove
DELETE FROM twin_different WHERE territory = :territory AND a = :a AND b = :b;

-- name: twin_different_get
SELECT at FROM twin_different WHERE territory = :territory AND a = :a AND b = :b;

-- name: twin_merge_add
INSERT INTO twin_merge (territory, id, absorbed, kept, name, taken, account, at, undone, undoer)
VALUES (:territory, :id, :absorbed, :kept, :name, :taken, :account, :now, 0, :nobody);

-- name: twin_merge_get
SELECT id, absorbed, kept, name, taken, at, undone FROM twin_merge
WHERE territory = :territory AND id = :id;

-- name: twin_merge_list
-- many rows
SELECT id, absorbed, kept, name, taken, at, undone FROM twin_merge
WHERE territory = :territory ORDER BY at DESC, id DESC LIMIT 200;

-- name: twin_merge_into
-- many rows
SELECT id, absorbed, kept, name, taken, at, undone FROM twin_merge
WHERE territory = :territory AND kept = :kept AND undone = 0 ORDER BY at, id;

-- name: twin_merge_of
SELECT id, absorbed, kept, name, taken, at, undone FROM twin_merge
WHERE territory = :territory AND absorbed = :absorbed AND undone = 0;

-- Those of which a source has taken back one or the other service.
-- name: twin_merge_lost
-- many rows
SELECT m.id, m.absorbed, m.kept, m.name, m.taken, m.at, m.undone FROM twin_merge AS m
WHERE m.territory = :territory AND m.undone = 0
    AND (NOT EXISTS (SELECT 1 FROM directory_record AS r
            WHERE r.territory = m.territory AND r.kind = 'service' AND r.id = m.kept)
        OR NOT EXISTS (SELECT 1 FROM twin_source AS s
            WHERE s.territory = m.territory AND s.kind = 'service' AND s.id = m.absorbed))
ORDER BY m.id;

-- name: twin_merge_undo
UPDATE twin_merge SET undone = :now, undoer = :account
WHERE territory = :territory AND id = :id AND undone = 0;

-- name: twin_source_put
INSERT INTO twin_source (territory, kind, id, merge, fate, owner_kind, owner, position, origin,
                         body, pass)
VALUES (:territory, :kind, :id, :merge, :fate, :owner_kind, :owner, :position, :origin, :body,
        :pass)
ON CONFLICT (territory, kind, id) DO UPDATE SET
    owner_kind = excluded.owner_kind, owner = excluded.owner, position = excluded.position,
    origin = excluded.origin, body = excluded.body, pass = excluded.pass;

-- name: twin_source_get
SELECT kind, id, owner_kind, owner, position, origin, body, pass, merge, fate FROM twin_source
WHERE territory = :territory AND kind = :kind AND id = :id;

-- name: twin_source_of
-- many rows
SELECT kind, id, owner_kind, owner, position, origin, body, pass, merge, fate FROM twin_source
WHERE territory = :territory AND merge = :merge ORDER BY kind, id;

-- name: twin_source_each
-- many rows
SELECT kind, id FROM twin_source WHERE territory = :territory ORDER BY kind, id;

-- What a source dropped while a merge held it.
-- name: twin_source_prune
DELETE FROM twin_source
WHERE territory = :territory AND origin = :origin AND pass <> :pass;

-- name: twin_source_remove
DELETE FROM twin_source WHERE territory = :territory AND kind = :kind AND id = :id;

-- name: twin_record_get
SELECT kind, id, owner_kind, owner, position, origin, body, pass FROM directory_record
WHERE territory = :territory AND kind = :kind AND id = :id;

-- name: twin_record_owned
-- many rows
SELECT kind, id, owner_kind, owner, position, origin, body, pass FROM directory_record
WHERE territory = :territory AND owner = :owner AND owner_kind = :owner_kind
ORDER BY kind, position, id;

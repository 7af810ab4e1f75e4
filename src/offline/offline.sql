-- Devices that work offline: who they are, what they were given, what they brought.

-- name: device_add
INSERT INTO device (territory, id, account, name, added, seen, given, revoked, revoker)
VALUES (:territory, :id, :account, :name, :now, 0, 0, 0, :nobody);

-- name: device_get
SELECT id, account, name, added, seen, given, revoked FROM device
WHERE territory = :territory AND id = :id;

-- name: device_each
-- many rows
SELECT id, account, name, added, seen, given, revoked FROM device
WHERE territory = :territory AND account = :account ORDER BY added DESC, id DESC LIMIT 200;

-- name: device_count
SELECT count(*) FROM device
WHERE territory = :territory AND account = :account AND revoked = 0;

-- name: device_state
SELECT device.revoked, account.state FROM device
JOIN account ON account.territory = :territory AND account.id = device.account
WHERE device.territory = :territory AND device.id = :id;

-- name: device_revoke
UPDATE device SET revoked = :now, revoker = :revoker
WHERE territory = :territory AND id = :id AND revoked = 0;

-- name: device_forget
DELETE FROM device_hold WHERE territory = :territory AND device = :device;


-- name: device_see
UPDATE device SET seen = :now, given = CASE WHEN given < :given THEN :given ELSE given END
WHERE territory = :territory AND id = :id AND revoked = 0;

-- Whom a device holds, or should: the persons of open cases its holder works on, those its
-- holder made lately, and those it was given.
-- name: device_candidates
-- many rows
SELECT c.person, max(c.assigned), max(coalesce(h.state, '')), max(coalesce(h.given, 0)),
       max(coalesce(h.sight, ''))
FROM (
    SELECT f.person AS person, 1 AS assigned FROM case_member m
    JOIN case_file f ON f.territory = m.territory AND f.id = m.case_file AND f.closed = 0
    WHERE m.territory = :territory AND m.account = :account AND m.left_at = 0
    UNION ALL
    SELECT p.id, 1 FROM person p
    WHERE p.territory = :territory AND p.creator = :account AND p.created >= :lately
    UNION ALL
    SELECT d.person, 0 FROM device_hold d
    WHERE d.territory = :territory AND d.device = :device
) c
LEFT JOIN device_hold h
    ON h.territory = :territory AND h.device = :device AND h.person = c.person
WHERE c.person > :after
GROUP BY c.person ORDER BY c.person LIMIT :most;

-- name: device_hold_put
INSERT INTO device_hold (territory, device, person, state, given, sight)
VALUES (:territory, :device, :person, :state, :given, :sight)
ON CONFLICT (territory, device, person) DO UPDATE
SET state = excluded.state, given = excluded.given, sight = excluded.sight;

-- name: device_hold_end
DELETE FROM device_hold
WHERE territory = :territory AND device = :device AND person = :person AND state = 'gone';

-- name: op_in_get
SELECT device, result, because, field, detail, revision, target, likeness FROM op_in
WHERE territory = :territory AND op = :op;

-- name: op_in_put
INSERT INTO op_in (territory, op, device, kind, result, because, field, detail, revision, target,
                   likeness, said, at)
VALUES (:territory, :op, :device, :kind, :result, :because, :field, :detail, :revision, :target,
        :likeness, :said, :now);

-- name: op_in_forget
DELETE FROM op_in WHERE territory = :territory AND op < :before;

-- name: op_conflict_put
INSERT INTO op_conflict (territory, op, person, case_file, kind, field, author, other, state,
                         sealed, at, decider, decided)
VALUES (:territory, :op, :person, :case_file, :kind, :field, :author, :other, 'open', :sealed,
        :now, :nobody, 0);

-- name: op_conflict_get
SELECT c.op, c.person, c.case_file, c.kind, c.field, c.author, c.other, c.state, c.sealed, c.at,
       f.lead
FROM op_conflict c
LEFT JOIN case_file f ON f.territory = c.territory AND f.id = c.case_file
WHERE c.territory = :territory AND c.op = :op;

-- name: op_conflict_open
-- many rows
SELECT c.op, c.person, c.case_file, c.kind, c.field, c.author, c.other, c.state, c.sealed, c.at,
       f.lead
FROM op_conflict c
LEFT JOIN case_file f ON f.territory = c.territory AND f.id = c.case_file
WHERE c.territory = :territory AND c.state = 'open'
  AND (c.author = :account OR c.other = :account OR f.lead = :account)
ORDER BY c.at, c.op LIMIT 200;

-- name: op_conflict_of_person
-- many rows
SELECT op, field, state FROM op_conflict
WHERE territory = :territory AND person = :person AND author = :account
ORDER BY at, op LIMIT 200;

-- name: op_conflict_decide
UPDATE op_conflict SET state = :state, decider = :account, decided = :now
WHERE territory = :territory AND op = :op AND state = 'open';

-- A device that holds the person is given them whole anew: what is left.
-- name: erase_holds
UPDATE device_hold SET sight = '' WHERE territory = :territory AND person = :person;

-- name: erase_conflicts
UPDATE op_conflict SET sealed = :nothing WHERE territory = :territory AND person = :person;

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


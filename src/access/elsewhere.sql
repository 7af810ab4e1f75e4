-- Queries of signing in with a provider of one's house.

-- name: account_link_add
INSERT INTO account_link (territory, issuer, subject, account, linked)
VALUES (:territory, :issuer, :subject, :account, :now)
ON CONFLICT (territory, issuer, subject) DO NOTHING;

-- name: account_link_find
SELECT account FROM account_link
WHERE territory = :territory AND issuer = :issuer AND subject = :subject;

-- name: account_link_each
-- many rows
SELECT issuer, subject, linked FROM account_link
WHERE territory = :territory AND account = :account ORDER BY issuer, subject;

-- name: account_link_remove
DELETE FROM account_link
WHERE territory = :territory AND account = :account AND issuer = :issuer
  AND subject = :subject;

-- name: account_link_remove_of
DELETE FROM account_link WHERE territory = :territory AND account = :account;

-- name: sign_in_flow_add
INSERT INTO sign_in_flow (territory, state, provider, way, language, fresh, started)
VALUES (:territory, :state, :provider, :way, :language, :fresh, :now);

-- name: sign_in_flow_find
SELECT provider, way, language, fresh, started FROM sign_in_flow
WHERE territory = :territory AND state = :state AND started >= :since;

-- name: sign_in_flow_remove
DELETE FROM sign_in_flow WHERE territory = :territory AND state = :state;

-- name: sign_in_flow_expire
DELETE FROM sign_in_flow WHERE territory = :territory AND started < :since;

-- name: login_session_provider
SELECT provider FROM login_session WHERE territory = :territory AND token = :token;

-- name: link_made_add
INSERT INTO link_made (territory, id, account, maker, issuer, digest, at, told, seen, seen_by)
VALUES (:territory, :id, :account, :maker, :issuer, :digest, :now, 0, 0, :nobody);

-- name: link_made_of
-- many rows
SELECT id, account, maker, issuer, digest, at, seen FROM link_made
WHERE territory = :territory AND account = :account ORDER BY at DESC, id DESC;

-- name: link_made_each
-- many rows
SELECT id, account, maker, issuer, digest, at, seen FROM link_made
WHERE territory = :territory ORDER BY seen = 0 DESC, at DESC, id DESC LIMIT :most;

-- name: link_made_untold
SELECT 1 FROM link_made
WHERE territory = :territory AND account = :account AND told = 0 LIMIT 1;

-- name: link_made_tell
UPDATE link_made SET told = :now
WHERE territory = :territory AND account = :account AND told = 0;

-- name: link_made_see
UPDATE link_made SET seen = :now, seen_by = :account
WHERE territory = :territory AND id = :id AND seen = 0;

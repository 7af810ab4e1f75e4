-- Queries of clients: machines that sign who they are.

-- name: client_put
INSERT INTO client (territory, account, keys, scopes, dialect, hooks, hooks_are_private, created)
VALUES (:territory, :account, :keys, :scopes, :dialect, :hooks, :private, :now)
ON CONFLICT (territory, account) DO UPDATE
SET keys = excluded.keys, scopes = excluded.scopes, dialect = excluded.dialect,
    hooks = excluded.hooks, hooks_are_private = excluded.hooks_are_private;

-- name: client_get
SELECT keys, scopes, dialect, hooks, hooks_are_private FROM client
WHERE territory = :territory AND account = :account;

-- name: client_each
-- many rows
SELECT c.account, a.login, a.name, a.state, c.scopes, c.dialect, c.hooks, a.locked
FROM client c JOIN account a ON a.territory = c.territory AND a.id = c.account
WHERE c.territory = :territory ORDER BY a.login;

-- name: client_proof_add
INSERT INTO client_proof (territory, account, number, expires)
VALUES (:territory, :account, :number, :expires)
ON CONFLICT (territory, account, number) DO NOTHING;

-- name: client_proof_expire
DELETE FROM client_proof WHERE territory = :territory AND expires < :now;

-- name: client_token_add
INSERT INTO client_token (territory, token, account, scopes, expires)
VALUES (:territory, :token, :account, :scopes, :expires);

-- name: client_token_find
SELECT account, scopes FROM client_token
WHERE territory = :territory AND token = :token AND expires > :now;

-- name: client_token_expire
DELETE FROM client_token WHERE territory = :territory AND expires <= :now;

-- name: client_token_end_of
DELETE FROM client_token WHERE territory = :territory AND account = :account;

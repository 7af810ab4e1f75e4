-- Queries of passkeys.

-- name: passkey_add
INSERT INTO passkey (territory, id, account, credential, algorithm, public_key, counter, name,
                     added, used)
VALUES (:territory, :id, :account, :credential, :algorithm, :public_key, :counter, :name,
        :now, 0)
ON CONFLICT (territory, credential) DO NOTHING;

-- name: passkey_find
SELECT id, account, algorithm, public_key, counter FROM passkey
WHERE territory = :territory AND credential = :credential;

-- name: passkey_each
-- many rows
SELECT id, credential, name, added, used FROM passkey
WHERE territory = :territory AND account = :account ORDER BY added, id;

-- name: passkey_use
UPDATE passkey SET counter = :counter, used = :now
WHERE territory = :territory AND id = :id AND counter = :counter_before;

-- name: passkey_remove
DELETE FROM passkey WHERE territory = :territory AND account = :account AND id = :id;

-- name: passkey_remove_of
DELETE FROM passkey WHERE territory = :territory AND account = :account;

-- name: passkey_question_put
INSERT INTO passkey_question (territory, asker, challenge, account, name, asked)
VALUES (:territory, :asker, :challenge, :account, :name, :now)
ON CONFLICT (territory, asker) DO UPDATE SET challenge = excluded.challenge,
    account = excluded.account, name = excluded.name, asked = excluded.asked;

-- name: passkey_question_find
SELECT challenge, account, name, asked FROM passkey_question
WHERE territory = :territory AND asker = :asker AND asked >= :since;

-- name: passkey_question_remove
DELETE FROM passkey_question WHERE territory = :territory AND asker = :asker;

-- name: passkey_question_expire
DELETE FROM passkey_question WHERE territory = :territory AND asked < :since;

-- name: login_session_opened
SELECT created FROM login_session WHERE territory = :territory AND token = :token;

-- name: login_session_set_second
UPDATE login_session SET second = 1 WHERE territory = :territory AND token = :token;

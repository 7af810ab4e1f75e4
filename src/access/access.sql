-- Queries of accounts, sessions and the journal.

-- name: journal_head
SELECT number, digest FROM journal_head WHERE territory = :territory;

-- name: journal_raise
INSERT INTO journal_head (territory, number, digest) VALUES (:territory, :number, :digest)
ON CONFLICT (territory) DO UPDATE SET number = excluded.number, digest = excluded.digest;

-- name: journal_add
INSERT INTO journal (territory, number, at, account, act, person, subject, because, digest)
VALUES (:territory, :number, :at, :account, :act, :person, :subject, :because, :digest);

-- name: journal_of_person
-- many rows
SELECT number, at, account, act, person, subject, because, digest FROM journal
WHERE territory = :territory AND person = :person AND number < :before
ORDER BY number DESC LIMIT :most;

-- name: journal_list
-- many rows
SELECT number, at, account, act, person, subject, because, digest FROM journal
WHERE territory = :territory AND number < :before
ORDER BY number DESC LIMIT :most;

-- name: journal_line_digest
SELECT digest FROM journal WHERE territory = :territory AND number = :number;

-- name: journal_all
-- many rows
SELECT number, at, account, act, person, subject, because, digest FROM journal
WHERE territory = :territory ORDER BY number;

-- name: account_add
INSERT INTO account (territory, id, login, name, house, profession, language, password, totp,
                     totp_step, state, created, one_time)
VALUES (:territory, :id, :login, :name, :house, :profession, :language, :password, :totp,
        0, 'active', :now, :one_time);

-- name: account_by_login
SELECT id, login, name, house, profession, language, password, totp, totp_step, state,
       one_time, locked
FROM account
WHERE territory = :territory AND login = :login;

-- name: account_by_id
SELECT id, login, name, house, profession, language, password, totp, totp_step, state,
       one_time, locked
FROM account
WHERE territory = :territory AND id = :id;

-- name: account_each
-- many rows
SELECT id, login, name, house, profession, language, password, totp, totp_step, state,
       one_time, locked
FROM account
WHERE territory = :territory ORDER BY login;

-- name: account_set_password
UPDATE account SET password = :password, one_time = :one_time
WHERE territory = :territory AND id = :id;

-- name: account_set_totp
UPDATE account SET totp = :totp, totp_step = :step WHERE territory = :territory AND id = :id;

-- name: account_use_totp
UPDATE account SET totp_step = :step
WHERE territory = :territory AND id = :id AND totp = :totp AND totp_step < :step;

-- name: recovery_code_add
INSERT INTO recovery_code (territory, account, digest, used)
VALUES (:territory, :account, :digest, 0);

-- name: recovery_code_use
UPDATE recovery_code SET used = :now
WHERE territory = :territory AND account = :account AND digest = :digest AND used = 0;

-- name: recovery_code_left
SELECT count(*) FROM recovery_code
WHERE territory = :territory AND account = :account AND used = 0;

-- name: recovery_code_remove
DELETE FROM recovery_code WHERE territory = :territory AND account = :account;

-- name: account_set_state
UPDATE account SET state = :state, locked = 0 WHERE territory = :territory AND id = :id;

-- name: account_set_locked
UPDATE account SET locked = :locked
WHERE territory = :territory AND id = :id AND state = 'active';

-- name: role_grant_put
INSERT INTO role_grant (territory, account, role, until, granted, granter)
VALUES (:territory, :account, :role, :until, :now, :granter)
ON CONFLICT (territory, account, role) DO UPDATE
SET until = excluded.until, granted = excluded.granted, granter = excluded.granter;

-- name: role_grant_each
-- many rows
SELECT role, until FROM role_grant
WHERE territory = :territory AND account = :account AND (until = 0 OR until > :now)
ORDER BY role;

-- name: role_grant_end
UPDATE role_grant SET until = :now
WHERE territory = :territory AND account = :account AND role = :role;

-- name: team_add
INSERT INTO team (territory, id, house, name, created)
VALUES (:territory, :id, :house, :name, :now);

-- name: team_each
-- many rows
SELECT id, house, name FROM team WHERE territory = :territory ORDER BY name, id;

-- name: team_find
SELECT 1 FROM team WHERE territory = :territory AND id = :id;

-- name: team_member_put
INSERT INTO team_member (territory, account, team, until)
VALUES (:territory, :account, :team, :until)
ON CONFLICT (territory, account, team) DO UPDATE SET until = excluded.until;

-- name: team_member_each
-- many rows
SELECT team FROM team_member
WHERE territory = :territory AND account = :account AND (until = 0 OR until > :now)
ORDER BY team;

-- name: login_session_add
INSERT INTO login_session (territory, token, account, created, seen, expires, locked, provider,
                           second)
VALUES (:territory, :token, :account, :now, :now, :expires, 0, :provider, :second);

-- name: login_session_find
SELECT account, seen, locked, provider, second FROM login_session
WHERE territory = :territory AND token = :token AND expires > :now;

-- name: login_session_touch
UPDATE login_session SET seen = :now WHERE territory = :territory AND token = :token;

-- name: login_session_set_locked
UPDATE login_session SET locked = :locked, seen = :now
WHERE territory = :territory AND token = :token;

-- name: login_session_remove
DELETE FROM login_session WHERE territory = :territory AND token = :token;

-- name: login_session_remove_of
DELETE FROM login_session WHERE territory = :territory AND account = :account;

-- name: login_session_expire
DELETE FROM login_session WHERE territory = :territory AND expires <= :now;

-- name: login_session_account
SELECT account FROM login_session WHERE territory = :territory AND token = :token;

-- name: login_session_remove_others
DELETE FROM login_session
WHERE territory = :territory AND account = :account AND token <> :token;

-- name: login_session_each
-- many rows
SELECT token, created, seen FROM login_session
WHERE territory = :territory AND account = :account AND expires > :now ORDER BY created;

-- name: account_set_language
UPDATE account SET language = :language WHERE territory = :territory AND id = :id;

-- name: kept_form_put
INSERT INTO kept_form (territory, token, account, about, sealed, kept)
VALUES (:territory, :token, :account, :about, :sealed, :now)
ON CONFLICT (territory, token) DO UPDATE
SET account = excluded.account, about = excluded.about, sealed = excluded.sealed,
    kept = excluded.kept;

-- name: kept_form_find
SELECT account, sealed, kept, about FROM kept_form
WHERE territory = :territory AND token = :token AND kept >= :since;

-- name: kept_form_remove
DELETE FROM kept_form WHERE territory = :territory AND token = :token;

-- name: kept_form_expire
DELETE FROM kept_form WHERE territory = :territory AND kept < :since;

-- name: house_body
SELECT body FROM directory_record
WHERE territory = :territory AND kind = 'organization' AND id = :id;

-- name: role_grant_end_all
UPDATE role_grant SET until = :now
WHERE territory = :territory AND account = :account AND (until = 0 OR until > :now);

-- name: team_member_end_all
UPDATE team_member SET until = :now
WHERE territory = :territory AND account = :account AND (until = 0 OR until > :now);

-- name: login_failure_find
SELECT failures, retry_at FROM login_failure WHERE territory = :territory AND name = :name;

-- name: login_failure_put
INSERT INTO login_failure (territory, name, failures, retry_at, last)
VALUES (:territory, :name, :failures, :retry_at, :now)
ON CONFLICT (territory, name) DO UPDATE
SET failures = excluded.failures, retry_at = excluded.retry_at, last = excluded.last;

-- name: login_failure_remove
DELETE FROM login_failure WHERE territory = :territory AND name = :name;

-- name: login_failure_expire
DELETE FROM login_failure
WHERE territory = :territory
  AND (last < :day_ago OR (failures < :free AND last < :hour_ago));

-- name: erase_kept_forms
DELETE FROM kept_form WHERE territory = :territory AND (about = :person OR about IN (
    SELECT id FROM referral WHERE territory = :territory AND person = :person));

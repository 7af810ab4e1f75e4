-- Listings: the links of partners, who found them right, what they would change.

-- name: listing_link_add
INSERT INTO listing_link (territory, id, scope, subject, holder, until, made, account, revoked)
VALUES (:territory, :id, :scope, :subject, :holder, :until, :now, :account, 0);

-- name: listing_link_get
SELECT id, scope, subject, holder, until, made, account, revoked FROM listing_link
WHERE territory = :territory AND id = :id;

-- name: listing_link_each
-- many rows
SELECT id, scope, subject, holder, until, made, account, revoked FROM listing_link
WHERE territory = :territory ORDER BY id DESC LIMIT :most;

-- name: listing_link_revoke
UPDATE listing_link SET revoked = :now WHERE territory = :territory AND id = :id;

-- name: listing_check_add
INSERT INTO listing_check (territory, service, id, at, how, who, link, account)
VALUES (:territory, :service, :id, :now, :how, :who, :link, :account);

-- name: listing_check_last
SELECT at, how, who FROM listing_check
WHERE territory = :territory AND service = :service ORDER BY id DESC LIMIT 1;

-- name: listing_change_add
INSERT INTO listing_change (territory, id, service, topic, kind, record, field, was, value, link,
                            who, made, state, reason, decided, account)
VALUES (:territory, :id, :service, :topic, :kind, :record, :field, :was, :value, :link,
        :who, :now, 'waiting', '', 0, :account);

-- name: listing_change_get
SELECT id, service, topic, kind, record, field, was, value, link, who, made, state, reason,
       decided
FROM listing_change WHERE territory = :territory AND id = :id;

-- name: listing_change_each
-- many rows
SELECT id, service, topic, kind, record, field, was, value, link, who, made, state, reason,
       decided
FROM listing_change WHERE territory = :territory AND state = :state
ORDER BY made DESC, id DESC LIMIT :most;

-- name: listing_change_of
-- many rows
SELECT id, service, topic, kind, record, field, was, value, link, who, made, state, reason,
       decided
FROM listing_change WHERE territory = :territory AND service = :service
ORDER BY made DESC, id DESC LIMIT :most;

-- name: listing_change_waiting
SELECT count(*) FROM listing_change
WHERE territory = :territory AND state = 'waiting' AND link = :link;

-- name: listing_change_decide
UPDATE listing_change SET state = :state, reason = :reason, decided = :now, account = :account
WHERE territory = :territory AND id = :id;

-- name: listing_reminder_add
INSERT INTO listing_reminder (territory, organization, id, at, mail, link)
VALUES (:territory, :organization, :id, :now, :mail, :link);

-- Those sent since the last answer, and when the last of all was.
-- name: listing_reminder_count
SELECT CAST(coalesce(sum(CASE WHEN at > :since THEN 1 ELSE 0 END), 0) AS BIGINT),
       coalesce(max(at), 0)
FROM listing_reminder WHERE territory = :territory AND organization = :organization;

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

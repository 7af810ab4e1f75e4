-- Queries of the web itself: forms that were acted on.

-- name: sent_form_find
SELECT answer FROM sent_form
WHERE territory = :territory AND token = :token AND created > :since;

-- name: sent_form_put
INSERT INTO sent_form (territory, token, answer, created)
VALUES (:territory, :token, :answer, :now);

-- name: sent_form_expire
DELETE FROM sent_form WHERE territory = :territory AND created <= :since;

-- Queries of the plans people keep.

-- name: plan_save
INSERT INTO saved_plan (territory, code, body, created, expires)
VALUES (:territory, :code, :body, :now, :expires);

-- name: plan_find
SELECT body, created, expires FROM saved_plan
WHERE territory = :territory AND code = :code AND expires > :now;

-- name: plan_expire
DELETE FROM saved_plan WHERE territory = :territory AND expires <= :now;

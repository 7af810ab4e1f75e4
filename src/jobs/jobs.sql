-- Queries of the jobs.

-- name: job_put
INSERT INTO job (territory, id, kind, payload, state, due, attempts, owner, lease_until, said,
    created, ended)
VALUES (:territory, :id, :kind, :payload, 'waiting', :due, 0, :nobody, 0, '', :now, 0)
ON CONFLICT (territory, id) DO NOTHING;

-- name: job_next
SELECT id, kind, payload, attempts FROM job
WHERE territory = :territory
    AND ((state = 'waiting' AND due <= :now) OR (state = 'running' AND lease_until <= :now))
ORDER BY due, id LIMIT 1;

-- name: job_take
UPDATE job SET state = 'running', owner = :owner, lease_until = :until, attempts = attempts + 1
WHERE territory = :territory AND id = :id;

-- name: job_renew
UPDATE job SET lease_until = :until
WHERE territory = :territory AND id = :id AND owner = :owner AND state = 'running';

-- name: job_settle
UPDATE job SET state = :state, due = :due, owner = :nobody, lease_until = 0, said = :said,
    ended = :ended
WHERE territory = :territory AND id = :id AND owner = :owner AND state = 'running';

-- name: job_each
SELECT id, kind, payload, state, due, attempts, owner, lease_until, said, created, ended FROM job
WHERE territory = :territory ORDER BY created DESC, id LIMIT :most;

-- name: job_states
SELECT state, count(*) FROM job WHERE territory = :territory GROUP BY state;

-- name: job_forget
DELETE FROM job WHERE territory = :territory AND state IN ('done', 'failed') AND ended < :before;

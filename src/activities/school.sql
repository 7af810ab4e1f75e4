-- Sessions that a school asked for.

-- name: school_session_add
INSERT INTO school_session (territory, id, house, school, class, theme, age, pupils, starts,
    facilitator, state, came, report, revision)
VALUES (:territory, :id, :house, :school, :class, :theme, :age, :pupils, :starts, :facilitator,
    'asked', 0, '', 1);

-- name: school_session_change
UPDATE school_session SET school = :school, class = :class, theme = :theme, age = :age,
    pupils = :pupils, starts = :starts, facilitator = :facilitator, revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision AND state = 'asked';

-- name: school_session_get
SELECT id, house, school, class, theme, age, pupils, starts, facilitator, state, came, report,
    revision
FROM school_session WHERE territory = :territory AND id = :id;

-- name: school_session_each
-- many rows
SELECT id, house, school, class, theme, age, pupils, starts, facilitator, state, came, report,
    revision
FROM school_session WHERE territory = :territory AND house = :house
  AND starts BETWEEN :first AND :last ORDER BY starts, id LIMIT 2000;

-- name: school_session_end
UPDATE school_session SET state = :state, came = :came, report = :report, revision = revision + 1
WHERE territory = :territory AND id = :id AND state = 'asked';

-- name: school_session_sums
-- many rows
SELECT school, theme, CAST(SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END) AS BIGINT),
    CAST(SUM(came) AS BIGINT)
FROM school_session WHERE territory = :territory AND house = :house
  AND starts BETWEEN :first AND :last
GROUP BY school, theme ORDER BY school, theme LIMIT 2000;

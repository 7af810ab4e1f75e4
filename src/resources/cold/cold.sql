-- Cold plans, their levels and measures, and when a level was on.

-- name: cold_plan_add
INSERT INTO cold_plan (territory, id, house, reach, name, closed, made)
VALUES (:territory, :id, :house, :reach, :name, 0, :made);

-- name: cold_plan_close
UPDATE cold_plan SET closed = :now WHERE territory = :territory AND id = :id AND closed = 0;

-- name: cold_plan_get
SELECT id, house, reach, name, closed, made FROM cold_plan
WHERE territory = :territory AND id = :id;

-- name: cold_plan_each
-- many rows
SELECT id, house, reach, name, closed, made FROM cold_plan
WHERE territory = :territory ORDER BY made DESC, id DESC;

-- name: cold_level_put
INSERT INTO cold_level (territory, plan, rank, name, cause, threshold)
VALUES (:territory, :plan, :rank, :name, :cause, :threshold)
ON CONFLICT (territory, plan, rank)
DO UPDATE SET name = excluded.name, cause = excluded.cause, threshold = excluded.threshold;

-- name: cold_level_each
-- many rows
SELECT rank, name, cause, threshold FROM cold_level
WHERE territory = :territory AND plan = :plan ORDER BY rank;

-- name: cold_measure_put
INSERT INTO cold_measure (territory, plan, rank, unit, service, house, places, hours,
                          unconditional)
VALUES (:territory, :plan, :rank, :unit, :service, :house, :places, :hours, :unconditional)
ON CONFLICT (territory, plan, rank, unit, service)
DO UPDATE SET house = excluded.house, places = excluded.places, hours = excluded.hours,
              unconditional = excluded.unconditional;

-- name: cold_measure_remove
DELETE FROM cold_measure WHERE territory = :territory AND plan = :plan AND rank = :rank
  AND unit = :unit AND service = :service;

-- name: cold_measure_each
-- many rows
SELECT rank, unit, service, house, places, hours, unconditional FROM cold_measure
WHERE territory = :territory AND plan = :plan ORDER BY rank, house, service, unit;

-- name: cold_switch_add
INSERT INTO cold_switch (territory, id, plan, rank, first, last, on_at, on_by, on_why, off_at,
                         off_by, off_why)
VALUES (:territory, :id, :plan, :rank, :first, :last, :now, :account, :why, 0, :nobody, '');

-- name: cold_switch_end
UPDATE cold_switch SET off_at = :now, off_by = :account, off_why = :why
WHERE territory = :territory AND id = :id AND off_at = 0;

-- name: cold_switch_each
-- many rows
SELECT id, rank, first, last, on_at, on_by, on_why, off_at, off_by, off_why FROM cold_switch
WHERE territory = :territory AND plan = :plan ORDER BY on_at DESC, id DESC;

-- name: cold_effect_add
INSERT INTO cold_effect (territory, cold_switch, unit, service, places, hours, unconditional)
SELECT m.territory, s.id, m.unit, m.service, m.places, m.hours, m.unconditional
FROM cold_switch s JOIN cold_measure m
  ON m.territory = s.territory AND m.plan = s.plan AND m.rank = s.rank
WHERE s.territory = :territory AND s.id = :id;

-- name: cold_extra_each
-- many rows
SELECT e.unit, e.places, s.first, s.last, s.off_at
FROM cold_effect e JOIN cold_switch s ON s.territory = e.territory AND s.id = e.cold_switch
WHERE e.territory = :territory AND e.places > 0 ORDER BY e.unit, s.first;

-- name: cold_extra_of_unit
-- many rows
SELECT e.unit, e.places, s.first, s.last, s.off_at
FROM cold_effect e JOIN cold_switch s ON s.territory = e.territory AND s.id = e.cold_switch
WHERE e.territory = :territory AND e.unit = :unit AND e.places > 0 ORDER BY s.first;

-- name: cold_service_each
-- many rows
SELECT CASE WHEN u.id IS NULL THEN e.service ELSE u.service END, e.places, e.hours,
       e.unconditional, p.name, l.name, s.first, s.last, s.id
FROM cold_effect e JOIN cold_switch s ON s.territory = e.territory AND s.id = e.cold_switch
  JOIN cold_plan p ON p.territory = s.territory AND p.id = s.plan
  JOIN cold_level l ON l.territory = s.territory AND l.plan = s.plan AND l.rank = s.rank
  LEFT JOIN unit u ON u.territory = e.territory AND u.id = e.unit AND u.reach <> 'house'
WHERE e.territory = :territory AND s.off_at = 0 AND s.last >= :today
ORDER BY s.first, s.id;

-- name: cold_stamp
SELECT COUNT(*), COUNT(CASE WHEN off_at <> 0 THEN 1 END) FROM cold_switch
WHERE territory = :territory;

-- The desk: days, arrivals and counters. The site is always that of the caller's house.

-- name: desk_day_get
SELECT id, opened, opener, closed, closer, last_ticket, hand_over FROM desk_day
WHERE territory = :territory AND site = :site AND day = :day;

-- name: desk_day_before
SELECT day FROM desk_day WHERE territory = :territory AND site = :site AND day < :day
ORDER BY day DESC LIMIT 1;

-- name: desk_day_open
INSERT INTO desk_day (territory, site, day, id, opened, opener, closed, closer, last_ticket,
                      hand_over)
VALUES (:territory, :site, :day, :id, :now, :account, 0, :nobody, 0, :nobody)
ON CONFLICT (territory, site, day) DO UPDATE SET closed = 0, closer = excluded.closer
WHERE desk_day.closed <> 0;

-- name: desk_day_close
UPDATE desk_day SET closed = :now, closer = :account, hand_over = :hand_over
WHERE territory = :territory AND site = :site AND day = :day AND closed = 0;

-- name: desk_day_take_ticket
UPDATE desk_day SET last_ticket = last_ticket + 1
WHERE territory = :territory AND site = :site AND day = :day AND closed = 0;

-- name: desk_day_ticket
SELECT last_ticket FROM desk_day WHERE territory = :territory AND site = :site AND day = :day;

-- name: arrival_add
INSERT INTO arrival (territory, id, site, day, ticket, person, label, wish, language, priority,
                     appointment, seen, state, desk, arrived, called, ended, revision)
VALUES (:territory, :id, :site, :day, :ticket, :person, :label, :wish, :language, :priority,
        :appointment, 0, 'waiting', 0, :now, 0, 0, 1);

-- name: arrival_get
SELECT id, day, ticket, person, label, wish, language, priority, appointment, seen, state, desk,
       arrived, called, ended, revision FROM arrival
WHERE territory = :territory AND site = :site AND id = :id;

-- name: arrival_here
-- many rows
SELECT id, day, ticket, person, label, wish, language, priority, appointment, seen, state, desk,
       arrived, called, ended, revision FROM arrival
WHERE territory = :territory AND site = :site AND day = :day
  AND state IN ('waiting', 'called', 'recalled') ORDER BY ticket;

-- name: arrival_move
UPDATE arrival SET state = :state, desk = :desk, called = :called, ended = :ended, seen = :seen,
                   revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: arrival_link
UPDATE arrival SET person = :person, label = :label, revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: arrival_forget_labels
UPDATE arrival SET label = '' WHERE territory = :territory AND site = :site AND day < :day
  AND label <> '';

-- name: arrival_last_of_person
SELECT arrived FROM arrival
WHERE territory = :territory AND person = :person AND site = :site AND arrived < :before
ORDER BY arrived DESC LIMIT 1;

-- name: arrival_event_add
INSERT INTO arrival_event (territory, arrival, revision, act, desk, account, at)
VALUES (:territory, :arrival, :revision, :act, :desk, :account, :now);

-- name: arrival_event_each
-- many rows
SELECT revision, act, desk, account, at FROM arrival_event
WHERE territory = :territory AND arrival = :arrival ORDER BY revision;

-- name: immediate_answer_raise
INSERT INTO immediate_answer (territory, site, day, hour, kind, count)
VALUES (:territory, :site, :day, :hour, :kind, 1)
ON CONFLICT (territory, site, day, hour, kind)
DO UPDATE SET count = immediate_answer.count + 1;

-- name: immediate_answer_sums
-- many rows
SELECT day, kind, CAST(SUM(count) AS BIGINT) FROM immediate_answer
WHERE territory = :territory AND site = :site AND day BETWEEN :first AND :last
GROUP BY day, kind ORDER BY day, kind;

-- name: immediate_answer_hours
-- many rows
SELECT hour, kind, CAST(SUM(count) AS BIGINT) FROM immediate_answer
WHERE territory = :territory AND site = :site AND day BETWEEN :first AND :last
GROUP BY hour, kind ORDER BY hour, kind;

-- name: visit_count_raise
INSERT INTO visit_count (territory, site, day, kind, count)
VALUES (:territory, :site, :day, :kind, 1)
ON CONFLICT (territory, site, day, kind) DO UPDATE SET count = visit_count.count + 1;

-- name: visit_count_each
-- many rows
SELECT day, kind, count FROM visit_count
WHERE territory = :territory AND site = :site AND day BETWEEN :first AND :last
ORDER BY day, kind;

-- name: erase_arrivals
UPDATE arrival SET label = '', language = '', person = :nothing
WHERE territory = :territory AND person = :person;

-- Courses and activities, their groups, cycles, and who takes part.

-- name: course_add
INSERT INTO course (territory, id, house, kind, name, service, condition, address, postal_code,
    shown, closed, added)
VALUES (:territory, :id, :house, :kind, :name, :service, :condition, :address, :postal_code,
    :shown, 0, :now);

-- name: course_change
UPDATE course SET name = :name, service = :service, condition = :condition, address = :address,
    postal_code = :postal_code, shown = :shown, closed = :closed
WHERE territory = :territory AND id = :id;

-- name: course_get
SELECT id, house, kind, name, service, condition, address, postal_code, shown, closed
FROM course WHERE territory = :territory AND id = :id;

-- name: course_each
-- many rows
SELECT id, house, kind, name, service, condition, address, postal_code, shown, closed
FROM course WHERE territory = :territory ORDER BY name, id LIMIT 500;

-- name: course_group_add
INSERT INTO course_group (territory, id, course, name, level, hours, rest, capacity, closed,
    revision, changed)
VALUES (:territory, :id, :course, :name, :level, :hours, :rest, :capacity, 0, 1, :now);

-- name: course_group_change
UPDATE course_group SET name = :name, level = :level, hours = :hours, rest = :rest,
    capacity = :capacity, closed = :closed, revision = revision + 1, changed = :now
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: course_group_touch
UPDATE course_group SET revision = revision + 1, changed = :now
WHERE territory = :territory AND id = :id;

-- name: course_group_get
SELECT id, course, name, level, hours, rest, capacity, closed, revision, changed
FROM course_group WHERE territory = :territory AND id = :id;

-- name: course_group_each
-- many rows
SELECT id, course, name, level, hours, rest, capacity, closed, revision, changed
FROM course_group WHERE territory = :territory AND course = :course ORDER BY name, id LIMIT 60;

-- name: course_cycle_add
INSERT INTO course_cycle (territory, course, first, last)
VALUES (:territory, :course, :first, :last);

-- name: course_cycle_each
-- many rows
SELECT first, last FROM course_cycle WHERE territory = :territory AND course = :course
ORDER BY first LIMIT 60;

-- name: course_day_off_add
INSERT INTO course_day_off (territory, course_group, day, account, at)
VALUES (:territory, :course_group, :day, :account, :now)
ON CONFLICT (territory, course_group, day) DO NOTHING;

-- name: course_day_off_each
-- many rows
SELECT day FROM course_day_off
WHERE territory = :territory AND course_group = :course_group AND day BETWEEN :first AND :last
ORDER BY day;

-- name: enrolment_add
INSERT INTO enrolment (territory, id, course_group, cycle, house, person, label, class, rule,
    asked, place, ended, ended_for)
VALUES (:territory, :id, :course_group, :cycle, :house, :person, :label, :class, :rule, :now,
    0, 0, '');

-- name: enrolment_get
SELECT id, course_group, cycle, house, person, label, class, rule, asked, place, ended, ended_for
FROM enrolment WHERE territory = :territory AND id = :id;

-- name: enrolment_each
-- many rows
SELECT id, course_group, cycle, house, person, label, class, rule, asked, place, ended, ended_for
FROM enrolment WHERE territory = :territory AND course_group = :course_group AND cycle = :cycle
ORDER BY asked, id LIMIT 3000;

-- name: enrolment_same
SELECT id FROM enrolment
WHERE territory = :territory AND person = :person AND course_group = :course_group
  AND cycle = :cycle AND ended = 0;

-- name: enrolment_set_place
UPDATE enrolment SET place = :place WHERE territory = :territory AND id = :id AND place = 0
  AND ended = 0;

-- name: enrolment_end
UPDATE enrolment SET ended = :now, ended_for = :why
WHERE territory = :territory AND id = :id AND ended = 0;

-- name: enrolment_event_add
INSERT INTO enrolment_event (territory, enrolment, number, act, account, at)
VALUES (:territory, :enrolment,
    (SELECT coalesce(max(number), 0) + 1 FROM enrolment_event
     WHERE territory = :territory AND enrolment = :enrolment), :act, :account, :now);

-- name: enrolment_forget
UPDATE enrolment SET label = ''
WHERE territory = :territory AND cycle < :before AND label <> '';

-- name: erase_enrolments
UPDATE enrolment SET person = :nothing, label = ''
WHERE territory = :territory AND person = :person;

-- name: attendance_set
INSERT INTO attendance (territory, course_group, starts, enrolment, mark, account, at)
VALUES (:territory, :course_group, :starts, :enrolment, :mark, :account, :now)
ON CONFLICT (territory, course_group, starts, enrolment)
DO UPDATE SET mark = excluded.mark, account = excluded.account, at = excluded.at;

-- name: attendance_of_session
-- many rows
SELECT enrolment, mark FROM attendance
WHERE territory = :territory AND course_group = :course_group AND starts = :starts
ORDER BY enrolment;

-- name: attendance_sums
-- many rows
SELECT mark, COUNT(*) FROM attendance
WHERE territory = :territory AND course_group = :course_group AND starts BETWEEN :first AND :last
GROUP BY mark ORDER BY mark;

-- name: headcount_set
INSERT INTO headcount (territory, course_group, starts, people, account, at)
VALUES (:territory, :course_group, :starts, :people, :account, :now)
ON CONFLICT (territory, course_group, starts)
DO UPDATE SET people = excluded.people, account = excluded.account, at = excluded.at;

-- name: headcount_get
SELECT people FROM headcount
WHERE territory = :territory AND course_group = :course_group AND starts = :starts;

-- name: headcount_sum
SELECT CAST(coalesce(SUM(people), 0) AS BIGINT) FROM headcount
WHERE territory = :territory AND course_group = :course_group AND starts BETWEEN :first AND :last;

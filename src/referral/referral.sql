-- Queries of referrals: sets of doors, their events, the register of unmet needs, reminders.

-- name: plan_set_add
INSERT INTO plan_set (territory, id, person, case_file, house, team, author, postal_code, created)
VALUES (:territory, :id, :person, :case_file, :house, :team, :author, :postal_code, :now);

-- name: plan_set_get
SELECT person, case_file, house, team, author, postal_code, created FROM plan_set
WHERE territory = :territory AND id = :id;

-- name: plan_door_add
INSERT INTO plan_door (territory, plan, need, rank, house, service, mail)
VALUES (:territory, :plan, :need, :rank, :house, :service, :mail);

-- name: plan_door_next
SELECT d.need, d.house, d.service, d.mail FROM plan_door d
WHERE d.territory = :territory AND d.plan = :plan AND d.need = :need
  AND NOT EXISTS (SELECT 1 FROM referral r
                  WHERE r.territory = :territory AND r.plan = d.plan AND r.need = d.need
                    AND r.service = d.service)
ORDER BY d.rank LIMIT 1;

-- name: referral_add
INSERT INTO referral (territory, id, code, plan, person, need, kind, on_day, from_house, from_team,
                      author, target_house, service, mail, state, revision, written, sent,
                      deadline, rank, outcome, reason, barrier, basis, follow, link_until,
                      expected)
VALUES (:territory, :id, :code, :plan, :person, :need, :kind, :on_day, :from_house, :from_team,
        :author, :target_house, :service, :mail, 'draft', 0, :now, 0, 0, 0, '', '', '', '', 0, 0, 0);

-- name: referral_get
SELECT id, code, plan, person, need, kind, on_day, from_house, from_team, author, target_house,
       service, mail, state, revision, written, sent, deadline, rank, outcome, reason, barrier,
       basis, follow, link_until, expected
FROM referral WHERE territory = :territory AND id = :id;

-- name: referral_by_code
SELECT id FROM referral WHERE territory = :territory AND code = :code;

-- name: referral_move
UPDATE referral SET state = :state, revision = :revision, written = :written, sent = :sent,
    deadline = :deadline, rank = :rank, outcome = :outcome, reason = :reason, barrier = :barrier,
    basis = :basis, follow = :follow, link_until = :link_until,
    expected = :expected
WHERE territory = :territory AND id = :id AND revision = :before;

-- name: referral_set_follow
UPDATE referral SET follow = :follow WHERE territory = :territory AND id = :id;

-- name: referral_outbox
-- many rows
SELECT id, code, plan, person, need, kind, on_day, from_house, from_team, author, target_house,
       service, mail, state, revision, written, sent, deadline, rank, outcome, reason, barrier,
       basis, follow, link_until, expected
FROM referral WHERE territory = :territory AND from_house = :house AND id < :before
ORDER BY id DESC;

-- name: referral_inbox
-- many rows
SELECT id, code, plan, person, need, kind, on_day, from_house, from_team, author, target_house,
       service, mail, state, revision, written, sent, deadline, rank, outcome, reason, barrier,
       basis, follow, link_until, expected
FROM referral WHERE territory = :territory AND target_house = :house AND id < :before
ORDER BY id DESC;

-- name: referral_of_plan
-- many rows
SELECT id, code, plan, person, need, kind, on_day, from_house, from_team, author, target_house,
       service, mail, state, revision, written, sent, deadline, rank, outcome, reason, barrier,
       basis, follow, link_until, expected
FROM referral WHERE territory = :territory AND plan = :plan ORDER BY id;

-- name: referral_of_person
-- many rows
SELECT id, code, plan, person, need, kind, on_day, from_house, from_team, author, target_house,
       service, mail, state, revision, written, sent, deadline, rank, outcome, reason, barrier,
       basis, follow, link_until, expected
FROM referral WHERE territory = :territory AND person = :person ORDER BY id;

-- name: referral_overdue
SELECT id FROM referral
WHERE territory = :territory AND state = :state AND deadline > 0 AND deadline <= :now
ORDER BY deadline LIMIT 200;

-- name: referral_event_add
INSERT INTO referral_event (territory, referral, number, operation, act, from_state, to_state, way,
                            account, reason, barrier, detail, spoken_by, at)
VALUES (:territory, :referral, :number, :operation, :act, :from_state, :to_state, :way, :account,
        :reason, :barrier, :detail, :spoken_by, :now);

-- name: referral_event_of_operation
SELECT referral, act FROM referral_event
WHERE territory = :territory AND operation = :operation;

-- name: referral_event_each
-- many rows
SELECT number, act, from_state, to_state, way, account, reason, barrier, detail, spoken_by, at
FROM referral_event WHERE territory = :territory AND referral = :referral ORDER BY number;

-- name: unmet_need_count
INSERT INTO unmet_need (territory, day, need, postal_code, reason, barrier, service, count)
VALUES (:territory, :day, :need, :postal_code, :reason, :barrier, :service, 1)
ON CONFLICT (territory, day, need, postal_code, reason, barrier, service) DO UPDATE
SET count = unmet_need.count + 1;

-- name: unmet_need_strike
UPDATE unmet_need SET count = count - 1
WHERE territory = :territory AND day = :day AND need = :need AND postal_code = :postal_code
  AND reason = :reason AND barrier = :barrier AND service = :service AND count > 0;

-- name: unmet_need_each
-- many rows
SELECT day, need, postal_code, reason, barrier, service, count FROM unmet_need
WHERE territory = :territory AND day >= :since AND count > 0
ORDER BY day DESC, need, postal_code, reason, barrier, service;

-- name: reminder_put
INSERT INTO reminder (territory, referral, kind, due, done)
VALUES (:territory, :referral, :kind, :due, 0)
ON CONFLICT (territory, referral, kind) DO UPDATE SET due = excluded.due, done = 0;

-- name: reminder_end_of
UPDATE reminder SET done = :now
WHERE territory = :territory AND referral = :referral AND done = 0;

-- name: reminder_due
SELECT referral, kind FROM reminder
WHERE territory = :territory AND done = 0 AND due <= :now ORDER BY due LIMIT 200;

-- name: reminder_end
UPDATE reminder SET done = :now
WHERE territory = :territory AND referral = :referral AND kind = :kind;

-- name: referral_watch_put
INSERT INTO referral_watch (territory, house, since) VALUES (:territory, :house, :now)
ON CONFLICT (territory, house) DO NOTHING;

-- name: referral_watch_end
DELETE FROM referral_watch WHERE territory = :territory AND house = :house;

-- name: referral_watch_of
SELECT house FROM referral_watch
WHERE territory = :territory AND house IN (:sender, :target) LIMIT 1;

-- name: referral_sides
SELECT from_house, target_house, sent FROM referral WHERE territory = :territory AND id = :id;

-- name: silence_each
-- many rows
SELECT partner, days, counted, changed FROM silence_agreement
WHERE territory = :territory AND house = :house ORDER BY partner;

-- name: silence_between
SELECT partner, days, counted, changed FROM silence_agreement
WHERE territory = :territory AND house = :house AND partner = :partner;

-- name: silence_put
INSERT INTO silence_agreement (territory, house, partner, days, counted, changed)
VALUES (:territory, :house, :partner, :days, :counted, :now)
ON CONFLICT (territory, house, partner) DO UPDATE
SET days = excluded.days, counted = excluded.counted, changed = excluded.changed;

-- name: silence_end
DELETE FROM silence_agreement
WHERE territory = :territory AND house = :house AND partner = :partner;

-- name: erase_spoken
UPDATE referral_event SET spoken_by = ''
WHERE territory = :territory AND referral IN (
    SELECT id FROM referral WHERE territory = :territory AND person = :person);

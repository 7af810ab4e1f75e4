-- Cases, their needs, goals, tasks and notes. Who may ask is judged before.

-- name: case_add
INSERT INTO case_file (territory, id, person, house, team, lead, code, retention, opened, closed,
                       result)
VALUES (:territory, :id, :person, :house, :team, :lead, :code, :retention, :now, 0, '');

-- name: case_get
SELECT id, person, house, team, lead, code, retention, opened, closed, result FROM case_file
WHERE territory = :territory AND id = :id;

-- name: case_each
-- many rows
SELECT id, person, house, team, lead, code, retention, opened, closed, result FROM case_file
WHERE territory = :territory AND person = :person ORDER BY opened DESC, id DESC;

-- name: case_open_one
SELECT id FROM case_file
WHERE territory = :territory AND person = :person AND team = :team AND closed = 0;

-- name: case_close
UPDATE case_file SET closed = :now, result = :result
WHERE territory = :territory AND id = :id AND closed = 0;

-- name: case_result_each
-- many rows
SELECT house, closed, result FROM case_file
WHERE territory = :territory AND closed >= :since AND closed < :until;

-- name: case_set_lead
UPDATE case_file SET lead = :lead WHERE territory = :territory AND id = :id AND closed = 0;

-- name: case_key_add
INSERT INTO case_key (territory, case_file, team, sealed)
VALUES (:territory, :case_file, :team, :sealed);

-- name: case_key_drop
DELETE FROM case_key WHERE territory = :territory AND case_file = :case_file AND team = :team;

-- name: case_set_keeper
UPDATE case_file SET house = :house, team = :team,
    lead = CASE WHEN closed = 0 THEN :lead ELSE lead END
WHERE territory = :territory AND id = :id;

-- name: case_member_leave_all
UPDATE case_member SET left_at = :now
WHERE territory = :territory AND case_file = :case_file AND left_at = 0;

-- name: case_item_take_over
UPDATE case_item SET owner = :owner
WHERE territory = :territory AND case_file = :case_file AND kind = 'task' AND state = 'open';

-- name: note_of_profession
SELECT 1 FROM case_file
JOIN note ON note.territory = :territory AND note.case_file = case_file.id
  AND note.secrecy = 'profession'
WHERE case_file.territory = :territory AND case_file.person = :person LIMIT 1;

-- name: case_key_get
SELECT sealed FROM case_key
WHERE territory = :territory AND case_file = :case_file AND team = :team;

-- name: case_member_add
INSERT INTO case_member (territory, case_file, id, account, entered, left_at)
VALUES (:territory, :case_file, :id, :account, :now, 0);

-- name: case_member_leave
UPDATE case_member SET left_at = :now
WHERE territory = :territory AND case_file = :case_file AND account = :account AND left_at = 0;

-- name: case_member_each
-- many rows
SELECT account, entered, left_at FROM case_member
WHERE territory = :territory AND case_file = :case_file ORDER BY entered, id;

-- name: case_need_add
INSERT INTO case_need (territory, case_file, id, need, urgency, state, since, ended)
VALUES (:territory, :case_file, :id, :need, :urgency, 'open', :now, 0);

-- name: case_need_each
-- many rows
SELECT id, need, urgency, state, since, ended FROM case_need
WHERE territory = :territory AND case_file = :case_file ORDER BY since, id;

-- name: case_need_set_urgency
UPDATE case_need SET urgency = :urgency
WHERE territory = :territory AND case_file = :case_file AND id = :id AND state = 'open';

-- name: case_need_end
UPDATE case_need SET state = :state, ended = :now
WHERE territory = :territory AND case_file = :case_file AND id = :id AND state = 'open';

-- name: need_link_add
INSERT INTO case_need_link (territory, case_file, need, other, bond, at)
VALUES (:territory, :case_file, :need, :other, :bond, :now);

-- name: need_link_remove
DELETE FROM case_need_link
WHERE territory = :territory AND case_file = :case_file AND need = :need AND other = :other
  AND bond = :bond;

-- name: need_link_each
-- many rows
SELECT need, other, bond FROM case_need_link
WHERE territory = :territory AND case_file = :case_file ORDER BY need, other, bond;

-- name: case_item_add
INSERT INTO case_item (territory, case_file, id, kind, need, sealed, owner, due, remind, state,
                       created, ended)
VALUES (:territory, :case_file, :id, :kind, :need, :sealed, :owner, :due, :remind, 'open', :now,
        0);

-- name: case_item_each
-- many rows
SELECT id, kind, need, sealed, owner, due, remind, state, created, ended FROM case_item
WHERE territory = :territory AND case_file = :case_file ORDER BY created, id;

-- name: case_item_end
UPDATE case_item SET state = :state, ended = :now
WHERE territory = :territory AND case_file = :case_file AND id = :id AND state = 'open';

-- name: task_own_each
-- many rows
SELECT case_item.id, case_item.kind, case_item.need, case_item.sealed, case_item.owner,
       case_item.due, case_item.remind, case_item.state, case_item.created, case_item.ended,
       case_item.case_file
FROM case_item
JOIN case_file ON case_file.territory = :territory AND case_file.id = case_item.case_file
WHERE case_item.territory = :territory AND case_item.owner = :account
  AND case_item.state = 'open' AND case_file.closed = 0
ORDER BY case_item.due, case_item.id LIMIT 200;

-- name: task_late_count
SELECT count(*) FROM case_item
JOIN case_file ON case_file.territory = :territory AND case_file.id = case_item.case_file
WHERE case_item.territory = :territory AND case_item.owner = :account
  AND case_item.state = 'open' AND case_item.due > 0 AND case_item.due < :before
  AND case_file.closed = 0;

-- name: case_colleague_each
-- many rows
SELECT account.id, account.name FROM team_member
JOIN account ON account.territory = :territory AND account.id = team_member.account
WHERE team_member.territory = :territory AND team_member.team = :team
  AND (team_member.until = 0 OR team_member.until > :now) AND account.state = 'active'
ORDER BY account.name, account.id LIMIT 500;

-- name: case_event_add
INSERT INTO case_event (territory, case_file, id, at, account, act, subject, code)
VALUES (:territory, :case_file, :id, :now, :account, :act, :subject, :code);

-- name: case_event_each
-- many rows
SELECT id, at, account, act, subject, code FROM case_event
WHERE territory = :territory AND case_file = :case_file ORDER BY at, id;

-- name: case_taken_over
SELECT case_event.at FROM case_event
JOIN case_file ON case_file.territory = :territory AND case_file.id = case_event.case_file
WHERE case_event.territory = :territory AND case_event.act = 'case.handed_over'
  AND case_file.person = :person AND case_file.house = :house
ORDER BY case_event.at DESC LIMIT 1;

-- name: case_keepers
-- many rows
SELECT DISTINCT case_event.account FROM case_event
JOIN case_file ON case_file.territory = :territory AND case_file.id = case_event.case_file
WHERE case_event.territory = :territory AND case_file.person = :person
  AND case_event.act IN ('case.opened', 'case.handed_over');

-- name: note_add
INSERT INTO note (territory, case_file, id, secrecy, profession, kind, author, at, replaces,
                  sealed)
VALUES (:territory, :case_file, :id, :secrecy, :profession, :kind, :author, :now, :replaces,
        :sealed);

-- name: note_each
-- many rows
SELECT id, secrecy, profession, kind, author, at, replaces, sealed FROM note
WHERE territory = :territory AND case_file = :case_file ORDER BY at DESC, id DESC;

-- name: note_get
SELECT author FROM note WHERE territory = :territory AND case_file = :case_file AND id = :id;

-- name: case_person
SELECT person FROM case_file WHERE territory = :territory AND id = :id;

-- name: erase_notes
DELETE FROM note WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_items
DELETE FROM case_item WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_case_keys
DELETE FROM case_key WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_assessments
DELETE FROM assessment WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: assessment_add
INSERT INTO assessment (territory, case_file, id, form, version, author, at, replaces, sealed)
VALUES (:territory, :case_file, :id, :form, :version, :author, :now, :replaces, :sealed);

-- name: assessment_each
-- many rows
SELECT id, form, version, author, at, replaces, sealed FROM assessment
WHERE territory = :territory AND case_file = :case_file ORDER BY at DESC, id DESC;

-- Case conferences. Who may ask is judged before.

-- name: conference_add
INSERT INTO conference (territory, id, case_file, starts, state, author, subject, place,
                        attendance, represented, told, minutes, created, ended)
VALUES (:territory, :id, :case_file, :starts, 'planned', :author, :subject, :place, '', :nothing,
        :nothing, :nothing, :now, 0);

-- name: conference_get
SELECT id, case_file, starts, state, author, subject, place, attendance, represented, told,
       minutes, created, ended
FROM conference WHERE territory = :territory AND id = :id;

-- name: conference_each
-- many rows
SELECT id, case_file, starts, state, author, subject, place, attendance, represented, told,
       minutes, created, ended
FROM conference WHERE territory = :territory AND case_file = :case_file
ORDER BY starts DESC, id DESC LIMIT 200;

-- name: conference_count
SELECT count(*) FROM conference WHERE territory = :territory AND case_file = :case_file;

-- name: conference_end
UPDATE conference SET state = :state, attendance = :attendance, represented = :represented,
    told = :told, ended = :now
WHERE territory = :territory AND id = :id AND state = 'planned';

-- name: conference_set_minutes
UPDATE conference SET minutes = :minutes WHERE territory = :territory AND id = :id;

-- name: conference_guest_add
INSERT INTO conference_guest (territory, conference, guest, kind, share, attendance, invited)
VALUES (:territory, :conference, :guest, :kind, :share, '', :now);

-- name: conference_guest_each
-- many rows
SELECT guest, kind, share, attendance, invited FROM conference_guest
WHERE territory = :territory AND conference = :conference ORDER BY invited, guest;

-- name: conference_guest_remove
DELETE FROM conference_guest
WHERE territory = :territory AND conference = :conference AND guest = :guest;

-- name: conference_guest_mark
UPDATE conference_guest SET attendance = :attendance
WHERE territory = :territory AND conference = :conference AND guest = :guest;

-- name: conference_decision_add
INSERT INTO conference_decision (territory, conference, id, sealed, task, at)
VALUES (:territory, :conference, :id, :sealed, :task, :now);

-- name: conference_decision_each
-- many rows
SELECT id, sealed, task, at FROM conference_decision
WHERE territory = :territory AND conference = :conference ORDER BY at, id;

-- name: conference_invited_each
-- many rows
SELECT conference.id, conference.case_file, conference.starts, conference.state,
       case_file.person, case_file.house
FROM conference_guest
JOIN conference ON conference.territory = :territory
  AND conference.id = conference_guest.conference
JOIN case_file ON case_file.territory = :territory AND case_file.id = conference.case_file
WHERE conference_guest.territory = :territory AND conference_guest.guest = :house
  AND conference.starts >= :since
ORDER BY conference.starts DESC, conference.id DESC LIMIT 100;

-- name: erase_conference_decisions
DELETE FROM conference_decision WHERE territory = :territory AND conference IN (
    SELECT conference.id FROM conference
    JOIN case_file ON case_file.territory = :territory AND case_file.id = conference.case_file
    WHERE conference.territory = :territory AND case_file.person = :person);

-- name: erase_conference_guests
DELETE FROM conference_guest WHERE territory = :territory AND conference IN (
    SELECT conference.id FROM conference
    JOIN case_file ON case_file.territory = :territory AND case_file.id = conference.case_file
    WHERE conference.territory = :territory AND case_file.person = :person);

-- name: erase_conferences
DELETE FROM conference WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

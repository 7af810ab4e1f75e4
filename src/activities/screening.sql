-- Screenings, who is invited to them, and what was found.

-- name: screening_add
INSERT INTO screening (territory, id, house, kind, name, sex, age_least, age_most, every_years,
    unit, first, last, closed, revision)
VALUES (:territory, :id, :house, :kind, :name, :sex, :age_least, :age_most, :every_years,
    :unit, :first, :last, 0, 1);

-- name: screening_change
UPDATE screening SET name = :name, sex = :sex, age_least = :age_least, age_most = :age_most,
    every_years = :every_years, unit = :unit, first = :first, last = :last, closed = :closed,
    revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: screening_get
SELECT id, house, kind, name, sex, age_least, age_most, every_years, unit, first, last, closed,
    revision
FROM screening WHERE territory = :territory AND id = :id;

-- name: screening_each
-- many rows
SELECT id, house, kind, name, sex, age_least, age_most, every_years, unit, first, last, closed,
    revision
FROM screening WHERE territory = :territory AND house = :house ORDER BY first DESC, id LIMIT 200;

-- name: invitation_add
INSERT INTO invitation (territory, id, screening, person, way, invited, reminded, reminded_way,
    answer, answered, booking, came, done)
VALUES (:territory, :id, :screening, :person, :way, :now, 0, '', '', 0, :nothing, 0, 0);

-- name: invitation_get
SELECT id, screening, person, way, invited, reminded, reminded_way, answer, answered, booking,
    came, done
FROM invitation WHERE territory = :territory AND id = :id;

-- name: invitation_each
-- many rows
SELECT id, screening, person, way, invited, reminded, reminded_way, answer, answered, booking,
    came, done
FROM invitation WHERE territory = :territory AND screening = :screening
ORDER BY invited, id LIMIT 2000;

-- name: invitation_of_person
-- many rows
SELECT id, screening, person, way, invited, reminded, reminded_way, answer, answered, booking,
    came, done
FROM invitation WHERE territory = :territory AND person = :person ORDER BY id LIMIT 500;

-- name: invitation_same
SELECT id FROM invitation
WHERE territory = :territory AND person = :person AND screening = :screening;

-- When somebody was last seen for this kind, by any screening of the territory; and by any of
-- the house, which alone may be told the day.
-- name: invitation_last_done
SELECT coalesce(max(invitation.done), 0),
    coalesce(max(CASE WHEN screening.house = :house THEN invitation.done ELSE 0 END), 0)
FROM invitation
JOIN screening ON screening.territory = invitation.territory
  AND screening.id = invitation.screening
WHERE invitation.territory = :territory AND invitation.person = :person
  AND screening.kind = :kind;

-- name: invitation_remind
UPDATE invitation SET reminded = :now, reminded_way = :way
WHERE territory = :territory AND id = :id;

-- name: invitation_set_answer
UPDATE invitation SET answer = :answer, answered = :now, done = :done
WHERE territory = :territory AND id = :id;

-- name: invitation_set_booking
UPDATE invitation SET answer = 'booked', answered = :now, booking = :booking, came = 0
WHERE territory = :territory AND id = :id;

-- name: invitation_set_came
UPDATE invitation SET came = :came, done = :done
WHERE territory = :territory AND id = :id;

-- name: result_set
INSERT INTO screening_result (territory, invitation, found, author, sealed, to_doctor, person_day,
    person_way, doctor_day, doctor_way)
VALUES (:territory, :invitation, :found, :author, :sealed, :to_doctor, 0, '', 0, '')
ON CONFLICT (territory, invitation)
DO UPDATE SET found = excluded.found, author = excluded.author, sealed = excluded.sealed,
    to_doctor = excluded.to_doctor;

-- name: result_get
SELECT invitation, found, author, sealed, to_doctor, person_day, person_way, doctor_day, doctor_way
FROM screening_result WHERE territory = :territory AND invitation = :invitation;

-- name: result_hand_person
UPDATE screening_result SET person_day = :day, person_way = :way
WHERE territory = :territory AND invitation = :invitation AND person_day = 0;

-- name: result_hand_doctor
UPDATE screening_result SET doctor_day = :day, doctor_way = :way
WHERE territory = :territory AND invitation = :invitation AND doctor_day = 0;

-- Of a house, those that the person, or the doctor they named, does not have yet.
-- name: result_awaited
-- many rows
SELECT screening_result.invitation, screening_result.found, screening_result.to_doctor,
    screening_result.person_day, screening_result.doctor_day, invitation.person, screening.name
FROM screening_result
JOIN invitation ON invitation.territory = screening_result.territory
  AND invitation.id = screening_result.invitation
JOIN screening ON screening.territory = invitation.territory
  AND screening.id = invitation.screening
WHERE screening_result.territory = :territory AND screening.house = :house
  AND (screening_result.person_day = 0
       OR (screening_result.to_doctor = 1 AND screening_result.doctor_day = 0))
ORDER BY screening_result.found, screening_result.invitation LIMIT 1000;

-- name: erase_screening_results
DELETE FROM screening_result WHERE territory = :territory AND invitation IN
    (SELECT id FROM invitation WHERE territory = :territory AND person = :person);

-- name: erase_invitations
UPDATE invitation SET person = :nothing WHERE territory = :territory AND person = :person;

-- name: screening_result_forget
DELETE FROM screening_result WHERE territory = :territory AND found < :before;

-- Who has no result here is forgotten once the next turn of the screening is long past.
-- name: invitation_forget
UPDATE invitation SET person = :nothing
WHERE territory = :territory AND length(person) > 0
  AND id NOT IN (SELECT invitation FROM screening_result WHERE territory = :territory)
  AND screening IN (SELECT id FROM screening
      WHERE territory = :territory AND last + 366 * (every_years + 1) < :today);

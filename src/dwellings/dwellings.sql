-- Dwellings, the households that live there, what they pay, and who asks for one.

-- name: dwelling_put
INSERT INTO dwelling (territory, unit, bedrooms, area, people, entry, address, postal_code,
                      protected, manager, convention, works_until)
VALUES (:territory, :unit, :bedrooms, :area, :people, :entry, :address, :postal_code,
        :protected, :manager, :convention, :works_until)
ON CONFLICT (territory, unit)
DO UPDATE SET bedrooms = excluded.bedrooms, area = excluded.area, people = excluded.people,
              entry = excluded.entry, address = excluded.address,
              postal_code = excluded.postal_code, protected = excluded.protected,
              manager = excluded.manager, convention = excluded.convention,
              works_until = excluded.works_until;

-- name: dwelling_get
SELECT bedrooms, area, people, entry, address, postal_code, protected, manager, convention,
       works_until
FROM dwelling WHERE territory = :territory AND unit = :unit;

-- Whose the one place is now.
-- name: dwelling_holder
SELECT booking.id, booking.house, booking.arrived, booking.hold_until, booking.booked
FROM unit_place
JOIN booking ON booking.territory = unit_place.territory AND booking.id = unit_place.booking
WHERE unit_place.territory = :territory AND unit_place.unit = :unit AND unit_place.slot = 0
  AND unit_place.until > :now
ORDER BY unit_place.place LIMIT 1;

-- name: tenancy_event_add
INSERT INTO tenancy_event (territory, booking, number, act, day, account, at)
VALUES (:territory, :booking, :number, :act, :day, :account, :now);

-- name: tenancy_event_each
-- many rows
SELECT number, act, day FROM tenancy_event
WHERE territory = :territory AND booking = :booking ORDER BY number;

-- The day on which the last household left.
-- name: dwelling_last_left
SELECT MAX(tenancy_event.day) FROM booking
JOIN tenancy_event ON tenancy_event.territory = booking.territory
                  AND tenancy_event.booking = booking.id AND tenancy_event.act = 'leave'
WHERE booking.territory = :territory AND booking.unit = :unit AND booking.slot = 0;

-- name: rent_rule_add
INSERT INTO rent_rule (territory, unit, starts, id, kind, amount, ends, account, at)
VALUES (:territory, :unit, :starts, :id, :kind, :amount, :ends, :account, :now);

-- The latest first; of one day the last that was written.
-- name: rent_rule_each
-- many rows
SELECT starts, kind, amount, ends FROM rent_rule
WHERE territory = :territory AND unit = :unit ORDER BY starts DESC, id DESC;

-- name: tenancy_income_add
INSERT INTO tenancy_income (territory, booking, starts, id, cents, account, at)
VALUES (:territory, :booking, :starts, :id, :cents, :account, :now);

-- name: tenancy_income_each
-- many rows
SELECT starts, cents FROM tenancy_income
WHERE territory = :territory AND booking = :booking ORDER BY starts DESC, id DESC;

-- What somebody earned goes with them; that a household paid by a share stays.
-- name: erase_tenancy_incomes
DELETE FROM tenancy_income
WHERE territory = :territory
  AND booking IN (SELECT id FROM booking WHERE territory = :territory AND person = :person);

-- name: erase_candidatures
UPDATE candidature SET person = :nothing
WHERE territory = :territory AND person = :person;

-- name: candidature_add
INSERT INTO candidature (territory, id, house, person, adults, children, level, at)
VALUES (:territory, :id, :house, :person, :adults, :children, :level, :now);

-- name: candidature_choice_add
INSERT INTO candidature_choice (territory, candidature, unit, entry)
VALUES (:territory, :candidature, :unit, :entry);

-- name: candidature_get
SELECT house, person, adults, children, level, at FROM candidature
WHERE territory = :territory AND id = :id;

-- name: candidature_choice_each
-- many rows
SELECT unit, entry FROM candidature_choice
WHERE territory = :territory AND candidature = :candidature ORDER BY unit;

-- name: candidature_of_unit
-- many rows
SELECT candidature_choice.entry, candidature.id, candidature.adults, candidature.children,
       candidature.level
FROM candidature_choice
JOIN candidature ON candidature.territory = candidature_choice.territory
                AND candidature.id = candidature_choice.candidature
WHERE candidature_choice.territory = :territory AND candidature_choice.unit = :unit;

-- name: candidature_event_add
INSERT INTO candidature_event (territory, candidature, unit, number, act, reason, account, at)
VALUES (:territory, :candidature, :unit, :number, :act, :reason, :account, :now);

-- name: candidature_event_each
-- many rows
SELECT number, act, reason, at FROM candidature_event
WHERE territory = :territory AND candidature = :candidature AND unit = :unit ORDER BY number;

-- Of a file and of those merged into it, however long the chain.
-- name: tenancy_of_person
-- many rows
WITH RECURSIVE file (id) AS (
    SELECT id FROM person WHERE territory = :territory AND id = :person
    UNION SELECT person.id FROM person JOIN file ON person.merged_into = file.id
    WHERE person.territory = :territory)
SELECT DISTINCT booking.id FROM booking
JOIN tenancy_event ON tenancy_event.territory = booking.territory
                  AND tenancy_event.booking = booking.id
WHERE booking.territory = :territory AND booking.person IN (SELECT id FROM file)
  AND booking.slot = 0
ORDER BY booking.id;

-- name: candidature_of_person
-- many rows
WITH RECURSIVE file (id) AS (
    SELECT id FROM person WHERE territory = :territory AND id = :person
    UNION SELECT person.id FROM person JOIN file ON person.merged_into = file.id
    WHERE person.territory = :territory)
SELECT id FROM candidature
WHERE territory = :territory AND person IN (SELECT id FROM file) ORDER BY id;

-- Whose tenancy it is, whoever asks: judged before anything of them is told.
-- name: tenancy_person
SELECT person FROM booking WHERE territory = :territory AND id = :booking;

-- Rents are claimed for some years after a household left, and nobody asks what it earned then.
-- name: tenancy_income_forget
DELETE FROM tenancy_income
WHERE territory = :territory
  AND booking IN (SELECT booking FROM tenancy_event
      WHERE territory = :territory AND act = 'leave' AND day < :before);

-- Who waits for a dwelling no more, since that moment: withdrawn, left it, or as many offers went
-- by as there are.
-- name: dwelling_waiting_forget
UPDATE waiting_entry SET person = :nothing
WHERE territory = :territory AND last = 0 AND length(person) > 0
  AND (EXISTS (
           SELECT 1 FROM waiting_event
           LEFT JOIN booking ON booking.territory = waiting_event.territory
                            AND booking.id = waiting_event.booking
           WHERE waiting_event.territory = waiting_entry.territory
             AND waiting_event.entry = waiting_entry.id
             AND ((waiting_event.act = 'leave' AND waiting_event.at < :before)
                  OR (booking.booked <> 0 AND booking.ends < :before)))
       OR :offers <= (
           SELECT COUNT(*) FROM waiting_event
           JOIN booking ON booking.territory = waiting_event.territory
                       AND booking.id = waiting_event.booking
           WHERE waiting_event.territory = waiting_entry.territory
             AND waiting_event.entry = waiting_entry.id
             AND waiting_event.act = 'offer' AND waiting_event.at < :before
             AND booking.booked = 0 AND booking.canceller <> 'service'));

-- name: candidature_forget
UPDATE candidature SET person = :nothing
WHERE territory = :territory AND length(person) > 0
  AND NOT EXISTS (
      SELECT 1 FROM candidature_choice
      JOIN waiting_entry ON waiting_entry.territory = candidature_choice.territory
                        AND waiting_entry.id = candidature_choice.entry
      WHERE candidature_choice.territory = candidature.territory
        AND candidature_choice.candidature = candidature.id
        AND length(waiting_entry.person) > 0);

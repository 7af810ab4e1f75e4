-- Units, bookings, and who has which place.

-- name: unit_add
INSERT INTO unit (territory, id, house, service, kind, name, capacity, hours, slot_minutes,
                  gap_minutes, rule, reach, kept, closed, revision)
VALUES (:territory, :id, :house, :service, :kind, :name, :capacity, :hours, :slot_minutes,
        :gap_minutes, :rule, :reach, :kept, 0, 1);

-- name: unit_change
UPDATE unit SET service = :service, name = :name, capacity = :capacity, hours = :hours,
                slot_minutes = :slot_minutes, gap_minutes = :gap_minutes, rule = :rule,
                reach = :reach, kept = :kept, closed = :closed, revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: unit_get
SELECT id, house, service, kind, name, capacity, hours, slot_minutes, gap_minutes, rule, reach,
       kept, closed, revision FROM unit WHERE territory = :territory AND id = :id;

-- name: unit_each
-- many rows
SELECT id, house, service, kind, name, capacity, hours, slot_minutes, gap_minutes, rule, reach,
       kept, closed, revision FROM unit WHERE territory = :territory ORDER BY house, name, id;

-- name: unit_of_house
-- many rows
SELECT id, house, service, kind, name, capacity, hours, slot_minutes, gap_minutes, rule, reach,
       kept, closed, revision FROM unit
WHERE territory = :territory AND house = :house ORDER BY name, id;

-- name: told_count_add
INSERT INTO told_count (territory, unit, at, id, free, account)
VALUES (:territory, :unit, :now, :id, :free, :account);

-- name: told_count_last
SELECT at, free FROM told_count WHERE territory = :territory AND unit = :unit
ORDER BY at DESC, id DESC LIMIT 1;

-- name: unit_refusal_raise
INSERT INTO unit_refusal (territory, unit, day, reason, count)
VALUES (:territory, :unit, :day, :reason, 1)
ON CONFLICT (territory, unit, day, reason) DO UPDATE SET count = unit_refusal.count + 1;

-- name: unit_refusal_sums
-- many rows
SELECT day, CAST(SUM(count) AS BIGINT) FROM unit_refusal
WHERE territory = :territory AND unit = :unit AND day BETWEEN :first AND :last
GROUP BY day ORDER BY day;

-- name: unit_refusal_each
-- many rows
SELECT day, reason, count FROM unit_refusal
WHERE territory = :territory AND unit = :unit AND day BETWEEN :first AND :last
ORDER BY day, reason;

-- name: unit_place_taken
-- many rows
SELECT place FROM unit_place
WHERE territory = :territory AND unit = :unit AND slot = :slot AND until > :now
ORDER BY place;

-- name: unit_place_take
INSERT INTO unit_place (territory, unit, slot, place, booking, until)
VALUES (:territory, :unit, :slot, :place, :booking, :until)
ON CONFLICT (territory, unit, slot, place)
DO UPDATE SET booking = excluded.booking, until = excluded.until
WHERE unit_place.until <= :now;

-- name: unit_place_until
UPDATE unit_place SET until = :until
WHERE territory = :territory AND unit = :unit AND slot = :slot AND place = :place
  AND booking = :booking AND until > :after;

-- name: person_night_get
SELECT booking FROM person_night
WHERE territory = :territory AND person = :person AND night = :night AND until > :now;

-- name: person_night_take
INSERT INTO person_night (territory, person, night, booking, until)
VALUES (:territory, :person, :night, :booking, :until)
ON CONFLICT (territory, person, night)
DO UPDATE SET booking = excluded.booking, until = excluded.until
WHERE person_night.until <= :now;

-- name: person_night_until
UPDATE person_night SET until = :until
WHERE territory = :territory AND person = :person AND night = :night AND booking = :booking;

-- name: booking_add
INSERT INTO booking (territory, id, bundle, unit, slot, place, starts, ends, house, person,
                     label, code, made, hold_until, booked, arrived, departed, absent,
                     cancelled, canceller, revision)
VALUES (:territory, :id, :bundle, :unit, :slot, :place, :starts, :ends, :house, :person,
        :label, :code, :now, :hold_until, :booked, 0, 0, 0, 0, '', 1);

-- name: booking_get
SELECT id, bundle, unit, slot, place, starts, ends, house, person, label, made, hold_until,
       booked, arrived, departed, absent, cancelled, canceller, revision, number FROM booking
WHERE territory = :territory AND id = :id;

-- name: booking_of_unit
-- many rows
SELECT id, bundle, unit, slot, place, starts, ends, house, person, label, made, hold_until,
       booked, arrived, departed, absent, cancelled, canceller, revision, number FROM booking
WHERE territory = :territory AND unit = :unit AND slot BETWEEN :first AND :last
ORDER BY slot, place, id;

-- What the bearer of a code has ahead, and what they took of late whatever became of it.
-- name: booking_of_code
-- many rows
SELECT id, bundle, unit, slot, place, starts, ends, house, person, label, made, hold_until,
       booked, arrived, departed, absent, cancelled, canceller, revision, number FROM booking
WHERE territory = :territory AND code = :code AND (ends > :now OR made > :since)
ORDER BY starts, id;

-- name: booking_number
UPDATE booking SET number = :number WHERE territory = :territory AND id = :id;

-- name: booking_label
UPDATE booking SET label = :label WHERE territory = :territory AND id = :id;

-- name: visit_number_of
SELECT number FROM visit_number
WHERE territory = :territory AND code = :code AND day = :day ORDER BY number LIMIT 1;

-- name: visit_number_take
INSERT INTO visit_number (territory, day, number, code)
VALUES (:territory, :day, :number, :code)
ON CONFLICT (territory, day, number) DO NOTHING;

-- name: visit_number_forget
DELETE FROM visit_number WHERE territory = :territory AND day < :before;

-- name: booking_count_ahead
SELECT COUNT(*) FROM booking
WHERE territory = :territory AND unit = :unit AND ends > :now AND absent = 0 AND cancelled = 0
  AND (booked <> 0 OR hold_until > :now);

-- name: booking_move
UPDATE booking SET booked = :booked, arrived = :arrived, departed = :departed, absent = :absent,
                   cancelled = :cancelled, canceller = :canceller, ends = :ends, revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: booking_event_add
INSERT INTO booking_event (territory, booking, revision, act, reason, account, at)
VALUES (:territory, :booking, :revision, :act, :reason, :account, :now);

-- name: booking_event_each
-- many rows
SELECT revision, act, reason, account, at FROM booking_event
WHERE territory = :territory AND booking = :booking ORDER BY revision;

-- What was held and never confirmed ran out with its hold: the booking of a dwelling has no other end.
-- name: booking_forget
UPDATE booking SET label = ''
WHERE territory = :territory AND label <> ''
  AND (ends < :before OR (booked = 0 AND hold_until < :before));

-- name: erase_bookings
UPDATE booking SET label = '', person = :nothing
WHERE territory = :territory AND person = :person;

-- name: erase_person_nights
DELETE FROM person_night WHERE territory = :territory AND person = :person;

-- name: waiting_add
INSERT INTO waiting_entry (territory, id, unit, house, person, label, class, first, last, since,
                           lot_of)
VALUES (:territory, :id, :unit, :house, :person, :label, :class, :first, :last, :now, :lot_of);

-- name: waiting_since
-- many rows
SELECT house, lot_of FROM waiting_entry
WHERE territory = :territory AND unit = :unit AND since >= :since AND person = :person
ORDER BY since, id;

-- name: waiting_joined
-- many rows
SELECT since FROM waiting_entry
WHERE territory = :territory AND unit = :unit AND since >= :since AND since < :until
ORDER BY since, id;

-- name: waiting_unit_of
SELECT unit, first FROM waiting_entry WHERE territory = :territory AND id = :id;

-- name: waiting_event_add
INSERT INTO waiting_event (territory, entry, number, act, booking, account, at)
VALUES (:territory, :entry, :number, :act, :booking, :account, :now);

-- name: waiting_of_unit
-- many rows
SELECT waiting_entry.id, waiting_entry.house, waiting_entry.person, waiting_entry.label,
       waiting_entry.class, waiting_entry.first, waiting_entry.last, waiting_entry.since,
       waiting_event.number, waiting_event.act, waiting_event.at, booking.hold_until,
       booking.booked, booking.absent, booking.cancelled, booking.canceller,
       waiting_entry.lot_of
FROM waiting_entry
JOIN waiting_event ON waiting_event.territory = waiting_entry.territory
                  AND waiting_event.entry = waiting_entry.id
LEFT JOIN booking ON booking.territory = waiting_event.territory
                 AND booking.id = waiting_event.booking
WHERE waiting_entry.territory = :territory AND waiting_entry.unit = :unit
  AND waiting_entry.first <= :slot AND waiting_entry.last >= :slot
ORDER BY waiting_entry.id, waiting_event.number;

-- name: waiting_of_person
-- many rows
SELECT waiting_entry.id, waiting_entry.house, waiting_entry.person, waiting_entry.label,
       waiting_entry.class, waiting_entry.first, waiting_entry.last, waiting_entry.since,
       waiting_event.number, waiting_event.act, waiting_event.at, booking.hold_until,
       booking.booked, booking.absent, booking.cancelled, booking.canceller,
       waiting_entry.lot_of
FROM waiting_entry
JOIN waiting_event ON waiting_event.territory = waiting_entry.territory
                  AND waiting_event.entry = waiting_entry.id
LEFT JOIN booking ON booking.territory = waiting_event.territory
                 AND booking.id = waiting_event.booking
WHERE waiting_entry.territory = :territory AND waiting_entry.unit = :unit
  AND waiting_entry.person = :person AND waiting_entry.last >= :slot
ORDER BY waiting_entry.id, waiting_event.number;

-- name: waiting_draw_add
INSERT INTO waiting_draw (territory, day, seed) VALUES (:territory, :day, :seed)
ON CONFLICT (territory, day) DO NOTHING;

-- name: waiting_draw_get
SELECT seed FROM waiting_draw WHERE territory = :territory AND day = :day;

-- name: erase_waiting
UPDATE waiting_entry SET label = '', person = :nothing
WHERE territory = :territory AND person = :person;

-- A night's key is a day and a slot's is a second: no day comes near a million. Who waits for a
-- dwelling, whose key is 0, waits for years, and is forgotten after they waited no more, left it,
-- or had as many offers as there are and took none.
-- name: waiting_forget
UPDATE waiting_entry SET label = ''
WHERE territory = :territory AND label <> '' AND since < :before
  AND (last BETWEEN 1 AND :night - 1 OR last BETWEEN 1000000 AND :before
       OR (last = 0 AND EXISTS (
           SELECT 1 FROM waiting_event
           LEFT JOIN booking ON booking.territory = waiting_event.territory
                            AND booking.id = waiting_event.booking
           WHERE waiting_event.territory = waiting_entry.territory
             AND waiting_event.entry = waiting_entry.id
             AND ((waiting_event.act = 'leave' AND waiting_event.at < :before)
                  OR (booking.booked <> 0 AND booking.ends < :before))))
       OR (last = 0 AND :offers <= (
           SELECT COUNT(*) FROM waiting_event
           JOIN booking ON booking.territory = waiting_event.territory
                       AND booking.id = waiting_event.booking
           WHERE waiting_event.territory = waiting_entry.territory
             AND waiting_event.entry = waiting_entry.id
             AND waiting_event.act = 'offer' AND waiting_event.at < :before
             AND booking.booked = 0 AND booking.canceller <> 'service')));

-- What came back of a night or slot to come, while somebody waits for it.
-- name: waiting_due
-- many rows
SELECT DISTINCT booking.unit, booking.slot FROM booking
JOIN waiting_entry ON waiting_entry.territory = booking.territory
                  AND waiting_entry.unit = booking.unit
                  AND waiting_entry.first <= booking.slot AND waiting_entry.last >= booking.slot
WHERE booking.territory = :territory AND booking.ends > :now AND booking.slot <> 0
  AND (booking.cancelled <> 0 OR booking.absent <> 0
       OR (booking.booked = 0 AND booking.hold_until <= :now))
ORDER BY booking.unit, booking.slot LIMIT 1000;

-- A dwelling that is free, while somebody waits for it.
-- name: waiting_due_dwelling
-- many rows
SELECT DISTINCT unit.id, 0 FROM unit
JOIN waiting_entry ON waiting_entry.territory = unit.territory AND waiting_entry.unit = unit.id
LEFT JOIN unit_place ON unit_place.territory = unit.territory AND unit_place.unit = unit.id
                    AND unit_place.slot = 0 AND unit_place.until > :now
WHERE unit.territory = :territory AND unit.kind = 'dwelling' AND unit.closed = 0
  AND unit_place.unit IS NULL
ORDER BY unit.id LIMIT 1000;

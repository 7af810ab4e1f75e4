-- Transports: drivers, requests, and the plans of days.

-- name: ride_channel_add
INSERT INTO ride_channel (territory, id, house, name, phone, hours, audience, closed)
VALUES (:territory, :id, :house, :name, :phone, :hours, :audience, 0);

-- name: ride_channel_each
SELECT id, name, phone, hours, audience FROM ride_channel
WHERE territory = :territory AND house = :house AND closed = 0 ORDER BY name, id;

-- name: ride_channel_close
UPDATE ride_channel SET closed = :now
WHERE territory = :territory AND id = :id AND house = :house AND closed = 0;

-- name: ride_driver_add
INSERT INTO ride_driver (territory, id, house, name, status, vehicle, postal, seats,
                         wheelchairs, most_km, closed)
VALUES (:territory, :id, :house, :name, :status, :vehicle, :postal, :seats, :wheelchairs,
        :most_km, 0);

-- name: ride_driver_close
UPDATE ride_driver SET closed = :now WHERE territory = :territory AND id = :id AND closed = 0;

-- name: ride_driver_each
-- many rows
SELECT id, name, status, vehicle, postal, seats, wheelchairs, most_km, closed FROM ride_driver
WHERE territory = :territory AND house = :house ORDER BY name, id;

-- name: ride_shift_put
INSERT INTO ride_shift (territory, driver, weekday, starts, ends)
VALUES (:territory, :driver, :weekday, :starts, :ends)
ON CONFLICT (territory, driver, weekday)
DO UPDATE SET starts = excluded.starts, ends = excluded.ends;

-- name: ride_shift_day_put
INSERT INTO ride_shift_day (territory, driver, day, starts, ends)
VALUES (:territory, :driver, :day, :starts, :ends)
ON CONFLICT (territory, driver, day)
DO UPDATE SET starts = excluded.starts, ends = excluded.ends;

-- name: ride_duty_each
-- many rows
SELECT d.id, COALESCE(e.starts, w.starts), COALESCE(e.ends, w.ends), b.minute
FROM ride_driver d
LEFT JOIN ride_shift w
    ON w.territory = d.territory AND w.driver = d.id AND w.weekday = :weekday
LEFT JOIN ride_shift_day e ON e.territory = d.territory AND e.driver = d.id AND e.day = :day
LEFT JOIN ride_breakdown b ON b.territory = d.territory AND b.driver = d.id AND b.day = :day
WHERE d.territory = :territory AND d.house = :house AND d.closed = 0
  AND COALESCE(e.ends, w.ends, 0) > COALESCE(e.starts, w.starts, 0)
ORDER BY d.name, d.id;

-- name: ride_breakdown_add
INSERT INTO ride_breakdown (territory, driver, day, minute, account, at)
VALUES (:territory, :driver, :day, :minute, :account, :now)
ON CONFLICT (territory, driver, day) DO NOTHING;

-- name: ride_rate_put
INSERT INTO ride_rate (territory, house, status, valid_from, cents_km, allowance)
VALUES (:territory, :house, :status, :valid_from, :cents_km, :allowance)
ON CONFLICT (territory, house, status, valid_from)
DO UPDATE SET cents_km = excluded.cents_km, allowance = excluded.allowance;

-- name: ride_rate_each
SELECT status, valid_from, cents_km, allowance FROM ride_rate
WHERE territory = :territory AND house = :house ORDER BY valid_from;

-- name: ride_request_add
INSERT INTO ride_request (territory, id, house, channel, series, person, label, day, purpose,
                          arrival, minute, leeway, companions, wheelchair, minor, way_back,
                          sealed, state, offered, driver, fixed, made, revision)
VALUES (:territory, :id, :house, :channel, :series, :person, :label, :day, :purpose, :arrival,
        :minute, :leeway, :companions, :wheelchair, :minor, :way_back, :sealed, :state, -1,
        :nobody, 0, :now, 1);

-- name: ride_request_get
SELECT id, channel, series, person, label, day, purpose, arrival, minute, leeway, companions,
       wheelchair, minor, way_back, sealed, state, offered, driver, fixed, made, revision
FROM ride_request WHERE territory = :territory AND id = :id AND house = :house;

-- name: ride_request_of_days
-- many rows
SELECT id, channel, series, person, label, day, purpose, arrival, minute, leeway, companions,
       wheelchair, minor, way_back, sealed, state, offered, driver, fixed, made, revision
FROM ride_request
WHERE territory = :territory AND house = :house AND day BETWEEN :first AND :last
ORDER BY day, minute, id;

-- name: ride_request_count
SELECT COUNT(*) FROM ride_request
WHERE territory = :territory AND house = :house AND day = :day
  AND state NOT IN ('cancelled_by_person', 'cancelled_by_house');

-- name: ride_request_move
UPDATE ride_request SET state = :state, offered = :offered, minute = :minute,
                        driver = :driver, fixed = :fixed, revision = revision + 1
WHERE territory = :territory AND id = :id AND revision = :revision;

-- name: ride_request_later_of_series
-- many rows
SELECT id FROM ride_request
WHERE territory = :territory AND house = :house AND series = :series AND day >= :day
ORDER BY day, minute, id;

-- name: ride_event_add
INSERT INTO ride_event (territory, request, revision, act, account, at)
VALUES (:territory, :request, :revision, :act, :account, :now);

-- name: ride_event_each
-- many rows
SELECT revision, act, account, at FROM ride_event
WHERE territory = :territory AND request = :request ORDER BY revision;

-- name: ride_plan_last
SELECT revision, from_minute, account, at FROM ride_plan
WHERE territory = :territory AND house = :house AND day = :day
ORDER BY revision DESC LIMIT 1;

-- name: ride_plan_add
INSERT INTO ride_plan (territory, house, day, revision, from_minute, account, at)
VALUES (:territory, :house, :day, :revision, :from_minute, :account, :now)
ON CONFLICT (territory, house, day, revision) DO NOTHING;

-- name: ride_tour_add
INSERT INTO ride_tour (territory, house, day, revision, driver, depart, finish, meters)
VALUES (:territory, :house, :day, :revision, :driver, :depart, :finish, :meters);

-- name: ride_tour_each
-- many rows
SELECT driver, depart, finish, meters FROM ride_tour
WHERE territory = :territory AND house = :house AND day = :day AND revision = :revision
ORDER BY driver;

-- name: ride_tour_days
-- many rows
SELECT t.driver, t.day, t.meters FROM ride_tour t
WHERE t.territory = :territory AND t.house = :house AND t.day BETWEEN :first AND :last
  AND t.revision = (SELECT MAX(p.revision) FROM ride_plan p
                    WHERE p.territory = t.territory AND p.house = t.house AND p.day = t.day)
ORDER BY t.day, t.driver;

-- name: ride_stop_add
INSERT INTO ride_stop (territory, house, day, revision, driver, number, request, pickup,
                       starts, leaves, past)
VALUES (:territory, :house, :day, :revision, :driver, :number, :request, :pickup, :starts,
        :leaves, :past);

-- name: ride_stop_each
-- many rows
SELECT driver, request, pickup, starts, leaves, past FROM ride_stop
WHERE territory = :territory AND house = :house AND day = :day AND revision = :revision
ORDER BY driver, number;

-- name: ride_choice_add
INSERT INTO ride_choice (territory, house, day, revision, request, driver, adds, otherwise,
                         otherwise_adds, shift)
VALUES (:territory, :house, :day, :revision, :request, :driver, :adds, :otherwise,
        :otherwise_adds, :shift);

-- name: ride_choice_each
-- many rows
SELECT request, driver, adds, otherwise, otherwise_adds, shift FROM ride_choice
WHERE territory = :territory AND house = :house AND day = :day AND revision = :revision
ORDER BY request;

-- name: ride_forget
UPDATE ride_request SET person = :nothing, label = '', sealed = :nothing
WHERE territory = :territory AND day < :before AND (label <> '' OR sealed <> :nothing);

-- name: erase_ride_requests
UPDATE ride_request SET person = :nothing, label = '', sealed = :nothing
WHERE territory = :territory AND person = :person;

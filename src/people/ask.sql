-- Whether somebody knows the person who was looked for: asked blindly, answered by who keeps them.

-- name: person_ask_count
SELECT count(*) FROM person_asked
WHERE territory = :territory AND account = :account AND asked > :since;

-- name: person_ask_add
INSERT INTO person_asked (territory, id, house, account, sealed, asked, expires)
VALUES (:territory, :id, :house, :account, :sealed, :now, :expires);

-- name: person_ask_reach
INSERT INTO person_ask_reached (territory, id, ask, person, keeper, team, state, answered)
VALUES (:territory, :id, :ask, :person, :keeper, :team, 'open', 0);

-- name: person_ask_person
SELECT person FROM person_ask_reached WHERE territory = :territory AND id = :id;

-- name: person_ask_sent
-- many rows
SELECT id, house, sealed, asked, expires
FROM person_asked
WHERE territory = :territory AND house = :house AND (account = :account OR EXISTS (
    SELECT 1 FROM person_ask_reached AS reached
    WHERE reached.territory = person_asked.territory AND reached.ask = person_asked.id
      AND reached.state = 'yes'))
ORDER BY asked DESC, id DESC LIMIT 100;

-- name: person_ask_agreed
-- many rows
SELECT keeper, team, answered FROM person_ask_reached
WHERE territory = :territory AND ask = :ask AND state = 'yes'
ORDER BY answered, id;

-- name: person_ask_received
-- many rows
SELECT reached.id, made.house, made.sealed, made.asked, made.expires, reached.ask, reached.person,
       reached.keeper, reached.team, reached.state, reached.answered
FROM person_ask_reached AS reached
JOIN person_asked AS made ON made.territory = reached.territory AND made.id = reached.ask
WHERE reached.territory = :territory AND reached.keeper = :house
ORDER BY reached.state = 'open' DESC, made.asked DESC, reached.id DESC LIMIT 100;

-- name: person_ask_answer
UPDATE person_ask_reached SET state = :state, answered = :now
WHERE territory = :territory AND id = :id AND state = 'open' AND EXISTS (
    SELECT 1 FROM person_asked
    WHERE person_asked.territory = person_ask_reached.territory
      AND person_asked.id = person_ask_reached.ask AND person_asked.expires > :now);

-- name: person_ask_hand_over
UPDATE person_ask_reached SET keeper = :house, team = :team
WHERE territory = :territory AND person = :person AND (state = 'open' OR keeper = :house);

-- name: person_ask_forget
DELETE FROM person_asked WHERE territory = :territory AND asked <= :since;

-- name: person_ask_forget_reached
DELETE FROM person_ask_reached
WHERE territory = :territory AND NOT EXISTS (
    SELECT 1 FROM person_asked
    WHERE person_asked.territory = person_ask_reached.territory
      AND person_asked.id = person_ask_reached.ask);

-- name: erase_asks
DELETE FROM person_asked
WHERE territory = :territory AND id IN (
    SELECT ask FROM person_ask_reached WHERE territory = :territory AND person = :person)
  AND NOT EXISTS (
    SELECT 1 FROM person_ask_reached AS other
    WHERE other.territory = person_asked.territory AND other.ask = person_asked.id
      AND other.person <> :person AND length(other.person) > 0);

-- name: erase_asks_reached
DELETE FROM person_ask_reached WHERE territory = :territory AND person = :person;

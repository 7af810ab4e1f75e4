-- Whether somebody knows the person who was looked for: asked blindly, answered by who keeps them.

-- name: person_ask_count
SELECT count(*) FROM person_ask
WHERE territory = :territory AND account = :account AND asked > :since;

-- name: person_ask_add
INSERT INTO person_ask (territory, id, house, account, person, keeper, team, sealed, state, asked,
                        expires, answered)
VALUES (:territory, :id, :house, :account, :person, :keeper, :team, :sealed, 'open', :now,
        :expires, 0);

-- name: person_ask_person
SELECT person FROM person_ask WHERE territory = :territory AND id = :id;

-- name: person_ask_sent
-- many rows
SELECT id, house, person, keeper, team, sealed, state, asked, expires, answered
FROM person_ask
WHERE territory = :territory AND house = :house AND (account = :account OR state = 'yes')
ORDER BY asked DESC, id DESC LIMIT 100;

-- name: person_ask_received
-- many rows
SELECT id, house, person, keeper, team, sealed, state, asked, expires, answered
FROM person_ask
WHERE territory = :territory AND keeper = :house
ORDER BY state = 'open' DESC, asked DESC, id DESC LIMIT 100;

-- name: person_ask_answer
UPDATE person_ask SET state = :state, answered = :now
WHERE territory = :territory AND id = :id AND state = 'open' AND expires > :now;

-- name: person_ask_hand_over
UPDATE person_ask SET keeper = :house, team = :team
WHERE territory = :territory AND person = :person;

-- name: person_ask_expire
UPDATE person_ask SET state = 'expired'
WHERE territory = :territory AND state = 'open' AND expires <= :now;

-- name: person_ask_forget
DELETE FROM person_ask WHERE territory = :territory AND asked <= :since;

-- name: erase_asks
DELETE FROM person_ask WHERE territory = :territory AND person = :person;

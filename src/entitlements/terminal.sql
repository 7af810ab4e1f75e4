-- Terminals without a network, and what they bring back.

-- name: terminal_add
INSERT INTO terminal (territory, id, house, name, daily, added, revoked)
VALUES (:territory, :id, :house, :name, :daily, :now, 0);

-- name: terminal_get
SELECT id, house, name, daily, added, revoked FROM terminal
WHERE territory = :territory AND id = :id;

-- name: terminal_each
-- many rows
SELECT id, house, name, daily, added, revoked FROM terminal
WHERE territory = :territory ORDER BY added, id;

-- name: terminal_revoke
UPDATE terminal SET revoked = :now WHERE territory = :territory AND id = :id AND revoked = 0;

-- name: terminal_blocked
-- many rows
SELECT ticket.id FROM ticket
WHERE ticket.territory = :territory AND ticket.blocked > 0 AND ticket.valid_until >= :today
  AND ticket.convention IN (SELECT convention FROM convention_party
      WHERE convention_party.territory = :territory AND convention_party.role = 'accepts'
        AND convention_party.house = :house)
ORDER BY ticket.id LIMIT 5000;

-- name: terminal_line_last
SELECT number FROM terminal_line
WHERE territory = :territory AND terminal = :terminal AND day = :day ORDER BY number DESC LIMIT 1;

-- name: terminal_line_add
INSERT INTO terminal_line (territory, terminal, day, number, daily, id)
VALUES (:territory, :terminal, :day, :number, :daily, :id);

-- name: overdraft_get
SELECT because FROM overdraft WHERE territory = :territory AND id = :id;

-- name: overdraft_add
INSERT INTO overdraft (territory, id, terminal, house, ticket, convention, amount, at, kept, because)
VALUES (:territory, :id, :terminal, :house, :ticket, :convention, :amount, :at, :now, :because);

-- name: overdraft_each
-- many rows
SELECT id, terminal, house, ticket, convention, amount, at, kept, because FROM overdraft
WHERE territory = :territory AND (:everywhere = 1 OR house = :house)
ORDER BY kept DESC, id DESC LIMIT 500;

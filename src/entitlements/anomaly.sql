-- Uses that stand out, and who looked at them.

-- name: anomaly_use_each
-- many rows
SELECT redemption.id, redemption.ticket, ticket.entitlement,
    coalesce((SELECT person.merged_into FROM person
        WHERE person.territory = :territory AND person.id = entitlement.person
          AND length(person.merged_into) = 16), entitlement.person),
    redemption.house, redemption.amount, redemption.at
FROM redemption
JOIN ticket ON ticket.territory = redemption.territory AND ticket.id = redemption.ticket
JOIN entitlement ON entitlement.territory = ticket.territory AND entitlement.id = ticket.entitlement
WHERE redemption.territory = :territory AND redemption.convention = :convention
  AND redemption.at >= :from AND redemption.at < :before
ORDER BY redemption.at, redemption.id LIMIT 100001;

-- name: anomaly_look_each
-- many rows
SELECT redemption, kind, note, account, at FROM anomaly_look
WHERE territory = :territory AND convention = :convention ORDER BY redemption, kind;

-- name: anomaly_look_add
INSERT INTO anomaly_look (territory, redemption, kind, convention, person, note, account, at)
VALUES (:territory, :redemption, :kind, :convention, :person, :note, :account, :now);

-- name: erase_anomaly_looks
UPDATE anomaly_look SET person = :nothing, note = ''
WHERE territory = :territory AND person = :person;

-- Settlements between who accepts tickets and who pays them.

-- name: settlement_add
INSERT INTO settlement (territory, id, convention, house, payer, stated_by, month, state, unit,
    price, uses, amount, total, stated, invoice, enterprise, account, reference, due, supplier,
    supplier_name)
VALUES (:territory, :id, :convention, :house, :payer, :stated_by, :month, 'stated', :unit, :price,
    :uses, :amount, :total, :now, '', '', '', '', 0, :supplier, :supplier_name);

-- name: settlement_get
SELECT id, convention, house, payer, stated_by, month, state, unit, price, uses, amount, total,
    stated, invoice, enterprise, account, reference, due, supplier, supplier_name,
    (SELECT settlement_event.account FROM settlement_event
     WHERE settlement_event.territory = :territory
       AND settlement_event.settlement = settlement.id AND settlement_event.number = 1)
FROM settlement WHERE territory = :territory AND id = :id;

-- name: settlement_each
-- many rows
SELECT id, convention, house, payer, stated_by, month, state, unit, price, uses, amount, total,
    stated, invoice, enterprise, account, reference, due, supplier, supplier_name,
    (SELECT settlement_event.account FROM settlement_event
     WHERE settlement_event.territory = :territory
       AND settlement_event.settlement = settlement.id AND settlement_event.number = 1)
FROM settlement WHERE territory = :territory AND (house = :house OR payer = :house)
ORDER BY stated DESC, id DESC LIMIT 500;

-- name: settlement_set_state
UPDATE settlement SET state = :state
WHERE territory = :territory AND id = :id AND state = :before;

-- name: settlement_set_invoice
UPDATE settlement SET invoice = :invoice, enterprise = :enterprise, account = :account,
    reference = :reference, due = :due
WHERE territory = :territory AND id = :id;

-- name: settlement_same_invoice
SELECT id FROM settlement
WHERE territory = :territory AND house = :house AND supplier = :supplier AND invoice = :invoice
LIMIT 1;

-- name: settlement_same_month
SELECT id FROM settlement
WHERE territory = :territory AND house = :house AND convention = :convention
  AND supplier = :supplier AND month = :month AND state <> 'withdrawn' LIMIT 1;

-- name: settlement_last_reference
SELECT reference FROM settlement WHERE territory = :territory
ORDER BY reference DESC LIMIT 1;

-- name: settlement_unstated
-- many rows
SELECT redemption.id, redemption.ticket, redemption.amount, redemption.at,
    (SELECT coalesce(max(settlement_line.number), 0) FROM settlement_line
     WHERE settlement_line.territory = :territory AND settlement_line.redemption = redemption.id)
FROM redemption
WHERE redemption.territory = :territory AND redemption.convention = :convention
  AND redemption.house = :house AND redemption.supplier = :supplier AND redemption.at < :before
  AND NOT EXISTS (SELECT 1 FROM settlement_line JOIN settlement
      ON settlement.territory = settlement_line.territory
     AND settlement.id = settlement_line.settlement
      WHERE settlement_line.territory = :territory
        AND settlement_line.redemption = redemption.id AND settlement.state <> 'withdrawn')
ORDER BY redemption.at, redemption.id LIMIT 10000;

-- name: settlement_line_add
INSERT INTO settlement_line (territory, redemption, number, settlement, code, amount, at)
VALUES (:territory, :redemption, :number, :settlement, :code, :amount, :at);

-- name: settlement_line_each
-- many rows
SELECT redemption, code, amount, at FROM settlement_line
WHERE territory = :territory AND settlement = :settlement ORDER BY at, redemption;

-- name: settlement_event_add
INSERT INTO settlement_event (territory, settlement, number, state, reason, house, account, at)
VALUES (:territory, :settlement,
    (SELECT coalesce(max(number), 0) + 1 FROM settlement_event
     WHERE territory = :territory AND settlement = :settlement),
    :state, :reason, :house, :account, :now);

-- name: settlement_event_each
-- many rows
SELECT state, reason, house, at FROM settlement_event
WHERE territory = :territory AND settlement = :settlement ORDER BY number;

-- name: convention_year_grants
-- many rows
SELECT entitlement.house, entitlement_event.at, entitlement.quantity
FROM entitlement JOIN entitlement_event
  ON entitlement_event.territory = entitlement.territory
 AND entitlement_event.entitlement = entitlement.id
WHERE entitlement.territory = :territory AND entitlement.convention = :convention
  AND entitlement.asked < :until AND entitlement_event.state = 'granted'
  AND entitlement_event.at >= :since AND entitlement_event.at < :until
  AND NOT EXISTS (SELECT 1 FROM entitlement_event AS earlier
      WHERE earlier.territory = :territory AND earlier.entitlement = entitlement.id
        AND earlier.state = 'granted' AND earlier.number < entitlement_event.number)
ORDER BY entitlement_event.at, entitlement.id;

-- name: convention_month_uses
-- many rows
WITH used AS (
    SELECT redemption.house AS house, redemption.amount AS amount,
        coalesce((SELECT settlement.price FROM settlement_line JOIN settlement
             ON settlement.territory = settlement_line.territory
            AND settlement.id = settlement_line.settlement
            WHERE settlement_line.territory = :territory
              AND settlement_line.redemption = redemption.id
              AND settlement.state <> 'withdrawn'
            ORDER BY settlement_line.number DESC LIMIT 1), :price) AS price
    FROM redemption
    WHERE redemption.territory = :territory AND redemption.convention = :convention
      AND redemption.at >= :since AND redemption.at < :until)
SELECT house, price, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM used
GROUP BY house, price ORDER BY house, price;

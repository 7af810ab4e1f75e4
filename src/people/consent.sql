-- What persons agreed to, what was shared on it, and what was done without.

-- name: consent_add
INSERT INTO consent (territory, id, person, state, language, way, witness, replaces, account,
                     created, decided, ended)
VALUES (:territory, :id, :person, 'draft', :language, '', :nobody, :replaces, :account, :now, 0,
        0);

-- name: consent_rule_add
INSERT INTO consent_rule (territory, consent, id, purpose, recipient, class, until)
VALUES (:territory, :consent, :id, :purpose, :recipient, :class, :until);

-- name: consent_get
SELECT person, replaces FROM consent WHERE territory = :territory AND id = :id;

-- name: consent_each
-- many rows
SELECT id, state, language, way, witness, replaces, account, created, decided, ended
FROM consent WHERE territory = :territory AND person = :person ORDER BY created DESC, id DESC;

-- name: consent_rule_each
-- many rows
SELECT purpose, recipient, class, until FROM consent_rule
WHERE territory = :territory AND consent = :consent ORDER BY id;

-- name: consent_propose
UPDATE consent SET state = 'proposed'
WHERE territory = :territory AND id = :id AND state = 'draft';

-- name: consent_decide
UPDATE consent SET state = :state, way = :way, witness = :witness, decided = :now
WHERE territory = :territory AND id = :id AND state = 'proposed';

-- name: consent_end
UPDATE consent SET state = 'inactive', ended = :now
WHERE territory = :territory AND id = :id AND state = 'active';

-- name: consent_covers
-- many rows
SELECT consent.id, consent_rule.until FROM consent
JOIN consent_rule ON consent_rule.territory = :territory AND consent_rule.consent = consent.id
WHERE consent.territory = :territory AND consent.person = :person AND consent.state = 'active'
  AND consent_rule.recipient = :recipient AND consent_rule.purpose = :purpose
  AND consent_rule.class = :class AND consent_rule.until > :now
ORDER BY consent_rule.until DESC;

-- name: share_add
INSERT INTO share (territory, id, person, recipient, purpose, class, consent, notice, secrecy,
                   mission, informed, agreed, needed, account, given, until, ended)
VALUES (:territory, :id, :person, :recipient, :purpose, :class, :consent, :notice, :secrecy,
        :mission, :informed, :agreed, :needed, :account, :now, :until, 0);

-- name: share_end_of_consent
UPDATE share SET ended = :now
WHERE territory = :territory AND person = :person AND consent = :consent AND ended = 0;

-- name: share_end
UPDATE share SET ended = :now
WHERE territory = :territory AND person = :person AND id = :id AND ended = 0;

-- name: share_shorten
UPDATE share SET until = :until
WHERE territory = :territory AND person = :person AND id = :id AND ended = 0 AND until > :until;

-- name: share_each
-- many rows
SELECT id, recipient, purpose, class, consent, notice, account, given, until, ended FROM share
WHERE territory = :territory AND person = :person ORDER BY given DESC, id DESC;

-- name: share_classes
-- many rows
SELECT share.class FROM share
WHERE share.territory = :territory AND share.person = :person AND share.recipient = :recipient
  AND share.ended = 0 AND share.until > :now
  AND (length(share.notice) > 0 OR EXISTS (
      SELECT 1 FROM consent
      JOIN consent_rule ON consent_rule.territory = :territory
        AND consent_rule.consent = consent.id
      WHERE consent.territory = :territory AND consent.id = share.consent
        AND consent.state = 'active' AND consent_rule.recipient = share.recipient
        AND consent_rule.purpose = share.purpose AND consent_rule.class = share.class
        AND consent_rule.until > :now));

-- name: secrecy_notice_add
INSERT INTO secrecy_notice (territory, id, kind, person, account, reason, sealed, at, until,
                            seen, seen_by)
VALUES (:territory, :id, :kind, :person, :account, :reason, :sealed, :now, :until, 0, :nobody);

-- name: secrecy_notice_glass
SELECT 1 FROM secrecy_notice
WHERE territory = :territory AND person = :person AND account = :account AND kind = 'glass'
  AND until > :now LIMIT 1;

-- name: secrecy_notice_each
-- many rows
SELECT id, kind, person, account, reason, sealed, at, until, seen FROM secrecy_notice
WHERE territory = :territory ORDER BY seen = 0 DESC, at DESC LIMIT 200;

-- name: secrecy_notice_see
UPDATE secrecy_notice SET seen = :now, seen_by = :account
WHERE territory = :territory AND id = :id AND seen = 0;

-- name: erase_notices
UPDATE secrecy_notice SET sealed = :nothing WHERE territory = :territory AND person = :person;

-- name: erase_consents
UPDATE consent SET state = 'inactive', ended = :now
WHERE territory = :territory AND person = :person AND state = 'active';

-- name: erase_shares
UPDATE share SET ended = :now WHERE territory = :territory AND person = :person AND ended = 0;

-- Documents of a case (casework/document.h), and the scanner that looks at them.

-- name: document_add
INSERT INTO document (territory, case_file, id, secrecy, profession, author, at, about, state,
                      weight, sealed, withdrawn, withdrawn_by, reason)
VALUES (:territory, :case_file, :id, :secrecy, :profession, :author, :now, :about, :state,
        :weight, :sealed, 0, :none, :none);

-- name: document_content_add
INSERT INTO document_content (territory, case_file, id, sealed)
VALUES (:territory, :case_file, :id, :sealed);

-- name: document_each
-- many rows
SELECT id, secrecy, profession, author, at, about, state, sealed, withdrawn, withdrawn_by, reason
FROM document
WHERE territory = :territory AND case_file = :case_file ORDER BY at DESC, id DESC;

-- name: document_get
SELECT id, secrecy, profession, author, at, about, state, sealed, withdrawn, withdrawn_by, reason
FROM document
WHERE territory = :territory AND case_file = :case_file AND id = :id;

-- name: document_content_get
SELECT sealed FROM document_content
WHERE territory = :territory AND case_file = :case_file AND id = :id;

-- name: document_weigh
SELECT count(*), CAST(coalesce(sum(weight), 0) AS BIGINT) FROM document
WHERE territory = :territory AND case_file = :case_file;

-- name: document_about
-- many rows
SELECT 1 FROM case_need
WHERE territory = :territory AND case_file = :case_file AND id = :about
UNION ALL
SELECT 1 FROM note WHERE territory = :territory AND case_file = :case_file AND id = :about;

-- name: document_withdraw
UPDATE document SET withdrawn = :now, withdrawn_by = :account, reason = :reason, weight = 0
WHERE territory = :territory AND case_file = :case_file AND id = :id AND withdrawn = 0;

-- name: document_content_drop
DELETE FROM document_content
WHERE territory = :territory AND case_file = :case_file AND id = :id;

-- name: document_set_state
UPDATE document SET state = :state
WHERE territory = :territory AND case_file = :case_file AND id = :id
  AND state IN ('unscanned', 'waiting');

-- name: document_unlooked_each
-- many rows
SELECT case_file, id FROM document
WHERE territory = :territory AND state IN ('unscanned', 'waiting') AND at < :before
  AND withdrawn = 0
ORDER BY at, id LIMIT 500;

-- name: document_scanning_get
SELECT since FROM document_scanning WHERE territory = :territory;

-- name: document_scanning_put
INSERT INTO document_scanning (territory, since) VALUES (:territory, :now)
ON CONFLICT (territory) DO NOTHING;

-- name: document_scanning_drop
DELETE FROM document_scanning WHERE territory = :territory;

-- name: erase_documents
DELETE FROM document WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- name: erase_document_contents
DELETE FROM document_content WHERE territory = :territory AND case_file IN (
    SELECT id FROM case_file WHERE territory = :territory AND person = :person);

-- Second-line questions, which name nobody.

-- name: question_add
INSERT INTO question (territory, id, house, account, profession, topic, target, sealed, asked,
                      closed, ended)
VALUES (:territory, :id, :house, :account, :profession, :topic, :target, :sealed, :now, 0, '');

-- name: question_count_open
SELECT count(*) FROM question
WHERE territory = :territory AND account = :account AND closed = 0;

-- name: question_get
SELECT id, house, account, profession, topic, target, sealed, asked, closed, ended
FROM question WHERE territory = :territory AND id = :id;

-- name: question_each
-- many rows
SELECT id, house, account, profession, topic, target, sealed, asked, closed, ended
FROM question
WHERE territory = :territory AND (length(target) = 0 OR target = :own OR house = :own)
ORDER BY closed = 0 DESC, id DESC LIMIT 200;

-- name: question_close
UPDATE question SET closed = :now, ended = 'answered'
WHERE territory = :territory AND id = :id AND account = :account AND closed = 0;

-- name: question_expire
UPDATE question SET closed = :now, ended = 'expired'
WHERE territory = :territory AND closed = 0 AND asked <= :since;

-- name: question_erase
DELETE FROM question WHERE territory = :territory AND id = :id AND account = :account;

-- name: question_reply_erase
DELETE FROM question_reply WHERE territory = :territory AND question = :question;

-- name: question_forget
DELETE FROM question WHERE territory = :territory AND closed > 0 AND closed <= :since;

-- name: question_reply_forget
DELETE FROM question_reply WHERE territory = :territory AND question IN (
    SELECT id FROM question
    WHERE territory = :territory AND closed > 0 AND closed <= :since);

-- name: question_reply_add
INSERT INTO question_reply (territory, question, id, house, account, sealed, at)
VALUES (:territory, :question, :id, :house, :account, :sealed, :now);

-- name: question_reply_each
-- many rows
SELECT id, house, account, sealed, at FROM question_reply
WHERE territory = :territory AND question = :question ORDER BY id LIMIT 200;

-- Second-line questions, which name nobody.

-- name: question_add
INSERT INTO question (territory, id, house, account, profession, topic, target, sealed, asked,
                      closed)
VALUES (:territory, :id, :house, :account, :profession, :topic, :target, :sealed, :now, 0);

-- name: question_get
SELECT id, house, account, profession, topic, target, sealed, asked, closed FROM question
WHERE territory = :territory AND id = :id;

-- name: question_each
-- many rows
SELECT id, house, account, profession, topic, target, sealed, asked, closed FROM question
WHERE territory = :territory AND (length(target) = 0 OR target = :own OR house = :own)
ORDER BY closed = 0 DESC, id DESC LIMIT 200;

-- name: question_close
UPDATE question SET closed = :now
WHERE territory = :territory AND id = :id AND account = :account AND closed = 0;

-- name: question_reply_add
INSERT INTO question_reply (territory, question, id, house, account, sealed, at)
VALUES (:territory, :question, :id, :house, :account, :sealed, :now);

-- name: question_reply_each
-- many rows
SELECT id, house, account, sealed, at FROM question_reply
WHERE territory = :territory AND question = :question ORDER BY id LIMIT 200;

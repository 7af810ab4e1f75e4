-- A question ends: it has its answer, or its days are over. One that is withdrawn leaves no row.
ALTER TABLE question ADD COLUMN ended TEXT NOT NULL DEFAULT ''; -- 'answered', 'expired'; '' while open
CREATE INDEX question_account ON question (territory, account, closed);
CREATE INDEX question_closed ON question (territory, closed, asked);

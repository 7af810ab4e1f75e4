-- An account that opens nothing for a time, and keeps its roles and teams: a long leave, a doubt.
ALTER TABLE account ADD COLUMN locked INTEGER NOT NULL DEFAULT 0; -- 1: until it is unlocked

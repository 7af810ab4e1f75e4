-- A password somebody else drew is changed before anything else is done with it.
ALTER TABLE account ADD COLUMN one_time INTEGER NOT NULL DEFAULT 0; -- 1: told once, to change

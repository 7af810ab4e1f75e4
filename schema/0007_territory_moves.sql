-- Where a territory goes, or went: from then on this store takes no write for it. What arrives
-- is closed as well ('arriving') until all of it is there.
ALTER TABLE change_counter ADD COLUMN moving_to TEXT NOT NULL DEFAULT '';
ALTER TABLE change_counter ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0;

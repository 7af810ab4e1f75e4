-- Whose lot an entry has: the first of that person, unit and day; NULL for one from before: its own.
ALTER TABLE waiting_entry ADD COLUMN lot_of BLOB;
CREATE INDEX waiting_entry_since ON waiting_entry (territory, unit, since);

-- What is over is forgotten by name, and a place that came back is offered on, by the clock.
CREATE INDEX booking_ends ON booking (territory, ends);

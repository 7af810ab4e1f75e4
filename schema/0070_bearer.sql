-- Places that who bears the code of a plan keeps, without an account: one number a day for all of
-- them, told at every door, so that nobody has to show the code.
ALTER TABLE booking ADD COLUMN number INTEGER NOT NULL DEFAULT 0; -- 0: booked by a house

CREATE TABLE visit_number (
    territory TEXT    NOT NULL,
    day       INTEGER NOT NULL,             -- on which the night or slot begins
    number    INTEGER NOT NULL CHECK (number BETWEEN 1000 AND 9999),
    code      BLOB    NOT NULL CHECK (length(code) = 32), -- digest of the plan's code
    PRIMARY KEY (territory, day, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_number_code ON visit_number (territory, code, day);

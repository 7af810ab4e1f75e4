-- Within how many days a partner answers a house: what the two agreed on. Where no line stands,
-- the days of the network's charter count.
CREATE TABLE silence_agreement (
    territory TEXT    NOT NULL,
    house     BLOB    NOT NULL CHECK (length(house) = 16),   -- who sends
    partner   BLOB    NOT NULL CHECK (length(partner) = 16), -- who answers
    days      INTEGER NOT NULL CHECK (NOT days < 0 AND NOT days > 60),
    counted   TEXT    NOT NULL CHECK (counted IN ('calendar', 'working')),
    changed   INTEGER NOT NULL,
    PRIMARY KEY (territory, house, partner)
) STRICT, WITHOUT ROWID;

-- When silence begins, as it was agreed on the day it was sent; 0 while it was not.
ALTER TABLE referral ADD COLUMN expected INTEGER NOT NULL DEFAULT 0;
UPDATE referral SET expected = sent + 172800 WHERE sent > 0; -- the two days of until now

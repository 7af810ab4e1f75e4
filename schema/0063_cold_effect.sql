-- The measures of a level as they stood when it was switched on: what holds while it is on, and
-- what past nights are counted by when the plan has changed since.
CREATE TABLE cold_effect (
    territory   TEXT    NOT NULL,
    cold_switch BLOB    NOT NULL CHECK (length(cold_switch) = 16),
    unit        BLOB    NOT NULL,           -- '' for a measure of a service
    service     BLOB    NOT NULL,           -- '' for a measure of a unit
    places      INTEGER NOT NULL,
    hours       TEXT    NOT NULL,
    unconditional INTEGER NOT NULL,
    PRIMARY KEY (territory, cold_switch, unit, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX cold_effect_unit ON cold_effect (territory, unit);

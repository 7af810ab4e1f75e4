-- How one need of a case bears upon another: it causes it, or keeps it from being met.
CREATE TABLE case_need_link (
    territory TEXT    NOT NULL,
    case_file BLOB    NOT NULL CHECK (length(case_file) = 16),
    need      BLOB    NOT NULL CHECK (length(need) = 16),  -- the one that causes or blocks
    other     BLOB    NOT NULL CHECK (length(other) = 16), -- the one it bears upon
    bond      TEXT    NOT NULL CHECK (bond IN ('causes', 'blocks')),
    at        INTEGER NOT NULL,
    PRIMARY KEY (territory, case_file, need, other, bond)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_team ON team_member (territory, team);

-- Who the store is, who works in it, what they may do, and what happened around their keys.
-- Times are text "YYYY-MM-DDTHH:MM:SS.mmmZ" everywhere (core/clock.h): they sort as text.

CREATE TABLE migration (
    number   INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    checksum BLOB NOT NULL CHECK (length(checksum) = 32),
    applied  TEXT NOT NULL
) STRICT;

CREATE TABLE store_identity (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    id      TEXT NOT NULL CHECK (id <> ''),
    name    TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;

CREATE TABLE team (
    key INTEGER PRIMARY KEY,
    id  TEXT NOT NULL UNIQUE CHECK (id <> '')
) STRICT;

INSERT INTO team (id) VALUES ('main');

CREATE TABLE person (
    id           TEXT PRIMARY KEY CHECK (id <> ''),
    printed_name TEXT NOT NULL,
    fingerprint  TEXT NOT NULL,
    disabled     INTEGER NOT NULL CHECK (disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE role_grant (
    person TEXT NOT NULL REFERENCES person (id),
    team   INTEGER NOT NULL REFERENCES team (key),
    role   TEXT NOT NULL CHECK (role IN ('reviewer', 'supervisor', 'compliance', 'auditor', 'administrator', 'submitter')),
    PRIMARY KEY (person, team, role)
) STRICT, WITHOUT ROWID;

-- Every key a person ever had here; the ledger says from when to when it counts.
CREATE TABLE person_key (
    fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    person      TEXT NOT NULL REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy (
    version    INTEGER PRIMARY KEY CHECK (version >= 1),
    rules      BLOB NOT NULL,
    adopted_by TEXT NOT NULL,
    adopted    TEXT NOT NULL
) STRICT;

CREATE TABLE security_event (
    key    INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind <> ''),
    person TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER policy_is_never_changed BEFORE UPDATE ON policy
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER policy_is_never_removed BEFORE DELETE ON policy
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER security_event_is_never_changed BEFORE UPDATE ON security_event
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER security_event_is_never_removed BEFORE DELETE ON security_event
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

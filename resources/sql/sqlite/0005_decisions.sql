-- Signed decisions as rows, what was released or recalled because of them, and where they do not agree.

CREATE TABLE decision (
    log_index     INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
    case_key      INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    slot          INTEGER NOT NULL,
    stage         TEXT NOT NULL CHECK (stage IN ('review', 'second', 'resolution')),
    verdict       TEXT NOT NULL CHECK (verdict IN ('approve', 'edit', 'reject', 'escalate')),
    reviewer      TEXT NOT NULL,
    reviewer_name TEXT NOT NULL,
    rationale     BLOB CHECK (length(rationale) = 32),
    outcome       BLOB CHECK (length(outcome) = 32),
    supersedes    TEXT REFERENCES decision (id),
    stands        INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1)), -- 0: superseded
    meaning       TEXT NOT NULL,
    claimed_at    TEXT NOT NULL,
    arrived       TEXT NOT NULL,
    took          INTEGER CHECK (took >= 0),   -- milliseconds from claim to arrival
    late          INTEGER NOT NULL CHECK (late IN (0, 1)),
    FOREIGN KEY (case_key, version, slot) REFERENCES case_slot (case_key, version, slot)
) STRICT;

CREATE INDEX decision_of_case ON decision (case_key);
CREATE INDEX decision_of_reviewer ON decision (reviewer);
CREATE INDEX decision_by_arrival ON decision (arrived);

CREATE TABLE decision_reason (
    decision INTEGER NOT NULL REFERENCES decision (log_index),
    position INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (decision, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_release (
    seq            INTEGER PRIMARY KEY,        -- log index
    case_key       INTEGER NOT NULL REFERENCES cases (key),
    recall         INTEGER NOT NULL CHECK (recall IN (0, 1)),
    of_seq         INTEGER REFERENCES case_release (seq),
    outcome        BLOB CHECK (length(outcome) = 32),
    form           TEXT NOT NULL CHECK (form IN ('text', 'fields')),
    policy_version INTEGER NOT NULL,
    rule           TEXT NOT NULL,
    CHECK (recall = 1 OR of_seq IS NULL)
) STRICT;

CREATE INDEX case_release_of_case ON case_release (case_key);

CREATE TABLE release_decision (
    seq      INTEGER NOT NULL REFERENCES case_release (seq),
    position INTEGER NOT NULL,
    decision TEXT NOT NULL REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

-- Two signed decisions that do not agree, and who settled it.
CREATE TABLE dispute (
    log_index INTEGER PRIMARY KEY,
    case_key  INTEGER NOT NULL REFERENCES cases (key),
    version   INTEGER NOT NULL,
    cause     TEXT NOT NULL,
    opened    TEXT NOT NULL
) STRICT;

CREATE INDEX dispute_of_case ON dispute (case_key);

CREATE TABLE dispute_decision (
    dispute  INTEGER NOT NULL REFERENCES dispute (log_index),
    decision TEXT NOT NULL,
    PRIMARY KEY (dispute, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE resolution (
    log_index INTEGER PRIMARY KEY,
    dispute   INTEGER NOT NULL REFERENCES dispute (log_index),
    stands    TEXT,                            -- the decision that stands, or none
    person    TEXT NOT NULL,
    settled   TEXT NOT NULL
) STRICT;

-- What an audit brought up, with its owner and closure.
CREATE TABLE finding (
    id        TEXT PRIMARY KEY,
    log_index INTEGER NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('opened', 'answered', 'closed')),
    subject   TEXT NOT NULL,
    case_key  INTEGER REFERENCES cases (key),
    statement TEXT,
    owner     TEXT,
    note      BLOB CHECK (length(note) = 32),
    changed   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A decision may only be marked as superseded; nothing else about it ever changes.
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
WHEN NOT (OLD.stands = 1 AND NEW.stands = 0) OR NEW.log_index IS NOT OLD.log_index OR NEW.id IS NOT OLD.id
    OR NEW.case_key IS NOT OLD.case_key OR NEW.version IS NOT OLD.version OR NEW.slot IS NOT OLD.slot
    OR NEW.stage IS NOT OLD.stage OR NEW.verdict IS NOT OLD.verdict OR NEW.reviewer IS NOT OLD.reviewer
    OR NEW.reviewer_name IS NOT OLD.reviewer_name OR NEW.rationale IS NOT OLD.rationale OR NEW.outcome IS NOT OLD.outcome
    OR NEW.supersedes IS NOT OLD.supersedes OR NEW.meaning IS NOT OLD.meaning OR NEW.claimed_at IS NOT OLD.claimed_at
    OR NEW.arrived IS NOT OLD.arrived OR NEW.took IS NOT OLD.took OR NEW.late IS NOT OLD.late
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON case_release
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER release_is_never_removed BEFORE DELETE ON case_release
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

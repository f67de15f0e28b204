-- The twin of core/casestate: the only moves a case can make. Compared with the program's own table over all pairs by a test.

CREATE TABLE allowed_move (
    from_state TEXT NOT NULL, -- columns in the key's order: quick_check of SQLite 3.40.1 stumbles over any other
    to_state   TEXT NOT NULL,
    move       TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state, move)
) STRICT, WITHOUT ROWID;

INSERT INTO allowed_move (from_state, move, to_state) VALUES
    ('open', 'decide', 'held'), ('open', 'decide', 'released'), ('open', 'decide', 'closed'),
    ('open', 'disagree', 'disputed'),
    ('open', 'escalate', 'escalated'),
    ('escalated', 'resolve', 'held'), ('escalated', 'resolve', 'released'), ('escalated', 'resolve', 'closed'),
    ('disputed', 'resolve', 'held'), ('disputed', 'resolve', 'released'), ('disputed', 'resolve', 'closed'),
    ('held', 'window-ends', 'released'),
    ('held', 'supersede', 'held'), ('held', 'supersede', 'released'), ('held', 'supersede', 'closed'),
    ('released', 'supersede', 'held'), ('released', 'supersede', 'released'), ('released', 'supersede', 'closed'),
    ('closed', 'supersede', 'held'), ('closed', 'supersede', 'released'), ('closed', 'supersede', 'closed'),
    ('released', 'recall', 'open'),
    ('open', 'withdraw', 'withdrawn'), ('escalated', 'withdraw', 'withdrawn'), ('disputed', 'withdraw', 'withdrawn'),
    ('held', 'withdraw', 'withdrawn'), ('released', 'withdraw', 'withdrawn'), ('closed', 'withdraw', 'withdrawn'),
    ('open', 'redact', 'redacted'), ('escalated', 'redact', 'redacted'), ('disputed', 'redact', 'redacted'),
    ('held', 'redact', 'redacted'), ('released', 'redact', 'redacted'), ('closed', 'redact', 'redacted'),
    ('withdrawn', 'redact', 'redacted');

CREATE TRIGGER moves_are_never_added BEFORE INSERT ON allowed_move
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER moves_are_never_changed BEFORE UPDATE ON allowed_move
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER moves_are_never_removed BEFORE DELETE ON allowed_move
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER case_starts_open_or_released BEFORE INSERT ON cases WHEN NEW.state NOT IN ('open', 'released')
BEGIN SELECT RAISE(ABORT, 'move-not-allowed'); END;

CREATE TRIGGER case_moves_only_as_allowed BEFORE UPDATE OF state ON cases
WHEN NOT EXISTS (SELECT 1 FROM allowed_move WHERE from_state = OLD.state AND to_state = NEW.state)
BEGIN SELECT RAISE(ABORT, 'move-not-allowed'); END;

CREATE TRIGGER case_keeps_its_name BEFORE UPDATE OF key, team, id ON cases
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER case_is_never_removed BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

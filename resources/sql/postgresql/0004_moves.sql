-- The twin of core/casestate: the only moves a case can make. Compared with the program's own table over all pairs by a test.

SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.allowed_move (
    from_state text COLLATE "C" NOT NULL,
    to_state   text COLLATE "C" NOT NULL,
    move       text COLLATE "C" NOT NULL,
    PRIMARY KEY (from_state, to_state, move)
);

INSERT INTO countersign.allowed_move (from_state, move, to_state) VALUES
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

RESET ROLE;

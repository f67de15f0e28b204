-- A decision that was signed away from the store arrives after another one stands: the case is disputed, what was released stays released
-- until a third person has settled it.

SET LOCAL ROLE countersign_owner;

ALTER TABLE countersign.allowed_move NO FORCE ROW LEVEL SECURITY;
ALTER TABLE countersign.allowed_move DISABLE TRIGGER moves_are_never_changed;
INSERT INTO countersign.allowed_move (from_state, move, to_state) VALUES
    ('held', 'disagree', 'disputed'), ('released', 'disagree', 'disputed'), ('closed', 'disagree', 'disputed');
ALTER TABLE countersign.allowed_move ENABLE ALWAYS TRIGGER moves_are_never_changed;
ALTER TABLE countersign.allowed_move FORCE ROW LEVEL SECURITY;

RESET ROLE;

-- A decision that was signed away from the store arrives after another one stands: the case is disputed, what was released stays released
-- until a third person has settled it.

DROP TRIGGER moves_are_never_added;

INSERT INTO allowed_move (from_state, move, to_state) VALUES
    ('held', 'disagree', 'disputed'), ('released', 'disagree', 'disputed'), ('closed', 'disagree', 'disputed');

CREATE TRIGGER moves_are_never_added BEFORE INSERT ON allowed_move
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

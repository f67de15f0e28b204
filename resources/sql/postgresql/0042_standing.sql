-- A correction of what does not stand is a move that is not allowed, and no bad value.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- As before, the seat whose standing decision is corrected: only by who signed it, and where a third person settled the case, only that settlement.
CREATE OR REPLACE FUNCTION countersign.superseded_seat(s jsonb, c countersign.cases) RETURNS countersign.case_slot LANGUAGE plpgsql AS $$
DECLARE
    seat countersign.case_slot;
    d countersign.decision;
BEGIN
    SELECT * INTO d FROM countersign.decision WHERE id = s ->> 'supersedes' AND case_key = c.key AND version = c.version AND stands;
    SELECT * INTO seat FROM countersign.case_slot WHERE case_key = c.key AND version = c.version AND slot = d.slot AND decision = d.number;
    IF seat.case_key IS NULL OR seat.slot <> (s ->> 'slot')::bigint THEN
        PERFORM countersign.refuse('CS004', s ->> 'supersedes', 'supersedes');
    ELSIF d.reviewer <> session_user::text THEN
        PERFORM countersign.refuse('CS005', s ->> 'supersedes', 'supersede');
    ELSIF seat.stage <> 'resolution' AND EXISTS (SELECT FROM countersign.case_slot o
        WHERE o.case_key = c.key AND o.version = c.version AND o.stage = 'resolution' AND o.decision IS NOT NULL) THEN
        PERFORM countersign.refuse('CS005', s ->> 'supersedes', 'settled');
    ELSIF s ->> 'claim' <> '0' THEN
        PERFORM countersign.refuse('CS003', c.id);
    END IF;
    RETURN seat;
END $$;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

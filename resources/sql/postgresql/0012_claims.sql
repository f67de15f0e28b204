-- Claims: who has which seat of a case until when, by the database's clock. The same rules as models/store/slotchoice.

SET LOCAL ROLE countersign_owner;

CREATE TYPE countersign.claim AS (
    case_key bigint, "case" text, team text, version integer, slot integer, stage text, fence bigint, expires text, claimed text
);

CREATE FUNCTION countersign.seat_taken(wanted bigint, of_version integer, of_slot integer, now text, minutes integer) RETURNS countersign.claim
    LANGUAGE plpgsql AS $$
DECLARE
    until text := countersign.time_text(now::timestamptz + make_interval(mins => minutes));
    taken countersign.claim;
BEGIN
    UPDATE countersign.case_slot s SET holder = session_user::text, expires = CASE WHEN s.holder = session_user::text AND s.expires > now
            THEN greatest(s.expires, until) ELSE until END,
        claimed = CASE WHEN s.holder = session_user::text AND s.expires > now THEN s.claimed ELSE now END,
        fence = CASE WHEN s.holder = session_user::text AND s.expires > now THEN s.fence
            ELSE 1 + (SELECT max(o.fence) FROM countersign.case_slot o WHERE o.case_key = s.case_key) END
    FROM countersign.cases c JOIN countersign.team t ON t.key = c.team
    WHERE s.case_key = wanted AND s.version = of_version AND s.slot = of_slot AND c.key = wanted
    RETURNING s.case_key, c.id, t.id, s.version, s.slot, s.stage, s.fence, s.expires, s.claimed INTO taken;
    PERFORM nextval('countersign.change');
    RETURN taken;
END $$;

-- The first case of this id among the teams one sees, locked.
CREATE FUNCTION countersign.lock_case(wanted text) RETURNS countersign.cases LANGUAGE plpgsql AS $$
DECLARE c countersign.cases;
BEGIN
    SELECT * INTO c FROM countersign.cases WHERE id = wanted
        AND (team = ANY (countersign.reading_teams()) OR (team = ANY (countersign.submitting_teams()) AND submitter = session_user::text))
    ORDER BY team LIMIT 1 FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS001', wanted);
    END IF;
    RETURN c;
END $$;

CREATE FUNCTION countersign.demand_may_claim(c countersign.cases) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF c.state NOT IN ('open', 'escalated', 'disputed') THEN
        PERFORM countersign.refuse('CS004', c.id, c.state);
    ELSIF c.state = 'open' AND NOT countersign.holds(c.team, 'reviewer') OR c.state = 'disputed' AND NOT countersign.holds(c.team, 'reviewer',
        'supervisor') THEN
        PERFORM countersign.refuse('CS005', c.id, 'reviewer');
    ELSIF c.state = 'escalated' AND NOT countersign.holds(c.team, 'supervisor') THEN
        PERFORM countersign.refuse('CS005', c.id, 'supervisor');
    ELSIF c.submitter = session_user::text THEN
        PERFORM countersign.refuse('CS006', c.id);
    ELSIF EXISTS (SELECT FROM countersign.case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.decided_by = session_user::text) THEN
        PERFORM countersign.refuse('CS007', c.id);
    END IF;
END $$;

CREATE FUNCTION countersign.claim_case("case" text, minutes integer) RETURNS SETOF countersign.claim LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    me text := (countersign.demand_person()).id;
    c countersign.cases := countersign.lock_case("case");
    now text := countersign.now_text();
    seat integer;
    until text;
BEGIN
    PERFORM countersign.demand_may_claim(c);
    SELECT s.slot INTO seat FROM countersign.case_slot s
    WHERE s.case_key = c.key AND s.version = c.version AND s.decision IS NULL AND (s.stage = 'resolution') = (c.state <> 'open')
        AND (s.holder IS NULL OR s.expires <= now OR s.holder = me)
    ORDER BY s.holder = me AND s.expires > now DESC NULLS LAST, s.holder = me DESC NULLS LAST, s.slot LIMIT 1;
    IF seat IS NULL THEN
        SELECT min(s.expires) INTO until FROM countersign.case_slot s
        WHERE s.case_key = c.key AND s.version = c.version AND s.decision IS NULL AND (s.stage = 'resolution') = (c.state <> 'open');
        PERFORM countersign.refuse(CASE WHEN until IS NULL THEN 'CS004' ELSE 'CS002' END, c.id, coalesce(until, c.state));
    END IF;
    RETURN NEXT countersign.seat_taken(c.key, c.version, seat, now, greatest(1, least(minutes, 4320)));
END $$;

-- The next free case in urgency order that the caller may decide; those that somebody is just taking are passed over.
CREATE FUNCTION countersign.claim_next(kind text, minutes integer) RETURNS SETOF countersign.claim LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
    me text := (countersign.demand_person()).id;
    reviewing bigint[] := countersign.teams_with('reviewer');
    supervising bigint[] := countersign.teams_with('supervisor');
    now text := countersign.now_text();
    next record;
BEGIN
    SELECT c.key, c.version, s.slot INTO next
    FROM countersign.cases c JOIN countersign.case_slot s ON s.case_key = c.key AND s.version = c.version
    WHERE c.state IN ('open', 'escalated', 'disputed') AND (claim_next.kind = '' OR c.kind = claim_next.kind)
        AND s.decision IS NULL AND (s.holder IS NULL OR s.expires <= now) AND c.submitter IS DISTINCT FROM me
        AND CASE c.state WHEN 'open' THEN s.stage <> 'resolution' AND c.team = ANY (reviewing)
            WHEN 'escalated' THEN s.stage = 'resolution' AND c.team = ANY (supervising)
            ELSE s.stage = 'resolution' AND (c.team = ANY (reviewing) OR c.team = ANY (supervising)) END
        -- A count, and not NOT EXISTS: that one is made a join, which reads every slot for the sake of one case.
        AND (SELECT count(*) FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> s.slot
             AND (o.decided_by = me OR (o.holder = me AND o.expires > now))) = 0
    ORDER BY c.priority DESC, c.due, c.risk DESC, c.arrived, c.key LIMIT 1 FOR NO KEY UPDATE OF c, s SKIP LOCKED;
    IF FOUND THEN
        RETURN NEXT countersign.seat_taken(next.key, next.version, next.slot, now, greatest(1, least(minutes, 4320)));
    END IF;
END $$;

CREATE FUNCTION countersign.claim_of("case" text) RETURNS SETOF countersign.claim LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT s.case_key, c.id, t.id, s.version, s.slot, s.stage, s.fence, s.expires, s.claimed
    FROM countersign.case_slot s JOIN countersign.cases c ON c.key = s.case_key AND c.version = s.version JOIN countersign.team t ON t.key = c.team
    WHERE s.holder = session_user::text AND c.id = claim_of."case" ORDER BY s.expires DESC LIMIT 1
$$;

CREATE FUNCTION countersign.release_claim("case" text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE mine countersign.claim;
BEGIN
    PERFORM countersign.demand_person();
    SELECT * INTO mine FROM countersign.claim_of("case");
    UPDATE countersign.case_slot SET holder = NULL, claimed = NULL, expires = NULL
    WHERE case_key = mine.case_key AND version = mine.version AND slot = mine.slot AND holder = session_user::text;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS003', "case");
    END IF;
    PERFORM nextval('countersign.change');
END $$;

RESET ROLE;

-- Cases taken away from the store: long claims under a signed entry, and who may be the third person. What is checked here is checked before anything
-- changes; times are the database's.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.checkout (
    statement text COLLATE "C" PRIMARY KEY,
    number    bigint NOT NULL UNIQUE,
    team      bigint NOT NULL REFERENCES countersign.team (key),
    actor     text COLLATE "C" NOT NULL,
    actor_name text NOT NULL,
    arrived   text COLLATE "C" NOT NULL,
    until     text COLLATE "C" NOT NULL,
    recalled  boolean NOT NULL DEFAULT false
);

CREATE TABLE countersign.checkout_case (
    checkout text COLLATE "C" NOT NULL REFERENCES countersign.checkout (statement),
    case_key bigint NOT NULL REFERENCES countersign.cases (key),
    version  integer NOT NULL,
    slot     integer NOT NULL,
    fence    bigint NOT NULL,
    PRIMARY KEY (checkout, case_key)
);

CREATE INDEX checkout_of_actor ON countersign.checkout (actor);
CREATE INDEX checkout_case_of_case ON countersign.checkout_case (case_key, fence);

-- Workspaces of which a copy has been at work, or that a supervisor suspended: what they send is set aside.
CREATE TABLE countersign.suspended_device (
    device text COLLATE "C" PRIMARY KEY,
    since  text COLLATE "C" NOT NULL
);

-- Before supervisors have said so, a decision set aside waits; said is said.
CREATE UNIQUE INDEX finding_judges_once ON countersign.finding (statement) WHERE subject IN ('decision.accepted', 'decision.voided');

SET LOCAL ROLE countersign_code;
GRANT EXECUTE ON FUNCTION countersign.never() TO countersign_owner;
SET LOCAL ROLE countersign_owner;

CREATE TRIGGER checkout_is_only_recalled BEFORE UPDATE ON countersign.checkout FOR EACH ROW
    WHEN ((NEW.statement, NEW.number, NEW.team, NEW.actor, NEW.actor_name, NEW.arrived, NEW.until)
        IS DISTINCT FROM (OLD.statement, OLD.number, OLD.team, OLD.actor, OLD.actor_name, OLD.arrived, OLD.until) OR (OLD.recalled AND NOT NEW.recalled))
    EXECUTE FUNCTION countersign.never();
CREATE TRIGGER checkout_stays BEFORE DELETE ON countersign.checkout FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER checkout_case_is_never_changed BEFORE UPDATE OR DELETE ON countersign.checkout_case FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER suspension_is_never_changed BEFORE UPDATE OR DELETE ON countersign.suspended_device FOR EACH ROW EXECUTE FUNCTION countersign.never();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['checkout', 'checkout_case', 'suspended_device'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON countersign.%I FOR EACH STATEMENT EXECUTE FUNCTION countersign.never()',
            t || '_is_never_emptied', t);
        EXECUTE format('ALTER TABLE countersign.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE countersign.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY code ON countersign.%I TO countersign_code USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, INSERT ON countersign.%I TO countersign_code', t);
    END LOOP;
    FOR t IN SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', g.tgrelid::regclass, g.tgname) FROM pg_catalog.pg_trigger g
             WHERE g.tgrelid IN ('countersign.checkout'::regclass, 'countersign.checkout_case'::regclass, 'countersign.suspended_device'::regclass)
                 AND NOT g.tgisinternal LOOP
        EXECUTE t;
    END LOOP;
END $$;

GRANT UPDATE (recalled) ON countersign.checkout TO countersign_code;

-- ---- taking along

-- Whether this person said something about the case that was taken in beside what stands: they are no third person.
CREATE FUNCTION countersign.is_party(of_case bigint, who text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.decision d WHERE d.case_key = of_case AND d.reviewer = who AND NOT d.stands
                   AND d.flags && ARRAY['disputed', 'quarantined']);
END $$;

CREATE TYPE countersign.offer AS ("case" text, refusal text, version integer, digest bytea, slot integer, fence bigint);

-- The seat that somebody who takes this case along gets, and under which fence: always a new one, so that every check-out is told from the one
-- before. The case is locked.
CREATE FUNCTION countersign.seat_away(c countersign.cases, now text) RETURNS countersign.offer LANGUAGE plpgsql AS $$
DECLARE o countersign.offer;
BEGIN
    o."case" := c.id;
    o.version := c.version;
    SELECT v.digest INTO o.digest FROM countersign.case_version v WHERE v.key = c.version_key;
    o.refusal := CASE WHEN c.state <> 'open' THEN 'CS004' WHEN NOT countersign.holds(c.team, 'reviewer') THEN 'CS005'
        WHEN c.submitter = session_user::text THEN 'CS006'
        WHEN EXISTS (SELECT FROM countersign.case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.decided_by = session_user::text)
            THEN 'CS007' END;
    SELECT s.slot INTO o.slot FROM countersign.case_slot s
    WHERE s.case_key = c.key AND s.version = c.version AND s.decision IS NULL AND s.stage <> 'resolution'
        AND (s.holder IS NULL OR s.expires <= now OR s.holder = session_user::text)
    ORDER BY s.holder = session_user::text DESC NULLS LAST, s.slot LIMIT 1;
    o.refusal := coalesce(o.refusal, CASE WHEN o.slot IS NULL THEN 'CS002' END);
    SELECT 1 + max(s.fence) INTO o.fence FROM countersign.case_slot s WHERE s.case_key = c.key;
    RETURN o;
END $$;

-- For whoever is about to sign a check-out: what it has to say of each case, in this order. The cases stay locked until the end of the transaction; what
-- somebody else has in hand in this moment is refused as held. Changes nothing.
CREATE FUNCTION countersign.offer_away(team text, cases text[]) RETURNS SETOF countersign.offer LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    me text := (countersign.demand_person()).id;
    of_team bigint := countersign.team_key(team);
    now text := countersign.now_text();
    wanted text;
    c countersign.cases;
    o countersign.offer;
BEGIN
    IF coalesce(cardinality(cases), 0) NOT BETWEEN 1 AND 200 THEN
        PERFORM countersign.refuse('CS016', 'case', '200');
    END IF;
    FOREACH wanted IN ARRAY cases LOOP
        o := NULL;
        o."case" := wanted;
        SELECT * INTO c FROM countersign.cases x WHERE x.team = of_team AND x.id = wanted AND x.team = ANY (countersign.reading_teams())
        FOR NO KEY UPDATE SKIP LOCKED;
        IF FOUND THEN
            o := countersign.seat_away(c, now);
        ELSE
            o.refusal := CASE WHEN EXISTS (SELECT FROM countersign.cases x WHERE x.team = of_team AND x.id = wanted
                AND x.team = ANY (countersign.reading_teams())) THEN 'CS002' ELSE 'CS001' END;
        END IF;
        RETURN NEXT o;
    END LOOP;
END $$;

-- A check-out: at most 200 cases of one team for at most 72 hours, each as it stands now, in the seat and under the fence that the entry says.
CREATE FUNCTION countersign.record_checkout(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    now text := countersign.now_text();
    of_team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    lines text[] := ARRAY(SELECT jsonb_array_elements_text(s -> 'case'));
    r countersign.receipt;
    c record;
    o countersign.offer;
    taken integer := 0;
BEGIN
    IF cardinality(lines) > 200 THEN
        PERFORM countersign.refuse('CS016', s ->> 'id', '200');
    ELSIF s ->> 'until' <= now OR (s ->> 'until')::timestamptz > now::timestamptz + interval '72 hours 1 minute' THEN
        PERFORM countersign.refuse('CS016', s ->> 'until', 'until');
    END IF;
    r := countersign.add_signed(s, n, '{}', of_team, NULL);
    INSERT INTO countersign.checkout (statement, number, team, actor, actor_name, arrived, until)
    VALUES (r.statement, r.number, of_team, session_user::text, s ->> 'name', r.arrived, s ->> 'until');
    FOR c IN SELECT x AS found, p.part FROM (SELECT string_to_array(line, ' ') AS part FROM unnest(lines) AS line) AS p
             JOIN countersign.cases x ON x.team = of_team AND x.id = countersign.unescape_token(p.part[1]) ORDER BY x.key FOR NO KEY UPDATE OF x LOOP
        o := countersign.seat_away(c.found, now);
        IF o.refusal IS NOT NULL THEN
            PERFORM countersign.refuse(o.refusal, o."case", 'checkout');
        ELSIF c.part[2] <> o.version::text OR c.part[3] <> countersign.digest_text(o.digest) THEN
            PERFORM countersign.refuse('CS008', o."case", o.version::text);
        ELSIF c.part[4] <> o.fence::text OR c.part[5] <> o.slot::text THEN
            PERFORM countersign.refuse('CS002', o."case", 'fence');
        END IF;
        UPDATE countersign.case_slot x SET holder = session_user::text, claimed = now, expires = s ->> 'until', fence = o.fence
        WHERE x.case_key = (c.found).key AND x.version = o.version AND x.slot = o.slot;
        INSERT INTO countersign.checkout_case (checkout, case_key, version, slot, fence) VALUES (r.statement, (c.found).key, o.version, o.slot, o.fence);
        taken := taken + 1;
    END LOOP;
    IF taken <> cardinality(lines) THEN
        PERFORM countersign.refuse('CS001', s ->> 'id');
    END IF;
    RETURN r;
END $$;

-- What was taken along and is still in hand under that check-out is free again.
CREATE FUNCTION countersign.free_claims(of_checkout text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE freed bigint;
BEGIN
    UPDATE countersign.case_slot x SET holder = NULL, claimed = NULL, expires = NULL
    FROM countersign.checkout_case y JOIN countersign.checkout k ON k.statement = y.checkout
    WHERE y.checkout = of_checkout AND x.case_key = y.case_key AND x.version = y.version AND x.slot = y.slot AND x.fence = y.fence
        AND x.holder = k.actor AND x.decision IS NULL;
    GET DIAGNOSTICS freed = ROW_COUNT;
    PERFORM nextval('countersign.change');
    RETURN freed;
END $$;

-- One's own; or that of somebody who may not sign in any more, by a supervisor.
CREATE FUNCTION countersign.give_back(checkout text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
BEGIN
    PERFORM countersign.demand_person();
    IF NOT EXISTS (SELECT FROM countersign.checkout k JOIN countersign.person p ON p.id = k.actor WHERE k.statement = checkout
                   AND (k.actor = session_user::text OR (p.disabled AND k.team = ANY (countersign.teams_with('supervisor'))))) THEN
        PERFORM countersign.refuse('CS016', checkout, 'checkout');
    END IF;
    RETURN countersign.free_claims(checkout);
END $$;

-- The newest first: one's own, and all of a team for its supervisors.
CREATE FUNCTION countersign.checkouts() RETURNS TABLE (statement text, log_index bigint, team text, actor text, actor_name text, arrived text, until text,
    cases text[], held bigint, recalled boolean) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT k.statement, e.log_index, t.id, k.actor, k.actor_name, k.arrived, k.until,
        ARRAY(SELECT c.id FROM countersign.checkout_case y JOIN countersign.cases c ON c.key = y.case_key WHERE y.checkout = k.statement ORDER BY c.id),
        (SELECT count(*) FROM countersign.checkout_case y JOIN countersign.case_slot x ON x.case_key = y.case_key AND x.version = y.version
            AND x.slot = y.slot AND x.fence = y.fence AND x.holder = k.actor AND x.decision IS NULL WHERE y.checkout = k.statement),
        k.recalled
    FROM countersign.checkout k JOIN countersign.team t ON t.key = k.team JOIN countersign.ledger_entry e ON e.number = k.number
    WHERE (SELECT countersign.is_person()) AND (k.actor = session_user::text OR k.team = ANY ((SELECT countersign.teams_with('supervisor'))::bigint[]))
    ORDER BY k.number DESC
$$;

RESET ROLE;

SELECT countersign.settle_rights();

SET LOCAL ROLE countersign_code;

CREATE OR REPLACE FUNCTION countersign.own_lines(kind text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind
        WHEN 'store.created' THEN ARRAY['store-name? f', 'public-key k', 'owner t', 'owner-name f', 'use person,']
        WHEN 'key.enrolled' THEN ARRAY['public-key k', 'owner t', 'owner-name f', 'use person,workstation']
        WHEN 'key.revoked' THEN ARRAY['revoked h', 'reason t']
        WHEN 'role.granted' THEN ARRAY['person t', 'team t', 'role+ reviewer,supervisor,compliance,auditor,administrator,submitter']
        WHEN 'role.withdrawn' THEN ARRAY['person t', 'team t', 'role+ reviewer,supervisor,compliance,auditor,administrator,submitter', 'reason t']
        WHEN 'case.imported' THEN ARRAY['team t', 'policy n', 'case+ t_p_d_t']
        WHEN 'case.withdrawn' THEN ARRAY['team t', 'case t', 'case-version p', 'reason* t', 'rationale? d']
        WHEN 'policy.adopted' THEN ARRAY['team t', 'policy-version p', 'content d', 'expires? T']
        WHEN 'decision' THEN ARRAY['team t', 'case t', 'case-version p', 'case-digest d', 'claim n', 'slot p', 'stage review,second,resolution',
            'verdict approve,edit,reject,escalate', 'outcome? d', 'rationale? d', 'reason* t', 'contact? d', 'first-answer? d', 'supersedes? 7',
            'policy p_t']
        WHEN 'recall' THEN ARRAY['team t', 'case t', 'case-version p', 'release n', 'cause* 7', 'reason* t', 'rationale? d']
        WHEN 'checkout' THEN ARRAY['team t', 'until T', 'case+ t_p_d_n_p']
        WHEN 'redaction' THEN ARRAY['team t', 'case t', 'case-version p', 'blob+ d', 'reason* t', 'rationale? d']
        WHEN 'restore' THEN ARRAY['old-epoch p', 'size n_h', 'known n_h']
        WHEN 'audit.opened' THEN ARRAY['team t', 'case? t', 'decision? 7', 'view t']
        WHEN 'finding' THEN ARRAY['team t', 'finding 7', 'state opened,answered,closed', 'subject t', 'case? t', 'statement? 7', 'owner? t', 'text? d']
    END
$$;

CREATE OR REPLACE FUNCTION countersign.role_allows(s jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    main bigint := countersign.team_key('main');
    nobody boolean := s ? 'team' AND team IS NULL; -- holds(NULL, …) would mean any team
BEGIN
    RETURN CASE s ->> 'kind'
        WHEN 'key.enrolled' THEN CASE s ->> 'use'
            WHEN 'workstation' THEN s ->> 'owner' = 'device:' || (s ->> 'device')
            ELSE countersign.holds(NULL, 'administrator') AND s ->> 'owner' NOT LIKE 'device:%' END
        WHEN 'key.revoked' THEN countersign.holds(NULL, 'administrator')
            OR EXISTS (SELECT FROM countersign.enrolled_key k WHERE k.fingerprint = s ->> 'revoked' AND k.owner = session_user::text)
        WHEN 'role.granted' THEN countersign.holds(coalesce(team, main), 'administrator') OR countersign.holds(main, 'administrator')
        WHEN 'role.withdrawn' THEN countersign.holds(coalesce(team, main), 'administrator') OR countersign.holds(main, 'administrator')
        WHEN 'case.imported' THEN NOT nobody AND countersign.holds(team, 'reviewer', 'supervisor', 'administrator', 'submitter')
        WHEN 'case.withdrawn' THEN NOT nobody AND countersign.holds(team, 'submitter', 'supervisor')
        WHEN 'policy.adopted' THEN NOT nobody AND (countersign.holds(team, 'compliance')
            OR (s ->> 'policy-version' = '1' AND countersign.holds(main, 'administrator')))
        WHEN 'decision' THEN NOT nobody AND countersign.holds(team, 'reviewer', 'supervisor')
        WHEN 'checkout' THEN NOT nobody AND countersign.holds(team, 'reviewer', 'supervisor')
        WHEN 'recall' THEN NOT nobody AND countersign.holds(team, 'supervisor')
        WHEN 'redaction' THEN NOT nobody AND countersign.holds(team, 'compliance')
        WHEN 'restore' THEN countersign.holds(NULL, 'supervisor')
        WHEN 'audit.opened' THEN NOT nobody AND countersign.holds(team, 'auditor', 'supervisor', 'compliance')
        WHEN 'finding' THEN NOT nobody AND (countersign.holds(team, 'auditor', 'supervisor', 'compliance')
            OR (s ->> 'state' = 'answered' AND countersign.unescape_token(s ->> 'owner') = session_user::text))
        ELSE false END;
END $$;

CREATE OR REPLACE FUNCTION countersign.record(note bytea, salts bytea[] DEFAULT '{}', contents bytea[] DEFAULT '{}') RETURNS SETOF countersign.receipt
LANGUAGE plpgsql SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
DECLARE
    n countersign.note := countersign.parse_note(note);
    s jsonb := countersign.parse_statement(convert_from(n.body, 'UTF8'));
    r countersign.receipt;
BEGIN
    PERFORM countersign.check_lines(s);
    r := countersign.admit(n, s, sha256(note));
    IF r.refusal IS NOT NULL OR r.already THEN
        RETURN NEXT r;
        RETURN;
    END IF;
    IF s ->> 'kind' NOT IN ('decision', 'recall', 'case.withdrawn', 'redaction', 'policy.adopted', 'finding')
        AND cardinality(salts) + cardinality(contents) > 0 THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'blob');
    END IF;
    r := CASE s ->> 'kind'
        WHEN 'decision' THEN countersign.record_decision(note, s, salts, contents)
        WHEN 'recall' THEN countersign.record_recall(note, s, salts, contents)
        WHEN 'case.withdrawn' THEN countersign.record_withdrawal(note, s, salts, contents)
        WHEN 'redaction' THEN countersign.record_redaction(note, s, salts, contents)
        WHEN 'policy.adopted' THEN countersign.record_policy(note, s, salts, contents)
        WHEN 'finding' THEN countersign.record_finding(note, s, salts, contents)
        WHEN 'store.created' THEN countersign.record_store(note, s)
        WHEN 'key.enrolled' THEN countersign.record_enrolment(note, s)
        WHEN 'key.revoked' THEN countersign.record_revocation(note, s)
        WHEN 'role.granted' THEN countersign.record_roles(note, s)
        WHEN 'role.withdrawn' THEN countersign.record_roles(note, s)
        WHEN 'audit.opened' THEN countersign.record_audit(note, s)
        WHEN 'checkout' THEN countersign.record_checkout(note, s)
        WHEN 'restore' THEN countersign.record_restore(note, s) END;
    IF r.statement IS NULL THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'kind');
    END IF;
    RETURN NEXT r;
END $$;

-- As before; and nothing is recorded of a device that is suspended.
CREATE OR REPLACE FUNCTION countersign.demand_place(s jsonb, head countersign.device_head) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF s ->> 'kind' <> 'store.created' AND NOT countersign.role_allows(s) THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'role');
    ELSIF EXISTS (SELECT FROM countersign.suspended_device d WHERE d.device = s ->> 'device') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'device-suspended');
    END IF;
    IF (s ->> 'device-seq')::bigint <> coalesce(head.seq, 0) + 1
        OR (head.device IS NOT NULL AND s ->> 'device-prev' <> countersign.digest_text(head.note)) THEN
        PERFORM countersign.refuse('CS021', s ->> 'id', 'device');
    END IF;
    PERFORM countersign.demand_basis(s);
END $$;

CREATE FUNCTION countersign.demand_basis(s jsonb) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF encode(countersign.root_at(split_part(s ->> 'basis', ' ', 1)::bigint), 'hex') IS DISTINCT FROM split_part(s ->> 'basis', ' ', 2)
        AND countersign.epoch() = 1 THEN
        PERFORM countersign.refuse('CS025', s ->> 'id', 'basis');
    END IF;
END $$;

-- ---- a third person: somebody of whom nothing lies beside what stands

CREATE OR REPLACE FUNCTION countersign.demand_may_claim(c countersign.cases) RETURNS void LANGUAGE plpgsql AS $$
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
    ELSIF EXISTS (SELECT FROM countersign.case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.decided_by = session_user::text)
        OR (c.state <> 'open' AND countersign.is_party(c.key, session_user::text)) THEN
        PERFORM countersign.refuse('CS007', c.id);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION countersign.claim_next(kind text, minutes integer) RETURNS SETOF countersign.claim LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
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
        AND (c.state = 'open' OR NOT countersign.is_party(c.key, me))
        -- A count, and not NOT EXISTS: that one is made a join, which reads every slot for the sake of one case.
        AND (SELECT count(*) FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> s.slot
             AND (o.decided_by = me OR (o.holder = me AND o.expires > now))) = 0
    ORDER BY c.priority DESC, c.due, c.risk DESC, c.arrived, c.key LIMIT 1 FOR NO KEY UPDATE OF c, s SKIP LOCKED;
    IF FOUND THEN
        RETURN NEXT countersign.seat_taken(next.key, next.version, next.slot, now, greatest(1, least(minutes, 4320)));
    END IF;
END $$;

REVOKE ALL ON FUNCTION countersign.demand_basis(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.offer_away(text, text[]), countersign.give_back(text), countersign.checkouts() TO countersign_person;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

-- A decision, from its claim to what follows from it: the same rules as models/workflow/recorddecision and models/core/settlement.

SET LOCAL ROLE countersign_owner;

CREATE TYPE countersign.settlement AS (state text, release boolean, recall boolean, opens_resolution boolean);

CREATE FUNCTION countersign.approves(verdict text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT verdict IN ('approve', 'edit') $$;

CREATE FUNCTION countersign.agree(a text, outcome_a bytea, b text, outcome_b bytea) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT countersign.approves(a) = countersign.approves(b) AND (NOT countersign.approves(a) OR outcome_a = outcome_b)
$$;

CREATE FUNCTION countersign.settled(from_state text, move text, to_state text, recall boolean, opens boolean) RETURNS countersign.settlement
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM countersign.allowed_move m WHERE m.from_state = settled.from_state AND m.move = settled.move
        AND m.to_state = settled.to_state) THEN
        PERFORM countersign.refuse('CS004', '', from_state);
    END IF;
    RETURN ROW(to_state, to_state = 'released', recall, opens);
END $$;

-- waiting: another review slot is not signed yet; agreed: what stands in the others agrees with this verdict.
CREATE FUNCTION countersign.settle(state text, stage text, verdict text, waiting boolean, agreed boolean, window_seconds bigint, supersedes boolean)
RETURNS countersign.settlement LANGUAGE plpgsql STABLE AS $$
DECLARE after text := CASE WHEN NOT countersign.approves(verdict) THEN 'closed' WHEN window_seconds > 0 THEN 'held' ELSE 'released' END;
BEGIN
    IF verdict = 'escalate' AND (supersedes OR stage = 'resolution') THEN
        PERFORM countersign.refuse('CS004', '', state);
    ELSIF supersedes THEN
        IF NOT agreed THEN
            PERFORM countersign.refuse('CS009', '', 'two-agree');
        END IF;
        RETURN countersign.settled(state, 'supersede', after, state = 'released', false);
    ELSIF stage = 'resolution' THEN
        RETURN countersign.settled(state, 'resolve', after, false, false);
    ELSIF verdict = 'escalate' THEN
        RETURN countersign.settled(state, 'escalate', 'escalated', false, true);
    ELSIF waiting THEN
        IF state <> 'open' THEN
            PERFORM countersign.refuse('CS004', '', state);
        END IF;
        RETURN ROW('open'::text, false, false, false);
    ELSIF NOT agreed THEN
        RETURN countersign.settled(state, 'disagree', 'disputed', false, true);
    END IF;
    RETURN countersign.settled(state, 'decide', after, false, false);
END $$;

-- A case by team and id, locked, held ones released where their window has ended.
CREATE FUNCTION countersign.case_to_change(s jsonb) RETURNS countersign.cases LANGUAGE plpgsql AS $$
DECLARE c countersign.cases;
BEGIN
    SELECT * INTO c FROM countersign.cases
    WHERE team = countersign.team_key(countersign.unescape_token(s ->> 'team')) AND id = countersign.unescape_token(s ->> 'case') FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS001', countersign.unescape_token(s ->> 'case'));
    ELSIF c.version <> (s ->> 'case-version')::bigint THEN
        PERFORM countersign.refuse('CS008', c.id, c.version::text);
    END IF;
    IF countersign.release_held(c) THEN
        c.state := 'released';
    END IF;
    RETURN c;
END $$;

CREATE FUNCTION countersign.demand_signing(s jsonb, mode text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF mode = 'strict' AND s ->> 'auth' <> 'strict' OR mode = 'part11' AND s ->> 'auth' = 'light' THEN
        PERFORM countersign.refuse('CS009', session_user::text, 'signing ' || mode);
    END IF;
END $$;

-- The seat whose standing decision is corrected: only by who signed it, and where a third person settled the case, only that settlement.
CREATE FUNCTION countersign.superseded_seat(s jsonb, c countersign.cases) RETURNS countersign.case_slot LANGUAGE plpgsql AS $$
DECLARE
    seat countersign.case_slot;
    d countersign.decision;
BEGIN
    SELECT * INTO d FROM countersign.decision WHERE id = s ->> 'supersedes' AND case_key = c.key AND version = c.version AND stands;
    SELECT * INTO seat FROM countersign.case_slot WHERE case_key = c.key AND version = c.version AND slot = d.slot AND decision = d.number;
    IF seat.case_key IS NULL OR seat.slot <> (s ->> 'slot')::bigint THEN
        PERFORM countersign.refuse('CS016', s ->> 'supersedes', 'supersedes');
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

CREATE FUNCTION countersign.claimed_seat(s jsonb, c countersign.cases) RETURNS countersign.case_slot LANGUAGE plpgsql AS $$
DECLARE seat countersign.case_slot;
BEGIN
    SELECT * INTO seat FROM countersign.case_slot WHERE case_key = c.key AND version = c.version AND slot = (s ->> 'slot')::bigint
        AND holder = session_user::text AND decision IS NULL AND fence = (s ->> 'claim')::bigint;
    IF NOT FOUND AND countersign.epoch() > 1 THEN
        seat := countersign.lost_seat(s, c);
    END IF;
    IF seat.case_key IS NULL THEN
        PERFORM countersign.refuse(CASE WHEN c.state IN ('open', 'escalated', 'disputed') THEN 'CS003' ELSE 'CS004' END, c.id, c.state);
    END IF;
    RETURN seat;
END $$;

-- After a restore: a claim made later than the backup is not known here. It ended with the restore, and while nobody else has or signed the
-- seat, what was decided under it counts as late.
CREATE FUNCTION countersign.lost_seat(s jsonb, c countersign.cases) RETURNS countersign.case_slot LANGUAGE plpgsql AS $$
DECLARE seat countersign.case_slot;
BEGIN
    SELECT * INTO seat FROM countersign.case_slot WHERE case_key = c.key AND version = c.version AND slot = (s ->> 'slot')::bigint
        AND decision IS NULL AND fence < (s ->> 'claim')::bigint AND (holder IS NULL OR expires <= countersign.now_text());
    IF FOUND THEN
        seat.fence := (s ->> 'claim')::bigint;
        seat.claimed := NULL;
        SELECT arrived INTO seat.expires FROM countersign.recorded WHERE kind = 'restore' ORDER BY number DESC LIMIT 1;
    END IF;
    RETURN seat;
END $$;

-- Duties kept apart, words where words are due, and the answer given before the suggestion was shown.
CREATE FUNCTION countersign.demand_may_decide(s jsonb, c countersign.cases, v countersign.case_version, seat countersign.case_slot) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE answer bytea;
BEGIN
    IF c.submitter = session_user::text THEN
        PERFORM countersign.refuse('CS006', c.id);
    ELSIF EXISTS (SELECT FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> seat.slot
                  AND o.decided_by = session_user::text) THEN
        PERFORM countersign.refuse('CS007', c.id);
    ELSIF c.state = 'escalated' AND NOT countersign.holds(c.team, 'supervisor') THEN
        PERFORM countersign.refuse('CS005', c.id, 'supervisor');
    ELSIF seat.stage <> s ->> 'stage' THEN
        PERFORM countersign.refuse('CS016', c.id, 'stage');
    ELSIF s ->> 'verdict' IN ('edit', 'reject') AND NOT s ? 'rationale' THEN
        PERFORM countersign.refuse('CS017', c.id);
    END IF;
    IF v.blind AND seat.stage <> 'resolution' THEN
        SELECT f.answer INTO answer FROM countersign.first_answer f WHERE f.case_key = c.key AND f.version = c.version
            AND f.person = session_user::text ORDER BY f.slot LIMIT 1;
        IF answer IS NULL OR countersign.digest_text(answer) IS DISTINCT FROM s ->> 'first-answer' THEN
            PERFORM countersign.refuse('CS009', c.id, 'first-answer');
        END IF;
    ELSIF s ? 'first-answer' THEN
        PERFORM countersign.refuse('CS016', c.id, 'first-answer');
    END IF;
END $$;

-- The bytes an approval stands behind: a text decoded, or fields as they were spelt. NULL where SQL cannot read what the program can.
CREATE FUNCTION countersign.suggested(received bytea, form text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN convert_to(CASE form WHEN 'text' THEN convert_from(received, 'UTF8')::json #>> '{suggestion,text}'
                      ELSE (convert_from(received, 'UTF8')::json #> '{suggestion,fields}')::text END, 'UTF8');
EXCEPTION WHEN data_exception OR character_not_in_repertoire OR program_limit_exceeded OR statement_too_complex THEN
    RETURN NULL;
END $$;

-- An outcome as downstream reads it; NULL for bytes that are no text, or no JSON: one such would stop everybody who reads releases.
CREATE FUNCTION countersign.outcome_json(content bytea, form text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE form WHEN 'text' THEN to_jsonb(convert_from(content, 'UTF8')) ELSE convert_from(content, 'UTF8')::jsonb END;
EXCEPTION WHEN data_exception OR character_not_in_repertoire OR program_limit_exceeded OR statement_too_complex THEN
    RETURN NULL;
END $$;

-- Who approves, approves the suggestion and nothing else; and whatever is approved can be read.
CREATE FUNCTION countersign.demand_suggested(s jsonb, c countersign.cases, v countersign.case_version, outcome bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF s ? 'outcome' AND outcome IS NOT NULL AND countersign.outcome_json(outcome, v.form) IS NULL THEN
        PERFORM countersign.refuse('CS016', c.id, 'outcome');
    ELSIF s ->> 'verdict' = 'approve' AND outcome <> (SELECT countersign.suggested(b.content, v.form) FROM countersign.blob b
        WHERE b.digest = v.source_blob) THEN
        PERFORM countersign.refuse('CS016', c.id, 'outcome');
    END IF;
END $$;

CREATE FUNCTION countersign.settle_case(s jsonb, c countersign.cases, v countersign.case_version, seat countersign.case_slot, my_outcome bytea)
RETURNS countersign.settlement LANGUAGE plpgsql AS $$
DECLARE
    waiting boolean := false;
    agreed boolean := true;
BEGIN
    IF seat.stage <> 'resolution' THEN
        SELECT coalesce(bool_or(o.decision IS NULL), false),
            coalesce(bool_and(o.decision IS NULL OR countersign.agree(d.verdict, b.content, s ->> 'verdict', my_outcome)), true)
        INTO waiting, agreed
        FROM countersign.case_slot o LEFT JOIN countersign.decision d ON d.number = o.decision LEFT JOIN countersign.blob b ON b.digest = d.outcome
        WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> seat.slot AND o.stage <> 'resolution';
    END IF;
    RETURN countersign.settle(c.state, seat.stage, s ->> 'verdict', waiting, agreed, v.window_seconds, s ? 'supersedes');
END $$;

CREATE FUNCTION countersign.case_lines(c countersign.cases) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT 'team ' || countersign.escape_token((SELECT id FROM countersign.team WHERE key = c.team)) || E'\ncase ' || countersign.escape_token(c.id)
        || E'\ncase-version ' || c.version || E'\n');
END $$;

-- The decisions a release stands on: this one and, where two agree, the other's.
CREATE FUNCTION countersign.releasing(seat countersign.case_slot, id text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT array_agg(x.id ORDER BY x.id COLLATE "C") FROM (
        SELECT releasing.id AS id
        UNION SELECT d.id FROM countersign.case_slot o JOIN countersign.decision d ON d.number = o.decision
        WHERE o.case_key = seat.case_key AND o.version = seat.version AND o.slot <> seat.slot AND seat.stage <> 'resolution'
            AND o.stage <> 'resolution' AND countersign.approves(d.verdict)) AS x);
END $$;

CREATE TYPE countersign.standing AS (number bigint, seq bigint);

-- The release that stands, or NULLs; its log index with it, sequenced now where it is still on its way.
CREATE FUNCTION countersign.standing_release(of_case bigint) RETURNS countersign.standing LANGUAGE plpgsql AS $$
DECLARE
    r countersign.release;
    s countersign.standing;
BEGIN
    SELECT * INTO r FROM countersign.release x WHERE x.case_key = of_case ORDER BY x.number DESC LIMIT 1;
    IF NOT FOUND OR r.recall THEN
        RETURN s;
    END IF;
    IF NOT EXISTS (SELECT FROM countersign.ledger_entry e WHERE e.number = r.number) THEN
        PERFORM countersign.sequence_now();
    END IF;
    SELECT e.number, e.log_index INTO s FROM countersign.ledger_entry e WHERE e.number = r.number;
    RETURN s;
END $$;

CREATE FUNCTION countersign.add_release(c countersign.cases, v countersign.case_version, outcome bytea, decisions text[], at text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    lines text := countersign.case_lines(c) || 'case-digest ' || countersign.digest_text(v.digest) || E'\noutcome ' || countersign.digest_text(outcome)
        || E'\npolicy ' || v.policy_version || ' ' || countersign.escape_token(v.rule) || E'\n'
        || coalesce((SELECT string_agg('decision ' || d || E'\n', '' ORDER BY d COLLATE "C") FROM unnest(decisions) AS d), '');
BEGIN
    INSERT INTO countersign.release (number, case_key, team, recall, outcome, form, policy_version, rule, decisions)
    VALUES (countersign.add_own('release', lines, at, c.team), c.key, c.team, false, outcome, v.form, v.policy_version, v.rule, decisions);
END $$;

-- The store's own recall of a release because of `cause`; or, with its number, the row of one that a supervisor signed.
CREATE FUNCTION countersign.add_recall(c countersign.cases, of_release bigint, seq bigint, cause text, at text, signed bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE mine bigint := signed;
BEGIN
    IF mine IS NULL THEN
        mine := countersign.add_own('recall', countersign.case_lines(c) || 'release ' || seq || E'\ncause ' || cause || E'\n', at, c.team);
    END IF;
    INSERT INTO countersign.release (number, case_key, team, recall, of_number, outcome, form, policy_version, rule, decisions)
    SELECT mine, r.case_key, r.team, true, r.number, r.outcome, r.form, r.policy_version, r.rule, r.decisions
    FROM countersign.release r WHERE r.number = of_release;
END $$;

CREATE FUNCTION countersign.record_decision(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases := countersign.case_to_change(s);
    v countersign.case_version;
    seat countersign.case_slot;
    now text := countersign.now_text();
    done countersign.settlement;
    standing countersign.standing;
    late boolean;
    outcome bytea;
    r countersign.receipt;
BEGIN
    SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
    IF countersign.digest_text(v.digest) <> s ->> 'case-digest' THEN
        PERFORM countersign.refuse('CS008', c.id, 'case-digest');
    ELSIF s ->> 'policy' <> v.policy_version || ' ' || countersign.escape_token(v.rule) THEN
        PERFORM countersign.refuse('CS009', c.id, 'policy');
    END IF;
    PERFORM countersign.demand_signing(s, v.signing_mode);
    seat := CASE WHEN s ? 'supersedes' THEN countersign.superseded_seat(s, c) ELSE countersign.claimed_seat(s, c) END;
    PERFORM countersign.demand_may_decide(s, c, v, seat);
    outcome := countersign.content_of(s ->> 'outcome', salts, contents);
    PERFORM countersign.demand_suggested(s, c, v, outcome);
    done := countersign.settle_case(s, c, v, seat, outcome);
    late := coalesce(seat.expires < now, false) AND NOT s ? 'supersedes';
    IF done.recall THEN
        standing := countersign.standing_release(c.key);
    END IF;
    r := countersign.add_signed(s, n, CASE WHEN late THEN ARRAY['late'] ELSE '{}' END, c.team, c.key);
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'outcome', s ->> 'rationale', s ->> 'contact'], ARRAY['outcome', 'words', 'contact'], salts, contents,
        c.team, c.key, CASE WHEN done.state = 'open' THEN session_user::text END);
    IF s ->> 'verdict' IN ('edit', 'reject') AND NOT countersign.says_something(countersign.content_of(s ->> 'rationale', salts, contents)) THEN
        PERFORM countersign.refuse('CS017', c.id);
    END IF;
    IF late THEN
        PERFORM countersign.add_own('claim.expired-decided', countersign.case_lines(c) || 'decision ' || r.statement || E'\nholder '
            || countersign.escape_token(session_user::text) || E'\nclaim ' || seat.fence || E'\nexpired ' || seat.expires || E'\n', r.arrived, c.team);
    END IF;
    PERFORM countersign.save_decision(s, c, seat, done, r, late);
    IF done.state = 'disputed' THEN
        PERFORM countersign.add_dispute(c, r.arrived);
    END IF;
    IF done.recall AND standing.number IS NOT NULL THEN
        PERFORM countersign.add_recall(c, standing.number, standing.seq, r.statement, r.arrived);
        r.recalled := standing.seq;
    END IF;
    IF done.release THEN
        PERFORM countersign.add_release(c, v, countersign.digest_bytes(s ->> 'outcome'), countersign.releasing(seat, r.statement), r.arrived);
    END IF;
    PERFORM countersign.save_settlement(c, v, done, r.arrived);
    r.state := done.state;
    r.released := done.release;
    RETURN r;
END $$;

CREATE FUNCTION countersign.save_decision(s jsonb, c countersign.cases, seat countersign.case_slot, done countersign.settlement, r countersign.receipt,
    is_late boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE took bigint;
BEGIN
    IF s ? 'supersedes' THEN
        UPDATE countersign.decision SET stands = false WHERE id = s ->> 'supersedes';
    ELSE
        took := greatest(0, round(extract(epoch FROM r.arrived::timestamptz - seat.claimed::timestamptz) * 1000));
    END IF;
    INSERT INTO countersign.decision (number, id, case_key, team, version, slot, stage, verdict, reviewer, reviewer_name, rationale, outcome, reasons,
        supersedes, veiled, meaning, claimed_at, arrived, took, late, flags)
    VALUES (r.number, r.statement, c.key, c.team, c.version, seat.slot, seat.stage, s ->> 'verdict', session_user::text, s ->> 'name',
        countersign.digest_bytes(s ->> 'rationale'), countersign.digest_bytes(s ->> 'outcome'),
        ARRAY(SELECT countersign.unescape_token(x) FROM jsonb_array_elements_text(s -> 'reason') AS x), s ->> 'supersedes', done.state = 'open',
        s ->> 'meaning', s ->> 'claimed', r.arrived, took, is_late, r.flags);
    UPDATE countersign.case_slot SET decision = r.number, decided_by = session_user::text, holder = NULL, claimed = NULL, expires = NULL,
        fence = greatest(fence, seat.fence) WHERE case_key = c.key AND version = c.version AND slot = seat.slot;
    DELETE FROM countersign.draft WHERE person = session_user::text AND case_key = c.key;
END $$;

CREATE FUNCTION countersign.add_dispute(c countersign.cases, at text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM countersign.add_own('dispute', countersign.case_lines(c) || E'cause slots-differ\n' || (
        SELECT string_agg('decision ' || d.id || E'\n', '' ORDER BY d.id COLLATE "C") FROM countersign.case_slot o
        JOIN countersign.decision d ON d.number = o.decision WHERE o.case_key = c.key AND o.version = c.version), at, c.team);
    UPDATE countersign.decision SET disputed = true WHERE number IN (SELECT o.decision FROM countersign.case_slot o
        WHERE o.case_key = c.key AND o.version = c.version AND o.decision IS NOT NULL);
END $$;

-- The state, a seat for a third person, and what everybody may see from now on.
CREATE FUNCTION countersign.save_settlement(c countersign.cases, v countersign.case_version, done countersign.settlement, at text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF done.state <> c.state OR done.state = 'held' THEN
        UPDATE countersign.cases SET state = done.state,
            held_until = CASE WHEN done.state = 'held' THEN countersign.time_text(at::timestamptz + make_interval(secs => v.window_seconds)) END
        WHERE key = c.key;
    END IF;
    IF done.opens_resolution AND NOT EXISTS (SELECT FROM countersign.case_slot o
        WHERE o.case_key = c.key AND o.version = c.version AND o.stage = 'resolution' AND o.decision IS NULL) THEN
        INSERT INTO countersign.case_slot (case_key, version, slot, team, stage)
        SELECT c.key, c.version, max(o.slot) + 1, c.team, 'resolution' FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version;
    END IF;
    IF done.state <> 'open' AND (v.reviewers > 1 OR v.blind) THEN
        UPDATE countersign.decision SET veiled = false WHERE case_key = c.key AND veiled;
        UPDATE countersign.blob SET veiled_for = NULL WHERE case_key = c.key AND veiled_for IS NOT NULL;
    END IF;
END $$;

-- Where the window of a held case has ended, its release stands on the resolution's decision, or on those of all review slots.
CREATE FUNCTION countersign.release_held(c countersign.cases) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v countersign.case_version;
    ids text[];
    last bytea;
    now text := countersign.now_text();
BEGIN
    IF c.state <> 'held' OR c.held_until > now THEN
        RETURN false;
    END IF;
    SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
    SELECT array_agg(d.id ORDER BY d.id COLLATE "C"), (array_agg(d.outcome ORDER BY d.number DESC))[1] INTO ids, last
    FROM countersign.case_slot o JOIN countersign.decision d ON d.number = o.decision
    WHERE o.case_key = c.key AND o.version = c.version AND countersign.approves(d.verdict)
        AND (o.stage = 'resolution' OR NOT EXISTS (SELECT FROM countersign.case_slot x JOIN countersign.decision y ON y.number = x.decision
            WHERE x.case_key = c.key AND x.version = c.version AND x.stage = 'resolution' AND countersign.approves(y.verdict)));
    PERFORM countersign.add_release(c, v, last, ids, now);
    UPDATE countersign.cases SET state = 'released', held_until = NULL WHERE key = c.key;
    PERFORM nextval('countersign.change');
    RETURN true;
END $$;

CREATE FUNCTION countersign.release_due() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    c countersign.cases;
    done integer := 0;
BEGIN
    FOR c IN SELECT * FROM countersign.cases WHERE state = 'held' AND held_until <= countersign.now_text()
        ORDER BY held_until LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED LOOP
        done := done + countersign.release_held(c)::integer;
    END LOOP;
    RETURN done;
END $$;

RESET ROLE;

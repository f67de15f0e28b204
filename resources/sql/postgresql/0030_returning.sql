-- What was signed away from the store comes back. What becomes of each statement is decided here, from the rows and the clock of this server: the same
-- table as models/sync/reconcile. Every well-signed statement ends up in the log; none moves anything that somebody else decided first.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_owner;

CREATE TYPE countersign.arrival AS (
    statement text, fate text, cause text, flags text[], against text, leaf bytea, arrived text, number bigint, state text
);

-- A version 7 id: the store's own findings have one too.
CREATE FUNCTION countersign.new_uuid7() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT lower(substr(x, 1, 8) || '-' || substr(x, 9, 4) || '-7' || substr(x, 14, 3) || '-' || substr('89ab', 1 + get_byte(b, 0) % 4, 1)
        || substr(x, 18, 3) || '-' || substr(x, 21, 12))
    FROM (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || encode(substr(b, 7, 10), 'hex') AS x, b
          FROM (SELECT countersign.new_salt() AS b) AS r) AS y
$$;

CREATE FUNCTION countersign.statement_lines(s jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT 'team ' || (s ->> 'team') || E'\ncase ' || (s ->> 'case') || E'\ncase-version ' || (s ->> 'case-version') || E'\n' $$;

-- As add_signed; but what a copy of a workspace signed does not move its line on.
CREATE FUNCTION countersign.add_arrived(s jsonb, note bytea, flags text[], team bigint, of_case bigint, continues boolean) RETURNS countersign.receipt
LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    whole bytea;
    hash bytea := sha256(note);
BEGIN
    r.statement := s ->> 'id';
    r.kind := s ->> 'kind';
    r.already := false;
    r.arrived := countersign.now_text();
    r.flags := flags;
    r.released := false;
    r.late := 'late' = ANY (flags);
    whole := countersign.entry_bytes(r.kind, r.arrived, r.flags, note);
    r.leaf := countersign.leaf_hash(whole);
    INSERT INTO countersign.pending (leaf, kind, arrived, statement, device, device_seq, content, team, entry)
    VALUES (r.leaf, r.kind, r.arrived, r.statement, s ->> 'device', (s ->> 'device-seq')::bigint, hash, team, whole) RETURNING pending.number INTO r.number;
    INSERT INTO countersign.recorded (statement, number, actor, kind, content, leaf, arrived, flags, case_key)
    VALUES (r.statement, r.number, countersign.unescape_token(s ->> 'actor'), r.kind, hash, r.leaf, r.arrived, r.flags, of_case);
    IF continues THEN
        INSERT INTO countersign.device_head AS d (device, seq, note, statement) VALUES (s ->> 'device', (s ->> 'device-seq')::bigint, hash, r.statement)
        ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, note = excluded.note, statement = excluded.statement WHERE d.seq = excluded.seq - 1;
        IF NOT FOUND THEN
            PERFORM countersign.refuse('CS021', r.statement, 'device');
        END IF;
    END IF;
    PERFORM nextval('countersign.change');
    RETURN r;
END $$;

-- All that the statement names has to come with it, or be there; nothing else may. The texts of a case that was redacted do not come back.
CREATE FUNCTION countersign.keep_arrived(s jsonb, c countersign.cases, salts bytea[], contents bytea[], veil text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted text[] := array_remove(ARRAY[s ->> 'outcome', s ->> 'rationale', s ->> 'contact', s ->> 'first-answer'], NULL);
    missing text;
BEGIN
    IF EXISTS (SELECT FROM unnest(salts, contents) AS g (salt, content) WHERE length(g.salt) IS DISTINCT FROM 32
               OR countersign.digest_text(countersign.blob_digest(g.salt, g.content)) <> ALL (wanted)) THEN
        PERFORM countersign.refuse('CS016', s ->> 'id', 'blob');
    ELSIF c.state = 'redacted' THEN
        RETURN;
    END IF;
    INSERT INTO countersign.blob (digest, team, case_key, sort, veiled_for, salt, content)
    SELECT DISTINCT ON (g.digest) g.digest, c.team, c.key, CASE countersign.digest_text(g.digest) WHEN s ->> 'outcome' THEN 'outcome'
        WHEN s ->> 'contact' THEN 'contact' WHEN s ->> 'first-answer' THEN 'first-answer' ELSE 'words' END, veil, g.salt,
        g.content
    FROM (SELECT countersign.blob_digest(x.salt, x.content) AS digest, x.salt, x.content FROM unnest(salts, contents) AS x (salt, content)) AS g
    ON CONFLICT (digest) DO NOTHING;
    SELECT w INTO missing FROM unnest(wanted) AS w
    WHERE NOT EXISTS (SELECT FROM countersign.blob b WHERE b.digest = countersign.digest_bytes(w) AND b.case_key = c.key) LIMIT 1;
    IF missing IS NOT NULL THEN
        PERFORM countersign.refuse('CS018', s ->> 'id', missing);
    END IF;
END $$;

-- The decision's row beside what stands.
CREATE FUNCTION countersign.save_aside(s jsonb, c countersign.cases, r countersign.receipt) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = (s ->> 'case-version')::bigint
                   AND o.slot = (s ->> 'slot')::bigint) THEN
        PERFORM countersign.refuse('CS016', s ->> 'id', 'slot');
    END IF;
    INSERT INTO countersign.decision (number, id, case_key, team, version, slot, stage, verdict, reviewer, reviewer_name, rationale, outcome, reasons,
        supersedes, stands, meaning, claimed_at, arrived, late, flags)
    VALUES (r.number, r.statement, c.key, c.team, (s ->> 'case-version')::integer, (s ->> 'slot')::integer, s ->> 'stage', s ->> 'verdict',
        countersign.unescape_token(s ->> 'actor'), s ->> 'name', countersign.digest_bytes(s ->> 'rationale'), countersign.digest_bytes(s ->> 'outcome'),
        ARRAY(SELECT countersign.unescape_token(x) FROM jsonb_array_elements_text(s -> 'reason') AS x), s ->> 'supersedes', false,
        s ->> 'meaning', s ->> 'claimed', r.arrived, false, r.flags);
END $$;

-- A decision does not agree with what there is: the case waits for a third person, unless it is final or waits for one already.
CREATE FUNCTION countersign.bring_before_third(lines text, c countersign.cases, cause text, id text, signer text, at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE named text[];
BEGIN
    SELECT array_agg(x.id ORDER BY x.id COLLATE "C") INTO named FROM (
        SELECT bring_before_third.id AS id UNION SELECT d.id FROM countersign.case_slot o JOIN countersign.decision d ON d.number = o.decision
        WHERE o.case_key = c.key AND o.version = c.version) AS x;
    PERFORM countersign.add_own('dispute', lines || 'cause ' || cause || E'\n' || (SELECT string_agg('decision ' || d || E'\n', '' ORDER BY place)
        FROM unnest(named) WITH ORDINALITY AS n (d, place)), at, c.team);
    UPDATE countersign.decision d SET disputed = true WHERE d.id = ANY (named) AND NOT d.disputed;
    IF EXISTS (SELECT FROM countersign.allowed_move m WHERE m.from_state = c.state AND m.move = 'disagree' AND m.to_state = 'disputed') THEN
        UPDATE countersign.cases SET state = 'disputed', held_until = NULL WHERE key = c.key;
        UPDATE countersign.case_slot o SET holder = NULL, claimed = NULL, expires = NULL
        WHERE o.case_key = c.key AND o.version = c.version AND o.holder IS NOT NULL;
        IF NOT EXISTS (SELECT FROM countersign.case_slot o
            WHERE o.case_key = c.key AND o.version = c.version AND o.stage = 'resolution' AND o.decision IS NULL) THEN
            INSERT INTO countersign.case_slot (case_key, version, slot, team, stage)
            SELECT c.key, c.version, max(o.slot) + 1, c.team, 'resolution' FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version;
        END IF;
        UPDATE countersign.decision SET veiled = false WHERE case_key = c.key AND veiled;
        UPDATE countersign.blob SET veiled_for = NULL WHERE case_key = c.key AND veiled_for IS NOT NULL;
    ELSE -- whoever disagrees does not settle it
        UPDATE countersign.case_slot o SET holder = NULL, claimed = NULL, expires = NULL
        WHERE o.case_key = c.key AND o.version = c.version AND o.holder = signer AND o.decision IS NULL;
    END IF;
END $$;

-- ---- the fate of a decision

-- Whether it may be signed at all: NULL; 'revoked': the key, the role or the person is gone, which sets it aside; else why it is none.
CREATE FUNCTION countersign.why_not_signed(n countersign.note, s jsonb, mine boolean) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    k countersign.enrolled_key;
    who text := countersign.unescape_token(s ->> 'actor');
BEGIN
    SELECT * INTO k FROM countersign.enrolled_key WHERE fingerprint = s ->> 'key';
    RETURN CASE
        WHEN k.fingerprint IS NULL THEN 'key not enrolled'
        WHEN k.use <> 'person' THEN 'workstation key'
        WHEN k.owner <> who THEN 'actor is not the key''s owner'
        WHEN k.owner_name <> s ->> 'name' THEN 'printed name is not the enrolled one'
        WHEN cardinality(n.names) <> 1 OR n.names[1] <> countersign.signer_name(s ->> 'store', who, s ->> 'key')
            OR NOT coalesce(countersign.is_signed(n, 1, k.public_key), false) THEN 'signature'
        WHEN k.revoked OR NOT mine OR NOT countersign.role_allows(s) THEN 'revoked' END;
END $$;

-- What deciding at the store would have refused: it is kept, and moves nothing before a supervisor has looked at it.
CREATE FUNCTION countersign.why_not_by_rule(s jsonb, c countersign.cases, v countersign.case_version, outcome bytea, rationale bytea) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE answer bytea;
BEGIN
    IF s ->> 'policy' <> v.policy_version || ' ' || countersign.escape_token(v.rule)
        OR v.signing_mode = 'strict' AND s ->> 'auth' <> 'strict' OR v.signing_mode = 'part11' AND s ->> 'auth' = 'light'
        OR NOT EXISTS (SELECT FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot = (s ->> 'slot')::bigint
                       AND o.stage = s ->> 'stage' AND o.stage <> 'resolution')
        OR c.submitter = session_user::text THEN
        RETURN 'policy';
    ELSIF s ->> 'verdict' IN ('edit', 'reject') AND NOT (s ? 'rationale' AND countersign.says_something(rationale)) THEN
        RETURN 'policy';
    ELSIF s ? 'outcome' AND (countersign.outcome_json(outcome, v.form) IS NULL OR s ->> 'verdict' = 'approve' AND outcome IS DISTINCT FROM
        (SELECT coalesce(countersign.suggested(b.content, v.form), outcome) FROM countersign.blob b WHERE b.digest = v.source_blob)) THEN
        RETURN 'policy';
    END IF;
    SELECT f.answer INTO answer FROM countersign.first_answer f WHERE f.case_key = c.key AND f.version = c.version
        AND f.person = session_user::text ORDER BY f.slot LIMIT 1;
    IF (s ? 'first-answer') <> v.blind OR (answer IS NOT NULL AND countersign.digest_text(answer) <> s ->> 'first-answer') THEN
        RETURN 'policy';
    END IF;
    RETURN NULL;
END $$;

-- The check-outs of this person that it can have been signed under, recalled or not.
CREATE FUNCTION countersign.checkout_for(s jsonb, of_case bigint, OUT known boolean, OUT recalled boolean, OUT began text, OUT until text)
LANGUAGE sql STABLE AS $$
    SELECT count(*) > 0, coalesce(bool_or(k.recalled), false), min(k.arrived), max(k.until)
    FROM countersign.checkout_case y JOIN countersign.checkout k ON k.statement = y.checkout
    WHERE y.case_key = of_case AND k.actor = countersign.unescape_token(s ->> 'actor') AND y.version = (s ->> 'case-version')::bigint
        AND (s ? 'supersedes' OR (y.fence = (s ->> 'claim')::bigint AND y.slot = (s ->> 'slot')::bigint))
$$;

-- Fate and cause of a well-signed statement that continues its device's line, from the case as it stands.
CREATE FUNCTION countersign.placed(s jsonb, c countersign.cases, v countersign.case_version, now text, OUT fate text, OUT cause text) LANGUAGE plpgsql AS $$
DECLARE
    seat countersign.case_slot;
    standing text;
BEGIN
    fate := 'disputed';
    cause := CASE WHEN c.state IN ('redacted', 'withdrawn') THEN c.state
        WHEN c.version <> (s ->> 'case-version')::bigint OR countersign.digest_text(v.digest) <> s ->> 'case-digest' THEN 'earlier-content' END;
    IF cause IS NOT NULL THEN
        RETURN;
    END IF;
    cause := 'already-decided';
    SELECT * INTO seat FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot = (s ->> 'slot')::bigint;
    IF s ? 'supersedes' THEN
        SELECT d.id INTO standing FROM countersign.decision d WHERE d.number = seat.decision AND d.reviewer = session_user::text AND d.stands;
        IF standing IS DISTINCT FROM s ->> 'supersedes' OR s ->> 'claim' <> '0' THEN
            RETURN;
        END IF;
    ELSIF c.state <> 'open' OR seat.decision IS NOT NULL OR EXISTS (SELECT FROM countersign.case_slot o
        WHERE o.case_key = c.key AND o.version = c.version AND o.decided_by = session_user::text) THEN
        RETURN;
    ELSIF seat.holder IS DISTINCT FROM session_user::text OR seat.fence <> (s ->> 'claim')::bigint OR seat.expires < now THEN
        fate := 'late';
        cause := NULL;
        RETURN;
    END IF;
    fate := 'recorded';
    cause := NULL;
END $$;

-- A claimed time before the check-out, in the future, or before the statement signed before it: shown; arrival rules.
CREATE FUNCTION countersign.claimed_wrongly(s jsonb, began text, before text, now text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (s ->> 'claimed')::timestamptz > now::timestamptz + interval '1 minute'
        OR coalesce((s ->> 'claimed')::timestamptz + interval '1 minute' < began::timestamptz, false) OR coalesce(s ->> 'claimed' < before, false)
$$;

-- ---- taking it in

CREATE FUNCTION countersign.refuse_arrival(s jsonb, why text, event text) RETURNS countersign.arrival LANGUAGE plpgsql AS $$
DECLARE a countersign.arrival;
BEGIN
    PERFORM countersign.alarm(event, (s ->> 'id') || ' ' || why);
    a.statement := s ->> 'id';
    a.fate := 'refused';
    a.cause := CASE event WHEN 'statement-altered' THEN 'other-bytes' WHEN 'statement-refused' THEN why ELSE 'signature' END;
    RETURN a;
END $$;

CREATE FUNCTION countersign.set_aside(s jsonb, note bytea, c countersign.cases, a countersign.arrival, clock boolean, continues boolean, salts bytea[],
    contents bytea[]) RETURNS countersign.arrival LANGUAGE plpgsql AS $$
DECLARE r countersign.receipt;
BEGIN
    r := countersign.add_arrived(s, note, CASE WHEN clock THEN ARRAY['clock'] ELSE '{}' END || a.fate, c.team, c.key, continues);
    PERFORM countersign.keep_arrived(s, c, salts, contents, NULL);
    PERFORM countersign.save_aside(s, c, r);
    SELECT d.id INTO a.against FROM countersign.case_slot o JOIN countersign.decision d ON d.number = o.decision
    WHERE o.case_key = c.key AND o.version = c.version AND a.fate = 'disputed' ORDER BY o.slot LIMIT 1;
    IF a.fate = 'disputed' THEN
        PERFORM countersign.bring_before_third(countersign.statement_lines(s), c, a.cause, r.statement, countersign.unescape_token(s ->> 'actor'), r.arrived);
    ELSIF a.cause = 'device-fork' THEN
        PERFORM countersign.suspend(s, c, r.arrived);
    END IF;
    a.flags := r.flags;
    a.leaf := r.leaf;
    a.arrived := r.arrived;
    a.number := r.number;
    RETURN a;
END $$;

-- Two statements with one number: one of them comes from a copy, and nobody can tell which.
CREATE FUNCTION countersign.suspend(s jsonb, c countersign.cases, at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    finding text := countersign.new_uuid7();
    subject text := 'device.suspended:' || (s ->> 'device');
BEGIN
    INSERT INTO countersign.suspended_device (device, since) VALUES (s ->> 'device', at) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM countersign.add_own('finding', 'team ' || (s ->> 'team') || E'\nfinding ' || finding || E'\nstate opened\nsubject ' || subject || E'\ncase '
            || (s ->> 'case') || E'\nstatement ' || (s ->> 'id') || E'\n', at, c.team);
        INSERT INTO countersign.finding (id, team, state, subject, case_key, statement) VALUES (finding, c.team, 'opened', subject, c.key, s ->> 'id');
        PERFORM countersign.alarm('workspace-copied', s ->> 'device');
    END IF;
END $$;

-- Recorded as it would have been at the store, on time or late. A settlement that the case does not allow any more makes it a dispute.
CREATE FUNCTION countersign.record_arrived(s jsonb, note bytea, c countersign.cases, v countersign.case_version, a countersign.arrival, clock boolean,
    until text, salts bytea[], contents bytea[]) RETURNS countersign.arrival LANGUAGE plpgsql AS $$
DECLARE
    seat countersign.case_slot;
    done countersign.settlement;
    standing countersign.standing;
    late boolean := a.fate = 'late';
    outcome bytea := countersign.content_of(s ->> 'outcome', salts, contents);
    r countersign.receipt;
BEGIN
    SELECT * INTO seat FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot = (s ->> 'slot')::bigint;
    BEGIN
        done := countersign.settle_case(s, c, v, seat, outcome);
    EXCEPTION WHEN SQLSTATE 'CS004' OR SQLSTATE 'CS009' THEN
        a.fate := 'disputed';
        a.cause := 'already-decided';
        RETURN countersign.set_aside(s, note, c, a, clock, true, salts, contents);
    END;
    IF done.recall THEN
        standing := countersign.standing_release(c.key);
    END IF;
    r := countersign.add_arrived(s, note, CASE WHEN clock THEN ARRAY['clock'] ELSE '{}' END || CASE WHEN late THEN ARRAY['late'] ELSE '{}' END,
        c.team, c.key, true);
    PERFORM countersign.keep_arrived(s, c, salts, contents, CASE WHEN done.state = 'open' THEN session_user::text END);
    IF s ? 'first-answer' THEN
        INSERT INTO countersign.first_answer VALUES (c.key, c.version, seat.slot, session_user::text, countersign.digest_bytes(s ->> 'first-answer'),
            r.arrived) ON CONFLICT DO NOTHING;
    END IF;
    IF late THEN
        PERFORM countersign.add_own('claim.expired-decided', countersign.case_lines(c) || 'decision ' || r.statement || E'\nholder '
            || countersign.escape_token(session_user::text) || E'\nclaim ' || (s ->> 'claim') || E'\nexpired ' || least(until, r.arrived) || E'\n',
            r.arrived, c.team);
    END IF;
    -- save_decision counts from the claim to the arrival; what counts here is the time at work, as the device claims it.
    seat.claimed := CASE WHEN seat.holder = session_user::text AND seat.claimed IS NOT NULL
        THEN countersign.time_text(r.arrived::timestamptz - greatest(interval '0', (s ->> 'claimed')::timestamptz - seat.claimed::timestamptz)) END;
    PERFORM countersign.save_decision(s, c, seat, done, r, late);
    IF done.state = 'disputed' THEN
        PERFORM countersign.add_dispute(c, r.arrived);
    END IF;
    IF done.recall AND standing.number IS NOT NULL THEN
        PERFORM countersign.add_recall(c, standing.number, standing.seq, r.statement, r.arrived);
    END IF;
    IF done.release THEN
        PERFORM countersign.add_release(c, v, countersign.digest_bytes(s ->> 'outcome'), countersign.releasing(seat, r.statement), r.arrived);
    END IF;
    PERFORM countersign.save_settlement(c, v, done, r.arrived);
    a.flags := r.flags;
    a.leaf := r.leaf;
    a.arrived := r.arrived;
    a.number := r.number;
    a.state := done.state;
    RETURN a;
END $$;

-- One statement: `before` is when the one signed before it claims to have been signed.
CREATE FUNCTION countersign.take_arrived(n countersign.note, s jsonb, note bytea, device_before countersign.device_head, salts bytea[], contents bytea[])
RETURNS countersign.arrival LANGUAGE plpgsql AS $$
DECLARE
    a countersign.arrival;
    c countersign.cases;
    v countersign.case_version;
    under record;
    now text := countersign.now_text();
    continues boolean := (s ->> 'device-seq')::bigint = coalesce(device_before.seq, 0) + 1
        AND s ->> 'device-prev' = coalesce(countersign.digest_text(device_before.note), '-');
    mine boolean := countersign.unescape_token(s ->> 'actor') = session_user::text;
    why text;
    clock boolean;
BEGIN
    a.statement := s ->> 'id';
    why := countersign.why_not_signed(n, s, mine);
    IF why IS NOT NULL AND why <> 'revoked' THEN
        RETURN countersign.refuse_arrival(s, why, 'bad-signature');
    ELSIF (s ->> 'device-seq')::bigint > coalesce(device_before.seq, 0) + 1 THEN -- later, when what is missing has come
        a.fate := 'held';
        a.cause := 'gap';
        RETURN a;
    END IF;
    PERFORM countersign.demand_basis(s);
    SELECT * INTO c FROM countersign.cases x WHERE x.team = countersign.team_key(countersign.unescape_token(s ->> 'team'))
        AND x.id = countersign.unescape_token(s ->> 'case') FOR NO KEY UPDATE;
    IF NOT FOUND OR (s ->> 'case-version')::bigint > c.version THEN
        RETURN countersign.refuse_arrival(s, 'no-such-case', 'statement-refused');
    ELSIF s ? 'supersedes' AND NOT EXISTS (SELECT FROM countersign.decision d WHERE d.id = s ->> 'supersedes' AND d.case_key = c.key
        AND d.slot = (s ->> 'slot')::bigint AND d.reviewer = countersign.unescape_token(s ->> 'actor')) THEN
        RETURN countersign.refuse_arrival(s, 'no-such-decision', 'statement-refused');
    END IF;
    IF countersign.release_held(c) THEN
        c.state := 'released';
    END IF;
    SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
    SELECT * INTO under FROM countersign.checkout_for(s, c.key);
    clock := countersign.claimed_wrongly(s, under.began, (SELECT d.claimed_at FROM countersign.decision d WHERE d.id = device_before.statement), now);
    a.fate := 'quarantined';
    a.cause := CASE WHEN NOT continues THEN 'device-fork'
        WHEN EXISTS (SELECT FROM countersign.suspended_device d WHERE d.device = s ->> 'device') THEN 'device-suspended'
        WHEN why = 'revoked' THEN 'key-revoked' WHEN under.recalled THEN 'checkout-recalled'
        WHEN NOT under.known AND countersign.epoch() = 1 THEN 'not-checked-out' END;
    IF a.cause IS NULL THEN
        SELECT p.fate, p.cause INTO a.fate, a.cause FROM countersign.placed(s, c, v, now) AS p;
    END IF;
    IF a.fate IN ('recorded', 'late') THEN
        why := countersign.why_not_by_rule(s, c, v, countersign.content_of(s ->> 'outcome', salts, contents),
            countersign.content_of(s ->> 'rationale', salts, contents));
        IF why IS NULL THEN
            RETURN countersign.record_arrived(s, note, c, v, a, clock, coalesce(under.until, now), salts, contents);
        END IF;
        a.fate := 'quarantined';
        a.cause := why;
    END IF;
    RETURN countersign.set_aside(s, note, c, a, clock, continues, salts, contents);
END $$;

-- Whose statements these may be: one's own; or those of somebody who may not sign in any more, brought by a supervisor of the case's team.
CREATE FUNCTION countersign.may_bring(s jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE who text := countersign.unescape_token(s ->> 'actor');
BEGIN
    RETURN who = session_user::text OR (EXISTS (SELECT FROM countersign.person p WHERE p.id = who AND p.disabled)
        AND coalesce(countersign.team_key(countersign.unescape_token(s ->> 'team')) = ANY (countersign.teams_with('supervisor')), false));
END $$;

CREATE FUNCTION countersign.demand_of_device(s jsonb, device text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM countersign.check_lines(s);
    IF s ->> 'kind' <> 'decision' OR s ->> 'device' <> device THEN
        PERFORM countersign.refuse('CS016', s ->> 'id', 'decision');
    ELSIF s ->> 'store' <> (SELECT id FROM countersign.store_identity) THEN
        PERFORM countersign.refuse('CS013', s ->> 'id', 'another store');
    END IF;
END $$;

-- Statements of one workspace in the order in which they were signed, each with its blobs (`blob_of`: whose, from 1), at most a thousand at once. Sent again
-- it changes nothing. A forged one is refused and remembered, and those behind it wait.
CREATE FUNCTION countersign.arrive(device text, notes bytea[], blob_of integer[], salts bytea[], contents bytea[]) RETURNS SETOF countersign.arrival
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    n countersign.note[];
    s jsonb[];
    head countersign.device_head;
    earlier countersign.recorded;
    a countersign.arrival;
    fates text[] := '{}';
BEGIN
    PERFORM countersign.demand_person();
    IF coalesce(cardinality(notes), 0) NOT BETWEEN 1 AND 1000 OR device !~ '^[0-9a-f]{32}$' THEN
        PERFORM countersign.refuse('CS016', device, 'notes');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('device:' || device, 0));
    FOR i IN 1 .. cardinality(notes) LOOP
        n[i] := countersign.parse_note(notes[i]);
        s[i] := countersign.parse_statement(convert_from((n[i]).body, 'UTF8'));
        PERFORM countersign.demand_of_device(s[i], device);
    END LOOP;
    PERFORM FROM countersign.cases c WHERE (c.team, c.id) IN (SELECT countersign.team_key(countersign.unescape_token(x ->> 'team')),
        countersign.unescape_token(x ->> 'case') FROM unnest(s) AS x) ORDER BY c.key FOR NO KEY UPDATE;
    FOR i IN 1 .. cardinality(notes) LOOP
        SELECT * INTO earlier FROM countersign.recorded r WHERE r.statement = s[i] ->> 'id';
        IF NOT countersign.may_bring(s[i]) THEN
            a := countersign.refuse_arrival(s[i], 'actor', 'foreign-statement');
        ELSIF earlier.content = sha256(notes[i]) THEN
            a := ROW(earlier.statement, 'already', NULL, earlier.flags, NULL, earlier.leaf, earlier.arrived, earlier.number, NULL);
        ELSIF earlier.statement IS NOT NULL THEN
            a := countersign.refuse_arrival(s[i], 'other-bytes', 'statement-altered');
        ELSE
            SELECT * INTO head FROM countersign.device_head d WHERE d.device = arrive.device FOR UPDATE;
            a := countersign.take_arrived(n[i], s[i], notes[i], head, ARRAY(SELECT salts[b] FROM generate_subscripts(blob_of, 1) AS b
                WHERE blob_of[b] = i ORDER BY b), ARRAY(SELECT contents[b] FROM generate_subscripts(blob_of, 1) AS b WHERE blob_of[b] = i ORDER BY b));
        END IF;
        fates := fates || a.fate;
        RETURN NEXT a;
    END LOOP;
    IF fates && ARRAY['recorded', 'late', 'disputed', 'quarantined'] THEN
        PERFORM countersign.add_own('sync', 'actor ' || (s[1] ->> 'actor') || E'\ndevice ' || device || E'\nreceived ' || cardinality(fates)
            || E'\nrecorded ' || cardinality(array_positions(fates, 'recorded')) + cardinality(array_positions(fates, 'late'))
            || E'\nalready ' || cardinality(array_positions(fates, 'already')) || E'\ndisputed ' || cardinality(array_positions(fates, 'disputed'))
            || E'\nquarantined ' || cardinality(array_positions(fates, 'quarantined')) || E'\n', countersign.now_text(), NULL);
    END IF;
END $$;

-- ---- what a plan is made of

-- Rows of: 'store' (now, recalled, suspended, revoked; the device's last number and note), 'statement' (id; note), 'case' (team, id, state; digest) and
-- 'slot' (team, id, who decided, with which statement, who holds it until when; slot, fence). Of oneself and one's teams alone.
CREATE FUNCTION countersign.workspace_view(device text, key text, key_team text, checkout text, statements text[], teams text[], cases text[])
RETURNS TABLE (what text, a text, b text, c text, d text, e text, f text, n bigint, m bigint, h bytea) LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE reading bigint[] := countersign.reading_teams();
BEGIN
    RETURN QUERY SELECT 'store'::text, countersign.now_text(),
        EXISTS (SELECT FROM countersign.checkout k WHERE k.statement = workspace_view.checkout AND k.recalled)::text,
        EXISTS (SELECT FROM countersign.suspended_device x WHERE x.device = workspace_view.device)::text,
        (NOT EXISTS (SELECT FROM countersign.enrolled_key k WHERE k.fingerprint = workspace_view.key AND k.owner = session_user::text AND NOT k.revoked)
            OR NOT countersign.holds(coalesce(countersign.team_key(key_team), -1), 'reviewer', 'supervisor'))::text,
        NULL::text, NULL::text, x.seq, NULL::bigint, x.note
    FROM (SELECT 1) AS one LEFT JOIN countersign.device_head x ON x.device = workspace_view.device;
    RETURN QUERY SELECT 'statement'::text, r.statement, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::bigint, NULL::bigint, r.content
    FROM unnest(statements) AS w JOIN countersign.recorded r ON r.statement = w;
    RETURN QUERY SELECT 'case'::text, t.id, x.id, x.state, NULL::text, NULL::text, NULL::text, NULL::bigint, NULL::bigint, v.digest
    FROM unnest(teams, cases) AS w (team, id) JOIN countersign.team t ON t.id = w.team JOIN countersign.cases x ON x.team = t.key AND x.id = w.id
        JOIN countersign.case_version v ON v.key = x.version_key WHERE x.team = ANY (reading);
    RETURN QUERY SELECT 'slot'::text, t.id, x.id, o.decided_by, CASE WHEN NOT y.veiled OR y.reviewer = session_user::text THEN y.id END, o.holder, o.expires,
        o.slot::bigint, o.fence, NULL::bytea
    FROM unnest(teams, cases) AS w (team, id) JOIN countersign.team t ON t.id = w.team JOIN countersign.cases x ON x.team = t.key AND x.id = w.id
        JOIN countersign.case_slot o ON o.case_key = x.key AND o.version = x.version LEFT JOIN countersign.decision y ON y.number = o.decision
    WHERE x.team = ANY (reading);
END $$;

-- What became of one's own statements in the log, also where one may not read the team's any more; others' as a reader of their team.
CREATE FUNCTION countersign.entries_of(statements text[]) RETURNS TABLE (statement text, log_index bigint, entry bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE reading bigint[] := countersign.reading_teams();
BEGIN
    RETURN QUERY SELECT x.statement, x.log_index, x.entry FROM unnest(statements) AS w JOIN countersign.recorded r ON r.statement = w
        JOIN countersign.ledger_entry x ON x.statement = r.statement
    WHERE countersign.is_person() AND (r.actor = session_user::text OR x.team = ANY (reading));
END $$;

-- ---- check-outs that are in the log already: of stores from before, and of those that were copied here

CREATE FUNCTION countersign.note_in(entry bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT substr(entry, position('\x0a0a'::bytea IN entry) + 2) $$;

CREATE FUNCTION countersign.gather_checkouts() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e record;
    s jsonb;
    of_team bigint;
BEGIN
    FOR e IN SELECT x.number, x.statement, x.entry FROM countersign.ledger_entry x WHERE x.kind = 'checkout'
             AND NOT EXISTS (SELECT FROM countersign.checkout k WHERE k.statement = x.statement) ORDER BY x.log_index LOOP
        s := countersign.parse_statement(convert_from((countersign.parse_note(countersign.note_in(e.entry))).body, 'UTF8'));
        of_team := countersign.team_key(countersign.unescape_token(s ->> 'team'));
        INSERT INTO countersign.checkout (statement, number, team, actor, actor_name, arrived, until, recalled)
        VALUES (e.statement, e.number, of_team, countersign.unescape_token(s ->> 'actor'), s ->> 'name',
            substring(convert_from(e.entry, 'UTF8') from E'\narrived ([^\n]+)\n'), s ->> 'until',
            EXISTS (SELECT FROM countersign.finding f WHERE f.subject = 'checkout.recalled' AND f.statement = e.statement));
        INSERT INTO countersign.checkout_case (checkout, case_key, version, slot, fence)
        SELECT e.statement, c.key, p.part[2]::integer, p.part[5]::integer, p.part[4]::bigint
        FROM (SELECT string_to_array(x, ' ') AS part FROM jsonb_array_elements_text(s -> 'case') AS x) AS p
            JOIN countersign.cases c ON c.team = of_team AND c.id = countersign.unescape_token(p.part[1]);
    END LOOP;
    INSERT INTO countersign.suspended_device (device, since)
    SELECT DISTINCT substr(f.subject, 18), countersign.now_text() FROM countersign.finding f WHERE f.subject LIKE 'device.suspended:%' ON CONFLICT DO NOTHING;
END $$;

RESET ROLE;

SELECT countersign.settle_rights();

SET LOCAL ROLE countersign_code;

SELECT countersign.gather_checkouts();

GRANT EXECUTE ON FUNCTION countersign.arrive(text, bytea[], integer[], bytea[], bytea[]),
    countersign.workspace_view(text, text, text, text, text[], text[], text[]), countersign.entries_of(text[]) TO countersign_person;

-- ---- what a supervisor says of a check-out, of a workspace, and of what was set aside

CREATE OR REPLACE FUNCTION countersign.record_finding(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    in_team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    about bigint := (SELECT key FROM countersign.cases WHERE team = in_team AND id = countersign.unescape_token(s ->> 'case'));
    known countersign.finding;
BEGIN
    SELECT * INTO known FROM countersign.finding WHERE id = s ->> 'finding' FOR UPDATE;
    IF s ? 'case' AND about IS NULL THEN
        PERFORM countersign.refuse('CS001', countersign.unescape_token(s ->> 'case'));
    ELSIF s ? 'owner' AND NOT EXISTS (SELECT FROM countersign.person WHERE id = countersign.unescape_token(s ->> 'owner')) THEN
        PERFORM countersign.refuse('CS011', countersign.unescape_token(s ->> 'owner'));
    ELSIF (known.id IS NULL) <> (s ->> 'state' = 'opened') OR known.state = 'closed' OR (known.id IS NOT NULL
        AND (known.team, known.subject, known.case_key, known.statement, known.owner)
            IS DISTINCT FROM (in_team, s ->> 'subject', about, s ->> 'statement', countersign.unescape_token(s ->> 'owner'))) THEN
        PERFORM countersign.refuse('CS016', s ->> 'finding', 'finding');
    END IF;
    IF s ->> 'state' = 'opened' THEN
        PERFORM countersign.demand_ruling(s, in_team);
    END IF;
    r := countersign.add_signed(s, n, '{}', in_team, about);
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'text'], ARRAY['words'], salts, contents, in_team, about, NULL);
    INSERT INTO countersign.finding (id, team, state, subject, case_key, statement, owner)
    VALUES (s ->> 'finding', in_team, s ->> 'state', s ->> 'subject', about, s ->> 'statement', countersign.unescape_token(s ->> 'owner'))
    ON CONFLICT (id) DO UPDATE SET state = excluded.state;
    IF s ->> 'state' = 'opened' THEN
        PERFORM countersign.carry_out_ruling(s, r.arrived);
    END IF;
    RETURN r;
END $$;

-- Subjects by which something follows are for supervisors, with words, about what there is.
CREATE FUNCTION countersign.demand_ruling(s jsonb, in_team bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    subject text := s ->> 'subject';
    d countersign.decision;
BEGIN
    IF subject NOT IN ('checkout.recalled', 'decision.accepted', 'decision.voided') AND subject NOT LIKE 'device.suspended:%' THEN
        RETURN;
    ELSIF NOT countersign.holds(in_team, 'supervisor') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'supervisor');
    ELSIF NOT s ? 'text' THEN
        PERFORM countersign.refuse('CS017', s ->> 'finding');
    ELSIF subject = 'checkout.recalled' THEN
        IF NOT EXISTS (SELECT FROM countersign.checkout k WHERE k.statement = s ->> 'statement' AND k.team = in_team AND NOT k.recalled FOR UPDATE) THEN
            PERFORM countersign.refuse('CS016', s ->> 'statement', 'checkout');
        END IF;
    ELSIF subject LIKE 'decision.%' THEN
        SELECT * INTO d FROM countersign.decision x WHERE x.id = s ->> 'statement' AND x.team = in_team AND 'quarantined' = ANY (x.flags);
        IF d.id IS NULL OR EXISTS (SELECT FROM countersign.finding f WHERE f.statement = d.id AND f.subject IN ('decision.accepted', 'decision.voided')) THEN
            PERFORM countersign.refuse('CS016', s ->> 'statement', 'aside');
        ELSIF d.reviewer = session_user::text THEN
            PERFORM countersign.refuse('CS006', s ->> 'statement');
        END IF;
    END IF;
END $$;

CREATE FUNCTION countersign.carry_out_ruling(s jsonb, at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d countersign.decision;
    c countersign.cases;
BEGIN
    IF s ->> 'subject' = 'checkout.recalled' THEN
        UPDATE countersign.checkout SET recalled = true WHERE statement = s ->> 'statement';
        PERFORM countersign.free_claims(s ->> 'statement');
    ELSIF s ->> 'subject' LIKE 'device.suspended:%' THEN
        INSERT INTO countersign.suspended_device (device, since) VALUES (substr(s ->> 'subject', 18), at) ON CONFLICT DO NOTHING;
    ELSIF s ->> 'subject' = 'decision.accepted' THEN
        SELECT * INTO d FROM countersign.decision x WHERE x.id = s ->> 'statement';
        SELECT * INTO c FROM countersign.cases x WHERE x.key = d.case_key FOR NO KEY UPDATE;
        IF countersign.release_held(c) THEN
            c.state := 'released';
        END IF;
        PERFORM countersign.bring_before_third('team ' || (s ->> 'team') || E'\ncase ' || countersign.escape_token(c.id) || E'\ncase-version ' || d.version
            || E'\n', c, 'accepted', d.id, d.reviewer, at);
    END IF;
END $$;

-- As before; and what the third person decides takes the place of what is released.
CREATE OR REPLACE FUNCTION countersign.settle_case(s jsonb, c countersign.cases, v countersign.case_version, seat countersign.case_slot, my_outcome bytea)
RETURNS countersign.settlement LANGUAGE plpgsql AS $$
DECLARE
    waiting boolean := false;
    agreed boolean := true;
    done countersign.settlement;
BEGIN
    IF seat.stage <> 'resolution' THEN
        SELECT coalesce(bool_or(o.decision IS NULL), false),
            coalesce(bool_and(o.decision IS NULL OR countersign.agree(d.verdict, b.content, s ->> 'verdict', my_outcome)), true)
        INTO waiting, agreed
        FROM countersign.case_slot o LEFT JOIN countersign.decision d ON d.number = o.decision LEFT JOIN countersign.blob b ON b.digest = d.outcome
        WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> seat.slot AND o.stage <> 'resolution';
    END IF;
    done := countersign.settle(c.state, seat.stage, s ->> 'verdict', waiting, agreed, v.window_seconds, s ? 'supersedes');
    done.recall := done.recall OR (seat.stage = 'resolution' AND NOT s ? 'supersedes' AND c.state = 'disputed');
    RETURN done;
END $$;

-- As before; and whoever stands beside does not settle it.
CREATE OR REPLACE FUNCTION countersign.demand_may_decide(s jsonb, c countersign.cases, v countersign.case_version, seat countersign.case_slot) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE answer bytea;
BEGIN
    IF c.submitter = session_user::text THEN
        PERFORM countersign.refuse('CS006', c.id);
    ELSIF EXISTS (SELECT FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> seat.slot
                  AND o.decided_by = session_user::text)
        OR (seat.stage = 'resolution' AND NOT s ? 'supersedes' AND countersign.is_party(c.key, session_user::text)) THEN
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

-- As before; and the guards of what was taken away.
CREATE OR REPLACE FUNCTION countersign.wrong_tables() RETURNS TABLE (what text, place text) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT c.relrowsecurity THEN 'row-security-off' WHEN NOT c.relforcerowsecurity THEN 'row-security-not-forced' ELSE 'owner' END,
        c.relname::text
    FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' AND (NOT c.relrowsecurity
        OR (NOT c.relforcerowsecurity AND c.relname NOT IN ('migration', 'setting')) OR c.relowner <> 'countersign_owner'::regrole)
    UNION ALL
    SELECT 'trigger-off', c.relname || ' ' || t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'countersign'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'A'
    UNION ALL
    SELECT 'trigger-missing', w.place FROM (VALUES ('ledger_entry entries_are_never_changed'), ('ledger_entry entries_have_no_gaps'),
        ('ledger_entry ledger_entry_is_never_emptied'), ('ledger_head head_only_grows'), ('pending pending_is_never_changed'),
        ('recorded recorded_is_never_changed'), ('decision decision_is_never_changed'), ('decision decision_is_never_removed'),
        ('release release_is_never_changed'), ('policy policy_is_never_changed'), ('blob blob_is_never_changed'), ('cases case_moves_only_as_allowed'),
        ('enrolled_key key_is_only_revoked'), ('security_event event_is_never_changed'), ('checkout checkout_is_only_recalled'),
        ('checkout checkout_stays'), ('checkout_case checkout_case_is_never_changed'), ('suspended_device suspension_is_never_changed')) AS w (place)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                      WHERE c.relnamespace = 'countersign'::regnamespace AND c.relname || ' ' || t.tgname = w.place)
$$;

REVOKE ALL ON FUNCTION countersign.demand_ruling(jsonb, bigint), countersign.carry_out_ruling(jsonb, text) FROM PUBLIC;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

-- Recall, withdrawal and redaction: the same rules as models/workflow/movingcase.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.move_case(s jsonb, move text, after text) RETURNS countersign.cases LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases := countersign.case_to_change(s);
    v countersign.case_version;
BEGIN
    SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
    IF move = 'withdraw' AND NOT countersign.holds(c.team, 'supervisor') AND v.imported_by <> session_user::text THEN
        PERFORM countersign.refuse('CS005', c.id, 'supervisor');
    ELSIF NOT EXISTS (SELECT FROM countersign.allowed_move m WHERE m.from_state = c.state AND m.move = move_case.move AND m.to_state = after) THEN
        PERFORM countersign.refuse('CS004', c.id, c.state);
    ELSIF NOT s ? 'rationale' AND jsonb_array_length(s -> 'reason') = 0 THEN
        PERFORM countersign.refuse('CS017', c.id);
    END IF;
    PERFORM countersign.demand_signing(s, v.signing_mode);
    RETURN c;
END $$;

CREATE FUNCTION countersign.record_recall(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases := countersign.move_case(s, 'recall', 'open');
    standing countersign.standing := countersign.standing_release(c.key);
    r countersign.receipt;
BEGIN
    IF standing.seq::text IS DISTINCT FROM s ->> 'release' OR jsonb_array_length(s -> 'cause') > 0 THEN
        PERFORM countersign.refuse('CS016', c.id, 'release');
    END IF;
    r := countersign.add_signed(s, n, '{}', c.team, c.key);
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'rationale'], ARRAY['words'], salts, contents, c.team, c.key, NULL);
    PERFORM countersign.add_recall(c, standing.number, standing.seq, NULL, r.arrived, r.number);
    UPDATE countersign.cases SET state = 'open', held_until = NULL WHERE key = c.key;
    UPDATE countersign.decision SET stands = false WHERE case_key = c.key AND version = c.version AND stands;
    -- The fence stays: whoever decides under an old one is refused.
    UPDATE countersign.case_slot SET decision = NULL, decided_by = NULL, holder = NULL, claimed = NULL, expires = NULL
    WHERE case_key = c.key AND version = c.version;
    INSERT INTO countersign.case_slot (case_key, version, slot, team, stage) VALUES (c.key, c.version, 1, c.team, 'review') ON CONFLICT DO NOTHING;
    r.state := 'open';
    r.recalled := standing.seq;
    RETURN r;
END $$;

-- Withdrawal and redaction take a release that stands back with them.
CREATE FUNCTION countersign.end_case(n bytea, s jsonb, c countersign.cases, after text, salts bytea[], contents bytea[]) RETURNS countersign.receipt
LANGUAGE plpgsql AS $$
DECLARE
    standing countersign.standing := countersign.standing_release(c.key);
    r countersign.receipt := countersign.add_signed(s, n, '{}', c.team, c.key);
BEGIN
    -- A redaction's own words belong to no case: they stay.
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'rationale'], ARRAY['words'], salts, contents, c.team, CASE WHEN after = 'withdrawn' THEN c.key END, NULL);
    IF standing.number IS NOT NULL THEN
        PERFORM countersign.add_recall(c, standing.number, standing.seq, r.statement, r.arrived);
        r.recalled := standing.seq;
    END IF;
    UPDATE countersign.cases SET state = after, held_until = NULL WHERE key = c.key;
    UPDATE countersign.case_slot SET holder = NULL, claimed = NULL, expires = NULL WHERE case_key = c.key AND holder IS NOT NULL;
    UPDATE countersign.decision SET veiled = false WHERE case_key = c.key AND veiled;
    r.state := after;
    RETURN r;
END $$;

CREATE FUNCTION countersign.record_withdrawal(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE sql AS
$$ SELECT countersign.end_case(n, s, countersign.move_case(s, 'withdraw', 'withdrawn'), 'withdrawn', salts, contents) $$;

CREATE FUNCTION countersign.record_redaction(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases := countersign.move_case(s, 'redact', 'redacted');
    r countersign.receipt;
BEGIN
    IF ARRAY(SELECT jsonb_array_elements_text(s -> 'blob')) <> ARRAY(
        SELECT countersign.digest_text(b.digest) FROM countersign.blob b WHERE b.case_key = c.key ORDER BY b.digest) THEN
        PERFORM countersign.refuse('CS016', c.id, 'blob');
    END IF;
    r := countersign.end_case(n, s, c, 'redacted', salts, contents);
    DELETE FROM countersign.blob WHERE case_key = c.key;
    DELETE FROM countersign.draft WHERE case_key = c.key;
    DELETE FROM countersign.case_search WHERE version_key IN (SELECT key FROM countersign.case_version WHERE case_key = c.key);
    UPDATE countersign.cases SET title = id WHERE key = c.key;
    RETURN r;
END $$;

-- What a redaction has to name: every blob of the case that is still there.
CREATE FUNCTION countersign.case_blobs("case" text) RETURNS SETOF bytea LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT b.digest FROM countersign.cases c JOIN countersign.blob b ON b.case_key = c.key
    WHERE c.id = case_blobs."case" AND c.team = ANY (countersign.teams_with('compliance')) ORDER BY b.digest
$$;

RESET ROLE;

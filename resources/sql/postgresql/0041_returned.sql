-- Two corrections of what comes back from a workspace. A copy of one that signed more than two statements had those from the third on wait for ever
-- for what is not missing: of a suspended device nothing is waited for, all of it is set aside. And a correction was set aside whenever any check-out of
-- its case by the same person had been recalled, not only the one under which it was signed: what is needed to tell is here, who asks is in 0043.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- What a decision of the log corrects at last: the one that was made under a claim.
CREATE FUNCTION countersign.first_decided(s jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    first jsonb := s;
    whole bytea;
BEGIN
    WHILE first ? 'supersedes' LOOP
        SELECT x.entry INTO STRICT whole FROM (SELECT e.statement, e.entry FROM countersign.ledger_entry e
            UNION ALL SELECT p.statement, p.entry FROM countersign.pending p) AS x WHERE x.statement = first ->> 'supersedes';
        first := countersign.parse_statement(convert_from((countersign.parse_note(countersign.note_in(whole))).body, 'UTF8'));
    END LOOP;
    RETURN first;
END $$;

REVOKE ALL ON FUNCTION countersign.first_decided(jsonb) FROM PUBLIC;

-- As before, one statement: `before` is when the one signed before it claims to have been signed.
CREATE OR REPLACE FUNCTION countersign.take_arrived(n countersign.note, s jsonb, note bytea, device_before countersign.device_head, salts bytea[],
    contents bytea[]) RETURNS countersign.arrival LANGUAGE plpgsql AS $$
DECLARE
    a countersign.arrival;
    c countersign.cases;
    v countersign.case_version;
    under record;
    now text := countersign.now_text();
    continues boolean := (s ->> 'device-seq')::bigint = coalesce(device_before.seq, 0) + 1
        AND s ->> 'device-prev' = coalesce(countersign.digest_text(device_before.note), '-');
    suspended boolean := EXISTS (SELECT FROM countersign.suspended_device d WHERE d.device = s ->> 'device');
    mine boolean := countersign.unescape_token(s ->> 'actor') = session_user::text;
    why text;
    clock boolean;
BEGIN
    a.statement := s ->> 'id';
    why := countersign.why_not_signed(n, s, mine);
    IF why IS NOT NULL AND why <> 'revoked' THEN
        RETURN countersign.refuse_arrival(s, why, 'bad-signature');
    ELSIF NOT suspended AND (s ->> 'device-seq')::bigint > coalesce(device_before.seq, 0) + 1 THEN -- later, when what is missing has come
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
        WHEN suspended THEN 'device-suspended'
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

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

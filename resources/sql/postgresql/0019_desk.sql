-- What the review desk keeps, and the door for signed statements.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.record(note bytea, salts bytea[] DEFAULT '{}', contents bytea[] DEFAULT '{}') RETURNS SETOF countersign.receipt
LANGUAGE plpgsql SECURITY DEFINER AS $$
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
        WHEN 'restore' THEN countersign.record_restore(note, s) END;
    IF r.statement IS NULL THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'kind');
    END IF;
    RETURN NEXT r;
END $$;

-- For a statement whose answer was lost: only one's own.
CREATE FUNCTION countersign.receipt(statement text) RETURNS SETOF countersign.receipt LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT (countersign.receipt_of(r.statement)).* FROM countersign.recorded r WHERE r.statement = receipt.statement AND r.actor = session_user::text
$$;

CREATE FUNCTION countersign.save_draft("case" text, team text, version integer, slot integer, form text, content bytea, verdict text, reasons text,
    rationale text, caret integer, scroll double precision, evidence text, undo bytea) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    c countersign.cases;
    at text := countersign.now_text();
BEGIN
    SELECT * INTO c FROM countersign.cases x WHERE x.team = countersign.team_key(team) AND x.id = "case" AND x.team = ANY (countersign.reading_teams());
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS001', "case");
    ELSIF c.state = 'redacted' THEN -- what was deleted must not come back from a desk that is still open
        PERFORM countersign.refuse('CS004', "case", c.state);
    ELSIF NOT EXISTS (SELECT FROM countersign.case_version v WHERE v.case_key = c.key AND v.version = version) THEN
        PERFORM countersign.refuse('CS008', "case", c.version::text);
    END IF;
    INSERT INTO countersign.draft AS d
    VALUES (session_user::text, c.key, version, slot, form, content, verdict, reasons, rationale, caret, scroll, evidence, at, undo)
    ON CONFLICT ON CONSTRAINT draft_pkey DO UPDATE SET form = excluded.form, content = excluded.content, verdict = excluded.verdict,
        reasons = excluded.reasons, rationale = excluded.rationale, caret = excluded.caret, scroll = excluded.scroll, evidence = excluded.evidence,
        saved = excluded.saved, undo = excluded.undo;
    RETURN at;
END $$;

CREATE FUNCTION countersign.remove_draft("case" text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM countersign.draft d USING countersign.cases c
    WHERE d.person = session_user::text AND c.key = d.case_key AND c.id = remove_draft."case"
$$;

-- The first answer stays; the digest of the one that counts.
CREATE FUNCTION countersign.save_first_answer("case" text, team text, version integer, slot integer, salt bytea, content bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    me text := (countersign.demand_person()).id;
    c countersign.cases;
    answer bytea := countersign.blob_digest(salt, content);
BEGIN
    SELECT * INTO c FROM countersign.cases x WHERE x.team = countersign.team_key(team) AND x.id = "case"
        AND x.team = ANY (countersign.reading_teams()) FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS001', "case");
    ELSIF c.state = 'redacted' THEN
        PERFORM countersign.refuse('CS004', "case", c.state);
    ELSIF c.version <> version THEN
        PERFORM countersign.refuse('CS008', "case", c.version::text);
    ELSIF NOT EXISTS (SELECT FROM countersign.case_slot s WHERE s.case_key = c.key AND s.version = version AND s.slot = slot AND s.holder = me) THEN
        PERFORM countersign.refuse('CS003', "case");
    ELSIF length(salt) <> 32 THEN
        PERFORM countersign.refuse('CS016', "case", 'salt');
    END IF;
    INSERT INTO countersign.first_answer AS f VALUES (c.key, version, slot, me, answer, countersign.now_text()) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        INSERT INTO countersign.blob AS b (digest, team, case_key, sort, veiled_for, salt, content) VALUES (answer, c.team, c.key, 'first-answer', me,
            salt, content);
    END IF;
    RETURN (SELECT f.answer FROM countersign.first_answer f WHERE f.case_key = c.key AND f.version = version AND f.slot = slot AND f.person = me);
END $$;

CREATE FUNCTION countersign.save_wordings(sort text[], kind text[], code text[], text text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
BEGIN
    PERFORM countersign.demand_person();
    IF NOT countersign.holds(NULL, 'supervisor', 'administrator') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'supervisor');
    END IF;
    DELETE FROM countersign.wording;
    INSERT INTO countersign.wording SELECT x.place - 1, x.sort, x.kind, x.code, x.text
    FROM unnest(sort, kind, code, text) WITH ORDINALITY AS x (sort, kind, code, text, place);
    PERFORM nextval('countersign.change');
END $$;

CREATE FUNCTION countersign.note_security_event(kind text, detail text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_person();
    PERFORM countersign.alarm(left(kind, 64), left(detail, 500));
END $$;

-- A checkpoint counts with the cosignatures of enrolled workstations; here with nothing else on it.
CREATE FUNCTION countersign.save_checkpoint(size bigint, note bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    body bytea := substr(note, 1, position('\x0a0a'::bytea IN note));
    line text;
    part text[];
BEGIN
    PERFORM countersign.demand_person();
    IF body IS DISTINCT FROM convert_to('countersign/' || (SELECT i.id FROM countersign.store_identity i) || '/e' || countersign.epoch() || E'\n'
        || size || E'\n'
        || encode(countersign.root_at(size), 'base64') || E'\n', 'UTF8') THEN
        PERFORM countersign.refuse('CS014', size::text, 'checkpoint');
    END IF;
    FOREACH line IN ARRAY string_to_array(rtrim(convert_from(substr(note, length(body) + 2), 'UTF8'), E'\n'), E'\n') LOOP
        part := regexp_match(line, '^— ([^ +]+) ([A-Za-z0-9+/=]+)$');
        IF part IS NULL OR NOT countersign.is_cosigned(body, part[1], decode(part[2], 'base64')) THEN
            PERFORM countersign.refuse('CS013', size::text, 'cosignature');
        END IF;
    END LOOP;
    INSERT INTO countersign.ledger_checkpoint AS k VALUES (size, note) ON CONFLICT ON CONSTRAINT ledger_checkpoint_pkey DO UPDATE SET note = excluded.note;
END $$;

CREATE FUNCTION countersign.is_cosigned(body bytea, signer text, payload bytea) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE k countersign.enrolled_key;
BEGIN
    IF length(payload) <> 76 THEN
        RETURN false;
    END IF;
    SELECT * INTO k FROM countersign.enrolled_key e WHERE e.use = 'workstation' AND NOT e.revoked
        AND countersign.signer_name((SELECT id FROM countersign.store_identity), e.owner, e.fingerprint) = signer;
    IF NOT FOUND OR substr(payload, 1, 4) <> substr(sha256(convert_to(signer, 'UTF8') || '\x0a04'::bytea || k.public_key), 1, 4) THEN
        RETURN false;
    ELSIF (SELECT value FROM countersign.setting WHERE name = 'signature-verification') <> 'server' THEN
        RETURN true;
    END IF;
    RETURN countersign.ed25519_verify(k.public_key, convert_to(E'cosignature/v1\ntime '
        || (('x' || encode(substr(payload, 5, 8), 'hex'))::bit(64)::bigint) || E'\n', 'UTF8') || body, substr(payload, 13));
END $$;

RESET ROLE;

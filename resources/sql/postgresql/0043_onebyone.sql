-- Keys are looked up one by one, and not all at once: of two hundred the server would read a table of twenty thousand rows from end to end. And what is
-- asked about a check-out does not read all that its person ever took along.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

CREATE OR REPLACE FUNCTION countersign.record_checkout(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    now text := countersign.now_text();
    of_team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    lines text[] := ARRAY(SELECT jsonb_array_elements_text(s -> 'case'));
    keys bigint[];
    wanted bigint;
    r countersign.receipt;
    c countersign.cases;
    part text[];
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
    keys := countersign.case_keys(array_fill(countersign.unescape_token(s ->> 'team'), ARRAY[cardinality(lines)]),
        ARRAY(SELECT countersign.unescape_token(split_part(x, ' ', 1)) FROM unnest(lines) WITH ORDINALITY AS l (x, place) ORDER BY place));
    FOREACH wanted IN ARRAY ARRAY(SELECT DISTINCT k FROM unnest(keys) AS k WHERE k IS NOT NULL ORDER BY k) LOOP
        SELECT * INTO c FROM countersign.cases x WHERE x.key = wanted FOR NO KEY UPDATE;
        part := string_to_array(lines[array_position(keys, c.key)], ' ');
        o := countersign.seat_away(c, now);
        IF o.refusal IS NOT NULL THEN
            PERFORM countersign.refuse(o.refusal, o."case", 'checkout');
        ELSIF part[2] <> o.version::text OR part[3] <> countersign.digest_text(o.digest) THEN
            PERFORM countersign.refuse('CS008', o."case", o.version::text);
        ELSIF part[4] <> o.fence::text OR part[5] <> o.slot::text THEN
            PERFORM countersign.refuse('CS002', o."case", 'fence');
        END IF;
        UPDATE countersign.case_slot x SET holder = session_user::text, claimed = now, expires = s ->> 'until', fence = o.fence
        WHERE x.case_key = c.key AND x.version = o.version AND x.slot = o.slot;
        INSERT INTO countersign.checkout_case (checkout, case_key, version, slot, fence) VALUES (r.statement, c.key, o.version, o.slot, o.fence);
        taken := taken + 1;
    END LOOP;
    IF taken <> cardinality(lines) THEN
        PERFORM countersign.refuse('CS001', s ->> 'id');
    END IF;
    RETURN r;
END $$;

CREATE OR REPLACE FUNCTION countersign.arrive(device text, notes bytea[], blob_of integer[], salts bytea[], contents bytea[])
RETURNS SETOF countersign.arrival LANGUAGE plpgsql SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    n countersign.note[];
    s jsonb[];
    keys bigint[];
    wanted bigint;
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
    keys := countersign.case_keys(
        ARRAY(SELECT countersign.unescape_token(x ->> 'team') FROM unnest(s) WITH ORDINALITY AS l (x, place) ORDER BY place),
        ARRAY(SELECT countersign.unescape_token(x ->> 'case') FROM unnest(s) WITH ORDINALITY AS l (x, place) ORDER BY place));
    FOREACH wanted IN ARRAY ARRAY(SELECT DISTINCT k FROM unnest(keys) AS k WHERE k IS NOT NULL ORDER BY k) LOOP
        PERFORM FROM countersign.cases c WHERE c.key = wanted FOR NO KEY UPDATE;
    END LOOP;
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

CREATE OR REPLACE FUNCTION countersign.workspace_view(device text, key text, key_team text, checkout text, statements text[], teams text[], cases text[])
RETURNS TABLE (what text, a text, b text, c text, d text, e text, f text, n bigint, m bigint, h bytea) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    reading bigint[] := countersign.reading_teams();
    keys bigint[] := countersign.case_keys(teams, cases);
BEGIN
    RETURN QUERY SELECT 'store'::text, countersign.now_text(),
        EXISTS (SELECT FROM countersign.checkout k WHERE k.statement = workspace_view.checkout AND k.recalled)::text,
        EXISTS (SELECT FROM countersign.suspended_device x WHERE x.device = workspace_view.device)::text,
        (NOT EXISTS (SELECT FROM countersign.enrolled_key k WHERE k.fingerprint = workspace_view.key AND k.owner = session_user::text AND NOT k.revoked)
            OR NOT countersign.holds(coalesce(countersign.team_key(key_team), -1), 'reviewer', 'supervisor'))::text,
        NULL::text, NULL::text, x.seq, NULL::bigint, x.note
    FROM (SELECT 1) AS one LEFT JOIN countersign.device_head x ON x.device = workspace_view.device;
    RETURN QUERY SELECT 'statement'::text, r.statement, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::bigint, NULL::bigint, r.content
    FROM unnest(statements) AS w CROSS JOIN LATERAL (SELECT * FROM countersign.recorded x WHERE x.statement = w OFFSET 0) AS r;
    RETURN QUERY SELECT 'case'::text, (SELECT t.id FROM countersign.team t WHERE t.key = x.team), x.id, x.state, NULL::text, NULL::text, NULL::text,
        NULL::bigint, NULL::bigint, (SELECT v.digest FROM countersign.case_version v WHERE v.key = x.version_key)
    FROM unnest(keys) AS k CROSS JOIN LATERAL (SELECT * FROM countersign.cases y WHERE y.key = k OFFSET 0) AS x WHERE x.team = ANY (reading);
    RETURN QUERY SELECT 'slot'::text, (SELECT t.id FROM countersign.team t WHERE t.key = x.team), x.id, o.decided_by,
        (SELECT y.id FROM countersign.decision y WHERE y.number = o.decision AND (NOT y.veiled OR y.reviewer = session_user::text)), o.holder, o.expires,
        o.slot::bigint, o.fence, NULL::bytea
    FROM unnest(keys) AS k CROSS JOIN LATERAL (SELECT * FROM countersign.cases y WHERE y.key = k OFFSET 0) AS x
        CROSS JOIN LATERAL (SELECT * FROM countersign.case_slot y WHERE y.case_key = x.key AND y.version = x.version OFFSET 0) AS o
    WHERE x.team = ANY (reading);
END $$;

-- The check-outs of this person that it, or what it corrects, can have been signed under, recalled or not.
CREATE OR REPLACE FUNCTION countersign.checkout_for(s jsonb, of_case bigint, OUT known boolean, OUT recalled boolean, OUT began text, OUT until text)
LANGUAGE sql STABLE AS $$
    SELECT count(*) > 0, coalesce(bool_or(k.recalled), false), min(k.arrived), max(k.until)
    FROM countersign.first_decided(s) AS f, countersign.checkout_case y
        CROSS JOIN LATERAL (SELECT * FROM countersign.checkout x WHERE x.statement = y.checkout OFFSET 0) AS k
    WHERE y.case_key = of_case AND k.actor = countersign.unescape_token(s ->> 'actor') AND y.version = (f ->> 'case-version')::bigint
        AND y.fence = (f ->> 'claim')::bigint AND y.slot = (f ->> 'slot')::bigint
$$;

-- The newest first: one's own, and all of a team for its supervisors.
CREATE OR REPLACE FUNCTION countersign.checkouts() RETURNS TABLE (statement text, log_index bigint, team text, actor text, actor_name text, arrived text,
    until text, cases text[], held bigint, recalled boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT k.statement, e.log_index, (SELECT t.id FROM countersign.team t WHERE t.key = k.team), k.actor, k.actor_name, k.arrived, k.until,
        ARRAY(SELECT c.id FROM countersign.checkout_case y CROSS JOIN LATERAL (SELECT * FROM countersign.cases x WHERE x.key = y.case_key OFFSET 0) AS c
            WHERE y.checkout = k.statement ORDER BY c.id),
        (SELECT count(*) FROM countersign.checkout_case y CROSS JOIN LATERAL (SELECT * FROM countersign.case_slot x
            WHERE x.case_key = y.case_key AND x.version = y.version AND x.slot = y.slot OFFSET 0) AS x
            WHERE y.checkout = k.statement AND x.fence = y.fence AND x.holder = k.actor AND x.decision IS NULL),
        k.recalled
    FROM countersign.checkout k CROSS JOIN LATERAL (SELECT * FROM countersign.ledger_entry x WHERE x.number = k.number OFFSET 0) AS e
    WHERE (SELECT countersign.is_person()) AND (k.actor = session_user::text OR k.team = ANY ((SELECT countersign.teams_with('supervisor'))::bigint[]))
    ORDER BY k.number DESC
$$;

-- A root is the first from there on: asked for by its size alone, all of them are read for as long as they fill few pages.
CREATE OR REPLACE FUNCTION countersign.root_at(wanted bigint) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    batch countersign.ledger_root;
    known bytea;
    peaks bytea := '';
    done bigint := 0;
    level integer;
BEGIN
    SELECT * INTO batch FROM countersign.ledger_root r WHERE r.size >= wanted ORDER BY r.size LIMIT 1;
    IF batch.size = wanted THEN
        RETURN batch.root;
    ELSIF wanted > (SELECT size FROM countersign.ledger_head) THEN
        RETURN NULL;
    END IF;
    FOR level IN REVERSE 62 .. 0 LOOP
        IF wanted & (1::bigint << level) <> 0 THEN
            done := done + (1::bigint << level);
            SELECT CASE WHEN level = 0 THEN e.leaf ELSE substr(e.nodes, 32 * (level - 1) + 1, 32) END INTO known
            FROM countersign.ledger_entry e WHERE e.log_index = done - 1;
            peaks := peaks || known;
        END IF;
    END LOOP;
    RETURN countersign.root_of(peaks);
END $$;

CREATE OR REPLACE FUNCTION countersign.clock_is_wrong(s jsonb, arrived text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (s ->> 'claimed')::timestamptz > arrived::timestamptz + interval '1 minute' OR (s ->> 'claimed')::timestamptz + interval '1 minute'
        < (SELECT CASE WHEN r.size = split_part(s ->> 'basis', ' ', 1)::bigint THEN r.made END FROM (SELECT * FROM countersign.ledger_root x
            WHERE x.size >= split_part(s ->> 'basis', ' ', 1)::bigint ORDER BY x.size LIMIT 1) AS r)::timestamptz;
END $$;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

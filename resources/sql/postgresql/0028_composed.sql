-- Ids and teams arrive composed (NFC) by every way, and a case is asked for by whatever spelling.

CREATE OR REPLACE FUNCTION countersign.import_cases(note bytea, salts bytea[], contents bytea[], id text[], version integer[], kind text[], title text[],
    risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], evidence_of integer[], evidence_id text[],
    evidence_digest bytea[]) RETURNS SETOF countersign.receipt LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    n countersign.note := countersign.parse_note(note);
    s jsonb := countersign.parse_statement(convert_from(n.body, 'UTF8'));
    r countersign.receipt;
    of_team bigint;
    team_id text;
    policy jsonb;
    digests bytea[] := ARRAY(SELECT countersign.blob_digest(g.salt, g.content) FROM unnest(salts, contents) WITH ORDINALITY AS g (salt, content,
        place) ORDER BY place);
    rows countersign.incoming[];
    keys bigint[];
BEGIN
    PERFORM countersign.check_lines(s);
    IF s ->> 'kind' <> 'case.imported' THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'case.imported');
    ELSIF EXISTS (SELECT FROM unnest(id || evidence_id) AS x WHERE x IS NOT NFC NORMALIZED) THEN -- signed they stand composed, and so they are kept
        PERFORM countersign.refuse('CS014', '/id', 'NFC');
    END IF;
    r := countersign.admit(n, s, sha256(note));
    IF r.refusal IS NOT NULL OR r.already THEN
        RETURN NEXT r;
        RETURN;
    END IF;
    team_id := countersign.unescape_token(s ->> 'team');
    of_team := countersign.team_key(team_id);
    policy := countersign.current_policy();
    rows := countersign.incoming_rows(policy, team_id, id, version, kind, title, risk, priority, due, form, source, reference, rule, words, contents, digests,
        evidence_of, evidence_id, evidence_digest);
    IF s ->> 'policy' <> policy ->> 'version' OR ARRAY(SELECT jsonb_array_elements_text(s -> 'case')) IS DISTINCT FROM countersign.import_lines(rows) THEN
        PERFORM countersign.refuse('CS009', s ->> 'id', 'rule');
    END IF;
    r := countersign.add_signed(s, note, '{}', of_team, NULL);
    keys := countersign.add_case_rows(rows, of_team, r.arrived, NULL);
    PERFORM countersign.add_version_rows(rows, keys, of_team, r, NULL);
    PERFORM countersign.add_import_blobs(rows, keys, of_team, salts, contents, digests, evidence_of, evidence_id, evidence_digest);
    PERFORM countersign.release_automatic(rows, keys, r.arrived);
    RETURN NEXT r;
END $$;

CREATE OR REPLACE FUNCTION countersign.submit_case("case" text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    me text := (countersign.demand_person()).id;
    j jsonb := countersign.json_of("case");
    received bytea := convert_to("case", 'UTF8');
    team_id text := normalize(coalesce(j ->> 'team', 'main'), NFC);
    of_team bigint := countersign.team_key(team_id);
    salt bytea := countersign.new_salt();
    x countersign.incoming;
BEGIN
    PERFORM countersign.demand_case(j);
    IF of_team IS NULL OR NOT countersign.holds(of_team, 'submitter') THEN
        PERFORM countersign.refuse('CS005', me, 'submitter');
    END IF;
    x := countersign.incoming_of(j, countersign.blob_digest(salt, received), received, team_id);
    IF countersign.was_submitted(x, of_team, received) THEN
        RETURN x.id;
    END IF;
    PERFORM countersign.admit_case(x, team_id, of_team, salt, received);
    RETURN x.id;
EXCEPTION WHEN unique_violation THEN -- somebody else was quicker by a moment: their row is there now
    IF countersign.was_submitted(x, of_team, received) THEN
        RETURN x.id;
    END IF;
    RAISE;
END $$;

CREATE OR REPLACE FUNCTION countersign.outcome(case_id text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN r.recall THEN NULL ELSE countersign.release_json(r, e.log_index, c.id, NULL, b.content) END
    FROM countersign.cases c JOIN countersign.release r ON r.case_key = c.key LEFT JOIN countersign.ledger_entry e ON e.number = r.number
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE c.id = normalize(case_id, NFC) AND (c.team = ANY (countersign.reading_teams()) OR (c.team = ANY (countersign.submitting_teams())
        AND c.submitter = session_user::text))
    ORDER BY c.team, r.number DESC LIMIT 1
$$;

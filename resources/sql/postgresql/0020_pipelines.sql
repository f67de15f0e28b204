-- The face for pipelines (contracts: SQL face): three functions and a view, and no table.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.words_of(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT string_agg(x #>> '{}', ' ') FROM jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') AS x $$;

-- As searchText spells words, as far as SQL can: marks away, letters of scripts without blanks standing alone.
CREATE FUNCTION countersign.spelt(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(regexp_replace(regexp_replace(normalize(words, NFD), '[\u0300-\u036f\u200b-\u200d\u00ad\u2060\ufeff]', '', 'g'),
        '([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005-\u30ff\u3100-\u312f\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'), '[^[:alnum:]]+', ' ',
            'g'))
$$;

-- Why this case cannot be taken, or NULL: only what is needed to route it, show it and find it again.
CREATE FUNCTION countersign.demand_case(j jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF jsonb_typeof(j) IS DISTINCT FROM 'object' OR j ->> 'schema' IS DISTINCT FROM 'countersign.case/1' THEN
        PERFORM countersign.refuse('CS014', '/schema', 'countersign.case/1');
    ELSIF jsonb_typeof(j -> 'id') IS DISTINCT FROM 'string' OR j ->> 'id' = '' OR length(j ->> 'id') > 512 THEN
        PERFORM countersign.refuse('CS014', '/id', 'string');
    ELSIF jsonb_typeof(j -> 'kind') IS DISTINCT FROM 'string' OR j ->> 'kind' = '' THEN
        PERFORM countersign.refuse('CS014', '/kind', 'string');
    ELSIF coalesce(j ->> 'risk', 'medium') NOT IN ('low', 'medium', 'high') THEN
        PERFORM countersign.refuse('CS014', '/risk', 'low, medium or high');
    ELSIF coalesce(j ->> 'priority', '0') !~ '^-?[0-9]{1,7}$' OR coalesce(j ->> 'version', '1') !~ '^[1-9][0-9]{0,8}$' THEN
        PERFORM countersign.refuse('CS014', '/priority', 'integer');
    ELSIF jsonb_typeof(j -> 'suggestion') IS DISTINCT FROM 'object' OR (j -> 'suggestion' ? 'text') = (j -> 'suggestion' ? 'fields')
        OR (j -> 'suggestion' ? 'text' AND jsonb_typeof(j #> '{suggestion,text}') <> 'string') THEN
        PERFORM countersign.refuse('CS014', '/suggestion', 'text or fields');
    ELSIF jsonb_typeof(coalesce(j -> 'evidence', '[]')) <> 'array' OR jsonb_path_exists(j, '$.evidence[*] ? (exists (@.file) || !exists (@.text))') THEN
        PERFORM countersign.refuse('CS014', '/evidence', 'text');
    END IF;
END $$;

-- RFC 3339 with an offset, and no other word that PostgreSQL would take for a time.
CREATE FUNCTION countersign.due_text(due text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF due !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$' THEN
        PERFORM countersign.refuse('CS014', '/due', 'RFC 3339 date and time with offset');
    END IF;
    RETURN countersign.time_text(due::timestamptz);
EXCEPTION WHEN data_exception THEN
    PERFORM countersign.refuse('CS014', '/due', 'RFC 3339 date and time with offset');
END $$;

CREATE FUNCTION countersign.incoming_of(j jsonb, source bytea, received bytea, team_id text) RETURNS countersign.incoming LANGUAGE plpgsql STABLE AS $$
DECLARE
    policy jsonb := countersign.current_policy();
    x countersign.incoming;
BEGIN
    x.place := 1;
    x.id := normalize(j ->> 'id', NFC);
    x.version := coalesce((j ->> 'version')::integer, 1);
    x.kind := j ->> 'kind';
    x.title := coalesce(nullif(btrim(regexp_replace(j ->> 'title', '\s+', ' ', 'g')), ''), x.id);
    x.risk := array_position(ARRAY['low', 'medium', 'high'], coalesce(j ->> 'risk', 'medium')) - 1;
    x.priority := coalesce((j ->> 'priority')::integer, 0);
    x.due := coalesce(countersign.due_text(j ->> 'due'), '~');
    x.form := CASE WHEN j -> 'suggestion' ? 'text' THEN 'text' ELSE 'fields' END;
    x.source := source;
    x.received := received;
    x.words := countersign.spelt(countersign.words_of(j));
    x.route := countersign.route_of(policy, NULL, received, team_id);
    x.digest := countersign.manifest_digest(x.id, x.version, team_id, source, NULL);
    RETURN x;
END $$;

-- Idempotent on id and content; the same id with other content is refused. Kept byte for byte as it came.
CREATE FUNCTION countersign.submit_case("case" text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
DECLARE
    me text := (countersign.demand_person()).id;
    j jsonb := countersign.json_of("case");
    received bytea := convert_to("case", 'UTF8');
    team_id text := coalesce(j ->> 'team', 'main');
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

-- The store's own import: nobody signs what a pipeline submits, and nobody can sign for it.
CREATE FUNCTION countersign.admit_case(x countersign.incoming, team_id text, of_team bigint, salt bytea, received bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    me text := session_user::text;
    r countersign.receipt;
    keys bigint[];
BEGIN
    r.arrived := countersign.now_text();
    keys := countersign.add_case_rows(ARRAY[x], of_team, r.arrived, me);
    PERFORM countersign.add_own('case.imported', 'team ' || countersign.escape_token(team_id) || E'\nsubmitter ' || countersign.escape_token(me)
        || E'\npolicy ' || (x.route).policy_version || E'\ncase ' || (countersign.import_lines(ARRAY[x]))[1] || E'\n', r.arrived, of_team);
    PERFORM countersign.add_version_rows(ARRAY[x], keys, of_team, r, me);
    PERFORM countersign.add_import_blobs(ARRAY[x], keys, of_team, ARRAY[salt], ARRAY[received], ARRAY[x.source], '{}', '{}', '{}');
    PERFORM countersign.release_automatic(ARRAY[x], keys, r.arrived);
    PERFORM nextval('countersign.change');
END $$;

CREATE FUNCTION countersign.json_of(line text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF line ~ '[\n\r]' THEN
        PERFORM countersign.refuse('CS014', '', 'one line');
    END IF;
    RETURN line::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded OR statement_too_complex THEN
    PERFORM countersign.refuse('CS014', '', 'JSON');
END $$;

-- True: this very content, by this submitter, is there. Refuses an id that somebody else has, and other content under it.
CREATE FUNCTION countersign.was_submitted(x countersign.incoming, of_team bigint, received bytea) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v countersign.case_version;
    before bytea;
BEGIN
    SELECT y.* INTO v FROM countersign.cases c JOIN countersign.case_version y ON y.key = c.version_key WHERE c.team = of_team AND c.id = x.id;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF v.submitter IS DISTINCT FROM session_user::text THEN
        PERFORM countersign.refuse('CS015', x.id);
    ELSIF v.version <> x.version THEN
        RETURN false; -- newer or older: add_case_rows says
    END IF;
    SELECT content INTO before FROM countersign.blob WHERE digest = v.source_blob;
    IF before IS DISTINCT FROM received THEN
        PERFORM countersign.refuse('CS015', x.id);
    END IF;
    RETURN true;
END $$;

-- Whose releases the caller may read: of reading teams, or of their own submissions.
CREATE FUNCTION countersign.release_json(r countersign.release, seq bigint, id text, of_seq bigint, outcome bytea) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('seq', seq, 'case', id, 'type', CASE WHEN r.recall THEN 'recall' ELSE 'release' END, 'ofSeq', of_seq,
        'policy', r.policy_version, 'rule', r.rule, 'decisions', r.decisions))
        || jsonb_build_object('outcome', countersign.outcome_json(outcome, r.form))
$$;

-- The release that stands, from the moment its decision commits; NULL where there is none, or no such case of the caller's.
CREATE FUNCTION countersign.outcome(case_id text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CASE WHEN r.recall THEN NULL ELSE countersign.release_json(r, e.log_index, c.id, NULL, b.content) END
    FROM countersign.cases c JOIN countersign.release r ON r.case_key = c.key LEFT JOIN countersign.ledger_entry e ON e.number = r.number
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE c.id = case_id AND (c.team = ANY (countersign.reading_teams()) OR (c.team = ANY (countersign.submitting_teams())
        AND c.submitter = session_user::text))
    ORDER BY c.team, r.number DESC LIMIT 1
$$;

CREATE VIEW countersign.released AS
    SELECT e.log_index AS seq, c.id AS "case", CASE WHEN r.recall THEN 'recall' ELSE 'release' END AS type,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        countersign.outcome_json(b.content, r.form) AS outcome,
        r.policy_version AS policy, r.rule, to_jsonb(r.decisions) AS decisions
    FROM countersign.ledger_entry e JOIN countersign.release r ON r.number = e.number JOIN countersign.cases c ON c.key = r.case_key
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE e.kind IN ('release', 'recall') AND (c.team = ANY ((SELECT countersign.reading_teams())::bigint[])
        OR (c.team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND c.submitter = session_user::text));

-- Releases and recalls behind a log index, each once, in the order of the log.
CREATE FUNCTION countersign.released_after(seq bigint, "limit" integer) RETURNS SETOF countersign.released LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN QUERY SELECT x.* FROM countersign.released x WHERE x.seq > coalesce(released_after.seq, -1) ORDER BY x.seq
        LIMIT CASE WHEN "limit" > 0 THEN "limit" END;
END $$;

RESET ROLE;

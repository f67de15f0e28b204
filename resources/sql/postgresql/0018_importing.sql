-- Cases on their way in, many at once: arrays as they come, every digest and route made again from the received bytes.

SET LOCAL ROLE countersign_owner;

-- One row a case of the import, with its route and its digest.
CREATE TYPE countersign.incoming AS (
    place bigint, id text, version integer, kind text, title text, risk integer, priority integer, due text, form text, source bytea, reference bytea,
    rule text, words text, received bytea, digest bytea, route countersign.route
);

CREATE FUNCTION countersign.route_of(policy jsonb, same countersign.route, received bytea, team text) RETURNS countersign.route LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF same.rule IS NOT NULL THEN
        RETURN same;
    END IF;
    RETURN countersign.route_case(policy, convert_from(received, 'UTF8')::jsonb, team);
EXCEPTION WHEN data_exception THEN -- an error in routing means human review
    RETURN ROW((policy ->> 'version')::integer, 'unmatched'::text, 1, ''::text, false, 0::bigint, 'light'::text, false);
END $$;

CREATE FUNCTION countersign.manifest_digest(id text, version integer, team text, source bytea, evidence text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(E'countersign.case/v1\ncase ' || countersign.escape_token(id) || E'\ncase-version ' || version || E'\nteam '
        || countersign.escape_token(team) || E'\nsource ' || countersign.digest_text(source) || E'\n' || coalesce(evidence, ''), 'UTF8'))
$$;

-- What is new: a case, or a newer version of an open one. Both get their row in `cases`; the key of each, by place.
CREATE FUNCTION countersign.add_case_rows(rows countersign.incoming[], of_team bigint, at text, by_submitter text, OUT keys bigint[]) LANGUAGE plpgsql AS $$
DECLARE
    pair record;
    r countersign.incoming;
    c countersign.cases;
BEGIN
    keys := array_fill(NULL::bigint, ARRAY[cardinality(rows)]);
    FOR pair IN SELECT x AS brought, y AS there FROM unnest(rows) AS x JOIN countersign.cases y ON y.team = of_team
        AND y.id = x.id ORDER BY y.key FOR NO KEY UPDATE OF y LOOP
        r := pair.brought;
        c := pair.there;
        IF r.version = c.version THEN
            PERFORM countersign.refuse('CS015', c.id);
        ELSIF r.version < c.version THEN
            PERFORM countersign.refuse('CS008', c.id, c.version::text);
        ELSIF c.state <> 'open' OR (r.route).automatic THEN
            PERFORM countersign.refuse('CS004', c.id, c.state);
        END IF;
        keys[r.place] := c.key;
        UPDATE countersign.cases SET version = r.version, version_key = nextval(pg_get_serial_sequence('countersign.case_version', 'key')), kind = r.kind,
            title = r.title, risk = r.risk, priority = r.priority, due = r.due, arrived = at, submitter = by_submitter WHERE key = c.key;
    END LOOP;
    WITH added AS (
        INSERT INTO countersign.cases (team, id, version, version_key, kind, title, risk, priority, due, state, arrived, submitter)
        SELECT of_team, x.id, x.version, nextval(pg_get_serial_sequence('countersign.case_version', 'key')), x.kind, x.title, x.risk, x.priority, x.due,
            CASE WHEN (x.route).automatic THEN 'released' ELSE 'open' END, at, by_submitter
        FROM unnest(rows) AS x WHERE keys[x.place] IS NULL ORDER BY x.place RETURNING key, id)
    SELECT array_agg(coalesce(keys[x.place], a.key) ORDER BY x.place) INTO keys FROM unnest(rows) AS x LEFT JOIN added a ON a.id = x.id;
END $$;

CREATE FUNCTION countersign.add_version_rows(rows countersign.incoming[], keys bigint[], of_team bigint, r countersign.receipt, by_submitter text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO countersign.case_version (key, case_key, team, version, form, digest, source_blob, reference_blob, policy_version, rule, reviewers,
        reviewer_group, blind, window_seconds, signing_mode, automatic, imported_by, imported_in, submitter, arrived)
    SELECT c.version_key, c.key, of_team, x.version, x.form, x.digest, x.source, x.reference, (x.route).policy_version, (x.route).rule, (x.route).reviewers,
        (x.route).reviewer_group, (x.route).blind, (x.route).window_seconds, (x.route).signing_mode, (x.route).automatic, session_user::text,
        coalesce(r.statement, ''), by_submitter, r.arrived
    FROM unnest(rows) AS x JOIN countersign.cases c ON c.key = keys[x.place] ORDER BY x.place;
    INSERT INTO countersign.case_slot (case_key, version, slot, team, stage)
    SELECT keys[x.place], x.version, n, of_team, 'review' FROM unnest(rows) AS x, generate_series(1, (x.route).reviewers) AS n WHERE NOT (x.route).automatic;
    INSERT INTO countersign.case_search (version_key, words)
    SELECT c.version_key, to_tsvector('pg_catalog.simple', left(x.words, 250000)) || countersign.newness(c.version_key)
    FROM unnest(rows) AS x JOIN countersign.cases c ON c.key = keys[x.place];
END $$;

-- Blobs of the import: each belongs to exactly one case, and every one that a case names is there.
CREATE FUNCTION countersign.add_import_blobs(rows countersign.incoming[], keys bigint[], of_team bigint, salts bytea[], contents bytea[], digests bytea[],
    evidence_of integer[], evidence_id text[], evidence_digest bytea[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE kept bigint;
BEGIN
    INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
    SELECT g.digest, of_team, w.case_key, w.sort, g.salt, g.content
    FROM unnest(digests, salts, contents) AS g (digest, salt, content)
    JOIN (SELECT x.source AS digest, keys[x.place] AS case_key, 'source' AS sort FROM unnest(rows) AS x
          UNION ALL SELECT x.reference, keys[x.place], 'reference' FROM unnest(rows) AS x WHERE x.reference IS NOT NULL
          UNION ALL SELECT e.digest, keys[e.place], 'evidence' FROM unnest(evidence_digest, evidence_of) AS e (digest, place)) AS w ON w.digest = g.digest
    WHERE length(g.salt) = 32;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> cardinality(digests)
        OR kept <> cardinality(rows) + (SELECT count(*) FROM unnest(rows) AS x WHERE x.reference IS NOT NULL) + cardinality(evidence_digest) THEN
        PERFORM countersign.refuse('CS018', 'import', 'blobs');
    END IF;
    INSERT INTO countersign.evidence_blob (case_key, version, evidence, digest, team)
    SELECT keys[e.place], x.version, e.id, e.digest, of_team FROM unnest(evidence_of, evidence_id, evidence_digest) AS e (place, id, digest)
        JOIN unnest(rows) AS x ON x.place = e.place;
END $$;

CREATE FUNCTION countersign.release_automatic(rows countersign.incoming[], keys bigint[], at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    x countersign.incoming;
    c countersign.cases;
    v countersign.case_version;
    salt bytea;
    content bytea;
BEGIN
    FOREACH x IN ARRAY rows LOOP
        CONTINUE WHEN NOT (x.route).automatic;
        SELECT * INTO c FROM countersign.cases WHERE key = keys[x.place];
        SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
        salt := countersign.new_salt();
        content := countersign.suggested(x.received, x.form);
        IF content IS NULL THEN
            PERFORM countersign.refuse('CS016', x.id, 'suggestion');
        END IF;
        INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
        VALUES (countersign.blob_digest(salt, content), c.team, c.key, 'outcome', salt, content);
        PERFORM countersign.add_release(c, v, countersign.blob_digest(salt, content), '{}', at);
    END LOOP;
END $$;

-- The lines "case …" of an import as its rows have them, in ascending byte order.
CREATE FUNCTION countersign.import_lines(rows countersign.incoming[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(line ORDER BY line COLLATE "C") FROM (
        SELECT countersign.escape_token(x.id) || ' ' || x.version || ' ' || countersign.digest_text(x.digest) || ' '
            || countersign.escape_token((x.route).rule) AS line
        FROM unnest(rows) AS x) AS y
$$;

CREATE FUNCTION countersign.import_cases(note bytea, salts bytea[], contents bytea[], id text[], version integer[], kind text[], title text[], risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], evidence_of integer[], evidence_id text[],
    evidence_digest bytea[]) RETURNS SETOF countersign.receipt LANGUAGE plpgsql SECURITY DEFINER AS $$
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

CREATE FUNCTION countersign.current_policy() RETURNS jsonb LANGUAGE sql STABLE AS
$$ SELECT countersign.read_policy(rules) FROM countersign.policy ORDER BY version DESC LIMIT 1 $$;

CREATE FUNCTION countersign.incoming_rows(policy jsonb, team_id text, id text[], version integer[], kind text[], title text[], risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], contents bytea[], digests bytea[],
    evidence_of integer[], evidence_id text[], evidence_digest bytea[]) RETURNS countersign.incoming[] LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE same countersign.route;
BEGIN
    SELECT o.* INTO same FROM countersign.only_route(policy) AS o;
    RETURN ARRAY(
        SELECT ROW(x.place, x.id, x.version, x.kind, x.title, x.risk, x.priority, x.due, x.form, x.source, x.reference, x.rule, x.words,
            CASE WHEN same.rule IS NULL OR same.automatic THEN g.content END, countersign.manifest_digest(x.id, x.version, team_id, x.source, e.lines),
                countersign.route_of(policy, same, g.content, team_id))::countersign.incoming
        FROM unnest(id, version, kind, title, risk, priority, due, form, source, reference, rule, words) WITH ORDINALITY
                AS x (id, version, kind, title, risk, priority, due, form, source, reference, rule, words, place)
            LEFT JOIN (SELECT d.digest, d.content FROM unnest(digests, contents) AS d (digest, content)) AS g ON g.digest = x.source
            LEFT JOIN (SELECT v.place, string_agg('evidence ' || countersign.escape_token(v.id) || ' ' || countersign.digest_text(v.digest) || E'\n', ''
                                   ORDER BY countersign.escape_token(v.id) || ' ' || countersign.digest_text(v.digest) COLLATE "C") AS lines
                       FROM unnest(evidence_of, evidence_id, evidence_digest) AS v (place, id, digest) GROUP BY v.place) AS e ON e.place = x.place
        ORDER BY x.place);
END $$;

RESET ROLE;

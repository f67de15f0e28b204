-- Cases on their way in, column by column as they come, and their lines in the statement held against the rows byte for byte instead of being
-- taken apart first. Nothing less is checked.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_owner;

-- Many cases at once: one element of each column is one case.
CREATE TYPE countersign.incoming_cases AS (
    id text[], version integer[], kind text[], title text[], risk integer[], priority integer[], due text[], form text[], source bytea[],
    reference bytea[], words text[], placed tsvector[], digest bytea[], route countersign.route[]
);

SET LOCAL ROLE countersign_code;

-- As before, with the rule read once and not for each column.
CREATE OR REPLACE FUNCTION countersign.only_route(policy jsonb) RETURNS countersign.route LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM jsonb_array_elements_text(policy #> '{rules,0,lines}') AS x WHERE x LIKE 'when-%') THEN
        RETURN NULL;
    END IF;
    RETURN countersign.rule_route((policy ->> 'version')::integer, policy #> '{rules,0}');
END $$;

-- An import with the first of its lines "case …" only, and all of them as they stand in it. Whoever holds these against what they have to be has
-- read them: between LF "case " and LF "auth " of a statement nothing else can stand.
CREATE FUNCTION countersign.parse_import(note bytea, OUT n countersign.note, OUT s jsonb, OUT listed bytea) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    before integer := position('\x0a6361736520'::bytea IN note);
    until integer := position('\x0a6175746820'::bytea IN note);
    first bytea;
BEGIN
    listed := CASE WHEN before > 0 THEN substr(note, before + 1, greatest(until - before, 0)) ELSE '' END;
    first := substr(listed, 1, position('\x0a'::bytea IN listed));
    n := countersign.parse_note(CASE WHEN listed = '' THEN note ELSE substr(note, 1, before) || first || substr(note, until + 1) END);
    s := countersign.parse_statement(convert_from(n.body, 'UTF8'));
    n.body := substr(note, 1, length(n.body) - length(first) + length(listed));
END $$;

-- The lines "case …" of an import as its rows have them, in ascending byte order.
CREATE FUNCTION countersign.incoming_lines(c countersign.incoming_cases) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT string_agg(x.line, '' ORDER BY x.line COLLATE "C") FROM (
        SELECT 'case ' || countersign.token_of(y.id) || ' ' || y.version::text || ' sha256:' || encode(y.digest, 'hex') || ' ' || countersign.token_of(y.rule)
            || E'\n' AS line
        FROM unnest(c.id, c.version, c.digest, c.route) AS y (id, version, digest, policy_version, rule)) AS x);
END $$;

CREATE FUNCTION countersign.incoming_digests(c countersign.incoming_cases, team_id text, evidence_of integer[], evidence_id text[], evidence_digest bytea[])
RETURNS bytea[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    team_line text := E'\nteam ' || countersign.escape_token(team_id) || E'\nsource sha256:';
    lines text[] := '{}'; -- of the evidence of each, by place
BEGIN
    IF cardinality(evidence_of) > 0 THEN
        lines := ARRAY(SELECT string_agg('evidence ' || countersign.token_of(v.id) || ' sha256:' || encode(v.digest, 'hex') || E'\n', ''
                ORDER BY countersign.token_of(v.id) || ' ' || encode(v.digest, 'hex') COLLATE "C")
            FROM generate_subscripts(c.id, 1) AS p (place) LEFT JOIN unnest(evidence_of, evidence_id, evidence_digest) AS v (place, id, digest) USING (place)
            GROUP BY place ORDER BY place);
    END IF;
    RETURN ARRAY(SELECT sha256(convert_to(E'countersign.case/v1\ncase ' || countersign.token_of(x.id) || E'\ncase-version ' || x.version::text || team_line
            || encode(x.source, 'hex') || E'\n' || coalesce(x.lines, ''), 'UTF8'))
        FROM unnest(c.id, c.version, c.source, lines) WITH ORDINALITY AS x (id, version, source, lines, place) ORDER BY place);
END $$;

CREATE FUNCTION countersign.incoming_routes(policy jsonb, team_id text, source bytea[], digests bytea[], contents bytea[]) RETURNS countersign.route[]
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE same countersign.route := countersign.only_route(policy);
BEGIN
    IF same.rule IS NOT NULL THEN -- nobody asks what is in them
        RETURN array_fill(same, ARRAY[cardinality(source)]);
    END IF;
    RETURN ARRAY(SELECT countersign.route_of(policy, same, g.content, team_id) FROM unnest(source) WITH ORDINALITY AS x (digest, place)
        LEFT JOIN unnest(digests, contents) AS g (digest, content) ON g.digest = x.digest ORDER BY x.place);
END $$;

-- Newer versions of cases that are there and open; their rows are held until the end.
CREATE FUNCTION countersign.demand_newer(brought countersign.incoming_cases, there bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases;
    place integer;
BEGIN
    FOR c IN SELECT * FROM countersign.cases y WHERE y.key = ANY (there) ORDER BY y.key FOR NO KEY UPDATE LOOP
        place := array_position(there, c.key);
        IF brought.version[place] = c.version THEN
            PERFORM countersign.refuse('CS015', c.id);
        ELSIF brought.version[place] < c.version THEN
            PERFORM countersign.refuse('CS008', c.id, c.version::text);
        ELSIF c.state <> 'open' OR (brought.route[place]).automatic THEN
            PERFORM countersign.refuse('CS004', c.id, c.state);
        END IF;
    END LOOP;
END $$;

-- All that a case has but its blobs; the key of each, by place. Versions and cases in one statement, so that each row finds the other at its end.
CREATE FUNCTION countersign.add_rows(c countersign.incoming_cases, of_team bigint, r countersign.receipt, by_submitter text) RETURNS bigint[]
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    there bigint[] := ARRAY(SELECT coalesce((SELECT y.key FROM countersign.cases y WHERE y.team = of_team AND y.id = x.id), 0)
        FROM unnest(c.id) WITH ORDINALITY AS x (id, place) ORDER BY x.place);
    has_newer boolean := EXISTS (SELECT FROM unnest(there) AS t WHERE t > 0);
    keys bigint[];
    version_keys bigint[] := ARRAY(SELECT nextval('countersign.case_version_key_seq'::regclass) FROM generate_subscripts(there, 1));
BEGIN
    IF has_newer THEN
        PERFORM countersign.demand_newer(c, there);
    END IF;
    keys := ARRAY(SELECT CASE WHEN t.key > 0 THEN t.key ELSE nextval('countersign.cases_key_seq'::regclass) END
        FROM unnest(there) WITH ORDINALITY AS t (key, place) ORDER BY t.place);
    WITH added AS (
        INSERT INTO countersign.cases (key, team, id, version, version_key, kind, title, risk, priority, due, state, arrived, submitter)
        OVERRIDING SYSTEM VALUE
        SELECT x.key, of_team, x.id, x.version, x.version_key, x.kind, x.title, x.risk, x.priority, x.due,
            CASE WHEN x.automatic THEN 'released' ELSE 'open' END, r.arrived, by_submitter
        FROM unnest(keys, there, version_keys, c.id, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.route)
            AS x (key, there, version_key, id, version, kind, title, risk, priority, due, policy_version, rule, reviewers, reviewer_group, blind,
                window_seconds, signing_mode, automatic)
        WHERE x.there = 0)
    INSERT INTO countersign.case_version (key, case_key, team, version, form, digest, source_blob, reference_blob, policy_version, rule, reviewers,
        reviewer_group, blind, window_seconds, signing_mode, automatic, imported_by, imported_in, submitter, arrived)
    SELECT x.version_key, x.key, of_team, x.version, x.form, x.digest, x.source, x.reference, x.policy_version, x.rule, x.reviewers, x.reviewer_group,
        x.blind, x.window_seconds, x.signing_mode, x.automatic, session_user::text, coalesce(r.statement, ''), by_submitter, r.arrived
    FROM unnest(keys, version_keys, c.version, c.form, c.digest, c.source, c.reference, c.route)
        AS x (key, version_key, version, form, digest, source, reference, policy_version, rule, reviewers, reviewer_group, blind, window_seconds,
            signing_mode, automatic);
    INSERT INTO countersign.case_slot (case_key, version, slot, team, stage)
    SELECT x.key, x.version, n, of_team, 'review'
    FROM unnest(keys, c.version, c.route) AS x (key, version, policy_version, rule, reviewers, reviewer_group, blind, window_seconds, signing_mode, automatic),
        generate_series(1, x.reviewers) AS n WHERE NOT x.automatic;
    INSERT INTO countersign.case_search (version_key, words)
    SELECT x.key, coalesce(x.placed, to_tsvector('pg_catalog.simple'::regconfig, left(x.words, 250000)))
        || array_to_tsvector(ARRAY['#1/' || (x.key / 1000)::text, '#2/' || (x.key / 10000)::text, '#3/' || (x.key / 100000)::text])
    FROM unnest(version_keys, c.words, c.placed) AS x (key, words, placed);
    IF has_newer THEN
        UPDATE countersign.cases y SET version = x.version, version_key = x.version_key, kind = x.kind, title = x.title, risk = x.risk,
            priority = x.priority, due = x.due, arrived = r.arrived, submitter = by_submitter
        FROM unnest(there, version_keys, c.version, c.kind, c.title, c.risk, c.priority, c.due)
            AS x (key, version_key, version, kind, title, risk, priority, due) WHERE x.key > 0 AND y.key = x.key;
    END IF;
    RETURN keys;
END $$;

-- Blobs of the import: each belongs to exactly one case, and every one that a case names is there.
CREATE FUNCTION countersign.add_import_blobs(c countersign.incoming_cases, keys bigint[], of_team bigint, salts bytea[], contents bytea[], digests bytea[],
    evidence_of integer[], evidence_id text[], evidence_digest bytea[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named bytea[] := c.source || array_remove(c.reference, NULL) || evidence_digest;
    named_keys bigint[] := keys || ARRAY(SELECT x.key FROM unnest(keys, c.reference) WITH ORDINALITY AS x (key, digest, place) WHERE x.digest IS NOT NULL
        ORDER BY x.place) || ARRAY(SELECT keys[e.place] FROM unnest(evidence_of) WITH ORDINALITY AS e (place, n) ORDER BY e.n);
    evidence_from integer := cardinality(named) - cardinality(evidence_digest);
    kept bigint;
BEGIN
    INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
    SELECT g.digest, of_team, w.key, CASE WHEN w.place <= cardinality(keys) THEN 'source' WHEN w.place <= evidence_from THEN 'reference' ELSE 'evidence' END,
        g.salt, g.content
    FROM unnest(digests, salts, contents) AS g (digest, salt, content)
        JOIN unnest(named, named_keys) WITH ORDINALITY AS w (digest, key, place) ON w.digest = g.digest
    WHERE length(g.salt) = 32;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> cardinality(digests) OR kept <> cardinality(named) THEN
        PERFORM countersign.refuse('CS018', 'import', 'blobs');
    END IF;
    IF cardinality(evidence_of) > 0 THEN
        INSERT INTO countersign.evidence_blob (case_key, version, evidence, digest, team)
        SELECT keys[e.place], c.version[e.place], e.id, e.digest, of_team FROM unnest(evidence_of, evidence_id, evidence_digest) AS e (place, id, digest);
    END IF;
END $$;

CREATE FUNCTION countersign.release_automatic(keys bigint[], at text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c countersign.cases;
    v countersign.case_version;
    salt bytea;
    content bytea;
BEGIN
    FOR c IN SELECT y.* FROM unnest(keys) WITH ORDINALITY AS x (key, place) JOIN countersign.cases y ON y.key = x.key ORDER BY x.place LOOP
        SELECT * INTO v FROM countersign.case_version WHERE key = c.version_key;
        CONTINUE WHEN NOT v.automatic;
        salt := countersign.new_salt();
        content := countersign.suggested((SELECT b.content FROM countersign.blob b WHERE b.digest = v.source_blob), v.form);
        IF content IS NULL THEN
            PERFORM countersign.refuse('CS016', c.id, 'suggestion');
        END IF;
        INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
        VALUES (countersign.blob_digest(salt, content), c.team, c.key, 'outcome', salt, content);
        PERFORM countersign.add_release(c, v, countersign.blob_digest(salt, content), '{}', at);
    END LOOP;
END $$;

-- The store's own import: nobody signs what a pipeline submits, and nobody can sign for it.
CREATE OR REPLACE FUNCTION countersign.admit_case(x countersign.incoming, team_id text, of_team bigint, salt bytea, received bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    me text := session_user::text;
    c countersign.incoming_cases := ROW(ARRAY[x.id], ARRAY[x.version], ARRAY[x.kind], ARRAY[x.title], ARRAY[x.risk], ARRAY[x.priority], ARRAY[x.due],
        ARRAY[x.form], ARRAY[x.source], '{NULL}'::bytea[], ARRAY[x.words], '{NULL}'::tsvector[], ARRAY[x.digest], ARRAY[x.route]);
    r countersign.receipt;
    keys bigint[];
BEGIN
    r.arrived := countersign.now_text();
    keys := countersign.add_rows(c, of_team, r, me);
    PERFORM countersign.add_own('case.imported', 'team ' || countersign.escape_token(team_id) || E'\nsubmitter ' || countersign.escape_token(me)
        || E'\npolicy ' || (x.route).policy_version || E'\n' || countersign.incoming_lines(c), r.arrived, of_team);
    PERFORM countersign.add_import_blobs(c, keys, of_team, ARRAY[salt], ARRAY[received], ARRAY[x.source], '{}', '{}', '{}');
    PERFORM countersign.release_automatic(keys, r.arrived);
    PERFORM nextval('countersign.change');
END $$;

CREATE OR REPLACE FUNCTION countersign.import_cases(note bytea, salts bytea[], contents bytea[], id text[], version integer[], kind text[], title text[],
    risk integer[], priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], evidence_of integer[],
    evidence_id text[], evidence_digest bytea[], placed tsvector[] DEFAULT '{}') RETURNS SETOF countersign.receipt LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    read record;
    s jsonb;
    r countersign.receipt;
    of_team bigint;
    team_id text;
    policy jsonb;
    digests bytea[];
    c countersign.incoming_cases;
    keys bigint[];
BEGIN
    SELECT * INTO read FROM countersign.parse_import(note);
    s := read.s;
    PERFORM countersign.check_lines(s);
    IF s ->> 'kind' <> 'case.imported' THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'case.imported');
    ELSIF EXISTS (SELECT FROM unnest(ARRAY[array_dims(id), array_dims(version), array_dims(kind), array_dims(title), array_dims(risk), array_dims(priority),
        array_dims(due), array_dims(form), array_dims(source), array_dims(reference), array_dims(words), coalesce(array_dims(placed), array_dims(id))]) AS x
        WHERE x IS DISTINCT FROM '[1:' || cardinality(id) || ']') THEN -- as many of each, counted from one
        PERFORM countersign.refuse('CS014', '/id', 'columns');
    ELSIF EXISTS (SELECT FROM unnest(id || evidence_id) AS x WHERE x IS NOT NFC NORMALIZED) THEN -- signed they stand composed, and so they are kept
        PERFORM countersign.refuse('CS014', '/id', 'NFC');
    ELSIF EXISTS (SELECT FROM unnest(placed) AS x WHERE x @@ '''#'':*'::tsquery) THEN -- marks of newness are the store's alone
        PERFORM countersign.refuse('CS014', '/words', '#');
    END IF;
    r := countersign.admit(read.n, s, sha256(note));
    IF r.refusal IS NOT NULL OR r.already THEN
        RETURN NEXT r;
        RETURN;
    END IF;
    team_id := countersign.unescape_token(s ->> 'team');
    of_team := countersign.team_key(team_id);
    policy := countersign.current_policy();
    digests := ARRAY(SELECT countersign.blob_digest(g.salt, g.content) FROM unnest(salts, contents) WITH ORDINALITY AS g (salt, content, place) ORDER BY place);
    c := ROW(id, version, kind, title, risk, priority, due, form, source, reference, words, placed, NULL, NULL);
    c.route := countersign.incoming_routes(policy, team_id, source, digests, contents);
    c.digest := countersign.incoming_digests(c, team_id, evidence_of, evidence_id, evidence_digest);
    IF s ->> 'policy' <> policy ->> 'version' OR read.listed IS DISTINCT FROM convert_to(countersign.incoming_lines(c), 'UTF8') THEN
        PERFORM countersign.refuse('CS009', s ->> 'id', 'rule');
    END IF;
    r := countersign.add_signed(s, note, '{}', of_team, NULL);
    keys := countersign.add_rows(c, of_team, r, NULL);
    PERFORM countersign.add_import_blobs(c, keys, of_team, salts, contents, digests, evidence_of, evidence_id, evidence_digest);
    IF EXISTS (SELECT FROM unnest(c.route) AS x WHERE x.automatic) THEN
        PERFORM countersign.release_automatic(keys, r.arrived);
    END IF;
    RETURN NEXT r;
END $$;

DROP FUNCTION countersign.incoming_rows(jsonb, text, text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[], bytea[], text[],
    text[], bytea[], bytea[], integer[], text[], bytea[], tsvector[]);
DROP FUNCTION countersign.import_lines(countersign.incoming[]);
DROP FUNCTION countersign.demand_newer(countersign.incoming[], bigint[]);
DROP FUNCTION countersign.add_rows(countersign.incoming[], bigint, countersign.receipt, text);
DROP FUNCTION countersign.add_import_blobs(countersign.incoming[], bigint[], bigint, bytea[], bytea[], bytea[], integer[], text[], bytea[]);
DROP FUNCTION countersign.release_automatic(countersign.incoming[], bigint[], text);

REVOKE ALL ON FUNCTION countersign.parse_import(bytea), countersign.incoming_lines(countersign.incoming_cases),
    countersign.incoming_digests(countersign.incoming_cases, text, integer[], text[], bytea[]),
    countersign.incoming_routes(jsonb, text, bytea[], bytea[], bytea[]), countersign.demand_newer(countersign.incoming_cases, bigint[]),
    countersign.add_rows(countersign.incoming_cases, bigint, countersign.receipt, text),
    countersign.add_import_blobs(countersign.incoming_cases, bigint[], bigint, bytea[], bytea[], bytea[], integer[], text[], bytea[]),
    countersign.release_automatic(bigint[], text) FROM PUBLIC;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

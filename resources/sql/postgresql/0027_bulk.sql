-- Cases on their way in, two thousand at once: what was asked of each by itself is asked of all together. Nothing less is checked.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- Tokens as they stand in a line; most need no escaping, which is seen here without a call.
CREATE FUNCTION countersign.token_of(value text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN value ~ '^[A-Za-z0-9._~:/@-]*$' THEN value ELSE countersign.escape_token(value) END $$;

-- What stands behind the key in the lines from `at` on that begin with it, when each is a plain "token number digest token" and above the one before;
-- NULL: to be read one by one.
CREATE FUNCTION countersign.plain_case_lines(lines text[], at integer, key text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    last bigint;
    those text[];
BEGIN
    SELECT max(place), array_agg(substr(x, length(key) + 2) ORDER BY place) INTO last, those
    FROM unnest(lines[at:]) WITH ORDINALITY AS u (x, place) WHERE left(x, length(key) + 1) = key || ' ';
    IF last IS DISTINCT FROM cardinality(those) -- others stand between them
        OR array_to_string(those, E'\n') !~ '^(?:[A-Za-z0-9._~:/@-]+ [1-9][0-9]{0,17} sha256:[0-9a-f]{64} [A-Za-z0-9._~:/@-]+(?:\n|$))+$'
        OR those IS DISTINCT FROM ARRAY(SELECT DISTINCT x COLLATE "C" FROM unnest(those) AS x ORDER BY x COLLATE "C") THEN
        RETURN NULL;
    END IF;
    RETURN those;
END $$;

CREATE OR REPLACE FUNCTION countersign.parse_statement(body text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    lines text[] := string_to_array(body, E'\n');
    grammar text[];
    kind text := substring(lines[1] from '^countersign[.]([a-z.-]+)/v1$');
    at integer := 2;
    item text;
    form text;
    key text;
    mark text;
    value text;
    those text[];
    keys text[] := '{}';
    found text[] := '{}';
    lists jsonb := '{}';
BEGIN
    IF countersign.own_lines(kind) IS NULL THEN
        PERFORM countersign.refuse('CS014', 'line 1', 'kind');
    END IF;
    grammar := ARRAY['store 4', 'id 7'] || countersign.own_lines(kind) || ARRAY['auth light,part11-first,part11-next,strict', 'meaning f', 'actor t',
        'key h', 'name f', 'device v', 'device-seq p', 'device-prev prev', 'claimed T', 'basis n_h', 'software f'];
    FOREACH item IN ARRAY grammar LOOP
        key := split_part(item, ' ', 1);
        form := split_part(item, ' ', 2);
        mark := right(key, 1);
        IF mark NOT IN ('?', '*', '+') THEN
            value := substr(lines[at], length(key) + 2);
            IF left(lines[at], length(key) + 1) IS DISTINCT FROM key || ' ' OR value = '' OR NOT countersign.fits(form, value) THEN
                PERFORM countersign.refuse('CS014', 'line ' || at, key);
            END IF;
            keys := keys || key;
            found := found || value;
            at := at + 1;
            CONTINUE;
        END IF;
        key := left(key, -1);
        those := coalesce(CASE WHEN form = 't_p_d_t' THEN countersign.plain_case_lines(lines, at, key) END, '{}');
        at := at + cardinality(those);
        WHILE left(lines[at], length(key) + 1) = key || ' ' LOOP
            value := substr(lines[at], length(key) + 2);
            IF value = '' OR NOT countersign.fits(form, value) OR those[cardinality(those)] COLLATE "C" >= value
                OR (mark = '?' AND cardinality(those) = 1) THEN
                PERFORM countersign.refuse('CS014', 'line ' || at, key);
            END IF;
            those := those || value;
            at := at + 1;
        END LOOP;
        IF mark = '?' AND cardinality(those) = 1 THEN
            keys := keys || key;
            found := found || those[1];
        ELSIF mark = '+' AND cardinality(those) = 0 THEN
            PERFORM countersign.refuse('CS014', 'line ' || at, key);
        ELSIF mark <> '?' THEN
            lists := lists || jsonb_build_object(key, those);
        END IF;
    END LOOP;
    IF at <> cardinality(lines) OR lines[at] <> '' THEN
        PERFORM countersign.refuse('CS014', 'line ' || at, 'end');
    END IF;
    RETURN jsonb_object(keys, found) || lists || jsonb_build_object('kind', kind);
END $$;

CREATE OR REPLACE FUNCTION countersign.import_lines(rows countersign.incoming[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(line ORDER BY line COLLATE "C") FROM (
        SELECT countersign.token_of(x.id) || ' ' || x.version::text || ' sha256:' || encode(x.digest, 'hex') || ' ' || countersign.token_of((x.route).rule)
            AS line
        FROM unnest(rows) AS x) AS y
$$;

CREATE OR REPLACE FUNCTION countersign.incoming_rows(policy jsonb, team_id text, id text[], version integer[], kind text[], title text[], risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], contents bytea[], digests bytea[],
    evidence_of integer[], evidence_id text[], evidence_digest bytea[]) RETURNS countersign.incoming[] LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE
    same countersign.route;
    team_line text := E'\nteam ' || countersign.escape_token(team_id) || E'\nsource sha256:';
BEGIN
    SELECT o.* INTO same FROM countersign.only_route(policy) AS o;
    RETURN ARRAY(
        SELECT ROW(x.place, x.id, x.version, x.kind, x.title, x.risk, x.priority, x.due, x.form, x.source, x.reference, x.rule, x.words,
            CASE WHEN same.rule IS NULL OR same.automatic THEN g.content END,
            sha256(convert_to(E'countersign.case/v1\ncase ' || countersign.token_of(x.id) || E'\ncase-version ' || x.version::text || team_line
                || encode(x.source, 'hex') || E'\n' || coalesce(e.lines, ''), 'UTF8')),
            CASE WHEN same.rule IS NOT NULL THEN same ELSE countersign.route_of(policy, same, g.content, team_id) END)::countersign.incoming
        FROM unnest(id, version, kind, title, risk, priority, due, form, source, reference, rule, words) WITH ORDINALITY
                AS x (id, version, kind, title, risk, priority, due, form, source, reference, rule, words, place)
            LEFT JOIN (SELECT d.digest, d.content FROM unnest(digests, contents) AS d (digest, content)) AS g ON g.digest = x.source
            LEFT JOIN (SELECT v.place, string_agg('evidence ' || countersign.token_of(v.id) || ' sha256:' || encode(v.digest, 'hex') || E'\n', ''
                                   ORDER BY countersign.token_of(v.id) || ' ' || encode(v.digest, 'hex') COLLATE "C") AS lines
                       FROM unnest(evidence_of, evidence_id, evidence_digest) AS v (place, id, digest) GROUP BY v.place) AS e ON e.place = x.place
        ORDER BY x.place);
END $$;

CREATE OR REPLACE FUNCTION countersign.add_case_rows(rows countersign.incoming[], of_team bigint, at text, by_submitter text, OUT keys bigint[])
LANGUAGE plpgsql AS $$
DECLARE
    pair record;
    r countersign.incoming;
    c countersign.cases;
    there_places bigint[] := '{}';
    there_keys bigint[] := '{}';
BEGIN
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
        there_places := there_places || r.place;
        there_keys := there_keys || c.key;
        UPDATE countersign.cases SET version = r.version, version_key = nextval('countersign.case_version_key_seq'::regclass), kind = r.kind,
            title = r.title, risk = r.risk, priority = r.priority, due = r.due, arrived = at, submitter = by_submitter WHERE key = c.key;
    END LOOP;
    WITH added AS (
        INSERT INTO countersign.cases (team, id, version, version_key, kind, title, risk, priority, due, state, arrived, submitter)
        SELECT of_team, x.id, x.version, nextval('countersign.case_version_key_seq'::regclass), x.kind, x.title, x.risk, x.priority, x.due,
            CASE WHEN (x.route).automatic THEN 'released' ELSE 'open' END, at, by_submitter
        FROM unnest(rows) AS x WHERE x.place <> ALL (there_places) ORDER BY x.place RETURNING key, id)
    SELECT array_agg(coalesce(t.key, a.key) ORDER BY x.place) INTO keys FROM unnest(rows) AS x LEFT JOIN added a ON a.id = x.id
        LEFT JOIN unnest(there_places, there_keys) AS t (place, key) ON t.place = x.place;
END $$;

-- Words as a text; or, from a program that has told them apart already, each in quotes with its places. Marks of newness are the store's alone.
CREATE FUNCTION countersign.words_vector(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN left(words, 1) <> '''' OR strpos(words, '#') > 0 THEN to_tsvector('pg_catalog.simple'::regconfig, left(words, 250000))
        ELSE words::tsvector END
$$;

CREATE OR REPLACE FUNCTION countersign.add_version_rows(rows countersign.incoming[], keys bigint[], of_team bigint, r countersign.receipt, by_submitter text)
RETURNS void LANGUAGE plpgsql AS $$
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
    SELECT c.version_key, countersign.words_vector(x.words) || array_to_tsvector(ARRAY['#1/' || (c.version_key / 1000)::text,
        '#2/' || (c.version_key / 10000)::text, '#3/' || (c.version_key / 100000)::text])
    FROM unnest(rows) AS x JOIN countersign.cases c ON c.key = keys[x.place];
END $$;

REVOKE ALL ON FUNCTION countersign.token_of(text), countersign.plain_case_lines(text[], integer, text), countersign.words_vector(text) FROM PUBLIC;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

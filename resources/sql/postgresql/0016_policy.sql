-- Policies read as models/policy writes them, and the rule that routes a case.

SET LOCAL ROLE countersign_owner;

-- Lines of a rule in order: conditions, then who. Repeated ones may stand several times.
CREATE FUNCTION countersign.policy_place(line text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN line ~ '^when-kind [^ ]+$' THEN 1
        WHEN line ~ '^when-risk (?:low|medium|high)$' THEN 2
        WHEN line ~ '^when-team [^ ]+$' THEN 3
        WHEN line ~ '^when-label [^ ]+ [^ ]+$' THEN 4
        WHEN line ~ '^when-confidence-below (?:0(?:[.][0-9]+)?|1(?:[.]0+)?|[.][0-9]+|[0-9.]+[eE]-[0-9]+)$' THEN 5
        WHEN line ~ '^when-confidence-at-least (?:0(?:[.][0-9]+)?|1(?:[.]0+)?|[.][0-9]+|[0-9.]+[eE]-[0-9]+)$' THEN 6
        WHEN line ~ '^when-action (?:yes|no)$' THEN 7
        WHEN line ~ '^reviewers (?:automatic|one|two|group [^ ]+)$' THEN 8
        WHEN line = 'first-answer required' THEN 9
        WHEN line ~ '^window [1-9][0-9]{0,17}$' THEN 10
        WHEN line ~ '^signing (?:light|part11|strict)$' THEN 11 END
$$;

-- {"version": n, "rules": [{"name": …, "lines": […]}]}
CREATE FUNCTION countersign.read_policy(rules bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    lines text[] := string_to_array(convert_from(rules, 'UTF8'), E'\n');
    list jsonb := '[]';
    those text[];
    name text;
    place integer;
    before integer := 11;
BEGIN
    IF lines[1] <> 'countersign.policy/v1' OR lines[2] !~ '^version [1-9][0-9]{0,8}$' OR lines[cardinality(lines)] <> '' OR cardinality(lines) < 4 THEN
        PERFORM countersign.refuse('CS014', 'policy', 'policy');
    END IF;
    FOR i IN 3 .. cardinality(lines) - 1 LOOP
        IF before = 11 THEN
            name := countersign.unescape_token(substr(lines[i], 6));
            IF left(lines[i], 5) <> 'rule ' OR name IS NULL THEN
                PERFORM countersign.refuse('CS014', 'policy ' || i, 'rule');
            END IF;
            those := '{}';
            before := 0;
            CONTINUE;
        END IF;
        place := countersign.policy_place(lines[i]);
        IF place IS NULL OR place < before OR (place = before AND place > 4) OR (place > 8 AND before < 8) OR (place = 11 AND before < 8) THEN
            PERFORM countersign.refuse('CS014', 'policy ' || i, 'policy line');
        END IF;
        those := those || lines[i];
        before := place;
        IF place = 11 THEN
            list := list || jsonb_build_object('name', name, 'lines', those);
        END IF;
    END LOOP;
    IF before <> 11 THEN
        PERFORM countersign.refuse('CS014', 'policy', 'signing');
    END IF;
    RETURN jsonb_build_object('version', split_part(lines[2], ' ', 2)::integer, 'rules', list);
END $$;

CREATE TYPE countersign.route AS (
    policy_version integer, rule text, reviewers integer, reviewer_group text, blind boolean, window_seconds bigint, signing_mode text, automatic boolean
);

CREATE FUNCTION countersign.values_of(lines jsonb, key text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT substr(x, length(key) + 2) FROM jsonb_array_elements_text(lines) AS x WHERE left(x, length(key) + 1) = key || ' ')
$$;

CREATE FUNCTION countersign.rule_route(version integer, rule jsonb) RETURNS countersign.route LANGUAGE sql IMMUTABLE AS $$
    SELECT version, rule ->> 'name', CASE WHEN who = 'two' THEN 2 ELSE 1 END,
        CASE WHEN who LIKE 'group %' THEN countersign.unescape_token(substr(who, 7)) ELSE '' END,
        rule -> 'lines' ? 'first-answer required', coalesce((countersign.values_of(rule -> 'lines', 'window'))[1]::bigint, 0),
        (countersign.values_of(rule -> 'lines', 'signing'))[1], who = 'automatic'
    FROM (SELECT (countersign.values_of(rule -> 'lines', 'reviewers'))[1] AS who) AS x
$$;

CREATE FUNCTION countersign.rule_matches(lines jsonb, kind text, risk text, team text, labels jsonb, confidence double precision, action boolean)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    one text;
    kinds text[] := countersign.values_of(lines, 'when-kind');
    risks text[] := countersign.values_of(lines, 'when-risk');
    teams text[] := countersign.values_of(lines, 'when-team');
BEGIN
    IF cardinality(kinds) > 0 AND NOT countersign.escape_token(kind) = ANY (kinds) OR cardinality(risks) > 0 AND NOT risk = ANY (risks)
        OR cardinality(teams) > 0 AND NOT countersign.escape_token(team) = ANY (teams) THEN
        RETURN false;
    END IF;
    FOREACH one IN ARRAY countersign.values_of(lines, 'when-label') LOOP
        IF labels ->> countersign.unescape_token(split_part(one, ' ', 1)) IS DISTINCT FROM countersign.unescape_token(split_part(one, ' ', 2)) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN coalesce(confidence < (countersign.values_of(lines, 'when-confidence-below'))[1]::double precision, true)
        AND coalesce(confidence >= (countersign.values_of(lines, 'when-confidence-at-least'))[1]::double precision, true)
        AND coalesce(action = ((countersign.values_of(lines, 'when-action'))[1] = 'yes'), true);
END $$;

-- The first rule that matches a received line; none means one reviewer. `j` is the line, in either of the two shapes the program reads.
CREATE FUNCTION countersign.route_case(policy jsonb, j jsonb, team text) RETURNS countersign.route LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    rule jsonb;
    neutral boolean := NOT j ? 'schema' AND j ? 'source';
    labels jsonb := CASE WHEN neutral THEN jsonb_build_object('source', j -> 'source') ELSE j -> 'labels' END;
    confidence double precision := CASE WHEN jsonb_typeof(j #> '{suggestion,confidence}') = 'number'
        THEN (j #>> '{suggestion,confidence}')::double precision ELSE 0 END;
BEGIN
    FOR rule IN SELECT jsonb_array_elements(policy -> 'rules') LOOP
        IF countersign.rule_matches(rule -> 'lines', j ->> 'kind', CASE WHEN neutral THEN 'medium' ELSE coalesce(j ->> 'risk', 'medium') END, team, labels,
            confidence, NOT neutral AND jsonb_typeof(j -> 'action') IS NOT DISTINCT FROM 'object') THEN
            RETURN countersign.rule_route((policy ->> 'version')::integer, rule);
        END IF;
    END LOOP;
    RETURN ROW((policy ->> 'version')::integer, 'unmatched'::text, 1, ''::text, false, 0::bigint, 'light'::text, false);
END $$;

-- Whether every case goes the same way, so that no line has to be looked into.
CREATE FUNCTION countersign.only_route(policy jsonb) RETURNS countersign.route LANGUAGE sql IMMUTABLE AS $$
    SELECT (countersign.rule_route((policy ->> 'version')::integer, policy #> '{rules,0}')).*
    WHERE NOT EXISTS (SELECT FROM jsonb_array_elements_text(policy #> '{rules,0,lines}') AS x WHERE x LIKE 'when-%')
$$;

RESET ROLE;

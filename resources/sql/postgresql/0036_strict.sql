-- What a pipeline submits is read as strictly as a file: whatever the reader of case lines would refuse later is refused on arrival
-- (models/exchange: jsonscanner, caseline, recordparts, citations). And cases that submitters imported with the program are their own.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- Room that the pointers to all fields may take together, at most: values by the deepest level by the longest name as it is spelt.
CREATE FUNCTION countersign.pointer_room(line text, j jsonb, named bigint) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    longest bigint := (SELECT greatest(8, max(octet_length(m[1]))) FROM regexp_matches(line, '("(?:[^"\\]|\\.)*"\s*:\s*)', 'g') AS m);
    depth integer := 4;
BEGIN
    WHILE jsonb_path_exists(j, format('strict $.**{%s}', depth)::jsonpath) LOOP
        depth := depth * 2;
    END LOOP;
    RETURN named::numeric * depth * longest;
END $$;

-- Of one line: its value, with the names of each object unique, no deeper and no larger than a reader takes it.
CREATE OR REPLACE FUNCTION countersign.json_of(line text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    j jsonb;
    bare text; -- without what stands in strings: each colon is one member's
    members bigint;
    named bigint;
BEGIN
    IF octet_length(line) > 67108864 THEN
        PERFORM countersign.refuse('CS014', '', '67108864 bytes');
    ELSIF line ~ '[\n\r]' THEN
        PERFORM countersign.refuse('CS014', '', 'one line');
    END IF;
    j := line::jsonb;
    bare := regexp_replace(line, '"(?:[^"\\]|\\.)*"', '"', 'g');
    members := length(bare) - length(replace(bare, ':', ''));
    named := 1 + length(bare) - length(replace(bare, ',', '')) + regexp_count(bare, '[[{]\s*[^]}\s]');
    IF named > 4000000 THEN
        PERFORM countersign.refuse('CS014', '', '4000000 values');
    ELSIF jsonb_path_exists(j, 'strict $.**{256} ? (@.type() == "object" || @.type() == "array")') THEN
        PERFORM countersign.refuse('CS014', '', '256 levels');
    ELSIF members <> (SELECT count(*) FROM jsonb_path_query(j, 'strict $.** ? (@.type() == "object").*.type()')) THEN
        PERFORM countersign.refuse('CS014', '', 'each name once');
    ELSIF named * octet_length(line) > 134217728 AND countersign.pointer_room(line, j, named) > 134217728 THEN
        PERFORM countersign.refuse('CS014', '/suggestion/fields', '134217728 bytes of pointers');
    END IF;
    RETURN j;
EXCEPTION WHEN data_exception OR program_limit_exceeded OR statement_too_complex THEN
    PERFORM countersign.refuse('CS014', '', 'JSON');
END $$;

-- A member that may be left out, or be null.
CREATE FUNCTION countersign.may_be(value jsonb, type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(nullif(jsonb_typeof(value), 'null'), type) = type $$;

-- 1 to 200 characters, no controls, no outer blanks.
CREATE FUNCTION countersign.is_name(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_typeof(value) = 'string' AND length(value #>> '{}') BETWEEN 1 AND 200
        AND value #>> '{}' !~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]'
        AND value #>> '{}' !~ '^[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$',
        false)
$$;

CREATE FUNCTION countersign.may_be_name(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT nullif(jsonb_typeof(value), 'null') IS NULL OR countersign.is_name(value) $$;

-- Written with digits only: of `json`, which keeps them.
CREATE FUNCTION countersign.may_be_whole(value json, fewest numeric, most numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN nullif(json_typeof(value), 'null') IS NULL THEN true
        WHEN json_typeof(value) <> 'number' OR value::text !~ '^-?[0-9]{1,18}$' THEN false ELSE value::text::numeric BETWEEN fewest AND most END
$$;

-- A number from 0 to 1.
CREATE FUNCTION countersign.is_fraction(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN jsonb_typeof(value) = 'number' THEN (value #>> '{}')::numeric BETWEEN 0 AND 1 ELSE false END $$;

CREATE FUNCTION countersign.is_region(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN jsonb_typeof(value) <> 'array' OR jsonb_array_length(value) <> 4
            OR EXISTS (SELECT FROM jsonb_array_elements(value) AS side WHERE NOT countersign.is_fraction(side)) THEN false
        ELSE (value ->> 0)::numeric + (value ->> 2)::numeric <= 1.000001 AND (value ->> 1)::numeric + (value ->> 3)::numeric <= 1.000001 END
$$;

-- What is wrong with a selector into a text of that length (NULL: into fields), or NULL.
CREATE FUNCTION countersign.selector_fault(selector json, fields boolean, characters bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    s jsonb := selector;
    placed boolean := nullif(jsonb_typeof(s -> 'start'), 'null') IS NOT NULL;
BEGIN
    RETURN CASE
        WHEN NOT (countersign.may_be(s -> 'exact', 'string') AND countersign.may_be(s -> 'prefix', 'string') AND countersign.may_be(s -> 'suffix', 'string'))
            THEN 'string'
        WHEN placed <> (nullif(jsonb_typeof(s -> 'end'), 'null') IS NOT NULL) THEN 'start and end'
        WHEN NOT (countersign.may_be_whole(selector -> 'start', 0, 1000000000) AND countersign.may_be_whole(selector -> 'end', 0, 1000000000))
            THEN 'whole number'
        WHEN placed AND (s ->> 'end')::bigint < (s ->> 'start')::bigint THEN 'not before start'
        WHEN placed AND coalesce(s ->> 'exact', '') = '' AND (s ->> 'end')::bigint > characters THEN '0 to ' || characters
        WHEN nullif(jsonb_typeof(s -> 'region'), 'null') IS NOT NULL AND NOT countersign.is_region(s -> 'region') THEN 'x, y, width, height as fractions'
        WHEN NOT countersign.may_be_whole(selector -> 'page', 1, 1000000) THEN 'page'
        WHEN NOT countersign.may_be(s -> 'field', 'string') OR s ->> 'field' !~ '^(?:/|$)' OR s ->> 'field' ~ '~(?:[^01]|$)' THEN 'RFC 6901 pointer'
        WHEN s ->> 'field' IS NOT NULL AND NOT fields THEN 'a suggestion with fields' END;
END $$;

CREATE FUNCTION countersign.citation_fault(citation json, suggestion jsonb, texts jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    c jsonb := citation;
    fields boolean := suggestion ? 'fields';
BEGIN
    IF jsonb_typeof(c) <> 'object' OR jsonb_typeof(c -> 'at') IS DISTINCT FROM 'object' OR NOT countersign.may_be(c -> 'in', 'object') THEN
        RETURN 'object';
    ELSIF NOT countersign.is_name(c -> 'evidence') OR NOT texts ? (c ->> 'evidence') THEN
        RETURN 'the id of an evidence item';
    ELSIF coalesce(c #>> '{at,start}', nullif(c #>> '{at,exact}', ''), c #>> '{at,field}', c #>> '{at,region}', c #>> '{at,page}') IS NULL THEN
        RETURN 'start and end, exact, or field';
    END IF;
    RETURN coalesce(countersign.selector_fault(citation -> 'at', fields, CASE WHEN NOT fields THEN length(suggestion ->> 'text') END),
        CASE WHEN jsonb_typeof(c -> 'in') = 'object' THEN
            countersign.selector_fault(citation -> 'in', true, (texts ->> (c ->> 'evidence'))::bigint) END);
END $$;

-- What is wrong with an item of evidence, or NULL. There are no files here.
CREATE FUNCTION countersign.evidence_fault(item jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE WHEN jsonb_typeof(item) <> 'object' THEN 'object'
        WHEN NOT (countersign.is_name(item -> 'id') AND countersign.is_name(item -> 'mediaType')) THEN '1 to 200 characters, no controls, no outer blanks'
        WHEN NOT countersign.may_be(item -> 'title', 'string') THEN 'string'
        WHEN jsonb_typeof(item -> 'text') IS DISTINCT FROM 'string' OR nullif(jsonb_typeof(item -> 'file'), 'null') IS NOT NULL THEN 'text'
        WHEN NOT countersign.may_be(item -> 'sha256', 'string') OR item ->> 'sha256' !~ '^[0-9a-fA-F]{64}$' THEN '64 hex digits'
        WHEN lower(item ->> 'sha256') <> encode(sha256(convert_to(item ->> 'text', 'UTF8')), 'hex') THEN 'sha256 of the text' END;
END $$;

CREATE FUNCTION countersign.demand_evidence(evidence jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE wrong record;
BEGIN
    IF jsonb_typeof(evidence) IS DISTINCT FROM 'array' THEN
        PERFORM countersign.refuse('CS014', '/evidence', 'array');
    END IF;
    SELECT place - 1 AS place, countersign.evidence_fault(item) AS why INTO wrong FROM jsonb_array_elements(evidence) WITH ORDINALITY AS e (item, place)
    WHERE countersign.evidence_fault(item) IS NOT NULL ORDER BY place LIMIT 1;
    IF FOUND THEN
        PERFORM countersign.refuse('CS014', '/evidence/' || wrong.place, wrong.why);
    ELSIF EXISTS (SELECT FROM jsonb_array_elements(evidence) AS item GROUP BY item ->> 'id' HAVING count(*) > 1) THEN
        PERFORM countersign.refuse('CS014', '/evidence', 'each id once');
    END IF;
END $$;

CREATE FUNCTION countersign.demand_suggestion(line json, s jsonb, evidence jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    texts jsonb;
    wrong record;
BEGIN
    IF jsonb_typeof(s) IS DISTINCT FROM 'object' OR (s ? 'text') = (s ? 'fields') OR (s ? 'text' AND jsonb_typeof(s -> 'text') <> 'string') THEN
        PERFORM countersign.refuse('CS014', '/suggestion', 'text or fields');
    ELSIF NOT countersign.may_be(s -> 'form', 'object') OR (jsonb_typeof(s -> 'form') = 'object' AND NOT s ? 'fields') THEN
        PERFORM countersign.refuse('CS014', '/suggestion/form', 'object, with fields');
    ELSIF NOT countersign.may_be(s -> 'model', 'object') OR (jsonb_typeof(s -> 'model') = 'object'
        AND NOT (countersign.is_name(s #> '{model,name}') AND countersign.may_be_name(s #> '{model,version}'))) THEN
        PERFORM countersign.refuse('CS014', '/suggestion/model', 'name and version');
    ELSIF NOT countersign.may_be(s -> 'confidence', 'number') OR (jsonb_typeof(s -> 'confidence') = 'number'
        AND NOT countersign.is_fraction(s -> 'confidence')) THEN
        PERFORM countersign.refuse('CS014', '/suggestion/confidence', '0 to 1');
    ELSIF NOT countersign.may_be(s -> 'citations', 'array') THEN
        PERFORM countersign.refuse('CS014', '/suggestion/citations', 'array');
    ELSIF jsonb_typeof(s -> 'citations') = 'array' THEN
        texts := (SELECT coalesce(jsonb_object_agg(item ->> 'id', length(item ->> 'text')), '{}') FROM jsonb_array_elements(evidence) AS item);
        SELECT c.place - 1 AS place, w.why INTO wrong FROM json_array_elements(line #> '{suggestion,citations}') WITH ORDINALITY AS c (citation, place),
            countersign.citation_fault(c.citation, s, texts) AS w (why) WHERE w.why IS NOT NULL ORDER BY c.place LIMIT 1;
        IF FOUND THEN
            PERFORM countersign.refuse('CS014', '/suggestion/citations/' || wrong.place, wrong.why);
        END IF;
    END IF;
END $$;

-- As models/exchange/case1 reads it.
CREATE FUNCTION countersign.demand_case(line json, j jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF jsonb_typeof(j) IS DISTINCT FROM 'object' OR jsonb_typeof(j -> 'schema') IS DISTINCT FROM 'string' OR j ->> 'schema' <> 'countersign.case/1' THEN
        PERFORM countersign.refuse('CS014', '/schema', 'countersign.case/1');
    ELSIF NOT countersign.is_name(j -> 'id') THEN
        PERFORM countersign.refuse('CS014', '/id', '1 to 200 characters, no controls, no outer blanks');
    ELSIF NOT countersign.is_name(j -> 'kind') THEN
        PERFORM countersign.refuse('CS014', '/kind', '1 to 200 characters, no controls, no outer blanks');
    ELSIF NOT countersign.may_be(j -> 'title', 'string') THEN
        PERFORM countersign.refuse('CS014', '/title', 'string');
    ELSIF NOT countersign.may_be_name(j -> 'team') THEN
        PERFORM countersign.refuse('CS014', '/team', '1 to 200 characters, no controls, no outer blanks');
    ELSIF NOT countersign.may_be_whole(line -> 'version', 1, 2147483647) THEN
        PERFORM countersign.refuse('CS014', '/version', 'integer');
    ELSIF NOT countersign.may_be(j -> 'risk', 'string') OR coalesce(j ->> 'risk', 'medium') NOT IN ('low', 'medium', 'high') THEN
        PERFORM countersign.refuse('CS014', '/risk', 'low, medium or high');
    ELSIF NOT countersign.may_be_whole(line -> 'priority', -1000000, 1000000) THEN
        PERFORM countersign.refuse('CS014', '/priority', 'integer');
    ELSIF NOT countersign.may_be(j -> 'due', 'string') THEN
        PERFORM countersign.refuse('CS014', '/due', 'RFC 3339 date and time with offset');
    ELSIF NOT countersign.may_be(j -> 'labels', 'object') OR jsonb_path_exists(j, 'strict $.labels.* ? (@.type() != "string")', '{}', true) THEN
        PERFORM countersign.refuse('CS014', '/labels', 'strings');
    ELSIF NOT countersign.may_be(j -> 'action', 'object') OR (jsonb_typeof(j -> 'action') = 'object' AND NOT countersign.is_name(j #> '{action,name}')) THEN
        PERFORM countersign.refuse('CS014', '/action', 'an object with a name');
    END IF;
    PERFORM countersign.demand_evidence(j -> 'evidence');
    PERFORM countersign.demand_suggestion(line, j -> 'suggestion', j -> 'evidence');
END $$;

-- As before; no hour 24, and what is finer than a millisecond is cut off.
CREATE OR REPLACE FUNCTION countersign.due_text(due text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF due !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ](?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$' THEN
        PERFORM countersign.refuse('CS014', '/due', 'RFC 3339 date and time with offset');
    END IF;
    RETURN countersign.time_text(regexp_replace(due, '([.][0-9]{3})[0-9]+', '\1')::timestamptz);
EXCEPTION WHEN data_exception THEN
    PERFORM countersign.refuse('CS014', '/due', 'RFC 3339 date and time with offset');
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
    PERFORM countersign.demand_case("case"::json, j);
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

DROP FUNCTION countersign.demand_case(jsonb);

REVOKE ALL ON FUNCTION countersign.pointer_room(text, jsonb, bigint), countersign.may_be(jsonb, text), countersign.is_name(jsonb),
    countersign.may_be_name(jsonb), countersign.may_be_whole(json, numeric, numeric), countersign.is_fraction(jsonb), countersign.is_region(jsonb),
    countersign.selector_fault(json, boolean, bigint), countersign.citation_fault(json, jsonb, jsonb), countersign.evidence_fault(jsonb),
    countersign.demand_evidence(jsonb), countersign.demand_suggestion(json, jsonb, jsonb), countersign.demand_case(json, jsonb) FROM PUBLIC;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

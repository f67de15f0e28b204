-- The queue and search by words.

SET LOCAL ROLE countersign_owner;

-- Words that no text has ("#" is no letter): which thousand, ten thousand, hundred thousand a version belongs to. The newest fifty of a common
-- word are found by asking for it among the newest first, all within the one index.
CREATE FUNCTION countersign.newness(version_key bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE AS
$$ SELECT array_to_tsvector(ARRAY['#1/' || version_key / 1000, '#2/' || version_key / 10000, '#3/' || version_key / 100000]) $$;

-- This window and the one before it, on a level; of no level, everything.
CREATE FUNCTION countersign.among_newest(query tsquery, newest bigint, level integer) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN level > 3 THEN query
        ELSE (format('''#%s/%s'' | ''#%s/%s''', level, newest / (100 * 10 ^ level)::bigint, level,
            newest / (100 * 10 ^ level)::bigint - 1))::tsquery && query END
$$;

-- Every word must occur; of the last one the beginning is enough. One element a typed word; what a word was spelt apart into stands in a row.
CREATE FUNCTION countersign.search_query(words text[]) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    whole tsquery;
    one tsquery;
BEGIN
    FOR i IN 1 .. coalesce(cardinality(words), 0) LOOP
        one := phraseto_tsquery('pg_catalog.simple', words[i]);
        CONTINUE WHEN numnode(one) = 0;
        IF i = cardinality(words) THEN
            one := (one::text || ':*')::tsquery;
        END IF;
        whole := coalesce(whole && one, one);
    END LOOP;
    RETURN whole;
END $$;

-- Strictly behind the row with key $7 in this order.
CREATE FUNCTION countersign.behind(columns text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    condition text := 'false';
    name text;
    mine text;
    theirs text;
BEGIN
    FOR i IN REVERSE cardinality(columns) .. 1 LOOP
        name := split_part(columns[i], ' ', 1);
        mine := CASE WHEN name LIKE 'lower%' THEN 'lower(c.title)' ELSE 'c.' || name END;
        theirs := '(SELECT ' || name || ' FROM countersign.cases WHERE key = $7)';
        condition := '(' || mine || CASE WHEN columns[i] LIKE '% DESC' THEN ' < ' ELSE ' > ' END || theirs || ' OR (' || mine || ' = ' || theirs
            || ' AND ' || condition || '))';
    END LOOP;
    RETURN condition;
END $$;

-- Keys of the matching cases in order. The statement is composed, so that each order finds its index.
CREATE FUNCTION countersign.search_sql(words boolean, states text[], kind text, risk integer, mine boolean, columns text[], after_key bigint, most integer)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN words THEN 'WITH f AS MATERIALIZED (SELECT version_key FROM countersign.case_search WHERE words @@ $1) ' ELSE '' END
        || 'SELECT c.key FROM countersign.cases c' || CASE WHEN words THEN ' JOIN f ON f.version_key = c.version_key' ELSE '' END
        || ' WHERE (c.team = ANY ($3) OR (c.team = ANY ($4) AND c.submitter = session_user::text))'
        || CASE WHEN cardinality(states) > 0 AND states <@ ARRAY['open', 'escalated', 'disputed'] THEN ' AND c.state IN (''open'', ''escalated'', ''disputed'')'
           ELSE '' END
        || CASE WHEN cardinality(states) > 0 THEN ' AND c.state || '''' = ANY ($2)' ELSE '' END
        || CASE WHEN kind <> '' THEN ' AND c.kind = $5' ELSE '' END || CASE WHEN risk IS NOT NULL THEN ' AND c.risk = $6' ELSE '' END
        || CASE WHEN mine THEN ' AND EXISTS (SELECT FROM countersign.case_slot s WHERE s.case_key = c.key AND s.version = c.version'
            || ' AND s.holder = session_user::text AND s.expires > countersign.now_text())' ELSE '' END
        || CASE WHEN after_key IS NOT NULL THEN ' AND ' || countersign.behind(columns) ELSE '' END
        || ' ORDER BY ' || (SELECT string_agg(CASE WHEN x LIKE 'lower%' THEN 'lower(c.title)' ELSE 'c.' || x END, ', ' ORDER BY place)
                            FROM unnest(columns) WITH ORDINALITY AS u (x, place))
        || CASE WHEN most > 0 THEN ' LIMIT $8' ELSE '' END
$$;

CREATE FUNCTION countersign.search_cases(words text[], states text[], kind text, risk integer, mine boolean, ordering text, after_key bigint, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET enable_seqscan = off SET jit = off AS $$
DECLARE
    query tsquery := countersign.search_query(words);
    columns text[] := CASE ordering WHEN 'newest' THEN ARRAY['version_key DESC'] WHEN 'oldest' THEN ARRAY['version_key']
        WHEN 'title' THEN ARRAY['lower(title)', 'key'] WHEN 'kind' THEN ARRAY['kind', 'key'] WHEN 'risk' THEN ARRAY['risk DESC', 'key']
        WHEN 'due' THEN ARRAY['due', 'key'] ELSE ARRAY['priority DESC', 'due', 'risk DESC', 'arrived', 'key'] END;
    sql text := countersign.search_sql(query IS NOT NULL, states, kind, risk, mine, columns, after_key, most);
    newest bigint;
    level integer := 0;
    found_keys bigint[];
BEGIN
    IF query IS NULL OR ordering <> 'newest' OR coalesce(most, 0) < 1 THEN
        RETURN QUERY EXECUTE sql USING query, states, countersign.reading_teams(), countersign.submitting_teams(), kind, risk, after_key, most;
        RETURN;
    END IF;
    SELECT max(c.version_key) INTO newest FROM countersign.cases c WHERE after_key IS NULL OR c.key = after_key;
    WHILE level < 4 LOOP
        -- As far back as the last look lets expect to be enough.
        level := CASE WHEN found_keys IS NULL AND level = 0 THEN 1 WHEN level < 2 AND cardinality(found_keys) * 8 > most THEN 2
            WHEN level < 3 AND cardinality(found_keys) * 80 > most THEN 3 ELSE 4 END;
        EXECUTE 'SELECT array_agg(x.key) FROM (' || sql || ') AS x' INTO found_keys USING countersign.among_newest(query, newest, level), states,
            countersign.reading_teams(), countersign.submitting_teams(), kind, risk, after_key, most;
        EXIT WHEN cardinality(found_keys) >= most;
    END LOOP;
    RETURN QUERY SELECT unnest(found_keys);
END $$;

RESET ROLE;

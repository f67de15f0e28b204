-- What a statement touches depends on what it asks for, also right after a large import, when the server has analysed none of its tables and plans by
-- guesses. So it is left no choice: small sides come first and the other side is looked up row by row (LATERAL … OFFSET 0, a value of its own, an array
-- of keys), an index says all that finds a row, and conditions that most rows meet stand in a CASE, of which the planner takes every second row to meet
-- it, and not every two hundredth.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_owner;

-- An id finds its case, among the few teams that may have it. An index that begins with the team finds every case of one.
ALTER TABLE countersign.cases ADD UNIQUE (id, team), DROP CONSTRAINT cases_team_id_key;
DROP INDEX countersign.case_by_id;

-- Of one kind, the most urgent; and the orders of what waits. Whoever asks says to the letter what they say.
DROP INDEX countersign.queue_by_urgency, countersign.queue_by_title, countersign.queue_by_kind, countersign.queue_by_risk, countersign.queue_by_due,
    countersign.queue_by_arrival;
DO $$
DECLARE
    waits text := 'CASE WHEN state IN (''open'', ''escalated'', ''disputed'') THEN true ELSE false END';
    columns text[];
BEGIN
    FOREACH columns SLICE 1 IN ARRAY ARRAY[['urgency', 'priority DESC, due, risk DESC, arrived, key'], ['title', 'lower(title), key'],
        ['kind', 'kind, key'], ['risk', 'risk DESC, key'], ['due', 'due, key'], ['arrival', 'version_key'],
        ['urgency_of_kind', 'kind, priority DESC, due, risk DESC, arrived, key']] LOOP
        EXECUTE format('CREATE INDEX queue_by_%s ON countersign.cases (%s) WHERE %s', columns[1], columns[2], waits);
    END LOOP;
    EXECUTE format('CREATE STATISTICS countersign.case_waits ON (%s) FROM countersign.cases', waits);
END $$;

-- Whose a case is stands in its row: a submitter's list is what is theirs, in order, however many others there are.
ALTER TABLE countersign.cases ADD COLUMN brought_by text COLLATE "C"; -- the newest version: who imported or submitted it
SET LOCAL ROLE countersign_code;
UPDATE countersign.cases c SET brought_by = v.imported_by FROM countersign.case_version v WHERE v.key = c.version_key;
SET LOCAL ROLE countersign_owner;
ALTER TABLE countersign.cases ALTER COLUMN brought_by SET NOT NULL;
CREATE INDEX case_of_bringer ON countersign.cases (brought_by, priority DESC, due, risk DESC, arrived, key);

-- Releases behind an index of the log.
DROP INDEX countersign.ledger_entry_released;
CREATE INDEX ledger_entry_released ON countersign.ledger_entry (log_index) WHERE CASE WHEN kind IN ('release', 'recall') THEN true ELSE false END;

ALTER POLICY team ON countersign.cases USING (CASE WHEN team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR (team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND brought_by = session_user::text) THEN true ELSE false END);

SET LOCAL ROLE countersign_code;

-- As before; and who brings it stands in the row.
CREATE OR REPLACE FUNCTION countersign.add_rows(c countersign.incoming_cases, of_team bigint, r countersign.receipt, by_submitter text) RETURNS bigint[]
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
        INSERT INTO countersign.cases (key, team, id, version, version_key, kind, title, risk, priority, due, state, arrived, submitter, brought_by)
        OVERRIDING SYSTEM VALUE
        SELECT x.key, of_team, x.id, x.version, x.version_key, x.kind, x.title, x.risk, x.priority, x.due,
            CASE WHEN x.automatic THEN 'released' ELSE 'open' END, r.arrived, by_submitter, session_user::text
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
            priority = x.priority, due = x.due, arrived = r.arrived, submitter = by_submitter, brought_by = session_user::text
        FROM unnest(there, version_keys, c.version, c.kind, c.title, c.risk, c.priority, c.due)
            AS x (key, version_key, version, kind, title, risk, priority, due) WHERE x.key > 0 AND y.key = x.key;
    END IF;
    RETURN keys;
END $$;

-- As before. A seat is looked for case by case, in the order of the queue; once the case is held, it is looked at again.
CREATE OR REPLACE FUNCTION countersign.claim_next(kind text, minutes integer) RETURNS SETOF countersign.claim LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me text := (countersign.demand_person()).id;
    now text := countersign.now_text();
    sql text := 'SELECT c.key, c.version, s.slot
        FROM countersign.cases c CROSS JOIN LATERAL (SELECT x.slot FROM countersign.case_slot x
            WHERE x.case_key = c.key AND x.version = c.version AND x.decision IS NULL AND (x.holder IS NULL OR x.expires <= $2)
                AND (x.stage = ''resolution'') = (c.state <> ''open'')
                AND NOT EXISTS (SELECT FROM countersign.case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> x.slot
                    AND (o.decided_by = $1 OR (o.holder = $1 AND o.expires > $2)))
            ORDER BY x.slot LIMIT 1) AS s
        WHERE CASE WHEN c.state IN (''open'', ''escalated'', ''disputed'') THEN true ELSE false END
            AND c.submitter IS DISTINCT FROM $1
            AND CASE c.state WHEN ''open'' THEN c.team = ANY ($3) WHEN ''escalated'' THEN c.team = ANY ($4) ELSE c.team = ANY ($3 || $4) END
            AND CASE WHEN c.state = ''open'' THEN true ELSE NOT countersign.is_party(c.key, $1) END'
        || CASE WHEN claim_next.kind <> '' THEN ' AND c.kind = $5' ELSE '' END
        || ' ORDER BY c.priority DESC, c.due, c.risk DESC, c.arrived, c.key LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED';
    next record;
BEGIN
    LOOP
        EXECUTE sql INTO next USING me, now, countersign.teams_with('reviewer'), countersign.teams_with('supervisor'), claim_next.kind;
        EXIT WHEN next.key IS NULL;
        PERFORM FROM countersign.case_slot s WHERE s.case_key = next.key AND s.version = next.version AND s.slot = next.slot AND s.decision IS NULL
            AND (s.holder IS NULL OR s.expires <= now) FOR NO KEY UPDATE;
        IF FOUND THEN
            RETURN NEXT countersign.seat_taken(next.key, next.version, next.slot, now, greatest(1, least(minutes, 4320)));
            EXIT;
        END IF;
    END LOOP;
END $$;

-- Whatever is guessed of them, words are looked up.
CREATE FUNCTION countersign.versions_with(query tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS
$$ SELECT s.version_key FROM countersign.case_search s WHERE s.words @@ query $$;

-- The statement behind a page of the queue, in terms that each order's index has. $1 words, $2 states, $3 teams that are read and $4 where one sees one's
-- own (`own`: there is no other), $5 kind, $6 risk, $7 the row before, $8 how many. Versions that have the words come first and each finds its case; what
-- one holds is few. The most urgent of one kind, or of one's own, are the first from there on in the order that begins with it: where it ends, all others
-- are taken until there are enough, and left out again.
DROP FUNCTION countersign.search_sql(boolean, text[], text, integer, boolean, text[], bigint, integer);
CREATE FUNCTION countersign.search_sql(words boolean, own boolean, states text[], kind text, risk integer, mine boolean, columns text[], after_key bigint,
    most integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    waits text := CASE WHEN cardinality(states) > 0 AND states <@ ARRAY['open', 'escalated', 'disputed']
        THEN ' AND CASE WHEN c.state IN (''open'', ''escalated'', ''disputed'') THEN true ELSE false END' ELSE '' END;
    held text := ' FROM countersign.case_slot s WHERE s.holder = session_user::text AND s.expires > countersign.now_text()';
    behind text := CASE WHEN after_key IS NOT NULL THEN ' AND ' || countersign.behind(columns) ELSE '' END;
    sorted text := (SELECT string_agg(CASE WHEN x LIKE 'lower%' THEN 'lower(c.title)' ELSE 'c.' || x END, ', ' ORDER BY place)
        FROM unnest(columns) WITH ORDINALITY AS u (x, place));
    page text := ' ORDER BY ' || sorted || CASE WHEN most > 0 THEN ' LIMIT $8' ELSE '' END;
    fits text := CASE WHEN own THEN 'c.team = ANY ($4)' ELSE '(c.team = ANY ($3) OR (c.team = ANY ($4) AND c.brought_by = session_user::text))' END
        || CASE WHEN cardinality(states) > 0 THEN ' AND c.state = ANY ($2)' ELSE '' END || CASE WHEN risk IS NOT NULL THEN ' AND c.risk = $6' ELSE '' END
        || CASE WHEN mine THEN ' AND c.version IN (SELECT s.version' || held || ' AND s.case_key = c.key)' ELSE '' END;
BEGIN
    IF most > 0 AND NOT words AND NOT mine AND own AND columns[1] = 'priority DESC' THEN
        RETURN 'SELECT c.key FROM (SELECT c.* FROM countersign.cases c WHERE c.brought_by >= session_user::text AND CASE WHEN c.brought_by = session_user::text'
            || ' THEN ' || fits || CASE WHEN kind <> '' THEN ' AND c.kind = $5' ELSE '' END || behind || ' ELSE true END ORDER BY c.brought_by, ' || sorted
            || ' LIMIT $8) AS c WHERE c.brought_by = session_user::text' || page;
    ELSIF most > 0 AND NOT words AND NOT mine AND NOT own AND kind <> '' AND waits <> '' AND columns[1] IN ('priority DESC', 'kind') THEN
        RETURN 'SELECT c.key FROM (SELECT c.* FROM countersign.cases c WHERE c.kind >= $5' || waits || ' AND CASE WHEN c.kind = $5 THEN ' || fits || behind
            || ' ELSE true END ORDER BY c.kind, ' || sorted || ' LIMIT $8) AS c WHERE c.kind = $5' || page;
    END IF;
    RETURN 'SELECT c.key FROM ' || CASE WHEN words THEN 'countersign.versions_with($1) AS f (version_key)'
            || ' CROSS JOIN LATERAL (SELECT * FROM countersign.cases x WHERE x.version_key = f.version_key OFFSET 0) AS c'
            WHEN own THEN '(SELECT * FROM countersign.cases x WHERE x.brought_by = session_user::text OFFSET 0) AS c' ELSE 'countersign.cases c' END
        || ' WHERE CASE WHEN ' || fits || ' THEN true ELSE false END' || waits || CASE WHEN own THEN ' AND c.brought_by = session_user::text' ELSE '' END
        || CASE WHEN kind <> '' THEN ' AND c.kind = $5' ELSE '' END
        || CASE WHEN risk IS NOT NULL AND columns[1] = 'risk DESC' THEN ' AND c.risk <= $6' ELSE '' END
        || CASE WHEN mine THEN ' AND c.key = ANY (ARRAY(SELECT s.case_key' || held || '))' ELSE '' END || behind || page;
END $$;

-- A page of the queue, or all of it, of these teams or of all that one may read; with words or without any.
DROP FUNCTION countersign.search_cases(text[], text[], text, integer, boolean, text, bigint, integer);
CREATE FUNCTION countersign.search_cases(words text[], states text[], kind text, risk integer, mine boolean, ordering text, after_key bigint, most integer,
    teams text[] DEFAULT NULL) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp SET jit = off
AS $$
#variable_conflict use_variable
DECLARE
    query tsquery := countersign.search_query(words);
    columns text[] := CASE ordering WHEN 'newest' THEN ARRAY['version_key DESC'] WHEN 'oldest' THEN ARRAY['version_key']
        WHEN 'title' THEN ARRAY['lower(title)', 'key'] WHEN 'kind' THEN ARRAY['kind', 'key'] WHEN 'risk' THEN ARRAY['risk DESC', 'key']
        WHEN 'due' THEN ARRAY['due', 'key'] ELSE ARRAY['priority DESC', 'due', 'risk DESC', 'arrived', 'key'] END;
    asked bigint[] := ARRAY(SELECT t.key FROM countersign.team t WHERE teams IS NULL OR t.id = ANY (teams));
    reading bigint[] := ARRAY(SELECT x FROM unnest(countersign.reading_teams()) AS x WHERE x = ANY (asked));
    submitting bigint[] := ARRAY(SELECT x FROM unnest(countersign.submitting_teams()) AS x WHERE x = ANY (asked));
    sql text := countersign.search_sql(query IS NOT NULL, cardinality(reading) = 0, states, kind, risk, mine, columns, after_key, most);
    newest bigint;
    level integer := 0;
    found_keys bigint[];
BEGIN
    IF query IS NULL OR ordering <> 'newest' OR coalesce(most, 0) < 1 THEN
        RETURN QUERY EXECUTE sql USING query, states, reading, submitting, kind, risk, after_key, most;
        RETURN;
    END IF;
    newest := coalesce((SELECT c.version_key FROM countersign.cases c WHERE c.key = after_key), (SELECT max(c.version_key) FROM countersign.cases c));
    WHILE level < 4 LOOP
        -- As far back as the last look lets expect to be enough.
        level := CASE WHEN found_keys IS NULL AND level = 0 THEN 1 WHEN level < 2 AND cardinality(found_keys) * 8 > most THEN 2
            WHEN level < 3 AND cardinality(found_keys) * 80 > most THEN 3 ELSE 4 END;
        EXECUTE 'SELECT array_agg(x.key) FROM (' || sql || ') AS x' INTO found_keys USING countersign.among_newest(query, newest, level), states,
            reading, submitting, kind, risk, after_key, most;
        EXIT WHEN cardinality(found_keys) >= most;
    END LOOP;
    RETURN QUERY SELECT unnest(found_keys);
END $$;

CREATE OR REPLACE FUNCTION countersign.remove_draft("case" text) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    DELETE FROM countersign.draft d WHERE d.person = session_user::text
        AND d.case_key = ANY (ARRAY(SELECT c.key FROM countersign.cases c WHERE c.id = remove_draft."case"))
$$;

-- ---- what was decided and released

-- As before; asked for by the key of the case.
CREATE OR REPLACE VIEW countersign.decision_row WITH (security_invoker = true) AS
    SELECT d.*, (SELECT l.log_index FROM countersign.ledger_place l WHERE l.number = d.number) AS log_index,
        (SELECT c.id FROM countersign.cases c WHERE c.key = d.case_key) AS case_id, (SELECT c.kind FROM countersign.cases c WHERE c.key = d.case_key) AS kind
    FROM countersign.decision d;

-- From the log on; and of one case.
CREATE OR REPLACE VIEW countersign.case_release AS
    SELECT e.log_index AS seq, r.case_key, r.team, r.recall,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        r.outcome, r.form, r.policy_version, r.rule, r.decisions
    FROM countersign.ledger_entry e CROSS JOIN LATERAL (SELECT * FROM countersign.release x WHERE x.number = e.number OFFSET 0) AS r
    WHERE CASE WHEN e.kind IN ('release', 'recall') THEN true ELSE false END
        AND CASE WHEN r.team = ANY ((SELECT countersign.reading_teams())::bigint[]) THEN true ELSE false END;

CREATE VIEW countersign.release_row AS
    SELECT (SELECT e.log_index FROM countersign.ledger_entry e WHERE e.number = r.number) AS seq, r.case_key, r.team, r.recall,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        r.outcome, r.form, r.policy_version, r.rule, r.decisions
    FROM countersign.release r WHERE r.team = ANY ((SELECT countersign.reading_teams())::bigint[]);
REVOKE ALL ON countersign.release_row FROM PUBLIC;
GRANT SELECT ON countersign.release_row TO countersign_person;

CREATE OR REPLACE VIEW countersign.released AS
    SELECT e.log_index AS seq, c.id AS "case", CASE WHEN r.recall THEN 'recall' ELSE 'release' END AS type,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        countersign.outcome_json(b.content, r.form) AS outcome,
        r.policy_version AS policy, r.rule, to_jsonb(r.decisions) AS decisions
    FROM countersign.ledger_entry e JOIN countersign.release r ON r.number = e.number JOIN countersign.cases c ON c.key = r.case_key
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE CASE WHEN e.kind IN ('release', 'recall') THEN true ELSE false END
        AND CASE WHEN c.team = ANY ((SELECT countersign.reading_teams())::bigint[]) OR (c.team = ANY ((SELECT countersign.submitting_teams())::bigint[])
            AND c.brought_by = session_user::text) THEN true ELSE false END;

CREATE OR REPLACE FUNCTION countersign.outcome(case_id text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN r.recall THEN NULL ELSE countersign.release_json(r, e.log_index, c.id, NULL, b.content) END
    FROM countersign.cases c JOIN countersign.release r ON r.case_key = c.key LEFT JOIN countersign.ledger_entry e ON e.number = r.number
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE c.id = normalize(case_id, NFC) AND (c.team = ANY (countersign.reading_teams()) OR (c.team = ANY (countersign.submitting_teams())
        AND c.brought_by = session_user::text))
    ORDER BY c.team, r.number DESC LIMIT 1
$$;

DROP FUNCTION countersign.i_brought(bigint);

-- ---- away and back

-- Keys by place; NULL where a team has no such case.
CREATE FUNCTION countersign.case_keys(teams text[], ids text[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT (SELECT x.key FROM countersign.cases x WHERE x.id = w.id AND x.team = (SELECT t.key FROM countersign.team t WHERE t.id = w.team))
        FROM unnest(teams, ids) WITH ORDINALITY AS w (team, id, place) ORDER BY w.place)
$$;

CREATE OR REPLACE FUNCTION countersign.free_claims(of_checkout text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    actor text := (SELECT k.actor FROM countersign.checkout k WHERE k.statement = of_checkout);
    y countersign.checkout_case;
    freed bigint := 0;
BEGIN
    FOR y IN SELECT * FROM countersign.checkout_case x WHERE x.checkout = of_checkout LOOP
        UPDATE countersign.case_slot x SET holder = NULL, claimed = NULL, expires = NULL
        WHERE x.case_key = y.case_key AND x.version = y.version AND x.slot = y.slot AND x.fence = y.fence AND x.decision IS NULL
            AND CASE WHEN x.holder = actor THEN true ELSE false END;
        freed := freed + FOUND::integer;
    END LOOP;
    PERFORM nextval('countersign.change');
    RETURN freed;
END $$;

CREATE OR REPLACE FUNCTION countersign.entries_of(statements text[]) RETURNS TABLE (statement text, log_index bigint, entry bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE reading bigint[] := countersign.reading_teams();
BEGIN
    RETURN QUERY SELECT x.statement, x.log_index, x.entry FROM unnest(statements) AS w
        CROSS JOIN LATERAL (SELECT * FROM countersign.ledger_entry e WHERE e.statement = w OFFSET 0) AS x
    WHERE countersign.is_person() AND (x.team = ANY (reading)
        OR (SELECT r.actor FROM countersign.recorded r WHERE r.statement = x.statement) = session_user::text);
END $$;

REVOKE ALL ON FUNCTION countersign.case_keys(text[], text[]), countersign.versions_with(tsquery),
    countersign.search_sql(boolean, boolean, text[], text, integer, boolean, text[], bigint, integer),
    countersign.search_cases(text[], text[], text, integer, boolean, text, bigint, integer, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.search_cases(text[], text[], text, integer, boolean, text, bigint, integer, text[]) TO countersign_person;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

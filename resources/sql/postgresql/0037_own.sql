-- Cases that a submitter imported with the program are their own, as those of submit_case are: in sight with what came with them and what became
-- of them. And whoever signed a statement may read it, whatever it is about.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- Asked by row security about a row of a team where one submits.
CREATE FUNCTION countersign.i_brought(version_key bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.case_version v WHERE v.key = version_key AND v.imported_by = session_user::text);
END $$;

-- The line and the files of a version one brought oneself.
CREATE FUNCTION countersign.i_brought_blob(of_case bigint, wanted bytea) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.case_version v WHERE v.case_key = of_case AND v.imported_by = session_user::text
        AND (v.source_blob = wanted OR EXISTS (SELECT FROM countersign.evidence_blob e WHERE e.case_key = of_case AND e.version = v.version
            AND e.digest = wanted)));
END $$;

CREATE FUNCTION countersign.i_signed(wanted text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.recorded r WHERE r.statement = wanted AND r.actor = session_user::text);
END $$;

REVOKE ALL ON FUNCTION countersign.i_brought(bigint), countersign.i_brought_blob(bigint, bytea), countersign.i_signed(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.i_brought(bigint), countersign.i_brought_blob(bigint, bytea), countersign.i_signed(text) TO countersign_person;

CREATE OR REPLACE VIEW countersign.ledger AS
    SELECT e.log_index, e.leaf, e.nodes, e.kind, e.statement, e.device, e.device_seq, e.content,
        CASE WHEN e.team IS NULL OR (e.team = ANY ((SELECT countersign.reading_teams())::bigint[])
                AND (e.kind <> 'decision' OR NOT e.statement IN (SELECT countersign.veiled_from_me())))
            OR (e.team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND countersign.i_signed(e.statement)) THEN e.entry END AS entry, e.team
    FROM countersign.ledger_entry e WHERE (SELECT countersign.is_person());

CREATE OR REPLACE VIEW countersign.released AS
    SELECT e.log_index AS seq, c.id AS "case", CASE WHEN r.recall THEN 'recall' ELSE 'release' END AS type,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        countersign.outcome_json(b.content, r.form) AS outcome,
        r.policy_version AS policy, r.rule, to_jsonb(r.decisions) AS decisions
    FROM countersign.ledger_entry e JOIN countersign.release r ON r.number = e.number JOIN countersign.cases c ON c.key = r.case_key
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE e.kind IN ('release', 'recall') AND (c.team = ANY ((SELECT countersign.reading_teams())::bigint[])
        OR (c.team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND (c.submitter = session_user::text OR countersign.i_brought(c.version_key))));

CREATE OR REPLACE FUNCTION countersign.outcome(case_id text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN r.recall THEN NULL ELSE countersign.release_json(r, e.log_index, c.id, NULL, b.content) END
    FROM countersign.cases c JOIN countersign.release r ON r.case_key = c.key LEFT JOIN countersign.ledger_entry e ON e.number = r.number
        LEFT JOIN countersign.blob b ON b.digest = r.outcome
    WHERE c.id = normalize(case_id, NFC) AND (c.team = ANY (countersign.reading_teams()) OR (c.team = ANY (countersign.submitting_teams())
        AND (c.submitter = session_user::text OR countersign.i_brought(c.version_key))))
    ORDER BY c.team, r.number DESC LIMIT 1
$$;

-- As before; those one brought are found too.
CREATE OR REPLACE FUNCTION countersign.search_sql(words boolean, states text[], kind text, risk integer, mine boolean, columns text[], after_key bigint,
    most integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN words THEN 'WITH f AS MATERIALIZED (SELECT version_key FROM countersign.case_search WHERE words @@ $1) ' ELSE '' END
        || 'SELECT c.key FROM countersign.cases c' || CASE WHEN words THEN ' JOIN f ON f.version_key = c.version_key' ELSE '' END
        || ' WHERE (c.team = ANY ($3) OR (c.team = ANY ($4) AND (c.submitter = session_user::text OR countersign.i_brought(c.version_key))))'
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

RESET ROLE;
SET LOCAL ROLE countersign_owner;

ALTER POLICY team ON countersign.cases USING (team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR (team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND (submitter = session_user::text OR countersign.i_brought(version_key))));
ALTER POLICY team ON countersign.case_version USING (team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR ((imported_by = session_user::text OR submitter = session_user::text) AND team = ANY ((SELECT countersign.submitting_teams())::bigint[])));
ALTER POLICY team ON countersign.evidence_blob USING (team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR (team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND countersign.i_brought_blob(case_key, digest)));
ALTER POLICY team ON countersign.blob USING (
    (((team IS NULL AND (SELECT countersign.is_person())) OR team = ANY ((SELECT countersign.reading_teams())::bigint[])) AND (veiled_for IS NULL
        OR veiled_for = session_user::text)
    AND (sort <> 'reference' OR team = ANY ((SELECT countersign.compliance_teams())::bigint[])))
    OR (sort IN ('source', 'evidence') AND team = ANY ((SELECT countersign.submitting_teams())::bigint[]) AND countersign.i_brought_blob(case_key, digest)));

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

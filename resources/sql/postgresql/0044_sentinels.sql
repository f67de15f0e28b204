-- What leaves as training data leaves sentinels out. Whether a team has any is told to those who look afterwards; which they are, to compliance alone.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

CREATE FUNCTION countersign.has_sentinels(team text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
DECLARE
    of_team bigint := countersign.team_key(has_sentinels.team);
BEGIN
    IF of_team IS NULL OR NOT countersign.holds(of_team, 'auditor', 'supervisor', 'compliance') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'auditor');
    END IF;
    RETURN EXISTS (SELECT FROM countersign.sentinel_mark m CROSS JOIN LATERAL (SELECT * FROM countersign.cases x WHERE x.key = m.case_key OFFSET 0) AS c
                   WHERE c.team = of_team);
END $$;

CREATE FUNCTION countersign.is_sentinel("case" text, team text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
DECLARE
    of_team bigint := countersign.team_key(is_sentinel.team);
BEGIN
    IF of_team IS NULL OR NOT countersign.holds(of_team, 'compliance') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'compliance');
    END IF;
    RETURN EXISTS (SELECT FROM countersign.cases c CROSS JOIN LATERAL (SELECT * FROM countersign.sentinel_mark x WHERE x.case_key = c.key OFFSET 0) AS m
                   WHERE c.team = of_team AND c.id = is_sentinel."case");
END $$;

REVOKE ALL ON FUNCTION countersign.has_sentinels(text), countersign.is_sentinel(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.has_sentinels(text), countersign.is_sentinel(text, text) TO countersign_person;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

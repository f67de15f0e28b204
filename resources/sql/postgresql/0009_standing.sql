-- Who somebody is here and what they may do: from session_user alone.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.holds(team_key bigint, VARIADIC roles text[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
                   WHERE g.person = session_user::text AND g.role = ANY (roles) AND (team_key IS NULL OR g.team = team_key) AND NOT p.disabled);
END $$;

CREATE FUNCTION countersign.team_key(team text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT key FROM countersign.team WHERE id = team_key.team);
END $$;

CREATE FUNCTION countersign.teams_with(VARIADIC roles text[]) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT g.team), '{}') FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
    WHERE g.person = session_user::text AND g.role = ANY (roles) AND NOT p.disabled);
END $$;

-- Asked by row security once a query: teams whose rows one may read, and teams where one sees one's own submissions.
CREATE FUNCTION countersign.reading_teams() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN ARRAY(SELECT g.team FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
                 WHERE g.person = session_user::text AND g.role <> 'submitter' AND NOT p.disabled);
END $$;
CREATE FUNCTION countersign.submitting_teams() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN countersign.teams_with('submitter');
END $$;
CREATE FUNCTION countersign.compliance_teams() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN countersign.teams_with('compliance');
END $$;
CREATE FUNCTION countersign.oversees() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN countersign.holds(NULL, 'supervisor', 'auditor', 'compliance', 'administrator');
END $$;

-- Refuses whoever is nobody here. The row stays locked against changes of roles and keys until the end of the transaction: what is
-- recorded now stands in the log before a revocation that comes after.
CREATE FUNCTION countersign.demand_person() RETURNS countersign.person LANGUAGE plpgsql AS $$
DECLARE me countersign.person;
BEGIN
    SELECT * INTO me FROM countersign.person WHERE id = session_user::text FOR SHARE;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'person');
    ELSIF me.disabled THEN
        PERFORM countersign.refuse('CS010', me.id);
    END IF;
    RETURN me;
END $$;

-- models/ledger/signingrules: the roles of a statement's signer.
CREATE FUNCTION countersign.role_allows(s jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    main bigint := countersign.team_key('main');
    nobody boolean := s ? 'team' AND team IS NULL; -- holds(NULL, …) would mean any team
BEGIN
    RETURN CASE s ->> 'kind'
        WHEN 'key.enrolled' THEN CASE s ->> 'use'
            WHEN 'workstation' THEN s ->> 'owner' = 'device:' || (s ->> 'device')
            ELSE countersign.holds(NULL, 'administrator') AND s ->> 'owner' NOT LIKE 'device:%' END
        WHEN 'key.revoked' THEN countersign.holds(NULL, 'administrator')
            OR EXISTS (SELECT FROM countersign.enrolled_key k WHERE k.fingerprint = s ->> 'revoked' AND k.owner = session_user::text)
        WHEN 'role.granted' THEN countersign.holds(coalesce(team, main), 'administrator') OR countersign.holds(main, 'administrator')
        WHEN 'role.withdrawn' THEN countersign.holds(coalesce(team, main), 'administrator') OR countersign.holds(main, 'administrator')
        WHEN 'case.imported' THEN NOT nobody AND countersign.holds(team, 'reviewer', 'supervisor', 'administrator', 'submitter')
        WHEN 'case.withdrawn' THEN NOT nobody AND countersign.holds(team, 'submitter', 'supervisor')
        WHEN 'policy.adopted' THEN NOT nobody AND (countersign.holds(team, 'compliance')
            OR (s ->> 'policy-version' = '1' AND countersign.holds(main, 'administrator')))
        WHEN 'decision' THEN NOT nobody AND countersign.holds(team, 'reviewer', 'supervisor')
        WHEN 'recall' THEN NOT nobody AND countersign.holds(team, 'supervisor')
        WHEN 'redaction' THEN NOT nobody AND countersign.holds(team, 'compliance')
        WHEN 'restore' THEN countersign.holds(NULL, 'supervisor')
        WHEN 'audit.opened' THEN NOT nobody AND countersign.holds(team, 'auditor', 'supervisor', 'compliance')
        WHEN 'finding' THEN NOT nobody AND (countersign.holds(team, 'auditor', 'supervisor', 'compliance')
            OR (s ->> 'state' = 'answered' AND countersign.unescape_token(s ->> 'owner') = session_user::text))
        ELSE false END;
END $$;

RESET ROLE;

-- Who comes to this server from elsewhere: new people, who make their key on their own workstation, and people of a store that was copied here,
-- whose key is enrolled but who never signed in. An administrator invites both: a login with a code that is good once and for seven days.

GRANT CREATE ON SCHEMA countersign TO countersign_code, countersign_logins;

SET LOCAL ROLE countersign_code;
GRANT EXECUTE ON FUNCTION countersign.never() TO countersign_owner; -- to make triggers of it
SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.invitation (
    person     text COLLATE "C" PRIMARY KEY,
    invited_by text COLLATE "C" NOT NULL,
    until      text COLLATE "C" NOT NULL
);

-- What passes between a new person and their administrator. Nothing in it is trusted: words and signatures decide.
CREATE TABLE countersign.enrolment_paper (
    person text COLLATE "C" NOT NULL,
    paper  text NOT NULL CHECK (paper IN ('request', 'statement', 'signed')),
    bytes  bytea NOT NULL CHECK (length(bytes) <= 65536),
    PRIMARY KEY (person, paper)
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['invitation', 'enrolment_paper'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON countersign.%I FOR EACH STATEMENT EXECUTE FUNCTION countersign.never()',
            t || '_is_never_emptied', t);
        EXECUTE format('ALTER TABLE countersign.%I ENABLE ALWAYS TRIGGER %I', t, t || '_is_never_emptied');
        EXECUTE format('ALTER TABLE countersign.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE countersign.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY code ON countersign.%I TO countersign_code USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON countersign.%I TO countersign_code', t);
    END LOOP;
END $$;

ALTER POLICY everybody ON countersign.setting USING (name IN ('signature-verification', 'epoch', 'copying'));

CREATE FUNCTION countersign.is_invited() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN (SELECT EXISTS (SELECT FROM countersign.invitation WHERE person = session_user::text AND until > countersign.now_text()));
END $$;

CREATE FUNCTION countersign.demand_may_invite(person text, until text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_person();
    IF NOT countersign.holds(NULL, 'administrator') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'administrator');
    ELSIF person = session_user::text THEN
        PERFORM countersign.refuse('CS005', person, 'self');
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person) THEN
        PERFORM countersign.alarm('login-changed', person);
    END IF;
    INSERT INTO countersign.invitation AS i (person, invited_by, until) VALUES (demand_may_invite.person, session_user::text, demand_may_invite.until)
    ON CONFLICT ON CONSTRAINT invitation_pkey DO UPDATE SET invited_by = excluded.invited_by, until = excluded.until;
END $$;

-- Only of somebody who is enrolled by now: their own key opens the login from here on.
CREATE FUNCTION countersign.use_invitation() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_person();
    DELETE FROM countersign.invitation WHERE person = session_user::text;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'invitation');
    END IF;
END $$;

-- A paper is laid by whose it is: requests and countersigned statements by the invited person, statements by an administrator.
CREATE FUNCTION countersign.demand_at_tray(person text, laying text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF person = session_user::text AND laying IS DISTINCT FROM 'statement' AND countersign.is_invited() THEN
        RETURN;
    END IF;
    PERFORM countersign.demand_person();
    IF NOT countersign.holds(NULL, 'administrator') OR coalesce(laying, 'statement') <> 'statement' THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'administrator');
    END IF;
END $$;

CREATE FUNCTION countersign.lay_paper(person text, paper text, bytes bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_variable
BEGIN
    PERFORM countersign.demand_at_tray(person, paper);
    INSERT INTO countersign.enrolment_paper AS p (person, paper, bytes) VALUES (person, paper, bytes)
    ON CONFLICT ON CONSTRAINT enrolment_paper_pkey DO UPDATE SET bytes = excluded.bytes;
END $$;

CREATE FUNCTION countersign.look_paper(person text, paper text) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_at_tray_quietly(person);
    RETURN (SELECT p.bytes FROM countersign.enrolment_paper p WHERE p.person = look_paper.person AND p.paper = look_paper.paper);
END $$;

-- The same for reading, which locks nothing.
CREATE FUNCTION countersign.demand_at_tray_quietly(person text) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF NOT (person = session_user::text OR countersign.holds(NULL, 'administrator')) THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'administrator');
    END IF;
END $$;

CREATE FUNCTION countersign.take_paper(person text, paper text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_at_tray_quietly(person);
    DELETE FROM countersign.enrolment_paper p WHERE p.person = take_paper.person AND p.paper = take_paper.paper;
END $$;

-- Whoever makes logins, for seven days and with a code: its verifier only.
CREATE FUNCTION countersign.invite(person text, verifier text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE until timestamptz := date_trunc('milliseconds', clock_timestamp() + interval '7 days');
BEGIN
    PERFORM countersign.demand_may_invite(person, countersign.time_text(until));
    PERFORM countersign.set_login(person, verifier);
    EXECUTE format('ALTER ROLE %I VALID UNTIL %L', person, until);
    RETURN countersign.time_text(until);
END $$;

CREATE FUNCTION countersign.accept_invitation(verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.use_invitation();
    PERFORM countersign.set_login(session_user::text, verifier);
END $$;

-- With the new functions about logins.
CREATE OR REPLACE FUNCTION countersign.settle_rights() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    logins text[] := ARRAY['set_login', 'first_login', 'open_login', 'shut_login', 'close_login', 'invite', 'accept_invitation'];
    f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name, p.proname, p.prosecdef FROM pg_catalog.pg_proc p
             WHERE p.pronamespace = 'countersign'::regnamespace AND p.proname <> 'settle_rights' AND p.proowner = 'countersign_owner'::regrole
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
        IF f.prosecdef THEN
            EXECUTE format('ALTER FUNCTION %s SET search_path = countersign, pg_catalog, pg_temp', f.name);
        END IF;
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', f.name, CASE WHEN f.proname = ANY (logins) THEN 'countersign_logins' ELSE 'countersign_code' END);
    END LOOP;
    FOR f IN SELECT c.oid::regclass AS name FROM pg_catalog.pg_class c WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'v'
             AND c.relowner = 'countersign_owner'::regrole LOOP
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', f.name);
        EXECUTE format('ALTER VIEW %s OWNER TO countersign_code', f.name);
    END LOOP;
END $$;

RESET ROLE;

SELECT countersign.settle_rights();

SET LOCAL ROLE countersign_code;

-- On a store that was copied here one person may be administrator as well as reviewer. On a server whoever enrols or submits does not decide:
-- their grants as reviewer and supervisor wait until the other role is withdrawn.
CREATE FUNCTION countersign.decides_nothing(who text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.role_grant WHERE person = who AND role IN ('administrator', 'submitter'));
END $$;

CREATE OR REPLACE FUNCTION countersign.holds(team_key bigint, VARIADIC roles text[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
                   WHERE g.person = session_user::text AND g.role = ANY (roles) AND (team_key IS NULL OR g.team = team_key) AND NOT p.disabled
                       AND (g.role NOT IN ('reviewer', 'supervisor') OR NOT countersign.decides_nothing(g.person)));
END $$;

CREATE OR REPLACE FUNCTION countersign.teams_with(VARIADIC roles text[]) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT g.team), '{}') FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
    WHERE g.person = session_user::text AND g.role = ANY (roles) AND NOT p.disabled
        AND (g.role NOT IN ('reviewer', 'supervisor') OR NOT countersign.decides_nothing(g.person)));
END $$;

-- Invited people see who is here and which keys count, so that they can check who enrols them; no case, no text.
CREATE OR REPLACE FUNCTION countersign.is_person() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN (SELECT EXISTS (SELECT FROM countersign.person WHERE id = session_user::text AND NOT disabled)) OR countersign.is_invited();
END $$;
ALTER FUNCTION countersign.is_person() SET search_path = countersign, pg_catalog, pg_temp;

REVOKE ALL ON FUNCTION countersign.decides_nothing(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.is_invited(), countersign.lay_paper(text, text, bytea), countersign.look_paper(text, text),
    countersign.take_paper(text, text) TO countersign_person;
GRANT EXECUTE ON FUNCTION countersign.demand_may_invite(text, text), countersign.use_invitation(), countersign.time_text(timestamptz) TO countersign_logins;

RESET ROLE;
SET LOCAL ROLE countersign_logins;

-- As before; but what a code opened for some days is open for good from here on.
CREATE OR REPLACE FUNCTION countersign.set_login(person text, verifier text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF person !~ '^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$' OR person ~ '^pg_'
        OR verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        PERFORM countersign.refuse('CS016', person, 'login');
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person) THEN
        EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION IN ROLE countersign_person', person);
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.member JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
                      WHERE r.rolname = person AND g.rolname = 'countersign_person' AND NOT r.rolsuper AND NOT r.rolcreaterole) THEN
        PERFORM countersign.refuse('CS012', person);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L VALID UNTIL ''infinity''', person, verifier);
END $$;

GRANT EXECUTE ON FUNCTION countersign.invite(text, text), countersign.accept_invitation(text) TO countersign_person;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code, countersign_logins;

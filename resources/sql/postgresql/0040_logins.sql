-- A login role is the server's, a person the store's: whose a login is stands with the role, so that no store takes over the people of another.
-- The mark is the role's comment: "countersign", this store's token, and the database by number and name. Dumps of roles keep it. It binds while
-- that database is there under either; a login of a database that is gone, or without a mark, may be given anew.

GRANT CREATE ON SCHEMA countersign TO countersign_code, countersign_logins;

INSERT INTO countersign.setting (name, value) VALUES ('logins', gen_random_uuid()::text);

SET LOCAL ROLE countersign_code;

CREATE FUNCTION countersign.login_mark() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT concat_ws(' ', 'countersign', (SELECT value FROM countersign.setting WHERE name = 'logins'), d.oid, d.datname)
    FROM pg_catalog.pg_database d WHERE d.datname = current_database()
$$;

-- The first of these whose login is another store's; null where none is.
CREATE FUNCTION countersign.login_elsewhere(VARIADIC people text[]) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT r.rolname::text FROM pg_catalog.pg_roles r,
        LATERAL (SELECT regexp_match(shobj_description(r.oid, 'pg_authid'), '^countersign (\S+) (\d+) (.*)$') AS mark) m
    WHERE r.rolname = ANY (people) AND m.mark IS NOT NULL AND m.mark[1] <> (SELECT value FROM countersign.setting WHERE name = 'logins')
        AND EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.oid::text = m.mark[2] OR d.datname::text = m.mark[3])
    ORDER BY r.rolname LIMIT 1
$$;

REVOKE ALL ON FUNCTION countersign.login_mark(), countersign.login_elsewhere(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.login_mark(), countersign.login_elsewhere(text[]) TO countersign_logins;

RESET ROLE;
SET LOCAL ROLE countersign_logins;

-- As before; and nobody else's.
CREATE OR REPLACE FUNCTION countersign.set_login(person text, verifier text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF person !~ '^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$' OR person ~ '^pg_'
        OR verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        PERFORM countersign.refuse('CS016', person, 'login');
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person) THEN
        EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION IN ROLE countersign_person', person);
    ELSIF countersign.login_elsewhere(person) IS NOT NULL THEN
        PERFORM countersign.refuse('CS012', person, 'login');
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.member JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
                      WHERE r.rolname = person AND g.rolname = 'countersign_person' AND NOT r.rolsuper AND NOT r.rolcreaterole) THEN
        PERFORM countersign.refuse('CS012', person);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L VALID UNTIL ''infinity''', person, verifier);
    EXECUTE format('COMMENT ON ROLE %I IS %L', person, countersign.login_mark());
END $$;

CREATE OR REPLACE FUNCTION countersign.shut_login(person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person AND NOT rolsuper) AND countersign.login_elsewhere(person) IS NULL THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', person);
    END IF;
END $$;

RESET ROLE;

-- Who signs in here already.
DO $$
DECLARE p text;
BEGIN
    FOR p IN SELECT r.rolname FROM countersign.person q JOIN pg_catalog.pg_roles r ON r.rolname = q.id WHERE NOT r.rolsuper AND NOT r.rolcreaterole
                 AND shobj_description(r.oid, 'pg_authid') IS NULL AND pg_has_role(r.oid, 'countersign_person', 'member') LOOP
        EXECUTE format('COMMENT ON ROLE %I IS %L', p, countersign.login_mark());
    END LOOP;
END $$;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code, countersign_logins;

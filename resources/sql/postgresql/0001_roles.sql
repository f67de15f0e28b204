-- The roles that nobody signs in as, and the schema. People's own login roles are members of countersign_person; identity is session_user.
-- Run by an administrator's connection: a superuser, or one with CREATEROLE and CREATE on the database.

DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['countersign_owner', 'countersign_code', 'countersign_logins', 'countersign_person'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN %s', wanted, CASE wanted WHEN 'countersign_logins' THEN 'CREATEROLE' ELSE '' END);
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'member') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO countersign_person', current_database());
END $$;

CREATE SCHEMA countersign AUTHORIZATION countersign_owner;
REVOKE ALL ON SCHEMA countersign FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA countersign TO countersign_code, countersign_logins, countersign_person;

-- Without the extension nobody checks signatures here, and every reader has to: init says so, the doctor repeats it.
DO $$
BEGIN
    IF coalesce(nullif(current_setting('countersign.verification', true), ''), 'server') = 'server' THEN
        CREATE EXTENSION countersign_ed25519 SCHEMA countersign;
    END IF;
END $$;

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.now_text() RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" $$;

CREATE TABLE countersign.migration (
    number   integer PRIMARY KEY,
    name     text NOT NULL,
    checksum bytea NOT NULL CHECK (length(checksum) = 32),
    applied  text NOT NULL
);

CREATE TABLE countersign.setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

INSERT INTO countersign.setting (name, value)
VALUES ('signature-verification', coalesce(nullif(current_setting('countersign.verification', true), ''), 'server'));

RESET ROLE;

-- Keys, roles, policies: what makes a person of somebody, and the login roles they sign in with.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.enrol_key(s jsonb, number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    key bytea := decode(s ->> 'public-key', 'base64');
    owner text := countersign.unescape_token(s ->> 'owner');
BEGIN
    INSERT INTO countersign.enrolled_key (fingerprint, public_key, owner, owner_name, use, number)
    VALUES (encode(sha256(key), 'hex'), key, owner, s ->> 'owner-name', s ->> 'use', number);
    IF s ->> 'use' = 'person' THEN
        INSERT INTO countersign.person (id, printed_name, fingerprint) VALUES (owner, s ->> 'owner-name', encode(sha256(key), 'hex'))
        ON CONFLICT (id) DO UPDATE SET printed_name = excluded.printed_name, fingerprint = excluded.fingerprint, disabled = false;
    END IF;
END $$;

-- Leaf 0. Only by whom the administrator's connection opened the first login for.
CREATE FUNCTION countersign.record_store(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE r countersign.receipt;
BEGIN
    IF session_user::text IS DISTINCT FROM (SELECT value FROM countersign.setting WHERE name = 'first-person') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'first-person');
    ELSIF countersign.unescape_token(s ->> 'owner') <> session_user::text OR s ->> 'owner-name' <> s ->> 'name'
        OR s ->> 'key' <> encode(sha256(decode(s ->> 'public-key', 'base64')), 'hex') THEN
        PERFORM countersign.refuse('CS013', s ->> 'id', 'store not created by its own key');
    END IF;
    INSERT INTO countersign.store_identity (one, id, name, created)
    VALUES (1, s ->> 'store', coalesce(s ->> 'store-name', 'Countersign'), countersign.now_text());
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    PERFORM countersign.enrol_key(s, r.number);
    INSERT INTO countersign.role_grant (person, team, role) VALUES (session_user::text, countersign.team_key('main'), 'administrator');
    RETURN r;
END $$;

CREATE FUNCTION countersign.record_enrolment(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    owner text := countersign.unescape_token(s ->> 'owner');
BEGIN
    IF EXISTS (SELECT FROM countersign.enrolled_key WHERE public_key = decode(s ->> 'public-key', 'base64')) THEN
        PERFORM countersign.refuse('CS012', owner, 'key enrolled before');
    ELSIF s ->> 'use' = 'person' AND owner !~ '^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$' THEN
        PERFORM countersign.refuse('CS016', owner, 'person');
    END IF;
    PERFORM FROM countersign.person WHERE id = owner FOR UPDATE;
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    PERFORM countersign.enrol_key(s, r.number);
    RETURN r;
END $$;

-- The owner's row is locked first: what they are just recording stands in the log before this.
CREATE FUNCTION countersign.record_revocation(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    k countersign.enrolled_key;
    left_over text;
BEGIN
    SELECT * INTO k FROM countersign.enrolled_key WHERE fingerprint = s ->> 'revoked';
    IF k.fingerprint IS NULL OR k.revoked THEN
        PERFORM countersign.refuse('CS016', s ->> 'revoked', 'revoked');
    END IF;
    PERFORM FROM countersign.person WHERE id = k.owner FOR UPDATE;
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    UPDATE countersign.enrolled_key SET revoked = true WHERE fingerprint = k.fingerprint;
    IF k.use = 'person' THEN
        SELECT fingerprint INTO left_over FROM countersign.enrolled_key WHERE owner = k.owner AND use = 'person' AND NOT revoked ORDER BY number DESC LIMIT 1;
        UPDATE countersign.person SET fingerprint = coalesce(left_over, ''),
            disabled = left_over IS NULL AND NOT EXISTS (SELECT FROM countersign.role_grant WHERE person = k.owner) WHERE id = k.owner;
        PERFORM countersign.demand_administrator();
        IF (SELECT disabled FROM countersign.person WHERE id = k.owner) THEN
            PERFORM countersign.shut_login(k.owner);
        END IF;
    END IF;
    RETURN r;
END $$;

-- A store without one could never have a person again.
CREATE FUNCTION countersign.demand_administrator() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM countersign.role_grant g JOIN countersign.person p ON p.id = g.person
                   WHERE g.role = 'administrator' AND NOT p.disabled AND p.fingerprint <> '') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'last-administrator');
    END IF;
END $$;

CREATE FUNCTION countersign.record_roles(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    who text := countersign.unescape_token(s ->> 'person');
    named text := countersign.unescape_token(s ->> 'team');
    roles text[] := ARRAY(SELECT jsonb_array_elements_text(s -> 'role'));
BEGIN
    PERFORM FROM countersign.person WHERE id = who FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS011', who);
    END IF;
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    IF s ->> 'kind' = 'role.withdrawn' THEN
        DELETE FROM countersign.role_grant WHERE person = who AND team = countersign.team_key(named) AND role = ANY (roles);
        PERFORM countersign.demand_administrator();
        RETURN r;
    END IF;
    INSERT INTO countersign.team (id) VALUES (named) ON CONFLICT DO NOTHING;
    INSERT INTO countersign.role_grant (person, team, role) SELECT who, countersign.team_key(named), x FROM unnest(roles) AS x ON CONFLICT DO NOTHING;
    IF EXISTS (SELECT FROM countersign.role_grant WHERE person = who AND role IN ('administrator', 'submitter'))
        AND EXISTS (SELECT FROM countersign.role_grant WHERE person = who AND role IN ('reviewer', 'supervisor')) THEN
        PERFORM countersign.refuse('CS005', who, 'separation');
    END IF;
    RETURN r;
END $$;

CREATE FUNCTION countersign.record_policy(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    known integer := coalesce((SELECT max(version) FROM countersign.policy), 0);
    rules bytea := countersign.content_of(s ->> 'content', salts, contents);
BEGIN
    IF s ->> 'team' <> 'main' THEN
        PERFORM countersign.refuse('CS016', 'policy', 'main');
    ELSIF (s ->> 'policy-version')::bigint <> known + 1 THEN
        PERFORM countersign.refuse('CS008', 'policy', known::text);
    END IF;
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'content'], ARRAY['policy'], salts, contents, NULL, NULL, NULL);
    IF (countersign.read_policy(rules) ->> 'version')::bigint <> known + 1 THEN
        PERFORM countersign.refuse('CS016', 'policy', 'version');
    END IF;
    INSERT INTO countersign.policy (version, rules, adopted_by, adopted) VALUES (known + 1, rules, r.statement, r.arrived);
    RETURN r;
END $$;

CREATE TABLE countersign.finding (
    id        text COLLATE "C" PRIMARY KEY,
    team      bigint NOT NULL,
    state     text NOT NULL,
    subject   text NOT NULL,
    case_key  bigint REFERENCES countersign.cases (key),
    statement text,
    owner     text
);

CREATE FUNCTION countersign.record_finding(n bytea, s jsonb, salts bytea[], contents bytea[]) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    in_team bigint := countersign.team_key(countersign.unescape_token(s ->> 'team'));
    about bigint := (SELECT key FROM countersign.cases WHERE team = in_team AND id = countersign.unescape_token(s ->> 'case'));
    known countersign.finding;
BEGIN
    SELECT * INTO known FROM countersign.finding WHERE id = s ->> 'finding' FOR UPDATE;
    IF s ? 'case' AND about IS NULL THEN
        PERFORM countersign.refuse('CS001', countersign.unescape_token(s ->> 'case'));
    ELSIF s ? 'owner' AND NOT EXISTS (SELECT FROM countersign.person WHERE id = countersign.unescape_token(s ->> 'owner')) THEN
        PERFORM countersign.refuse('CS011', countersign.unescape_token(s ->> 'owner'));
    ELSIF (known.id IS NULL) <> (s ->> 'state' = 'opened') OR known.state = 'closed' OR (known.id IS NOT NULL
        AND (known.team, known.subject, known.case_key, known.statement, known.owner)
            IS DISTINCT FROM (in_team, s ->> 'subject', about, s ->> 'statement', countersign.unescape_token(s ->> 'owner'))) THEN
        PERFORM countersign.refuse('CS016', s ->> 'finding', 'finding');
    END IF;
    r := countersign.add_signed(s, n, '{}', in_team, about);
    PERFORM countersign.keep_blobs(ARRAY[s ->> 'text'], ARRAY['words'], salts, contents, in_team, about, NULL);
    INSERT INTO countersign.finding (id, team, state, subject, case_key, statement, owner)
    VALUES (s ->> 'finding', in_team, s ->> 'state', s ->> 'subject', about, s ->> 'statement', countersign.unescape_token(s ->> 'owner'))
    ON CONFLICT (id) DO UPDATE SET state = excluded.state;
    RETURN r;
END $$;

CREATE FUNCTION countersign.record_audit(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE sql AS
$$ SELECT countersign.add_signed(s, n, '{}', countersign.team_key(countersign.unescape_token(s ->> 'team')), NULL) $$;

-- Stands at exactly the index it names: everything that waits goes before it, and nothing between.
CREATE FUNCTION countersign.record_restore(n bytea, s jsonb) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    head countersign.ledger_head;
BEGIN
    PERFORM countersign.sequence_now();
    SELECT * INTO head FROM countersign.ledger_head;
    IF s ->> 'size' <> head.size || ' ' || encode(countersign.root_of(head.peaks), 'hex') OR (s ->> 'old-epoch')::bigint < countersign.epoch() THEN
        PERFORM countersign.refuse('CS016', s ->> 'id', 'restore');
    END IF;
    r := countersign.add_signed(s, n, '{}', NULL, NULL);
    PERFORM countersign.sequence_now();
    INSERT INTO countersign.setting (name, value) VALUES ('epoch', ((s ->> 'old-epoch')::bigint + 1)::text)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;
    RETURN r;
END $$;

CREATE FUNCTION countersign.note_migration(old integer, new integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.add_own('migration', 'from ' || old || E'\nto ' || new || E'\n', countersign.now_text(), NULL);
END $$;

RESET ROLE;

-- Logins: by a role that may make roles, for nobody but people of this store.

CREATE FUNCTION countersign.set_login(person text, verifier text) RETURNS void LANGUAGE plpgsql AS $$
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
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', person, verifier);
END $$;

CREATE FUNCTION countersign.first_login(person text, verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_no_person(person);
    PERFORM countersign.set_login(person, verifier);
END $$;

CREATE FUNCTION countersign.demand_no_person(first text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT FROM countersign.store_identity) THEN
        PERFORM countersign.refuse('CS022', (SELECT id FROM countersign.store_identity));
    END IF;
    INSERT INTO countersign.setting (name, value) VALUES ('first-person', first) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
END $$;

CREATE FUNCTION countersign.demand_may_open(person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_person();
    IF NOT countersign.holds(NULL, 'administrator') THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'administrator');
    ELSIF NOT EXISTS (SELECT FROM countersign.person p WHERE p.id = demand_may_open.person) THEN
        PERFORM countersign.refuse('CS011', person);
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person) THEN
        PERFORM countersign.alarm('login-changed', person);
    END IF;
END $$;

CREATE FUNCTION countersign.open_login(person text, verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_may_open(person);
    PERFORM countersign.set_login(person, verifier);
END $$;

-- Only by functions of ours, for a person that has just become disabled.
CREATE FUNCTION countersign.shut_login(person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person AND NOT rolsuper) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', person);
    END IF;
END $$;

CREATE FUNCTION countersign.close_login(person text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM countersign.demand_may_open(person);
    PERFORM countersign.shut_login(person);
END $$;

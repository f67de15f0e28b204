-- What the doctor asks an existing store: one row for everything that is not as these files left it.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.wrong_tables() RETURNS TABLE (what text, place text) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT c.relrowsecurity THEN 'row-security-off' WHEN NOT c.relforcerowsecurity THEN 'row-security-not-forced' ELSE 'owner' END,
        c.relname::text
    FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' AND (NOT c.relrowsecurity
        OR (NOT c.relforcerowsecurity AND c.relname NOT IN ('migration', 'setting')) OR c.relowner <> 'countersign_owner'::regrole)
    UNION ALL
    SELECT 'trigger-off', c.relname || ' ' || t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'countersign'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'A'
    UNION ALL
    SELECT 'trigger-missing', w.place FROM (VALUES ('ledger_entry entries_are_never_changed'), ('ledger_entry entries_have_no_gaps'),
        ('ledger_entry ledger_entry_is_never_emptied'), ('ledger_head head_only_grows'), ('pending pending_is_never_changed'),
        ('recorded recorded_is_never_changed'), ('decision decision_is_never_changed'), ('decision decision_is_never_removed'),
        ('release release_is_never_changed'), ('policy policy_is_never_changed'), ('blob blob_is_never_changed'), ('cases case_moves_only_as_allowed'),
        ('enrolled_key key_is_only_revoked'), ('security_event event_is_never_changed')) AS w (place)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                      WHERE c.relnamespace = 'countersign'::regnamespace AND c.relname || ' ' || t.tgname = w.place)
$$;

CREATE FUNCTION countersign.wrong_rights() RETURNS TABLE (what text, place text) LANGUAGE sql STABLE AS $$
    SELECT 'function-for-everybody', p.oid::regprocedure::text FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'countersign'::regnamespace
        AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
    UNION ALL
    SELECT 'search-path', p.oid::regprocedure::text FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'countersign'::regnamespace AND p.prosecdef
        AND NOT coalesce('search_path=countersign, pg_catalog, pg_temp' = ANY (p.proconfig), false)
    UNION ALL
    SELECT 'writable-by-people', c.relname || ' ' || a.privilege_type FROM pg_catalog.pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'countersign'::regnamespace AND a.privilege_type <> 'SELECT' AND c.relkind IN ('r', 'v', 'S')
        AND a.grantee NOT IN ('countersign_owner'::regrole, 'countersign_code'::regrole)
    UNION ALL
    SELECT 'schema-open', a.privilege_type FROM pg_catalog.pg_namespace n, aclexplode(n.nspacl) a
    WHERE n.nspname = 'countersign' AND a.privilege_type = 'CREATE' AND a.grantee <> 'countersign_owner'::regrole
    UNION ALL
    SELECT 'database-open', a.privilege_type FROM pg_catalog.pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE d.datname = current_database() AND a.grantee = 0
    UNION ALL
    SELECT 'superuser', p.id FROM countersign.person p JOIN pg_catalog.pg_roles r ON r.rolname = p.id WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
    UNION ALL
    SELECT 'member-of', p.id || ' ' || g.rolname FROM countersign.person p JOIN pg_catalog.pg_roles r ON r.rolname = p.id
        JOIN pg_catalog.pg_auth_members m ON m.member = r.oid JOIN pg_catalog.pg_roles g ON g.oid = m.roleid WHERE g.rolname <> 'countersign_person'
$$;

-- Nothing found: nothing is wrong. `reader-verifies` is no damage; it is said all the same.
CREATE FUNCTION countersign.examination() RETURNS TABLE (what text, place text) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT * FROM countersign.wrong_tables()
    UNION ALL SELECT * FROM countersign.wrong_rights()
    UNION ALL SELECT 'reader-verifies', '' FROM countersign.setting WHERE name = 'signature-verification' AND value <> 'server'
    UNION ALL SELECT 'extension-missing', '' FROM countersign.setting
    WHERE name = 'signature-verification' AND value = 'server' AND to_regprocedure('countersign.ed25519_verify(bytea, bytea, bytea)') IS NULL
    UNION ALL SELECT 'waiting-long', min(arrived) FROM countersign.pending
    WHERE arrived < countersign.time_text(clock_timestamp() - interval '1 minute') HAVING count(*) > 0
$$;

RESET ROLE;

-- Who owns what and who may do what. People read rows of their teams and call functions; nothing else.

GRANT countersign_person TO countersign_logins WITH ADMIN OPTION;

-- A function whose owner is about to change hands must be creatable there; taken back at the end.
GRANT CREATE ON SCHEMA countersign TO countersign_code, countersign_logins;

SET LOCAL ROLE countersign_owner;

-- Every function of the schema: nobody's but its own role's, with a search path nobody can put anything in front of. Asked for again by
-- every migration that makes functions or views.
CREATE FUNCTION countersign.settle_rights() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    logins text[] := ARRAY['set_login', 'first_login', 'open_login', 'shut_login', 'close_login'];
    pure text[] := ARRAY['time_text', 'now_text', 'digest_text', 'digest_bytes', 'blob_digest', 'leaf_hash', 'node_hash', 'escape_token', 'unescape_token',
        'is_time'];
    f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name, p.proname, p.prosecdef FROM pg_catalog.pg_proc p
             WHERE p.pronamespace = 'countersign'::regnamespace AND p.proname <> 'settle_rights'
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
        IF f.prosecdef THEN
            EXECUTE format('ALTER FUNCTION %s SET search_path = countersign, pg_catalog, pg_temp', f.name);
        END IF;
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', f.name, CASE WHEN f.proname = ANY (logins) THEN 'countersign_logins' ELSE 'countersign_code' END);
    END LOOP;
    FOR f IN SELECT c.oid::regclass AS name FROM pg_catalog.pg_class c WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'v' LOOP
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', f.name);
        EXECUTE format('ALTER VIEW %s OWNER TO countersign_code', f.name);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION countersign.settle_rights() FROM PUBLIC;

-- ---- tables: row security for everybody, the owner too; the code role sees all rows and has exactly these rights

DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_class c WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name);
        IF t.relname NOT IN ('migration', 'setting') THEN
            EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
        END IF;
        EXECUTE format('CREATE POLICY code ON %s TO countersign_code USING (true) WITH CHECK (true)', t.name);
        EXECUTE format('GRANT SELECT ON %s TO countersign_code', t.name);
    END LOOP;
END $$;

GRANT INSERT ON countersign.store_identity, countersign.team, countersign.person, countersign.role_grant, countersign.enrolled_key, countersign.policy,
    countersign.security_event, countersign.wording, countersign.cases, countersign.case_version, countersign.evidence_blob, countersign.case_slot,
    countersign.draft, countersign.first_answer, countersign.blob, countersign.case_search, countersign.case_count_change, countersign.case_count_sum,
    countersign.decision, countersign.release, countersign.finding, countersign.ledger_entry, countersign.pending, countersign.recorded,
    countersign.device_head, countersign.ledger_checkpoint, countersign.ledger_root, countersign.setting TO countersign_code;
GRANT UPDATE ON countersign.person, countersign.cases, countersign.case_slot, countersign.draft, countersign.ledger_head, countersign.device_head,
    countersign.ledger_checkpoint, countersign.case_count_sum, countersign.setting, countersign.finding TO countersign_code;
GRANT UPDATE (revoked) ON countersign.enrolled_key TO countersign_code;
GRANT UPDATE (stands, veiled, disputed) ON countersign.decision TO countersign_code;
GRANT UPDATE (veiled_for) ON countersign.blob TO countersign_code;
GRANT DELETE ON countersign.role_grant, countersign.draft, countersign.blob, countersign.case_search, countersign.pending, countersign.case_count_change,
    countersign.wording TO countersign_code;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA countersign TO countersign_code;

-- ---- people

CREATE POLICY everybody ON countersign.migration FOR SELECT TO countersign_person USING (true);
CREATE POLICY everybody ON countersign.setting FOR SELECT TO countersign_person USING (name = 'signature-verification' OR name = 'epoch');
CREATE POLICY everybody ON countersign.store_identity FOR SELECT TO countersign_person USING (true);
CREATE POLICY everybody ON countersign.allowed_move FOR SELECT TO countersign_person USING (true);
CREATE POLICY people ON countersign.team FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.person FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.role_grant FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.enrolled_key FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.policy FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.wording FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.ledger_head FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.ledger_checkpoint FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY people ON countersign.device_head FOR SELECT TO countersign_person USING ((SELECT countersign.is_person()));
CREATE POLICY oversight ON countersign.security_event FOR SELECT TO countersign_person
    USING (person = session_user::text OR (SELECT countersign.oversees()));
CREATE POLICY team ON countersign.cases FOR SELECT TO countersign_person USING (team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR (submitter = session_user::text AND team = ANY ((SELECT countersign.submitting_teams())::bigint[])));
CREATE POLICY team ON countersign.case_version FOR SELECT TO countersign_person USING (team = ANY ((SELECT countersign.reading_teams())::bigint[])
    OR (submitter = session_user::text AND team = ANY ((SELECT countersign.submitting_teams())::bigint[])));
CREATE POLICY team ON countersign.evidence_blob FOR SELECT TO countersign_person USING (team = ANY ((SELECT countersign.reading_teams())::bigint[]));
CREATE POLICY team ON countersign.case_slot FOR SELECT TO countersign_person USING (team = ANY ((SELECT countersign.reading_teams())::bigint[]));
CREATE POLICY team ON countersign.decision FOR SELECT TO countersign_person
    USING (team = ANY ((SELECT countersign.reading_teams())::bigint[]) AND (NOT veiled OR reviewer = session_user::text));
CREATE POLICY team ON countersign.blob FOR SELECT TO countersign_person USING (
    ((team IS NULL AND (SELECT countersign.is_person())) OR team = ANY ((SELECT countersign.reading_teams())::bigint[])) AND (veiled_for IS NULL
        OR veiled_for = session_user::text)
    AND (sort <> 'reference' OR team = ANY ((SELECT countersign.compliance_teams())::bigint[])));
CREATE POLICY own ON countersign.draft FOR SELECT TO countersign_person USING (person = session_user::text);
CREATE POLICY own ON countersign.first_answer FOR SELECT TO countersign_person USING (person = session_user::text);

GRANT SELECT ON countersign.migration, countersign.setting, countersign.store_identity, countersign.allowed_move, countersign.team, countersign.person,
    countersign.role_grant, countersign.enrolled_key, countersign.policy, countersign.wording, countersign.ledger_head, countersign.ledger_checkpoint,
    countersign.device_head, countersign.security_event, countersign.cases, countersign.case_version, countersign.evidence_blob, countersign.case_slot,
    countersign.decision, countersign.blob, countersign.draft, countersign.first_answer TO countersign_person;

RESET ROLE;

SELECT countersign.settle_rights();

SET LOCAL ROLE countersign_code;

GRANT SELECT ON countersign.released, countersign.ledger, countersign.ledger_pending, countersign.ledger_place, countersign.case_count,
    countersign.decision_row,
    countersign.case_release TO countersign_person;

GRANT EXECUTE ON FUNCTION countersign.now_text(), countersign.change_mark(), countersign.reading_teams(), countersign.submitting_teams(),
    countersign.compliance_teams(), countersign.oversees(), countersign.is_person(), countersign.veiled_from_me(), countersign.outcome_json(bytea,
        text) TO countersign_person;
GRANT EXECUTE ON FUNCTION countersign.record(bytea, bytea[], bytea[]), countersign.receipt(text),
    countersign.import_cases(bytea, bytea[], bytea[], text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[], bytea[], text[], text[],
        integer[], text[], bytea[]),
    countersign.claim_case(text, integer), countersign.claim_next(text, integer), countersign.claim_of(text), countersign.release_claim(text),
    countersign.save_draft(text, text, integer, integer, text, bytea, text, text, text, integer, double precision, text, bytea), countersign.remove_draft(text),
    countersign.save_first_answer(text, text, integer, integer, bytea, bytea), countersign.save_wordings(text[], text[], text[], text[]),
    countersign.note_security_event(text, text), countersign.save_checkpoint(bigint, bytea), countersign.search_cases(text[], text[], text, integer,
        boolean, text,
        bigint, integer), countersign.case_blobs(text), countersign.sequence(integer), countersign.release_due(), countersign.submit_case(text),
    countersign.outcome(text), countersign.released_after(bigint, integer) TO countersign_person;
GRANT EXECUTE ON FUNCTION countersign.examination() TO countersign_person, countersign_owner;
GRANT EXECUTE ON FUNCTION countersign.refuse(text, text, text), countersign.demand_no_person(text), countersign.demand_may_open(text) TO countersign_logins;
GRANT EXECUTE ON FUNCTION countersign.note_migration(integer, integer) TO countersign_owner;

RESET ROLE;
SET LOCAL ROLE countersign_logins;

GRANT EXECUTE ON FUNCTION countersign.open_login(text, text), countersign.close_login(text) TO countersign_person;
GRANT EXECUTE ON FUNCTION countersign.first_login(text, text) TO countersign_owner;
GRANT EXECUTE ON FUNCTION countersign.shut_login(text) TO countersign_code;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code, countersign_logins;
DO $$
BEGIN
    IF to_regprocedure('countersign.ed25519_verify(bytea, bytea, bytea)') IS NOT NULL THEN
        REVOKE ALL ON FUNCTION countersign.ed25519_verify(bytea, bytea, bytea) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION countersign.ed25519_verify(bytea, bytea, bytea) TO countersign_code;
    END IF;
END $$;

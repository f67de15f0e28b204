-- What never changes, also for the owner and in replication: triggers that are always enabled. Whoever may switch them off is found by the
-- next client that compares the log with what it has seen.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'CS024', MESSAGE = 'append-only', DETAIL = TG_TABLE_NAME;
END $$;

CREATE FUNCTION countersign.move_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM countersign.allowed_move WHERE from_state = OLD.state AND to_state = NEW.state) THEN
        RAISE EXCEPTION USING ERRCODE = 'CS004', MESSAGE = 'move-not-allowed', DETAIL = OLD.state, HINT = NEW.id;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION countersign.no_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    low bigint;
    high bigint;
    rows bigint;
BEGIN
    SELECT min(log_index), max(log_index), count(*) INTO low, high, rows FROM added;
    IF rows > 0 AND (rows <> high - low + 1 OR high <> (SELECT max(log_index) FROM countersign.ledger_entry)
                     OR (low > 0 AND NOT EXISTS (SELECT FROM countersign.ledger_entry WHERE log_index = low - 1))) THEN
        RAISE EXCEPTION USING ERRCODE = 'CS024', MESSAGE = 'append-only', DETAIL = 'gap';
    END IF;
    RETURN NULL;
END $$;


CREATE FUNCTION countersign.count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO countersign.case_count_change (team, state, kind, cases) SELECT team, state, kind, count(*) FROM added GROUP BY team, state, kind;
    RETURN NULL;
END $$;

CREATE FUNCTION countersign.count_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO countersign.case_count_change (team, state, kind, cases)
    SELECT team, state, kind, sum(n) FROM (
        SELECT team, state, kind, 1 AS n FROM added UNION ALL SELECT team, state, kind, -1 FROM gone) AS x
    GROUP BY team, state, kind HAVING sum(n) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER entries_are_never_changed BEFORE UPDATE OR DELETE ON countersign.ledger_entry FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER entries_have_no_gaps AFTER INSERT ON countersign.ledger_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION countersign.no_gaps();
CREATE TRIGGER head_only_grows BEFORE UPDATE ON countersign.ledger_head FOR EACH ROW
    WHEN (NEW.one <> 1 OR NEW.size < OLD.size OR NEW.notified < OLD.notified OR (NEW.size = OLD.size AND NEW.peaks <> OLD.peaks))
        EXECUTE FUNCTION countersign.never();
CREATE TRIGGER head_stays BEFORE DELETE ON countersign.ledger_head FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER pending_is_never_changed BEFORE UPDATE ON countersign.pending FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER recorded_is_never_changed BEFORE UPDATE OR DELETE ON countersign.recorded FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER roots_are_never_changed BEFORE UPDATE OR DELETE ON countersign.ledger_root FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON countersign.ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER device_only_grows BEFORE UPDATE ON countersign.device_head FOR EACH ROW
    WHEN (NEW.device <> OLD.device OR NEW.seq <= OLD.seq) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER device_stays BEFORE DELETE ON countersign.device_head FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON countersign.decision FOR EACH ROW
    WHEN ((NEW.stands AND NOT OLD.stands) OR (NEW.veiled AND NOT OLD.veiled) OR (OLD.disputed AND NOT NEW.disputed)
        OR (NEW.number, NEW.id, NEW.case_key, NEW.team, NEW.version, NEW.slot, NEW.stage, NEW.verdict, NEW.reviewer, NEW.reviewer_name, NEW.rationale,
            NEW.outcome,
            NEW.reasons, NEW.supersedes, NEW.meaning, NEW.claimed_at, NEW.arrived, NEW.took, NEW.late, NEW.flags)
        IS DISTINCT FROM (OLD.number, OLD.id, OLD.case_key, OLD.team, OLD.version, OLD.slot, OLD.stage, OLD.verdict, OLD.reviewer, OLD.reviewer_name,
            OLD.rationale,
            OLD.outcome, OLD.reasons, OLD.supersedes, OLD.meaning, OLD.claimed_at, OLD.arrived, OLD.took, OLD.late, OLD.flags))
    EXECUTE FUNCTION countersign.never();
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON countersign.decision FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER release_is_never_changed BEFORE UPDATE OR DELETE ON countersign.release FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER policy_is_never_changed BEFORE UPDATE OR DELETE ON countersign.policy FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON countersign.security_event FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER moves_are_never_changed BEFORE INSERT OR UPDATE OR DELETE ON countersign.allowed_move FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER key_is_only_revoked BEFORE UPDATE ON countersign.enrolled_key FOR EACH ROW
    WHEN ((NEW.fingerprint, NEW.public_key, NEW.owner, NEW.owner_name, NEW.use, NEW.number)
        IS DISTINCT FROM (OLD.fingerprint, OLD.public_key, OLD.owner, OLD.owner_name, OLD.use, OLD.number) OR (OLD.revoked AND NOT NEW.revoked))
    EXECUTE FUNCTION countersign.never();
CREATE TRIGGER key_stays BEFORE DELETE ON countersign.enrolled_key FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER identity_stays BEFORE DELETE OR UPDATE ON countersign.store_identity FOR EACH ROW EXECUTE FUNCTION countersign.never();
-- What a veil hid may be shown; what a blob says never changes.
CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON countersign.blob FOR EACH ROW
    WHEN (NEW.veiled_for IS NOT NULL OR NEW.digest <> OLD.digest OR NEW.team IS DISTINCT FROM OLD.team OR NEW.case_key IS DISTINCT FROM OLD.case_key
        OR NEW.sort <> OLD.sort OR NEW.salt <> OLD.salt OR NEW.content <> OLD.content) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER case_starts_open_or_released BEFORE INSERT ON countersign.cases FOR EACH ROW
    WHEN (NEW.state NOT IN ('open', 'released')) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER case_moves_only_as_allowed BEFORE UPDATE ON countersign.cases FOR EACH ROW
    WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION countersign.move_allowed();
CREATE TRIGGER case_keeps_its_name BEFORE UPDATE ON countersign.cases FOR EACH ROW
    WHEN (NEW.key <> OLD.key OR NEW.team <> OLD.team OR NEW.id <> OLD.id) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER case_is_never_removed BEFORE DELETE ON countersign.cases FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER case_version_is_never_changed BEFORE UPDATE OR DELETE ON countersign.case_version FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE OR DELETE ON countersign.evidence_blob FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER answer_is_never_changed BEFORE UPDATE OR DELETE ON countersign.first_answer FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER case_is_counted AFTER INSERT ON countersign.cases REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION countersign.count_added();
CREATE TRIGGER case_is_counted_again AFTER UPDATE ON countersign.cases REFERENCING NEW TABLE AS added OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION countersign.count_moved();

DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_class c WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION countersign.never()', t.relname || '_is_never_emptied',
            t.name);
    END LOOP;
    FOR t IN SELECT g.tgrelid::regclass AS name, g.tgname FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
             WHERE c.relnamespace = 'countersign'::regnamespace AND NOT g.tgisinternal LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.name, t.tgname);
    END LOOP;
END $$;

RESET ROLE;

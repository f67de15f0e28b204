-- What people may read: rows of their teams, and of the log every hash but only their own bytes.

SET LOCAL ROLE countersign_owner;

-- Statements that only their signer may see yet.
CREATE FUNCTION countersign.veiled_from_me() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER AS
$$ SELECT id FROM countersign.decision WHERE veiled AND reviewer <> session_user::text $$;

CREATE FUNCTION countersign.is_person() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN (SELECT EXISTS (SELECT FROM countersign.person WHERE id = session_user::text AND NOT disabled));
END $$;

CREATE VIEW countersign.ledger AS
    SELECT e.log_index, e.leaf, e.nodes, e.kind, e.statement, e.device, e.device_seq, e.content,
        CASE WHEN e.team IS NULL OR (e.team = ANY ((SELECT countersign.reading_teams())::bigint[])
            AND (e.kind <> 'decision' OR NOT e.statement IN (SELECT countersign.veiled_from_me()))) THEN e.entry END AS entry, e.team
    FROM countersign.ledger_entry e WHERE (SELECT countersign.is_person());

CREATE VIEW countersign.ledger_pending AS SELECT number, kind, arrived, leaf, statement FROM countersign.pending;

CREATE VIEW countersign.case_count AS
    SELECT x.team, x.state, x.kind, sum(x.cases)::bigint AS cases
    FROM (SELECT team, state, kind, cases FROM countersign.case_count_sum UNION ALL SELECT team, state, kind, cases FROM countersign.case_count_change) AS x
    WHERE x.team = ANY ((SELECT countersign.reading_teams())::bigint[]) GROUP BY x.team, x.state, x.kind HAVING sum(x.cases) > 0;

CREATE VIEW countersign.ledger_place AS SELECT number, log_index FROM countersign.ledger_entry;

CREATE VIEW countersign.decision_row WITH (security_invoker = true) AS
    SELECT d.*, (SELECT l.log_index FROM countersign.ledger_place l WHERE l.number = d.number) AS log_index, c.id AS case_id, c.kind
    FROM countersign.decision d JOIN countersign.cases c ON c.key = d.case_key;

CREATE VIEW countersign.case_release AS
    SELECT e.log_index AS seq, r.case_key, r.team, r.recall,
        CASE WHEN r.recall THEN (SELECT o.log_index FROM countersign.ledger_entry o WHERE o.number = r.of_number) END AS of_seq,
        r.outcome, r.form, r.policy_version, r.rule, r.decisions
    FROM countersign.ledger_entry e JOIN countersign.release r ON r.number = e.number
    WHERE e.kind IN ('release', 'recall') AND r.team = ANY ((SELECT countersign.reading_teams())::bigint[]);

RESET ROLE;

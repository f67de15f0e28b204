-- The claim on a version that a newer one has replaced is told to who holds it, so that nobody decides on what they have not seen.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- As before; without one on the version of now, the running claim on an older one. None once they have decided on the version of now.
CREATE OR REPLACE FUNCTION countersign.claim_of("case" text) RETURNS SETOF countersign.claim LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
    SELECT s.case_key, c.id, t.id, s.version, s.slot, s.stage, s.fence, s.expires, s.claimed
    FROM countersign.case_slot s JOIN countersign.cases c ON c.key = s.case_key JOIN countersign.team t ON t.key = c.team
    WHERE s.holder = session_user::text AND c.id = claim_of."case" AND (s.version = c.version
        OR (s.version < c.version AND s.decision IS NULL AND s.expires > countersign.now_text() AND NOT EXISTS (SELECT FROM countersign.case_slot n
            WHERE n.case_key = c.key AND n.version = c.version AND n.decided_by = session_user::text)))
    ORDER BY s.version = c.version DESC, s.expires DESC LIMIT 1
$$;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;

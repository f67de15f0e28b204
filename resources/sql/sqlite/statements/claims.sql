-- name: takeNext
-- The next free case in urgency order that this person may decide: ?1 person, ?2 now, ?3 until, ?4 kind or '', ?5 teams where they
-- review, ?6 teams where they supervise. Nobody decides what they submitted, or sits on two slots of one case.
UPDATE case_slot SET holder = ?1, claimed = ?2, expires = ?3,
    fence = 1 + (SELECT max(o.fence) FROM case_slot o WHERE o.case_key = case_slot.case_key)
WHERE (case_key, version, slot) = (
    SELECT s.case_key, s.version, s.slot
    FROM cases c INDEXED BY queue_by_urgency
        CROSS JOIN case_slot s ON s.case_key = c.key AND s.version = c.version
        CROSS JOIN case_version v ON v.key = c.version_key
    WHERE (c.state = 'open' OR c.state = 'escalated' OR c.state = 'disputed')
        AND (?4 = '' OR c.kind = ?4)
        AND s.decision IS NULL
        AND (s.holder IS NULL OR s.expires <= ?2)
        AND CASE c.state
            WHEN 'open' THEN s.stage <> 'resolution' AND c.team IN (SELECT value FROM json_each(?5))
            WHEN 'escalated' THEN s.stage = 'resolution' AND c.team IN (SELECT value FROM json_each(?6))
            ELSE s.stage = 'resolution' AND (c.team IN (SELECT value FROM json_each(?5)) OR c.team IN (SELECT value FROM json_each(?6)))
            END
        AND v.submitter IS NOT ?1
        AND (s.stage <> 'resolution' OR NOT EXISTS (
            SELECT 1 FROM decision d JOIN ledger_entry e ON e.log_index = d.log_index
            WHERE d.case_key = c.key AND d.reviewer = ?1 AND d.stands = 0 AND (instr(e.entry, CAST(char(10) || 'flag disputed' || char(10) AS BLOB))
                OR instr(e.entry, CAST(char(10) || 'flag quarantined' || char(10) AS BLOB)))))
        AND NOT EXISTS (SELECT 1 FROM case_slot o WHERE o.case_key = c.key AND o.version = c.version AND o.slot <> s.slot
                        AND (o.decided_by = ?1 OR (o.holder = ?1 AND o.expires > ?2)))
    ORDER BY c.priority DESC, c.due, c.risk DESC, c.arrived, c.key, s.slot
    LIMIT 1)
RETURNING case_key, version, slot, stage, fence,
    (SELECT id FROM cases WHERE key = case_key), (SELECT team FROM cases WHERE key = case_key)

-- name: find
SELECT c.key, c.team, c.version, c.state, v.submitter
FROM cases c JOIN case_version v ON v.key = c.version_key
WHERE c.id = ?1 AND c.team IN (SELECT value FROM json_each(?2))
ORDER BY c.team LIMIT 1

-- name: seats
SELECT slot, stage, fence, holder, expires, decided_by, claimed FROM case_slot WHERE case_key = ?1 AND version = ?2 ORDER BY slot

-- name: decided
-- Whether this person's decision was taken in as a dispute, or set aside: no slot shows that.
SELECT 1 FROM decision d JOIN ledger_entry e ON e.log_index = d.log_index
WHERE d.case_key = ?1 AND d.reviewer = ?2 AND d.stands = 0 AND (instr(e.entry, CAST(char(10) || 'flag disputed' || char(10) AS BLOB))
    OR instr(e.entry, CAST(char(10) || 'flag quarantined' || char(10) AS BLOB))) LIMIT 1

-- name: take
UPDATE case_slot SET holder = ?4, claimed = ?5, expires = ?6,
    fence = 1 + (SELECT max(o.fence) FROM case_slot o WHERE o.case_key = case_slot.case_key)
WHERE case_key = ?1 AND version = ?2 AND slot = ?3
RETURNING fence

-- name: prolong
UPDATE case_slot SET expires = max(expires, ?4) WHERE case_key = ?1 AND version = ?2 AND slot = ?3
RETURNING expires

-- name: of
-- The person's claims on a case of this id, running or expired but not taken by anybody else; the newest first. Without one, the running claim on
-- a version that a newer one has replaced since.
SELECT s.case_key, s.version, s.slot, s.stage, s.fence, c.id, c.team, s.expires, s.claimed
FROM case_slot s JOIN cases c ON c.key = s.case_key
WHERE s.holder = ?1 AND c.id = ?2 AND (s.version = c.version OR (s.version < c.version AND s.decision IS NULL AND s.expires > ?3
    AND NOT EXISTS (SELECT 1 FROM case_slot n WHERE n.case_key = c.key AND n.version = c.version AND n.decided_by = ?1)))
ORDER BY s.version = c.version DESC, s.expires DESC LIMIT 1

-- name: give
UPDATE case_slot SET holder = NULL, claimed = NULL, expires = NULL WHERE case_key = ?1 AND version = ?2 AND slot = ?3

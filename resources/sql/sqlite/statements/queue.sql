-- name: row
SELECT c.key, c.id, c.team, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, c.arrived,
    (SELECT s.holder FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.expires > ?3
     ORDER BY s.slot LIMIT 1),
    EXISTS (SELECT 1 FROM draft d WHERE d.person = ?2 AND d.case_key = c.key)
FROM cases c WHERE c.key = ?1

-- name: counts
SELECT state, kind, sum(cases) FROM case_count WHERE team IN (SELECT value FROM json_each(?1)) AND cases > 0 GROUP BY state, kind

-- name: mine
SELECT count(*) FROM case_slot s JOIN cases c ON c.key = s.case_key AND c.version = s.version
WHERE s.holder = ?1 AND s.expires > ?2 AND c.team IN (SELECT value FROM json_each(?3))

-- name: dataVersion
PRAGMA data_version

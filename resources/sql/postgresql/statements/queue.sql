-- name: rows
SELECT c.key, c.id, t.id, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, c.arrived,
    (SELECT s.holder FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.expires > now_text()
     ORDER BY s.slot LIMIT 1),
    EXISTS (SELECT 1 FROM draft d WHERE d.person = $2 AND d.case_key = c.key)
FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.key = k OFFSET 0) c JOIN team t ON t.key = c.team

-- name: counts
SELECT k.state, k.kind, sum(k.cases)::bigint FROM case_count k JOIN team t ON t.key = k.team WHERE t.id = ANY ($1::text[])
GROUP BY k.state, k.kind HAVING sum(k.cases) > 0

-- name: mine
SELECT count(*) FROM case_slot s CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.key = s.case_key AND x.version = s.version OFFSET 0) c
WHERE s.holder = $1 AND s.expires > now_text() AND c.team = ANY (ARRAY(SELECT t.key FROM team t WHERE t.id = ANY ($2::text[])))

-- name: search
SELECT search_cases($1::text[], $2::text[], $3::text, $4::bigint::int, $6, $5, $7::bigint, $8::bigint::int, $9::text[])

-- name: changeMark
SELECT change_mark()

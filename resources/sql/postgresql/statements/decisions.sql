-- name: select
-- The columns that pgrowmapping reads; conditions are added behind it. What a third person settled otherwise stands no longer; who handed it to them
-- said nothing that could.
SELECT d.id, d.log_index, d.case_id, t.id, d.version, d.slot, d.stage, d.verdict, d.reviewer, d.reviewer_name, d.kind,
    d.reasons, d.rationale, d.outcome, d.supersedes, d.meaning, d.claimed_at, d.arrived, d.took, d.late,
    d.stands AND NOT EXISTS (SELECT FROM (SELECT x.number, x.slot, x.verdict, x.outcome FROM decision x
                                          WHERE x.case_key = d.case_key AND x.version = d.version AND x.stage = 'resolution' AND x.stands
                                          ORDER BY x.number DESC LIMIT 1) s
                             WHERE s.number > d.number AND s.slot <> d.slot AND d.verdict <> 'escalate'
                                 AND NOT ((s.verdict = 'reject') = (d.verdict = 'reject') AND (SELECT b.content FROM blob b WHERE b.digest = s.outcome)
                                     IS NOT DISTINCT FROM (SELECT b.content FROM blob b WHERE b.digest = d.outcome))), d.number
FROM decision_row d JOIN team t ON t.key = d.team

-- name: metricsByKind
SELECT c.kind, c.kind, count(*) FILTER (WHERE d.verdict = 'approve'), count(*) FILTER (WHERE d.verdict = 'edit'),
    count(*) FILTER (WHERE d.verdict = 'reject'), count(*) FILTER (WHERE d.verdict = 'escalate'),
    trunc(percentile_cont(0.5) WITHIN GROUP (ORDER BY d.took))::bigint
FROM decision d JOIN cases c ON c.key = d.case_key JOIN team t ON t.key = c.team
WHERE d.stands AND t.id = ANY ($1::text[])
GROUP BY c.kind ORDER BY c.kind COLLATE "C"

-- name: metricsByReviewer
SELECT d.reviewer, coalesce(max(p.printed_name), max(d.reviewer_name)), count(*) FILTER (WHERE d.verdict = 'approve'),
    count(*) FILTER (WHERE d.verdict = 'edit'), count(*) FILTER (WHERE d.verdict = 'reject'), count(*) FILTER (WHERE d.verdict = 'escalate'),
    trunc(percentile_cont(0.5) WITHIN GROUP (ORDER BY d.took))::bigint
FROM decision d JOIN cases c ON c.key = d.case_key JOIN team t ON t.key = c.team LEFT JOIN person p ON p.id = d.reviewer
WHERE d.stands AND t.id = ANY ($1::text[])
GROUP BY d.reviewer ORDER BY d.reviewer COLLATE "C"

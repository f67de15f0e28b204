-- name: select
-- The columns that pgrowmapping reads; conditions are added behind it.
SELECT d.id, d.log_index, d.case_id, t.id, d.version, d.slot, d.stage, d.verdict, d.reviewer, d.reviewer_name, d.kind,
    d.reasons, d.rationale, d.outcome, d.supersedes, d.meaning, d.claimed_at, d.arrived, d.took, d.late, d.stands, d.number
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

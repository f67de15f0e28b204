-- name: after
-- $1 teams, $2 the last seq known or -1, $3 limit or NULL.
SELECT r.seq, c.id, t.id, r.recall, r.of_seq, r.outcome, r.form, r.policy_version, r.rule, r.decisions
FROM case_release r JOIN cases c ON c.key = r.case_key JOIN team t ON t.key = c.team
WHERE r.seq > $2 AND t.id = ANY ($1::text[])
ORDER BY r.seq LIMIT $3

-- name: newestOf
SELECT r.seq, c.id, t.id, r.recall, r.of_seq, r.outcome, r.form, r.policy_version, r.rule, r.decisions
FROM cases c JOIN case_release r ON r.case_key = c.key JOIN team t ON t.key = c.team
WHERE c.id = $1 AND t.id = ANY ($2::text[])
ORDER BY r.seq DESC LIMIT 1

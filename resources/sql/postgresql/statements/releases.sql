-- name: after
-- $1 teams, $2 the last seq known or -1, $3 limit or NULL.
SELECT r.seq, (SELECT c.id FROM cases c WHERE c.key = r.case_key), (SELECT t.id FROM team t WHERE t.key = r.team), r.recall, r.of_seq, r.outcome, r.form,
    r.policy_version, r.rule, r.decisions
FROM case_release r
WHERE r.seq > $2 AND CASE WHEN r.team = ANY (ARRAY(SELECT t.key FROM team t WHERE t.id = ANY ($1::text[]))) THEN true ELSE false END
ORDER BY r.seq LIMIT $3

-- name: newestOf
SELECT r.seq, c.id, t.id, r.recall, r.of_seq, r.outcome, r.form, r.policy_version, r.rule, r.decisions
FROM cases c JOIN release_row r ON r.case_key = c.key JOIN team t ON t.key = c.team
WHERE c.id = $1 AND t.id = ANY ($2::text[]) AND r.seq IS NOT NULL
ORDER BY r.seq DESC LIMIT 1

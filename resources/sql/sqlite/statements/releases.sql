-- name: insert
INSERT INTO case_release (seq, case_key, recall, of_seq, outcome, form, policy_version, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: insertDecision
INSERT INTO release_decision (seq, position, decision) VALUES (?1, ?2, ?3)

-- name: after
-- ?1 teams, ?2 the last seq known or -1, ?3 limit or -1. Releases lead (CROSS JOIN), in their own order: else every case of the teams is gone through.
SELECT r.seq, c.id, c.team, r.recall, r.of_seq, r.outcome, r.form, r.policy_version, r.rule,
    (SELECT group_concat(p.decision, char(10)) FROM (SELECT decision FROM release_decision WHERE seq = r.seq ORDER BY position) p)
FROM case_release r CROSS JOIN cases c ON c.key = r.case_key
WHERE r.seq > ?2 AND +c.team IN (SELECT value FROM json_each(?1))
ORDER BY r.seq LIMIT ?3

-- name: newestOf
SELECT r.seq, c.id, c.team, r.recall, r.of_seq, r.outcome, r.form, r.policy_version, r.rule,
    (SELECT group_concat(p.decision, char(10)) FROM (SELECT decision FROM release_decision WHERE seq = r.seq ORDER BY position) p)
FROM cases c JOIN case_release r ON r.case_key = c.key
WHERE c.id = ?1 AND c.team IN (SELECT value FROM json_each(?2))
ORDER BY r.seq DESC LIMIT 1

-- name: save
SELECT save_draft($1, $2, $3::bigint::int, $4::bigint::int, $5, $6, $7, $8, $9, $10::bigint::int, $11::float8, $12, $13)

-- name: load
-- The newest, also when it was made on an earlier version of the case: work is never lost silently.
SELECT c.id, t.id, d.version, d.slot, d.person, d.form, d.content, d.verdict, d.reasons, d.rationale, d.caret, d.scroll,
    d.evidence, d.saved, d.undo
FROM cases c CROSS JOIN LATERAL (SELECT * FROM draft x WHERE x.person = $1 AND x.case_key = c.key OFFSET 0) d JOIN team t ON t.key = c.team
WHERE c.id = $2
ORDER BY d.version DESC, d.saved DESC LIMIT 1

-- name: remove
SELECT remove_draft($1)

-- name: saveAnswer
SELECT save_first_answer($1, $2, $3::bigint::int, $4::bigint::int, $5, $6)

-- name: answer
-- Of the version that is decided now.
SELECT f.answer FROM first_answer f JOIN cases c ON c.key = f.case_key AND c.version = f.version JOIN team t ON t.key = c.team
WHERE f.person = $1 AND c.id = $2 AND t.id = $3
ORDER BY f.slot LIMIT 1

-- name: load
SELECT sort, kind, code, text FROM wording ORDER BY position

-- name: loadOfKind
SELECT sort, kind, code, text FROM wording WHERE kind = ?1 OR kind = '' ORDER BY position

-- name: clear
DELETE FROM wording

-- name: add
INSERT INTO wording (position, sort, kind, code, text) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: saveAnswer
INSERT INTO first_answer (case_key, version, slot, person, answer, given) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (case_key, version, slot, person) DO NOTHING

-- name: answer
-- Of the version that is decided now.
SELECT f.answer FROM first_answer f JOIN cases c ON c.key = f.case_key AND c.version = f.version
WHERE f.person = ?1 AND c.id = ?2 AND c.team = ?3
ORDER BY f.slot LIMIT 1

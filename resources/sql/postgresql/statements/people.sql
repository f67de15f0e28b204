-- name: identity
SELECT id, name, created FROM store_identity

-- name: people
SELECT p.id, p.printed_name, p.fingerprint, p.disabled FROM person p ORDER BY p.id COLLATE "C"

-- name: person
SELECT p.id, p.printed_name, p.fingerprint, p.disabled FROM person p WHERE p.id = $1

-- name: grants
SELECT g.person, g.role, t.id FROM role_grant g JOIN team t ON t.key = g.team
WHERE $1 = '' OR g.person = $1 ORDER BY g.person, g.team, g.role COLLATE "C"

-- name: currentPolicy
SELECT version, rules, adopted_by, adopted FROM policy ORDER BY version DESC LIMIT 1

-- name: policy
SELECT version, rules, adopted_by, adopted FROM policy WHERE version = $1

-- name: events
SELECT at, kind, person, detail FROM security_event ORDER BY key DESC LIMIT $1

-- name: saveEvent
SELECT note_security_event($1, $2)

-- name: openLogin
SELECT open_login($1, $2)

-- name: blob
SELECT salt, content FROM blob WHERE digest = $1

-- name: wordings
SELECT sort, kind, code, text FROM wording WHERE $1::text IS NULL OR kind = $1 OR kind = '' ORDER BY position

-- name: saveWordings
SELECT save_wordings($1, $2, $3, $4)

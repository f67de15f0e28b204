-- name: save
INSERT INTO blob (digest, salt, content) VALUES (?1, ?2, ?3) ON CONFLICT (digest) DO NOTHING

-- name: load
SELECT salt, content FROM blob WHERE digest = ?1

-- name: find
SELECT key, salt, length(content) FROM blob WHERE digest = ?1

-- name: remove
DELETE FROM blob WHERE digest = ?1

-- name: identity
SELECT id, name, created FROM store_identity WHERE one = 1

-- name: saveIdentity
INSERT INTO store_identity (one, id, name, created) VALUES (1, ?1, ?2, ?3)
ON CONFLICT (one) DO UPDATE SET name = excluded.name WHERE id = excluded.id

-- name: teams
SELECT key, id FROM team

-- name: addTeam
INSERT INTO team (id) VALUES (?1) ON CONFLICT (id) DO NOTHING

-- name: people
SELECT id, printed_name, fingerprint, disabled FROM person ORDER BY id

-- name: person
SELECT id, printed_name, fingerprint, disabled FROM person WHERE id = ?1

-- name: grants
SELECT role, team FROM role_grant WHERE person = ?1 ORDER BY team, role

-- name: savePerson
INSERT INTO person (id, printed_name, fingerprint, disabled) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (id) DO UPDATE SET printed_name = excluded.printed_name, fingerprint = excluded.fingerprint, disabled = excluded.disabled

-- name: removeGrants
DELETE FROM role_grant WHERE person = ?1

-- name: addGrant
INSERT INTO role_grant (person, team, role) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING

-- name: addKey
INSERT INTO person_key (fingerprint, person) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: keyOwner
SELECT person FROM person_key WHERE fingerprint = ?1

-- name: currentPolicy
SELECT version, rules, adopted_by, adopted FROM policy ORDER BY version DESC LIMIT 1

-- name: policy
SELECT version, rules, adopted_by, adopted FROM policy WHERE version = ?1

-- name: savePolicy
INSERT INTO policy (version, rules, adopted_by, adopted) VALUES (?1, ?2, ?3, ?4)

-- name: saveEvent
INSERT INTO security_event (at, kind, person, detail) VALUES (?1, ?2, ?3, ?4)

-- name: events
SELECT at, kind, person, detail FROM security_event ORDER BY key DESC LIMIT ?1

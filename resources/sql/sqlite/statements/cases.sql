-- name: nextKey
SELECT ifnull(max(key), 0) + 1 FROM cases

-- name: nextVersion
SELECT ifnull(max(key), 0) + 1 FROM case_version

-- name: insert
INSERT INTO cases (key, team, id, version, version_key, kind, title, risk, priority, due, state, arrived)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: renew
-- A new version of an open case takes over the queue's columns.
UPDATE cases SET version = ?2, version_key = (SELECT max(key) + 1 FROM case_version), kind = ?3, title = ?4, risk = ?5,
    priority = ?6, due = ?7, arrived = ?8
WHERE key = ?1 AND version < ?2 AND state = 'open'

-- name: insertVersion
INSERT INTO case_version (key, case_key, version, digest, source_blob, reference_blob, policy_version, rule, reviewers,
    reviewer_group, blind, window_seconds, signing_mode, automatic, imported_by, imported_in, arrived)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insertEvidence
INSERT INTO evidence_blob (case_key, version, evidence, digest)
VALUES (?, ?, ?, ?)

-- name: insertSlot
INSERT INTO case_slot (case_key, version, slot, stage, fence, holder, claimed, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: insertWords
INSERT INTO case_search (rowid, words) VALUES (?1, ?2)

-- name: keyOf
SELECT key, version, state, team FROM cases WHERE team = ?1 AND id = ?2

-- name: find
SELECT c.key, c.id, c.team, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, c.arrived,
    (SELECT s.holder FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.expires > ?3
     ORDER BY s.slot LIMIT 1),
    0,
    v.policy_version, v.rule, v.reviewers, v.reviewer_group, v.blind, v.window_seconds, v.signing_mode, v.automatic,
    v.source_blob, v.digest, v.reference_blob, v.imported_by
FROM cases c JOIN case_version v ON v.key = c.version_key
WHERE c.team = ?2 AND c.id = ?1

-- name: version
-- The columns of `find`, and three more. What stands in the queue says the newest version's arrival once more.
SELECT c.key, c.id, c.team, v.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, CASE WHEN v.key = c.version_key THEN c.arrived ELSE v.arrived END,
    NULL, 0, v.policy_version, v.rule, v.reviewers, v.reviewer_group, v.blind, v.window_seconds, v.signing_mode, v.automatic,
    v.source_blob, v.digest, v.reference_blob, v.imported_by, v.imported_in, v.submitter, v.arrived
FROM cases c JOIN case_version v ON v.case_key = c.key
WHERE c.team = ?2 AND c.id = ?1 AND v.version = ?3

-- name: evidenceOf
SELECT evidence, digest FROM evidence_blob WHERE case_key = ?1 AND version = ?2

-- name: setState
UPDATE cases SET state = ?2 WHERE key = ?1 AND state <> ?2

-- name: addSlot
INSERT INTO case_slot (case_key, version, slot, stage) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (case_key, version, slot) DO NOTHING

-- name: slotStage
SELECT stage FROM case_slot WHERE case_key = ?1 AND version = ?2 AND slot = ?3

-- name: slots
-- Of the newest version.
SELECT slot, stage, fence, holder, expires, decision, claimed, version FROM case_slot
WHERE case_key = ?1 AND version = (SELECT version FROM cases WHERE key = ?1) ORDER BY slot

-- name: seats
SELECT slot, stage, decided_by FROM case_slot
WHERE case_key = ?1 AND version = (SELECT version FROM cases WHERE key = ?1) ORDER BY slot

-- name: reopenSlots
-- The fence stays: whoever decided under an old one is refused.
UPDATE case_slot SET decision = NULL, decided_by = NULL, holder = NULL, claimed = NULL, expires = NULL WHERE case_key = ?1 AND version = ?2

-- name: standNoLonger
UPDATE decision SET stands = 0 WHERE case_key = ?1 AND version = ?2 AND stands = 1

-- name: dropClaims
UPDATE case_slot SET holder = NULL, claimed = NULL, expires = NULL WHERE case_key = ?1

-- name: sources
SELECT version, source_blob, key FROM case_version WHERE case_key = ?1 ORDER BY version

-- name: otherBlobs
SELECT reference_blob FROM case_version WHERE case_key = ?1 AND reference_blob IS NOT NULL
UNION SELECT digest FROM evidence_blob WHERE case_key = ?1
UNION SELECT answer FROM first_answer WHERE case_key = ?1
UNION SELECT rationale FROM decision WHERE case_key = ?1 AND rationale IS NOT NULL
UNION SELECT outcome FROM decision WHERE case_key = ?1 AND outcome IS NOT NULL
UNION SELECT outcome FROM case_release WHERE case_key = ?1 AND outcome IS NOT NULL

-- name: removeDrafts
DELETE FROM draft WHERE case_key = ?1

-- name: removeTitle
UPDATE cases SET title = id WHERE key = ?1

-- name: removeWords
INSERT INTO case_search (case_search, rowid, words) VALUES ('delete', ?1, ?2)

-- name: anySentinel
SELECT 1 FROM sentinel_mark m JOIN cases c ON c.key = m.case_key WHERE c.team = ?1 LIMIT 1

-- name: sentinel
SELECT 1 FROM cases c JOIN sentinel_mark m ON m.case_key = c.key WHERE c.team = ?2 AND c.id = ?1 LIMIT 1

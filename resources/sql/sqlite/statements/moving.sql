-- A whole store read for a server: the columns that postgresql/statements/moving.sql takes under the same name, in the same order. Numbers of
-- arrival are log indexes + 1; -1 stands for none.

-- name: sizes
SELECT (SELECT count(*) FROM ledger_entry), (SELECT count(*) FROM blob), (SELECT count(*) FROM case_version), (SELECT count(*) FROM ledger_pending)

-- name: teams
SELECT key, id FROM team

-- name: people
SELECT id, printed_name, fingerprint, disabled FROM person

-- name: grants
SELECT person, team, role FROM role_grant

-- name: policies
SELECT version, rules, adopted_by, adopted FROM policy ORDER BY version

-- name: events
SELECT at, kind, person, detail FROM security_event ORDER BY key

-- name: wordings
SELECT position, sort, kind, code, text FROM wording

-- name: cases
SELECT c.key, c.team, c.id, c.version, c.version_key, c.kind, c.title, c.risk, c.priority, c.due, c.arrived, ifnull(v.submitter, ''),
    CASE WHEN c.state = 'held' THEN strftime('%Y-%m-%dT%H:%M:%fZ', (SELECT max(d.arrived) FROM decision d WHERE d.case_key = c.key AND d.stands = 1),
        '+' || v.window_seconds || ' seconds') ELSE '' END,
    v.imported_by
FROM cases c JOIN case_version v ON v.key = c.version_key ORDER BY c.key

-- name: states
SELECT key, state FROM cases WHERE state <> 'open' ORDER BY key

-- The last column is read, and two are made of it.
-- name: versions
SELECT v.key, v.case_key, c.team, v.version, v.digest, v.source_blob, v.reference_blob, v.policy_version, v.rule, v.reviewers, v.reviewer_group,
    v.blind, v.window_seconds, v.signing_mode, v.automatic, v.imported_by, v.imported_in, ifnull(v.submitter, ''), v.arrived,
    (SELECT b.content FROM blob b WHERE b.digest = v.source_blob)
FROM case_version v JOIN cases c ON c.key = v.case_key ORDER BY v.key

-- name: evidence
SELECT e.case_key, e.version, e.evidence, e.digest, c.team FROM evidence_blob e JOIN cases c ON c.key = e.case_key

-- name: slots
SELECT s.case_key, s.version, s.slot, c.team, s.stage, s.fence, ifnull(s.holder, ''), ifnull(s.claimed, ''), ifnull(s.expires, ''),
    ifnull(s.decision + 1, -1), ifnull(s.decided_by, '')
FROM case_slot s JOIN cases c ON c.key = s.case_key

-- name: drafts
SELECT person, case_key, version, slot, form, content, verdict, reasons, rationale, caret, CAST(scroll AS TEXT), evidence, saved, undo FROM draft

-- name: firstAnswers
SELECT case_key, version, slot, person, answer, given FROM first_answer

-- name: sentinels
SELECT case_key, version, mark FROM sentinel_mark

-- name: decisions
SELECT d.log_index + 1, d.id, d.case_key, c.team, d.version, d.slot, d.stage, d.verdict, d.reviewer, d.reviewer_name, d.rationale, d.outcome,
    (SELECT ifnull(group_concat(reason, char(10)), '') FROM (SELECT reason FROM decision_reason r WHERE r.decision = d.log_index ORDER BY position)),
    ifnull(d.supersedes, ''), d.stands,
    c.state = 'open' AND d.stands = 1 AND EXISTS (SELECT 1 FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.decision = d.log_index),
    d.meaning, d.claimed_at, d.arrived, ifnull(d.took, -1), d.late, EXISTS (SELECT 1 FROM dispute_decision x WHERE x.decision = d.id)
FROM decision d JOIN cases c ON c.key = d.case_key ORDER BY d.log_index

-- name: releases
SELECT r.seq + 1, r.case_key, c.team, r.recall, ifnull(r.of_seq + 1, -1), r.outcome, r.form, r.policy_version, r.rule,
    (SELECT ifnull(group_concat(decision, char(10)), '') FROM (SELECT decision FROM release_decision x WHERE x.seq = r.seq ORDER BY position))
FROM case_release r JOIN cases c ON c.key = r.case_key ORDER BY r.seq

-- What a blob is for: digest, sort, team, case, and who alone may read it yet.
-- name: uses
SELECT v.source_blob, 'source', c.team, c.key, '' FROM case_version v JOIN cases c ON c.key = v.case_key
UNION ALL SELECT v.reference_blob, 'reference', c.team, c.key, '' FROM case_version v JOIN cases c ON c.key = v.case_key WHERE v.reference_blob IS NOT NULL
UNION ALL SELECT e.digest, 'evidence', c.team, c.key, '' FROM evidence_blob e JOIN cases c ON c.key = e.case_key
UNION ALL SELECT f.answer, 'first-answer', c.team, c.key, CASE WHEN c.state = 'open' THEN f.person ELSE '' END
    FROM first_answer f JOIN cases c ON c.key = f.case_key
UNION ALL SELECT r.outcome, 'outcome', c.team, c.key, '' FROM case_release r JOIN cases c ON c.key = r.case_key WHERE r.outcome IS NOT NULL

-- name: caseKeys
SELECT c.key, c.team, t.id, c.id FROM cases c JOIN team t ON t.key = c.team

-- name: blobs
SELECT digest, salt, content FROM blob ORDER BY key

-- name: entries
SELECT log_index, leaf, nodes, kind, ifnull(statement, ''), ifnull(device, ''), device_seq, content, entry FROM ledger_entry ORDER BY log_index

-- name: checkpoints
SELECT size, note FROM ledger_checkpoint

-- name: mark
INSERT INTO moved_to (one, url) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET url = excluded.url

-- name: movedTo
SELECT url FROM moved_to

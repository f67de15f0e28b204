-- name: find
-- $1 id, $2 teams. The columns that pgrowmapping reads.
SELECT c.key, c.id, t.id, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, c.arrived,
    (SELECT s.holder FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.expires > now_text()
     ORDER BY s.slot LIMIT 1),
    false,
    v.policy_version, v.rule, v.reviewers, v.reviewer_group, v.blind, v.window_seconds, v.signing_mode, v.automatic,
    v.source_blob, v.digest, v.reference_blob, v.imported_by
FROM cases c JOIN case_version v ON v.key = c.version_key JOIN team t ON t.key = c.team
WHERE c.id = $1 AND c.team = ANY (SELECT key FROM team WHERE id = ANY ($2::text[]))
ORDER BY c.team LIMIT 1

-- name: known
-- One by one, by an index: planned in no time, however many there are.
SELECT DISTINCT x.id FROM unnest($1::text[]) AS x (id) WHERE (SELECT true FROM cases c WHERE c.id = x.id LIMIT 1)

-- name: version
-- $1 id, $2 team, $3 version. The columns of `find`, and three more. What stands in the queue says the newest version's once more.
SELECT c.key, c.id, t.id, v.version, c.kind, c.title, c.risk, c.priority, c.due, c.state,
    CASE WHEN v.key = c.version_key THEN c.arrived ELSE v.arrived END, NULL::text, false,
    v.policy_version, v.rule, v.reviewers, v.reviewer_group, v.blind, v.window_seconds, v.signing_mode, v.automatic,
    v.source_blob, v.digest, v.reference_blob, v.imported_by, v.imported_in,
    CASE WHEN v.key = c.version_key AND c.submitter IS DISTINCT FROM v.submitter THEN concat(c.submitter, ' ', v.submitter)
        ELSE coalesce(v.submitter, '') END, v.arrived
FROM cases c JOIN case_version v ON v.case_key = c.key JOIN team t ON t.key = c.team
WHERE c.id = $1 AND t.id = $2 AND v.version = $3

-- name: evidenceOf
SELECT evidence, digest FROM evidence_blob WHERE case_key = $1 AND version = $2

-- name: keyOf
SELECT c.key, c.version, c.state FROM cases c JOIN team t ON t.key = c.team WHERE t.id = $1 AND c.id = $2

-- name: slots
-- A decision that is not to be seen yet is no row here.
SELECT s.slot, s.stage, s.fence, s.holder, s.expires, s.claimed, s.decision, s.decided_by
FROM case_slot s WHERE s.case_key = $1 AND s.version = $2 ORDER BY s.slot

-- name: sources
SELECT version, source_blob FROM case_version WHERE case_key = $1 ORDER BY version

-- name: blobs
SELECT case_blobs($1::text)

-- name: anySentinel
SELECT has_sentinels($1::text)

-- name: sentinel
SELECT is_sentinel($1::text, $2::text)

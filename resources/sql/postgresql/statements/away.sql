-- name: offer
SELECT "case", refusal, version, digest, slot, fence, now_text() FROM offer_away($1, $2::text[])

-- name: view
-- $1 device, $2 key and $3 team of what was signed last there, $4 check-out, $5 statements, $6 teams and $7 ids of cases.
SELECT what, a, b, c, d, e, f, n, m, h FROM workspace_view($1, $2, $3, $4, $5::text[], $6::text[], $7::text[])

-- name: arrive
SELECT statement, fate, cause, flags, against FROM arrive($1, $2, $3::bigint[]::int[], $4, $5)

-- name: giveBack
SELECT give_back($1)

-- name: checkouts
SELECT statement, log_index, team, actor, actor_name, arrived, until, cases, held, recalled FROM checkouts()

-- name: entries
SELECT statement, log_index, entry FROM entries_of($1::text[])

-- name: copies
-- $1 teams, $2 ids. The columns of cases/find.
SELECT c.key, c.id, t.id, c.version, c.kind, c.title, c.risk, c.priority, c.due, c.state, c.arrived,
    (SELECT s.holder FROM case_slot s WHERE s.case_key = c.key AND s.version = c.version AND s.expires > now_text()
     ORDER BY s.slot LIMIT 1),
    false,
    v.policy_version, v.rule, v.reviewers, v.reviewer_group, v.blind, v.window_seconds, v.signing_mode, v.automatic,
    v.source_blob, v.digest, v.reference_blob, v.imported_by
FROM team t CROSS JOIN (SELECT DISTINCT x.id FROM unnest($2::text[]) AS x (id)) w
    CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.id = w.id AND x.team = t.key OFFSET 0) c
    CROSS JOIN LATERAL (SELECT * FROM case_version x WHERE x.key = c.version_key OFFSET 0) v
WHERE t.id = ANY ($1::text[])
ORDER BY c.team

-- name: copiedEvidence
SELECT c.id, e.evidence, e.digest
FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.key = k OFFSET 0) c
    CROSS JOIN LATERAL (SELECT * FROM evidence_blob x WHERE x.case_key = c.key AND x.version = c.version OFFSET 0) e

-- name: copiedClaims
SELECT c.id, s.slot, s.stage, s.fence, s.holder, s.expires, s.claimed
FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.key = k OFFSET 0) c
    CROSS JOIN LATERAL (SELECT * FROM case_slot x WHERE x.case_key = c.key AND x.version = c.version OFFSET 0) s
WHERE s.holder = $2 ORDER BY s.slot

-- name: copiedDrafts
-- The newest of each case, as drafts/load.
SELECT DISTINCT ON (c.key) c.id, t.id, d.version, d.slot, d.person, d.form, d.content, d.verdict, d.reasons, d.rationale, d.caret, d.scroll,
    d.evidence, d.saved, d.undo
FROM unnest($1::bigint[]) AS k CROSS JOIN LATERAL (SELECT * FROM draft x WHERE x.person = $2 AND x.case_key = k OFFSET 0) d
    CROSS JOIN LATERAL (SELECT * FROM cases x WHERE x.key = d.case_key OFFSET 0) c JOIN team t ON t.key = c.team
ORDER BY c.key, d.version DESC, d.saved DESC

-- name: blobs
-- $1 digests, in the order in which they are wanted, $2 bytes.
SELECT digest, salt, content FROM (
    SELECT b.digest, b.salt, b.content, sum(octet_length(b.content)) OVER (ORDER BY w.place) - octet_length(b.content) AS before
    FROM unnest($1::bytea[]) WITH ORDINALITY w (digest, place) CROSS JOIN LATERAL (SELECT * FROM blob x WHERE x.digest = w.digest OFFSET 0) b) s
WHERE before < $2

-- name: blobBytes
SELECT coalesce(sum((SELECT octet_length(b.content) FROM blob b WHERE b.digest = w.digest)), 0)::bigint FROM unnest($1::bytea[]) AS w (digest)

-- A whole store put onto a server, by countersign_code: one statement takes many rows, a column in each parameter (sqlite/statements/moving.sql).

-- name: loginElsewhere
SELECT countersign.login_elsewhere(VARIADIC $1::text[])

-- name: teams
INSERT INTO team (key, id) OVERRIDING SYSTEM VALUE SELECT * FROM unnest($1::bigint[], $2::text[]) ON CONFLICT (id) DO NOTHING

-- name: people
INSERT INTO person (id, printed_name, fingerprint, disabled)
SELECT a, b, c, d <> 0 FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS x (a, b, c, d)

-- name: grants
INSERT INTO role_grant (person, team, role) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])

-- name: policies
INSERT INTO policy (version, rules, adopted_by, adopted) SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[])

-- name: events
INSERT INTO security_event (at, kind, person, detail) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])

-- name: wordings
INSERT INTO wording (position, sort, kind, code, text) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])

-- name: cases
INSERT INTO cases (key, team, id, version, version_key, kind, title, risk, priority, due, arrived, submitter, held_until, brought_by, state)
OVERRIDING SYSTEM VALUE
SELECT a, b, c, d, e, f, g, h, i, j, k, nullif(l, ''), nullif(m, ''), n, 'open'
FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::text[],
    $12::text[], $13::text[], $14::text[]) AS x (a, b, c, d, e, f, g, h, i, j, k, l, m, n)

-- name: states
UPDATE cases AS c SET state = x.state FROM unnest($1::bigint[], $2::text[]) AS x (key, state) WHERE c.key = x.key

-- name: versions
WITH x AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bigint[], $9::text[], $10::bigint[],
        $11::text[], $12::bigint[], $13::bigint[], $14::text[], $15::bigint[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[])
        AS y (key, case_key, team, version, digest, source, reference, policy, rule, reviewers, grp, blind, hold, mode, automatic, by, within, submitter,
            arrived, form, words)),
added AS (
    INSERT INTO case_version (key, case_key, team, version, form, digest, source_blob, reference_blob, policy_version, rule, reviewers, reviewer_group, blind,
        window_seconds, signing_mode, automatic, imported_by, imported_in, submitter, arrived)
    SELECT key, case_key, team, version, form, digest, source, reference, policy, rule, reviewers, grp, blind <> 0, hold, mode, automatic <> 0, by, within,
        nullif(submitter, ''), arrived FROM x)
INSERT INTO case_search (version_key, words)
SELECT key, to_tsvector('pg_catalog.simple', left(words, 250000)) || newness(key) FROM x WHERE words <> ''

-- name: evidence
INSERT INTO evidence_blob (case_key, version, evidence, digest, team) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::bigint[])

-- name: slots
INSERT INTO case_slot (case_key, version, slot, team, stage, fence, holder, claimed, expires, decision, decided_by)
SELECT a, b, c, d, e, f, nullif(g, ''), nullif(h, ''), nullif(i, ''), nullif(j, -1), nullif(k, '')
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])
    AS x (a, b, c, d, e, f, g, h, i, j, k)

-- name: drafts
INSERT INTO draft (person, case_key, version, slot, form, content, verdict, reasons, rationale, caret, scroll, evidence, saved, undo)
SELECT a, b, c, d, e, f, g, h, i, j, k::double precision, l, m, n
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[],
    $12::text[], $13::text[], $14::bytea[]) AS x (a, b, c, d, e, f, g, h, i, j, k, l, m, n)

-- name: firstAnswers
INSERT INTO first_answer (case_key, version, slot, person, answer, given)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bytea[], $6::text[])

-- name: sentinels
INSERT INTO sentinel_mark SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])

-- name: decisions
INSERT INTO decision (number, id, case_key, team, version, slot, stage, verdict, reviewer, reviewer_name, rationale, outcome, reasons, supersedes, stands,
    veiled, meaning, claimed_at, arrived, took, late, disputed, flags)
SELECT a, b, c, d, e, f, g, h, i, j, k, l, coalesce(string_to_array(nullif(m, ''), E'\n'), '{}'), nullif(n, ''), o <> 0, p <> 0, q, r, s, nullif(t, -1),
    u <> 0, v <> 0, coalesce(string_to_array(nullif(w, ''), E'\n'), '{}')
FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bytea[],
    $12::bytea[], $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::text[], $18::text[], $19::text[], $20::bigint[], $21::bigint[], $22::bigint[],
    $23::text[]) AS x (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w)

-- name: releases
INSERT INTO release (number, case_key, team, recall, of_number, outcome, form, policy_version, rule, decisions)
SELECT a, b, c, d <> 0, nullif(e, -1), f, g, h, i, coalesce(string_to_array(nullif(j, ''), E'\n'), '{}')
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[], $7::text[], $8::bigint[], $9::text[], $10::text[])
    AS x (a, b, c, d, e, f, g, h, i, j)

-- name: blobs
INSERT INTO blob (digest, salt, content, sort, team, case_key, veiled_for)
SELECT a, b, c, d, nullif(e, -1), nullif(f, -1), nullif(g, '')
FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::text[], $5::bigint[], $6::bigint[], $7::text[]) AS x (a, b, c, d, e, f, g)

-- name: entries
INSERT INTO ledger_entry (log_index, number, leaf, nodes, kind, statement, device, device_seq, content, entry, team)
SELECT a, a + 1, b, c, d, nullif(e, ''), nullif(f, ''), g, h, i, nullif(j, -1)
FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bytea[], $9::bytea[], $10::bigint[])
    AS x (a, b, c, d, e, f, g, h, i, j)

-- name: recorded
INSERT INTO recorded (statement, number, actor, kind, content, leaf, arrived, flags, case_key)
SELECT a, b, c, d, e, f, g, coalesce(string_to_array(nullif(h, ''), E'\n'), '{}'), nullif(i, -1)
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::text[], $9::bigint[]) AS x (a, b, c, d, e, f, g, h, i)

-- name: devices
INSERT INTO device_head (device, seq, note, statement) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[])

-- name: keys
INSERT INTO enrolled_key (fingerprint, public_key, owner, owner_name, use, number, revoked)
SELECT a, b, c, d, e, f, g <> 0 FROM unnest($1::text[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[]) AS x (a, b, c, d, e, f, g)

-- name: findings
INSERT INTO finding (id, team, state, subject, case_key, statement, owner)
SELECT a, b, c, d, nullif(e, -1), nullif(f, ''), nullif(g, '')
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[]) AS x (a, b, c, d, e, f, g)

-- name: checkpoints
INSERT INTO ledger_checkpoint (size, note) SELECT * FROM unnest($1::bigint[], $2::bytea[])

-- name: identity
INSERT INTO store_identity (one, id, name, created) VALUES (1, $1::text, $2::text, $3::text)

-- name: head
UPDATE ledger_head SET size = $1::bigint, peaks = $2::bytea WHERE one = 1

-- name: root
INSERT INTO ledger_root (size, root, made) VALUES ($1::bigint, $2::bytea, now_text()) ON CONFLICT (size) DO NOTHING

-- name: epoch
INSERT INTO setting (name, value) VALUES ('epoch', $1::bigint::text)

-- Read back: entries from an index on, and blobs that are not what their digest says.
-- name: written
SELECT entry FROM ledger_entry WHERE log_index >= $1::bigint AND log_index < $2::bigint ORDER BY log_index

-- name: wrongBlobs
SELECT count(*) FROM blob WHERE blob_digest(salt, content) <> digest

-- Cases come before their versions: whether each has its own now.
-- name: wrongCases
SELECT count(*) FROM cases c LEFT JOIN case_version v ON v.key = c.version_key
WHERE v.case_key IS DISTINCT FROM c.key OR v.imported_by IS DISTINCT FROM c.brought_by

-- The greatest keys and numbers that came along; then, by countersign_owner, where the next ones come from.
-- name: greatest
SELECT (SELECT max(key) FROM team), coalesce((SELECT max(key) FROM cases), 1), coalesce((SELECT max(key) FROM case_version), 1),
    (SELECT max(number) FROM ledger_entry)

-- name: sequences
SELECT setval(pg_get_serial_sequence('countersign.team', 'key'), $1::bigint), setval(pg_get_serial_sequence('countersign.cases', 'key'), $2::bigint),
    setval(pg_get_serial_sequence('countersign.case_version', 'key'), $3::bigint),
    setval(pg_get_serial_sequence('countersign.pending', 'number'), $4::bigint), nextval('countersign.change')

-- name: checkouts
SELECT countersign.gather_checkouts()

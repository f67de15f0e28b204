-- name: head
SELECT size, peaks FROM ledger_head

-- name: rows
-- $1 from, $2 below, $3 how many at most.
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger
WHERE log_index >= $1 AND log_index < $2 ORDER BY log_index LIMIT $3

-- name: rowsOfKinds
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger
WHERE log_index >= $1 AND log_index < $2 AND kind = ANY ($3::text[]) ORDER BY log_index LIMIT $4

-- name: leaves
SELECT log_index, leaf FROM ledger WHERE log_index >= $1 AND log_index < $2 ORDER BY log_index

-- name: nodes
SELECT l.log_index, l.leaf, l.nodes FROM unnest($1::bigint[]) AS i CROSS JOIN LATERAL (SELECT * FROM ledger x WHERE x.log_index = i OFFSET 0) l

-- name: indexOf
SELECT log_index FROM ledger WHERE statement = $1

-- name: deviceHead
SELECT seq, note, statement FROM device_head WHERE device = $1

-- name: deviceHeadBefore
SELECT device_seq, content, log_index FROM ledger WHERE device = $1 AND log_index < $2 ORDER BY log_index DESC LIMIT 1

-- name: holdDevice
SELECT pg_advisory_xact_lock(hashtextextended('device:' || $1::text, 0))

-- name: saveCheckpoint
SELECT save_checkpoint($1, $2)

-- name: loadCheckpoint
SELECT note FROM ledger_checkpoint WHERE size <= $1 ORDER BY size DESC LIMIT 1

-- name: sequence
SELECT sequence()

-- name: sequenceSoon
SELECT sequence_soon()

-- name: record
SELECT refusal, detail, statement, already, leaf, arrived, log_index, state, released, recalled, late FROM record($1, $2, $3)

-- name: import
SELECT refusal, detail, statement, already, leaf, arrived, log_index, state, released, recalled, late
FROM import_cases($1, $2, $3, $4, $5::bigint[]::int[], $6, $7, $8::bigint[]::int[], $9::bigint[]::int[], $10, $11, $12, $13, $14, $15,
    $16::bigint[]::int[], $17, $18, $19)

-- name: receipt
SELECT refusal, detail, statement, already, leaf, arrived, log_index, state, released, recalled, late FROM receipt($1)

-- name: waiting
SELECT count(*) FROM ledger_pending

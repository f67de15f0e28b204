-- name: head
SELECT size, peaks FROM ledger_head WHERE one = 1

-- name: setHead
UPDATE ledger_head SET size = ?1, peaks = ?2 WHERE one = 1 AND size < ?1

-- name: insert
INSERT INTO ledger_entry (log_index, leaf, nodes, kind, statement, device, device_seq, content, entry)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: row
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger_entry WHERE log_index = ?1

-- name: scan
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger_entry
WHERE log_index >= ?1 AND log_index < ?2 ORDER BY log_index

-- name: scanFewKinds
-- For kinds that have an index of their own.
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger_entry
WHERE log_index IN (SELECT log_index FROM ledger_entry WHERE kind NOT IN ('decision', 'release')
                    AND kind IN (SELECT value FROM json_each(?3)) AND log_index >= ?1 AND log_index < ?2)
ORDER BY log_index

-- name: scanKinds
SELECT log_index, entry, leaf, nodes, kind, statement, device, device_seq, content FROM ledger_entry
WHERE log_index >= ?1 AND log_index < ?2 AND kind IN (SELECT value FROM json_each(?3)) ORDER BY log_index

-- name: leaves
SELECT log_index, leaf FROM ledger_entry WHERE log_index >= ?1 AND log_index < ?2 ORDER BY log_index

-- name: leaf
SELECT leaf FROM ledger_entry WHERE log_index = ?1

-- name: nodes
SELECT nodes FROM ledger_entry WHERE log_index = ?1

-- name: indexOf
SELECT log_index FROM ledger_entry WHERE statement = ?1

-- name: deviceHead
SELECT device_seq, content, log_index FROM ledger_entry WHERE device = ?1 AND log_index < ?2 ORDER BY log_index DESC LIMIT 1

-- name: saveCheckpoint
INSERT INTO ledger_checkpoint (size, note) VALUES (?1, ?2) ON CONFLICT (size) DO UPDATE SET note = excluded.note

-- name: loadCheckpoint
SELECT note FROM ledger_checkpoint WHERE size <= ?1 ORDER BY size DESC LIMIT 1

-- name: addPending
INSERT INTO ledger_pending (kind, arrived, session, flags, content) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: pending
SELECT number, kind, arrived, session, flags, content FROM ledger_pending ORDER BY number LIMIT ?1

-- name: removePending
DELETE FROM ledger_pending WHERE number = ?1

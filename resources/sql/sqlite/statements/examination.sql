-- name: entries
SELECT entry FROM ledger_entry

-- name: redactions
SELECT entry FROM ledger_entry WHERE kind = 'redaction'

-- name: blobCount
SELECT count(*) FROM blob

-- name: blobs
SELECT digest, salt, content FROM blob

-- Blobs that no row of a case, an evidence item, a decision, a release or a finding names; entries may.
-- name: unnamedBlobs
SELECT digest FROM blob
EXCEPT SELECT source_blob FROM case_version
EXCEPT SELECT reference_blob FROM case_version
EXCEPT SELECT digest FROM evidence_blob
EXCEPT SELECT rationale FROM decision
EXCEPT SELECT outcome FROM decision
EXCEPT SELECT outcome FROM case_release
EXCEPT SELECT note FROM finding

-- name: missingBlobs
SELECT digest FROM (
    SELECT source_blob AS digest FROM case_version
    UNION SELECT reference_blob FROM case_version
    UNION SELECT digest FROM evidence_blob
    UNION SELECT rationale FROM decision
    UNION SELECT outcome FROM decision)
WHERE digest IS NOT NULL AND digest NOT IN (SELECT digest FROM blob)

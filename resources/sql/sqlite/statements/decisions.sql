-- name: insert
INSERT INTO decision (log_index, id, case_key, version, slot, stage, verdict, reviewer, reviewer_name, rationale, outcome,
    supersedes, meaning, claimed_at, arrived, took, late)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
    coalesce(?16, (SELECT max(0, CAST(round((julianday(?15) - julianday(s.claimed)) * 86400000) AS INTEGER)) FROM case_slot s
                   WHERE s.case_key = ?3 AND s.version = ?4 AND s.slot = ?5 AND s.holder = ?8)),
    ?17)

-- name: insertReason
INSERT INTO decision_reason (decision, position, reason) VALUES (?1, ?2, ?3)

-- name: supersede
-- Only one's own decision of the same slot that still stands.
UPDATE decision SET stands = 0 WHERE id = ?1 AND case_key = ?2 AND version = ?3 AND slot = ?4 AND reviewer = ?5 AND stands = 1

-- name: standsNot
UPDATE decision SET stands = 0 WHERE log_index = ?1

-- name: fillSlot
-- ?5 the decision, ?6 its reviewer, ?7 whether it supersedes. Nothing changes where the slot is signed or the person signed another one.
UPDATE case_slot SET decision = ?5, decided_by = ?6, holder = NULL, claimed = NULL, expires = NULL
WHERE case_key = ?1 AND version = ?2 AND slot = ?3 AND stage = ?4
    AND CASE WHEN ?7 THEN decided_by = ?6 ELSE decision IS NULL END
    AND NOT EXISTS (SELECT 1 FROM case_slot o WHERE o.case_key = ?1 AND o.version = ?2 AND o.slot <> ?3 AND o.decided_by = ?6)

-- name: seats
SELECT slot, decided_by FROM case_slot WHERE case_key = ?1 AND version = ?2

-- name: select
-- The columns that rowmapping reads; conditions are added behind it. What a third person settled otherwise stands no longer; who handed it to them
-- said nothing that could.
SELECT d.id, d.log_index, c.id, c.team, d.version, d.slot, d.stage, d.verdict, d.reviewer, d.reviewer_name, c.kind,
    (SELECT group_concat(r.reason, char(10)) FROM (SELECT reason FROM decision_reason WHERE decision = d.log_index ORDER BY position) r),
    d.rationale, d.outcome, d.supersedes, d.meaning, d.claimed_at, d.arrived, d.took, d.late,
    d.stands = 1 AND NOT EXISTS (SELECT 1 FROM (SELECT x.log_index, x.slot, x.verdict, x.outcome FROM decision x
                                               WHERE x.case_key = d.case_key AND x.version = d.version AND x.stage = 'resolution' AND x.stands = 1
                                               ORDER BY x.log_index DESC LIMIT 1) s
                                 WHERE s.log_index > d.log_index AND s.slot <> d.slot AND d.verdict <> 'escalate'
                                     AND NOT ((s.verdict = 'reject') = (d.verdict = 'reject') AND (SELECT b.content FROM blob b WHERE b.digest = s.outcome)
                                         IS (SELECT b.content FROM blob b WHERE b.digest = d.outcome)))
FROM decision d JOIN cases c ON c.key = d.case_key

-- name: metricsByKind
WITH standing AS (SELECT c.kind AS label, c.kind AS grouped, d.verdict, d.took FROM decision d JOIN cases c ON c.key = d.case_key
                  WHERE d.stands = 1 AND c.team IN (SELECT value FROM json_each(?1))),
ranked AS (SELECT grouped, took, row_number() OVER (PARTITION BY grouped ORDER BY took) AS place,
                  count(*) OVER (PARTITION BY grouped) AS places FROM standing WHERE took IS NOT NULL),
medians AS (SELECT grouped, CAST(avg(took) AS INTEGER) AS median FROM ranked
            WHERE place IN ((places + 1) / 2, (places + 2) / 2) GROUP BY grouped)
SELECT s.grouped, max(s.label), sum(s.verdict = 'approve'), sum(s.verdict = 'edit'), sum(s.verdict = 'reject'),
    sum(s.verdict = 'escalate'), max(m.median)
FROM standing s LEFT JOIN medians m ON m.grouped = s.grouped
GROUP BY s.grouped ORDER BY s.grouped

-- name: metricsByReviewer
WITH standing AS (SELECT d.reviewer_name AS label, d.reviewer AS grouped, d.verdict, d.took FROM decision d JOIN cases c ON c.key = d.case_key
                  WHERE d.stands = 1 AND c.team IN (SELECT value FROM json_each(?1))),
ranked AS (SELECT grouped, took, row_number() OVER (PARTITION BY grouped ORDER BY took) AS place,
                  count(*) OVER (PARTITION BY grouped) AS places FROM standing WHERE took IS NOT NULL),
medians AS (SELECT grouped, CAST(avg(took) AS INTEGER) AS median FROM ranked
            WHERE place IN ((places + 1) / 2, (places + 2) / 2) GROUP BY grouped)
SELECT s.grouped, coalesce((SELECT printed_name FROM person WHERE id = s.grouped), max(s.label)), sum(s.verdict = 'approve'),
    sum(s.verdict = 'edit'), sum(s.verdict = 'reject'), sum(s.verdict = 'escalate'), max(m.median)
FROM standing s LEFT JOIN medians m ON m.grouped = s.grouped
GROUP BY s.grouped ORDER BY s.grouped

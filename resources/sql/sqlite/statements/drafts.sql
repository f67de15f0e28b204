-- name: save
INSERT INTO draft (person, case_key, version, slot, form, content, verdict, reasons, rationale, caret, scroll, evidence, saved,
    undo)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (person, case_key, version, slot) DO UPDATE SET form = excluded.form, content = excluded.content,
    verdict = excluded.verdict, reasons = excluded.reasons, rationale = excluded.rationale, caret = excluded.caret,
    scroll = excluded.scroll, evidence = excluded.evidence, saved = excluded.saved, undo = excluded.undo

-- name: load
-- The newest, also when it was made on an earlier version of the case: work is never lost silently. The case leads to it, however many drafts there are.
SELECT c.id, c.team, d.version, d.slot, d.person, d.form, d.content, d.verdict, d.reasons, d.rationale, d.caret, d.scroll,
    d.evidence, d.saved, d.undo
FROM team t CROSS JOIN cases c ON c.team = t.key AND c.id = ?2 CROSS JOIN draft d ON d.person = ?1 AND d.case_key = c.key
ORDER BY d.version DESC, d.saved DESC LIMIT 1

-- name: casesWith
-- Which cases of this id a person has drafts of: one, or none, or one in each of several teams.
SELECT DISTINCT d.case_key FROM team t CROSS JOIN cases c ON c.team = t.key AND c.id = ?2 CROSS JOIN draft d ON d.person = ?1 AND d.case_key = c.key

-- name: remove
DELETE FROM draft WHERE person = ?1 AND case_key = ?2

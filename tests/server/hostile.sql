-- What somebody who is signed in may try. Each statement stands for itself:
--   -- WHO: what is tried              it is refused: an error, or a receipt that says so
--   -- WHO sees nothing: what is tried it may run, and answers no row
-- and no row of the store is another afterwards (security events aside). Anyone can add one. {name} is put in by test_hostile.py.
-- People: rita and rolf review in main, oscar in another team, sue supervises, coco is compliance, audrey audits, adam administrates,
-- sid submits; nora may sign in and is nobody here.

-- ---- writing past the functions

-- rita: an outcome into the decisions
INSERT INTO countersign.decision (number, id, case_key, team, version, slot, stage, verdict, reviewer, reviewer_name, reasons, meaning, claimed_at,
    arrived, late)
VALUES (9999, {uuid}, 1, 1, 1, 1, 'review', 'approve', 'rita', 'Rita', '{}', 'x', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', false);

-- rita: a state by hand
UPDATE countersign.cases SET state = 'released' WHERE id = {open_case};

-- adam: a state by hand
UPDATE countersign.cases SET state = 'released' WHERE id = {open_case};

-- sue: a decision changed
UPDATE countersign.decision SET verdict = 'reject';

-- rita: a decision removed
DELETE FROM countersign.decision;

-- rita: an entry changed
UPDATE countersign.ledger_entry SET entry = 'x' WHERE log_index = 0;

-- adam: an entry removed
DELETE FROM countersign.ledger_entry WHERE log_index = 0;

-- adam: the log emptied
TRUNCATE countersign.ledger_entry CASCADE;

-- adam: an entry added
INSERT INTO countersign.ledger_entry (log_index, number, leaf, nodes, kind, device_seq, content, entry)
VALUES (99, 99, sha256('x'), '', 'release', 0, sha256('x'), 'x');

-- rita: the log's head moved back
UPDATE countersign.ledger_head SET size = 0, peaks = '';

-- rita: the head held so that nobody sequences
SELECT size FROM countersign.ledger_head FOR UPDATE;

-- rita: something pending, as if it had been recorded
INSERT INTO countersign.pending (leaf, kind, arrived, device_seq, content, entry) VALUES (sha256('x'), 'release', 'x', 0, sha256('x'), 'x');

-- rita: what is pending removed
DELETE FROM countersign.pending;

-- sid: a release by hand
INSERT INTO countersign.release (number, case_key, team, recall, form, policy_version, rule, decisions) VALUES (99, 1, 1, false, 'text', 1, 'x', '{}');

-- rita: a text put in the place of another
UPDATE countersign.blob SET content = 'x';

-- coco: texts removed without a redaction
DELETE FROM countersign.blob;

-- rita: a role for oneself
INSERT INTO countersign.role_grant (person, team, role) VALUES ('rita', 1, 'supervisor');

-- adam: a role for oneself, unsigned
INSERT INTO countersign.role_grant (person, team, role) VALUES ('adam', 1, 'reviewer');

-- rita: a key of one's own making
INSERT INTO countersign.enrolled_key (fingerprint, public_key, owner, owner_name, use, number) VALUES (repeat('0', 64), sha256('x'), 'rolf', 'Rolf',
    'person', 1);

-- sue: a policy, unsigned
INSERT INTO countersign.policy (version, rules, adopted_by, adopted) VALUES (2, 'x', 'x', 'x');

-- rita: security events wiped
DELETE FROM countersign.security_event;

-- rita: somebody's claim taken away
UPDATE countersign.case_slot SET holder = 'rita', expires = '2099-01-01T00:00:00.000Z', claimed = '2026-01-01T00:00:00.000Z';

-- rita: a draft in another's name
INSERT INTO countersign.draft (person, case_key, version, slot, form, content, verdict, reasons, rationale, caret, scroll, evidence, saved)
VALUES ('rolf', 1, 1, 1, 'text', '', '', '', '', 0, 0, '', 'x');

-- rita: a move that does not exist
INSERT INTO countersign.allowed_move (from_state, to_state, move) VALUES ('closed', 'open', 'recall');

-- adam: server-side checking switched off
UPDATE countersign.setting SET value = 'reader' WHERE name = 'signature-verification';

-- rita: rows copied in
COPY countersign.decision FROM '/dev/null';

-- rita: rows written through a view
UPDATE countersign.decision_row SET stands = false;

-- sid: rows written through the pipelines' view
DELETE FROM countersign.released;

-- ---- becoming somebody else

-- rita: another role
SET ROLE countersign_code;

-- rita: the owner's role
SET ROLE countersign_owner;

-- adam: another person's role
SET ROLE rita;

-- rita: another session
SET SESSION AUTHORIZATION rolf;

-- adam: another session, the administrator
SET SESSION AUTHORIZATION postgres;

-- rita: a membership
GRANT countersign_owner TO rita;

-- adam: a membership
GRANT countersign_code TO adam;

-- rita: another's password
ALTER ROLE rolf PASSWORD 'mine';

-- rita: rights of one's own
ALTER ROLE rita SUPERUSER;

-- rita: a right to pass by row security
ALTER ROLE rita BYPASSRLS;

-- rita: a login by way of the function
SELECT countersign.open_login('rolf', {verifier});

-- rita: the inner function behind it
SELECT countersign.set_login('rolf', {verifier});

-- adam: the first login again
SELECT countersign.first_login('adam', {verifier});

-- adam: a login that is the server's own administrator
SELECT countersign.open_login('postgres', {verifier});

-- adam: a clear password in place of a verifier
SELECT countersign.open_login('rita', 'secret');

-- adam: SQL in a person's name
SELECT countersign.open_login('x" SUPERUSER --', {verifier});

-- rita: a login shut
SELECT countersign.shut_login('rolf');

-- ---- tables, functions and schemas in front of ours

-- rita: a table of one's own in the schema
CREATE TABLE countersign.team_copy (x integer);

-- rita: a function in the schema
CREATE FUNCTION countersign.holds(bigint, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';

-- rita: a function elsewhere
CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE sql COST 0.001 AS 'SELECT true';

-- rita: a schema
CREATE SCHEMA mine;

-- rita: a temporary table in front of a real one
CREATE TEMPORARY TABLE person (id text);

-- rita: a function replaced
CREATE OR REPLACE FUNCTION countersign.is_person() RETURNS boolean LANGUAGE sql AS 'SELECT true';

-- adam: a trigger switched off
ALTER TABLE countersign.ledger_entry DISABLE TRIGGER ALL;

-- adam: triggers switched off for the session
SET session_replication_role = replica;

-- adam: a trigger dropped
DROP TRIGGER entries_are_never_changed ON countersign.ledger_entry;

-- adam: row security dropped
ALTER TABLE countersign.cases DISABLE ROW LEVEL SECURITY;

-- rita: row security passed by
SET row_security = off; SELECT * FROM countersign.cases;

-- adam: a policy that lets everything through
CREATE POLICY mine ON countersign.cases TO adam USING (true);

-- adam: the schema dropped
DROP SCHEMA countersign CASCADE;

-- rita: an extension
CREATE EXTENSION dblink;

-- rita: the signature check called for oneself
SELECT countersign.ed25519_verify('x', 'x', 'x');

-- rita: an inner function: a decision without its checks
SELECT countersign.record_decision('x', '{"kind":"decision"}', '{}', '{}');

-- rita: an inner function: an entry of the store's own
SELECT countersign.add_own('release', 'x', 'x', 1);

-- rita: an inner function: a release
SELECT countersign.release_held(c) FROM countersign.cases c;

-- rita: an inner function: entries moved past the sequencer
SELECT countersign.move_pending(10);

-- rita: an inner function: a migration noted
SELECT countersign.note_migration(1, 2);

-- rita: a file of the server
SELECT pg_read_file('postgresql.conf');

-- rita: a program on the server
COPY (SELECT 1) TO PROGRAM 'true';

-- ---- statements that are not what they seem

-- rita: another's statement, not sent yet
SELECT * FROM countersign.record({note_of_rolf}, {salts}, {contents});

-- rita: another's statement, recorded before
SELECT * FROM countersign.record({recorded_of_rolf});

-- rita: a random signature with a stolen password
SELECT * FROM countersign.record({random_signature}, {salts}, {contents});

-- rita: signed by a key that nobody enrolled
SELECT * FROM countersign.record({unknown_key}, {salts}, {contents});

-- rita: signed in one's own name by another's enrolled key
SELECT * FROM countersign.record({others_key}, {salts}, {contents});

-- rita: another printed name
SELECT * FROM countersign.record({other_name}, {salts}, {contents});

-- rita: a signature moved from another statement
SELECT * FROM countersign.record({moved_signature}, {salts}, {contents});

-- rita: for another store
SELECT * FROM countersign.record({other_store}, {salts}, {contents});

-- rita: another fence
SELECT * FROM countersign.record({wrong_fence}, {salts}, {contents});

-- rita: another slot
SELECT * FROM countersign.record({wrong_slot}, {salts}, {contents});

-- rita: a stage of one's own
SELECT * FROM countersign.record({wrong_stage}, {salts}, {contents});

-- rita: another policy
SELECT * FROM countersign.record({wrong_policy}, {salts}, {contents});

-- rita: another content than was there
SELECT * FROM countersign.record({wrong_digest}, {salts}, {contents});

-- rita: another version
SELECT * FROM countersign.record({wrong_version}, {salts}, {contents});

-- rita: an approval of another text than the suggestion
SELECT * FROM countersign.record({wrong_outcome}, {other_salts}, {other_contents});

-- rita: blobs that the statement does not name
SELECT * FROM countersign.record({good}, {other_salts}, {other_contents});

-- rita: no blobs at all
SELECT * FROM countersign.record({good});

-- rita: a basis that never was
SELECT * FROM countersign.record({wrong_basis}, {salts}, {contents});

-- rita: a place of the device that is taken
SELECT * FROM countersign.record({wrong_place}, {salts}, {contents});

-- rita: lines out of order
SELECT * FROM countersign.record({lines_out_of_order}, {salts}, {contents});

-- rita: a line twice
SELECT * FROM countersign.record({line_twice}, {salts}, {contents});

-- rita: a number spelt in another way
SELECT * FROM countersign.record({leading_zero}, {salts}, {contents});

-- rita: a second signature
SELECT * FROM countersign.record({two_signatures}, {salts}, {contents});

-- rita: bytes that are no note
SELECT * FROM countersign.record('\x00ff'::bytea);

-- rita: a case that another holds
SELECT * FROM countersign.record({case_of_rolf}, {salts}, {contents});

-- rita: a second store
SELECT * FROM countersign.record({second_store});

-- rita: a role, signed by oneself
SELECT * FROM countersign.record({role_for_rita});

-- rita: a policy, signed by oneself
SELECT * FROM countersign.record({policy_of_rita}, {policy_salts}, {policy_contents});

-- rita: a recall, which is a supervisor's
SELECT * FROM countersign.record({recall_of_rita});

-- adam: a decision, signed by an administrator
SELECT * FROM countersign.record({decision_of_adam}, {salts}, {contents});

-- sid: a decision, signed by a submitter
SELECT * FROM countersign.record({decision_of_sid}, {salts}, {contents});

-- audrey: a decision, signed by an auditor
SELECT * FROM countersign.record({decision_of_audrey}, {salts}, {contents});

-- oscar: a decision from another team
SELECT * FROM countersign.record({decision_of_oscar}, {salts}, {contents});

-- sid: an import that releases by itself
SELECT * FROM countersign.import_cases({automatic_import}, '{}', '{}', '{x1}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}', '{text}', '{NULL}',
    '{NULL}', '{auto}', '{x}', '{}', '{}', '{}');

-- rolf: an import whose words are marked as newer than they are
SELECT * FROM countersign.import_cases({import_of_rolf}, {import_salts}, {import_contents}, '{imp1}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}', '{text}',
    {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''#1/0'' ''x'':1'::tsvector]);

-- rolf: an import of other cases than the statement names
SELECT * FROM countersign.import_cases({import_of_rolf}, {import_salts}, {import_contents}, '{imp2}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}', '{text}',
    {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: an import of which a text is another
SELECT * FROM countersign.import_cases({import_of_rolf}, {import_salts}, {other_import_contents}, '{imp1}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}',
    '{text}', {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: an import whose statement names one case more than comes
SELECT * FROM countersign.import_cases({import_naming_more}, {import_salts}, {import_contents}, '{imp1}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}',
    '{text}', {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: an import whose statement says something else behind its cases
SELECT * FROM countersign.import_cases({import_saying_more}, {import_salts}, {import_contents}, '{imp1}', '{1}', '{note}', '{x}', '{0}', '{0}', '{~}',
    '{text}', {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: an import with two titles for one case
SELECT * FROM countersign.import_cases({import_of_rolf}, {import_salts}, {import_contents}, '{imp1}', '{1}', '{note}', '{x,y}', '{0}', '{0}', '{~}', '{text}',
    {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: an import whose versions are counted from five
SELECT * FROM countersign.import_cases({import_of_rolf}, {import_salts}, {import_contents}, '{imp1}', '[5:5]={1}', '{note}', '{x}', '{0}', '{0}', '{~}',
    '{text}', {import_sources}, '{NULL}', '{everyone}', '{""}', '{}', '{}', '{}', ARRAY['''x'':1'::tsvector]);

-- rolf: rows added past what is checked
SELECT countersign.add_rows(NULL, 1, NULL, NULL);

-- rolf: blobs added past what is checked
SELECT countersign.add_import_blobs(NULL, '{}', 1, '{}', '{}', '{}', '{}', '{}', '{}');

-- rolf: releases nobody decided
SELECT countersign.release_automatic('{1}', '2026-01-01T00:00:00.000Z');

-- rolf: rows asked for newer ones past what is checked
SELECT countersign.demand_newer(NULL, NULL);

-- rolf: an import read by hand
SELECT countersign.parse_import({import_of_rolf});

-- rolf: the list of guards
SELECT countersign.guards();

-- ---- claims

-- oscar: a claim in another team
SELECT * FROM countersign.claim_case({open_case}, 10);

-- adam: a claim by an administrator
SELECT * FROM countersign.claim_case({open_case}, 10);

-- sid: a claim by a submitter
SELECT * FROM countersign.claim_case({submitted_case}, 10);

-- audrey: a claim by an auditor
SELECT * FROM countersign.claim_case({open_case}, 10);

-- rita: a claim that another holds
SELECT * FROM countersign.claim_case({held_case}, 10);

-- rita: another's claim given back
SELECT countersign.release_claim({held_case});

-- rita: SQL in a case's name
SELECT * FROM countersign.claim_case('x''; DROP TABLE countersign.cases; --', 10);

-- adam sees nothing: the next case for an administrator
SELECT * FROM countersign.claim_next('', 10);

-- nora: a claim by nobody
SELECT * FROM countersign.claim_next('', 10);

-- ---- away from the store

-- rita: a check-out by hand
INSERT INTO countersign.checkout (statement, number, team, actor, actor_name, arrived, until) VALUES ({uuid}, 99, 1, 'rita', 'Rita', 'x', 'y');

-- sue: a check-out recalled by hand
UPDATE countersign.checkout SET recalled = true;

-- rita: a workspace that is suspended no more
DELETE FROM countersign.suspended_device;

-- rita: another's check-out given back
SELECT countersign.give_back({checkout_of_rolf});

-- nora: what a check-out would get
SELECT * FROM countersign.offer_away('main', '{open1}');

-- rita: more cases than anybody may take along
SELECT * FROM countersign.offer_away('main', array_fill('open1'::text, ARRAY[201]));

-- rita: a check-out of what another holds
SELECT * FROM countersign.record({checkout_of_held});

-- rita: a check-out for a hundred hours
SELECT * FROM countersign.record({checkout_too_long});

-- rita: a check-out under a fence of one's own choice
SELECT * FROM countersign.record({checkout_wrong_fence});

-- rita: a check-out signed by somebody else
SELECT * FROM countersign.record({checkout_by_rolf});

-- sue: a check-out by a supervisor, who does not review
SELECT * FROM countersign.record({checkout_of_sue});

-- rita: another's statement brought from elsewhere
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_of_rolf}], '{1,1}', {away_salts}, {away_contents});

-- sue: a supervisor brings what somebody signed who can come themselves
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_of_rolf}], '{1,1}', {away_salts}, {away_contents});

-- rolf: a random signature from elsewhere
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_random}], '{1,1}', {away_salts}, {away_contents});

-- rolf: another's key from elsewhere
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_others_key}], '{1,1}', {away_salts}, {away_contents});

-- rolf: another workspace's statement
SELECT * FROM countersign.arrive(repeat('0', 32), ARRAY[{away_of_rolf}], '{1,1}', {away_salts}, {away_contents});

-- rolf: a statement without its texts
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_of_rolf}], '{}', '{}', '{}');

-- rolf: a statement with somebody else's texts
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_of_rolf}], '{1,1}', {other_salts}, {other_contents});

-- rolf: a recall by the door for decisions
SELECT * FROM countersign.arrive({workspace}, ARRAY[{recall_of_rita}], '{}', '{}', '{}');

-- rolf: a history that never was
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_wrong_basis}], '{1,1}', {salts}, {contents});

-- nora: statements of nobody
SELECT * FROM countersign.arrive({workspace}, ARRAY[{away_of_rolf}], '{1,1}', {away_salts}, {away_contents});

-- rita: a check-out recalled by whoever is no supervisor
SELECT * FROM countersign.record({recalled_by_rita});

-- audrey: a check-out recalled by an auditor
SELECT * FROM countersign.record({recalled_by_audrey});

-- rita: a workspace suspended by whoever is no supervisor
SELECT * FROM countersign.record({suspended_by_rita});

-- oscar sees nothing: check-outs of another team
SELECT * FROM countersign.checkouts();

-- oscar sees nothing: entries of another team by name
SELECT * FROM countersign.entries_of(ARRAY[{statement_of_rolf}]);

-- oscar sees nothing: how another team's cases stand
SELECT * FROM countersign.workspace_view('', '', '', '', '{}', '{main}', '{open1}') WHERE what IN ('case', 'slot');

-- ---- pipelines

-- rita: a case submitted by a reviewer
SELECT countersign.submit_case('{"schema":"countersign.case/1","id":"s9","kind":"note","evidence":[],"suggestion":{"text":"x"}}');

-- sid: other content under an id that is there
SELECT countersign.submit_case('{"schema":"countersign.case/1","id":"sub1","kind":"note","evidence":[],"suggestion":{"text":"other"}}');

-- sid: a case of somebody else overwritten
SELECT countersign.submit_case('{"schema":"countersign.case/1","id":"open1","kind":"note","evidence":[],"suggestion":{"text":"other"}}');

-- sid: a case for a team that is not one's own
SELECT countersign.submit_case('{"schema":"countersign.case/1","id":"s9","team":"other","kind":"note","evidence":[],"suggestion":{"text":"x"}}');

-- sid: no JSON
SELECT countersign.submit_case('{"schema":');

-- ---- reading

-- oscar sees nothing: cases of another team
SELECT * FROM countersign.cases WHERE id = {open_case};

-- oscar sees nothing: what stands in them
SELECT * FROM countersign.blob WHERE team = 1;

-- oscar sees nothing: decisions of another team
SELECT * FROM countersign.decision;

-- oscar sees nothing: bytes of another team's entries
SELECT * FROM countersign.ledger WHERE kind IN ('decision', 'release', 'case.imported') AND entry IS NOT NULL;

-- oscar sees nothing: releases of another team
SELECT * FROM countersign.released;

-- oscar sees nothing: another team's outcome
SELECT x FROM countersign.outcome({released_case}) AS x WHERE x IS NOT NULL;

-- oscar sees nothing: another team's words
SELECT * FROM countersign.search_cases('{suggested}', NULL, '', NULL, false, 'newest', NULL, 50);

-- sid sees nothing: cases that others brought
SELECT * FROM countersign.cases WHERE id <> {submitted_case};

-- sid sees nothing: decisions
SELECT * FROM countersign.decision;

-- sid sees nothing: texts that came from others
SELECT * FROM countersign.blob WHERE team IS NOT NULL AND case_key IS DISTINCT FROM (SELECT key FROM countersign.cases WHERE id = 'sub1');

-- rita sees nothing: another's draft
SELECT * FROM countersign.draft;

-- rita sees nothing: reference answers
SELECT * FROM countersign.blob WHERE sort = 'reference';

-- rita sees nothing: what happened around others' keys
SELECT * FROM countersign.security_event WHERE person <> 'rita';

-- rita sees nothing: another's receipt
SELECT * FROM countersign.receipt({statement_of_rolf});

-- rita: marks of sentinels
SELECT * FROM countersign.sentinel_mark;

-- rita: whether there are sentinels
SELECT countersign.has_sentinels('main');

-- rita: whether a case is one
SELECT countersign.is_sentinel({open_case}, 'main');

-- sue: whether a case is one
SELECT countersign.is_sentinel({open_case}, 'main');

-- audrey: whether a case is one
SELECT countersign.is_sentinel({open_case}, 'main');

-- coco: whether a case of another team is one
SELECT countersign.is_sentinel({open_case}, 'other');

-- coco: whether another team has any
SELECT countersign.has_sentinels('other');

-- rita: bytes that wait
SELECT entry FROM countersign.pending;

-- rita: the log's own table
SELECT entry FROM countersign.ledger_entry;

-- rita: passwords
SELECT rolpassword FROM pg_authid;

-- nora sees nothing: people
SELECT * FROM countersign.person;

-- nora sees nothing: the log
SELECT * FROM countersign.ledger;

-- nora sees nothing: texts that are everybody's
SELECT * FROM countersign.blob;

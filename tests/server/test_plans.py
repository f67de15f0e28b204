"""At 100 000 open cases every question is answered by an index: claiming, deciding, the queue in each order, words, and rows by team.

    test_plans.py
"""

import sys

sys.dont_write_bytecode = True

import re
import unittest

import house
from house import Import, decide

STORE = None
CASES = 100000
# What may be read from end to end: what is small by nature.
SMALL = {"setting", "store_identity", "ledger_head", "ledger_root", "team", "person", "role_grant", "allowed_move", "enrolled_key", "policy", "pending",
         "suspended_device", "case_count_change", "case_count_sum", "device_head", "draft", "change", "first_answer", "evidence_blob"}

# To the letter what the partial indexes of the queue say.
WAITS = "CASE WHEN state IN ('open', 'escalated', 'disputed') THEN true ELSE false END"

FILL = """
INSERT INTO countersign.setting VALUES ('copying', ''); -- cases come before their versions here, as in a store that is copied
INSERT INTO countersign.cases (team, id, version, version_key, kind, title, risk, priority, due, state, arrived, brought_by)
SELECT 1, 'p' || n, 1, nextval(pg_get_serial_sequence('countersign.case_version', 'key')), 'kind' || n % 7, 'Title ' || n % 1000, n % 3, n % 50, '~', 'open',
    '2026-01-01T00:00:00.000Z', 'x' FROM generate_series(1, {cases}) AS n;
INSERT INTO countersign.case_version (key, case_key, team, version, form, digest, source_blob, policy_version, rule, reviewers, reviewer_group, blind,
    window_seconds, signing_mode, automatic, imported_by, imported_in, arrived)
SELECT version_key, key, team, 1, 'text', sha256(id::bytea), sha256(id::bytea), 1, 'everyone', 1, '', false, 0, 'light', false, 'x', 'x', arrived
    FROM countersign.cases WHERE id LIKE 'p%';
INSERT INTO countersign.case_slot (case_key, version, slot, team, stage) SELECT key, 1, 1, team, 'review' FROM countersign.cases WHERE id LIKE 'p%';
INSERT INTO countersign.case_search (version_key, words)
SELECT version_key, to_tsvector('simple', 'everywhere w' || key % 1000 || ' ' || CASE WHEN key % 20 = 0 THEN 'twentieth' ELSE '' END || ' only' || key)
    || countersign.newness(version_key) FROM countersign.cases WHERE id LIKE 'p%';
DELETE FROM countersign.setting WHERE name = 'copying';
"""

# As much of the record: made up, and only to be read past.
PAST = """
SET LOCAL session_replication_role = replica;
ALTER TABLE countersign.ledger_entry DISABLE TRIGGER USER;
ALTER TABLE countersign.ledger_head DISABLE TRIGGER USER;
INSERT INTO countersign.ledger_entry (log_index, number, leaf, nodes, kind, statement, device, device_seq, content, team, entry)
SELECT h.size + n - 1, 1000000 + n, sha256('x'), '', CASE n % 2 WHEN 0 THEN 'release' ELSE 'decision' END, 's' || n, 'd' || n % 50, n, sha256('x'), 1, 'x'
    FROM countersign.ledger_head h, generate_series(1, {cases}) AS n;
UPDATE countersign.ledger_head SET size = size + {cases};
INSERT INTO countersign.recorded (statement, number, actor, kind, content, leaf, arrived, flags)
SELECT statement, number, 'x', kind, content, leaf, 'x', '{}' FROM countersign.ledger_entry WHERE number > 1000000;
INSERT INTO countersign.decision (number, id, case_key, team, version, slot, stage, verdict, reviewer, reviewer_name, reasons, meaning, claimed_at,
    arrived, late)
SELECT number, statement, number - 1000000 + 2, 1, 1, 1, 'review', 'approve', 'r' || number % 50, 'R', '{}', 'm', 'x', 'x', false
    FROM countersign.ledger_entry WHERE number > 1000000;
INSERT INTO countersign.release (number, case_key, team, recall, outcome, form, policy_version, rule, decisions)
SELECT number, case_key, 1, false, sha256(id::bytea), 'text', 1, 'everyone', '{}' FROM countersign.decision WHERE number > 1000000 AND number % 2 = 0;
INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
SELECT sha256(id::bytea), 1, case_key, 'outcome', sha256('x'), 'x' FROM countersign.decision WHERE number > 1000000;
ALTER TABLE countersign.ledger_entry ENABLE TRIGGER USER;
ALTER TABLE countersign.ledger_head ENABLE TRIGGER USER;
"""


class Plans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ben = STORE.enrol("ben", "reviewer")
        cls.eve = STORE.enrol("eve", "reviewer", team="other")
        Import(["c1", "c2"]).carry_out(cls.ben)
        for sql in (FILL, PAST):
            STORE.sql("BEGIN;" + sql.replace("{cases}", str(CASES)).replace("%", "%%") + "COMMIT")
        STORE.sql("ANALYZE")
        for setting, value in (("auto_explain.log_min_duration", "0"), ("auto_explain.log_nested_statements", "on"), ("auto_explain.log_level", "notice")):
            for person in (cls.ben, cls.eve):
                STORE.sql("ALTER ROLE %s SET %s = %%s" % (person.id, setting), value)
        cls.ben.connect()
        cls.eve.connect()

    def plans(self, person, ask):
        """Every plan behind a question, also inside the functions."""
        person.connection.notices.clear()
        ask()
        plans = "\n".join(person.connection.notices)
        self.assertIn("plan:", plans)
        return plans

    def demand_indexes(self, person, ask):
        plans = self.plans(person, ask)
        read = set(re.findall(r"Seq Scan on (?:countersign\.)?(\w+)", plans)) - SMALL
        self.assertEqual(read, set(), plans)
        return plans

    def test_claiming_walks_the_queue(self):
        plans = self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT * FROM countersign.claim_next('', 10)"))
        self.assertIn("queue_by_urgency", plans)
        self.assertNotRegex(plans, r"(?s)Sort  .*queue_by_urgency")
        self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT * FROM countersign.claim_next('kind3', 10)"))
        self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT * FROM countersign.claim_case('p777', 10)"))

    def test_deciding_and_sequencing_read_no_table(self):
        self.demand_indexes(self.ben, lambda: decide(STORE, self.ben, "c1"))
        self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT countersign.sequence()"))

    def test_importing_reads_no_table(self):
        self.demand_indexes(self.ben, lambda: Import(["c7", "c8"]).carry_out(self.ben))

    def test_a_page_of_the_queue_is_an_index_in_every_order(self):
        orders = {"urgency": "priority DESC, due, risk DESC, arrived, key", "title": "lower(title), key", "kind": "kind, key", "risk": "risk DESC, key",
                  "due": "due, key", "arrival": "version_key", "arrival ": "version_key DESC"}
        for name, order in orders.items():
            with self.subTest(order=order):
                page = "SELECT key FROM countersign.cases WHERE %s ORDER BY %s LIMIT 50" % (WAITS, order)
                plans = self.demand_indexes(self.ben, lambda: self.ben.ask(page))
                self.assertIn("queue_by_" + name.strip(), plans)
                self.assertNotIn("Sort", plans)

    def test_row_security_asks_for_the_teams_once(self):
        plans = self.plans(self.ben, lambda: self.ben.ask("SELECT key FROM countersign.cases WHERE " + WAITS +
                                                          " ORDER BY priority DESC, due, risk DESC, arrived, key LIMIT 50"))
        self.assertIn("InitPlan", plans)
        self.assertNotRegex(plans, r"(Filter|Index Cond): .*reading_teams")

    def test_one_case_is_one_row(self):
        self.demand_indexes(self.eve, lambda: self.eve.ask("SELECT * FROM countersign.cases WHERE id = 'p5'"))
        self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT * FROM countersign.cases WHERE id = 'p5'"))

    def test_words_are_looked_up(self):
        for words in (["everywhere"], ["twentieth"], ["w17"], ["only4711"], ["nowhere"], ["everywhere", "w17"], ["every"]):
            with self.subTest(words=words):
                search = lambda: self.ben.ask("SELECT * FROM countersign.search_cases(%s, '{open}', '', NULL, false, 'newest', NULL, 50)", words)
                plans = self.demand_indexes(self.ben, search)
                self.assertIn("case_search_by_word", plans)
                rows = [row[0] for row in search()]
                expected = STORE.sql("SELECT c.key FROM countersign.cases c JOIN countersign.case_search f ON f.version_key = c.version_key WHERE c.state = 'open'"
                                     " AND f.words @@ countersign.search_query(%s) ORDER BY c.version_key DESC LIMIT 50", words)
                self.assertEqual(rows, [row[0] for row in expected])

    def test_releases_after_an_index_are_read_from_there(self):
        self.demand_indexes(self.ben, lambda: self.ben.ask("SELECT * FROM countersign.released_after(3, 10)"))


def begin(server):
    global STORE
    STORE = house.Store(server, "plans")


if __name__ == "__main__":
    house.main(begin, "session_preload_libraries=auto_explain")

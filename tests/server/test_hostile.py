"""hostile.sql, statement by statement: each is refused, and no row is another afterwards. And a superuser who rewrites history is found.

    test_hostile.py
"""

import sys

sys.dont_write_bytecode = True

import base64
import os
import re
import unittest

import nacl.signing
import psycopg2

import house
from house import Blob, Import, claim, decide, decision_lines

STORE = None
HERE = os.path.dirname(os.path.abspath(__file__))


def statements():
    """(who, sees nothing, what is tried, SQL) of each."""
    with open(os.path.join(HERE, "hostile.sql")) as file:
        text = file.read()
    for match in re.finditer(r"^-- (\w+)( sees nothing)?: (.*)\n((?:(?!--|\n).*\n)+)", text, re.M):
        yield match.group(1), bool(match.group(2)), match.group(3), match.group(4).strip()


def fingerprint(store):
    """One digest of each table's rows; what a refusal is allowed to add is left out."""
    tables = [row[0] for row in store.sql("SELECT relname FROM pg_class WHERE relnamespace = 'countersign'::regnamespace AND relkind = 'r' ORDER BY 1")]
    return {table: store.sql('SELECT count(*), md5(string_agg(t::text, \'\' ORDER BY t::text)) FROM countersign."%s" t' % table)[0]
            for table in tables if table != "security_event"}


class World:
    """People, cases in every standing, and statements that are wrong in one thing each."""

    def __init__(self, store):
        self.store = store
        self.people = {"adam": store.ada}
        for name, role in (("rita", "reviewer"), ("rolf", "reviewer"), ("sue", "supervisor"), ("coco", "compliance"), ("audrey", "auditor"), ("sid", "submitter")):
            self.people[name] = store.enrol(name, role)
        self.people["oscar"] = store.enrol("oscar", "reviewer", team="other")
        self.people["nora"] = nora = house.Person(store, "nora")
        store.sql("CREATE ROLE nora LOGIN PASSWORD %s IN ROLE countersign_person", nora.password)
        nora.connect()
        rita, rolf = self.people["rita"], self.people["rolf"]
        Import(["open1", "held1", "done1", "mine1", "away1"]).carry_out(rolf)
        self.people["sid"].ask("SELECT countersign.submit_case(%s)", '{"schema":"countersign.case/1","id":"sub1","kind":"note","evidence":[],"suggestion":{"text":"x"}}')
        self.rolfs = decide(store, rolf, "done1")
        rolf.ask("SELECT countersign.save_draft('open1', 'main', 1, 1, 'text', 'mine', '', '', '', 0, 0, '', '')")
        self.held_by_rolf, self.mine = claim(rolf, "held1"), claim(rita, "mine1")
        self.trip = house.Trip(rolf, ["away1"])
        store.sequence()
        self.words = {**self.named(), **self.named_away()}

    def named(self):
        rita, rolf, store = self.people["rita"], self.people["rolf"], self.store
        outcome, words, other = Blob("Suggested."), Blob("because"), Blob("Something else.")
        lines = decision_lines(store, self.mine, "approve", outcome, words)
        change = lambda **new: [(key, new.get(key.replace("-", "_"), value)) for key, value in lines]
        by = lambda who, said=lines, **tail: self.people[who].note("decision", said, **tail)
        good, stranger = by("rita"), nacl.signing.SigningKey.generate()
        policy = Blob(house.ONE_REVIEWER.replace(b"version 1", b"version 2"))
        body = good.partition(b"\n\n")[0] + b"\n"
        forged, bulk = nacl.signing.SigningKey.generate(), Import(["imp1"])
        other_body = rita.body("decision", change(claim=str(self.mine["fence"])), meaning="Another sentence.")
        return {
            "uuid": house.uuid7(), "verifier": house.verifier("x"), "open_case": "open1", "held_case": "held1", "released_case": "done1", "submitted_case": "sub1",
            "salts": [outcome.salt, words.salt], "contents": [outcome.content, words.content],
            "other_salts": [other.salt, words.salt], "other_contents": [other.content, words.content],
            "statement_of_rolf": self.rolfs["statement"], "good": good,
            "note_of_rolf": rolf.note("decision", decision_lines(store, self.held_by_rolf, "approve", outcome, words)),
            "recorded_of_rolf": bytes(store.sql("SELECT entry FROM countersign.ledger_entry WHERE statement = %s", self.rolfs["statement"])[0][0]).partition(b"\n\n")[2],
            "random_signature": house.forged(good),
            "unknown_key": self.resigned(rita, stranger, lines, own=True), "others_key": self.resigned(rita, rolf.key, lines, own=True),
            "other_name": by("rita", name="Somebody Else"), "moved_signature": body + b"\n" + rita.sign_line(other_body).encode(),
            "other_store": by("rita", store="11111111-1111-4111-8111-111111111111"), "wrong_fence": by("rita", change(claim=self.mine["fence"] + 1)),
            "wrong_slot": by("rita", change(slot=2)), "wrong_stage": by("rita", change(stage="resolution")), "wrong_policy": by("rita", change(policy="1 other")),
            "wrong_digest": by("rita", change(case_digest="sha256:" + 64 * "0")), "wrong_version": by("rita", change(case_version=2)),
            "wrong_outcome": by("rita", change(outcome=other.digest)), "wrong_basis": by("rita", basis="3 " + 64 * "0"),
            "wrong_place": by("rita", device_seq=str(rita.device.seq + 3), device_prev="sha256:" + 64 * "0"), "lines_out_of_order": by("rita", lines[:3] + [lines[4], lines[3]] + lines[5:]),
            "line_twice": by("rita", lines[:4] + [lines[3]] + lines[4:]), "leading_zero": by("rita", change(claim="0%d" % self.mine["fence"])),
            "two_signatures": rita.note("decision", lines, further=[(forged, "rita")]),
            "case_of_rolf": by("rita", decision_lines(store, self.held_by_rolf, "approve", outcome, words)), "second_store": self.second_store(rita),
            "role_for_rita": rita.note("role.granted", [("person", "rita"), ("team", "main"), ("role", "supervisor")]),
            "policy_of_rita": rita.note("policy.adopted", [("team", "main"), ("policy-version", 2), ("content", policy.digest)]),
            "policy_salts": [policy.salt], "policy_contents": [policy.content],
            "recall_of_rita": rita.note("recall", [("team", "main"), ("case", "done1"), ("case-version", 1), ("release", 1), ("reason", "x")]),
            "automatic_import": self.people["sid"].note("case.imported", [("team", "main"), ("policy", 1), ("case", "x1 1 sha256:%s auto" % (64 * "0"))]),
            "import_of_rolf": rolf.note("case.imported", [("team", "main"), ("policy", 1), *bulk.lines()[2:]]),
            "import_naming_more": rolf.note("case.imported", [("team", "main"), ("policy", 1), *bulk.lines()[2:], ("case", "imp2 1 sha256:%s everyone" % (64 * "0"))]),
            "import_saying_more": rolf.note("case.imported", [("team", "main"), ("policy", 1), *bulk.lines()[2:], ("reason", "x")]),
            "import_salts": [bulk.blobs[0].salt], "import_contents": [bulk.blobs[0].content], "import_sources": [bulk.blobs[0].raw],
            "other_import_contents": [b"{}"],
            **{"decision_of_" + who: by(who) for who in ("adam", "sid", "audrey", "oscar")}}

    def named_away(self):
        """What is wrong in one thing each about a check-out, and about a statement from a workspace of Rolf's."""
        rita, rolf, store, trip = self.people["rita"], self.people["rolf"], self.store, self.trip
        until = house.in_time(8)
        note, blobs = trip.sign("away1", words="because", keep=False)
        free = "away1 1 sha256:%s %d 1" % (bytes(trip.offers["away1"][3]).hex(), trip.offers["away1"][5] + 1)
        digest = store.sql("SELECT v.digest FROM countersign.cases c JOIN countersign.case_version v ON v.key = c.version_key WHERE c.id = 'open1'")[0][0]
        case = lambda fence: [("team", "main"), ("until", until), ("case", "open1 1 sha256:%s %d 1" % (bytes(digest).hex(), fence))]
        taking = lambda who, lines: self.people[who].note("checkout", lines)
        ruling = lambda who, subject: self.people[who].note("finding", [("team", "main"), ("finding", house.uuid7()), ("state", "opened"), ("subject", subject),
                                                                        ("statement", trip.statement)])
        kept, rolf.key = rolf.key, rita.key
        others_key, _ = trip.sign("away1", words="because", keep=False)
        rolf.key = kept
        return {
            "workspace": trip.device.id, "checkout_of_rolf": trip.statement, "away_of_rolf": note, "away_random": house.forged(note), "away_others_key": others_key,
            "away_salts": [b.salt for b in blobs], "away_contents": [b.content for b in blobs],
            "away_wrong_basis": trip.sign("away1", words="because", keep=False, basis="3 " + 64 * "0")[0],
            "checkout_of_held": taking("rita", [("team", "main"), ("until", until), ("case", free)]),
            "checkout_too_long": taking("rita", [("team", "main"), ("until", house.in_time(100)), case(1)[2]]),
            "checkout_wrong_fence": taking("rita", case(7)), "checkout_by_rolf": taking("rolf", case(1)), "checkout_of_sue": taking("sue", case(1)),
            "recalled_by_rita": ruling("rita", "checkout.recalled"), "recalled_by_audrey": ruling("audrey", "checkout.recalled"),
            "suspended_by_rita": ruling("rita", "device.suspended:" + trip.device.id)}

    @staticmethod
    def second_store(rita):
        key = base64.b64encode(rita.public).decode()
        return rita.note("store.created", [("public-key", key), ("owner", "rita"), ("owner-name", rita.name), ("use", "person")])

    def resigned(self, person, key, lines, own):
        """The statement in this person's name, by another key."""
        kept, person.key = person.key, key
        try:
            return person.note("decision", lines)
        finally:
            person.key = kept

    def sql(self, who, text):
        cursor = self.people[who].connection.cursor()
        used = re.findall(r"\{([a-z_]+)\}", text)
        for name in sorted(used):
            if name in self.words:
                value = self.words[name]
                cast = b"::bytea[]" if isinstance(value, list) else b""
                text = text.replace("{%s}" % name, (cursor.mogrify("%s", (value,)) + cast).decode())
        cursor.close()
        return text


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(STORE)

    def outcome_of(self, who, sql, empty):
        person = self.world.people[who]
        person.connection.close()
        person.connect()
        try:
            with person.connection.cursor() as cursor:
                cursor.execute(self.world.sql(who, sql))
                rows = cursor.fetchall() if cursor.description else None
                names = [column.name for column in cursor.description or ()]
        except psycopg2.Error as error:
            return "42601" if error.pgcode in ("42601", "42703", "42883", None) else ("raised" if not empty else error.pgcode)
        if empty:
            return "empty" if rows == [] else "%d rows" % len(rows or ())
        said = dict(zip(names, rows[0])) if rows else {}
        return "raised" if said.get("refusal") or said.get("fate") == "refused" else "done: %s" % rows

    def test_every_statement_is_refused_and_changes_nothing(self):
        tried, before = 0, fingerprint(STORE)
        for who, empty, what, sql in statements():
            tried += 1
            with self.subTest(who=who, what=what):
                self.assertEqual(self.outcome_of(who, sql, empty), "empty" if empty else "raised", sql)
                after = fingerprint(STORE)
                self.assertEqual(after, before)
                before = after
        self.assertGreaterEqual(tried, 60)

    def test_what_was_wrong_in_one_thing_only_is_right_without_it(self):
        words, rita = self.world.words, self.world.people["rita"]
        row = rita.ask("SELECT refusal, state FROM countersign.record(%s, %s::bytea[], %s::bytea[])", words["good"], words["salts"], words["contents"])
        self.assertEqual(row, [(None, "released")])
        imported = Import(["imp1"])
        imported.blobs[0].salt, imported.blobs[0].content, imported.blobs[0].raw = words["import_salts"][0], words["import_contents"][0], words["import_sources"][0]
        receipt = imported.carry_out(self.world.people["rolf"], note=words["import_of_rolf"])
        self.assertIsNone(receipt["refusal"])

    def test_what_was_tried_is_remembered_and_shown_to_supervisors(self):
        kinds = {row[0] for row in self.world.people["sue"].ask("SELECT kind FROM countersign.security_event WHERE person = 'rita'")}
        self.assertTrue({"foreign-statement", "bad-signature"} <= kinds, kinds)


class Superuser(unittest.TestCase):
    """Who can switch off triggers can rewrite rows, but not what is checked again from the log."""

    def tampered(self, *changes):
        STORE.sequence()
        STORE.root.autocommit = False
        try:
            with STORE.root.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                for change in ("ALTER TABLE countersign.ledger_entry DISABLE TRIGGER USER", *changes):
                    cursor.execute(change)
            with self.assertRaises(Exception) as caught:
                house.check_log(STORE, sequence=False)
            self.assertNotIsInstance(caught.exception, psycopg2.Error)
        finally:
            STORE.root.rollback()
            STORE.root.autocommit = True
        house.check_log(STORE)

    def test_always_triggers_hold_also_where_replication_is_played(self):
        with self.assertRaises(psycopg2.Error) as caught:
            STORE.sql("SET session_replication_role = replica; UPDATE countersign.ledger_entry SET entry = entry || 'x' WHERE log_index = 3")
        self.assertEqual(caught.exception.pgcode, "CS024")
        STORE.sql("RESET session_replication_role")

    def test_the_owner_is_refused_too(self):
        for sql in ("UPDATE countersign.ledger_entry SET kind = 'x'", "DELETE FROM countersign.recorded", "TRUNCATE countersign.ledger_entry",
                    "UPDATE countersign.decision SET verdict = 'reject'", "DELETE FROM countersign.policy", "UPDATE countersign.ledger_head SET size = 1",
                    "DELETE FROM countersign.cases", "UPDATE countersign.blob SET content = 'x'", "DELETE FROM countersign.enrolled_key",
                    "DELETE FROM countersign.team", "UPDATE countersign.case_slot SET version = 2", "UPDATE countersign.case_search SET words = ''"):
            with self.subTest(sql=sql):
                with self.assertRaises(psycopg2.Error) as caught:
                    STORE.sql(sql)
                self.assertEqual(caught.exception.pgcode, "CS024")

    def test_no_row_names_what_is_not_there(self):
        STORE.sql("SET session_replication_role = replica")
        for sql in ("INSERT INTO countersign.case_slot (case_key, version, slot, team, stage) VALUES (1, 99, 1, 1, 'review')",
                    "INSERT INTO countersign.case_search (version_key, words) VALUES (999999, '')",
                    "INSERT INTO countersign.case_version SELECT (jsonb_populate_record(v, '{\"key\": 999999, \"case_key\": 999999}')).*"
                    " FROM countersign.case_version v WHERE key = 1",
                    "INSERT INTO countersign.cases OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(c, '{\"key\": 999999, \"id\": \"other\","
                    " \"team\": 999, \"version_key\": 999999}')).* FROM countersign.cases c WHERE key = 1",
                    "INSERT INTO countersign.cases OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(c, '{\"key\": 999999, \"id\": \"other\","
                    " \"version_key\": 999999}')).* FROM countersign.cases c WHERE key = 1",
                    "UPDATE countersign.cases SET version_key = 999999 WHERE key = 1"):
            with self.subTest(sql=sql):
                with self.assertRaises(psycopg2.Error) as caught:
                    STORE.sql(sql)
                self.assertEqual(caught.exception.pgcode, "23503")
        STORE.sql("RESET session_replication_role")

    def test_what_was_loosened_is_named(self):
        found = lambda: STORE.ada.ask("SELECT what, place FROM countersign.examination()")
        self.assertEqual(found(), [])
        for loosen, what, mend in (
                ("ALTER TABLE countersign.decision DISABLE TRIGGER decision_is_never_changed", ("trigger-off", "decision decision_is_never_changed"),
                 "ALTER TABLE countersign.decision ENABLE ALWAYS TRIGGER decision_is_never_changed"),
                ("ALTER TABLE countersign.cases NO FORCE ROW LEVEL SECURITY", ("row-security-not-forced", "cases"), "ALTER TABLE countersign.cases FORCE ROW LEVEL SECURITY"),
                ("GRANT EXECUTE ON FUNCTION countersign.move_pending(integer) TO PUBLIC", ("function-for-everybody", "move_pending(integer)"),
                 "REVOKE EXECUTE ON FUNCTION countersign.move_pending(integer) FROM PUBLIC"),
                ("GRANT UPDATE ON countersign.cases TO countersign_person", ("writable-by-people", "cases UPDATE"),
                 "REVOKE UPDATE ON countersign.cases FROM countersign_person"),
                ("GRANT TEMPORARY ON DATABASE hostile TO PUBLIC", ("database-open", "TEMPORARY"), "REVOKE TEMPORARY ON DATABASE hostile FROM PUBLIC"),
                ("GRANT countersign_code TO rita", ("member-of", "rita countersign_code"), "REVOKE countersign_code FROM rita")):
            STORE.sql(loosen)
            try:
                self.assertIn(what, found())
            finally:
                STORE.sql(mend)
        self.assertEqual(found(), [])

    def test_an_edited_entry_is_found(self):
        self.tampered("UPDATE countersign.ledger_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), 'verdict approve', 'verdict reject'), 'UTF8')"
                      " WHERE kind = 'decision'")

    def test_a_removed_entry_is_found(self):
        self.tampered("DELETE FROM countersign.ledger_entry WHERE kind = 'decision'")

    def test_an_edited_entry_with_its_hash_made_again_is_found(self):
        self.tampered("UPDATE countersign.ledger_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), 'meaning I mean it.', 'meaning I mean it!'), 'UTF8')"
                      " WHERE kind = 'decision'", "UPDATE countersign.ledger_entry SET leaf = sha256('\\x00'::bytea || entry)")

    def test_a_log_cut_short_is_found(self):
        self.tampered("DELETE FROM countersign.ledger_entry WHERE log_index > 3")


def begin(server):
    global STORE
    STORE = house.Store(server, "hostile", first="adam")


if __name__ == "__main__":
    house.main(begin)

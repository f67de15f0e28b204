"""What a team does, from the first statement to a redaction: as people do it over SQL, read again by the stranger.

    test_life.py
"""

import sys

sys.dont_write_bytecode = True

import threading
import time
import unittest

import psycopg2

import house
from house import Blob, Import, check_log, claim, decide

SERVER = None
STORES = 0
TWO = (b"countersign.policy/v1\nversion 1\nrule pair\nwhen-kind note\nreviewers two\nfirst-answer required\nsigning light\n"
       b"rule everyone\nreviewers one\nsigning light\n")
PAIR = TWO.replace(b"first-answer required\n", b"")


def new_store(**more):
    global STORES
    STORES += 1
    store = house.Store(SERVER, "life%d" % STORES, first="ada%d" % STORES, **more)
    store.tag = str(STORES)
    return store


class Case(unittest.TestCase):
    def person(self, name, *roles, **more):
        return self.store.enrol(name + self.store.tag, *roles, **more)

    def refused(self, code, call, *values, **more):
        with self.assertRaises(psycopg2.Error) as caught:
            call(*values, **more)
        self.assertEqual(caught.exception.pgcode, code, caught.exception)
        return caught.exception

    def state(self, case):
        return self.store.sql("SELECT state FROM countersign.cases WHERE id = %s", case)[0][0]


class OneReviewer(Case):
    @classmethod
    def setUpClass(cls):
        cls.store = new_store()
        make = lambda name, *roles, **more: cls.store.enrol(name + cls.store.tag, *roles, **more)
        cls.ben, cls.cal = make("ben", "reviewer"), make("cal", "reviewer")
        cls.sue, cls.sam = make("sue", "supervisor"), make("sam", "supervisor")
        cls.coco = make("coco", "compliance")
        Import("c%d" % i for i in range(60)).carry_out(cls.ben)
        cls.cases = iter("c%d" % i for i in range(60))

    def tearDown(self):
        check_log(self.store)

    def released(self):
        self.store.sequence()
        return self.ben.ask("SELECT \"case\", type, outcome FROM countersign.released ORDER BY seq")

    def test_each_verdict_does_what_it_says(self):
        for verdict, state, text in (("approve", "released", "Suggested."), ("edit", "released", "Edited."), ("reject", "closed", None), ("escalate", "escalated", None)):
            case = next(self.cases)
            receipt = decide(self.store, self.ben, case, verdict, text)
            self.assertEqual((receipt["state"], self.state(case), receipt["released"]), (state, state, state == "released"))
            self.assertEqual([row[2] for row in self.released() if row[0] == case], [text] if text else [])

    def test_a_release_can_be_asked_for_before_it_is_sequenced(self):
        case = next(self.cases)
        decide(self.store, self.ben, case)
        outcome = self.ben.ask("SELECT countersign.outcome(%s)", case)[0][0]
        self.assertEqual((outcome["outcome"], outcome.get("seq")), ("Suggested.", None))
        self.store.sequence()
        self.assertGreater(self.ben.ask("SELECT countersign.outcome(%s)", case)[0][0]["seq"], 0)

    def test_an_escalated_case_is_settled_by_a_supervisor(self):
        case = next(self.cases)
        decide(self.store, self.ben, case, "escalate")
        self.assertEqual(self.refused("CS005", claim, self.cal, case).diag.message_detail, "supervisor")
        receipt = decide(self.store, self.sue, case)
        self.assertEqual((receipt["state"], receipt["released"]), ("released", True))

    def test_a_correction_recalls_what_was_released(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case)
        held = {"case": case, "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 0}
        self.refused("CS005", decide, self.store, self.cal, case, "edit", "Mine.", held=held, supersedes=first["statement"])
        second = decide(self.store, self.ben, case, "edit", "Better.", held=held, supersedes=first["statement"])
        self.assertIsNotNone(second["recalled"])
        self.assertEqual([row[1:] for row in self.released() if row[0] == case], [("release", "Suggested."), ("recall", "Suggested."), ("release", "Better.")])
        self.refused("CS004", decide, self.store, self.ben, case, "edit", "Again.", held=held, supersedes=first["statement"])

    def move(self, kind, person, case, extra=(), words="because"):
        blob = Blob(words) if words else None
        lines = [("team", "main"), ("case", case), ("case-version", 1), *extra, ("rationale", blob.digest if blob else None)]
        return person.state(kind, lines, *([blob] if blob else []))

    def recall(self, person, case, words="because"):
        self.store.sequence()
        seq = self.store.sql("SELECT seq FROM countersign.released WHERE false UNION ALL SELECT e.log_index FROM countersign.release r"
                             " JOIN countersign.ledger_entry e ON e.number = r.number JOIN countersign.cases c ON c.key = r.case_key WHERE c.id = %s"
                             " ORDER BY 1 DESC LIMIT 1", case)[0][0]
        return self.move("recall", person, case, [("release", seq)], words)

    def test_a_recalled_case_is_decided_anew(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case)
        self.refused("CS005", self.recall, self.ben, case)
        self.refused("CS017", self.recall, self.sue, case, None)
        self.assertEqual(self.recall(self.sue, case)["state"], "open")
        held = {"case": case, "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 1}
        self.refused("CS003", decide, self.store, self.ben, case, held=held)
        self.assertEqual(claim(self.cal, case)["fence"], 2)
        self.assertEqual(decide(self.store, self.cal, case, held=claim(self.cal, case))["state"], "released")
        self.assertEqual([row[1] for row in self.released() if row[0] == case], ["release", "recall", "release"])
        self.assertEqual(self.store.sql("SELECT stands FROM countersign.decision WHERE id = %s", first["statement"]), [(False,)])

    def test_a_withdrawal_takes_the_release_back(self):
        case = next(self.cases)
        decide(self.store, self.ben, case)
        self.refused("CS005", self.move, "case.withdrawn", self.ben, case)
        receipt = self.move("case.withdrawn", self.sue, case)
        self.assertEqual((receipt["state"], self.state(case)), ("withdrawn", "withdrawn"))
        self.assertEqual([row[1] for row in self.released() if row[0] == case], ["release", "recall"])
        self.refused("CS004", claim, self.cal, case)

    def test_a_redaction_leaves_no_text(self):
        case = next(self.cases)
        self.ben.ask("SELECT countersign.claim_case(%s, 10)", case)
        self.ben.ask("SELECT countersign.save_draft(%s, 'main', 1, 1, 'text', 'draft', '', '', '', 0, 0, '', '')", case)
        decide(self.store, self.ben, case, "edit", "Secret words.", "Secret reason.")
        blobs = [("blob", "sha256:" + bytes(row[0]).hex()) for row in self.coco.ask("SELECT * FROM countersign.case_blobs(%s)", case)]
        self.assertEqual(len(blobs), 3)
        self.assertEqual(self.ben.ask("SELECT * FROM countersign.case_blobs(%s)", case), [])
        self.refused("CS016", self.move, "redaction", self.coco, case, blobs[:2])
        self.refused("CS005", self.move, "redaction", self.sue, case, blobs)
        self.assertEqual(self.move("redaction", self.coco, case, blobs)["state"], "redacted")
        key = self.store.sql("SELECT key FROM countersign.cases WHERE id = %s AND title = id", case)[0][0]
        for table in ("blob", "draft"):
            self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.%s WHERE case_key = %s" % (table, key)), [(0,)])
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.case_search s JOIN countersign.case_version v ON v.key = s.version_key WHERE v.case_key = %s", key), [(0,)])
        self.refused("CS004", self.ben.ask, "SELECT countersign.save_draft(%s, 'main', 1, 1, 'text', 'back', '', '', '', 0, 0, '', '')", case)

    def test_an_expired_claim_that_nobody_took_still_decides_late(self):
        case = next(self.cases)
        held = claim(self.ben, case)
        self.store.sql("UPDATE countersign.case_slot SET expires = '2020-01-01T00:00:00.000Z' WHERE holder = %s AND decision IS NULL AND fence = %s", self.ben.id, held["fence"])
        receipt = decide(self.store, self.ben, case, held=held)
        self.assertEqual((receipt["late"], receipt["flags"]), (True, ["late"]))
        self.assertIn("claim.expired-decided", check_log(self.store))

    def test_a_clock_that_cannot_be_right_is_flagged_and_arrival_rules(self):
        for off in (-366, 366):
            before = house.now()
            receipt = decide(self.store, self.ben, next(self.cases), claimed=house.now(off * 86400.0), basis=self.basis())
            self.assertEqual(receipt["flags"], ["clock"])
            self.assertTrue(before <= receipt["arrived"] <= house.now(), receipt["arrived"])
        self.assertEqual(decide(self.store, self.ben, next(self.cases), basis=self.basis())["flags"], [])

    def basis(self):
        self.store.sequence()
        size, root = self.store.sql("SELECT size, countersign.root_at(size) FROM countersign.ledger_head")[0]
        return "%d %s" % (size, bytes(root).hex())

    def test_a_claim_that_somebody_took_over_decides_no_longer(self):
        case = next(self.cases)
        held = claim(self.ben, case)
        self.assertEqual(self.refused("CS002", claim, self.cal, case).diag.message_detail, held["expires"])
        self.store.sql("UPDATE countersign.case_slot SET expires = '2020-01-01T00:00:00.000Z' WHERE holder = %s AND decision IS NULL", self.ben.id)
        taken = claim(self.cal, case)
        self.assertGreater(taken["fence"], held["fence"])
        self.refused("CS003", decide, self.store, self.ben, case, held=held)
        self.refused("CS003", decide, self.store, self.cal, case, held=dict(taken, fence=held["fence"]))
        self.assertEqual(self.state(case), "open")
        decide(self.store, self.cal, case, held=taken)

    def test_the_same_bytes_again_get_the_same_receipt(self):
        case = next(self.cases)
        held = claim(self.ben, case)
        outcome, words = Blob("Suggested."), Blob("because")
        note = self.ben.note("decision", house.decision_lines(self.store, held, "approve", outcome, words))
        first = self.ben.record(note, outcome, words)
        for times in range(5):
            again = self.ben.record(note, outcome, words)
            self.assertEqual((again["already"], bytes(again["leaf"]), again["arrived"], again["number"]), (True, bytes(first["leaf"]), first["arrived"], first["number"]))
        self.assertEqual(self.ben.ask("SELECT already, number FROM countersign.receipt(%s)", first["statement"]), [(True, first["number"])])
        self.assertEqual(self.cal.ask("SELECT * FROM countersign.receipt(%s)", first["statement"]), [])
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.decision WHERE id = %s", first["statement"]), [(1,)])

    def test_the_same_id_with_other_bytes_is_an_alarm(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case)
        altered = self.ben.state("audit.opened", [("team", "main"), ("view", "list")], id=first["statement"])
        self.assertEqual((altered["refusal"], altered["already"]), ("CS015", None))
        self.assertIn(("statement-altered",), self.store.sql("SELECT kind FROM countersign.security_event WHERE person = %s", self.ben.id))

    def test_two_claimants_never_get_one_case(self):
        got, threads = [], []
        people = [self.person("race%d" % i, "reviewer") for i in range(6)]
        Import(("r%d" % i for i in range(12)), kind="race").carry_out(self.ben)

        def take(person):
            for _ in range(2):
                got.extend(row[0] for row in person.ask("SELECT \"case\" FROM countersign.claim_next('race', 10)"))

        for person in people:
            threads.append(threading.Thread(target=take, args=(person,)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(got), len(set(got))), (12, 12))

    def test_claims_are_given_back_and_found_again(self):
        case = next(self.cases)
        held = claim(self.ben, case)
        self.assertEqual(claim(self.ben, case, 20)["fence"], held["fence"])
        self.assertEqual(self.ben.ask("SELECT fence FROM countersign.claim_of(%s)", case), [(held["fence"],)])
        self.ben.ask("SELECT countersign.release_claim(%s)", case)
        self.refused("CS003", self.ben.ask, "SELECT countersign.release_claim(%s)", case)
        decide(self.store, self.cal, case)

    def test_a_newer_version_takes_the_place_of_an_open_one(self):
        case = next(self.cases)
        self.refused("CS015", Import([case]).carry_out, self.cal)
        Import([case], version=2, words="second").carry_out(self.cal)
        self.assertEqual(claim(self.ben, case)["version"], 2)
        self.refused("CS008", Import([case], version=1).carry_out, self.cal)
        decide(self.store, self.ben, case)
        self.refused("CS004", Import([case], version=3).carry_out, self.cal)

    def test_words_are_found_also_without_blanks_between_them(self):
        Import(["zh1"], words="高 血 压 病 史 patient").carry_out(self.ben)
        Import(["zh2"], words="血 高 压 diabetes").carry_out(self.ben)
        find = lambda *words: [row[0] for row in self.ben.ask(
            "SELECT c.id FROM countersign.search_cases(%s, NULL, '', NULL, false, 'newest', NULL, 50) AS k JOIN countersign.cases c ON c.key = k", list(words))]
        self.assertEqual(find("高 血"), ["zh1"])
        self.assertEqual(find("压"), ["zh2", "zh1"])
        self.assertEqual(find("diab"), ["zh2"])
        self.assertEqual(find("diabetes", "压"), ["zh2"])
        self.assertEqual(find("diab", "nothing"), [])

    def test_pages_follow_each_other_in_every_order(self):
        for order in ("urgency", "newest", "oldest", "title", "kind", "risk", "due"):
            page = lambda after, most: [row[0] for row in self.ben.ask(
                "SELECT * FROM countersign.search_cases('{}', '{open}', '', NULL, false, %s, %s, %s)", order, after, most)]
            everything, pages, after = page(None, 0), [], None
            while True:
                some = page(after, 7)
                pages += some
                if len(some) < 7:
                    break
                after = some[-1]
            self.assertEqual(pages, everything, order)

    def test_counts_are_those_of_the_cases(self):
        self.store.sequence()
        counted = dict(self.ben.ask("SELECT state, sum(cases)::bigint FROM countersign.case_count GROUP BY state"))
        self.assertEqual(counted, dict(self.store.sql("SELECT state, count(*) FROM countersign.cases GROUP BY state")))

    def test_one_batch_is_one_notice(self):
        self.store.sequence()
        self.cal.ask("LISTEN countersign_changed")
        self.cal.ask("LISTEN countersign_released")
        self.cal.connection.notifies.clear()
        for _ in range(3):
            decide(self.store, self.ben, next(self.cases))
        self.ben.ask("SELECT countersign.sequence()")
        self.cal.ask("SELECT 1")
        self.assertEqual(sorted(n.channel for n in self.cal.connection.notifies), ["countersign_changed", "countersign_released"])
        self.cal.ask("UNLISTEN *")

    def test_two_sequencers_do_not_wait_for_each_other(self):
        decide(self.store, self.ben, next(self.cases))
        other = SERVER.connect(database=self.store.database)
        with other.cursor() as cursor:
            cursor.execute("SELECT size FROM countersign.ledger_head FOR UPDATE")
            self.assertEqual(self.ben.ask("SELECT countersign.sequence()"), [(None,)])
        other.rollback()
        other.close()
        self.assertGreater(self.ben.ask("SELECT countersign.sequence()")[0][0], 0)

    def test_whoever_comes_new_and_finds_nothing_waiting_changes_nothing(self):
        self.store.sequence()
        seen = lambda: self.store.sql("SELECT h.size, h.peaks, h.notified, h.xmin::text, (SELECT count(*) FROM countersign.ledger_root),"
                                      " (SELECT count(*) FROM countersign.ledger_entry) FROM countersign.ledger_head h")
        before = seen()
        self.ben.connection.close()
        self.ben.connect()
        self.assertEqual(self.ben.ask("SELECT countersign.sequence()"), [(0,)])
        self.assertEqual(seen(), before)

    def test_after_a_batch_the_next_waits_a_moment_and_then_goes(self):
        soon = lambda: self.ben.ask("SELECT countersign.sequence_soon()")[0][0]
        for _ in range(50):  # a moment may be over before the second question comes
            decide(self.store, self.ben, next(self.cases))
            self.store.sequence()
            if soon() is None:
                break
        else:
            self.fail("every call made a batch of its own")
        decide(self.store, self.ben, next(self.cases))
        late = time.monotonic() + 20
        while soon() is None:
            self.assertLess(time.monotonic(), late, "no batch was made any more")
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.pending"), [(0,)])


class TwoReviewers(Case):
    @classmethod
    def setUpClass(cls):
        cls.store = new_store(policy=PAIR)
        make = lambda name, *roles: cls.store.enrol(name + cls.store.tag, *roles)
        cls.ben, cls.cal, cls.dan = (make(name, "reviewer") for name in ("ben", "cal", "dan"))
        Import(("p%d" % i for i in range(20)), rule="pair").carry_out(cls.ben)
        cls.cases = iter("p%d" % i for i in range(20))

    def tearDown(self):
        check_log(self.store)

    def test_two_who_agree_release(self):
        case = next(self.cases)
        self.assertEqual(decide(self.store, self.ben, case)["state"], "open")
        self.refused("CS007", claim, self.ben, case)
        self.assertEqual(decide(self.store, self.cal, case)["state"], "released")
        self.store.sequence()
        self.assertEqual(len(self.dan.ask("SELECT decisions FROM countersign.released WHERE \"case\" = %s", case)[0][0]), 2)

    def test_nothing_of_the_first_shows_before_the_second_signs(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case, "edit", "Mine.", "my reason")
        self.store.sequence()
        seen = lambda who: (len(who.ask("SELECT id FROM countersign.decision WHERE id = %s", first["statement"])),
                            len(who.ask("SELECT 1 FROM countersign.blob b JOIN (SELECT %s::bytea AS x) q ON true WHERE content IN ('Mine.', 'my reason')", b"")),
                            who.ask("SELECT entry IS NULL FROM countersign.ledger WHERE statement = %s", first["statement"])[0][0])
        self.assertEqual(seen(self.cal), (0, 0, True))
        self.assertEqual(seen(self.ben), (1, 2, False))
        decide(self.store, self.cal, case, "edit", "Mine.", "other")
        self.assertEqual(seen(self.cal), (1, 3, False))

    def test_two_who_differ_wait_for_a_third(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case)
        decide(self.store, self.cal, case, "reject")
        self.assertEqual(self.state(case), "disputed")
        self.refused("CS007", claim, self.ben, case)
        self.assertEqual(claim(self.dan, case)["stage"], "resolution")
        self.assertEqual(decide(self.store, self.dan, case, "edit", "Settled.", held=claim(self.dan, case))["state"], "released")
        held = {"case": case, "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 0}
        self.assertEqual(self.refused("CS005", decide, self.store, self.ben, case, "edit", "No.", held=held, supersedes=first["statement"]).diag.message_detail, "settled")
        self.assertIn("dispute", check_log(self.store))
        self.assertEqual(self.ben.ask("SELECT disputed FROM countersign.decision_row WHERE case_id = %s ORDER BY number", case), [(True,), (True,), (False,)])

    def test_one_of_two_who_agreed_corrects_nothing_alone(self):
        case = next(self.cases)
        first = decide(self.store, self.ben, case)
        decide(self.store, self.cal, case)
        held = {"case": case, "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 0}
        self.assertEqual(self.refused("CS009", decide, self.store, self.ben, case, "edit", "No.", held=held, supersedes=first["statement"]).diag.message_detail, "two-agree")


class Windows(Case):
    def test_a_held_case_is_released_when_its_window_ends(self):
        self.store = new_store(policy=b"countersign.policy/v1\nversion 1\nrule slow\nreviewers one\nwindow 3600\nsigning light\n")
        ben = self.person("ben", "reviewer")
        Import(["w1"], rule="slow").carry_out(ben)
        first = decide(self.store, ben, "w1")
        self.assertEqual((first["state"], first["released"]), ("held", False))
        held = {"case": "w1", "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 0}
        self.assertEqual(decide(self.store, ben, "w1", "edit", "Changed.", held=held, supersedes=first["statement"])["state"], "held")
        self.assertEqual(ben.ask("SELECT countersign.release_due()"), [(0,)])
        self.store.sql("UPDATE countersign.cases SET held_until = '2020-01-01T00:00:00.000Z'")
        self.store.sequence()
        self.assertEqual(ben.ask("SELECT outcome FROM countersign.released"), [("Changed.",)])
        check_log(self.store)

    def test_a_first_answer_is_demanded_where_the_route_asks_for_one(self):
        self.store = new_store(policy=TWO)
        ben = self.person("ben", "reviewer")
        Import(["b1"], rule="pair").carry_out(ben)
        held = claim(ben, "b1")
        self.assertEqual(self.refused("CS009", decide, self.store, ben, "b1", held=held).diag.message_detail, "first-answer")
        answer = Blob("my own answer")
        kept = ben.ask("SELECT countersign.save_first_answer('b1', 'main', 1, 1, %s, %s)", answer.salt, answer.content)[0][0]
        self.assertEqual(bytes(kept), answer.raw)
        other = Blob("second thoughts")
        self.assertEqual(bytes(ben.ask("SELECT countersign.save_first_answer('b1', 'main', 1, 1, %s, %s)", other.salt, other.content)[0][0]), answer.raw)
        self.assertEqual(decide(self.store, ben, "b1", held=held, first_answer=answer.digest)["state"], "open")
        check_log(self.store)

    def test_a_rule_that_releases_by_itself_does_so_for_its_cases_alone(self):
        self.store = new_store(policy=b"countersign.policy/v1\nversion 1\nrule low\nwhen-risk low\nreviewers automatic\nsigning light\nrule strict\nreviewers one\nsigning strict\n")
        ben = self.person("ben", "reviewer")
        low = house.CASE.replace('"kind"', '"risk":"low","kind"')
        self.refused("CS009", Import(["a1"], rule="low").carry_out, ben)
        Import(["a1"], rule="low", line=low).carry_out(ben)
        Import(["a2"], rule="strict").carry_out(ben)
        self.store.sequence()
        self.assertEqual(ben.ask("SELECT \"case\", outcome, decisions FROM countersign.released"), [("a1", "Suggested.", [])])
        self.assertEqual(self.refused("CS009", decide, self.store, ben, "a2").diag.message_detail, "signing strict")
        self.assertEqual(decide(self.store, ben, "a2", held=claim(ben, "a2"), auth="strict")["state"], "released")
        check_log(self.store)


class People(Case):
    @classmethod
    def setUpClass(cls):
        cls.store = new_store()

    def test_a_key_that_was_revoked_signs_nothing_and_signs_nobody_in(self):
        ben = self.person("leaver", "reviewer")
        Import(["l1"]).carry_out(ben)
        held = claim(ben, "l1")
        self.store.ada.state("role.withdrawn", [("person", ben.id), ("team", "main"), ("role", "reviewer"), ("reason", "left")])
        self.store.ada.state("key.revoked", [("revoked", ben.fingerprint), ("reason", "left")])
        self.refused("CS010", decide, self.store, ben, "l1", held=held)
        self.assertEqual(ben.ask("SELECT count(*) FROM countersign.ledger"), [(0,)])
        with self.assertRaises(psycopg2.OperationalError):
            ben.connect()
        check_log(self.store)

    def test_a_replaced_key_takes_over(self):
        ben = self.person("forgetful", "reviewer")
        again = house.Person(self.store, ben.id, ben.name)
        import base64
        self.store.ada.record(self.store.ada.note("key.enrolled", [("public-key", base64.b64encode(again.public).decode()), ("owner", ben.id), ("owner-name", ben.name), ("use", "person")],
                                                  further=[(again.key, ben.id)]))
        self.store.ada.state("key.revoked", [("revoked", ben.fingerprint), ("reason", "replaced")])
        self.store.ada.ask("SELECT countersign.open_login(%s, %s)", again.id, house.verifier(again.password))
        self.assertIn(("login-changed", self.store.ada.id, ben.id), self.store.sql("SELECT kind, person, detail FROM countersign.security_event"))
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.security_event WHERE kind = 'login-changed'"), [(1,)])
        again.connect()
        Import(["k1"]).carry_out(again)
        self.assertEqual(ben.state("audit.opened", [("team", "main"), ("view", "list")])["detail"], "key revoked")
        self.assertEqual(self.store.sql("SELECT fingerprint, disabled FROM countersign.person WHERE id = %s", ben.id), [(again.fingerprint, False)])
        check_log(self.store)

    def test_duties_stay_apart(self):
        ben = self.person("both", "reviewer")
        for who, role in ((ben.id, "administrator"), (ben.id, "submitter"), (self.store.ada.id, "reviewer"), (self.store.ada.id, "supervisor")):
            self.assertEqual(self.refused("CS005", self.store.ada.state, "role.granted", [("person", who), ("team", "main"), ("role", role)]).diag.message_detail, "separation")
        self.assertEqual(self.refused("CS005", self.store.ada.state, "role.withdrawn", [("person", self.store.ada.id), ("team", "main"), ("role", "administrator"), ("reason", "x")])
                         .diag.message_detail, "last-administrator")

    def test_a_policy_is_adopted_by_compliance_in_turn(self):
        coco = self.person("policy", "compliance")
        second = b"countersign.policy/v1\nversion 2\nrule everyone\nreviewers one\nsigning light\n"
        self.refused("CS005", self.store.adopt, self.store.ada, second)
        self.refused("CS008", self.store.adopt, coco, second.replace(b"version 2", b"version 4"))
        self.refused("CS014", self.store.adopt, coco, second.replace(b"signing light", b"signing never"))
        self.assertEqual(self.store.adopt(coco, second)["kind"], "policy.adopted")
        check_log(self.store)

    def test_a_finding_is_opened_answered_and_closed(self):
        eve, ben = self.person("audit", "auditor"), self.person("answers", "reviewer")
        finding = house.uuid7()
        step = lambda who, state: (lambda words: who.state("finding", [("team", "main"), ("finding", finding), ("state", state), ("subject", "habit"), ("owner", ben.id), ("text", words.digest)], words))(Blob("text"))
        self.refused("CS016", step, eve, "closed")
        self.refused("CS005", step, ben, "opened")
        for who, state in ((eve, "opened"), (ben, "answered"), (eve, "closed")):
            self.assertEqual(step(who, state)["kind"], "finding")
        self.refused("CS016", step, eve, "answered")
        check_log(self.store)

    def test_a_workstation_cosigns_and_nobody_else(self):
        import base64, hashlib, struct
        import nacl.signing
        ben = self.person("station", "reviewer")
        key = nacl.signing.SigningKey.generate()
        public, owner = key.verify_key.encode(), "device:" + ben.device.id
        ben.record(ben.note("key.enrolled", [("public-key", base64.b64encode(public).decode()), ("owner", owner), ("owner-name", "Desk"), ("use", "workstation")], further=[(key, owner)]))
        self.store.sequence()
        size, = self.store.sql("SELECT size FROM countersign.ledger_head")[0]
        root = bytes(self.store.sql("SELECT countersign.root_at(%s)", size)[0][0])
        name = "%s/%s/%s" % (self.store.id, owner, hashlib.sha256(public).hexdigest()[:16])

        def note(with_root):
            text = b"countersign/%s/e1\n%d\n%s\n" % (self.store.id.encode(), size, base64.b64encode(with_root))
            signed = key.sign(b"cosignature/v1\ntime 1795648800\n" + text).signature
            payload = hashlib.sha256(name.encode() + b"\n\x04" + public).digest()[:4] + struct.pack(">Q", 1795648800) + signed
            return text, text + b"\n" + ("— %s %s\n" % (name, base64.b64encode(payload).decode())).encode()

        ben.ask("SELECT countersign.save_checkpoint(%s, %s)", size, note(root)[1])
        self.refused("CS014", ben.ask, "SELECT countersign.save_checkpoint(%s, %s)", size, note(bytes(32))[1])
        text, good = note(root)
        self.refused("CS013", ben.ask, "SELECT countersign.save_checkpoint(%s, %s)", size, text + b"\n" + good[len(text) + 1:].replace(b"/" + owner.encode(), b"/device:other"))
        self.assertEqual(bytes(ben.ask("SELECT note FROM countersign.ledger_checkpoint WHERE size = %s", size)[0][0]), good)
        check_log(self.store)


class WithoutServerVerification(Case):
    def test_the_store_says_so_and_readers_have_to_check(self):
        self.store = new_store(verification="reader")
        ben = self.person("ben", "reviewer")
        self.assertEqual(ben.ask("SELECT value FROM countersign.setting WHERE name = 'signature-verification'"), [("reader",)])
        Import(["v1"]).carry_out(ben)
        outcome = Blob("Suggested.")
        good = ben.note("decision", house.decision_lines(self.store, claim(ben, "v1"), "approve", outcome))
        self.assertEqual(ben.record(house.forged(good), outcome)["state"], "released")
        with self.assertRaisesRegex(Exception, "signature"):
            check_log(self.store)


class Logins(Case):
    def setUp(self):
        self.other, self.store = new_store(), new_store()
        self.ben = self.person("ben", "reviewer")

    def test_no_store_takes_over_the_people_of_another(self):
        self.refused("CS012", self.other.ada.ask, "SELECT countersign.invite(%s, %s)", self.ben.id, house.verifier("x"))
        self.refused("CS012", self.other.enrol, self.ben.id, "reviewer")
        self.other.ada.ask("SELECT countersign.close_login(%s)", self.ben.id)
        self.ben.connect()

    def test_a_login_of_a_store_that_is_gone_may_be_given_anew(self):
        self.store.sql("COMMENT ON ROLE %s IS 'countersign 0 0 no-such-database'" % self.ben.id)
        self.other.ada.ask("SELECT countersign.invite(%s, %s)", self.ben.id, house.verifier("x"))

    def test_their_own_store_gives_them_a_new_one(self):
        self.store.ada.ask("SELECT countersign.open_login(%s, %s)", self.ben.id, house.verifier(self.ben.password))
        self.ben.connect()


class Migrations(Case):
    def test_a_second_migration_finds_nothing_to_do(self):
        self.store = new_store()
        self.assertEqual(house.migrate(SERVER.connect(database=self.store.database)), 0)

    def test_two_at_once_make_one_schema(self):
        root = SERVER.connect()
        root.autocommit = True
        root.cursor().execute("CREATE DATABASE twice TEMPLATE template0")
        done = []
        threads = [threading.Thread(target=lambda: done.append(house.migrate(SERVER.connect(database="twice")))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(done), [0, sum(1 for _ in house.migrations())])

    def test_an_administrator_without_superuser_can_do_it(self):
        root = SERVER.connect()
        root.autocommit = True
        root.cursor().execute("CREATE ROLE chief LOGIN CREATEROLE PASSWORD 'chief'")
        root.cursor().execute("CREATE DATABASE chiefs OWNER chief TEMPLATE template0")
        connection = SERVER.connect("chief", "chiefs", "chief")
        self.assertGreater(house.migrate(connection), 0)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT countersign.first_login('firstofchief', %s)", (house.verifier("x"),))


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin)

"""Check-outs, and what was signed away from the store when it comes back: what the server makes of each statement, also of a forged one.

    test_away.py
"""

import sys

sys.dont_write_bytecode = True

import threading
import unittest

import nacl.signing
import psycopg2

import house
from house import Blob, Import, Trip, arrive, check_log, claim, decide, in_time

SERVER = None
STORES = 0
TWO = b"countersign.policy/v1\nversion 1\nrule pair\nreviewers two\nsigning light\n"
BLIND = b"countersign.policy/v1\nversion 1\nrule own\nreviewers one\nfirst-answer required\nsigning light\n"
STRICT = b"countersign.policy/v1\nversion 1\nrule everyone\nreviewers one\nsigning part11\n"


def words(fates):
    return [(fate["fate"] + " " + (fate["cause"] or "")).strip() for fate in fates]


class Case(unittest.TestCase):
    policy = house.ONE_REVIEWER

    def setUp(self):
        global STORES
        STORES += 1
        self.tag = str(STORES)
        self.store = house.Store(SERVER, "away%d" % STORES, first="ada" + self.tag, policy=self.policy)
        self.ben, self.cal = self.person("ben", "reviewer"), self.person("cal", "reviewer")
        self.sue = self.person("sue", "supervisor")
        Import(["c%d" % i for i in range(1, 7)], rule=self.policy.split(b"\n")[2].split(b" ")[1].decode()).carry_out(self.ben)

    def tearDown(self):
        check_log(self.store)
        self.assertEqual(self.store.sql("SELECT * FROM countersign.examination()"), [])

    def person(self, name, *roles, **more):
        return self.store.enrol(name + self.tag, *roles, **more)

    def refused(self, code, call, *values, **more):
        with self.assertRaises(psycopg2.Error) as caught:
            call(*values, **more)
        self.assertEqual(caught.exception.pgcode, code, caught.exception)
        return caught.exception

    def state(self, case):
        return self.store.sql("SELECT state FROM countersign.cases WHERE id = %s", case)[0][0]

    def finding(self, person, subject, statement, text="because"):
        blob = Blob(text) if text else None
        lines = [("team", "main"), ("finding", house.uuid7()), ("state", "opened"), ("subject", subject), ("statement", statement),
                 ("text", blob.digest if blob else None)]
        return person.state("finding", lines, *([blob] if blob else []))

    def fates(self, trip, made=None, by=None):
        return words(trip.send(made, by))

    def events(self):
        return [row[0] for row in self.store.sql("SELECT kind FROM countersign.security_event ORDER BY key")]


class Taking(Case):
    def test_a_check_out_is_a_signed_entry_with_long_claims(self):
        trip = Trip(self.ben, ["c1", "c2"])
        rows = self.store.sql("SELECT c.id, s.holder, s.expires FROM countersign.case_slot s JOIN countersign.cases c ON c.key = s.case_key"
                              " WHERE s.holder IS NOT NULL ORDER BY c.id")
        self.assertEqual([row[:2] for row in rows], [("c1", self.ben.id), ("c2", self.ben.id)])
        self.assertTrue(all(row[2] > in_time(7) for row in rows))
        self.refused("CS002", claim, self.cal, "c1")
        self.store.sequence()
        for person in (self.ben, self.sue):
            self.assertEqual(person.ask("SELECT cases, held FROM countersign.checkouts()"), [(["c1", "c2"], 2)])
        self.assertEqual(self.cal.ask("SELECT * FROM countersign.checkouts()"), [])
        self.refused("CS016", self.cal.ask, "SELECT countersign.give_back(%s)", trip.statement)
        self.assertEqual(self.ben.ask("SELECT countersign.give_back(%s)", trip.statement), [(2,)])
        claim(self.cal, "c1")

    def test_asking_what_could_be_taken_takes_nothing(self):
        self.ben.ask("SELECT * FROM countersign.offer_away('main', '{c1,c2}')")
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.case_slot WHERE holder IS NOT NULL"), [(0,)])

    def test_no_long_claim_without_an_entry_that_says_the_truth(self):
        trip = Trip(self.ben, ["c1"])
        trip.offers = {row[0]: row for row in self.cal.ask("SELECT * FROM countersign.offer_away('main', '{c2,c3}')")}
        for code, lines in (("CS016", trip.lines(in_time(73))), ("CS016", trip.lines(in_time(-1))), ("CS002", trip.lines(in_time(8), fence=1)),
                            ("CS008", trip.lines(in_time(8), version=2))):
            self.refused(code, self.cal.state, "checkout", lines)
        lines = trip.lines(in_time(8))
        note = self.cal.note("checkout", lines)
        self.assertEqual(self.cal.record(house.forged(note))["refusal"], "CS013")
        self.assertEqual(self.ben.record(note)["refusal"], "CS013")
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.checkout"), [(1,)])
        trip.offers = {"c1": ("c1",) + trip.offers["c2"][1:3] + (self.store.sql("SELECT v.digest FROM countersign.cases c JOIN countersign.case_version v"
            " ON v.key = c.version_key WHERE c.id = 'c1'")[0][0],) + trip.offers["c2"][4:]}
        self.refused("CS002", self.cal.state, "checkout", trip.lines(in_time(8)))  # another's
        for person in (self.sue, self.store.ada):
            self.assertRaises(psycopg2.Error, person.state, "checkout", trip.lines(in_time(8)))

    def test_two_hundred_at_most(self):
        Import(["d%03d" % i for i in range(201)]).carry_out(self.ben)
        self.refused("CS016", Trip, self.ben, ["d%03d" % i for i in range(201)])
        trip = Trip(self.ben, ["c1"])
        for half in (range(100), range(100, 201)):
            trip.offers.update({row[0]: row for row in self.ben.ask("SELECT * FROM countersign.offer_away('main', %s)", ["d%03d" % i for i in half])})
        del trip.offers["c1"]
        self.refused("CS016", self.ben.state, "checkout", trip.lines(in_time(8)))
        del trip.offers["d200"]
        self.assertIsNone(self.ben.state("checkout", trip.lines(in_time(8)))["refusal"])

    def test_who_takes_a_case_twice_has_it_under_a_new_fence(self):
        first, second = Trip(self.ben, ["c1"]), Trip(self.ben, ["c1"])
        self.assertEqual(second.offers["c1"][5], first.offers["c1"][5] + 1)
        self.finding(self.sue, "checkout.recalled", first.statement)
        first.sign("c1")
        self.assertEqual(self.fates(first), ["quarantined checkout-recalled"])
        second.sign("c1", "reject")
        self.assertEqual(self.fates(second), ["recorded"])

    def test_two_who_take_the_same_cases_do_not_wait_for_each_other(self):
        self.ben.connection.autocommit = False
        self.ben.ask("SELECT * FROM countersign.offer_away('main', '{c1,c2}')")
        refusals = [row[1] for row in self.cal.ask("SELECT * FROM countersign.offer_away('main', '{c2,c3,nothing}')")]
        self.assertEqual(refusals, ["CS002", None, "CS001"])
        self.ben.connection.rollback()
        self.ben.connection.autocommit = True


class Returning(Case):
    def test_decisions_are_recorded_once_however_often_they_are_sent(self):
        trip = Trip(self.ben, ["c1", "c2", "c3"])
        trip.sign("c1")
        trip.sign("c2", "reject")
        self.assertEqual(self.fates(trip), ["recorded", "recorded"])
        self.assertEqual([self.state("c1"), self.state("c2")], ["released", "closed"])
        before = self.store.sql("SELECT count(*), (SELECT count(*) FROM countersign.decision) FROM countersign.recorded")
        self.assertEqual(self.fates(trip), ["already", "already"])
        trip.sign("c3")
        self.assertEqual(self.fates(trip, trip.made[2:]), ["recorded"])
        after = self.store.sql("SELECT count(*), (SELECT count(*) FROM countersign.decision) FROM countersign.recorded")
        self.assertEqual((after[0][0] - before[0][0], after[0][1] - before[0][1]), (1, 1))

    def test_what_was_decided_first_stands_and_a_third_person_settles_it(self):
        trip = Trip(self.ben, ["c1"])
        trip.sign("c1", "reject")
        self.ben.ask("SELECT countersign.release_claim('c1')")
        stands = decide(self.store, self.cal, "c1")
        fates = trip.send()
        self.assertEqual((words(fates), fates[0]["against"]), (["disputed already-decided"], stands["statement"]))
        self.assertEqual(self.state("c1"), "disputed")
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.release WHERE NOT recall"), [(1,)])
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.decision WHERE disputed"), [(2,)])
        for person in (self.ben, self.cal):
            self.refused("CS007", claim, person, "c1")
            self.assertEqual([row for row in person.ask("SELECT * FROM countersign.claim_next('', 10)") if row[1] == "c1"], [])
        self.assertEqual(decide(self.store, self.sue, "c1", "reject")["state"], "closed")
        self.store.sequence()
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.release WHERE recall"), [(1,)])  # what was released is taken back
        self.assertEqual(self.sue.ask("SELECT countersign.outcome('c1')"), [(None,)])

    def test_a_lapsed_claim_is_late(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1")
        trip.sign("c2")
        self.ben.ask("SELECT countersign.give_back(%s)", trip.statement)
        claim(self.cal, "c2")  # at work, and not done
        fates = trip.send()
        self.assertEqual((words(fates), [f["flags"] for f in fates]), (["late", "late"], [["late"], ["late"]]))
        self.assertEqual(self.state("c1"), "released")
        self.refused("CS004", decide, self.store, self.cal, "c2")

    def test_earlier_content_and_what_ended_meanwhile(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1")
        trip.sign("c2")
        Import(["c1"], version=2, line=house.CASE.replace("Suggested", "Other")).carry_out(self.cal)
        reason = Blob("no consent")
        self.sue.state("case.withdrawn", [("team", "main"), ("case", "c2"), ("case-version", 1), ("rationale", reason.digest)], reason)
        self.assertEqual(self.fates(trip), ["disputed earlier-content", "disputed withdrawn"])
        self.assertEqual([self.state("c1"), self.state("c2")], ["disputed", "withdrawn"])
        self.assertEqual(decide(self.store, self.sue, "c1", text="Other.")["state"], "released")

    def test_texts_of_a_redacted_case_do_not_come_back(self):
        coco = self.person("coco", "compliance")
        trip = Trip(self.ben, ["c1"])
        _, blobs = trip.sign("c1", "reject", words="the canary of ward nine")
        known = [bytes(row[0]) for row in coco.ask("SELECT * FROM countersign.case_blobs('c1')")]
        reason = Blob("asked to be forgotten")
        coco.state("redaction", [("team", "main"), ("case", "c1"), ("case-version", 1), *[("blob", "sha256:" + digest.hex()) for digest in sorted(known)],
                                 ("rationale", reason.digest)], reason)
        self.assertEqual(self.fates(trip), ["disputed redacted"])
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.blob WHERE digest = %s", blobs[0].raw), [(0,)])

    def test_a_gap_waits_for_what_is_missing(self):
        trip = Trip(self.ben, ["c1", "c2", "c3"])
        for case in ("c1", "c2", "c3"):
            trip.sign(case)
        self.assertEqual(self.fates(trip, trip.made[1:]), ["held gap", "held gap"])
        self.assertEqual(self.state("c2"), "open")
        self.assertEqual(self.fates(trip), ["recorded"] * 3)

    def test_two_statements_of_one_number_are_a_copied_workspace(self):
        trip = Trip(self.ben, ["c1", "c2", "c3"])
        copied = trip.sign("c2", "reject", keep=False)
        trip.sign("c1")
        self.assertEqual(self.fates(trip), ["recorded"])
        self.assertEqual(self.fates(trip, [copied]), ["quarantined device-fork"])
        self.assertIn("workspace-copied", self.events())
        trip.sign("c3")
        self.assertEqual(self.fates(trip, trip.made[1:]), ["quarantined device-suspended"])
        note, blobs = trip.sign("c2")
        self.refused("CS005", self.ben.record, note, *blobs)  # not by the other door either
        self.assertEqual(self.fates(trip, trip.made[2:]), ["quarantined device-suspended"])
        self.assertEqual([self.state("c2"), self.state("c3")], ["open", "open"])

    def test_a_recalled_check_out_is_set_aside_until_a_supervisor_says_so(self):
        trip = Trip(self.ben, ["c1", "c2"])
        made = [trip.sign("c1", "reject"), trip.sign("c2", "reject")]
        self.refused("CS005", self.finding, self.cal, "checkout.recalled", trip.statement)
        self.refused("CS017", self.finding, self.sue, "checkout.recalled", trip.statement, None)
        self.finding(self.sue, "checkout.recalled", trip.statement)
        self.refused("CS016", self.finding, self.sue, "checkout.recalled", trip.statement)
        claim(self.cal, "c1")
        self.refused("CS003", self.ben.record, made[0][0], *made[0][1])  # nor by the other door
        fates = trip.send()
        self.assertEqual(words(fates), ["quarantined checkout-recalled"] * 2)
        self.assertEqual(self.state("c1"), "open")
        ids = [fate["statement"] for fate in fates]
        aud = self.person("aud", "auditor")
        self.refused("CS005", self.finding, aud, "decision.accepted", ids[0])
        self.refused("CS016", self.finding, self.sue, "decision.accepted", house.uuid7())
        self.finding(self.sue, "decision.accepted", ids[0])
        self.assertEqual(self.state("c1"), "disputed")
        self.finding(self.sue, "decision.voided", ids[1])
        self.refused("CS016", self.finding, self.sue, "decision.accepted", ids[1])  # said is said
        self.assertEqual(self.state("c2"), "open")
        self.refused("CS007", claim, self.ben, "c1")
        self.assertEqual(decide(self.store, self.cal, "c1", "reject")["state"], "closed")

    def test_a_role_or_key_taken_away_meanwhile_sets_aside(self):
        trip = Trip(self.ben, ["c1"])
        trip.sign("c1")
        self.store.ada.state("role.withdrawn", [("person", self.ben.id), ("team", "main"), ("role", "reviewer"), ("reason", "left")])
        fates = trip.send()
        self.assertEqual(words(fates), ["quarantined key-revoked"])
        self.store.sequence()
        self.assertEqual(len(self.ben.ask("SELECT entry FROM countersign.entries_of(%s)", [fates[0]["statement"]])), 1)  # to prove it is there
        self.assertEqual(self.ben.ask("SELECT * FROM countersign.cases"), [])

    def test_a_supervisor_brings_what_somebody_without_a_login_signed(self):
        trip = Trip(self.ben, ["c1"])
        trip.sign("c1")
        self.assertEqual(self.fates(trip, by=self.sue), ["refused signature"])  # as long as they can come themselves
        self.store.ada.state("role.withdrawn", [("person", self.ben.id), ("team", "main"), ("role", "reviewer"), ("reason", "left")])
        self.store.ada.state("key.revoked", [("revoked", self.ben.fingerprint), ("reason", "left")])
        self.assertEqual(self.fates(trip, by=self.cal), ["refused signature"])
        self.assertEqual(self.fates(trip, by=self.sue), ["quarantined key-revoked"])
        self.assertEqual(self.state("c1"), "open")
        self.refused("CS016", self.cal.ask, "SELECT countersign.give_back(%s)", trip.statement)
        self.assertEqual(self.sue.ask("SELECT countersign.give_back(%s)", trip.statement), [(1,)])

    def test_claimed_times_outside_are_flagged(self):
        trip = Trip(self.ben, ["c1", "c2", "c3"])
        trip.sign("c1", claimed=house.now(-86400))
        trip.sign("c2", claimed=house.now(86400))
        trip.sign("c3")
        self.assertEqual([fate["flags"] for fate in trip.send()], [["clock"], ["clock"], ["clock"]])  # the third is before the second

    def test_a_correction_follows_its_decision(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1")
        first = trip.send()[0]["statement"]
        trip.sign("c1", "reject", change={"claim": 0, "supersedes": first})
        trip.sign("c1", change={"claim": 0, "supersedes": first})  # it does not stand any more
        self.assertEqual(self.fates(trip, trip.made[1:]), ["recorded", "disputed already-decided"])
        self.assertEqual(self.state("c1"), "disputed")
        trip.sign("c2", "reject", change={"claim": 0, "supersedes": first})
        self.assertEqual(self.fates(trip, trip.made[3:]), ["refused no-such-decision"])

    def test_two_syncs_of_one_workspace_at_once_take_each_statement_once(self):
        trip = Trip(self.ben, ["c1", "c2", "c3"])
        for case in ("c1", "c2", "c3"):
            trip.sign(case)
        results = []

        class Second:
            connection = SERVER.connect(self.ben.id, self.store.database, self.ben.password)
        Second.connection.autocommit = True
        threads = [threading.Thread(target=lambda who=who: results.append(self.fates(trip, by=who))) for who in (self.ben, Second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(results), [["already"] * 3, ["recorded"] * 3])


class Forging(Case):
    """A modified client: whatever it sends, nobody decides as somebody else, twice, or what they did not sign."""

    def sent(self, trip, note, blobs, by=None):
        try:
            return self.fates(trip, [(note, blobs)], by)[0]
        except psycopg2.Error as error:
            return error.pgcode

    def tearDown(self):
        self.assertEqual([self.state("c%d" % i) for i in range(1, 7)], ["open"] * 6)
        super().tearDown()

    def test_what_is_not_signed_by_whoever_brings_it(self):
        trip = Trip(self.ben, ["c1", "c2"])
        note, blobs = trip.sign("c1", keep=False)
        self.assertEqual(self.sent(trip, house.forged(note), blobs), "refused signature")
        self.assertEqual(self.sent(trip, note, blobs, by=self.cal), "refused signature")
        self.assertEqual(self.sent(trip, note.replace(b"verdict approve", b"verdict reject "), blobs), "CS014")
        kept, self.ben.key = self.ben.key, nacl.signing.SigningKey.generate()
        stranger, _ = trip.sign("c1", keep=False)
        self.ben.key = kept
        self.assertEqual(self.sent(trip, stranger, blobs), "refused signature")
        self.assertEqual(self.sent(trip, *trip.sign("c1", keep=False, name="Somebody Else")), "refused signature")
        second = [(nacl.signing.SigningKey.generate(), self.ben.id)]
        self.assertEqual(self.sent(trip, *trip.sign("c1", keep=False, further=second)), "refused signature")
        self.assertEqual(self.sent(trip, *trip.sign("c1", keep=False, store="11111111-1111-4111-8111-111111111111")), "CS013")
        self.assertEqual(self.sent(trip, *trip.sign("c1", keep=False, basis="3 " + 64 * "0")), "CS025")
        self.assertEqual(self.events().count("bad-signature"), 4)
        self.assertEqual(self.events().count("foreign-statement"), 1)

    def test_another_kind_another_device_other_blobs(self):
        trip = Trip(self.ben, ["c1"])
        note, blobs = trip.sign("c1", keep=False)
        self.assertEqual(self.sent(trip, self.ben.note("checkout", trip.lines(in_time(8))), []), "CS016")
        self.assertRaises(psycopg2.Error, arrive, self.ben, house.Device().id, [(note, blobs)])
        self.assertEqual(self.sent(trip, note, []), "CS018")
        self.assertEqual(self.sent(trip, note, [Blob("something else")]), "CS016")
        self.assertEqual(self.sent(trip, note, blobs + [Blob("more")]), "CS016")
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.device_head WHERE device = %s", trip.device.id), [(0,)])

    def test_a_case_that_was_never_taken_along(self):
        trip = Trip(self.ben, ["c1"])
        trip.offers["c2"] = ("c2",) + trip.offers["c1"][1:3] + (self.store.sql("SELECT v.digest FROM countersign.cases c JOIN countersign.case_version v"
            " ON v.key = c.version_key WHERE c.id = 'c2'")[0][0],) + trip.offers["c1"][4:]
        self.assertEqual(self.sent(trip, *trip.sign("c2")), "quarantined not-checked-out")
        mine = Trip(self.cal, ["c3"])
        trip.offers["c3"] = mine.offers["c3"]
        self.assertEqual(self.sent(trip, *trip.sign("c3")), "quarantined not-checked-out")
        self.assertEqual(self.sent(trip, *trip.sign("c1", keep=False, change={"case": "nothing"})), "refused no-such-case")

    def test_what_deciding_here_would_have_refused(self):
        trip = Trip(self.ben, ["c1", "c2", "c3", "c4"])
        self.assertEqual(self.sent(trip, *trip.sign("c1", text="Not what was suggested.")), "quarantined policy")
        self.assertEqual(self.sent(trip, *trip.sign("c2", "reject", words="  ")), "quarantined policy")
        self.assertEqual(self.sent(trip, *trip.sign("c3", change={"policy": "1 other"})), "quarantined policy")
        answer = Blob("250 mg")
        self.assertEqual(self.sent(trip, *trip.sign("c4", answer=answer)), "quarantined policy")

    def test_the_same_id_with_other_bytes_is_an_alarm(self):
        trip = Trip(self.ben, ["c1", "c2"])
        self.finding(self.sue, "checkout.recalled", trip.statement)
        note, _ = trip.sign("c1", "reject")
        trip.send()
        id = note.split(b"\nid ")[1].split(b"\n")[0].decode()
        self.assertEqual(self.sent(trip, *trip.sign("c2", keep=False, id=id)), "refused other-bytes")
        self.assertIn("statement-altered", self.events())

    def test_whoever_suspends_without_being_a_supervisor(self):
        trip = Trip(self.ben, ["c1"])
        aud = self.person("aud", "auditor")
        for person in (self.ben, self.cal, aud):
            self.assertRaises(psycopg2.Error, self.finding, person, "device.suspended:" + trip.device.id, house.uuid7())
            self.assertRaises(psycopg2.Error, self.finding, person, "checkout.recalled", trip.statement)
        self.finding(self.sue, "device.suspended:" + trip.device.id, house.uuid7())
        trip.sign("c1")
        self.assertEqual(self.fates(trip), ["quarantined device-suspended"])


class Pairs(Case):
    policy = TWO

    def test_two_who_do_not_agree_are_a_dispute(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1", "reject")
        decide(self.store, self.cal, "c1")
        trip.sign("c2")
        self.assertEqual(self.fates(trip), ["recorded", "recorded"])
        self.assertEqual([self.state("c1"), self.state("c2")], ["disputed", "open"])
        self.assertEqual(self.cal.ask("SELECT * FROM countersign.decision WHERE reviewer = %s AND veiled", self.ben.id), [])
        self.assertEqual(decide(self.store, self.cal, "c2")["state"], "released")


class Blind(Case):
    policy = BLIND

    def test_the_first_answer_comes_with_its_decision(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1", answer=Blob("250 mg"))
        trip.sign("c2")
        self.assertEqual(self.fates(trip), ["recorded", "quarantined policy"])
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.first_answer"), [(1,)])


class Strict(Case):
    policy = STRICT

    def test_a_signature_that_showed_too_little_is_set_aside(self):
        trip = Trip(self.ben, ["c1", "c2"])
        trip.sign("c1")
        trip.sign("c2", auth="part11-first")
        self.assertEqual(self.fates(trip), ["quarantined policy", "recorded"])


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin)

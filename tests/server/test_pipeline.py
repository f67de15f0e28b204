"""The face for pipelines: hand in, wait, collect; and what a submitter gets to see.

    test_pipeline.py
"""

import sys

sys.dont_write_bytecode = True

import os
import subprocess
import tempfile
import unittest
import urllib.parse

import psycopg2

import house
from house import Import, check_log, decide

SERVER = None
HERE = os.path.dirname(os.path.abspath(__file__))
CASE = ('{"schema":"countersign.case/1","id":"%s","kind":"note","title":"  From a\\tpipeline ","risk":"high","priority":7,"due":"2026-12-01T10:00:00+01:00",'
        '"evidence":[{"id":"e","title":"E","mediaType":"text/plain","text":"Blutdruck 高血压"}],"suggestion":{"fields":{"dose":12345678901234567890.10}},"unknown":[1]}')


class Pipeline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = house.Store(SERVER, "pipeline")
        cls.sid, cls.tom, cls.ben = cls.store.enrol("sid", "submitter"), cls.store.enrol("tom", "submitter"), cls.store.enrol("ben", "reviewer")

    def tearDown(self):
        check_log(self.store)

    def submit(self, line, who=None):
        return (who or self.sid).ask("SELECT countersign.submit_case(%s)", line)[0][0]

    def refused(self, code, *values, **more):
        with self.assertRaises(psycopg2.Error) as caught:
            self.submit(*values, **more)
        self.assertEqual(caught.exception.pgcode, code, caught.exception)

    def test_a_case_is_taken_once_however_often_it_is_sent(self):
        self.assertEqual([self.submit(CASE % "once") for _ in range(3)], ["once"] * 3)
        self.refused("CS015", CASE.replace("12345678901234567890.10", "1") % "once")
        self.refused("CS015", CASE % "once", who=self.tom)
        row = self.store.sql("SELECT title, risk, priority, due, submitter, version FROM countersign.cases WHERE id = 'once'")
        self.assertEqual(row, [("From a pipeline", 2, 7, "2026-12-01T09:00:00.000Z", "sid", 1)])
        self.assertEqual(bytes(self.ben.ask("SELECT b.content FROM countersign.blob b JOIN countersign.case_version v ON v.source_blob = b.digest"
                                            " JOIN countersign.cases c ON c.version_key = v.key WHERE c.id = 'once'")[0][0]).decode(), CASE % "once")

    def test_an_id_is_kept_composed_however_it_was_spelt(self):
        apart, composed = "Mu\u0308ller", "M\u00fcller"
        self.assertEqual([self.submit(CASE % id) for id in (apart, apart)], [composed] * 2)
        self.refused("CS015", CASE % composed)  # other bytes under the same id
        self.assertEqual(self.store.sql("SELECT id FROM countersign.cases WHERE id LIKE 'M%%ller'"), [(composed,)])
        decide(self.store, self.ben, composed, text='{"dose":12345678901234567890.10}')
        for asked in (apart, composed):
            self.assertEqual(self.sid.ask("SELECT countersign.outcome(%s) #>> '{outcome,dose}'", asked), [("12345678901234567890.10",)])

    def test_a_team_is_found_however_it_was_spelt(self):
        uma = self.store.enrol("uma", "submitter", team="\u00dcbung")
        line = (CASE % "exercise").replace('"kind"', '"team":"U\u0308bung","kind"')
        self.assertEqual(self.submit(line, who=uma), "exercise")
        self.assertEqual(self.store.sql("SELECT t.id FROM countersign.cases c JOIN countersign.team t ON t.key = c.team WHERE c.id = 'exercise'"),
                         [("\u00dcbung",)])

    def test_an_import_names_its_cases_composed(self):
        with self.assertRaises(psycopg2.Error) as caught:
            Import(["Zoe\u0308"]).carry_out(self.ben)
        self.assertEqual((caught.exception.pgcode, caught.exception.diag.message_detail), ("CS014", "NFC"))
        self.assertIsNone(Import(["Zo\u00eb"]).carry_out(self.ben)["refusal"])

    def test_a_newer_version_is_taken_while_the_case_is_open(self):
        self.submit(CASE % "versions")
        second = (CASE % "versions").replace('"kind"', '"version":2,"kind"')
        self.assertEqual([self.submit(second), self.submit(second)], ["versions"] * 2)
        self.refused("CS008", CASE % "versions")

    def test_its_words_are_found(self):
        self.submit(CASE % "words")
        self.assertEqual(len(self.ben.ask("SELECT * FROM countersign.search_cases('{高 血}', NULL, '', NULL, false, 'newest', NULL, 1)")), 1)
        self.assertEqual(len(self.ben.ask("SELECT * FROM countersign.search_cases('{blutdr}', NULL, '', NULL, false, 'newest', NULL, 1)")), 1)

    def test_what_is_wrong_is_said_and_nothing_is_kept(self):
        for line, code in (("[]", "CS014"), ("{", "CS014"), ((CASE % "bad").replace("case/1", "case/9"), "CS014"), (CASE % "", "CS014"),
                           ((CASE % "bad").replace('"high"', '"extreme"'), "CS014"), ((CASE % "bad").replace("\"fields\"", "\"form\""), "CS014"),
                           ((CASE % "bad").replace('"text":"Blut', '"file":"Blut'), "CS014"), ((CASE % "bad") + "\n" + CASE % "bad2", "CS014"),
                           ((CASE % "bad").replace("pipeline", "\\u0000"), "CS014"), ((CASE % "bad").replace('2026-12-01T', 'soon'), "CS014")):
            with self.subTest(line=line):
                self.refused(code, line)
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.cases WHERE id LIKE 'bad%%'"), [(0,)])

    def test_what_a_reader_would_refuse_later_is_refused_at_once(self):
        base = CASE % "strict"
        deep = lambda levels: '"x":' + "[" * levels + "]" * levels
        cites = lambda citation: base.replace('"suggestion":{', '"suggestion":{"citations":[%s],' % citation)
        for line in (base.replace('"kind":"note"', '"kind":"n","kind":"note"'), base.replace('"dose":', '"d":1,"d":2,"dose":'),
                     base.replace('"unknown":[1]', '"unknown":[[{"a":1,"\\u0061":2}]]'), base.replace('"unknown":[1]', deep(256)),
                     base.replace('"unknown":[1]', '"x":"\\ud800"'), "\ufeff" + base, base.replace('"strict"', '" strict"'),
                     base.replace('"strict"', '"%s"' % ("i" * 201)), base.replace('"strict"', '"a\\tb"'), base.replace('"strict"', "7"),
                     base.replace('"note"', '""'), base.replace('"priority":7', '"priority":7.0'), base.replace('"priority":7', '"priority":"7"'),
                     base.replace('"priority":7', '"version":1e0'), base.replace('"priority":7', '"team":5'), base.replace('"priority":7', '"labels":{"a":1}'),
                     base.replace('"priority":7', '"action":{}'), base.replace("T10:00:00", "T24:00:00"), base.replace('"high"', "1"),
                     base.replace('"id":"e",', ""), base.replace('"mediaType":"text/plain",', ""), base.replace('"evidence":', '"evidences":'),
                     base.replace('"title":"E"', '"title":1'), base.replace('"title":"E"', '"sha256":"%s"' % ("0" * 64)),
                     base.replace('"evidence":[', '"evidence":[{"id":"e","mediaType":"a/b","text":""},'), base.replace('"suggestion":{', '"suggestion":{"confidence":1.1,'),
                     base.replace('"suggestion":{', '"suggestion":{"model":{},'), base.replace('"suggestion":{', '"suggestion":{"form":[],'),
                     cites('{"at":{"field":"/dose"},"evidence":"other"}'), cites('{"at":{},"evidence":"e"}'), cites('{"at":{"start":1},"evidence":"e"}'),
                     cites('{"at":{"field":"dose"},"evidence":"e"}'), cites('{"at":{"field":"/dose"},"evidence":"e","in":{"start":0,"end":14}}'),
                     cites('{"at":{"page":1.0},"evidence":"e"}'), cites('{"at":{"region":[0.5,0,0.6,1]},"evidence":"e"}')):
            with self.subTest(line=line):
                self.assertNotEqual(line, base)
                self.refused("CS014", line)
        self.assertEqual(self.store.sql("SELECT count(*) FROM countersign.cases WHERE id LIKE '%%strict%%' OR id LIKE 'i%%'"), [(0,)])
        kept = cites('{"at":{"field":"/dose"},"evidence":"e","in":{"start":0,"end":13}},{"at":{"region":[0.7,0,0.3,1],"page":1},"evidence":"e","in":null}')
        kept = kept.replace('"unknown":[1]', deep(255) + ',"a":{"b":":,{","\\"a":1},"c":[{},{"b":1},[]],"labels":{"a":"b"},"action":{"name":"n"},"team":null')
        self.assertEqual(self.submit(kept), "strict")

    def test_a_submitter_sees_its_own_and_decides_nothing(self):
        self.submit(CASE % "mine")
        Import(["theirs"]).carry_out(self.ben)
        decide(self.store, self.ben, "theirs")
        decide(self.store, self.ben, "mine", "reject")
        self.store.sequence()
        self.assertIn(("mine", "closed"), self.sid.ask("SELECT id, state FROM countersign.cases"))
        self.assertEqual(self.sid.ask("SELECT id FROM countersign.cases WHERE id = 'theirs'"), [])
        self.assertEqual(self.tom.ask("SELECT id FROM countersign.cases"), [])
        self.assertEqual(self.sid.ask("SELECT countersign.outcome('theirs'), countersign.outcome('mine')"), [(None, None)])
        self.assertEqual(self.sid.ask("SELECT * FROM countersign.released WHERE \"case\" = 'theirs'"), [])

    def test_what_a_submitter_imports_is_its_own_too(self):
        brought = Import(["brought"])
        seq = self.sid.ask("SELECT coalesce(max(seq), -1) FROM countersign.released")[0][0]
        self.assertIsNone(brought.carry_out(self.sid)["refusal"])
        blob = "SELECT b.content FROM countersign.blob b JOIN countersign.case_version v ON v.source_blob = b.digest WHERE b.digest = %s"
        found = "SELECT count(*) FROM countersign.search_cases('{suggested}', NULL, '', NULL, false, 'newest', NULL, 9)"
        entry = "SELECT entry IS NULL FROM countersign.ledger WHERE kind = 'case.imported' AND statement = (SELECT imported_in FROM countersign.case_version v" \
                " JOIN countersign.cases c ON c.version_key = v.key WHERE c.id = 'brought')"
        decide(self.store, self.ben, "brought")
        self.store.sequence()
        self.assertEqual(self.sid.ask("SELECT id FROM countersign.cases WHERE id = 'brought'"), [("brought",)])
        self.assertEqual(bytes(self.sid.ask(blob, brought.blobs[0].raw)[0][0]), brought.blobs[0].content)
        self.assertEqual((self.sid.ask(found), self.tom.ask(found)), ([(1,)], [(0,)]))
        self.assertEqual(self.sid.ask(entry), [(False,)])
        self.assertEqual(self.sid.ask("SELECT countersign.outcome('brought') ->> 'outcome'"), [("Suggested.",)])
        self.assertEqual(self.sid.ask("SELECT \"case\" FROM countersign.released_after(%s, 9)", seq), [("brought",)])
        self.assertEqual(self.tom.ask("SELECT id FROM countersign.cases"), [])
        self.assertEqual(self.tom.ask(blob, brought.blobs[0].raw), [])
        self.assertEqual(self.tom.ask("SELECT countersign.outcome('brought')"), [(None,)])
        self.assertEqual(self.sid.ask("SELECT count(*) FROM countersign.ledger WHERE kind = 'decision' AND entry IS NOT NULL"), [(0,)])

    def test_digits_arrive_as_they_were_sent(self):
        self.submit(CASE % "digits")
        decide(self.store, self.ben, "digits", text='{"dose":12345678901234567890.10}')
        self.assertEqual(self.sid.ask("SELECT countersign.outcome('digits') #>> '{outcome,dose}'"), [("12345678901234567890.10",)])

    def test_a_recall_follows_its_release(self):
        self.submit(CASE % "recalled")
        first = decide(self.store, self.ben, "recalled", text='{"dose":12345678901234567890.10}')
        self.store.sequence()
        seq = self.sid.ask("SELECT max(seq) FROM countersign.released")[0][0]
        held = {"case": "recalled", "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 0}
        decide(self.store, self.ben, "recalled", "reject", held=held, supersedes=first["statement"])
        self.store.sequence()
        self.assertEqual(self.sid.ask("SELECT type, of_seq FROM countersign.released_after(%s, 10)", seq), [("recall", seq)])
        self.assertEqual(self.sid.ask("SELECT countersign.outcome('recalled')"), [(None,)])

    def test_an_outcome_that_nobody_could_read_is_refused(self):
        self.submit(CASE % "poison")
        with self.assertRaises(psycopg2.Error) as caught:
            decide(self.store, self.ben, "poison", "edit", b"\x00\xff")
        self.assertEqual(caught.exception.diag.message_detail, "outcome")

    def test_the_example_of_the_readme_does_what_it_says(self):
        with open(os.path.join(HERE, "pipeline.py"), encoding="utf-8") as file, open(os.path.join(HERE, "..", "README.md"), encoding="utf-8") as readme:
            example = file.read()
            self.assertIn("    " + example.strip().replace("\n", "\n    ").replace("\n    \n", "\n\n"), readme.read())
        url = "postgresql://sid:%s@%s/pipeline" % (urllib.parse.quote(self.sid.password, safe=""), urllib.parse.quote(SERVER.socket, safe=""))
        with tempfile.NamedTemporaryFile("w", suffix=".json") as case:
            case.write(CASE % "example" + "\n")
            case.flush()
            running = subprocess.Popen([sys.executable, os.path.join(HERE, "pipeline.py"), url, case.name], stdout=subprocess.PIPE, text=True)
            while not self.store.sql("SELECT 1 FROM countersign.cases WHERE id = 'example'"):
                self.assertIsNone(running.poll())
            decide(self.store, self.ben, "example", "edit", '{"dose":5}')
            self.store.sequence()
            said = running.communicate(timeout=60)[0].strip().split("\n")
        self.assertRegex(said[-1], r"^\d+ example release \{'dose': 5\}$")
        self.assertEqual(running.returncode, 0)


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin)

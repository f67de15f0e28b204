"""Bundles made by the real program: it and the stranger agree on what holds, and both refuse every kind of damage.

    test_bundles.py PROGRAM
"""

import sys

sys.dont_write_bytecode = True

import base64
import json
import os
import subprocess
import tempfile
import unittest
import zipfile

import bundlefiles as made
import damages
import stranger

PROGRAM = ""


class Home:
    """A throw-away home with a store in it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERSIGN_")}
        self.environment.update(HOME=self.folder.name, COUNTERSIGN_STORE=self.path("store.sqlite"), COUNTERSIGN_KEYS=self.path("keys"),
                                COUNTERSIGN_TEST_KEY_MEMORY="64", XDG_CONFIG_HOME=self.path("config"), XDG_DATA_HOME=self.path("data"))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def secret(self, person):
        return self.write(person + ".secret", "seven herons cross the lake, says %s\n" % person)

    def run(self, *words, person=None, code=0):
        words = [PROGRAM, *words] + (["--as", person, "--secret-file", self.secret(person)] if person else [])
        ended = subprocess.run(words, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, cwd=self.folder.name, timeout=300)
        if code is not None and ended.returncode != code:
            raise AssertionError("%s: %d\n%s" % (words, ended.returncode, ended.stderr.decode()))
        return ended

    def verify(self, bundle, trust=None):
        """The program's answer, as an object with its exit code."""
        ended = self.run("bundle", "verify", bundle, "--json", *(["--trust", trust] if trust else []), code=None)
        said = json.loads(ended.stdout or ended.stderr)
        return dict(said, exit=ended.returncode)


def case(name, **more):
    said = {"schema": "countersign.case/1", "id": name, "kind": "clinical-note", "title": "Note <b>%s</b>" % name,
            "evidence": [{"id": "e", "title": "Visit", "mediaType": "text/plain", "text": "five hundred twice a day"}],
            "suggestion": {"text": "Take 50 mg twice daily."}}
    return dict(said, **more)


def furnish(home):
    """Two people, cases of a text, fields and a file, and decisions of every verdict; one person has left again."""
    home.run("init", "--name", "Ward 7 & sons", "--admin", "ada", "--admin-name", "Dr. Ada Mwangi", "--secret-file", home.secret("ada"))
    for person in ("ben", "eve"):
        home.run("person", "add", person, "--name", "Dr. " + person.title(), "--role", "reviewer", "--new-secret-file", home.secret(person), person="ada")
    os.mkdir(home.path("cases"))
    home.write("cases/scan.png", bytes(range(256)) * 8)
    fields = case("c4", suggestion={"fields": {"dose": 50, "unit": "mg"}})
    file = case("c5", evidence=[{"id": "scan", "title": "Scan", "mediaType": "image/png", "file": "scan.png"}])
    odd = case("c 6/ü")
    lines = [case("c1"), case("c2"), case("c3"), fields, file, odd, case("c7")]
    home.write("cases/cases.jsonl", "".join(json.dumps(one) + "\n" for one in lines))
    home.run("import", home.path("cases"), person="ada")
    early = home.run("ledger", "trust").stdout
    decide(home, "ben", "c1", "approve")
    decide(home, "ada", "c2", "edit", "--text-file", home.write("text", "Take 500 mg <script>twice</script> daily."))
    decide(home, "ben", "c3", "reject", "--reason", "dose-wrong")
    decide(home, "ada", "c4", "edit", "--fields-file", home.write("fields", '{"dose": 500, "unit": "mg"}'))
    decide(home, "ben", "c5", "approve")
    decide(home, "eve", "c 6/ü", "escalate")
    home.run("person", "disable", "eve", person="ada")
    home.write("early.trust", early)


def decide(home, person, name, verdict, *more):
    home.run("claim", name, person=person)
    home.run("decide", name, verdict, "--rationale", "because of " + name, *more, person=person)


class Bundles(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        furnish(cls.home)
        cls.create("one", "--case", "c2", "--trust", cls.home.path("early.trust"))
        cls.create("ben", "--reviewer", "ben")
        cls.create("late", "--since", "2000-01-01", "--until", "2999-01-01")
        cls.create("all")
        cls.home.write("now.trust", cls.home.run("ledger", "trust").stdout)
        cls.store = json.loads(cls.home.run("ledger", "trust", "--json").stdout)["store"]
        cls.workstation = made.Workstation(cls.home.path("keys/installation"), cls.store)

    @classmethod
    def create(cls, name, *words):
        cls.home.run("bundle", "create", "--out", cls.home.path(name + ".zip"), *words, person="ada")

    def bundle(self, name):
        return self.home.path(name + ".zip")

    def both(self, path, trust=None):
        """What the program and the stranger say of a bundle."""
        known = None
        if trust:
            known = stranger.read_trust(self.home.read(trust))
        return self.home.verify(path, trust), stranger.verify(path, known)

    def test_both_accept_what_the_program_made(self):
        for name in ("one", "ben", "late", "all"):
            for trust in (None, self.home.path("early.trust")):
                if trust and name == "ben":
                    continue  # made without a proof for that checkpoint's owner
                with self.subTest(bundle=name, trust=bool(trust)):
                    ours, theirs = self.both(self.bundle(name), trust)
                    self.assertEqual(ours["exit"], 0, ours)
                    for key in ("ok", "size", "root", "checked", "firstBad", "takenOnFaith"):
                        self.assertEqual(ours[key], theirs[key], key)

    def test_only_the_whole_ledger_shows_that_nothing_is_left_out(self):
        self.assertIn("left-out-entries", self.home.verify(self.bundle("one"))["takenOnFaith"])
        said = self.home.verify(self.bundle("all"), self.home.path("now.trust"))
        self.assertEqual((said["exit"], said["whole"], said["takenOnFaith"]), (0, True, ["arrival-times", "pages"]))

    def test_a_chosen_case_comes_with_its_history_and_no_other(self):
        files = made.load(self.bundle("one"))
        names = [json.loads(content[32:])["id"] for name, content in files.items() if name.startswith("blobs/") and content[32:].startswith(b'{"schema"')]
        self.assertEqual(names, ["c2"])
        kinds = [made.kind_of(entry) for entry in made.entries_of(files)]
        self.assertEqual(kinds.count("decision"), 1)
        self.assertEqual(kinds.count("release"), 1)
        self.assertEqual(kinds.count("key.revoked"), 1)

    def test_the_zip_holds_no_clock_and_lists_all_of_itself(self):
        files = made.load(self.bundle("all"))
        with zipfile.ZipFile(self.bundle("all")) as archive:
            self.assertEqual({info.date_time for info in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})
        self.assertEqual(sorted(set(files) - {"manifest.json"}), [one["name"] for one in json.loads(files["manifest.json"])["files"]])

    def test_the_report_names_every_signature_and_runs_nothing(self):
        report = made.load(self.bundle("all"))["report.html"].decode()
        for words in ("Dr. Ada Mwangi", "Dr. Ben", "Dr. Eve", "I have reviewed this case against its evidence and approve the edited text.", "because of c2"):
            self.assertIn(words, report)
        self.assertIn("&lt;script&gt;", report)
        self.assertIn("<del>50</del>", report)
        self.assertRegex(report, "<ins>500</ins>")
        for never in ("<script", "http://", "https://", "src=", "href=", "url("):
            self.assertNotIn(never, report)

    def test_both_refuse_every_kind_of_damage(self):
        kinds = damages.all_damages(self)
        self.assertGreaterEqual(len(kinds), 40)
        self.assertEqual(len({name for name, _, _ in kinds}), len(kinds))
        for name, raw, trust in kinds:
            with self.subTest(damage=name):
                path = self.home.write("damaged.zip", raw)
                ours, theirs = self.both(path, self.home.write("damaged.trust", trust) if trust else None)
                self.assertFalse(theirs["ok"], "the stranger accepts it")
                self.assertEqual(ours["exit"], 1, ours)
                self.assertFalse(ours["ok"])
                self.assertTrue(ours["firstBad"]["why"])
                if "SHOW" in os.environ:
                    print(name, "|", ours["firstBad"], "|", theirs["firstBad"]["why"])

    def test_every_flipped_bit_of_what_counts_is_refused(self):
        with open(self.home.path("early.trust"), encoding="utf-8") as trust:
            trusted = trust.read().partition("\n\n")[2].split("\n")[1]
        for bundle in ("one", "all"):
            files = made.load(self.bundle(bundle))
            for name, content in files.items():
                if name in ("README.txt", "report.html", "manifest.json") or (name == "withheld" and not content):
                    continue
                if bundle == "one" and name.startswith("proofs/consistency-") and name != "proofs/consistency-" + trusted:
                    continue  # from a root that only somebody else knows: for them to check
                for place in {0, len(content) // 3, 2 * len(content) // 3, len(content) - 1}:
                    flipped = content[:place] + bytes([content[place] ^ (1 << (place % 8))]) + content[place + 1:]
                    with self.subTest(bundle=bundle, file=name, byte=place):
                        path = self.home.write("flipped.zip", made.zipped(made.relisted(dict(files, **{name: flipped}))))
                        ours, theirs = self.both(path, self.home.path("early.trust"))
                        self.assertEqual((ours["exit"], theirs["ok"]), (1, False), ours)

    def test_what_only_a_trusted_checkpoint_shows(self):
        """Whoever holds the file and a workstation's key can change what no person signs; not against one who saw the log before."""
        files = made.load(self.bundle("all"))
        entries = made.entries_of(files)
        entries[-1] = entries[-1].replace(b"\nsession local\n", b"\nsession other\n", 1)
        path = self.home.write("quiet.zip", made.zipped(made.rebuilt(files, entries, self.workstation, self.store)))
        self.assertEqual([said["ok"] for said in self.both(path)], [True, True])
        self.assertEqual([said["ok"] for said in self.both(path, self.home.path("now.trust"))], [False, False])

    def test_a_proof_by_itself_holds(self):
        text = self.home.run("ledger", "proof", "3").stdout
        bundle = made.load(self.bundle("all"))
        head, _, note = text.partition(b"\n\n")
        lines = head.decode().split("\n")
        self.assertEqual(lines[:2], ["c2sp.org/tlog-proof@v1", "index 3"])
        checkpoint = stranger.read_checkpoint(stranger.read_note(note)[0])
        path = [base64.b64decode(line) for line in lines[2:]]
        leaf = made.leaf_hash(bundle["entries/0000000003"])
        self.assertTrue(stranger.included(3, checkpoint["size"], leaf, path, checkpoint["root"]))

    def test_the_notes_and_proofs_are_what_go_calls_so(self):
        here = os.path.dirname(os.path.abspath(__file__))
        program = self.home.path("oracle")
        environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOCACHE=self.home.path("gocache"), GOFLAGS="-trimpath")
        built = subprocess.run(["go", "build", "-o", program, os.path.join(here, "oracle.go")], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
        self.assertEqual(built.returncode, 0, built.stderr.decode())
        for name in ("one", "ben", "late", "all"):
            ended = subprocess.run([program, self.bundle(name)], stdin=subprocess.DEVNULL, capture_output=True)
            self.assertEqual(ended.returncode, 0, ended.stderr.decode())
            accepted = json.loads(ended.stdout)
            files = made.load(self.bundle(name))
            entries = made.entries_of(files)
            self.assertEqual(accepted["inclusions"], len(entries))
            self.assertEqual(accepted["notes"], sum(b"\n\n" in made.entry_parts(entry)[1] for entry in entries))
            self.assertEqual(accepted["cosignatures"], 1)
            self.assertGreaterEqual(accepted["consistencies"], 1)

    def test_a_missing_file_is_no_verdict(self):
        self.assertEqual(self.home.verify(self.home.path("nothing.zip"))["exit"], 3)



class Away(unittest.TestCase):
    """A log that has statements from workspaces in it: recorded, disputed, settled by a third person, set aside."""

    def setUp(self):
        self.home = home = Home()
        home.run("init", "--name", "Ward 7", "--admin", "ada", "--admin-name", "Dr. Ada Mwangi", "--secret-file", home.secret("ada"))
        for person in ("ben", "eve"):
            home.run("person", "add", person, "--name", "Dr. " + person.title(), "--role", "reviewer", "--new-secret-file", home.secret(person), person="ada")
        home.run("import", home.write("cases.jsonl", "".join(json.dumps(case("c%d" % i)) + "\n" for i in range(1, 7))), person="ada")

    def away(self, person, *words):
        return self.home.run(*words, "--store", self.home.path(person + ".workspace"), person=person)

    def offline(self, person, *words):
        return self.home.run("offline", *words, "--workspace", self.home.path(person + ".workspace"), person=person)

    def test_both_accept_what_came_from_workspaces(self):
        home = self.home
        self.offline("ben", "checkout", "--case", "c1", "--case", "c2", "--case", "c3")
        self.offline("eve", "checkout", "--case", "c4", "--case", "c5")
        for name in ("c1", "c2", "c3"):
            self.away("ben", "decide", name, "approve")
        self.away("eve", "decide", "c4", "reject", "--rationale", "no")
        home.run("release-claim", "c2", person="ben")
        home.run("decide", "c2", "reject", "--rationale", "no", person="ada")
        self.offline("ben", "sync")
        home.run("person", "disable", "eve", person="ada")
        self.offline("eve", "sync")
        home.run("ledger", "verify")
        home.run("bundle", "create", "--out", home.path("all.zip"), person="ada")
        said = stranger.verify(home.path("all.zip"))
        self.assertTrue(said["ok"], said)
        ours = home.verify(home.path("all.zip"))
        self.assertEqual((ours["ok"], ours["size"], ours["root"], ours["checked"]), (True, said["size"], said["root"], said["checked"]))
        kinds = [json.loads(line)["kind"] for line in home.run("ledger", "since", "0", "--json").stdout.splitlines()]
        for kind, count in (("checkout", 2), ("sync", 2), ("dispute", 1)):
            self.assertEqual(kinds.count(kind), count, kind)
        flags = [json.loads(line)["flags"] for line in home.run("ledger", "since", "0", "--json").stdout.splitlines()]
        self.assertEqual(sum("disputed" in one for one in flags), 1)
        self.assertEqual(sum("quarantined" in one for one in flags), 1)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)

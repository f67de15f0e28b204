"""A backup by PostgreSQL's own tools, put back a day later: the record goes on in a new epoch, and what was decided meanwhile is sent again.

    test_restore.py
"""

import sys

sys.dont_write_bytecode = True

import glob
import os
import subprocess
import tempfile
import unittest

import psycopg2

import house
from house import Blob, Import, check_log, claim, decide, decision_lines

SERVER = None


def tool(name, *words):
    program = sorted(glob.glob("/usr/lib/postgresql/*/bin/" + name))[-1]
    subprocess.run([program, "-h", SERVER.socket, "-U", "postgres", *words], check=True, stdout=subprocess.DEVNULL)


class Restore(unittest.TestCase):
    def setUp(self):
        self.store = house.Store(SERVER, "restored")
        self.ben, self.sue = self.store.enrol("ben", "reviewer"), self.store.enrol("sue", "supervisor")
        Import("c%d" % i for i in range(6)).carry_out(self.ben)
        decide(self.store, self.ben, "c0")
        self.store.sequence()

    def decided_later(self, case):
        """A decision after the backup, with all it takes to send it again."""
        outcome, words = Blob("Suggested."), Blob("because")
        note = self.ben.note("decision", decision_lines(self.store, claim(self.ben, case), "approve", outcome, words))
        self.assertEqual(self.ben.record(note, outcome, words)["state"], "released")
        return note, outcome, words

    def put_back(self, file):
        for person in (self.ben, self.sue, self.store.ada):
            person.connection.close()
        self.store.root.close()
        tool("dropdb", "restored")
        tool("pg_restore", "--create", "-d", "postgres", file)
        self.store.root = SERVER.connect(database="restored")
        self.store.root.autocommit = True
        for person in (self.ben, self.sue, self.store.ada):
            person.connect()

    def head(self):
        size, = self.store.sql("SELECT size FROM countersign.ledger_head")[0]
        return size, bytes(self.store.sql("SELECT countersign.root_at(%s)", size)[0][0])

    def test_what_came_after_the_backup_is_sent_again_and_nothing_is_lost(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "store.dump")
            tool("pg_dump", "-Fc", "--create", "-f", file, "restored")
            backup = self.head()
            later = [self.decided_later(case) for case in ("c1", "c2", "c3")]
            self.store.sequence()
            known = self.head()
            self.put_back(file)
        self.assertEqual(self.head(), backup)
        self.assertEqual(self.store.ada.ask("SELECT * FROM countersign.examination()"), [])
        with self.assertRaises(psycopg2.Error) as caught:
            self.ben.record(*later[0])
        self.assertEqual(caught.exception.pgcode, "CS003")

        spelt = lambda size, root: "%d %s" % (size, root.hex())
        lines = [("old-epoch", 1), ("size", spelt(*backup)), ("known", spelt(*known))]
        with self.assertRaises(psycopg2.Error):
            self.ben.state("restore", lines)
        self.assertEqual(self.sue.state("restore", lines)["kind"], "restore")
        for note, *blobs in later:
            receipt = self.ben.record(note, *blobs)
            self.assertEqual((receipt["already"], receipt["late"], receipt["state"]), (False, True, "released"))
        for note, *blobs in later:
            self.assertTrue(self.ben.record(note, *blobs)["already"])
        self.ben.device.seq, self.ben.device.previous = self.ben.ask(
            "SELECT seq, 'sha256:' || encode(note, 'hex') FROM countersign.device_head WHERE device = %s", self.ben.device.id)[0]
        decide(self.store, self.ben, "c4")
        kinds = check_log(self.store, epoch=2)
        self.assertEqual(kinds[backup[0]], "restore")
        self.assertEqual(kinds.count("claim.expired-decided"), 3)


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin)

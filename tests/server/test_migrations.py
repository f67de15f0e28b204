"""Stores that an earlier program made, brought up to date by ours: by several at once, under people at work, with the server killed amid it.

    test_migrations.py PROGRAM  COUNTERSIGN_FULL=1: behind every file, and forty times more
"""

import sys

sys.dont_write_bytecode = True

import json
import os
import random
import subprocess
import tempfile
import threading
import time
import unittest

import house
from house import Import, check_log, next_decision

SERVER = None
PROGRAM = ""
OLD = 35  # what the statements of house.py need
NEW = max(number for number, _, _ in house.migrations())
FULL = bool(os.environ.get("COUNTERSIGN_FULL"))
BEHIND = range(OLD + 1, NEW + 1) if FULL else (NEW,)  # these files the server is killed
ANYWHERE = 40 if FULL else 1  # kills more
PASSPHRASE = b"seven herons cross the lake, says ada\n"


class Reviewer(threading.Thread):
    """Claims and decides until told to stop. What was not answered is sent again, byte for byte."""

    def __init__(self, person):
        super().__init__()
        self.person, self.acknowledged, self.problem, self.waiting = person, {}, None, None
        self.stopping = threading.Event()

    def run(self):
        try:
            while not self.stopping.is_set():
                self.step()
        except Exception as error:
            self.problem = error

    def step(self):
        if not self.waiting:
            self.waiting = next_decision(self.person)
        receipt = self.person.record(*self.waiting)
        self.acknowledged[receipt["statement"]] = bytes(receipt["leaf"])
        self.waiting = None
        self.person.ask("SELECT countersign.sequence_soon()")


class Program:
    """Ours, in a home of its own."""

    def __init__(self, server=None):
        self.server = server or SERVER
        self.home = tempfile.TemporaryDirectory()
        self.secret = os.path.join(self.home.name, "secret")
        with open(os.open(self.secret, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(PASSPHRASE)
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERSIGN_")}
        self.environment.update(HOME=self.home.name, XDG_CONFIG_HOME=self.home.name + "/config", XDG_DATA_HOME=self.home.name + "/data",
                                COUNTERSIGN_TEST_KEY_MEMORY="64")

    def init(self, database, admin="ada", form=("--json",)):
        """Started, and not over yet."""
        store = "postgresql://postgres@%s:5432/%s" % (self.server.socket.replace("/", "%2F"), database)
        return subprocess.Popen([PROGRAM, "init", *form, "--store", store, "--name", "Ward", "--admin", admin, "--admin-name", "Dr. " + admin,
                                 "--secret-file", self.secret], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process):
    """Exit code and the kind of its one sentence, which says where."""
    out, err = process.communicate(timeout=300)
    lines = err.decode().splitlines()
    assert len(lines) == (process.returncode != 0), err
    said = json.loads(lines[0])["error"] if lines else {"kind": None, "where": "postgresql:"}
    assert said["where"].startswith("postgresql:"), said
    return process.returncode, said["kind"]


class Migrations(unittest.TestCase):
    def setUp(self):
        self.program = Program()
        name = self.id().rpartition(".")[2]
        self.store = house.Store(SERVER, name, first="ada_" + name[5:20], last=OLD)
        self.reviewers = [Reviewer(self.store.enrol("r%d_%s" % (i, name[5:20]), "reviewer")) for i in range(3)]
        for batch in range(4):
            Import("c%d_%d" % (batch, i) for i in range(500)).carry_out(self.reviewers[0].person)
        for reviewer in self.reviewers:
            reviewer.step()

    def tearDown(self):
        self.program.home.cleanup()

    def schema(self):
        return [row[0] for row in self.store.sql("SELECT number FROM countersign.migration ORDER BY number")]

    def demand_up_to_date(self):
        self.assertEqual(self.schema(), list(range(1, NEW + 1)))
        kinds = check_log(self.store)
        self.assertEqual(kinds.count("migration"), 1)
        body, = self.store.sql("SELECT convert_from(entry, 'UTF8') FROM countersign.ledger_entry WHERE kind = 'migration'")[0]
        self.assertTrue(body.endswith("\nfrom %d\nto %d\n" % (OLD, NEW)), body)
        self.assertEqual(self.store.sql("SELECT * FROM countersign.examination()"), [])
        acknowledged = {id: leaf for reviewer in self.reviewers for id, leaf in reviewer.acknowledged.items()}
        there = {id: bytes(leaf) for id, leaf in self.store.sql("SELECT statement, leaf FROM countersign.ledger_entry WHERE kind = 'decision'")}
        self.assertEqual(there, acknowledged)
        self.assertEqual(kinds.count("decision"), len(there))

    def test_several_at_once_do_it_once_beside_people_at_work(self):
        for reviewer in self.reviewers:
            reviewer.start()
        started = [self.program.init(self.store.database) for _ in range(3)]
        said = [ended(process) for process in started]
        before = sum(len(reviewer.acknowledged) for reviewer in self.reviewers)
        while sum(len(reviewer.acknowledged) for reviewer in self.reviewers) < before + 10 and all(reviewer.is_alive() for reviewer in self.reviewers):
            time.sleep(0.01)
        for reviewer in self.reviewers:
            reviewer.stopping.set()
            reviewer.join()
        self.assertEqual([reviewer.problem for reviewer in self.reviewers if reviewer.problem], [])
        self.assertEqual(said, [(4, "store-exists")] * 3)
        self.demand_up_to_date()

    def stop_behind(self, number):
        """Ours, started, and at a stand behind this file: somebody else is about to note the same."""
        other = SERVER.connect(database=self.store.database)
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO countersign.migration VALUES (%s, 'held', sha256(''), countersign.now_text())", (number,))
        process = self.program.init(self.store.database)
        while not self.store.sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'"):
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        return process, other

    def come_back(self):
        self.store.root = SERVER.connect(database=self.store.database)
        self.store.root.autocommit = True
        for person in [self.store.ada] + [reviewer.person for reviewer in self.reviewers]:
            person.connect()

    def test_a_server_killed_amid_it_has_all_of_it_or_nothing(self):
        for number in BEHIND:
            process, other = self.stop_behind(number)
            SERVER.end("kill")
            said = ended(process)  # between two tries it may find the server again
            self.assertIn(said, [(5, "store-unreachable"), (4, "store-exists")])
            other.close()
            self.come_back()
            self.assertEqual(self.schema()[-1], OLD if said[0] == 5 else NEW)
            self.reviewers[number % len(self.reviewers)].step()
        for _ in range(ANYWHERE):
            process = self.program.init(self.store.database)
            time.sleep(random.uniform(0, 0.1))
            SERVER.end("kill")
            self.assertIn(ended(process), [(5, "store-unreachable"), (4, "store-exists")])
            self.come_back()
            self.assertIn(self.schema(), [list(range(1, OLD + 1)), list(range(1, NEW + 1))])
            self.reviewers[0].step()
        self.assertEqual(ended(self.program.init(self.store.database)), (4, "store-exists"))
        self.demand_up_to_date()

    def test_a_program_killed_amid_it_has_done_nothing(self):
        process, other = self.stop_behind(NEW)
        process.kill()
        process.communicate()
        other.rollback()
        other.close()
        self.reviewers[0].step()
        first, again = (self.program.init(self.store.database, form=()).communicate(timeout=300)[1] for _ in range(2))
        self.assertTrue(b"brought up to date" in first and b"already a store" in first, first)
        self.assertTrue(b"brought up to date" not in again and b"already a store" in again, again)
        self.demand_up_to_date()


class Beginnings(unittest.TestCase):
    """On a server that has met none of ours: its roles are those of all its databases."""

    def test_of_one_store_and_of_several_at_once(self):
        server = house.Server()
        self.addCleanup(server.close)
        program = Program(server)
        self.addCleanup(program.home.cleanup)
        root = server.connect()
        root.autocommit = True
        with root.cursor() as cursor:
            for name in ("one", "two", "three"):
                cursor.execute("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'" % name)
        root.close()
        started = [program.init(name, "ada_" + name) for name in ("one", "two", "three")] + [program.init("one", "bea"), program.init("one", "cleo")]
        one, two, three, *others = [ended(process) for process in started]
        self.assertEqual([two, three], [(0, None)] * 2)
        self.assertEqual(sorted([one, *others]), [(0, None)] + [(4, "store-exists")] * 2)
        for name in ("one", "two", "three"):
            with server.connect(database=name) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT * FROM countersign.examination()")
                self.assertEqual(cursor.fetchall(), [])
                cursor.execute("SELECT count(*) FROM countersign.migration")
                self.assertEqual(cursor.fetchall(), [(NEW,)])


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    PROGRAM = sys.argv.pop()
    house.main(begin, "--durable")

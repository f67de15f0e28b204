"""The server killed again and again under clients that decide: what was acknowledged is there once, nothing is invented, the log is one.

    test_kills.py               COUNTERSIGN_FULL=1: a hundred kills
"""

import sys

sys.dont_write_bytecode = True

import os
import threading
import unittest

import psycopg2

import house
from house import Blob, Import, check_log, decision_lines

SERVER = None
KILLS = 100 if os.environ.get("COUNTERSIGN_FULL") else 10
CLIENTS = 16


class Client(threading.Thread):
    """Claims, decides and sequences until told to stop. A statement whose answer was lost is sent again, byte for byte."""

    def __init__(self, store, person):
        super().__init__()
        self.store, self.person = store, person
        self.tried, self.acknowledged, self.roots, self.problems = {}, [], [], []
        self.stopping = threading.Event()
        self.waiting = None

    def run(self):
        while not self.stopping.is_set():
            try:
                if self.person.connection.closed:
                    self.person.connect()
                self.step()
            except psycopg2.Error as error:
                if error.pgcode is None or isinstance(error, psycopg2.OperationalError):  # some that nobody answered are a plain DatabaseError
                    self.person.connection.close()
                    self.stopping.wait(0.05)
                    continue
                if error.pgcode not in ("CS003", "57P01", "57P02", "57P03"):
                    self.problems.append(error)
                    return
                self.waiting = None

    def step(self):
        if not self.waiting:
            row = self.person.ask("SELECT * FROM countersign.claim_next('', 10)")
            if not row:
                self.stopping.set()
                return
            held = dict(zip(("case_key", "case", "team", "version", "slot", "stage", "fence", "expires", "claimed"), row[0]))
            outcome, words = Blob("Suggested."), Blob("because")
            digest, = self.person.ask("SELECT digest FROM countersign.case_version WHERE case_key = %s", held["case_key"])[0]
            lines = [(key, "sha256:" + bytes(digest).hex() if key == "case-digest" else value)
                     for key, value in decision_lines(None, held, "approve", outcome, words)]
            self.waiting = (self.person.note("decision", lines), outcome, words)
        note, *blobs = self.waiting
        id = note.split(b"\nid ")[1][:36].decode()
        self.tried[id] = note
        receipt = self.person.record(note, *blobs)
        if receipt["already"]:
            self.person.device.took(note)
        self.acknowledged.append((id, bytes(receipt["leaf"])))
        self.waiting = None
        self.person.ask("SELECT countersign.sequence_soon()")
        size, = self.person.ask("SELECT size FROM countersign.ledger_head")[0]
        self.roots.append((size, bytes(self.store_root(size))))

    def store_root(self, size):
        with SERVER.connect(database=self.store.database) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT countersign.root_at(%s)", (size,))
            return cursor.fetchone()[0]


class Kills(unittest.TestCase):
    def test_no_acknowledged_decision_is_lost_or_doubled(self):
        store = house.Store(SERVER, "kills")
        people = [store.enrol("r%d" % i, "reviewer") for i in range(CLIENTS)]
        for batch in range(max(1, KILLS // 2)):
            Import("k%d_%d" % (batch, i) for i in range(500)).carry_out(people[0])
        clients = [Client(store, person) for person in people]
        for client in clients:
            client.start()
        enough = threading.Event()
        for number in range(KILLS):
            before = sum(len(client.acknowledged) for client in clients)
            while sum(len(client.acknowledged) for client in clients) < before + 20 and any(client.is_alive() for client in clients):
                enough.wait(0.02)
            SERVER.end("kill" if number % 3 else "immediate")
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join()
        self.assertEqual([client.problems for client in clients if client.problems], [])
        store.root = SERVER.connect(database=store.database)
        store.root.autocommit = True
        store.ada.connect()
        check_log(store)
        self.compare(store, clients)

    def compare(self, store, clients):
        there = {row[0]: bytes(row[1]) for row in store.sql(
            "SELECT d.id, r.leaf FROM countersign.decision d JOIN countersign.recorded r ON r.statement = d.id"
            " JOIN countersign.ledger_entry e ON e.number = r.number AND e.leaf = r.leaf")}
        acknowledged = dict(one for client in clients for one in client.acknowledged)
        self.assertGreaterEqual(len(acknowledged), 20 * KILLS)
        self.assertEqual({id: there.get(id) for id in acknowledged}, acknowledged)
        self.assertEqual(set(there) - {id for client in clients for id in client.tried}, set())
        self.assertEqual(store.sql("SELECT count(*) FROM countersign.decision"), [(len(there),)])
        self.assertEqual(store.sql("SELECT count(*) FROM countersign.cases WHERE state = 'released'"), [(len(there),)])
        for size, root in {one for client in clients for one in client.roots}:
            self.assertEqual(bytes(store.sql("SELECT countersign.root_at(%s)", size)[0][0]), root)


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin, "--durable")

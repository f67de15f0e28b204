"""Several sequencers at once behind many writers: one log, without gaps, in which everything that was acknowledged stands once.

    test_sequencers.py          COUNTERSIGN_FULL=1: twenty times as many statements
"""

import sys

sys.dont_write_bytecode = True

import os
import threading
import unittest

import house
from house import Import, check_log, next_decision

SERVER = None
WRITERS = 8
SEQUENCERS = 4
EACH = 1000 if os.environ.get("COUNTERSIGN_FULL") else 50
BATCH = 3  # small, so that there is always something left for the next one


class Writer(threading.Thread):
    """Claims and decides, and moves nothing into the log."""

    def __init__(self, person):
        super().__init__()
        self.person, self.acknowledged, self.problem = person, {}, None

    def run(self):
        try:
            for _ in range(EACH):
                self.step()
        except Exception as error:
            self.problem = error

    def step(self):
        receipt = self.person.record(*next_decision(self.person))
        self.acknowledged[receipt["statement"]] = bytes(receipt["leaf"])


class Sequencer(threading.Thread):
    """Moves a few at a time until told to stop."""

    def __init__(self, person, begin):
        super().__init__()
        self.person, self.begin = person, begin
        self.moved, self.left, self.problem = 0, 0, None
        self.stopping = threading.Event()

    def run(self):
        self.begin.wait()
        try:
            while not self.stopping.is_set():
                moved, = self.person.ask("SELECT countersign.sequence(%s)", BATCH)[0]
                self.moved += moved or 0
                self.left += moved is None
        except Exception as error:
            self.problem = error


class Sequencers(unittest.TestCase):
    def test_one_log_comes_of_many(self):
        store = house.Store(SERVER, "sequencers")
        people = [store.enrol("w%d" % i, "reviewer") for i in range(WRITERS)]
        moving = [store.enrol("s%d" % i, "reviewer") for i in range(SEQUENCERS)]
        for start in range(0, WRITERS * EACH, 400):
            Import("c%d" % i for i in range(start, min(start + 400, WRITERS * EACH))).carry_out(people[0])
        store.sequence()
        before, = store.sql("SELECT size FROM countersign.ledger_head")[0]
        begin = threading.Barrier(SEQUENCERS)
        writers, sequencers = [Writer(person) for person in people], [Sequencer(person, begin) for person in moving]
        for thread in writers + sequencers:
            thread.start()
        for writer in writers:
            writer.join()
        for sequencer in sequencers:
            sequencer.stopping.set()
            sequencer.join()
        self.assertEqual([thread.problem for thread in writers + sequencers if thread.problem], [])
        self.assertGreater(sum(sequencer.left for sequencer in sequencers), 0)  # they met
        self.assertGreater(sum(sequencer.moved > 0 for sequencer in sequencers), 1)
        check_log(store)
        self.compare(store, before, writers, sequencers)

    def compare(self, store, before, writers, sequencers):
        self.assertEqual(store.sql("SELECT count(*) FROM countersign.pending"), [(0,)])
        size, entries, numbers, first, last = store.sql("SELECT (SELECT size FROM countersign.ledger_head), count(*), count(DISTINCT number), min(log_index),"
                                                        " max(log_index) FROM countersign.ledger_entry")[0]
        self.assertEqual((entries, numbers, first, last), (size, size, 0, size - 1))
        acknowledged = {id: leaf for writer in writers for id, leaf in writer.acknowledged.items()}
        self.assertEqual(len(acknowledged), WRITERS * EACH)
        there = store.sql("SELECT statement, leaf FROM countersign.ledger_entry WHERE kind = 'decision'")
        self.assertEqual(len(there), len(acknowledged))
        self.assertEqual({id: bytes(leaf) for id, leaf in there}, acknowledged)
        self.assertEqual(size - before, 2 * WRITERS * EACH)  # a decision and its release
        self.assertLessEqual(sum(sequencer.moved for sequencer in sequencers), size - before)


def begin(server):
    global SERVER
    SERVER = server


if __name__ == "__main__":
    house.main(begin)

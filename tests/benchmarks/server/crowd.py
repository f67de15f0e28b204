"""A crowd on PostgreSQL: real client processes decide what is there, each by its own person.

    crowd.py PROGRAM [CLIENTS [CASES]]

Every case is given to two clients at different times, so that they meet: one of them decides it, the other is refused. Prints one JSON line a
figure; ends with 1 when a case was decided twice or not at all, a receipt is not in the log, or the least served has under a quarter of the mean.
"""

import sys

sys.dont_write_bytecode = True

import collections
import json
import os
import selectors
import subprocess
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "server"))

import house
from clinic import Clinic, figure

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
CLIENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 64
CASES = int(sys.argv[3]) if len(sys.argv) > 3 else 20000


class Crowd:
    def __init__(self, clinic, people):
        self.clients = {}
        self.decided = collections.Counter()
        self.by_case = collections.defaultdict(list)
        self.refused = 0
        self.selector = selectors.DefaultSelector()
        for person in people:
            process = subprocess.Popen(clinic.words("decide", "--batch", "-", "--as", person, "--secret-file", clinic.secret), env=clinic.environment,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self.clients[person] = process
            self.selector.register(process.stdout, selectors.EVENT_READ, person)

    def give(self, person, work):
        process = self.clients[person]
        if not work:
            process.stdin.close()
            return False
        process.stdin.write(json.dumps({"case": "c%05d" % work.popleft(), "verdict": "approve", "rationale": "as the visit says"}).encode() + b"\n")
        process.stdin.flush()
        return True

    def run(self):
        first, second = collections.deque(range(CASES)), collections.deque(range(CASES))
        second.rotate(-CLIENTS)
        turn = {person: i % 2 == 0 for i, person in enumerate(self.clients)}
        began = time.monotonic()
        for person in self.clients:
            self.give(person, first if turn[person] else second)
        while self.selector.get_map():
            for key, _ in self.selector.select():
                line = key.fileobj.readline()
                if not line:
                    self.selector.unregister(key.fileobj)
                    continue
                self.note(key.data, json.loads(line))
                turn[key.data] = not turn[key.data]
                work = first if turn[key.data] and first or not second else second
                self.give(key.data, work)
        for process in self.clients.values():
            process.wait()
        return time.monotonic() - began

    def note(self, person, answer):
        if "decision" in answer:
            self.decided[person] += 1
            self.by_case[answer["case"]].append(answer["decision"])
        else:
            self.refused += 1


def judge(clinic, crowd, took):
    counts = [crowd.decided[person] for person in crowd.clients]
    mean = sum(counts) / len(counts)
    clinic.sql("SELECT countersign.sequence_now()")
    in_log = {row[0] for row in clinic.sql("SELECT statement FROM countersign.ledger_entry WHERE kind = 'decision'")}
    twice = [case for case, ids in crowd.by_case.items() if len(ids) > 1]
    lost = [id for ids in crowd.by_case.values() for id in ids if id not in in_log]
    open_still = clinic.sql("SELECT count(*) FROM countersign.cases WHERE state = 'open'")[0][0]
    figure("server.crowd", sum(counts) / took, "decisions/s", clients=CLIENTS, cases=CASES, refused=crowd.refused, twice=len(twice), lost=len(lost),
           undecided=open_still, record=len(in_log))
    figure("server.crowd.least", min(counts), "decisions", ratio=round(min(counts) / mean, 3), against="the mean", target=0.25)
    return not twice and not lost and open_still == 0 and len(in_log) == CASES and min(counts) >= mean / 4


def main(server):
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(server, folder, PROGRAM)
        people = ["p%02d" % n for n in range(CLIENTS)]
        for person in people:
            clinic.enrol(person)
        clinic.bring_in(0, CASES)
        crowd = Crowd(clinic, people)
        return judge(clinic, crowd, crowd.run())


if __name__ == "__main__":
    SERVER = house.Server("--durable")
    try:
        FINE = main(SERVER)
    finally:
        SERVER.close()
    sys.exit(0 if FINE else 1)

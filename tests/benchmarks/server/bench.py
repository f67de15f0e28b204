"""What the record costs on PostgreSQL: claim and decide with it and without, by 8, 32 and 64 clients, on a throw-away server.

    bench.py [ROUNDS]

Prints one JSON line a figure. "Without" is the same store whose functions keep no entry, no receipt and no device, and sequence nothing: the
statement is read, verified and carried out all the same. Clients are pgbench processes, each signed in as a person of its own; their
statements are signed beforehand. A workstation is connected all day: the first decision of each, for which the server reads its functions, is
not counted, and all begin with their second one together. How long an entry waits for its place in the log is looked at from the first on.
"""

import sys

sys.dont_write_bytecode = True

import glob
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "server"))

import house
from house import Blob, Import, decision_lines

CLIENTS = (8, 32, 64)
EACH = {8: 120, 32: 40, 64: 25}  # decisions of each client in a round
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
PGBENCH = sorted(glob.glob("/usr/lib/postgresql/*/bin/pgbench"))[-1]

WITHOUT = """
CREATE SEQUENCE countersign.without_number START 1000000;
GRANT USAGE ON SEQUENCE countersign.without_number TO countersign_code;
CREATE OR REPLACE FUNCTION countersign.add_own(kind text, lines text, arrived text, team bigint) RETURNS bigint LANGUAGE sql AS
    $$ SELECT nextval('countersign.without_number') $$;
CREATE OR REPLACE FUNCTION countersign.add_signed(s jsonb, note bytea, flags text[], team bigint, of_case bigint) RETURNS countersign.receipt
LANGUAGE plpgsql AS $$
DECLARE r countersign.receipt;
BEGIN
    r.statement := s ->> 'id';
    r.kind := s ->> 'kind';
    r.already := false;
    r.arrived := countersign.now_text();
    r.number := nextval('countersign.without_number');
    r.late := false;
    r.flags := flags;
    PERFORM nextval('countersign.change');
    RETURN r;
END $$;
CREATE OR REPLACE FUNCTION countersign.sequence(most integer DEFAULT 1000) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT 0::bigint $$;
CREATE OR REPLACE FUNCTION countersign.sequence_soon() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT 0::bigint $$;
"""

WORK = """
CREATE SCHEMA bench;
CREATE TABLE bench.work (person text, n integer, "case" text, note bytea, salts bytea[], contents bytea[], PRIMARY KEY (person, n));
GRANT USAGE ON SCHEMA bench TO countersign_person;
GRANT SELECT ON bench.work TO countersign_person;
"""

ONE = """\\set n :n + 1
SELECT c.fence FROM bench.work w, LATERAL countersign.claim_case(w."case", 10) AS c WHERE w.person = session_user AND w.n = :n;
SELECT 1 / (r.refusal IS NULL AND r.released)::integer FROM bench.work w, LATERAL countersign.record(w.note, w.salts, w.contents) AS r
    WHERE w.person = session_user AND w.n = :n;
SELECT countersign.sequence_soon();
\\if :n = :first
SELECT pg_advisory_lock_shared(7);
\\endif
"""


class Side:
    """A store, its people, and the statements they will send, in order."""

    def __init__(self, server, name, with_record):
        self.store = house.Store(server, name, first=name)
        self.with_record = with_record
        self.importer = self.store.enrol(name + "importer", "reviewer")
        self.people = []
        for number in range(max(CLIENTS)):
            self.people.append(self.store.enrol("%s%d" % (name, number), "reviewer"))
            self.people[-1].connection.close()
        self.done = {person.id: 0 for person in self.people}
        self.cases = 0
        self.store.sql(WORK)

    def prepare(self, clients):
        """As much work for each of so many clients as a round takes."""
        each = EACH[clients] + 1
        ids = ["b%06d" % (self.cases + i) for i in range(clients * each)]
        self.cases += len(ids)
        self.importer.device = house.Device()
        Import(ids).carry_out(self.importer)
        self.store.sequence()
        digests = dict(self.store.sql("SELECT c.id, v.digest FROM countersign.cases c JOIN countersign.case_version v ON v.key = c.version_key WHERE c.id = ANY(%s)", ids))
        for index, person in enumerate(self.people[:clients]):
            for n, case in enumerate(ids[index * each:(index + 1) * each], self.done[person.id] + 1):
                outcome, words = Blob("Suggested."), Blob("because")
                held = {"case": case, "team": "main", "version": 1, "slot": 1, "stage": "review", "fence": 1}
                lines = [(key, "sha256:" + bytes(digests[case]).hex() if key == "case-digest" else value)
                         for key, value in decision_lines(None, held, "approve", outcome, words)]
                note = person.note("decision", lines, **({} if self.with_record else {"device_seq": "1", "device_prev": "-"}))
                if self.with_record:
                    person.device.took(note)
                self.store.sql("INSERT INTO bench.work VALUES (%s, %s, %s, %s, %s::bytea[], %s::bytea[])", person.id, n, case, note,
                               [outcome.salt, words.salt], [outcome.content, words.content])
        self.store.sql("VACUUM ANALYZE bench.work")
        self.store.sql("CHECKPOINT")

    def run(self, clients, delays):
        """Decisions a second, and the 99th percentile of one decision in milliseconds."""
        over = threading.Event()
        watching = threading.Thread(target=self.watch, args=(over, delays), daemon=True)
        self.store.sql("SELECT pg_advisory_lock(7)")
        watching.start()
        with tempfile.TemporaryDirectory() as folder:
            script = os.path.join(folder, "one.sql")
            with open(script, "w") as file:
                file.write(ONE)
            running = []
            for person in self.people[:clients]:
                words = [PGBENCH, "-h", self.store.server.socket, "-U", person.id, "-n", "-M", "prepared", "-c", "1", "-t", str(EACH[clients] + 1), "-f", script,
                         "-D", "n=%d" % self.done[person.id], "-D", "first=%d" % (self.done[person.id] + 1), "-l", "--log-prefix=" + os.path.join(folder, person.id), self.store.database]
                running.append(subprocess.Popen(words, env={**os.environ, "PGPASSWORD": person.password}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
                self.done[person.id] += EACH[clients] + 1
            while self.store.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted")[0][0] < clients:
                if any(process.poll() is not None for process in running):
                    break
                time.sleep(0.01)
            self.store.sql("SELECT pg_advisory_unlock(7)")
            for process in running:
                error = process.communicate()[1].decode()
                if process.returncode or "abort" in error:
                    raise RuntimeError(error)
            rows = [line.split() for name in glob.glob(os.path.join(folder, "with*")) for line in list(open(name))[1:]]
        over.set()
        watching.join()
        took = [int(row[2]) / 1000 for row in rows]
        ends = [int(row[4]) + int(row[5]) / 1e6 for row in rows]
        began = min(end - ms / 1000 for end, ms in zip(ends, took))
        return len(rows) / (max(ends) - began), sorted(took)[int(len(took) * 0.99)]

    def watch(self, over, delays):
        """How long the oldest entry has been waiting, looked at all the time."""
        while not over.wait(0.02):
            oldest, = self.store.sql("SELECT extract(epoch FROM clock_timestamp() - min(arrived)::timestamptz) FROM countersign.pending")[0]
            delays.append(max(0.0, float(oldest or 0)))


def figure(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more}), flush=True)


def main(server):
    with_record, without = Side(server, "withrecord", True), Side(server, "withoutrecord", False)
    without.store.sql(WITHOUT)
    for clients in CLIENTS:
        rates, late, delays = {True: [], False: []}, {True: [], False: []}, []
        for _ in range(ROUNDS):
            for side in (with_record, without):
                side.prepare(clients)
                rate, p99 = side.run(clients, delays if side.with_record else [])
                rates[side.with_record].append(rate)
                late[side.with_record].append(p99)
        ratio = statistics.median(a / b for a, b in zip(rates[True], rates[False]))
        slower = statistics.median(a / b for a, b in zip(late[True], late[False]))
        figure("server.decide.%d" % clients, statistics.median(rates[True]), "decisions/s", ratio=round(ratio, 3), against="without the record", target=0.85)
        figure("server.decide.%d.p99" % clients, statistics.median(late[True]), "ms", ratio=round(slower, 3), against="without the record", target=1.5)
        figure("server.sequencing.%d.p99" % clients, sorted(delays)[int(len(delays) * 0.99)] if delays else 0, "s", target=1.0)
    with_record.store.sequence()
    house.check_log(with_record.store)


if __name__ == "__main__":
    SERVER = house.Server("--durable")
    try:
        main(SERVER)
    finally:
        SERVER.close()

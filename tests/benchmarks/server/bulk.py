"""What an import through the program costs beside COPY of the rows that it leaves behind.

    bulk.py PROGRAM [ROUNDS [CASES]]

Each round brings new cases into a store by `countersign import`, from the start of the process to its end, and then copies the rows that came
with it into tables beside it: with the same columns, checks and indexes, as full as the store's own, but without foreign keys, triggers, row
security, signatures or anybody who reads what is in them. Both are on the disk when they are done. Prints one JSON line.
"""

import sys

sys.dont_write_bytecode = True

import os
import statistics
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "server"))

import house
from clinic import Clinic, figure

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
CASES = int(sys.argv[3]) if len(sys.argv) > 3 else 50000

# What an import leaves behind, and what the rows of the newest one are told by.
TABLES = {"cases": "key", "case_version": "case_key", "case_slot": "case_key", "case_search": "version_key", "blob": "case_key", "ledger_entry": "number",
          "recorded": "number"}


class Beside:
    """The tables that are copied into."""

    def __init__(self, clinic):
        self.clinic = clinic
        self.connection = clinic.server.connect(database="crowd")
        self.cursor = self.connection.cursor()
        for table in TABLES:
            self.cursor.execute("CREATE TABLE public.%s (LIKE countersign.%s INCLUDING INDEXES INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING IDENTITY)"
                                % (table, table))
        self.connection.commit()
        self.last = self.newest()

    def newest(self):
        return {table: self.clinic.sql("SELECT coalesce(max(%s), 0) FROM countersign.%s" % (key, table))[0][0] for table, key in TABLES.items()}

    def copy(self):
        took = 0.0
        for table, key in TABLES.items():
            path = os.path.join(self.clinic.folder, "rows")
            with open(path, "wb") as file:
                self.cursor.copy_expert("COPY (SELECT * FROM countersign.%s WHERE %s > %d) TO STDOUT (FORMAT binary)" % (table, key, self.last[table]), file)
            self.connection.commit()
            began = time.monotonic()
            with open(path, "rb") as file:
                self.cursor.copy_expert("COPY public.%s FROM STDIN (FORMAT binary)" % table, file)
            self.connection.commit()
            took += time.monotonic() - began
        self.last = self.newest()
        return took


def main(server):
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(server, folder, PROGRAM)
        beside = Beside(clinic)
        imported, copied = [], []
        for number in range(ROUNDS):
            imported.append(clinic.bring_in(number * CASES, CASES))
            copied.append(beside.copy())
        beside.connection.close()
        ratio = statistics.median(a / b for a, b in zip(copied, imported))
        figure("server.import", CASES / statistics.median(imported), "cases/s", ratio=round(ratio, 3), against="COPY of the same rows", target=0.5)


if __name__ == "__main__":
    SERVER = house.Server("--durable")
    try:
        main(SERVER)
    finally:
        SERVER.close()

"""Reading at size on PostgreSQL: pages of the queue beside the plain SQL's own time, and the newest fifty of a word.

    pages.py [OPEN [DECIDED]]

Prints one JSON line a figure. Plain SQL: the same page asked by a superuser, whom row security does not concern.
"""

import sys

sys.dont_write_bytecode = True

import json
import os
import statistics
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "server"))

import house
from house import Import
from test_plans import FILL, PAST, WAITS

OPEN = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
DECIDED = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
ROUNDS = 5
EACH = 60
PAGE = "SELECT key, id, title, kind, risk, due, state FROM countersign.cases WHERE " + WAITS + "%s ORDER BY %s LIMIT 50"
URGENCY = "priority DESC, due, risk DESC, arrived, key"


def figure(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more}), flush=True)


def timed(ask, times=EACH):
    """Milliseconds of each."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return took


def fill(store):
    for sql, number in ((FILL, OPEN), (PAST, DECIDED)):
        # What was decided belongs to cases that are there: its numbers go round among the open ones.
        text = sql.replace("{cases}", str(number)).replace("number - 1000000 + 2", "(number - 1000000) %% %d + 3" % OPEN)
        store.sql("BEGIN;" + text.replace("%", "%%") + "COMMIT")
    store.sql("VACUUM ANALYZE")


def main(server):
    store = house.Store(server, "pages")
    ben = store.enrol("ben", "reviewer")
    Import(["c1", "c2"]).carry_out(ben)
    fill(store)
    for name, filters, order in (("first", "", URGENCY), ("filtered", " AND kind = 'kind3'", URGENCY), ("newest", "", "version_key DESC")):
        ratios, mine = [], []
        for _ in range(ROUNDS):
            with_rules = statistics.median(timed(lambda: ben.ask(PAGE % (filters, order))))
            plain = statistics.median(timed(lambda: store.sql(PAGE % (filters, order))))
            ratios.append(with_rules / plain)
            mine.append(with_rules)
        figure("server.page." + name, statistics.median(mine), "ms", ratio=round(statistics.median(ratios), 3), against="plain SQL", target=2.0, open=OPEN, decided=DECIDED)
    for words in (["everywhere"], ["twentieth"], ["w17"]):
        search = "SELECT * FROM countersign.search_cases(%s, '{open}', '', NULL, false, 'newest', NULL, 50)"
        took = sorted(sum((timed(lambda: ben.ask(search, words)) for _ in range(ROUNDS)), []))
        figure("server.search." + words[0] + ".p99", took[int(len(took) * 0.99)], "ms", median=round(statistics.median(took), 3), target=10.0)


if __name__ == "__main__":
    SERVER = house.Server("shared_buffers=256MB")
    try:
        main(SERVER)
    finally:
        SERVER.close()

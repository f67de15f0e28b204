"""Hands a case in and waits for what a person makes of it: pipeline.py postgresql://SUBMITTER@HOST/DATABASE CASE.json"""
import select
import sys
import psycopg2

connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("LISTEN countersign_released")
with open(sys.argv[2], encoding="utf-8") as file:
    cursor.execute("SELECT countersign.submit_case(%s)", [file.read().strip()])  # again after a lost answer: still one case
wanted, seq = cursor.fetchone()[0], -1  # keep seq, and nothing is read twice or left out
while True:
    del connection.notifies[:]
    cursor.execute('SELECT seq, "case", type, outcome FROM countersign.released_after(%s, 100)', [seq])
    for seq, case, kind, outcome in cursor.fetchall():
        print(seq, case, kind, outcome, flush=True)
        if case == wanted and kind == "release":
            sys.exit(0)
    if not connection.notifies:  # one that came with the answer is not seen by select
        select.select([connection], [], [], 60)
    connection.poll()

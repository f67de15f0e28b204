"""A server, a store in it, and people who sign: what the tests of the server share. Writes statements from the written format alone."""

import base64
import hashlib
import hmac
import os
import subprocess
import sys
import time
import unittest
import urllib.parse
import uuid

import nacl.signing
import psycopg2
import psycopg2.extensions

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
MIGRATIONS = os.path.join(SOURCE, "resources", "sql", "postgresql")
NOTHING = hashlib.sha256().hexdigest()
ONE_REVIEWER = b"countersign.policy/v1\nversion 1\nrule everyone\nreviewers one\nsigning light\n"


class Server:
    """A throw-away server; ends with this object."""

    def __init__(self, *settings):
        self.process = subprocess.Popen([os.path.join(HERE, "throwaway"), *settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            raise RuntimeError("no server: exit %s" % self.process.wait())
        self.socket = urllib.parse.unquote(urllib.parse.urlsplit(self.url).netloc.split("@")[1].split(":")[0])

    def connect(self, user="postgres", database="postgres", password=None, **more):
        return psycopg2.connect(host=self.socket, port=5432, user=user, dbname=database, password=password, **more)

    def end(self, how):
        """Ends the server ("kill" or "immediate") and waits until it has started again."""
        self.process.stdin.write(how + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline() != "again\n":
            raise RuntimeError("the server did not come back")

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


def migrations():
    """(number, name, bytes) of each file, in order."""
    for file in sorted(os.listdir(MIGRATIONS)):
        if file.endswith(".sql"):
            with open(os.path.join(MIGRATIONS, file), "rb") as sql:
                yield int(file[:4]), file[:-4], sql.read()


def migrate(connection, verification="server", last=None):
    """What `init` does on an administrator's connection, in one transaction. Up to `last`: what an earlier program's did."""
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 1)", (0x436f756e,))
        cursor.execute("SET LOCAL countersign.verification = %s", (verification,))
        cursor.execute("SELECT to_regclass('countersign.migration') IS NULL")
        if not cursor.fetchone()[0]:
            return 0
        files = [file for file in migrations() if not last or file[0] <= last]
        for number, name, sql in files:
            cursor.execute(sql.decode())
            cursor.execute("INSERT INTO countersign.migration VALUES (%s, %s, %s, countersign.now_text())", (number, name, hashlib.sha256(sql).digest()))
        return files[-1][0]


def escape(text):
    return urllib.parse.quote(text, safe="._~:/@-")


def now(offset=0.0):
    moment = time.time() + offset
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + ".%03dZ" % int(moment * 1000 % 1000)


def uuid7():
    bits = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    bits[6] = bits[6] & 0x0f | 0x70
    bits[8] = bits[8] & 0x3f | 0x80
    return str(uuid.UUID(bytes=bytes(bits)))


def digest(raw):
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def forged(note):
    """The note with a random signature in the place of its own."""
    body, _, lines = note.partition(b"\n\n")
    dash, name, payload = lines.rstrip(b"\n").split(b" ")
    return body + b"\n\n" + b" ".join((dash, name, base64.b64encode(base64.b64decode(payload)[:4] + os.urandom(64)))) + b"\n"


class Blob:
    def __init__(self, content):
        self.salt = os.urandom(32)
        self.content = content if isinstance(content, bytes) else content.encode()
        self.raw = hashlib.sha256(b"countersign.blob/v1\n" + self.salt + self.content).digest()
        self.digest = "sha256:" + self.raw.hex()


class Device:
    """An installation: its statements are numbered, and each names the one before it."""

    def __init__(self):
        self.id = os.urandom(16).hex()
        self.seq = 0
        self.previous = "-"

    def took(self, note):
        self.seq += 1
        self.previous = digest(note)


def verifier(password):
    """A SCRAM-SHA-256 verifier: what is sent in place of a password."""
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 4096)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    return "SCRAM-SHA-256$4096:%s$%s:%s" % tuple(base64.b64encode(x).decode() for x in (salt, stored, hmac.digest(salted, b"Server Key", "sha256")))


class Person:
    """A key, a device, a password, and a connection once there is a login."""

    def __init__(self, store, id, name=None):
        self.store, self.id, self.name = store, id, name or id.title() + " Test"
        self.key = nacl.signing.SigningKey.generate()
        self.device = Device()
        self.password = base64.b64encode(os.urandom(18)).decode()
        self.connection = None

    @property
    def public(self):
        return self.key.verify_key.encode()

    @property
    def fingerprint(self):
        return hashlib.sha256(self.public).hexdigest()

    def sign_line(self, body, key=None, owner=None):
        key = key or self.key
        public = key.verify_key.encode()
        name = "%s/%s/%s" % (self.store.id, escape(owner or self.id), hashlib.sha256(public).hexdigest()[:16])
        identity = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
        return "— %s %s\n" % (name, base64.b64encode(identity + key.sign(body).signature).decode())

    def body(self, kind, lines, **other):
        """A statement's text; `other` puts another value on a line of the tail."""
        tail = {"auth": "light", "meaning": "I mean it.", "actor": escape(self.id), "key": self.fingerprint, "name": self.name, "device": self.device.id,
                "device-seq": str(self.device.seq + 1), "device-prev": self.device.previous, "claimed": now(), "basis": "0 " + NOTHING, "software": "Test 1"}
        head = {"store": self.store.id, "id": uuid7()}
        for name, value in other.items():
            key = name.replace("_", "-")
            (head if key in head else tail)[key] = value
        text = "countersign.%s/v1\n" % kind
        for key, value in [*head.items(), *lines, *tail.items()]:
            if value is not None:
                text += "%s %s\n" % (key, value)
        return text.encode()

    def note(self, kind, lines, further=(), **other):
        body = self.body(kind, lines, **other)
        signatures = sorted([self.sign_line(body)] + [self.sign_line(body, key, owner) for key, owner in further])
        return body + b"\n" + "".join(signatures).encode()

    def connect(self, **more):
        self.connection = self.store.server.connect(self.id, self.store.database, self.password, **more)
        self.connection.autocommit = True
        return self.connection

    def ask(self, sql, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def record(self, note, *blobs):
        """The receipt as a dict; the device moves on when the statement was recorded."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT * FROM countersign.record(%s, %s::bytea[], %s::bytea[])", (note, [b.salt for b in blobs], [b.content for b in blobs]))
            receipt = dict(zip([column.name for column in cursor.description], cursor.fetchone()))
        if receipt["refusal"] is None and not receipt["already"]:
            self.device.took(note)
        return receipt

    def state(self, kind, lines, *blobs, **other):
        return self.record(self.note(kind, lines, **other), *blobs)


class Store:
    """A database with our schema. The first person is an administrator of team main, and nothing else."""

    def __init__(self, server, database="countersign", verification="server", policy=ONE_REVIEWER, first="ada", last=None):
        self.server, self.database = server, database
        self.id = str(uuid.uuid4())
        root = server.connect()
        root.autocommit = True
        with root.cursor() as cursor:
            cursor.execute("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'" % database)
        root.close()
        self.root = server.connect(database=database)
        migrate(self.root, verification, last)
        self.root.autocommit = True
        self.ada = Person(self, first)
        self.sql("SELECT countersign.first_login(%s, %s)", self.ada.id, verifier(self.ada.password))
        self.ada.connect()
        self.ada.state("store.created", [("public-key", base64.b64encode(self.ada.public).decode()), ("owner", escape(first)), ("owner-name", self.ada.name), ("use", "person")])
        self.adopt(self.ada, policy)

    def adopt(self, person, rules):
        blob = Blob(rules)
        version = rules.split(b"\n")[1].split(b" ")[1].decode()
        return person.state("policy.adopted", [("team", "main"), ("policy-version", version), ("content", blob.digest)], blob)

    def sql(self, sql, *values):
        with self.root.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def enrol(self, id, *roles, team="main"):
        person = Person(self, id)
        key = [("public-key", base64.b64encode(person.public).decode()), ("owner", escape(id)), ("owner-name", person.name), ("use", "person")]
        self.ada.record(self.ada.note("key.enrolled", key, further=[(person.key, id)]))
        if roles:
            self.ada.state("role.granted", [("person", escape(id)), ("team", escape(team)), *[("role", role) for role in sorted(roles)]])
        self.ada.ask("SELECT countersign.open_login(%s, %s)", id, verifier(person.password))
        person.connect()
        return person

    def sequence(self):
        while self.ada.ask("SELECT countersign.sequence()")[0][0]:
            pass


CASE = '{"schema":"countersign.case/1","id":"%s","kind":"note","title":"Case %s","evidence":[],"suggestion":{"text":"Suggested."}}'


class Import:
    """Cases on their way in by one signed statement."""

    def __init__(self, ids, team="main", version=1, rule="everyone", policy=None, line=CASE, words="suggested case", kind="note"):
        self.team, self.version, self.rule, self.policy, self.words, self.kind = team, version, rule, policy, words, kind
        self.ids = list(ids)
        self.blobs = [Blob(line % (id, id) if "%s" in line else line) for id in self.ids]
        self.digests = [hashlib.sha256(("countersign.case/v1\ncase %s\ncase-version %d\nteam %s\nsource %s\n" % (escape(id), version, escape(team), blob.digest)).encode()).hexdigest()
                        for id, blob in zip(self.ids, self.blobs)]

    def lines(self):
        cases = sorted("%s %d sha256:%s %s" % (escape(id), self.version, digest, escape(self.rule)) for id, digest in zip(self.ids, self.digests))
        return [("team", escape(self.team)), ("policy", self.policy), *[("case", line) for line in cases]]

    def carry_out(self, person, note=None, **other):
        self.policy = self.policy or person.ask("SELECT max(version) FROM countersign.policy")[0][0]
        note = note or person.note("case.imported", self.lines(), **other)
        many = len(self.ids)
        values = (note, [b.salt for b in self.blobs], [b.content for b in self.blobs], self.ids, [self.version] * many, [self.kind] * many,
            ["Case " + id for id in self.ids],
                  [1] * many, [0] * many, ["~"] * many, ["text"] * many, [b.raw for b in self.blobs], [None] * many, [self.rule] * many, [self.words] * many, [], [], [])
        sql = ("SELECT * FROM countersign.import_cases(%s, %s::bytea[], %s::bytea[], %s::text[], %s::int[], %s::text[], %s::text[], %s::int[], %s::int[], %s::text[],"
               " %s::text[], %s::bytea[], %s::bytea[], %s::text[], %s::text[], %s::int[], %s::text[], %s::bytea[])")
        with person.connection.cursor() as cursor:
            cursor.execute(sql, values)
            receipt = dict(zip([column.name for column in cursor.description], cursor.fetchone()))
        if receipt["refusal"] is None and not receipt["already"]:
            person.device.took(note)
        return receipt


def claim(person, case, minutes=10):
    row = person.ask("SELECT * FROM countersign.claim_case(%s, %s)", case, minutes)[0]
    return dict(zip(("case_key", "case", "team", "version", "slot", "stage", "fence", "expires", "claimed"), row))


def decision_lines(store, held, verdict, outcome=None, rationale=None, supersedes=None, policy=None, first_answer=None, reasons=()):
    case_digest, rule, version = (b"", "everyone", 1) if store is None else store.sql("SELECT v.digest, v.rule, v.policy_version FROM countersign.cases c JOIN countersign.case_version v ON v.key = c.version_key"
                                           " JOIN countersign.team t ON t.key = c.team WHERE c.id = %s AND t.id = %s", held["case"], held["team"])[0]
    return [("team", escape(held["team"])), ("case", escape(held["case"])), ("case-version", held["version"]), ("case-digest", "sha256:" + bytes(case_digest).hex()),
            ("claim", 0 if supersedes else held["fence"]), ("slot", held["slot"]), ("stage", held["stage"]), ("verdict", verdict),
            ("outcome", outcome.digest if outcome else None), ("rationale", rationale.digest if rationale else None), *[("reason", r) for r in sorted(reasons)],
            ("first-answer", first_answer), ("supersedes", supersedes), ("policy", policy or "%d %s" % (version, escape(rule)))]


def decide(store, person, case, verdict="approve", text="Suggested.", words="because", held=None, supersedes=None, **other):
    held = held or claim(person, case)
    outcome = Blob(text) if verdict in ("approve", "edit") else None
    rationale = Blob(words) if words else None
    lines = decision_lines(store, held, verdict, outcome, rationale, supersedes, first_answer=other.pop("first_answer", None))
    return person.record(person.note("decision", lines, **other), *[b for b in (outcome, rationale) if b])


def next_decision(person):
    """Takes the next case, and approves it in what `record` wants: the note and its blobs. As a store of every schema can."""
    row = person.ask("SELECT * FROM countersign.claim_next('', 10)")[0]
    held = dict(zip(("case_key", "case", "team", "version", "slot", "stage", "fence", "expires", "claimed"), row))
    digest, = person.ask("SELECT digest FROM countersign.case_version WHERE case_key = %s", held["case_key"])[0]
    outcome, words = Blob("Suggested."), Blob("because")
    lines = [(key, "sha256:" + bytes(digest).hex() if key == "case-digest" else value)
             for key, value in decision_lines(None, held, "approve", outcome, words)]
    return person.note("decision", lines), outcome, words


def in_time(hours):
    return now(3600 * hours)


class Trip:
    """A workspace: a check-out, a device of its own, and what was signed on it."""

    def __init__(self, person, cases, hours=8, team="main"):
        self.person, self.device, self.made = person, Device(), []
        self.offers = {row[0]: row for row in person.ask("SELECT * FROM countersign.offer_away(%s, %s)", team, list(cases))}
        self.receipt = person.state("checkout", self.lines(in_time(hours), team))
        self.statement = self.receipt["statement"]

    def lines(self, until, team="main", **change):
        cases = sorted("%s %s sha256:%s %s %s" % (id, change.get("version", version), bytes(digest).hex(), fence + change.get("fence", 0), slot)
                       for id, _, version, digest, slot, fence in self.offers.values())
        return [("team", team), ("until", until), *[("case", line) for line in cases]]

    def sign(self, case, verdict="approve", text="Suggested.", words=None, keep=True, change=(), answer=None, **tail):
        """A decision in the workspace: (note, blobs)."""
        _, _, version, digest, slot, fence = self.offers[case]
        held = {"case": case, "team": "main", "version": version, "slot": slot, "stage": "review", "fence": fence}
        outcome = Blob(text) if verdict in ("approve", "edit") else None
        rationale = Blob(words or "away") if verdict != "approve" or words else None
        lines = decision_lines(self.person.store, held, verdict, outcome, rationale, first_answer=answer.digest if answer else None)
        change = {"case_digest": "sha256:" + bytes(digest).hex(), **dict(change)}
        lines = [(key, change.get(key.replace("-", "_"), value)) for key, value in lines]
        kept, self.person.device = self.person.device, self.device
        try:
            note = self.person.note("decision", lines, **tail)
        finally:
            self.person.device = kept
        if keep:
            self.device.took(note)
            self.made.append((note, [b for b in (outcome, rationale, answer) if b]))
        return note, [b for b in (outcome, rationale, answer) if b]

    def send(self, made=None, by=None):
        return arrive(by or self.person, self.device.id, self.made if made is None else made)


def arrive(person, device, made):
    blobs = [(place, blob) for place, (_, blobs) in enumerate(made, 1) for blob in blobs]
    with person.connection.cursor() as cursor:
        cursor.execute("SELECT * FROM countersign.arrive(%s, %s::bytea[], %s::int[], %s::bytea[], %s::bytea[])",
                       (device, [note for note, _ in made], [place for place, _ in blobs], [b.salt for _, b in blobs], [b.content for _, b in blobs]))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def main(begin, *settings):
    """Runs the tests of the calling program on one server; `begin` is handed it. Without one the test is left out, by name."""
    try:
        server = Server(*settings)
    except RuntimeError as error:
        print("SKIP   : no PostgreSQL server to start here (postgresql-15, postgresql-server-dev-15): %s" % error)
        sys.exit(0)
    try:
        begin(server)
        result = unittest.main(module="__main__", exit=False).result
    finally:
        server.close()
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)


# ---- the log as a stranger reads it

def check_log(store, sequence=True, epoch=1):
    """Every entry by the written format: forms, signatures, roles, devices, what follows from what; and the tree the server made. The kinds in order."""
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), "verifier"))
    import stranger
    if sequence:
        store.sequence()
    rows = store.sql("SELECT log_index, entry, leaf, nodes, kind, statement, content FROM countersign.ledger_entry ORDER BY log_index")
    size, peaks = store.sql("SELECT size, peaks FROM countersign.ledger_head")[0]
    book = stranger.Bundle(None, None)
    book.whole = True
    book.checkpoint = {"size": size, "store": store.id, "epoch": epoch, "root": None}
    stack, kinds = [], []
    for index, entry, leaf, nodes, kind, statement, content in rows:
        entry = bytes(entry)
        head, _, inside = entry.partition(b"\n\n")
        lines = dict(line.split(" ", 1) for line in head.decode().split("\n")[1:])
        assert index == len(kinds) and lines["kind"] == kind and int(lines["length"]) == len(inside), index
        assert bytes(content) == hashlib.sha256(inside).digest(), index
        flags = [line[5:] for line in head.decode().split("\n") if line.startswith("flag ")]
        book.seq = index
        book.check_statement(index, kind, flags, inside)
        node = hashlib.sha256(b"\0" + entry).digest()
        assert bytes(leaf) == node, index
        book.tree.add(node)
        made, rest = b"", index
        while rest & 1:
            node = hashlib.sha256(b"\1" + stack.pop() + node).digest()
            made += node
            rest >>= 1
        stack.append(node)
        assert bytes(nodes) == made, index
        kinds.append(kind)
    assert size == len(rows) and bytes(peaks) == b"".join(stack)
    root = book.tree.roots[-1]
    assert bytes(store.sql("SELECT countersign.root_at(%s)", size)[0][0]) == root
    return kinds

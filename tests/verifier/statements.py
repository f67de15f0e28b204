"""Statements as the written format has them: their lines, and who may sign them. Knows nothing of the program that writes them."""

import base64
import hashlib
import re
from datetime import datetime


class Broken(Exception):
    """The first thing that is wrong."""


def demand(holds, why):
    if not holds:
        raise Broken(why)


# ---- values

def token(text):
    demand(re.fullmatch(r"(?:[A-Za-z0-9._~:/@-]|%[0-9A-F]{2})+", text), "token")
    raw = b""
    for piece in re.findall(r"%[0-9A-F]{2}|[^%]", text):
        byte = bytes.fromhex(piece[1:]) if piece[0] == "%" else piece.encode()
        demand(piece[0] != "%" or not re.fullmatch(rb"[A-Za-z0-9._~:/@-]", byte), "token escapes too much")
        raw += byte
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("token is not UTF-8")


def free(text):
    demand(text and text[0] != " " and text[-1] != " ", "free text")
    demand(not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", text), "free text with controls")
    return text


def integer(text):
    demand(re.fullmatch(r"0|[1-9][0-9]{0,18}", text) and int(text) < 2 ** 63, "integer")
    return int(text)


def positive(text):
    demand(integer(text) > 0, "integer from 1")
    return int(text)


def hex64(text):
    demand(re.fullmatch(r"[0-9a-f]{64}", text), "hash")
    return text


def hex32(text):
    demand(re.fullmatch(r"[0-9a-f]{32}", text), "device")
    return text


def digest(text):
    demand(text.startswith("sha256:"), "digest")
    return hex64(text[7:])


def uuid(text, version):
    demand(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-%d[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}" % version, text), "uuid")
    return text


def uuid4(text):
    return uuid(text, 4)


def uuid7(text):
    return uuid(text, 7)


def uuid7_or_none(text):
    return None if text == "-" else uuid7(text)


def time(text):
    demand(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text, re.ASCII), "time")
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise Broken("time that does not exist")


def unbase64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Broken("base64")
    demand(base64.b64encode(raw).decode() == text, "base64 with stray bits")
    return raw


def public_key(text):
    raw = unbase64(text)
    demand(len(raw) == 32, "public key")
    return raw


def one_of(*words):
    def read(text):
        demand(text in words, "one of " + " ".join(words))
        return text
    return read


def several(*readers):
    def read(text):
        parts = text.split(" ")
        demand(len(parts) == len(readers), "%d parts" % len(readers))
        return tuple(reader(part) for reader, part in zip(readers, parts))
    return read


def size_and_root(text):
    size, root = several(integer, hex64)(text)
    return size, root


def basis(text):
    size, root = size_and_root(text)
    demand(size > 0 or root == hashlib.sha256().hexdigest(), "basis of an empty log")
    return size, root


def digest_or_none(text):
    return None if text == "-" else digest(text)


# ---- lines

class Lines:
    """Takes "key SP value LF" lines in the order the format gives them."""

    def __init__(self, text):
        demand(text == "" or text.endswith("\n"), "last line without its end")
        self.lines = text[:-1].split("\n") if text else []
        self.at = 0

    def has(self, key):
        return self.at < len(self.lines) and self.lines[self.at].startswith(key + " ")

    def bare(self, expected):
        demand(self.at < len(self.lines) and self.lines[self.at] == expected, "line " + expected)
        self.at += 1

    def value(self, key, reader):
        demand(self.has(key), "line " + key)
        text = self.lines[self.at][len(key) + 1:]
        self.at += 1
        return reader(text)

    def optional(self, key, reader):
        return self.value(key, reader) if self.has(key) else None

    def repeated(self, key, reader, least=0):
        raw, values = [], []
        while self.has(key):
            raw.append(self.lines[self.at][len(key) + 1:].encode())
            values.append(self.value(key, reader))
        demand(all(a < b for a, b in zip(raw, raw[1:])), key + " lines in disorder")
        demand(len(values) >= least, "line " + key)
        return values

    def end(self):
        demand(self.at == len(self.lines), "lines too many")


ROLES = ("reviewer", "supervisor", "compliance", "auditor", "administrator", "submitter")
ROLE = one_of(*ROLES)
CASE = [("team", token, "1"), ("case", token, "1"), ("case-version", positive, "1")]
POLICY = ("policy", several(integer, token), "1")
REASONS = ("reason", token, "*")
RATIONALE = ("rationale", digest, "?")
ENROLLED = [("public-key", public_key, "1"), ("owner", token, "1"), ("owner-name", free, "1")]

# kind: (signed S, own O or either E, its lines in order: key, value, how often)
KINDS = {
    "store.created": ("S", [("store-name", free, "?")] + ENROLLED + [("use", one_of("person"), "1")]),
    "key.enrolled": ("S", ENROLLED + [("use", one_of("person", "workstation"), "1")]),
    "key.revoked": ("S", [("revoked", hex64, "1"), ("reason", token, "1")]),
    "role.granted": ("S", [("person", token, "1"), ("team", token, "1"), ("role", ROLE, "+")]),
    "role.withdrawn": ("S", [("person", token, "1"), ("team", token, "1"), ("role", ROLE, "+"), ("reason", token, "1")]),
    "case.imported": ("E", [("team", token, "1"), ("submitter", token, "?"), ("policy", integer, "1"),
                            ("case", several(token, positive, digest, token), "+")]),
    "case.withdrawn": ("S", CASE + [REASONS, RATIONALE]),
    "policy.adopted": ("S", [("team", token, "1"), ("policy-version", positive, "1"), ("content", digest, "1"), ("expires", time, "?")]),
    "decision": ("S", CASE + [
        ("case-digest", digest, "1"), ("claim", integer, "1"), ("slot", positive, "1"), ("stage", one_of("review", "second", "resolution"), "1"),
        ("verdict", one_of("approve", "edit", "reject", "escalate"), "1"), ("outcome", digest, "?"), RATIONALE, REASONS, ("contact", digest, "?"),
        ("first-answer", digest, "?"), ("supersedes", uuid7, "?"), POLICY]),
    "dispute": ("E", CASE + [("cause", token, "1"), ("decision", uuid7, "+")]),
    "resolution": ("S", CASE + [("decision", uuid7, "+"), ("stands", uuid7_or_none, "1"), RATIONALE]),
    "release": ("E", CASE + [("case-digest", digest, "1"), ("outcome", digest, "1"), POLICY, ("decision", uuid7, "*")]),
    "recall": ("E", CASE + [("release", integer, "1"), ("cause", uuid7, "*"), REASONS, RATIONALE]),
    "checkout": ("S", [("team", token, "1"), ("until", time, "1"), ("case", several(token, positive, digest, integer, positive), "+")]),
    "sync": ("O", [("actor", token, "1"), ("device", hex32, "1")] + [(key, integer, "1") for key in (
        "received", "recorded", "already", "disputed", "quarantined")]),
    "redaction": ("S", CASE + [("blob", digest, "+"), REASONS, RATIONALE]),
    "migration": ("E", [("from", integer, "1"), ("to", integer, "1")]),
    "restore": ("S", [("old-epoch", positive, "1"), ("size", size_and_root, "1"), ("known", size_and_root, "1")]),
    "audit.opened": ("S", [("team", token, "1"), ("case", token, "?"), ("decision", uuid7, "?"), ("view", token, "1")]),
    "finding": ("E", [("team", token, "1"), ("finding", uuid7, "1"), ("state", one_of("opened", "answered", "closed"), "1"), ("subject", token, "1"),
                      ("case", token, "?"), ("statement", uuid7, "?"), ("owner", token, "?"), ("text", digest, "?")]),
    "claim.expired-decided": ("O", CASE + [("decision", uuid7, "1"), ("holder", token, "1"), ("claim", integer, "1"), ("expired", time, "1")]),
}

ATTESTATION = [("auth", one_of("light", "part11-first", "part11-next", "strict")), ("meaning", free), ("actor", token), ("key", hex64), ("name", free),
               ("device", hex32), ("device-seq", positive), ("device-prev", digest_or_none), ("claimed", time), ("basis", basis), ("software", free)]


def parse(text, kind, signed):
    """The statement's values by key; `text` is what a note signs, or the lines of a store's own entry."""
    demand(kind in KINDS, "unknown kind")
    signedness, own = KINDS[kind]
    demand(signedness == "E" or signed == (signedness == "S"), "signed where it may not be, or not signed where it must")
    lines = Lines(text)
    lines.bare("countersign.%s/v1" % kind)
    said = {"store": lines.value("store", uuid4)}
    if signed:
        said["id"] = lines.value("id", uuid7)
    for key, reader, often in own:
        if often == "1":
            said[key] = lines.value(key, reader)
        elif often == "?":
            said[key] = lines.optional(key, reader)
        else:
            said[key] = lines.repeated(key, reader, 1 if often == "+" else 0)
    body = dict(said)
    if signed:
        by = {key: lines.value(key, reader) for key, reader in ATTESTATION}
        demand((by["device-seq"] == 1) == (by["device-prev"] is None), "device-prev of the first statement")
        said["by"] = by
    lines.end()
    check_forms(kind, body, signed)
    return said


def check_forms(kind, said, signed):
    if kind == "decision":
        demand((said["outcome"] is not None) == (said["verdict"] in ("approve", "edit")), "outcome and verdict")
    if kind == "case.imported":
        demand(not (signed and said["submitter"]), "a signed import with a submitter")
    if kind == "recall" and not signed:
        demand(said["cause"], "the store's own recall without a cause")


# ---- who may sign

class Roster:
    """Keys and roles as the entries so far made them."""

    def __init__(self):
        self.store = None
        self.keys = {}
        self.roles = set()
        self.epoch = 1

    def has(self, person, roles, team=None):
        return any(who == person and role in roles and (team is None or where == team) for who, role, where in self.roles)

    def administers(self, person, team):
        return self.has(person, ("administrator",), team) or self.has(person, ("administrator",), "main")

    def may(self, kind, said):
        by, who, team = said["by"], said["by"]["actor"], said.get("team")
        decide = ("reviewer", "supervisor")
        oversee = ("auditor", "supervisor", "compliance")
        if kind == "store.created":
            return self.store is None
        if kind == "key.enrolled":
            if said["use"] == "workstation":
                return said["owner"] == "device:" + by["device"]
            return self.has(who, ("administrator",)) and not said["owner"].startswith("device:")
        if kind == "key.revoked":
            key = self.keys.get(said["revoked"])
            return self.has(who, ("administrator",)) or (key is not None and key["owner"] == who)
        if kind in ("role.granted", "role.withdrawn"):
            return self.administers(who, team)
        if kind == "policy.adopted":
            return self.has(who, ("compliance",), team) or (said["policy-version"] == 1 and self.administers(who, team))
        if kind in ("migration", "restore"):
            return self.has(who, ("administrator", "supervisor") if kind == "migration" else ("supervisor",))
        if kind == "finding" and said["state"] == "answered" and said["owner"] == who:
            return True
        allowed = {"case.imported": ("reviewer", "supervisor", "administrator", "submitter"), "case.withdrawn": ("submitter", "supervisor"),
                   "decision": decide, "dispute": decide, "resolution": decide, "release": decide, "checkout": decide, "recall": ("supervisor",),
                   "redaction": ("compliance",), "audit.opened": oversee, "finding": oversee}
        return self.has(who, allowed[kind], team)

    def check(self, kind, said, quarantined):
        by = said["by"]
        quarantined = quarantined and kind == "decision"
        new = hashlib.sha256(said["public-key"]).hexdigest() if "public-key" in said else None
        demand(new not in self.keys, "key enrolled before")
        if kind == "store.created":
            demand(new == by["key"] and said["owner"] == by["actor"] and said["owner-name"] == by["name"], "store not created by its own key")
        else:
            key = self.keys.get(by["key"])
            demand(key, "key not enrolled")
            demand(quarantined or not key["revoked"], "key revoked")
            demand(key["use"] == "person", "workstation key")
            demand(key["owner"] == by["actor"], "actor is not the key's owner")
            demand(key["name"] == by["name"], "printed name is not the enrolled one")
        demand(quarantined or self.may(kind, said), "role")

    def apply(self, kind, said):
        if "public-key" in said:
            fingerprint = hashlib.sha256(said["public-key"]).hexdigest()
            self.keys[fingerprint] = {"public": said["public-key"], "owner": said["owner"], "name": said["owner-name"], "use": said["use"],
                                      "revoked": False}
        if kind == "store.created":
            self.store = said["store"]
            self.roles.add((said["owner"], "administrator", "main"))
        elif kind == "key.revoked" and said["revoked"] in self.keys:
            self.keys[said["revoked"]]["revoked"] = True
        elif kind == "role.granted":
            self.roles |= {(said["person"], role, said["team"]) for role in said["role"]}
        elif kind == "role.withdrawn":
            self.roles -= {(said["person"], role, said["team"]) for role in said["role"]}
        elif kind == "restore":
            self.epoch = said["old-epoch"] + 1

#!/usr/bin/env python3
"""Checks a bundle of Countersign from the written format alone (models/ledger/FORMAT.md). Shares no code with the program.

    stranger.py BUNDLE [--trust FILE]      one JSON line; exit 0: it holds, 1: it does not, 2: it could not be read
"""

import hashlib
import json
import re
import struct
import sys
import zipfile

import nacl.bindings
import nacl.exceptions

from statements import Broken, Lines, Roster, demand, digest, hex64, integer, one_of, parse, positive, several, time, token, unbase64, uuid4

DASH = "\u2014 "
ALWAYS = ("checkpoint", "withheld", "manifest.json", "README.txt", "report.html")
MOST_BYTES = 64 << 30
MOST_FILE = 512 << 20


def sha(*parts):
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(part)
    return hasher.digest()


def decoded(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("not UTF-8")


def signed_right(public, signature, message):
    try:
        nacl.bindings.crypto_sign_open(signature + message, public)
        return True
    except (nacl.exceptions.BadSignatureError, ValueError):
        return False


# ---- the tree (RFC 6962)

def included(index, size, leaf, path, root):
    if index >= size:
        return False
    node, last, here = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            here = sha(b"\1", sibling, here)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            here = sha(b"\1", here, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and here == root


def consistent(old, new, path, old_root, new_root):
    if not 0 < old < new:
        return False
    path = list(path)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = sha(b"\1", sibling, first), sha(b"\1", sibling, second)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            second = sha(b"\1", second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


class Tree:
    """Roots of every size, made leaf by leaf."""

    def __init__(self):
        self.peaks = []
        self.roots = [sha()]

    def add(self, leaf):
        level = 0
        while self.peaks and self.peaks[-1][0] == level:
            leaf = sha(b"\1", self.peaks.pop()[1], leaf)
            level += 1
        self.peaks.append((level, leaf))
        root = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            root = sha(b"\1", peak, root)
        self.roots.append(root)


# ---- notes

def read_note(raw):
    """The text, and the signatures as (name, four bytes, payload)."""
    text = decoded(raw)
    demand(not re.search("[\x00-\x09\x0b-\x1f\x7f]", text), "controls in a note")
    head, blank, tail = text.partition("\n\n")
    demand(blank and head and tail.endswith("\n"), "note")
    lines = tail[:-1].split("\n")
    demand(all(a.encode() < b.encode() for a, b in zip(lines, lines[1:])), "signatures in disorder")
    signatures = []
    for line in lines:
        demand(line.startswith(DASH), "signature line")
        name, blank, payload = line[len(DASH):].partition(" ")
        demand(name and blank and "+" not in name, "signature line")
        payload = unbase64(payload)
        demand(len(payload) in (68, 76), "signature length")
        signatures.append((name, payload[:4], payload[4:]))
    demand(len({name for name, _, _ in signatures}) == len(signatures), "two signatures by one name")
    return head + "\n", signatures


def escaped(text):
    return re.sub(rb"[^A-Za-z0-9._~:/@-]", lambda found: b"%%%02X" % found.group()[0], text.encode()).decode()


def signer_name(store, owner, public):
    return "%s/%s/%s" % (store, escaped(owner), hashlib.sha256(public).hexdigest()[:16])


def key_id(name, algorithm, public):
    return sha(name.encode(), b"\n", bytes([algorithm]), public)[:4]


def read_checkpoint(text):
    lines = text.split("\n")
    demand(len(lines) == 4 and lines[3] == "", "checkpoint")
    origin = lines[0].split("/")
    demand(len(origin) == 3 and origin[0] == "countersign" and origin[2][:1] == "e", "origin")
    root = unbase64(lines[2])
    demand(len(root) == 32, "root")
    return {"store": uuid4(origin[1]), "epoch": positive(origin[2][1:]), "size": integer(lines[1]), "root": root}


def read_hashes(text):
    demand(text == "" or text.endswith("\n"), "hash lines")
    hashes = [unbase64(line) for line in text.split("\n")[:-1]]
    demand(len(hashes) <= 64 and all(len(one) == 32 for one in hashes), "hash")
    return hashes


# ---- the zip

class Files:
    """The files of a bundle, each read once and held against manifest.json."""

    def __init__(self, path):
        with open(path, "rb") as file:
            file.seek(0, 2)
            size = file.tell()
            file.seek(0)
            head = file.read(4)
            file.seek(max(size - 22, 0))
            end = file.read()
        demand(head == b"PK\3\4" and end[:4] == b"PK\5\6" and end[20:] == b"\0\0", "zip")
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise Broken("zip: %s" % error)
        self.listed = None
        self.at = ""
        self.infos = {}
        for info in self.zip.infolist():
            self.at = info.filename
            demand(info.filename == info.orig_filename and info.filename not in self.infos, "twice")
            demand(not info.flag_bits & 0x2041, "encrypted")
            demand(info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), "compression")
            demand(not info.comment and not info.is_dir(), "comment or folder")
            demand(info.create_system != 3 or (info.external_attr >> 28) in (0, 8), "not an ordinary file")
            demand(info.file_size <= MOST_FILE, "too large")
            self.infos[info.filename] = info
        self.at = ""
        demand(sum(info.file_size for info in self.infos.values()) <= MOST_BYTES, "too large")
        cut = self.zip.start_dir
        demand(min((info.header_offset for info in self.infos.values()), default=1) == 0 and cut < size, "bytes before the first file")
        demand(self.ends_well(end, size, cut), "bytes before or behind the zip")

    @staticmethod
    def ends_well(end, size, cut):
        count, length, start = struct.unpack("<H", end[10:12])[0], *struct.unpack("<II", end[12:20])
        if start != 0xFFFFFFFF and count != 0xFFFF:
            return start == cut and start + length == size - 22
        return True

    def __contains__(self, name):
        return name in self.infos

    def read(self, name):
        self.at = name
        demand(name in self.infos, "missing file")
        try:
            with self.zip.open(self.infos[name]) as stream:
                raw = stream.read(self.infos[name].file_size + 1)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise Broken("zip: %s" % error)
        except Exception as error:  # zlib's own kind cannot be named without importing it
            raise Broken("zip: %s" % error)
        demand(len(raw) == self.infos[name].file_size, "size")
        if self.listed is not None:
            demand(self.listed.get(name) == (len(raw), hashlib.sha256(raw).hexdigest()), "not as manifest.json lists it")
        return raw

    def text(self, name):
        return decoded(self.read(name))


# ---- the bundle

class Bundle:
    def __init__(self, files, trust):
        self.files = files
        self.trust = trust
        self.roster = Roster()
        self.tree = Tree()
        self.devices = {}
        self.decisions = {}
        self.releases = {}
        self.imported = {}
        self.named_cases = {}
        self.need_cases = set()
        self.need_blobs = set()
        self.redacted = set()
        self.restores = []
        self.unproven = False
        self.checked = 0
        self.seq = None
        self.checkpoint = None
        self.whole = False
        self.faith = []

    def check(self):
        self.read_names()
        self.read_manifest()
        self.read_checkpoint()
        self.read_proofs()
        for index in self.entries:
            self.seq = index
            self.read_entry(index)
            self.checked += 1
        self.seq = None
        self.check_cosignatures()
        self.read_contents()
        self.files.read("README.txt")
        self.files.read("report.html")
        self.compare_trust()

    def read_names(self):
        self.entries, self.proofs, self.old_sizes, self.cases, self.blobs = [], [], [], [], []
        forms = ((r"entries/(\d{10})", self.entries, int), (r"proofs/(\d{10})\.tlog-proof", self.proofs, int),
                 (r"proofs/consistency-([1-9]\d{0,18})", self.old_sizes, int), (r"cases/([0-9a-f]{64})", self.cases, str),
                 (r"blobs/([0-9a-f]{64})", self.blobs, str))
        for name in self.files.infos:
            self.files.at = name
            found = [(into, kind, match) for form, into, kind in forms if (match := re.fullmatch(form, name, re.ASCII))]
            demand(found or name in ALWAYS, "unknown name")
            for into, kind, match in found:
                into.append(kind(match.group(1)))
        for name in ALWAYS:
            self.files.at = name
            demand(name in self.files, "missing file")
        self.entries.sort()
        demand(sorted(self.proofs) == self.entries, "an entry without its proof, or a proof without its entry")

    def read_manifest(self):
        def no_doubles(pairs):
            demand(len({key for key, _ in pairs}) == len(pairs), "a key twice")
            return dict(pairs)
        try:
            said = json.loads(self.files.text("manifest.json"), object_pairs_hook=no_doubles)
        except (ValueError, RecursionError):
            raise Broken("JSON")
        demand(isinstance(said, dict) and said.get("format") == "countersign.bundle/v1", "manifest")
        files = said.get("files")
        demand(isinstance(files, list) and all(isinstance(one, dict) and set(one) == {"name", "size", "sha256"} for one in files), "files")
        names = [one["name"] for one in files]
        demand(all(isinstance(name, str) for name in names) and names == sorted(set(names)), "files in disorder")
        demand(set(names) == set(self.files.infos) - {"manifest.json"}, "not every file is listed, or one that is not there")
        self.files.listed = {one["name"]: (one["size"], one["sha256"]) for one in files}
        self.manifest = said

    def read_checkpoint(self):
        self.note_bytes = self.files.read("checkpoint")
        self.note_text, self.signatures = read_note(self.note_bytes)
        self.checkpoint = read_checkpoint(self.note_text)
        demand(self.checkpoint["size"] > 0, "empty log")
        self.whole = len(self.entries) == self.checkpoint["size"]
        said = tuple(self.manifest.get(key) for key in ("store", "epoch", "size", "root", "whole"))
        mine = tuple(self.checkpoint[key] for key in ("store", "epoch", "size")) + (self.checkpoint["root"].hex(), self.whole)
        demand(said == mine, "manifest of another bundle")

    def read_proofs(self):
        self.consistency = {}
        for size in self.old_sizes:
            self.consistency[size] = read_hashes(self.files.text("proofs/consistency-%d" % size))
            demand(size < self.checkpoint["size"], "consistency from a size that is not below the checkpoint's")

    def had_root(self, size, root):
        """Whether the first `size` entries had this root; None where the bundle cannot show it."""
        if size == 0 or size == self.checkpoint["size"]:
            return root == (sha() if size == 0 else self.checkpoint["root"])
        if self.whole:
            return size < len(self.tree.roots) and self.tree.roots[size] == root
        if size not in self.consistency:
            return None
        return consistent(size, self.checkpoint["size"], self.consistency[size], root, self.checkpoint["root"])

    def demand_root(self, size, root, why):
        had = self.had_root(size, bytes.fromhex(root))
        demand(had is not False, why)
        self.unproven = self.unproven or had is None

    def read_entry(self, index):
        demand(index < self.checkpoint["size"] and self.entries[0] == 0, "missing entry 0, or an entry beyond the checkpoint")
        raw = self.files.read("entries/%010d" % index)
        leaf = sha(b"\0", raw)
        self.check_inclusion(index, leaf)
        self.files.at = "entries/%010d" % index
        head, blank, content = raw.partition(b"\n\n")
        demand(blank, "entry")
        lines = Lines(decoded(head) + "\n")
        lines.bare("countersign.entry/v1")
        kind = lines.value("kind", token)
        lines.value("arrived", time)
        lines.value("session", token)
        flags = lines.repeated("flag", one_of("clock", "disputed", "late", "quarantined"))
        demand(lines.value("length", integer) == len(content), "length")
        lines.end()
        self.check_statement(index, kind, flags, content)
        if self.whole:
            self.tree.add(leaf)

    def check_inclusion(self, index, leaf):
        text = self.files.text("proofs/%010d.tlog-proof" % index)
        head, blank, rest = text.partition("\n\n")
        demand(blank and rest.encode() == self.note_bytes, "proof for another checkpoint")
        lines = head.split("\n")
        demand(len(lines) >= 2 and lines[0] == "c2sp.org/tlog-proof@v1" and lines[1] == "index %d" % index, "proof of another entry")
        hashes = read_hashes("".join(line + "\n" for line in lines[2:]))
        demand(included(index, self.checkpoint["size"], leaf, hashes, self.checkpoint["root"]), "inclusion")

    def check_statement(self, index, kind, flags, content):
        signed = b"\n\n" in content
        text, signatures = read_note(content) if signed else (decoded(content), [])
        said = parse(text, kind, signed)
        demand((index == 0) == (kind == "store.created"), "leaf 0 is store.created")
        demand(said["store"] == self.checkpoint["store"], "another store")
        if signed:
            self.roster.check(kind, said, "quarantined" in flags)
            self.check_signatures(kind, said, text, signatures)
            self.check_history(index, kind, said)
            self.check_device(said["by"], flags, content)
        self.check_follows(index, kind, said)
        if index == 0:
            self.genesis = said["by"]["key"]
        self.roster.apply(kind, said)
        self.remember(index, kind, said)
        self.note_contents(kind, said)

    def check_signatures(self, kind, said, text, signatures):
        by = said["by"]
        new = said.get("public-key")
        actor = new if kind == "store.created" else self.roster.keys[by["key"]]["public"]
        expected = {signer_name(said["store"], by["actor"], actor): actor}
        if kind == "key.enrolled":
            expected[signer_name(said["store"], said["owner"], new)] = new
        demand({name for name, _, _ in signatures} == set(expected), "signed by others than it must be")
        for name, selected, signature in signatures:
            public = expected[name]
            demand(selected == key_id(name, 1, public) and len(signature) == 64 and signed_right(public, signature, text.encode()), "signature")

    def check_history(self, index, kind, said):
        if kind == "restore":
            size, root = said["size"]
            demand(size == index and said["old-epoch"] == self.roster.epoch, "restore")
            self.demand_root(size, root, "restore")
        if self.roster.epoch == 1:
            size, root = said["by"]["basis"]
            demand(size <= index, "basis")
            self.demand_root(size, root, "basis")

    def check_device(self, by, flags, content):
        seq, note = self.devices.get(by["device"], (0, None))
        follows = by["device-seq"] == seq + 1 and by["device-prev"] == note
        if follows or (not self.whole and by["device-seq"] > seq + 1):
            self.devices[by["device"]] = (by["device-seq"], hashlib.sha256(content).hexdigest())
        else:
            demand("disputed" in flags or "quarantined" in flags, "device chain")

    def check_follows(self, index, kind, said):
        case = tuple(said.get(key) for key in ("team", "case", "case-version"))
        if kind in ("decision", "release"):
            demand(case + (said["case-digest"],) in self.imported, "case never imported")
        if kind == "decision" and said["supersedes"]:
            before = self.decisions.get(said["supersedes"])
            demand(before and before["case"][:2] == case[:2] and before["slot"] == said["slot"] and before["actor"] == said["by"]["actor"], "supersedes")
        if kind == "release":
            carried = not said["decision"]
            for one in said["decision"]:
                before = self.decisions.get(one)
                demand(before and before["case"] == case and before["digest"] == said["case-digest"] and before["outcome"], "release without its decision")
                carried = carried or before["outcome"] == said["outcome"]
            demand(carried, "release of another outcome")
        if kind == "recall":
            demand(said["release"] < index and self.releases.get(said["release"]) == case[:2], "recall without its release")

    def remember(self, index, kind, said):
        case = tuple(said.get(key) for key in ("team", "case", "case-version"))
        if kind == "decision":
            self.decisions[said["id"]] = {"case": case, "digest": said["case-digest"], "slot": said["slot"], "actor": said["by"]["actor"],
                                          "outcome": said["outcome"]}
        elif kind == "release":
            self.releases[index] = case[:2]
        elif kind == "case.imported":
            self.imported.update({(said["team"], one[0], one[1], one[2]): True for one in said["case"]})
        elif kind == "restore":
            self.restores.append((index, said["old-epoch"]))

    def note_contents(self, kind, said):
        if kind in ("decision", "release"):
            self.named_cases[said["case-digest"]] = (said["team"], said["case"], said["case-version"])
            self.need_cases.add(said["case-digest"])
        if kind in ("case.imported", "checkout"):
            self.named_cases.update({one[2]: (said["team"], one[0], one[1]) for one in said["case"]})
        if kind == "redaction":
            self.redacted |= set(said["blob"])
        keys = ("outcome", "rationale", "contact", "first-answer", "content", "text")
        self.need_blobs |= {said[key] for key in keys if said.get(key)}

    def check_cosignatures(self):
        self.files.at = "checkpoint"
        demand(self.roster.epoch == self.checkpoint["epoch"], "epoch")
        witnesses = {signer_name(self.roster.store, key["owner"], key["public"]): key["public"] for key in self.roster.keys.values()
                     if key["use"] == "workstation" and not key["revoked"]}
        for name, selected, payload in self.signatures:
            public = witnesses.get(name)
            demand(public and len(payload) == 72 and selected == key_id(name, 4, public), "cosignature")
            seconds = struct.unpack(">Q", payload[:8])[0]
            message = b"cosignature/v1\ntime %d\n" % seconds + self.note_text.encode()
            demand(seconds < 2 ** 63 and signed_right(public, payload[8:], message), "cosignature")
        if self.whole:
            demand(self.tree.roots[-1] == self.checkpoint["root"], "root")
            for size, path in self.consistency.items():
                self.files.at = "proofs/consistency-%d" % size
                demand(consistent(size, self.checkpoint["size"], path, self.tree.roots[size], self.checkpoint["root"]), "consistency")

    def read_contents(self):
        for one in self.cases:
            raw = self.files.read("cases/" + one)
            demand(one in self.named_cases, "named by no entry")
            demand(hashlib.sha256(raw).hexdigest() == one, "case digest")
            self.read_case(decoded(raw), self.named_cases[one])
        for one in self.blobs:
            raw = self.files.read("blobs/" + one)
            demand(one not in self.redacted, "blob that was redacted")
            demand(one in self.need_blobs, "named by no entry")
            demand(len(raw) >= 32 and sha(b"countersign.blob/v1\n", raw).hex() == one, "blob digest")
        lines = Lines(self.files.text("withheld"))
        lines.bare("countersign.withheld/v1")
        pairs = lines.repeated("withheld", several(digest, one_of("redacted", "missing", "choice")))
        lines.end()
        withheld = dict(pairs)
        demand(len(withheld) == len(pairs) and set(withheld) <= self.need_cases | self.need_blobs, "withheld")
        for needed, there in ((self.need_cases, set(self.cases)), (self.need_blobs, set(self.blobs))):
            for one in needed:
                self.files.at = one
                demand((one in there) != (one in withheld), "missing, or both there and withheld")
                demand(one not in withheld or (withheld[one] == "redacted") == (one in self.redacted), "withheld without a redaction")
        self.withheld = withheld

    def read_case(self, text, named):
        lines = Lines(text)
        lines.bare("countersign.case/v1")
        case, version, team = lines.value("case", token), lines.value("case-version", positive), lines.value("team", token)
        demand((team, case, version) == named, "manifest of another case")
        self.need_blobs.add(lines.value("source", digest))
        evidence = lines.repeated("evidence", several(token, digest))
        lines.end()
        demand(len({one for one, _ in evidence}) == len(evidence), "an evidence item twice")
        self.need_blobs |= {blob for _, blob in evidence}

    def compare_trust(self):
        self.files.at = "checkpoint"
        if self.trust:
            demand(self.trust["store"] == self.checkpoint["store"], "another store than trusted")
            demand(self.trust["genesis-key"] == self.genesis, "another first key than trusted")
        known = self.trust and self.trust["checkpoint"]
        if known:
            common = min([index for index, epoch in self.restores if epoch >= known["epoch"]] + [self.checkpoint["size"]])
            demand(known["epoch"] <= self.checkpoint["epoch"] and known["size"] <= common, "log shrank")
            demand(self.had_root(known["size"], known["root"]), "history, or no proof of it")
        says = (("genesis-key", not self.trust), ("earlier-history", not known), ("left-out-entries", not self.whole), ("basis", self.unproven),
                ("withheld", bool(self.withheld)), ("arrival-times", True), ("pages", True))
        self.faith = [word for word, so in says if so]


def read_trust(raw):
    text = decoded(raw)
    head, blank, rest = text.partition("\n\n")
    lines = Lines(head + "\n" if blank else head)
    lines.bare("countersign.trust/v1")
    trust = {"store": lines.value("store", uuid4), "genesis-key": lines.value("genesis-key", hex64), "checkpoint": None}
    lines.end()
    if blank:
        trust["checkpoint"] = read_checkpoint(rest)
        demand(trust["checkpoint"]["store"] == trust["store"], "trust file of two stores")
    return trust


def verify(path, trust=None):
    """What `countersign bundle verify --json` says, from another hand."""
    bundle = files = None
    try:
        files = Files(path)
        bundle = Bundle(files, trust)
        bundle.check()
        bad = None
    except Broken as broken:
        bad = {"seq": bundle.seq if bundle else None, "why": str(broken), "file": files.at if files else None}
    known = bundle.checkpoint if bundle and bundle.checkpoint else {"size": 0, "root": sha()}
    return {"ok": bad is None, "size": known["size"], "root": known["root"].hex(), "checked": bundle.checked if bundle else 0, "firstBad": bad,
            "takenOnFaith": bundle.faith if bundle else []}


def main(words):
    trust = None
    if len(words) == 3 and words[1] == "--trust":
        with open(words[2], "rb") as file:
            trust = read_trust(file.read())
    elif len(words) != 1:
        sys.exit(__doc__)
    try:
        said = verify(words[0], trust)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(said))
    return 0 if said["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Kinds of damage to a good bundle. Where not said otherwise manifest.json is made to fit, so that it is not what gives them away."""

import base64
import io
import json
import re
import struct
import zipfile

import nacl.bindings

import bundlefiles as made
import stranger


def flipped(raw, place, bit=0):
    return raw[:place] + bytes([raw[place] ^ (1 << bit)]) + raw[place + 1:]


def replaced(raw, old, new):
    assert old in raw, old
    return raw.replace(old, new, 1)


def line_changed(content, key, change):
    """The first line that begins with this key, its value changed."""
    found = re.search(rb"^%s (.*)$" % key, content, re.M)
    return content[:found.start(1)] + change(found.group(1)) + content[found.end(1):]


def other_digest(value):
    return value[:-1] + (b"0" if value[-1:] != b"0" else b"1")


def first(files, prefix):
    return next(name for name in sorted(files) if name.startswith(prefix))


# ---- the zip itself

def zip_damages(raw, files):
    yield "the file is cut off", raw[:-100]
    yield "the file is cut in half", raw[:len(raw) // 2]
    yield "nothing is left of the file", b""
    yield "bytes stand behind it", raw + b"more"
    yield "bytes stand before it", b"more" + raw
    yield "a comment", raw[:-2] + struct.pack("<H", 4) + b"more"
    yield "no zip", b"PK\3\4" + bytes(1000)
    data = 30 + struct.unpack("<H", raw[26:28])[0] + struct.unpack("<H", raw[28:30])[0]
    yield "a flipped bit in packed bytes", flipped(raw, data + 20)
    yield "another checksum", flipped(raw, raw.index(b"PK\1\2") + 16)
    yield "marked as encrypted", flipped(flipped(raw, 6), raw.index(b"PK\1\2") + 8)
    yield "another name in the local head", flipped(raw, 32)
    for what, change in (("a name twice", twice), ("a folder", folder), ("a link", link), ("bzip2", bzip2), ("a comment on a file", commented)):
        yield what, change(files)


def written(write):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return out.getvalue()


def twice(files):
    raw = made.zipped(dict(files, **{"checkpoint": files["checkpoint"], "checkpoinu": b"x"}))
    return raw.replace(b"checkpoinu", b"checkpoint")


def with_info(files, name, change, compression=zipfile.ZIP_DEFLATED):
    def write(archive):
        for one, content in files.items():
            info = zipfile.ZipInfo(one)
            if one == name:
                change(info)
            archive.writestr(info, content, compression if one == name else zipfile.ZIP_DEFLATED)
    return written(write)


def folder(files):
    return with_info(made.relisted(dict(files, **{"entries/": b""})), "", None)


def link(files):
    def change(info):
        info.create_system = 3
        info.external_attr = 0o120777 << 16
    return with_info(files, "README.txt", change)


def bzip2(files):
    return with_info(files, "README.txt", lambda info: None, zipfile.ZIP_BZIP2)


def commented(files):
    def change(info):
        info.comment = b"more"
    return with_info(files, "README.txt", change)


# ---- names and manifest.json

def name_damages(files):
    for name in ("checkpoint", "withheld", "README.txt", "report.html", "manifest.json"):
        yield "no " + name, made.relisted({key: value for key, value in files.items() if key != name})
    for name in ("notes.txt", "../checkpoint", "entries/1", "Checkpoint", "blobs/" + "A" * 64, "proofs/consistency-01"):
        yield "a file " + name, made.relisted(dict(files, **{name: b"more"}))


def manifest_damages(files):
    manifest = json.loads(files["manifest.json"])

    def said(**changes):
        return dict(files, **{"manifest.json": json.dumps(dict(manifest, **changes)).encode()})
    yield "the report is another one", dict(files, **{"report.html": files["report.html"] + b" "})
    yield "the manifest names another size", said(size=manifest["size"] + 1)
    yield "the manifest names another root", said(root="0" * 64)
    yield "the manifest names another store", said(store="00000000-0000-4000-8000-000000000000")
    yield "the manifest says whole", said(whole=not manifest["whole"])
    yield "the manifest is of another format", said(format="countersign.bundle/v2")
    yield "the manifest leaves a file out", said(files=manifest["files"][1:])
    yield "the manifest lists a file that is not there", said(files=manifest["files"] + [{"name": "z", "size": 0, "sha256": "0" * 64}])
    yield "the manifest is in disorder", said(files=manifest["files"][::-1])
    yield "the manifest has a key twice", dict(files, **{"manifest.json": replaced(files["manifest.json"], b"{", b'{"size":1,')})
    yield "the manifest is no JSON", dict(files, **{"manifest.json": files["manifest.json"][:-3]})


# ---- checkpoint and proofs

def checkpoint_damages(files, workstation, store):
    note = files["checkpoint"]
    text = note[:note.index(b"\n\n") + 1]
    size, root = int(text.split(b"\n")[1]), base64.b64decode(text.split(b"\n")[2])

    def noted(checkpoint):
        out = {name: content.replace(note, checkpoint) if name.startswith("proofs/") else content for name, content in files.items()}
        return fitted(dict(out, checkpoint=checkpoint))

    def cosigned(**changes):
        values = dict(dict(size=size, root=root, store=store, epoch=1), **changes)
        return noted(workstation.cosigned(made.checkpoint_text(**values)))
    yield "the checkpoint has another root", cosigned(root=bytes(32))
    yield "the checkpoint is larger", cosigned(size=size + 1)
    yield "the checkpoint is smaller", cosigned(size=size - 1)
    yield "the checkpoint is of an empty log", cosigned(size=0, root=made.root_of([]))
    yield "the checkpoint is of another epoch", cosigned(epoch=2)
    yield "the checkpoint is of another store", cosigned(store="00000000-0000-4000-8000-000000000000")
    yield "nobody cosigned", noted(text)
    yield "a flipped bit in the cosignature", noted(bit_flipped(note))
    yield "another time in the cosignature", noted(retimed(note))
    yield "a statement's signature for a cosignature", noted(workstation.cosigned(text, algorithm=1))
    yield "a cosignature of a key never enrolled", noted(stranger_cosigned(text, store))
    yield "one cosigner enrolled and one not", noted(joined(note, stranger_cosigned(text, store)))
    yield "a carriage return in the checkpoint", noted(note.replace(b"\n", b"\r\n", 1))


def fitted(files):
    """With a manifest.json that says what the checkpoint says."""
    lines = files["checkpoint"].replace(b"\r", b"").split(b"\n")
    _, store, epoch = lines[0].decode().split("/")
    manifest = json.loads(files["manifest.json"])
    manifest.update(store=store, epoch=int(epoch[1:]), size=int(lines[1]), root=base64.b64decode(lines[2]).hex())
    return made.relisted(dict(files, **{"manifest.json": json.dumps(manifest).encode()}))


def bit_flipped(note):
    line = note.rstrip(b"\n").split(b" ")
    return b" ".join(line[:-1] + [base64.b64encode(flipped(base64.b64decode(line[-1]), 40))]) + b"\n"


def retimed(note):
    line = note.rstrip(b"\n").split(b" ")
    payload = base64.b64decode(line[-1])
    return b" ".join(line[:-1] + [base64.b64encode(payload[:4] + struct.pack(">Q", 1) + payload[12:])]) + b"\n"


def stranger_cosigned(text, store):
    someone = made.Workstation.__new__(made.Workstation)
    someone.public, someone.secret = nacl.bindings.crypto_sign_seed_keypair(bytes(32))
    someone.name = stranger.signer_name(store, "device:" + "0" * 32, someone.public)
    return someone.cosigned(text)


def joined(note, other):
    text, _, mine = note.partition(b"\n\n")
    return text + b"\n\n" + b"".join(sorted([mine, other.partition(b"\n\n")[2]]))


def proof_damages(files):
    name = "proofs/0000000001.tlog-proof"
    proof = files[name]
    yield "a hash of a proof is another", dict(files, **{name: hash_flipped(proof)})
    yield "a proof is too long", dict(files, **{name: replaced(proof, b"index 1\n", b"index 1\n" + base64.b64encode(bytes(32)) + b"\n")})
    yield "a proof is too short", dict(files, **{name: re.sub(rb"index 1\n[^\n]+\n", b"index 1\n", proof)})
    yield "a proof names another entry", dict(files, **{name: replaced(proof, b"index 1\n", b"index 2\n")})
    yield "a proof with an extra line", dict(files, **{name: replaced(proof, b"index 1\n", b"extra AA==\nindex 1\n")})
    yield "a proof without its checkpoint", dict(files, **{name: proof[:proof.index(b"\n\n") + 2]})
    yield "a proof is missing", {key: value for key, value in files.items() if key != name}
    yield "two proofs in each other's place", dict(files, **{name: files["proofs/0000000002.tlog-proof"], "proofs/0000000002.tlog-proof": proof})
    yield "a proof without its entry", dict(files, **{"proofs/0999999999.tlog-proof": replaced(proof, b"index 1\n", b"index 999999999\n")})
    yield "an entry beyond the checkpoint", dict(files, **{"entries/0999999999": files["entries/0000000001"], "proofs/0999999999.tlog-proof": proof})
    size = max(int(key.rpartition("-")[2]) for key in files if key.startswith("proofs/consistency-"))
    yield "a consistency proof has another hash", dict(files, **{"proofs/consistency-%d" % size: hash_flipped(files["proofs/consistency-%d" % size])})
    yield "a consistency proof from nothing", dict(files, **{"proofs/consistency-0": b""})
    yield "a consistency proof from beyond", dict(files, **{"proofs/consistency-999999": b""})
    yield "a consistency proof of loose bytes", dict(files, **{"proofs/consistency-%d" % size: b"AA==\n"})


def hash_flipped(proof):
    found = re.search(rb"^([A-Za-z0-9+/]{43}=)$", proof, re.M)
    return proof[:found.start()] + base64.b64encode(flipped(base64.b64decode(found.group()), 7)) + proof[found.end():]


# ---- entries

def entry_damages(files):
    """By somebody without any key."""
    decision = next(name for name in sorted(files) if name.startswith("entries/") and made.kind_of(files[name]) == "decision")
    entry = files[decision]
    verdict = re.search(rb"\nverdict (\w+)\n", entry).group(1)
    yield "another verdict", dict(files, **{decision: made.with_content(entry, lambda text: replaced(text, b"\nverdict " + verdict, b"\nverdict reject"))})
    yield "another time of arrival", dict(files, **{decision: line_changed(entry, b"arrived", lambda _: b"2020-01-01T00:00:00.000Z")})
    yield "a flag more", dict(files, **{decision: replaced(entry, b"\nlength", b"\nflag late\nlength")})
    yield "line ends of another system", dict(files, **{decision: entry.replace(b"\n", b"\r\n")})
    yield "two entries in each other's place", dict(files, **{"entries/0000000001": files["entries/0000000002"],
                                                              "entries/0000000002": files["entries/0000000001"]})
    yield "an entry is empty", dict(files, **{decision: b""})
    for kind in ("store.created", "key.enrolled", "role.granted", "case.imported", "decision"):
        found = [one for one in sorted(files) if one.startswith("entries/") and made.kind_of(files[one]) == kind]
        name = found[-1] if kind == "key.enrolled" else found[0]  # the workstation's; that of a person who signed nothing here is not missed
        proof = name.replace("entries", "proofs") + ".tlog-proof"
        yield "without an entry " + kind, {key: value for key, value in files.items() if key not in (name, proof)}


def log_damages(files, rebuild):
    """By somebody who rebuilds the log and holds a workstation's key, but no person's."""
    entries = made.entries_of(files)
    kinds = [made.kind_of(entry) for entry in entries]
    at = {kind: kinds.index(kind) for kind in kinds}
    decision, release = entries[at["decision"]], entries[at["release"]]

    def put(kind, entry):
        return rebuild(entries[:at[kind]] + [entry] + entries[at[kind] + 1:])

    def said(kind, key, change):
        return put(kind, made.with_content(entries[at[kind]], lambda text: line_changed(text, key, change)))
    yield "rebuilt: another verdict", said("decision", b"verdict", lambda _: b"edit")
    yield "rebuilt: another rationale", said("decision", b"rationale", other_digest)
    yield "rebuilt: another name", said("decision", b"name", lambda _: b"Dr. Nobody")
    yield "rebuilt: another person", said("decision", b"actor", lambda _: b"eve")
    yield "rebuilt: another meaning", said("decision", b"meaning", lambda _: b"I agree.")
    yield "rebuilt: another time of signing", said("decision", b"claimed", lambda _: b"2020-01-01T00:00:00.000Z")
    yield "rebuilt: another printed name enrolled", said("key.enrolled", b"owner-name", lambda _: b"Dr. Nobody")
    yield "rebuilt: more roles granted", said("role.granted", b"role", lambda _: b"administrator\nrole reviewer")
    yield "rebuilt: another case digest imported", said("case.imported", b"case", lambda value: value.replace(b"sha256:", b"sha256:0", 1)[:-1])
    yield "rebuilt: another release outcome", said("release", b"outcome", other_digest)
    yield "rebuilt: a release names a decision never made", said("release", b"decision", lambda value: value[:-4] + b"0000")
    yield "rebuilt: a release of another case", said("release", b"case", lambda _: b"c7")
    yield "rebuilt: a signature is another's", put("decision", made.with_content(decision, lambda text: text[:text.index(b"\n\n") + 2] +
                                                                                 made.entry_parts(entries[0])[1].partition(b"\n\n")[2]))
    yield "rebuilt: a signature is there twice", put("decision", made.with_content(decision, lambda text: text + text.partition(b"\n\n")[2]))
    yield "rebuilt: nobody signed a decision", put("decision", made.with_content(decision, lambda text: text[:text.index(b"\n\n") + 1]))
    yield "rebuilt: a line more in a release", put("release", made.with_content(release, lambda text: text + b"more lines\n"))
    yield "rebuilt: lines of a release in disorder", put("release", made.with_content(release, lambda text: b"".join(reversed(text.splitlines(True)))))
    yield "rebuilt: no line end in a release", put("release", made.with_content(release, lambda text: text[:-1]))
    yield "rebuilt: another kind on the entry", put("decision", replaced(decision, b"kind decision", b"kind release"))
    yield "rebuilt: an unknown kind", put("decision", replaced(decision, b"kind decision", b"kind decisions"))
    yield "rebuilt: an unknown flag", put("decision", replaced(decision, b"\nlength", b"\nflag lost\nlength"))
    yield "rebuilt: another length", put("decision", line_changed(decision, b"length", lambda value: b"1" + value))
    yield "rebuilt: a time that does not exist", put("release", line_changed(release, b"arrived", lambda _: b"2026-02-30T00:00:00.000Z"))
    yield "rebuilt: a key too many escapes", put("release", line_changed(release, b"session", lambda _: b"%6Cocal"))
    yield "rebuilt: a decision is left out", rebuild(entries[:at["decision"]] + entries[at["decision"] + 1:])
    yield "rebuilt: a decision and its release are left out", rebuild(entries[:at["decision"]] + entries[at["decision"] + 2:])
    yield "rebuilt: the revocation is left out", rebuild([entry for entry, kind in zip(entries, kinds) if kind != "key.revoked"])
    yield "rebuilt: a decision stands there twice", rebuild(entries[:at["decision"] + 1] + entries[at["decision"]:])
    yield "rebuilt: a release stands before its decision", rebuild(entries[:at["decision"]] + [release, decision] + entries[at["decision"] + 2:])
    yield "rebuilt: the log begins later", rebuild(entries[1:])
    yield "rebuilt: the log begins twice", rebuild(entries + entries[:1])


# ---- contents, and what is trusted

def content_damages(files):
    blob, manifest = first(files, "blobs/"), first(files, "cases/")

    def withheld(line):
        return {"withheld": files["withheld"] + line}

    def without(name):
        return {key: value for key, value in files.items() if key != name}
    digest = b"sha256:" + blob[6:].encode()
    yield "a text is another", dict(files, **{blob: flipped(files[blob], 40)})
    yield "a salt is another", dict(files, **{blob: flipped(files[blob], 3)})
    yield "a text is shorter than its salt", dict(files, **{blob: files[blob][:31]})
    yield "a text is missing", without(blob)
    yield "a text nobody names", dict(files, **{"blobs/" + "0" * 64: files[blob]})
    yield "a text is called redacted", dict(without(blob), **withheld(b"withheld " + digest + b" redacted\n"))
    yield "a text is both there and withheld", dict(files, **withheld(b"withheld " + digest + b" choice\n"))
    yield "a reason nobody knows", dict(without(blob), **withheld(b"withheld " + digest + b" whim\n"))
    yield "something withheld that nobody names", dict(files, **withheld(b"withheld sha256:" + b"0" * 64 + b" choice\n"))
    yield "the list of what is withheld has no head", dict(files, withheld=b"")
    yield "a case is another", dict(files, **{manifest: replaced(files[manifest], b"case-version 1", b"case-version 2")})
    yield "a case is missing", without(manifest)
    yield "a case nobody names", dict(files, **{"cases/" + "0" * 64: files[manifest]})


def trust_damages(raw, files, trusts):
    early, now = trusts
    yield "trusted: another store", raw, re.sub(rb"[0-9a-f]{8}-", b"00000000-", early)
    yield "trusted: another first key", raw, line_changed(early, b"genesis-key", lambda value: b"0" * 8 + value[8:])
    yield "trusted: another root", raw, early[:-45] + base64.b64encode(bytes(32)) + b"\n"
    yield "trusted: more entries than there are", raw, now
    yield "trusted: a later epoch", raw, early.replace(b"/e1\n", b"/e2\n")
    size = int(early.split(b"\n")[5])
    yield "trusted: no proof from there", made.zipped(made.relisted(
        {name: content for name, content in files.items() if name != "proofs/consistency-%d" % size})), early


def all_damages(test):
    """(what it is, the damaged bundle, the trust file it is checked with or None)."""
    found = []
    for bundle in ("one", "all"):
        raw = test.home.read(bundle + ".zip")
        files = made.load(test.bundle(bundle))
        found += [("%s: %s" % (bundle, what), broken, None) for what, broken in zip_damages(raw, files)]
        groups = (name_damages(files), manifest_damages(files), checkpoint_damages(files, test.workstation, test.store))
        found += [("%s: %s" % (bundle, what), made.zipped(broken), None) for group in groups for what, broken in group]
        found += [("%s: %s" % (bundle, what), made.zipped(made.relisted(broken)), None)
                  for group in (proof_damages(files), entry_damages(files), content_damages(files)) for what, broken in group]
        if bundle == "one":
            found += trust_damages(raw, files, [test.home.read(name) for name in ("early.trust", "now.trust")])
        else:
            found += [("all: " + what, made.zipped(broken), None)
                      for what, broken in log_damages(files, lambda entries: made.rebuilt(files, entries, test.workstation, test.store))]
    return found

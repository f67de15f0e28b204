"""A bundle taken apart and put together again, for damaging it: also as somebody could who holds the workstation's key."""

import base64
import hashlib
import io
import json
import struct
import zipfile

import nacl.bindings

import stranger


def load(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def relisted(files):
    """The same with a manifest.json that fits, so that another check has to find what is wrong."""
    files = dict(files)
    if "manifest.json" not in files:
        return files
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [{"name": name, "size": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
                         for name in sorted(files) if name != "manifest.json"]
    files["manifest.json"] = json.dumps(manifest).encode()
    return files


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- the tree, from the side of whoever makes proofs

def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def split(count):
    half = 1
    while 2 * half < count:
        half *= 2
    return half


def root_of(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = split(len(leaves))
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def path_of(index, leaves):
    if len(leaves) <= 1:
        return []
    half = split(len(leaves))
    if index < half:
        return path_of(index, leaves[:half]) + [root_of(leaves[half:])]
    return path_of(index - half, leaves[half:]) + [root_of(leaves[:half])]


def subproof(old, leaves, known):
    if old == len(leaves):
        return [] if known else [root_of(leaves)]
    half = split(len(leaves))
    if old <= half:
        return subproof(old, leaves[:half], known) + [root_of(leaves[half:])]
    return subproof(old - half, leaves[half:], False) + [root_of(leaves[:half])]


def hash_lines(hashes):
    return b"".join(base64.b64encode(one) + b"\n" for one in hashes)


# ---- entries and checkpoints

def entry_parts(entry):
    head, _, content = entry.partition(b"\n\n")
    return head, content


def with_content(entry, change):
    """The entry with its content changed and its length right."""
    head, content = entry_parts(entry)
    content = change(content)
    lines = [b"length %d" % len(content) if line.startswith(b"length ") else line for line in head.split(b"\n")]
    return b"\n".join(lines) + b"\n\n" + content


def kind_of(entry):
    return next(line[5:].decode() for line in entry.split(b"\n") if line.startswith(b"kind "))


class Workstation:
    """The key of an installation, as its file has it."""

    def __init__(self, path, store):
        with open(path) as file:
            said = dict(line.rstrip("\n").split(" ", 1) for line in file.readlines()[1:])
        self.public, self.secret = nacl.bindings.crypto_sign_seed_keypair(base64.b64decode(said["seed"]))
        self.name = stranger.signer_name(store, "device:" + said["device"], self.public)

    def cosigned(self, text, seconds=1795648800, algorithm=4):
        message = b"cosignature/v1\ntime %d\n" % seconds + text if algorithm == 4 else text
        signature = nacl.bindings.crypto_sign(message, self.secret)[:64]
        time = struct.pack(">Q", seconds) if algorithm == 4 else b""
        payload = stranger.key_id(self.name, algorithm, self.public) + time + signature
        return text + b"\n" + ("\u2014 %s " % self.name).encode() + base64.b64encode(payload) + b"\n"


def checkpoint_text(store, size, root, epoch=1):
    return b"countersign/%s/e%d\n%d\n%s\n" % (store.encode(), epoch, size, base64.b64encode(root))


def entries_of(files):
    return [files[name] for name in sorted(files) if name.startswith("entries/")]


def rebuilt(files, entries, workstation, store):
    """The whole bundle anew around other entries, every proof right and the checkpoint cosigned."""
    leaves = [leaf_hash(entry) for entry in entries]
    text = checkpoint_text(store, len(entries), root_of(leaves))
    note = workstation.cosigned(text)
    out = {name: content for name, content in files.items() if not name.startswith(("entries/", "proofs/"))}
    out["checkpoint"] = note
    for index, entry in enumerate(entries):
        out["entries/%010d" % index] = entry
        lines = b"c2sp.org/tlog-proof@v1\nindex %d\n" % index
        out["proofs/%010d.tlog-proof" % index] = lines + hash_lines(path_of(index, leaves)) + b"\n" + note
    manifest = json.loads(out["manifest.json"])
    manifest.update(size=len(entries), root=root_of(leaves).hex())
    out["manifest.json"] = json.dumps(manifest).encode()
    return relisted(out)

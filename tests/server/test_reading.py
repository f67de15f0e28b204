"""The server reads statements exactly as strictly as the written format: thousands of broken ones, held against the stranger's reader.

    test_reading.py
"""

import sys

sys.dont_write_bytecode = True

import base64
import os
import random
import re
import unittest

import psycopg2

import house

sys.path.insert(0, os.path.join(house.HERE, "..", "verifier"))

import statements

STORE = None
BROKEN = 20000 if os.environ.get("COUNTERSIGN_FULL") else 3000


def bodies(person):
    """One of each kind a person signs, with every line it may have."""
    digest, id = "sha256:" + 64 * "a", house.uuid7()
    key = [("public-key", base64.b64encode(os.urandom(32)).decode()), ("owner", "zo%C3%AB"), ("owner-name", "Zoë Müller")]
    case = [("team", "main"), ("case", "D2N068/%20x"), ("case-version", 3)]
    made = {
        "store.created": [("store-name", "Clinic"), *key, ("use", "person")], "key.enrolled": [*key, ("use", "workstation")],
        "key.revoked": [("revoked", 64 * "0"), ("reason", "lost")],
        "role.granted": [("person", "ben"), ("team", "main"), ("role", "auditor"), ("role", "reviewer")],
        "role.withdrawn": [("person", "ben"), ("team", "main"), ("role", "reviewer"), ("reason", "left")],
        "case.imported": [("team", "main"), ("policy", 1), ("case", "a 1 %s everyone" % digest), ("case", "b 12 %s everyone" % digest)],
        "case.withdrawn": [*case, ("reason", "a"), ("reason", "b"), ("rationale", digest)],
        "policy.adopted": [("team", "main"), ("policy-version", 2), ("content", digest), ("expires", "2028-02-29T00:00:00.000Z")],
        "decision": [*case, ("case-digest", digest), ("claim", 0), ("slot", 1), ("stage", "review"), ("verdict", "edit"), ("outcome", digest), ("rationale", digest),
                     ("reason", "dose"), ("reason", "missing"), ("contact", digest), ("first-answer", digest), ("supersedes", id), ("policy", "1 everyone")],
        "recall": [*case, ("release", 7), ("cause", id), ("reason", "x"), ("rationale", digest)],
        "redaction": [*case, ("blob", digest), ("blob", "sha256:" + 64 * "b"), ("reason", "x"), ("rationale", digest)],
        "restore": [("old-epoch", 1), ("size", "4 " + 64 * "0"), ("known", "9 " + 64 * "1")],
        "audit.opened": [("team", "main"), ("case", "c"), ("decision", id), ("view", "list")],
        "finding": [("team", "main"), ("finding", id), ("state", "opened"), ("subject", "x"), ("case", "c"), ("statement", id), ("owner", "ben"), ("text", digest)]}
    return {kind: person.body(kind, lines).decode() for kind, lines in made.items()}


PIECES = ["", " ", "0", "1", "01", "-1", "9223372036854775807", "9223372036854775808", "%41", "%c3%a9", "%C3%A9", "%C3", "%ED%A0%80", "\u0085", "\u2028", "\x7f",
          "\t", "é", "A", "~", "sha256:", "sha256:" + 64 * "A", "=", "2026-02-30T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "0000-01-01T00:00:00.000Z",
          "2024-02-29T23:59:59.999Z", "-", "light", "x y", "%00", "%25", "\r", " \n"]


def damaged(text, chance):
    lines = text.split("\n")
    how, at = chance.randrange(9), chance.randrange(len(lines))
    key, _, value = lines[at].partition(" ")
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(at, lines[at])
    elif how == 2:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = key + " " + chance.choice(PIECES)
    elif how == 4:
        place = chance.randrange(len(value) + 1)
        lines[at] = key + " " + value[:place] + chance.choice(PIECES) + value[place:]
    elif how == 5 and lines[at]:
        place = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:place] + lines[at][place + 1:]
    elif how == 6 and lines[at]:
        place = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:place] + chance.choice("aA0fF9 %:-") + lines[at][place + 1:]
    elif how == 7:
        lines[at] = key + " " + " ".join(chance.sample(value.split(" "), len(value.split(" "))))
    else:
        lines[at] = lines[chance.randrange(len(lines))]
    return "\n".join(lines)


class Reading(unittest.TestCase):
    def server_reads(self, text):
        try:
            STORE.sql("SELECT countersign.check_lines(countersign.parse_statement(%s))", text)
            return True
        except psycopg2.Error as error:
            self.assertEqual(error.pgcode, "CS014", (error, text))
            return False

    def stranger_reads(self, text):
        kind = re.match(r"countersign\.([a-z.-]+)/v1\n", text)
        try:
            statements.parse(text, kind.group(1) if kind else "", True)
            return True
        except statements.Broken:
            return False

    def test_what_is_whole_is_read_and_what_is_broken_is_refused_by_both(self):
        chance = random.Random(17)
        whole = bodies(STORE.ada)
        self.assertEqual({kind for kind, text in whole.items() if not self.server_reads(text)}, set())
        self.assertEqual({kind for kind, text in whole.items() if not self.stranger_reads(text)}, set())
        refused = 0
        for number in range(BROKEN):
            text = whole[chance.choice(list(whole))]
            for _ in range(chance.randrange(1, 3)):
                text = damaged(text, chance)
            if "%00" in text:  # a text of PostgreSQL holds no NUL: refused, and nothing is lost by it
                continue
            ours = self.server_reads(text)
            self.assertEqual(ours, self.stranger_reads(text), text)
            refused += not ours
        self.assertGreater(refused, BROKEN // 2)

    def test_tokens_are_spelt_as_the_format_has_them(self):
        for text in ("plain", "Zoë", "高血压", "a b", "100%", "x/y:z@~-._", "\u0001", "a\nb"):
            token, = STORE.sql("SELECT countersign.escape_token(%s)", text)[0]
            self.assertEqual((token, STORE.sql("SELECT countersign.unescape_token(%s)", token)[0][0], statements.token(token)), (house.escape(text), text, text))

    def test_notes_with_anything_odd_about_their_signatures_are_refused(self):
        note = STORE.ada.note("audit.opened", [("team", "main"), ("view", "list")]).decode()
        body, _, line = note.partition("\n\n")
        odd = [body + "\n", body + "\n\n", note + "\n", note[:-1], note + line, body + "\n\n" + line.replace("— ", "- "), note.replace("— ", "—  "), note + "x",
               body + "\n\n" + line[:-2] + "\n", note.replace("=\n", "\n"), body + "\n\n\n" + line, body + "\n\n" + line.replace(" ", " +", 1)]
        for number, text in enumerate(odd):
            with self.subTest(number=number):
                with self.assertRaises(psycopg2.Error) as caught:
                    STORE.sql("SELECT countersign.parse_note(%s)", text.encode())
                self.assertEqual(caught.exception.pgcode, "CS014", text)

    def test_both_engines_know_the_same_moves(self):
        embedded = set()
        for name in ("0004_moves.sql", "0008_contested.sql"):
            with open(os.path.join(house.SOURCE, "resources", "sql", "sqlite", name)) as file:
                embedded |= set(re.findall(r"\('([a-z]+)', '([a-z-]+)', '([a-z]+)'\)", file.read()))
        self.assertEqual(set(STORE.sql("SELECT from_state, move, to_state FROM countersign.allowed_move")), embedded)


def begin(server):
    global STORE
    STORE = house.Store(server, "reading")


if __name__ == "__main__":
    house.main(begin)

#!/usr/bin/env python3
"""A second reader of the journal, written from plugin/docs/journal-format.md alone.

journal_reader.py JOURNAL KEYFILE prints every event as a line of JSON. Ends with 1 and a sentence
for each problem when something is not as the page says.
"""

import hashlib
import json
import sqlite3
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

STREAMS = {1: "dossier", 2: "access", 3: "system"}


class Problem(Exception):
    pass


def label(text):
    return text.encode("ascii") + b"\0"


def u64(number):
    return number.to_bytes(8, "big")


def text(value):
    data = value.encode("utf-8")
    return len(data).to_bytes(4, "big") + data


def unseal(key, sealed, context, what):
    if len(sealed) < 28:
        raise Problem(f"{what} is too short")
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], context)
    except InvalidTag:
        raise Problem(f"{what} does not open") from None


def read_key(path):
    with open(path, encoding="ascii") as file:
        return bytes.fromhex(file.read().strip())


class Journal:
    def __init__(self, path, master):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.master = master
        if self.one("PRAGMA application_id") != 0x68764A31:
            raise Problem("not a journal")
        if self.one("PRAGMA user_version") != 2:
            raise Problem("another version of the format")
        self.uuid = self.meta("journal")
        check = unseal(master, self.meta("check"), label("hv-check-1") + self.uuid, "the key check")
        if check != b"homevisit journal":
            raise Problem("the key check holds another text")
        self.subjects = {
            number: (uuid, self.subject_key(number, uuid, wrapped))
            for number, uuid, wrapped in self.db.execute("SELECT id, uuid, wrapped_key FROM subjects")
        }
        self.names = {1: ""}
        for system, external, subject, seal in self.db.execute(
            "SELECT system, external_id, subject, seal FROM subject_ids"
        ):
            context = label("hv-subject-1") + self.subjects[subject][0] + text(system) + text(external)
            unseal(master, seal, context, f"the line of subject {subject}")
            self.names[subject] = external
        self.leads = {}
        for subject, into, seal in self.db.execute("SELECT subject, into_subject, seal FROM merges"):
            context = label("hv-merge-1") + self.subjects[subject][0] + self.subjects[into][0]
            unseal(master, seal, context, f"the line from subject {subject} to {into}")
            self.leads[subject] = into
        self.files = {subject: self.root(subject) for subject in self.subjects}

    def root(self, subject):
        """The subject whose file this one belongs to."""
        passed = set()
        while subject in self.leads:
            if subject in passed:
                raise Problem(f"subject {subject} leads to itself")
            passed.add(subject)
            subject = self.leads[subject]
        return subject

    def one(self, sql):
        return self.db.execute(sql).fetchone()[0]

    def meta(self, name):
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise Problem(f"meta has no {name}")
        return row[0]

    def subject_key(self, number, uuid, wrapped):
        if wrapped is None:
            return None
        return unseal(self.master, wrapped, label("hv-key-1") + uuid, f"the key of subject {number}")

    def events(self):
        previous = hashlib.sha256(label("hv-genesis-1") + self.uuid).digest()
        expected = 1
        rows = self.db.execute(
            "SELECT seq, id, subject, stream, submission, body, hash FROM events ORDER BY seq"
        )
        for seq, identifier, subject, stream, submission, body, digest in rows:
            if seq != expected:
                raise Problem(f"event {expected} is missing")
            if subject not in self.subjects:
                raise Problem(f"event {seq} belongs to nobody")
            uuid, key = self.subjects[subject]
            submission = submission or b""
            columns = (
                u64(seq) + identifier + uuid + u64(stream) + bytes([len(submission)]) + submission
            )
            previous = hashlib.sha256(
                label("hv-chain-1") + previous + columns + u64(len(body)) + body
            ).digest()
            if previous != digest:
                raise Problem(f"event {seq} has another hash")
            opened = None
            if key is not None:
                opened = unseal(key, body, label("hv-event-1") + columns, f"event {seq}").decode()
            yield {
                "seq": seq,
                "id": identifier.hex(),
                "student": self.names.get(subject),
                "file": self.names.get(self.files[subject]),
                "stream": STREAMS[stream],
                "submission": submission.hex(),
                "body": opened,
            }
            expected += 1
        head = unseal(self.master, self.meta("head"), label("hv-head-1") + self.uuid, "the head")
        if head != u64(expected - 1) + previous:
            raise Problem(f"the chain does not end at event {expected - 1}")

    def beside(self):
        """What stands beside the events, opened: (table, student, key columns, body)."""
        for subject, name, upto, body in self.db.execute(
            "SELECT subject, name, upto_seq, body FROM projections ORDER BY subject, name"
        ):
            uuid, key = self.subjects[subject]
            context = label("hv-projection-1") + uuid + text(name) + u64(upto)
            yield "projection", self.names[subject], f"{name} {upto}", self.opened(key, body, context)
        for subject, marker, seq, body in self.db.execute(
            "SELECT subject, marker, event_seq, entry FROM outbox WHERE entry IS NOT NULL ORDER BY id"
        ):
            uuid, key = self.subjects[subject]
            context = label("hv-outbox-1") + uuid + text(marker) + u64(seq)
            yield "outbox", self.names[subject], f"{marker} {seq}", self.opened(key, body, context)
        for owner, subject, form, saved_at, body in self.db.execute(
            "SELECT owner, subject, form, saved_at, body FROM drafts ORDER BY owner, subject, form"
        ):
            uuid, key = self.subjects[subject]
            context = label("hv-draft-1") + uuid + text(owner) + text(form) + u64(saved_at)
            yield "draft", self.names[subject], f"{owner} {form}", self.opened(key, body, context)

    def opened(self, key, body, context):
        return unseal(key, body, context, "a body beside the events").decode()


def main(arguments):
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        journal = Journal(arguments[1], read_key(arguments[2]))
        for event in journal.events():
            print(json.dumps(event))
        for table, student, where, body in journal.beside():
            print(json.dumps({"table": table, "student": student, "where": where, "body": body}))
    except (Problem, sqlite3.DatabaseError) as problem:
        print(f"{arguments[1]}: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

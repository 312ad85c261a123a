#!/usr/bin/env python3
"""The journal that the library writes is the journal that the page describes.

journal_reader_test.py PATH-OF-journal_writer
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile

try:
    import cryptography  # noqa: F401
except ImportError:
    print("skipped: python3-cryptography is not installed")
    sys.exit(77)

READER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "journal_reader.py")
EVENTS = [
    ("s1", "dossier", "ab" * 32, '{"visit":"\\u00eb"}'),
    ("s\u00eb", "dossier", "", '{"n":"\u00eb"}'),
    ("s1", "access", "", '{"looked":true}'),
    ("", "system", "", '{"roster":"read"}'),
    ("erased", "dossier", "", None),
    ("s1", "dossier", "cd" * 32, "{}"),
    ("old", "dossier", "", '{"before":"the new id"}'),
]
FILES = ["s1", "s\u00eb", "s1", "", "erased", "s1", "s1"]
BESIDE = [
    ("projection", "s1", "history 6", "history of s1"),
    ("projection", "s\u00eb", "history 2", "history of s\u00eb"),
    ("projection", "old", "history 7", "history of old"),
    ("outbox", "s1", "marker \u00eb 1", "entry of s1"),
    ("outbox", "s\u00eb", "marker \u00eb 2", "entry of s\u00eb"),
    ("outbox", "s1", "marker \u00eb 6", "entry of s1"),
    ("outbox", "s1", "marker \u00eb 7", "entry of old"),
    ("draft", "s1", "t1 record", "draft"),
]
# Each of these must make the reader refuse the journal.
CHANGES = [
    "UPDATE events SET stream = 1 WHERE seq = 3",
    "UPDATE events SET id = zeroblob(16) WHERE seq = 1",
    "UPDATE events SET submission = NULL WHERE seq = 1",
    "UPDATE events SET subject = 1 WHERE seq = 6",
    "UPDATE events SET body = (SELECT body FROM events WHERE seq = 1) WHERE seq = 6",
    "UPDATE events SET hash = zeroblob(32) WHERE seq = 5",
    "DELETE FROM events WHERE seq = 2",
    "DELETE FROM events WHERE seq = 7",
    "UPDATE subject_ids SET external_id = 's9' WHERE external_id = 's1'",
    "UPDATE merges SET into_subject = 3",
    "INSERT INTO merges SELECT into_subject, subject, seal FROM merges",
    "UPDATE projections SET upto_seq = 9 WHERE upto_seq = 6",
]


def read(journal, key):
    done = subprocess.run(
        [sys.executable, READER, journal, key], capture_output=True, text=True, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def main():
    with tempfile.TemporaryDirectory() as folder:
        journal, key = os.path.join(folder, "journal.db"), os.path.join(folder, "key")
        subprocess.run([sys.argv[1], journal, key], check=True)
        code, lines, errors = read(journal, key)
        assert code == 0, errors
        events = [line for line in lines if "seq" in line]
        assert [event["seq"] for event in events] == list(range(1, len(EVENTS) + 1)), events
        got = [(e["student"], e["stream"], e["submission"], e["body"]) for e in events]
        assert got == EVENTS, f"\n{got}\n{EVENTS}"
        assert [event["file"] for event in events] == FILES, events
        beside = [(b["table"], b["student"], b["where"], b["body"]) for b in lines if "table" in b]
        assert beside == BESIDE, f"\n{beside}\n{BESIDE}"

        with open(journal, "rb") as file:
            whole = file.read()
        for change in CHANGES:
            changed = os.path.join(folder, "changed.db")
            with open(changed, "wb") as file:
                file.write(whole)
            db = sqlite3.connect(changed)
            assert db.execute(change).rowcount == 1, change
            db.commit()
            db.close()
            code, _, errors = read(changed, key)
            assert code == 1, f"not noticed: {change}"

        other = os.path.join(folder, "other-key")
        with open(other, "w", encoding="ascii") as file:
            file.write("00" * 32 + "\n")
        code, _, errors = read(journal, other)
        assert code == 1 and "key check" in errors, errors
    print("the journal is as the page says")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Which test shows which requirement: reads the R-numbers that stand beside the tests.

Usage: table.py [--write]

Without --write: checks that every MUST has a test and that plugin/docs/requirements.md says what the
tests say; exit 1 where not. With --write: writes that page.
"""
import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent
PAGE = TESTS.parent / "plugin" / "docs" / "requirements.md"

NUMBER = re.compile(r"(?<![A-Z0-9])R(\d{1,3})(?!\d)")
RANGE = re.compile(r"R\d+ (?:to|bis|-|\.\.\.?|–) ?R\d+")
BEGINS = {
    ".cc": re.compile(r"^\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)"),
    ".mjs": re.compile(r"""^\s*(?:await )?(?:test|it)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)"""),
    ".php": re.compile(r"""^\s*test\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""),
    ".py": re.compile(r"^\s*def (test_\w+)"),
}
COMMENT = re.compile(r"^\s*(//|/\*|\*|#)")


def name_of(match, path):
    parts = [part for part in match.groups() if part is not None]
    if path.suffix == ".cc":
        return ".".join(parts)
    folder = path.relative_to(TESTS).parent.name
    return f"{folder}/{path.name.split('.')[0]}: {parts[0]}"


def numbers(text):
    return {int(n) for n in NUMBER.findall(RANGE.sub("", text)) if 1 <= int(n) <= 111}


def shown_by():
    """Requirement -> names of tests. A number counts for the test that it stands in, or for the next
    one where it stands in a comment right above it; at the head of a file, for all its tests."""
    found = {}
    for path in sorted(TESTS.rglob("*")):
        if path.suffix not in BEGINS or "node_modules" in path.parts or HERE in path.parents:
            continue
        whole = str(path.relative_to(TESTS))
        current, above, head = None, set(), True
        for line in path.read_text(encoding="utf-8").splitlines():
            if head and not COMMENT.match(line):
                head = False
            if head:
                for number in numbers(line):
                    found.setdefault(number, []).append(whole)
                continue
            begins = BEGINS[path.suffix].match(line)
            if begins:
                current = name_of(begins, path)
                for number in above | numbers(line):
                    found.setdefault(number, []).append(current)
                above = set()
                continue
            if not line.strip():
                above = set()
            here = numbers(line)
            if COMMENT.match(line) and not line.startswith(" "):
                above |= here
            elif current and here:
                for number in here:
                    found.setdefault(number, []).append(current)
            if line.rstrip() in ("}", "});"):
                current, above = None, set()
    # Documents that are to be refused, each named for its rule; the tests of the schemas run them.
    for path in sorted((TESTS.parent / "schemas" / "v1" / "invalid").iterdir()):
        for number in numbers(path.name):
            found.setdefault(number, []).append(f"invalid/{path.name.removesuffix('.json')}")
    return {number: sorted(set(names)) for number, names in found.items()}


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|"))


def page(required, left, tests):
    out = [
        "# Requirements and the tests that show them",
        "",
        "Written by `tests/requirements/table.py --write` from the numbers beside the tests; a test holds it to",
        "that. Weights: MUST, SHOULD, MAY.",
        "",
        "| # | Weight | What | Shown by |",
        "|---|---|---|---|",
    ]
    for row in required:
        number = int(row["number"])
        names = tests.get(number, [])
        if names:
            shown = ", ".join(f"`{n}`".replace("|", "\\|") for n in names[:4])
            if len(names) > 4:
                shown += f" and {len(names) - 4} more"
        else:
            shown = "left: " + left.get(number, "no test names it yet")
        out.append(f"| R{number} | {row['weight']} | {row['what']} | {shown} |")
    covered = sum(1 for row in required if int(row["number"]) in tests)
    out += ["", f"{covered} of {len(required)} have a test.", ""]
    return "\n".join(out)


def main():
    required = rows("requirements.csv")
    left = {int(row["number"]): row["why"] for row in rows("left.csv")}
    tests = shown_by()
    text = page(required, left, tests)
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    problems = [
        f"R{row['number']} is a MUST and no test names it: {row['what']}"
        for row in required
        if row["weight"] == "MUST" and int(row["number"]) not in tests
    ]
    problems += [f"R{n} is said to be left, but a test names it" for n in left if n in tests]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        problems.append(f"{PAGE.name} is not what the tests say; run tests/requirements/table.py --write")
    print("\n".join(problems) or f"{len(tests)} of {len(required)} requirements are named by tests.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

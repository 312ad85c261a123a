"""Checks examples/ and invalid/ with python3-jsonschema, where it is installed."""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: skipped.")
    sys.exit(77)

root = pathlib.Path(sys.argv[1]).resolve()
store = {}
for file in root.rglob("*.json"):
    if file.parent.name not in ("examples", "invalid"):
        store[file.as_uri()] = json.loads(file.read_text(encoding="utf-8"))


def is_valid(document, name):
    uri = (root / "operations" / name).as_uri()
    resolver = jsonschema.RefResolver(uri, store[uri], store=store)
    return jsonschema.Draft4Validator(store[uri], resolver=resolver).is_valid(document)


wrong = 0
for folder, expected in (("examples", True), ("invalid", False)):
    for file in sorted((root / folder).glob("*.json")):
        name = file.name
        if not expected:  # operation.request.rule.json, or of a response
            kind = ".request." if ".request." in name else ".response."
            name = name[: name.index(kind)] + kind + "json"
        if is_valid(json.loads(file.read_text(encoding="utf-8")), name) != expected:
            print(f"{folder}/{file.name}: expected {'valid' if expected else 'invalid'}")
            wrong += 1
sys.exit(1 if wrong else 0)

"""One word for one thing: no public name is defined twice, and the glossary names things that are there."""

import ast
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "qualcode"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
TYPE_VARIABLE = re.compile(r"[A-Z]")


def defined(path):
    """Public names that a file defines at its top."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name))


def homes():
    found = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for name in defined(path):
            if not name.startswith("_") and not TYPE_VARIABLE.fullmatch(name):
                found[name].append(path.relative_to(SOURCE).as_posix())
    return found


def is_verb(places):
    """One verb and the command that calls it."""
    return sorted(place.rpartition("/")[0] for place in places) == ["api", "cli/commands"]


def test_no_public_name_has_two_meanings():
    registry = set(re.findall(r"`(\w+)`", GLOSSARY.partition("## Words of registries")[2]))
    twice = {name: places for name, places in homes().items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in registry and not is_verb(places)} == {}
    assert registry <= {*twice, "api", "cli"}


@pytest.mark.parametrize("place", re.findall(r"\| `([\w.]+)` \|$", GLOSSARY, re.MULTILINE))
def test_what_the_glossary_names_is_there(place):
    module, _, name = place.rpartition(".")
    assert hasattr(import_module(f"qualcode.{module}"), name)

"""Runs the examples on the pages beside this file, by the engine and by the oracle.

A page is prose with blocks such as

    ```example
    text: Gurunya kurang. Apakah muridnya juga kurang?
    rule: any: [kurang]
    finds: kurang [affirmed]
           kurang [question]
    ```

`question:` gives the turn before, `role:` who speaks, `cut:` how the turn is cut, `rule:` (once or more) the rules of
one code as a codebook has them; `finds:` lists the codings, `from` the matched words, `by` the rules. Indented lines go
on with the line above.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from oracle.codings import Coding, code_turns
from qualcode.codebook.load import load_codebook
from rules.engine_codings import codings

PAGES = [page for page in sorted(Path(__file__).parent.glob("*.md")) if page.name != "fold.md"]
"""Pages about rules; that about decisions is run by `store/test_fold.py`."""
BLOCK = re.compile(r"^```example\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^(\w+):[ ]?(.*(?:\n[ ].*|\n(?=\n| ))*)", re.MULTILINE)
FOUND = re.compile(r"(?P<quote>.+) \[(?P<how>[a-z, ]+)\](?: from (?P<matched>.+?))?(?: by (?P<rules>.+))?")
CODEBOOK = """\
format: 1
codebook: page
defaults: {level: exact}
lexicons:
  lack: [kurang, belum ada, lack of]
codes:
  - code: matter
    rules:
"""


@dataclass(frozen=True)
class Example:
    """One block of a page."""

    place: str
    fields: dict[str, list[str]]

    def one(self, field, default=None):
        return self.fields.get(field, [default])[0]


def examples():
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in BLOCK.finditer(text):
            fields = {}
            for field in FIELD.finditer(block[1]):
                fields.setdefault(field[1], []).append(_continued(field[2]))
            yield Example(f"{page.name}:{text.count(chr(10), 0, block.start()) + 1}", fields)


def _continued(value):
    """The first line and those under it, without their common indent."""
    first, _, rest = value.partition("\n")
    return f"{first}\n{dedent(rest)}".strip("\n") if first else dedent(rest).strip("\n")


def _codebook(example):
    rules = "".join("      -\n" + indent(rule, " " * 8) + "\n" for rule in example.fields["rule"])
    codebook, findings = load_codebook(example.place, (CODEBOOK + rules).encode("utf-8"))
    assert codebook is not None, [str(finding) for finding in findings]
    return codebook


def _said(example, coding: Coding, text):
    """A coding as the pages write it, with as much detail as the page gives."""
    written = example.one("finds")
    quote = " ".join(text[coding.start : coding.end].split())
    how = coding.assertion + (", prompted" if coding.prompted else "")
    matched = " + ".join(text[start:end] for start, end in coding.matched) if " from " in written else ""
    rules = ", ".join(coding.rules) if " by " in written else ""
    return f"{quote} [{how}]" + (f" from {matched}" if matched else "") + (f" by {rules}" if rules else "")


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.place)
def test_example(example):
    question, text = example.one("question"), example.one("text")
    texts = [text] if question is None else [question, text]
    role = example.one("role", "participant")
    coded, asked = ([role == "participant"], []) if question is None else ([False, role == "participant"], [-1, 0])
    roles = [role] if question is None else ["interviewer", role]
    study = _codebook(example), texts, example.one("cut", "sentence"), coded, asked, roles
    expected = [] if example.one("finds") == "nothing" else example.one("finds").split("\n")
    assert all(FOUND.fullmatch(line) for line in expected)
    assert [_said(example, coding, text) for coding in code_turns(*study)] == expected
    assert [_said(example, coding, text) for coding in codings(*study)] == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_an_example(page):
    text = page.read_text("utf-8")
    assert text.count("```") == 2 * len(BLOCK.findall(text)) > 0
    for block in BLOCK.findall(text):
        assert {"text", "rule", "finds"} <= {field[1] for field in FIELD.finditer(block)}

"""What the tests of this room share: a good codebook, a short head to hang mistakes on, and a mark for places."""

from pathlib import Path

from qualcode.codebook.load import load_codebook

SCHOOLS = (Path(__file__).parent / "schools.yaml").read_bytes()
HEAD = """\
format: 1
codebook: clinics
languages: [id, en]
codes:
- code: queue
  kind: theme
  terms: [antre]
"""
HERE = "▲"
"""Stands before the character that a finding must point at."""


def findings(text):
    return load_codebook("book.yaml", text.encode())[1]


def errors(text):
    return [found for found in findings(text) if found.level == "error"]


def codebook(text):
    book, found = load_codebook("book.yaml", text.encode())
    assert book is not None, [str(each) for each in found]
    return book


def marked(text):
    """The text without its mark, and the line and column where the mark stood."""
    before = text[: text.index(HERE)]
    return text.replace(HERE, ""), (before.count("\n") + 1, len(before) - before.rfind("\n"))


def rule(text):
    """The last rule of a codebook that ends with these lines under `rules:`."""
    return codebook(HEAD + "- code: staff\n  rules:\n" + text).codes[-1].rules[-1]


def words(terms):
    return [term.text for term in terms]

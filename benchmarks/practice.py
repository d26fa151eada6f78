"""The corpus of practice turns: what was said, and how its writer coded it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpora" / "practice"
TEST = ("f", "ff", "x", "z")
"""The sets that nothing is learnt from."""


@dataclass(frozen=True)
class Answer:
    """One turn of a participant."""

    set: str
    """Letters of the set; every set was written under its own brief."""
    style: str
    """`plain` or `narrative`."""
    interview: str
    text: str
    codes: frozenset[str]
    """What its writer coded; empty: no code applies."""


def answers(corpus: Path = CORPUS, *, test: bool = False) -> list[Answer]:
    """The development sets, or the one set aside for testing, in the order of their files."""
    return [
        answer
        for path in sorted((corpus / "transcripts").glob("*.jsonl"))
        if (path.stem.rpartition("-")[2] in TEST) == test
        for answer in _answers(path, corpus / "coding" / "author" / path.name)
    ]


def _answers(transcript: Path, coding: Path) -> Iterator[Answer]:
    """The turns of one transcript, named STYLE-SET."""
    style, _, letter = transcript.stem.rpartition("-")
    codes = defaultdict(set)
    for each in _records(coding) if coding.exists() else ():  # in talk on other subjects no code applies
        codes[each["turn"]].add(each["code"])
    for turn in _records(transcript):
        yield Answer(letter, style, turn["speaker"], turn["text"], frozenset(codes[turn["turn"]]))


def _records(path: Path) -> Iterator[dict]:
    """The lines below the head of a file."""
    yield from map(json.loads, path.read_text("utf-8").splitlines()[1:])

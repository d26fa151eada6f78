"""Invented talk of a ninth and an eleventh writer, as it stands in their text files."""

import re
from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from .pages import Write, single


@cache
def tapes() -> dict[str, list[str]]:
    """The lines of the text files by the talk or the answers that they stand in."""
    found: dict[str, list[str]] = {}
    files = (Path(__file__).parent / f"{name}.txt" for name in ("ninth", "ordinary"))
    for line in "".join(file.read_text(encoding="utf-8") for file in files).splitlines():
        if line.startswith("# "):
            own = found.setdefault(line[2:], [])
        else:
            own.append(line)
    return found


def tape(name: str, *labels: str, asks: str = "0", nobody: str = "") -> list[Said]:
    """A talk whose voices have these names, in the order of their numbers."""
    said = []
    lines = [line.split("|", 1) for line in tapes()[name]]
    names = dict(zip(sorted({number for number, _ in lines}), labels, strict=True))
    for number, text in lines:
        role = ASKER if number in asks else NOBODY if number in nobody else TELLER
        said.append(Said(names[number], role, text))
    return said


def people(name: str) -> list[list[str]]:
    """Who answered a survey, each with the answers."""
    return [line.split("|") for line in tapes()[name]]


def answers(name: str) -> list[Said]:
    """The answers of a survey, row by row."""
    return [Said(who, TELLER, text) for who, *both in people(name) for text in both]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) ", text)


def made(file: str, said: list[Said], write: Write) -> Layout:
    """A layout of one file that is written from the talk in it."""
    return single(file, write(said), said)

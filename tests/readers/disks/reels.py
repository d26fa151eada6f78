"""Invented talk of a tenth writer, as it stands in its text file, and what its layouts share."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, TELLER, Layout, Said
from .pages import Write, single
from .talk import clock


@cache
def reels() -> dict[str, list[str]]:
    """The lines of the text file by the talk or the form that they stand in."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "tenth.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            own = found.setdefault(line[2:], [])
        else:
            own.append(line)
    return found


def reel(name: str, *labels: str, asks: str = "0") -> list[Said]:
    """A talk whose voices have these names, in the order of their numbers; `asks` are the numbers of who asks."""
    said = []
    for line in reels()[name]:
        number, text = line.split("|", 1)
        said.append(Said(labels[int(number)], ASKER if number in asks else TELLER, text))
    return said


def forms(name: str) -> list[list[str]]:
    """Who filled in a form, each with the answers."""
    return [line.split("|") for line in reels()[name]]


def asks(one: Said) -> bool:
    return one.role == ASKER


def parts(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) ", text)


def halves(text: str) -> list[str]:
    """A long speech as two paragraphs, a short one as it is."""
    found = parts(text)
    middle = (len(found) + 1) // 2
    return [text] if len(found) < 4 else [" ".join(found[:middle]), " ".join(found[middle:])]


def short(at: int, step: int = 13) -> str:
    """Minute and second of a turn."""
    return clock(at, step)[3:]


def made(file: str, said: list[Said], write: Write) -> Layout:
    """A layout of one file that is written from the talk in it."""
    return single(file, write(said), said)


def each(pattern: str, above: str = "", below: str = "", between: dict[int, str] | None = None) -> Callable:
    """One pattern for all turns, and lines of nobody before some of them."""

    def write(said: list[Said]) -> str:
        out = above
        for at, one in enumerate(said):
            out += (between or {}).get(at, "")
            out += pattern.format(who=one.who, text=one.text, time=clock(at, 13), short=short(at), at=at + 1)
        return out + below

    return write

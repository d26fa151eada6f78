"""Invented talk of a sixth writer, about counters and files of town halls, and lines of it."""

import random
import re
from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, TELLER, Said, relabelled
from .talk import clock


@cache
def texts() -> dict[str, list[str]]:
    """The lines of the text file by the talk or pool that they stand in."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "fourth.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            own = found.setdefault(line[2:], [])
        else:
            own.append(line)
    return found


def talk(name: str, **labels: str) -> list[Said]:
    """A talk as it is written, its voices renamed in the order in which they begin."""
    said = []
    for line in texts()[name]:
        who, *parts = line[2:].split("|")
        said += [Said(who, ASKER if line[0] == "?" else TELLER, text) for text in parts[:1]]
    voices = dict.fromkeys(each.who for each in said)
    return relabelled(said, dict(zip(voices, labels.values(), strict=True))) if labels else said


def pool(language: str, seed: int, asker: str, teller: str, count: int = 12) -> list[Said]:
    """Questions of a pool with their answers, in the order of the pool, some left out."""
    lines = texts()[language]
    chosen = sorted(random.Random(seed).sample(range(len(lines)), min(count, len(lines))))
    said = []
    for place in chosen:
        question, answer = lines[place][3:].split("|")
        said += [Said(asker, ASKER, question), Said(teller, TELLER, answer)]
    return said


def oral(asker: str, teller: str) -> list[Said]:
    """The old clerk's own story, whole."""
    return pool("oral", 1, asker, teller, 10)


def each_line(said: list[Said], pattern: str, *, above: str = "", below: str = "", step: int = 7) -> str:
    """One pattern for each turn, with what stands above and below all of them."""
    out = above
    for at, one in enumerate(said):
        begin, end = clock(at, step), clock(at + 1, step)
        short = clock(at, step, hours=False)
        out += pattern.format(who=one.who, text=one.text, begin=begin, end=end, short=short, at=at + 1)
    return out + below


def parts_of(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) ", text)

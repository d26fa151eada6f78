"""Marks of the transcriber, such as *[tertawa]*: text that nobody said."""

import re
from functools import cache
from typing import AnyStr

from qualcode.text import wordlists

# Possessive: the parts of a number could otherwise be divided in very many ways.
_NUMBER = r"(?:\d++[:.,]?+)++"
_OTHER_BYTES = r"[\x80-\xbf]*+"


def _alternatives(words: tuple[str, ...]) -> str:
    """Write words as alternatives, longest first, any run of spaces between the words of one entry."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"[ \t]+".join(map(re.escape, word.split())) for word in longest_first)


def _listed() -> str:
    """Pattern of a listed mark with its modifiers and numbers (*tertawa kecil*, *pause 3 seconds*), or a time."""
    lists = wordlists.sections("marks")
    mark, modifier = _alternatives(lists[""]), _alternatives(lists["modifier"])
    around = rf"(?:(?:{modifier}|{_NUMBER})[ \t,.;/]+)*"
    after = rf"(?:[ \t,.;:/?!-]+(?:{mark}|{modifier}|{_NUMBER})(?![\w-]))*"
    return rf"[ \t]*+(?:{around}(?:{mark})(?![\w-]){after}|{_NUMBER}(?:[ \t]*s)?|\.++)[ \t.?!]*+"


def _pattern(other: str) -> str:
    """Pattern of a mark; `other` is what may follow one unit of text to complete a character (bytes need it)."""
    listed = _listed()
    return (
        rf"\[(?:[^\[\]\n\x80-\xbf]{other}){{0,200}}+\]"
        rf"|\(\((?:[^()\n\x80-\xbf]{other}){{0,200}}+\)\)"
        rf"|\({listed}\)|</?{listed}/?>"
    )


@cache
def _of_text() -> re.Pattern[str]:
    # Without bytes there is nothing to complete; U+0080 to U+00BF are whole characters here.
    return re.compile(_pattern("").replace(r"\x80-\xbf", ""), re.IGNORECASE | re.ASCII)


@cache
def _of_bytes() -> re.Pattern[bytes]:
    return re.compile(_pattern(_OTHER_BYTES).encode("ascii"), re.IGNORECASE)


def _spaces(match: re.Match[AnyStr]) -> bytes:
    return b" " * (match.end() - match.start())


def spans(text: str) -> list[tuple[int, int]]:
    """Say where each mark starts and ends, in code points, brackets included.

    Square brackets and double parentheses are always marks (up to 200 characters on one line); parentheses and angle
    brackets only around listed words and times, because people's words are written in parentheses too.
    """
    return [match.span() for match in _of_text().finditer(text)]


def without(text: str) -> str:
    """What was said: a text with a space in the place of each mark."""
    return _of_text().sub(" ", text)


def blank(data: bytes) -> bytes:
    """Write spaces over the marks of a UTF-8 text; its length stays, so offsets stay true.

    Returns `data` itself when there is no bracket in it.
    """
    if b"[" not in data and b"(" not in data and b"<" not in data:
        return data
    return _of_bytes().sub(_spaces, data)

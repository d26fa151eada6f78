"""Marks of the transcriber, such as *[tertawa]*: text that nobody said."""

import re
from typing import AnyStr

from qualcode.languages import current, per_languages

INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Characters without a shape, as a class of a pattern: programs put them around names and notices."""
_NOTICE_SIGN = "\u200e"
_ANY = r".{0,200}?"


def is_mark(line: str, section: str = "line") -> bool:
    """Tell whether a line is made of listed words of a program: one for chats, or one that records meetings."""
    if _lines(section).fullmatch(line):
        return True
    if section == "recording":
        return False
    return line.lstrip().startswith(_NOTICE_SIGN) and _lines("notice").fullmatch(line) is not None


def without_marks(line: str) -> tuple[str, int]:
    """Take the program's words out of a line that somebody wrote; gives the line and how many were in it."""
    return _within().subn("", line) if "<" in line else (line, 0)


@per_languages
def _lines(section: str) -> re.Pattern[str]:
    entries = "|".join(map(_chat_line_pattern, current().words("chat_marks", section)))
    ignored = rf"[\s{INVISIBLE}]*"
    return re.compile(rf"{ignored}<?{ignored}(?:{entries})\.?{ignored}>?{ignored}", re.IGNORECASE)


@per_languages
def _within() -> re.Pattern[str]:
    entries = "|".join(map(_chat_line_pattern, current().words("chat_marks", "within")))
    return re.compile(rf"[ \t{INVISIBLE}]*<[{INVISIBLE}]*(?:{entries})\.?>", re.IGNORECASE)


def _chat_line_pattern(entry: str) -> str:
    """An entry as a pattern: `...` for any words, any white space and any quotation marks as they are written."""
    words = [_ANY if word == "..." else re.escape(word).replace(r"\.\.\.", _ANY) for word in entry.split()]
    return r"[\s\u200e]*".join(words).replace('"', '["“”]')


# Possessive: the parts of a number could otherwise be divided in very many ways.
_NUMBER = r"(?:\d++[:.,]?+)++"
_OTHER_BYTES = r"[\x80-\xbf]*+"


def _alternatives(words: tuple[str, ...]) -> str:
    """Write words as alternatives, longest first, any run of spaces between the words of one entry."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"[ \t]+".join(map(re.escape, word.split())) for word in longest_first)


def _listed() -> str:
    """Pattern of a listed mark with its modifiers and numbers (*tertawa kecil*, *pause 3 seconds*), or a time."""
    mark, modifier = (_alternatives(current().words("marks", heading)) for heading in ("", "modifier"))
    around = rf"(?:(?:{modifier}|{_NUMBER})[ \t,.;/]+)*"
    after = rf"(?:[ \t,.;:/?!-]+(?:{mark}|{modifier}|{_NUMBER})(?![\w-]))*"
    return rf"[ \t]*+(?:{around}(?:{mark})(?![\w-]){after}|{_NUMBER}(?:[ \t]*s)?|[.?]++)[ \t.?!]*+"


def _mark_pattern(other: str) -> str:
    """Pattern of a mark; `other` is what may follow one unit of text to complete a character (bytes need it)."""
    listed = _listed()
    return (
        rf"\[(?:[^\[\]\n\x80-\xbf]{other}){{0,200}}+\]"
        rf"|\(\((?:[^()\n\x80-\xbf]{other}){{0,200}}+\)\)"
        rf"|\({listed}\)|</?{listed}/?>"
    )


@per_languages
def _of_text() -> re.Pattern[str]:
    # Without bytes there is nothing to complete; U+0080 to U+00BF are whole characters here.
    return re.compile(_mark_pattern("").replace(r"\x80-\xbf", ""), re.IGNORECASE | re.ASCII)


@per_languages
def _of_bytes() -> re.Pattern[bytes]:
    return re.compile(_mark_pattern(_OTHER_BYTES).encode("ascii"), re.IGNORECASE)


def _may_hold_marks(text: str) -> bool:
    """Whether a text has a bracket with which a mark may begin; without one, the pattern need not even be compiled."""
    return "[" in text or "(" in text or "<" in text


def _spaces(match: re.Match[AnyStr]) -> bytes:
    return b" " * (match.end() - match.start())


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Say where each mark starts and ends, in code points, brackets included.

    Square brackets and double parentheses are always marks (up to 200 characters on one line); parentheses and angle
    brackets only around listed words and times, because people's words are written in parentheses too.
    """
    return [match.span() for match in _of_text().finditer(text)] if _may_hold_marks(text) else []


def without_mark_text(text: str) -> str:
    """What was said: a text with a space in the place of each mark."""
    return _of_text().sub(" ", text) if _may_hold_marks(text) else text


def blank(data: bytes) -> bytes:
    """Write spaces over the marks of a UTF-8 text; its length stays, so offsets stay true.

    Returns `data` itself when there is no bracket in it.
    """
    if b"[" not in data and b"(" not in data and b"<" not in data:
        return data
    return _of_bytes().sub(_spaces, data)

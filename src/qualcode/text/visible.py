"""Texts and names as people see them: characters that act made visible, and lists in the order in which people count.

A screen obeys characters that act, and they come from transcripts, names and labels. Files of a study keep the plain
order of their bytes (`qualcode.lock`, `read_whole`): nobody reads them as a list, and they must not change with a
version.
"""

import re
from typing import Any

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML forbids, or allows and nobody can see."""
_ORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What sets the order of the letters around it: words may seem to say something else."""
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ACTING = re.compile(f"{_UNFIT.pattern[:-1]}\r\u0085\u202a-\u202e\u2066-\u2069]")
_WITH_NUMBER = re.compile(r"(?<=\d) (?=%)|(?<=\d%) (?=CI\b)|(?<=\bIK) (?=\d+%)|(?<=^% of) |(?<=^% dari) ")
"""Blanks at which a line must not end."""


def visible(text: str) -> str:
    """A text in which control characters are replaced by their pictures (␀, ␛), other unfit ones by `\ufffd`."""
    if text.isprintable():  # a quick look that spares most texts the slow one
        return text
    return _UNFIT.sub(lambda found: _picture(ord(found[0])), text)


def shown(text: str) -> str:
    """A text for a screen: as `visible` gives it, and what would turn the order of letters stands as `<U+202E>`.

    Lines end, and tabs stand, as they do; a carriage return would let a line be written over.
    """
    if text.isprintable():
        return text
    ordered = _ORDERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", visible(text))
    return ordered.replace("\r\n", "\n").replace("\r", "␍").replace("\x85", "\ufffd")


def unbroken(text: str) -> str:
    """A sentence in which no line ends between a number and its per cent, or inside *95% CI* and *% of A*."""
    return _WITH_NUMBER.sub("\u00a0", text) if "%" in text else text


def right_to_left(text: str) -> bool:
    """True when a text has letters that are written from right to left."""
    return not text.isascii() and bool(_FROM_RIGHT.search(text))


def escaped_json(text: str) -> str:
    r"""JSON in which such characters are written `\u202e`: the same values, without control characters."""
    if text.isprintable():
        return text
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _picture(number: int) -> str:
    if number < 0x20:
        return chr(0x2400 + number)  # Unicode has a picture for each
    return "␡" if number == 0x7F else "\ufffd"


_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
"""A name that is a number as a whole; both signs and both decimal separators are in use."""
_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> tuple[Any, ...]:
    """Sort key of a name: numbers by their value, and before words; in words, runs of digits by theirs.

    *Informan 2* stands before *Informan 10*, and -1,5 before 2. Names that differ in leading zeros only keep one order.
    """
    if _NUMBER.fullmatch(name):
        return 0, float(name.replace("−", "-").replace(",", ".")), name
    # digits are compared by length, then as text: a name may have more of them than Python turns into a number
    parts = (_size(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(name)))
    return 1, tuple(parts), name


def _size(digits: str) -> tuple[int, str]:
    """How large a run of digits is: the longer one, then the one that is later as text; leading zeros do not count."""
    short = digits.lstrip("0")
    return len(short), short

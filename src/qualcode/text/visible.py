"""Characters that act instead of being read: a screen obeys them, and they come from transcripts, names and labels."""

import re

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

"""What programs for chats write in the place of words, such as *<Media omitted>*: it is nobody's word."""

import re
from functools import cache

from qualcode.text import wordlists

INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Characters without a shape, as a class of a pattern: programs put them around names and notices."""
_NOTICE_SIGN = "\u200e"
_ANY = r".{0,200}?"


def is_mark(line: str) -> bool:
    """Tell whether a line of a message is made of listed words of the program."""
    if _lines("line").fullmatch(line):
        return True
    return line.lstrip().startswith(_NOTICE_SIGN) and _lines("notice").fullmatch(line) is not None


def without_marks(line: str) -> tuple[str, int]:
    """Take the program's words out of a line that somebody wrote; gives the line and how many were in it."""
    return _within().subn("", line) if "<" in line else (line, 0)


@cache
def _lines(section: str) -> re.Pattern[str]:
    entries = "|".join(map(_pattern, wordlists.sections("chat_marks")[section]))
    ignored = rf"[\s{INVISIBLE}]*"
    return re.compile(rf"{ignored}<?{ignored}(?:{entries})\.?{ignored}>?{ignored}", re.IGNORECASE)


@cache
def _within() -> re.Pattern[str]:
    entries = "|".join(map(_pattern, wordlists.sections("chat_marks")["within"]))
    return re.compile(rf"[ \t{INVISIBLE}]*<[{INVISIBLE}]*(?:{entries})\.?>", re.IGNORECASE)


def _pattern(entry: str) -> str:
    """An entry as a pattern: `...` for any words, any white space and any quotation marks as they are written."""
    words = [_ANY if word == "..." else re.escape(word).replace(r"\.\.\.", _ANY) for word in entry.split()]
    return r"[\s\u200e]*".join(words).replace('"', '["“”]')

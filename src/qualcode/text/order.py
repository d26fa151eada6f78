"""Order: names as people count, 2 before 10; the one key by which transcripts, respondents and groups are sorted.

Files of a study keep the plain order of their bytes (`qualcode.lock`, `read_whole`): nobody reads them as a list, and
they must not change with a version. What people read goes by this key.
"""

import re
from typing import Any

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

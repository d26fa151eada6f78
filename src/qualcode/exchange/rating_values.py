"""Cells of a table of ratings: numbers, missing values, and categories in order.

How numbers are written is decided once for the whole table, since `1,250` alone may be 1.25 or 1250.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

MISSING_MARKS = ("NA", "N/A", "n.a.", "#N/A", "<NA>", "NaN", "NULL", ".", "..", "*", "?", "missing")
"""Marks of a missing rating besides an empty cell, in lower or upper case."""
MARKS_AMONG_NUMBERS = ("-", "--", "–", "—", "none")
"""Marks of a missing rating where all others are numbers; among words they may be values."""
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_EUROPEAN_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_WITH_COMMA = re.compile(r"[-+]?[\d.]*\d,\d[\d,.]*")
_LEAST_SENTINEL = 9


def _plain(cell: str) -> str:
    """A cell without blanks and the percent sign."""
    return cell.replace("\u00a0", " ").replace("\u2212", "-").strip().removesuffix("%").strip()


def decimal_comma(cells: Iterable[str]) -> bool | None:
    """Whether a table uses decimal commas; None if its commas may also separate thousands."""
    numbers = [_plain(cell) for cell in cells]
    commas = [number for number in numbers if _WITH_COMMA.fullmatch(number)]
    if not commas or not all(_THOUSANDS.fullmatch(number) for number in commas):
        return bool(commas)
    return False if any("." in number for number in numbers) else None


def rating_number(cell: str, *, comma: bool = False) -> float | None:
    """A finite number, an integer if it is whole; None for everything else. `comma`: the table uses decimal commas."""
    text = _plain(cell)
    if comma:
        text = (text.replace(".", "") if _EUROPEAN_THOUSANDS.fullmatch(text) else text).replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    try:
        found = float(text)
    except ValueError:
        return None
    if not math.isfinite(found) or "_" in text:
        return None
    return int(found) if found.is_integer() else found


def as_categories(text: str) -> list[Any] | None:
    """Categories in order, separated by `<`, `;` or commas: numbers if all are; None for an empty text."""
    mark = next((each for each in "<;" if each in text), ",")
    parts = [part.strip() for part in text.split(mark) if part.strip()]
    numbers = [rating_number(part) for part in parts]
    return None if not parts else parts if None in numbers else list(numbers)


def as_named(value: Any, categories: Sequence[Any]) -> Any:
    """A value spelt as in the categories, ignoring case; unchanged if no category matches, or several do."""
    if value is None or value in categories or not isinstance(value, str):
        return value
    alike = [each for each in categories if str(each).casefold() == value.casefold()]
    return alike[0] if len(alike) == 1 else value


def sentinels(values: Iterable[Any]) -> list[float]:
    """Numbers made of nines (-9, 99, 999) far from all others, which some programs write for a missing value."""
    often = Counter(value for value in values if isinstance(value, int | float))
    odd = [value for value in often if set(str(abs(value))) == {"9"} and (value < 0 or value > _LEAST_SENTINEL)]
    others = [value for value in often if value not in odd]
    if not others or (min(others) < 0 and max(odd, default=0) < 0):
        return []
    return sorted(value for value in odd if value < 0 or value > 3 * max(others))


def alike_but_for_case(values: Iterable[Any]) -> list[str]:
    """Two words that differ only in case or blanks; empty if there are none."""
    met: dict[str, str] = {}
    for value in values:
        if isinstance(value, str) and (first := met.setdefault(" ".join(value.casefold().split()), value)) != value:
            return [first, value]
    return []

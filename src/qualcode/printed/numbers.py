"""Values as they are printed: the separators of the language, as many decimals as say something, marks of print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from qualcode.languages.catalogue import N_, Messages
from qualcode.model.table import Column, PageStyle
from qualcode.printed.headings import VALUE_WORDS, Form, Heading
from qualcode.tables.statistics import ratio

NO_NUMBER = "–"
"""What stands for a number that there is not."""
LARGE_N = 100
"""People from which a percentage has a decimal: of fewer, one person is more than a whole point."""
_DECIMALS: dict[Form, int] = {"count": 0, "plain": 0, "percent": 1, "rate": 1, "coefficient": 2, "p": 3}
_SMALLEST_P = 0.001
_INNER = str.maketrans("“”„", "‘’‘")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Writing:
    """How values are written: language and style."""

    language: str
    """Language of the page."""
    style: PageStyle = "plain"
    """`apa` drops the zero before the decimal point where no value is beyond 1, in English."""

    @property
    def say(self) -> Messages:
        """Words of the language."""
        return Messages(self.language)

    def number(self, value: float, places: int, *, bounded: bool = False) -> str:
        """A number with a true minus and the separators of the language."""
        exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)  # as the tables round
        text = self.say.number(exact, places)
        if bounded and self.style == "apa" and self.say.decimal_separator == ".":
            text = text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
        return text.replace("-", "\u2212")


def written_values(
    column: Column, heading: Heading, values: Sequence[Any], how: Writing, *, whole: bool = False
) -> list[str]:
    """The values of a column as texts; percentages have no decimals where `whole`."""
    if column.type in ("integer", "number"):
        return [_number(heading, value, how, shown_decimals(column, heading, values, whole=whole)) for value in values]
    if column.type == "boolean":
        return [_flag(value, how, star=heading.form == "sign") for value in values]
    words = VALUE_WORDS.get(column.name, {})
    return [_text(heading.form, how.say(words[value]) if value in words else value) for value in values]


def shown_decimals(column: Column, heading: Heading, values: Sequence[Any], *, whole: bool = False) -> int:
    """Decimals of a column: those of its form; of a number without one, as many as its longest value has."""
    if heading.form == "percent" and whole:
        return 0
    if heading.form in _DECIMALS:
        return _DECIMALS[heading.form]
    if column.type == "integer":
        return 0
    return max((len(str(value).partition(".")[2]) for value in values if value is not None), default=0)


def exact_shares(parts: Sequence[Any], totals: Sequence[Any], places: int) -> list[float | None]:
    """Percentages rounded once, from the counts that they are made of."""
    pairs = zip(parts, totals, strict=True)
    return [None if part is None or not total else ratio(part, total, 100, places) for part, total in pairs]


def clock(seconds: float, separator: str) -> str:
    """A time of the recording: 2:53, in Indonesian 2.53."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    between = "." if separator == "," else ":"
    parts = [str(hours), f"{minutes:02}"] if hours else [str(minutes)]
    return between.join([*parts, f"{rest:02}"])


def quoted(text: str) -> str:
    """What was said in quotation marks of print, those inside it single, on one line."""
    inner = _SPACES.sub(" ", text).strip().translate(_INNER)
    parts = inner.split('"')  # straight ones come in pairs
    made = parts[0] + "".join(f"{'‘' if at % 2 == 0 else '’'}{part}" for at, part in enumerate(parts[1:]))
    return f"“{made}”" if made else ""


def _number(heading: Heading, value: float | None, how: Writing, places: int) -> str:
    if value is None:
        return NO_NUMBER
    if heading.form == "clock":
        return clock(value, how.say.decimal_separator)
    if heading.form == "plain":
        return str(value)
    if heading.form == "p" and value < _SMALLEST_P:
        return f"< {how.number(_SMALLEST_P, 3, bounded=True)}"
    if not heading.form and places > 6:  # 1e-07 would take seven decimals
        return str(value)
    return how.number(value, places, bounded=heading.bounded)


def _flag(value: bool | None, how: Writing, *, star: bool) -> str:
    if star:
        return "*" if value else ""
    yes, no = N_("yes"), N_("no")
    return "" if value is None else how.say(yes if value else no)


def _text(form: Form, value: str | None) -> str:
    if value is None:
        return ""
    if form == "quote":
        return quoted(value)
    return _SPACES.sub(" ", value).strip() if form == "words" else value

"""Dates as people write them: `2024-03-13`, `13/03/2024`, `13 Maret 2024`, `March 13, 2024`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from qualcode.languages import current, per_languages

DATE = "date"
"""Attribute that says when an interview was held."""
_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_CENTURY = 70
"""Two digits of a year from which they belong to the 20th century."""


def readings(written: str) -> tuple[str, ...]:
    """Every date that a text can mean, year first and as coarse as it is written; none where it is no date.

    Two of them, day first before month first, where neither number can only be a day: `03/04/2024`.
    """
    text = _weekday().sub("", written.strip())
    if match := _ISO.fullmatch(text):
        return _valid((match[1], match[3], match[4]))
    if match := _NUMBERS.fullmatch(text):
        one, other, year = match[1], match[3], _whole(match[4])
        return tuple(dict.fromkeys((*_valid((year, other, one)), *_valid((year, one, other)))))
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _valid((match[2], match[1], None))
    return _named(text)


def is_day_first(dates: Iterable[str]) -> bool | None:
    """Tell from dates written together whether the day stands before the month; None where none of them shows it."""
    numbers = [match for each in dates if (match := _NUMBERS.fullmatch(each.strip()))]
    day = any(int(match[1]) > 12 for match in numbers)
    month = any(int(match[3]) > 12 for match in numbers)
    return None if day == month else day


def iso(written: str, day_first: bool | None) -> str | None:
    """The date year first; None where it is no date, or where it is unclear whether the day stands first."""
    found = readings(written)
    if len(found) < 2:
        return found[0] if found else None
    return None if day_first is None else found[0 if day_first else 1]


@per_languages
def month_names() -> Mapping[str, int]:
    """Name of a month, in small letters -> its number."""
    lines = [line for code in current().codes for line in enumerate(current().lists(code).words("months", "months"), 1)]
    return {name: number for number, names in lines for name in names.split()}


def weekday_names() -> list[str]:
    """Names of weekdays, in small letters, longest first."""
    names = {name for line in current().words("months", "weekdays") for name in line.split()}
    return sorted(names, key=lambda name: (-len(name), name))


def _named(text: str) -> tuple[str, ...]:
    """The date of a text with the name of its month."""
    match = _written_out().fullmatch(text)
    if not match:
        return ()
    day = match["before"] or match["after"]
    return _valid((_whole(match["year"]), str(month_names()[match["month"].lower()]), day))


@per_languages
def _written_out() -> re.Pattern[str]:
    names = "|".join(sorted(month_names(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?:(?P<before>\d{{1,2}})[ .\-/]{{1,2}})?(?P<month>{names})\.?(?:[ ](?P<after>\d{{1,2}})(?:st|nd|rd|th)?,)?"
        r"[ .,\-/]{1,2}(?P<year>\d{4}|\d{2})",
        re.IGNORECASE,
    )


@per_languages
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\A(?:{'|'.join(map(re.escape, weekday_names()))})[., /]+(?=\S)", re.IGNORECASE)


def _whole(year: str) -> str:
    return year if len(year) == 4 else ("19" if int(year) >= _CENTURY else "20") + year


def _valid(parts: tuple[str, str | None, str | None]) -> tuple[str, ...]:
    """A date of year, month and day, the last of which may be missing; none where there is no such day."""
    year, month, day = parts
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ()
    return ("-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]),)

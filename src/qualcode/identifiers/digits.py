"""What a number is, by what stands around it: digits that are spelt out, the word that owns a number, and amounts.

*Nomor pesanan 0812 3456 7890* has the digits of a telephone and belongs to an order; *Rp 0812345678* is money.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qualcode.languages import current, per_languages

_ONES = {
    **dict(zip(("satu", "dua", "tiga", "empat", "lima"), "12345", strict=True)),
    **dict(zip(("enam", "tujuh", "delapan", "lapan", "sembilan"), "67889", strict=True)),
    **dict(zip(("one", "two", "three", "four", "five"), "12345", strict=True)),
    **dict(zip(("six", "seven", "eight", "nine"), "6789", strict=True)),
}
_WORDS = {**_ONES, **dict.fromkeys(("nol", "kosong", "zero", "oh", "o"), "0")}
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    *(f"{each}teen" for each in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
_TENS = tuple(f"{each}ty" for each in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine"))
_TWO_DIGITS = {
    **dict(zip(("sepuluh", "sebelas", *_TEENS), map(str, (10, 11, *range(10, 20))), strict=True)),
    **{f"{word} belas": f"1{digit}" for word, digit in _ONES.items()},
    **{f"{word} puluh": f"{digit}0" for word, digit in _ONES.items()},
    **{f"{word} puluh {one}": f"{digit}{_ONES[one]}" for word, digit in _ONES.items() for one in _ONES},
    **{word: f"{at}0" for at, word in enumerate(_TENS, 2)},
    **{f"{word} {one}": f"{at}{_ONES[one]}" for at, word in enumerate(_TENS, 2) for one in _ONES},
}
_REPEATED = {"double": 2, "dobel": 2, "triple": 3, "tripel": 3}
_ONE, _SPELT, _TEEN, _TEN = map("|".join, (_ONES, (*_WORDS, *_REPEATED), _TEENS, _TENS))
TWO_DIGITS = rf"(?:{_ONE}) (?:belas|puluh(?: (?:{_ONE})\b)?)|sebelas|sepuluh|{_TEEN}|(?:{_TEN})(?:[ -](?:{_ONE})\b)?"
"""A number below a hundred that is said as one: *dua belas*, *tiga puluh empat*, *ninety-one*."""
DIGIT = _SPELT
"""A digit that is said, or that the next one stands twice."""
GAP = r"(?: ?[.–-][ \n]?|[ \n])?"
"""What people put between the groups of one number: a blank, a dot, a dash, the end of a line."""
_MARKS = "titik|dot|strip|setrip|dash|minus|garis|spasi|space|miring|slash"
_PAUSES = (
    "e|eh|em|ehm|hm|uh|um|er|ya|terus|lalu|kemudian|then|and|bentar|sebentar|tunggu|wait|bukan|maaf|sorry|maksud saya|"
    "i mean"
)
_APART = rf"(?:[ ,.…–-]|\n)+(?:(?:{_MARKS}|{_PAUSES})\b[ ,.…–-]+)*"
"""What stands between digits that are said: marks that are read out, and what speakers say who think or correct."""
_UNIT = rf"(?:(?:{TWO_DIGITS}|{_SPELT})\b|\d{{1,6}}(?![\w]|[.,]\d))"
_SPELT_RUN = re.compile(rf"\b{_UNIT}(?:{_APART}{_UNIT})+", re.IGNORECASE)
_UNITS = re.compile(_UNIT, re.IGNORECASE)
_LEAST_SPELT, _LEAST_MIXED = 6, 3
"""Words of digits in a run, and in one that is partly written: *nol delapan satu tiga, 2254, 7190*."""
_SINGLE_RUN = re.compile(r"(?<![\w.,])\d(?: \d){8,}(?![\w]|[.,]\d| \d)")
"""Digits that are written one by one."""
_OF_A_NUMBER = re.compile(
    r"\s+(?:belas|puluh|ratus|ribu|juta|mili?ar|triliun|per|koma|hundred|thousand|million|point)\b"
)
"""What makes the last digit of a run a part of a number: *nol delapan dua belas*."""
_FRACTION = re.compile(r"\b(?:koma|point)\s+$", re.IGNORECASE)


class SpeltDigits(NamedTuple):
    """Digits that somebody spells out."""

    start: int
    """First code point."""
    end: int
    """Code point after the last one."""
    digits: str
    """As they would be written."""


def spelt_digits(text: str) -> Iterator[SpeltDigits]:
    """Runs of digits in words, as people dictate them; no counting, no list of marks, no fractions."""
    for run in _runs(text):
        units = _UNITS.findall(run[0].lower())
        digits = _written(units)
        listed = run[0].count(",") >= len(units) - 1 and not digits.startswith("0")
        before = text[max(0, run.start() - _BEFORE) : run.start()]
        part = _OF_A_NUMBER.match(text, run.end()) or _FRACTION.search(before)
        if _is_spelt(text, run.start(), units) and not (listed or part or _counts(digits)):
            yield SpeltDigits(*run.span(), digits)


@lru_cache(maxsize=4)
def _runs(text: str) -> tuple[re.Match[str], ...]:
    """Digits one after another; several kinds ask for those of one text."""
    return tuple(found for pattern in (_SINGLE_RUN, _SPELT_RUN) for found in pattern.finditer(text))


_SOME_DIGIT = re.compile(r"\d")


def with_digits(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Places of a pattern that has a digit: none without looking further where a text has none."""
    return pattern.finditer(text) if _SOME_DIGIT.search(text) else ()


def _is_spelt(text: str, start: int, units: Sequence[str]) -> bool:
    """Whether so many digits are said, one by one, or by tens where a number begins with zero or a word owns it."""
    said = [unit for unit in units if not unit.isdecimal()]
    if not said:
        return all(len(unit) == 1 for unit in units)
    if any(unit.replace("-", " ") in _TWO_DIGITS for unit in said):
        return _written(units[:1]).startswith("0") or owner(text, start) != ""
    return len(said) >= (_LEAST_SPELT if len(said) == len(units) else _LEAST_MIXED)


def _written(units: Iterable[str]) -> str:
    """Digits as they would be written; one behind *double* stands twice."""
    times, digits = 1, ""
    for unit in units:
        digits += (_WORDS | _TWO_DIGITS).get(unit.replace("-", " "), unit if unit.isdecimal() else "") * times
        times = _REPEATED.get(unit, 1)
    return digits


_MOSTLY = 0.7


def _counts(said: str) -> bool:
    """Whether somebody counts, up or down, or says one of two digits only; a telephone's may rise from its zero on."""
    steps = [int(after) - int(before) for before, after in pairwise(said)]
    dialled = said.startswith(("08", "62", "81"))
    most = max(steps.count(1), steps.count(-1))
    return len(set(said)) < 3 or (most >= _MOSTLY * len(steps) and not dialled)


_KINDS = ("other", "account", "phone", "npwp", "nik")
"""Whose a number may be; `other`: it belongs to a thing, such as an order or a law."""
_POSSESSED = r"(?:-?nya|ku|mu)?(?: (?:no|nomor|number)\b)?\.?"


@per_languages
def _owners() -> re.Pattern[str]:
    named = (rf"(?P<{kind}>\b(?:{cues('number_cues', kind)}){_POSSESSED}(?!\w))" for kind in _KINDS)
    return re.compile("|".join(named), re.IGNORECASE)


def cues(name: str, heading: str) -> str:
    """The entries of a word list as alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, current().words(name, heading)), key=len, reverse=True))


_BEFORE = 60
_LONGEST_OWNER = 30
_FARTHEST = 30
"""Characters that may stand between a word and the number that it owns."""
_BETWEEN = 1
"""Words that tell something and may stand between another thing and its number."""
_FILLING = re.compile(
    r"\b(?:nomor|no|number|nya|saya|dia|kami|itu|ini|yang|adalah|di|is|was|my|the|id|kode|code|bulan)\b|[^\w\s]"
)
_CUT = re.compile(r"\d{4}|(?<!\b[a-z])[.!?;](?=\s)|\n|\b(?:bukan|tapi|terus|lalu|not|but|then)\b")
"""Where what was said before no longer tells what a number is."""


def owner(text: str, start: int, farthest: int = _FARTHEST) -> str:
    """Whose the number is that begins at a place: one of `_KINDS`; empty: nothing tells.

    Args:
        text: what is said.
        start: where the number begins.
        farthest: characters that may stand between the number and the word that owns it.
    """
    before = text[max(0, start - farthest - _LONGEST_OWNER) : start]
    said = [found for found in _owners().finditer(before) if len(before) - found.end() <= farthest]
    if not said:
        return ""
    last = said[-1]
    kind = last.lastgroup or ""
    if kind == "other":
        return kind if len(_FILLING.sub("", before[last.end() :]).split()) <= _BETWEEN else ""
    return "" if _CUT.search(before, last.end()) else kind


@per_languages
def _amounts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before digits that are an amount, and right behind them."""
    before = rf"(?:\b(?:{cues('number_cues', 'amount-before')})\.?|[$€£])\s*(?:is|was|of|itu)?[\s:]*$"
    behind = rf"[\s-]?(?:%|(?:{cues('number_cues', 'amount-after')})\b)"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_CODE = re.compile(r"\d(?:\.\d{1,2}){2,}(?:\.\d+)*")
"""A place in a list of accounts, laws or goods: *5.1.02.01.01.0026*."""
_ROUND = re.compile(r"\d+0{6}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ -]+(?:19|20)\d\d)*")


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether digits are money, a quantity or years: by what stands around them, or by how they are grouped."""
    said = text[start:end]
    last = said.split()[-1]  # *transfer 2021 1.200.000.000*
    grouped = (re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", last)) or any(
        pattern.fullmatch(said) for pattern in (_THOUSANDS, _CODE, _ROUND, _YEARS)
    )
    before, behind = _amounts()
    worth = before.search(text, max(0, start - _FARTHEST), start)
    if worth and owner(text, worth.start()) == "account":  # *rekening gaji*: the account of it
        worth = None
    return bool(grouped or worth or behind.match(text, end))

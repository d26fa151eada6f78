"""What a number is, by what stands around it: digits that are spelt out, the word that owns a number, and amounts.

*Nomor pesanan 0812 3456 7890* has the digits of a telephone and belongs to an order; *Rp 0812345678* is money.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from qualcode.languages import current, per_languages

_WORDS = {
    **dict.fromkeys(("nol", "kosong", "zero", "oh"), "0"),
    **dict(zip(("satu", "dua", "tiga", "empat", "lima"), "12345", strict=True)),
    **dict(zip(("enam", "tujuh", "delapan", "sembilan"), "6789", strict=True)),
    **dict(zip(("one", "two", "three", "four", "five"), "12345", strict=True)),
    **dict(zip(("six", "seven", "eight", "nine"), "6789", strict=True)),
}
_REPEATED = {"double": 2, "dobel": 2, "triple": 3, "tripel": 3}
_SPELT = "|".join((*_WORDS, *_REPEATED))
GAP = r"(?: ?[.–-][ \n]?|[ \n])?"
"""What people put between the groups of one number: a blank, a dot, a dash, the end of a line."""
_LEAST_SPELT = 6
_LEAST_MIXED = 3
_SPELT_RUN = re.compile(rf"\b(?:{_SPELT})(?:[ ,-]+(?:{_SPELT})){{{_LEAST_SPELT - 1},}}\b", re.IGNORECASE)
_MIXED_RUN = re.compile(
    rf"\b(?:{_SPELT})(?:[ ,-]+(?:{_SPELT})){{{_LEAST_MIXED - 1},}}"
    rf"(?:[ ,-]+(?:(?:{_SPELT})\b|\d{{2,12}}(?![\w]|[.,]\d)))*(?<=\d)",
    re.IGNORECASE,
)
"""Digits of which the first are spelt out and the others are written: *nol delapan satu tiga, 2254, 7190*."""
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
    for run in (found for pattern in (_SINGLE_RUN, _SPELT_RUN, _MIXED_RUN) for found in pattern.finditer(text)):
        words = re.findall(r"\w+", run[0].lower())
        digits = _written(words)
        listed = run[0].count(",") == len(words) - 1 and not digits.startswith("0")
        part = _OF_A_NUMBER.match(text, run.end()) or _FRACTION.search(
            text[max(0, run.start() - _BEFORE) : run.start()]
        )
        if not (listed or part or _counts(digits)):
            yield SpeltDigits(*run.span(), digits)


def _written(words: Iterable[str]) -> str:
    """Digits as they would be written; one behind *double* stands twice."""
    times, digits = 1, ""
    for word in words:
        digits += _WORDS.get(word, word if word.isdecimal() else "") * times
        times = _REPEATED.get(word, 1)
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
_FARTHEST = 30
"""Characters that may stand between a word and the number that it owns."""
_BETWEEN = 1
"""Words that tell something and may stand between another thing and its number."""
_FILLING = re.compile(
    r"\b(?:nomor|no|number|nya|saya|dia|kami|itu|ini|yang|adalah|di|is|was|my|the|id|kode|code|bulan)\b|[^\w\s]"
)
_CUT = re.compile(r"\d{4}|[.!?;](?=\s)|\n|\b(?:bukan|tapi|terus|lalu|not|but|then)\b")
"""Where what was said before no longer tells what a number is."""


def owner(text: str, start: int) -> str:
    """Whose the number is that begins at a place: one of `_KINDS`; empty: nothing tells."""
    before = text[max(0, start - _BEFORE) : start]
    said = [found for found in _owners().finditer(before) if len(before) - found.end() <= _FARTHEST]
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
    grouped = any(pattern.fullmatch(said) for pattern in (_THOUSANDS, _CODE, _ROUND, _YEARS))
    before, behind = _amounts()
    worth = before.search(text, max(0, start - _FARTHEST), start)
    if worth and owner(text, worth.start()) == "account":  # *rekening gaji*: the account of it
        worth = None
    return bool(grouped or worth or behind.match(text, end))

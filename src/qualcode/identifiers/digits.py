"""What a number is, by what stands around it: digits spelt out, dates, the word that owns a number, and amounts.

*Nomor pesanan 0812 3456 7890* has the digits of a telephone and belongs to an order; *Rp 0812345678* is money. How
digits are said, and which words own a number, are lists of the languages (`said_numbers`, `number_cues`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qualcode.identifiers.tellers import months, words_in
from qualcode.languages import Languages, current, per_languages


def any_entry(entries: Iterable[str]) -> str:
    """Entries of a word list as alternatives of a pattern, the longest first; without any, nothing matches."""
    return by_first_letter(re.escape(each) for each in sorted(set(entries), key=lambda each: (-len(each), each)))


def by_first_letter(alternatives: Iterable[str]) -> str:
    """Alternatives of a pattern in their order, those with one first letter together: most are passed over at once."""
    groups: dict[str, list[str]] = {}
    for each in alternatives:
        first = each[:2] if each[0] == "\\" else each[0]
        groups.setdefault(first, []).append(each[len(first) :])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()) or r"(?!)"


def cues(name: str, heading: str) -> str:
    """The entries of a section of a word list as alternatives of a pattern."""
    return any_entry(current().words(name, heading))


class SaidNumbers(NamedTuple):
    """How the languages say numbers below a hundred."""

    digits: Mapping[str, str]
    """Word -> its digit."""
    pairs: Mapping[str, str]
    """Words -> the two digits that they say as one."""
    repeated: Mapping[str, int]
    """Word -> how often the digit behind it stands."""
    digit: str
    """Pattern of a digit, or of a word that says how often the next one stands."""
    below_hundred: str
    """Pattern of two digits that are said as one: *dua belas*, *tiga puluh empat*, *ninety-one*."""
    any: str
    """Pattern of both."""


@per_languages
def said_numbers() -> SaidNumbers:
    """Numbers as the current languages say them."""
    digits, teens, tens = (_meanings(heading) for heading in ("digits", "teens", "tens"))
    repeated = {word: int(times) for word, times in _meanings("repeated").items()}
    ones = {word: digit for word, digit in digits.items() if digit != "0"}
    teen, ten = (current().words("said_numbers", f"{each}-behind") for each in ("teen", "ten"))
    pairs = teens | {f"{word} {last}": f"1{digit}" for word, digit in ones.items() for last in teen}
    tens |= {f"{word} {last}": f"{digit}0" for word, digit in ones.items() for last in ten}
    with_ones = ((f"{ten} {one}", value[0] + digit) for ten, value in tens.items() for one, digit in ones.items())
    pairs |= tens | dict(with_ones)
    one = any_entry(ones)
    last = rf"{any_entry(teen)}|(?:{any_entry(ten)})(?: (?:{one})\b)?"
    behind = rf"(?:{one}) (?:{last})"
    alone = rf"{any_entry(teens)}|(?:{any_entry(_meanings('tens'))})(?:[ -](?:{one})\b)?"
    either = rf"(?:(?:{one})(?: (?:{last}))?|{alone}|{any_entry({*digits, *repeated} - {*ones})})"
    return SaidNumbers(digits, pairs, repeated, any_entry([*digits, *repeated]), f"{behind}|{alone}", either)


def _meanings(heading: str) -> dict[str, str]:
    """Word -> what it means, of a section whose lines are a meaning and its words."""
    lines = (entry.split() for entry in current().words("said_numbers", heading))
    return {word: meaning for meaning, *words in lines for word in words}


_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_WHOLE = (
    rf"{_DAY} ?[/.-] ?(?:{_MONTH}|[IVX]{{1,4}}) ?[/.-] ?(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
"""Dates in digits alone: *12/7/1987*, *1987-07-12*, *12071987*."""


def _part_of_a_year() -> str:
    """A number of which some, one behind the other, are a year: *nineteen*, *eighty-seven*; *dua*, *ribu*."""
    powers = (f"{each}{behind}" for each in ("hundred", "thousand") for behind in ("-behind", ""))
    power = any_entry(word for heading in powers for word in current().words("said_numbers", heading))
    return rf"(?:(?: (?:{cues('said_numbers', 'between')}))?[ -](?:{said_numbers().any}|{power})\b)"


def _year() -> str:
    """Pattern of a year behind a month, written or said; there may be none."""
    named = rf"(?: (?:{cues('birth_cues', 'year')}))?"
    return rf"(?:\.?,?{named}(?:[ -]['’]?(?:\d{{4}}|\d\d)\b|{_part_of_a_year()}{{2,8}}))?"


def _year_alone() -> str:
    """Pattern of a year without a day, with or without its month: *Mei 1987*, *'87*, *tahun delapan tujuh*."""
    named, part = cues("birth_cues", "year"), _part_of_a_year()
    month = rf"(?:(?:{any_entry(months())}) (?:(?:{cues('birth_cues', 'of')}) )?)?"
    said = rf"(?:{named}){part}{{2,8}}|(?:{cues('birth_cues', 'century')}){part}{{1,8}}"
    short = rf"['’]\d\d|(?:{named}) (?:\d\d|{said_numbers().below_hundred})"
    return rf"{month}(?:19|20)\d\d|{said}|{short}"


def _day_of_a_month() -> str:
    """Pattern of a day and its month behind each other, in digits or as they are said, with or without a year."""
    names, ordinal, said = any_entry(months()), cues("birth_cues", "ordinal"), said_numbers().any
    month, of, the, day = (cues("birth_cues", each) for each in ("month", "of", "the", "day"))
    numbered, dayth = rf"(?:{month}) (?:{said}|{_MONTH})", rf"{_DAY}(?:{cues('birth_cues', 'day-ending')})?"
    first = rf"(?:{dayth}|{ordinal}|{said})(?: (?:{of}))?[ -](?:{numbered}|(?:(?:{month}) )?(?:{names}))"
    behind = rf"(?:(?:{names})\.?,? (?:(?:{the}|{day}) )?(?:{dayth}|{ordinal})|{numbered} (?:{day}) (?:{said}|{_DAY}))"
    ordered = rf"(?:{ordinal}) (?:{of}) (?:{the}) (?:{ordinal})(?=,? (?:{said}|\d))"
    return rf"(?:(?:19|20)\d\d, )?(?:{first}|{behind}|{ordered})\b{_year()}"


@per_languages
def a_date() -> re.Pattern[str]:
    """A day and its month, with or without its year, or a year alone."""
    said, pair = said_numbers().any, said_numbers().below_hundred
    one_by_one = rf"{said},? {said},? (?:{said} {said}(?: {said}){{0,2}}|{pair})"
    return re.compile(
        rf"(?<!\w)(?:{_day_of_a_month()}|{_WHOLE}|{one_by_one}|(?P<year>{_year_alone()}))\b", re.IGNORECASE
    )


GAP = r"(?: ?[.–-][ \n]?|[ \n])?"
"""What people put between the groups of one number: a blank, a dot, a dash, the end of a line."""
_LEAST_SPELT, _LEAST_MIXED = 6, 3
"""Words of digits in a run, and in one that is partly written: *nol delapan satu tiga, 2254, 7190*."""
OF_CARD = 16
"""Digits of an identity card."""
_LEAST_TENS = 8
"""Numbers below a hundred in a row that nobody counts."""
_LEAST_WORDS = 3
"""Different words of digits in a number that is said."""
_SINGLE_RUN = re.compile(r"(?<![\w.,])\d(?: \d){7,}(?![\w]|[.,]\d| \d)")
"""Digits that are written one by one."""


@per_languages
def _unit() -> re.Pattern[str]:
    """What is said in one go: *dua belas*, *lima*, *nine hundred*, *tiga kali nol*, or some digits that are written."""
    said = said_numbers()
    often = rf"(?:{any_entry(said.digits)}) (?:{cues('said_numbers', 'times')}) (?:{any_entry(said.digits)})"
    whole = rf"(?:{said.digit}) (?:{cues('said_numbers', 'hundred-behind')})"
    return re.compile(
        rf"(?:(?:{often}|{whole}|{said.below_hundred}|{said.digit})\b|\d{{1,8}}(?![\w]|[.,]\d))", re.IGNORECASE
    )


@per_languages
def _spelt_run() -> re.Pattern[str]:
    """Such one after another, with marks that are read out, and what speakers say who think or correct."""
    unit, filled = _unit().pattern, f"{cues('said_numbers', 'marks')}|{cues('said_numbers', 'pauses')}"
    apart = rf"(?:[ ,.…–-]|\n)+(?:(?:{filled})\b(?:(?: [^\W\d]+){{1,4}}?[,.…])?[ ,.…–-]+)*"
    return re.compile(rf"\b{unit}(?:{apart}{unit})+", re.IGNORECASE)


@per_languages
def _part_of_a_number() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes the last, or the first digit of a run a part of a number: *nol delapan dua belas*, *koma lima*."""
    behind, before = (cues("said_numbers", f"part-{where}") for where in ("behind", "before"))
    return re.compile(rf"\s+(?:{behind})\b"), re.compile(rf"\b(?:{before})\s+$", re.IGNORECASE)


@per_languages
def _words_of_digits() -> frozenset[str]:
    said = said_numbers()
    return frozenset(word for words in (said.digits, said.pairs, said.repeated) for word in words if " " not in word)


class SpeltDigits(NamedTuple):
    """Digits that somebody spells out."""

    start: int
    """First code point."""
    end: int
    """Code point after the last one."""
    digits: str
    """As they would be written."""


def spelt_digits(text: str) -> tuple[SpeltDigits, ...]:
    """Runs of digits in words, as people dictate them; no counting, no list of marks, no fractions."""
    may_have = has_digits(text) or len(_words_of_digits() & words_in(text)) >= _LEAST_WORDS
    return _spelt_in(text, current()) if may_have else ()


@lru_cache(maxsize=4)
def _spelt_in(text: str, _: Languages) -> tuple[SpeltDigits, ...]:
    """Those of one text; several kinds ask for them."""
    return tuple(_spelt(text))


@lru_cache(maxsize=4)
def has_digits(text: str) -> bool:
    """Whether digits are written in a text."""
    return re.search(r"\d", text) is not None


def _spelt(text: str) -> Iterator[SpeltDigits]:
    behind, before = _part_of_a_number()
    for run in (found for pattern in (_SINGLE_RUN, _spelt_run()) for found in pattern.finditer(text)):
        units = _unit().findall(run[0].lower())
        digits = _written(units)
        listed = run[0].count(",") >= len(units) - 1 and not digits.startswith("0")
        part = behind.match(text, run.end()) or before.search(text[max(0, run.start() - _BEFORE) : run.start()])
        explained = listed or part or is_counting(digits)
        if _is_spelt(text, run, units) and (not explained or _is_nik_in_groups(text, run)):
            yield SpeltDigits(*run.span(), digits)


def with_digits(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Places of a pattern that has a digit: none without looking further where a text has none."""
    return pattern.finditer(text) if has_digits(text) else ()


def _is_spelt(text: str, run: re.Match[str], units: Sequence[str]) -> bool:
    """Whether so many digits are said, one by one, or by tens where a number begins with zero or a word owns it."""
    said, dialled = [unit for unit in units if not unit.isdecimal()], _written(units[:1]).startswith("0")
    hundred = current().words("said_numbers", "hundred-behind")
    if any(unit.endswith(hundred) for unit in said):  # *oh seven seven double oh, nine hundred, ...*
        return dialled and len(units) >= _LEAST_SPELT
    if not said:
        read_out = dialled and (_has_pauses(run[0], units) or owner(text, run.start()) == "phone")
        return all(len(unit) == 1 for unit in units) or read_out or _is_nik_in_groups(text, run)
    if any(unit.replace("-", " ") in said_numbers().pairs for unit in said):
        return dialled or len(units) >= _LEAST_TENS or owner_around(text, *run.span()) != ""
    return len(said) >= (_LEAST_SPELT if len(said) == len(units) else _LEAST_MIXED)


def _is_nik_in_groups(text: str, run: re.Match[str]) -> bool:
    """Whether as many digits as those of a card are read out in groups, behind a word for it."""
    as_many = len(re.findall(r"\d", run[0])) == OF_CARD and not _YEARS.fullmatch(run[0])
    return as_many and owner(text, run.start()) == "nik"


def _has_pauses(run: str, units: Sequence[str]) -> bool:
    """Whether groups that are written stand apart by what speakers do who think: *0813... 2256... eh... 7701*."""
    return re.search(r"\.\.|…|[a-z]", run) is not None and all(len(unit) > 1 for unit in units)


def _written(units: Iterable[str]) -> str:
    """Digits as they would be written; one behind *double* stands twice, that of *tiga kali nol* three times."""
    said, times, digits = said_numbers(), 1, ""
    between = current().words("said_numbers", "times")
    for unit in units:
        words = unit.replace("-", " ").split()
        if words[1:2] and words[1] in between:
            digits += said.digits[words[2]] * int(said.digits[words[0]])
        elif unit.isdecimal():
            digits += unit * times
        elif words[-1] in current().words("said_numbers", "hundred-behind"):
            digits += said.digits.get(words[0], "") + "00"
        else:
            key = " ".join(words)
            digits += said.digits.get(key, said.pairs.get(key, "")) * times
        times = said.repeated.get(unit, 1)
    return digits


_MOSTLY = 0.7


def is_counting(said: str) -> bool:
    """Whether somebody counts, up or down, or says one of two digits only; a telephone's may rise from its zero on."""
    steps = [int(after) - int(before) for before, after in pairwise(said)]
    dialled = said.startswith(("08", "62", "81"))
    most = max(steps.count(1), steps.count(-1))
    return len(set(said)) < 3 or (most >= _MOSTLY * len(steps) and not dialled)


_KINDS = ("other", "account", "phone", "npwp", "nik")
"""Whose a number may be; `other`: it belongs to a thing, such as an order or a law."""


@per_languages
def _owners() -> re.Pattern[str]:
    possessed = rf"(?:-?(?:{cues('number_cues', 'possessed')}))?(?: (?:{cues('number_cues', 'numbering')})\b)?\.?"
    named = (rf"(?P<{kind}>\b(?:{cues('number_cues', kind)}){possessed}(?!\w))" for kind in _KINDS)
    return re.compile("|".join(named), re.IGNORECASE)


_BEFORE = 60
_LONGEST_OWNER = 30
FARTHEST = 30
"""Characters that may stand between a word and the number that it owns."""
_BETWEEN = 1
"""Words that tell something and may stand between another thing and its number."""


@per_languages
def _filling() -> re.Pattern[str]:
    """What tells nothing between a thing and its number."""
    return re.compile(rf"\b(?:{cues('number_cues', 'filling')})\b|[^\w\s]")


@per_languages
def _cut() -> re.Pattern[str]:
    """Where what was said before no longer tells what a number is."""
    return re.compile(rf"\d{{4}}|(?<!\b[a-z])[.!?;](?=\s)|\n|\b(?:{cues('number_cues', 'cut')})\b")


def owner(text: str, start: int, farthest: int = FARTHEST) -> str:
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
        return kind if len(_filling().sub("", before[last.end() :]).split()) <= _BETWEEN else ""
    return "" if _cut().search(before, last.end()) else kind


@per_languages
def _owned_behind() -> re.Pattern[str]:
    """A word that says right behind a number whose it is, and has no number of its own: *..., itu KTP saya*."""
    equals = rf"(?:(?:{cues('number_cues', 'equals-behind')})\s+)"
    named = "|".join(rf"(?P<{kind}>{cues('number_cues', kind)})" for kind in _KINDS)
    own = r"(?:\W+\w+)?\W+\+?\d"
    return re.compile(rf"(?:\s*[,(–]\s*{equals}*|\s+{equals}+)(?:{named})(?!\w)(?!{own})", re.IGNORECASE)


def owner_around(text: str, start: int, end: int) -> str:
    """Whose a number is by the words before it, or where these do not tell, right behind it, or in the question."""
    before = owner(text, start)
    behind = None if before else _owned_behind().match(text, end)
    return (behind.lastgroup or "") if behind else before or _asked_for(text, start)


_QUESTION, _ANSWER = 120, 80
"""Characters of a question, and of its answer before the number."""


def _asked_for(text: str, start: int) -> str:
    """Whose the first number of an answer is by its question, a line above: *Rekeningnya berapa?*, *Ini, 1390 ...*."""
    line = text.rfind("\n", max(0, start - _ANSWER), start)
    question = text[max(0, line - _QUESTION) : max(0, line)]
    if "?" not in question or re.search(r"\d{3}", text[line:start]):
        return ""
    asked = [found.lastgroup or "" for found in _owners().finditer(question)]
    return asked[-1] if asked and asked[-1] != "other" else ""


@per_languages
def _amounts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before digits that are an amount, and right behind them."""
    before = rf"(?:\b(?:{cues('number_cues', 'amount-before')})\.?|[$€£])\s*(?:{cues('number_cues', 'equals')})?[\s:]*$"
    behind = rf"[\s-]?(?:%|(?:{cues('number_cues', 'amount-after')})\b)"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")


def is_grouped_by_thousands(said: str) -> bool:
    """Whether digits are grouped as amounts are: *1.250.000*."""
    return _GROUPED.fullmatch(said) is not None


THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_CODE = re.compile(r"\d(?:\.\d{1,2}){2,}(?:\.\d+)*")
"""A place in a list of accounts, laws or goods: *5.1.02.01.01.0026*."""
_ROUND = re.compile(r"\d+0{6}|[1-9]\d{0,4}0{3,}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ ,-]+(?:19|20)\d\d)*|(?:\d\d?-){2}(?:19|20)\d\d|20[012]\d[01]\d[0-3]\d")


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether digits are money, a quantity or years: by what stands around them, or by how they are grouped."""
    said = text[start:end]
    last = said.split()[-1]  # *transfer 2021 1.200.000.000*
    grouped = is_grouped_by_thousands(last) or any(
        pattern.fullmatch(said) for pattern in (THOUSANDS, _CODE, _ROUND, _YEARS)
    )
    before, behind = _amounts()
    worth = before.search(text, max(0, start - FARTHEST), start)
    if worth and owner(text, worth.start()) == "account":  # *rekening gaji*: the account of it
        worth = None
    return bool(grouped or worth or behind.match(text, end))


def widest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, without those that lie inside another one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept

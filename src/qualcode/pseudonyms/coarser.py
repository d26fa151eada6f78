"""Exact ages and dates in what people say, made coarser: *47 tahun* becomes *40-49 tahun*, *12 Mei 2021* *Mei 2021*.

Only digits and tens in words with a word of age beside them are ages; a date is one only with its day. Years stay.
"""

import re

from qualcode.languages import current, per_languages

Coarser = list[tuple[int, int, str]]
"""First code point, the one after the last, and what stands there instead."""
_DECADE, _OLDEST = 10, 110
_AGE_BEFORE = re.compile(
    r"\b(?:umur|usia|berumur|berusia|aged|age(?: of)?)(?:nya|ku|mu)?"
    r"(?: (?:saya|aku|dia|ia|beliau|saat itu|sudah|baru|is|was))* (\d{1,3})\b(?![.,:/-]\d| ?%)",
    re.IGNORECASE,
)
_AGE_BEHIND = re.compile(
    r"\b(\d{1,3})(?=(?: |-)(?:years?(?: |-)old|tahun (?:umur|usia)(?:nya|ku)?\b|y\.?o\.?\b))", re.IGNORECASE
)
_I_AM = re.compile(
    r"\b(?:I am|I'm|I’m|he is|she is|he's|she's|saya|aku) (\d{2})(?= (?:tahun|now\b)|[.,])", re.IGNORECASE
)
_TENS = "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_AGE_IN_WORDS = re.compile(
    rf"\b(?:umur|usia|berumur|berusia)(?:nya|ku|mu)?(?: (?:saya|aku|dia|ia|beliau|sudah|baru))* "
    rf"((?:{_TENS}) puluh (?:satu|{_TENS}))\b",
    re.IGNORECASE,
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"


def coarser_spans(text: str) -> Coarser:
    """Exact ages and dates of a text, and what stands for each; none inside another one."""
    found: Coarser = []
    for pattern in (_AGE_BEFORE, _AGE_BEHIND, _I_AM):
        found += [(*each.span(1), _decade(int(each[1]))) for each in pattern.finditer(text)]
    found += [(*each.span(1), f"{each[1].rpartition(' ')[0]}an") for each in _AGE_IN_WORDS.finditer(text)]
    for each in _dates().finditer(text):
        named = each["month"] or each["month_first"] or ""
        if each["month_first"] and each["month_first"].islower():
            continue  # *we may 2 or 3 times*
        year = each["year"] or each["year_first"] or each["number_year"] or each["iso_year"] or ""
        found.append((*each.span(), " ".join(filter(None, (named, year)))))
    kept: Coarser = []
    for start, end, new in sorted(set(found)):
        if new != text[start:end] and (not kept or start >= kept[-1][1]):
            kept.append((start, end, new))
    return kept


def _decade(age: int) -> str:
    """Ten years that hold an age; what is no age stays."""
    low = age // _DECADE * _DECADE
    return f"{low}-{low + _DECADE - 1}" if age <= _OLDEST else str(age)


@per_languages
def _dates() -> re.Pattern[str]:
    names = {name for line in current().words("months", "months") for name in line.split()}
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)? (?P<month>{months})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"
        rf"|\b(?P<month_first>{months}) {_DAY}(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year_first>(?:19|20)\d\d)\b)?"
        rf"|\b{_DAY}[/.-](?:1[0-2]|0?[1-9])[/.-](?P<number_year>(?:19|20)\d\d)\b"
        rf"|\b(?P<iso_year>(?:19|20)\d\d)-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])\b",
        re.IGNORECASE,
    )

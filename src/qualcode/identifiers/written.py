"""What tells a person in several words: a street address, a date of birth, an office of one place."""

import re
from collections.abc import Iterable, Sequence

from qualcode.identifiers.digits import cues
from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import Tellers, is_rare, word_share
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

_STREET = r"(?:Jalan|jalan|(?:Jl|jl|Jln|jln|JL|Gg|gg)\.?|Gang|gang|Lorong|lorong)"
_NAME = (
    r"(?:(?:[A-Z]|Dr|Prof|Ir|Jend|Let|Kol|Hj|Tgk)\. ?)*[A-Z](?:[^\W\d]|['’-])*(?![\w-])"
    r"(?:[ \n](?!No\b|Nomor\b|Blok\b|Kav)(?:(?<!\n)(?:[A-Z]\.|[A-Z][\w'’-]*|[IVX]+)|\d{1,3}(?![.,]?\d))(?!\w))*"
)
_NUMBER = (
    r"(?:,?[ \n](?:(?:[Nn]o(?:mor|\.)?|[Nn]umber|[Bb]lok|[Kk]av(?:ling|\.)?) ?"
    r"[A-Z]?[/-]?\d[\w/-]{0,5}|[Bb]lok [A-Z]{1,2}\b|"
    r"[Gg](?:g\.?|ang) \w{1,12}(?=,? [Nn]o)))+"
)
_COUNTED = r"(?:\d{1,3}|(?:nol )?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)(?: belas)?)"
_RT = (
    rf"[Rr][Tt][ .:]*{_COUNTED}[ ,/]*[Rr][Ww][ .:]*{_COUNTED}\b(?:{_NUMBER})?"
    r"(?!,? (?:(?:itu|ini) )?(?:jumlah|total|semua))"  # so many there are
)
_POSTCODE = r"(?:(?:,? [A-Z][\w'’-]+){1,2},? \d{5}\b)?"
_ADDRESS = re.compile(
    rf"\b{_STREET} {_NAME}(?:{_NUMBER})?(?:,? ?{_RT})?{_POSTCODE}"
    rf"|\b{_STREET} [a-z]+(?: [a-z]+)?{_NUMBER}(?:,? ?{_RT})?{_POSTCODE}"
    rf"|\b{_RT}"
    rf"|\b(?:[Pp]erumahan|[Pp]erum|[Kk]ompleks?|[Aa]partemen|[Kk]os(?:an)?) {_NAME}(?:{_NUMBER})"
    r"|\b(?:[A-Z][\w'’-]* ){0,4}[Bb]lok [A-Z]{1,2}[ /-]?\d{0,3},? [Nn]o(?:mor|\.)? ?\d{1,4}[A-Z]?\b"
    r"|\b\d{1,5}[A-Za-z]? (?:[A-Z][\w'’.-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Square|Way|Close|Terrace|Boulevard|Blvd|"
    r"Grove|Crescent|Gardens|Mews|Quay)\b\.?(?! (?:of|to) )"
    r"(?:,? (?:Apt|Apartment|Flat|Unit) ?\w{1,5})?"
    r"|\b(?:[Kk]ode [Pp]os|[Pp]ost ?code|[Zz]ip(?: code)?)(?:nya)? ?:? ?"
    r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
)  # fmt: skip


def find_address(text: str) -> Found:
    """Street addresses, numbers of neighbourhoods (RT/RW), postcodes."""
    yield from widest([found.span() for found in _ADDRESS.finditer(text) if _is_street(text, found)])


def _is_street(text: str, found: re.Match[str]) -> bool:
    """Whether a road has a name: *jalan keluar nomor satu* has none, and *program Jalan Sehat* is no road."""
    words = [fold(word) for word in found[0].split()[:3]]
    if words[0] not in ("jalan", "jl", "jln"):
        return True
    second = words[1]
    named = len(words) > 2 and second == "raya" and words[2] not in ("no", "nomor", "blok")
    if second in current().words("no_streets") and not named:
        return False
    if any(map(str.isdecimal, found[0])) or words[0] != "jalan":
        return found[0].split()[1][0].isupper() or not {*words[1:3]} & _saying_nothing() - {"no", "nomor"}
    before = text[max(0, found.start() - _NEAR_BEFORE) : found.start()].rstrip()
    begins = not before or before[-1] in ".!?"  # *Jalan Rusak itu programnya*
    return second not in _months() and not (begins and len(words) < 3) and not _things().search(before)


_NEAR_BEFORE = 20


@per_languages
def _months() -> frozenset[str]:
    return frozenset(name for line in current().words("months", "months") for name in line.split())


_BORN = (
    r"(?:hari lahir(?:nya)?|hari jadi(?:nya)?|(?:di)?lahir(?:nya|an|kan)?(?! batin)|kelahiran|"
    r"(?:tanggal|tgl\.?) lahir(?:nya|ku|mu)?|TTL|ttl|ulang tahun(?:nya|ku)?|born|"
    r"birth(?:day|date)?|date of birth|DOB|dob)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_UNIT = r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SAID = rf"(?:se(?:puluh|belas)|{_UNIT} belas|(?:(?:dua|tiga) puluh )?{_UNIT}|(?:dua|tiga) puluh)"
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth)"
)
_OF_YEAR = rf"(?:se(?:ribu|belas|puluh)|{_UNIT} (?:ribu|ratus|puluh|belas)|{_UNIT})"
_YEAR_WRITTEN = r"(?:\.?,?[ -](?:(?:tahun(?:nya)?|in|year) )?['’]?(?:\d{4}|\d{2})\b)?"
_YEAR_SAID = rf"(?: (?:tahun )?(?:{_OF_YEAR}\b ?){{1,6}})?"


@per_languages
def _dates() -> re.Pattern[str]:
    """A date behind a word of birth, in digits or as it is said; the names of the months are those of the languages."""
    months = "|".join(_one_of(current().words("months", "months")))
    date = (
        rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ -](?:bulan )?(?:{months}){_YEAR_WRITTEN}"
        rf"|(?:{months})\.? {_DAY}(?:st|nd|rd|th)?{_YEAR_WRITTEN}"
        rf"|{_DAY} bulan (?:1[0-2]|0?[1-9])\b{_YEAR_WRITTEN}"
        rf"|{_DAY}[/.-](?:1[0-2]|0?[1-9])[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|{_SAID} (?:(?:{months})|bulan {_SAID})\b{_YEAR_WRITTEN}{_YEAR_SAID}|{_ORDINAL} (?:of )?(?:{months})"
        rf"|(?:(?:{months}) )?(?:19|20)\d{{2}}"
    )
    return re.compile(rf"\b{_BORN}\b(?P<between>[^\n.!?\d]{{0,40}}?)\b(?P<date>{date})\b", re.IGNORECASE)


def _one_of(lines: Iterable[str]) -> list[str]:
    return sorted({re.escape(name) for line in lines for name in line.split()}, key=len, reverse=True)


@per_languages
def _things() -> re.Pattern[str]:
    """What is born without being a person, and may stand right before the word of birth."""
    after = r"(?: (?:itu|ini|tersebut|kami|kita|baru|yang|was|is|were|first|pertama|sendiri))*$"
    some = r"\b(?:the|a|an|this|that|our)(?: (?!man|woman|boy|girl|child|baby|kid|son|daughter|person)\w+){1,2}"
    formed = r"\b(?:ke\w{4,}an|pe\w{4,}an)(?:-?nya)?"
    listed = rf"\b(?:{cues('birth_cues', 'things')})(?:-?nya)?"
    return re.compile(rf"(?:{listed}|{formed}){after}|{some} (?:was|were|is)$", re.IGNORECASE)


_AT = frozenset(["di", "in", "at", "near", "dekat"])
_LONGEST_PLACE = 3
_NEAR = 3
_AROUND = 80
"""Characters that are looked at before a word of birth."""
_LABEL = re.compile(r"tanggal|tgl|ttl|date of birth|dob|birthda|ulang|hari", re.IGNORECASE)
"""Words of birth of which nobody stands before them."""
_YEARLY = re.compile(r"ulang|birthday|hari", re.IGNORECASE)
"""Those that offices and towns have, too: a person must stand behind them."""
_STATISTICS = re.compile(
    r"\s*(?:ada|sebanyak|mencapai|berjumlah|total\w*|were|is|was|:)?\s*\d{2,}|\s*(?:\w+ ){1,2}\d{1,3}[.,]\d{3}\b"
)
"""What makes a year one of a count: *kelahiran 2021 ada 300*, *kelahiran 2022 tercatat 24.310*."""


def find_birth(text: str) -> Found:
    """Dates and years of birth."""
    found = [each for each in _dates().finditer(text) if _is_birth(text, each)]
    # A year alone stands in many places that tell nobody: it is one with the word of birth before it.
    yield from widest([each.span(0 if each["date"].isdecimal() else "date") for each in found])


def _is_birth(text: str, found: re.Match[str]) -> bool:
    """Whether somebody is born, and no thing: by what stands before the word of birth, and between it and the date."""
    alone = re.fullmatch(r"(?:[^\W\d]+ )?\d{4}", found["date"]) is not None  # no day
    if alone and _STATISTICS.match(text, found.end()):
        return False
    before = text[max(0, found.start() - _AROUND) : found.start()].rstrip()
    if _things().search(before) or _is_thing(found["between"]) or not _within(found["between"], found[0]):
        return False
    recorded = not alone and fold(before.split()[-1:][0] if before else "") in current().words("birth_cues", "record")
    labelled = recorded or _LABEL.match(found[0]) is not None
    return labelled or _is_somebody(re.split(r"[.!?,;:(]", before)[-1].split(), alone=alone)


def _is_thing(between: str) -> bool:
    """Whether a thing stands last between the word of birth and the date; what has a capital there is a place."""
    words = between.rstrip(" ,").split()
    return bool(words and not words[-1].istitle() and _things().search(" ".join(words)))


def _within(between: str, whole: str) -> bool:
    """Whether only a place, a person, or words of dates stand between the word of birth and the date."""
    yearly = _YEARLY.match(whole) is not None
    since = _LONGEST_PLACE + 1
    for word in re.findall(r"[\w'’-]+", between):
        since = 0 if fold(word) in _AT else since + 1
        placed = since <= _LONGEST_PLACE or (word.istitle() and not yearly)
        if not (placed or fold(word) in current().words("birth_cues", "between") or _is_person(word, rare=not yearly)):
            return False
    return True


def _is_somebody(before: Sequence[str], *, alone: bool) -> bool:
    """Whether the words of a clause before a word of birth end with somebody, or there are none."""
    if "yang" in before[:-1]:  # *anak saya yang kecil lahir*: the child is
        before = before[: before.index("yang")]
    passed_over = current().words("birth_cues", "passed-over")
    words = [word for word in before if fold(word) not in passed_over]
    if not words:
        return not (alone and before)
    if words[-1].istitle():
        if words[-2:-1] and words[-2].istitle():  # *Zakir Naik* is somebody, *Forum Anak* is not
            heads = Tellers().heads & {fold(word) for word in words[-_NEAR:]}
            return not heads and any(_is_name(word) for word in words[-2:])
        near = any(fold(word) in _people() for word in words[-_NEAR:])
        alone = alone and len(words) == 1
        return near or _is_person(words[-1], rare=not alone)
    return _is_person(words[-1], rare=not alone)


def _is_person(word: str, *, rare: bool) -> bool:
    """Whether a word is a person: a pronoun, a relative, an office, a listed name, or a rare word, which may be one."""
    key = fold(word)
    if {key, key.removesuffix("nya"), key.removesuffix("ku")} & _people():
        return True
    return _is_name(word) if rare else Tellers().is_given(key)


def _is_name(word: str) -> bool:
    """Whether a word is a listed name, or a rare word, which may be one."""
    return Tellers().is_given(fold(word)) or (not word.isupper() and is_rare(fold(word)))


@per_languages
def _people() -> frozenset[str]:
    """Words for somebody: pronouns, relatives, titles, offices."""
    return frozenset(current().words("birth_cues", "people")) | Tellers().titles | set(current().words("positions"))


_HOLDER = r"(?: (?:of|the|for|di|kota|kabupaten|kecamatan|kelurahan|desa|dinas|badan|RW|RT|Kota|Kabupaten|of the))*"
_COUNTED_AS = r" (?:kali|orang|kk|juta|ribu|tahun|bulan|hari|jam)\b"
_WHERE = rf"(?: (?:[A-Z][\w'’-]*(?: (?:of|and|dan|the) (?=[A-Z]))?|\d{{1,3}}\b(?![.,]\d|{_COUNTED_AS})))+"


@per_languages
def _positions() -> re.Pattern[str]:
    heads = set(current().words("positions", "head"))
    offices = _any_of(set(current().words("positions")) - heads)
    office = rf"(?P<office>(?i:{offices}))|(?i:{_any_of(heads)})(?: [A-Z]\w+){{1,2}}?"
    return re.compile(rf"(?<!\w)(?:{office})\b{_HOLDER}(?P<where>{_WHERE})")


def _any_of(offices: Iterable[str]) -> str:
    """Offices as alternatives of a pattern, the longest first; a list without any matches nothing."""
    longest_first = (re.escape(each) for each in sorted(offices, key=lambda each: (-len(each), each)))
    return "|".join(re.sub(r"\\ of$", " (?:of|in|at)", each) for each in longest_first) or r"(?!)"


def find_position(text: str) -> Found:
    """Offices with the one place that tells who holds them: *Camat Wanasari*."""
    for found in _positions().finditer(text):
        if _is_place(found) and not _OF_MANY.search(text[max(0, found.start() - _NEAR_BEFORE) : found.start()]):
            yield found.span()


_OF_MANY = re.compile(
    r"(?i)\b(?:para|semua|setiap|tiap|seluruh|beberapa|banyak|seorang|all|every|each|many|some|an?) $"
)
"""What tells that no certain holder of an office is meant."""


def _is_place(found: re.Match[str]) -> bool:
    """Whether what stands behind an office may be a place: no single letter, no word that says nothing, no amount."""
    where = found["where"].split()
    if len(where) > 1 and where[0].isupper() and fold(where[0]) in _saying_nothing():  # *SMP 2 Bandar*
        return where[1].isdecimal() or _is_unusual(where[1])
    if where[0].isdecimal():
        return re.search(r"(?i)\br[tw] \d+\b", found[0]) is not None
    first = fold(where[0])
    if len(first) < 2 or first in _saying_nothing():
        return False
    if _OFFICE_ALONE.search(found[0][: found.start("where") - found.start()]):
        return True
    if found["office"] is None or fold(found["office"]) in current().words("positions", "unit"):
        one = len(where) == 1 and found["office"] is not None
        return any(fold(word) in Tellers().places or (not one and _is_unusual(word)) for word in where)
    return len(where) > 1 or not _is_usual(first)


_OFFICE_ALONE = re.compile(
    r"(?i)\b(?:dinas|badan|(?:mayor|governor|regent) of|di|kota|kabupaten|kecamatan|kelurahan|desa)\s*$"
)
"""What tells that a place, or an office of it, follows, though it is a usual word: *Kepala Dinas Kesehatan*; a section
of an office is one of many: *Kepala Bidang Pelayanan*, *Director of Nursing*."""
_OFTEN = 6e-5


def _is_unusual(word: str) -> bool:
    """Whether a word is none of the language, and no abbreviation."""
    return not word.isupper() and is_rare(fold(word))


def _is_usual(word: str) -> bool:
    """Whether a word is one of the language, and no place that is listed: *Lurah Perempuan*, *Kades Se-Kabupaten*."""
    return word not in Tellers().places and word_share(word.split("-")[0]) >= _OFTEN


@per_languages
def _saying_nothing() -> frozenset[str]:
    words = {word for pack in current().packs for word in pack.stop_words()}
    return frozenset(words | set(current().words("stop_words", "")) | set(current().words("never_names")))

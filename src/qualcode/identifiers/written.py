"""What tells a person in several words: a street address, a date of birth, an office of one place."""

import re
from collections.abc import Iterable, Sequence

from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import Tellers, is_rare
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

_STREET = r"(?:Jalan|jalan|(?:Jl|jl|Jln|jln|JL|Gg|gg)\.?|Gang|gang|Lorong|lorong)"
_NAME = (
    r"(?:[A-Z]\. ?)*[A-Z][\w'’-]*(?: (?!No\b|Nomor\b|Blok\b|Kav)(?:[A-Z]\.|[A-Z][\w'’-]*|[IVX]+|\d{1,3}(?![\d.,])))*"
)
_NUMBER = r"(?:,? (?:(?:[Nn]o(?:mor|\.)?|[Bb]lok|[Kk]av(?:ling|\.)?) ?[A-Z]?[/-]?\d[\w/-]{0,5}|[Bb]lok [A-Z]{1,2}\b))+"
_COUNTED = r"(?:\d{1,3}|(?:nol )?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)(?: belas)?)"
_RT = rf"[Rr][Tt][ .:]*{_COUNTED}[ ,/]*[Rr][Ww][ .:]*{_COUNTED}\b"
_ADDRESS = re.compile(
    rf"\b{_STREET} {_NAME}(?:{_NUMBER})?(?:,? ?{_RT})?"
    rf"|\b{_STREET} [a-z]+(?: [a-z]+)?{_NUMBER}(?:,? ?{_RT})?"
    rf"|\b{_RT}"
    rf"|\b(?:[Pp]erumahan|[Pp]erum|[Kk]ompleks?|[Aa]partemen|[Kk]os(?:an)?) {_NAME}(?:{_NUMBER})"
    r"|\b\d{1,5}[A-Za-z]? (?:[A-Z][\w'’.-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Square|Way|Close|Terrace|Boulevard|Blvd)\b\.?"
    r"(?:,? (?:Apt|Apartment|Flat|Unit) ?\w{1,5})?"
    r"|\b(?:[Kk]ode [Pp]os|[Pp]ost ?code|[Zz]ip(?: code)?)(?:nya)? ?:? ?"
    r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
)  # fmt: skip


def find_address(text: str) -> Found:
    """Street addresses, numbers of neighbourhoods (RT/RW), postcodes."""
    yield from widest([found.span() for found in _ADDRESS.finditer(text) if not _is_time(found[0])])


def _is_time(address: str) -> bool:
    """Whether something *goes* since a month (*baru jalan April*), where a street would be named for it."""
    words = address.split()
    return len(words) == 2 and words[0] == "jalan" and fold(words[1]) in _months()


@per_languages
def _months() -> frozenset[str]:
    return frozenset(name for line in current().words("months", "months") for name in line.split())


_BORN = (
    r"(?:hari lahir(?:nya)?|hari jadi(?:nya)?|lahir(?:nya|an)?(?! batin)|kelahiran|tanggal lahir|tgl\.? lahir|TTL|ttl|ulang tahun(?:nya|ku)?|"
    r"born|birth(?:day|date)?|date of birth|DOB|dob)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_UNIT = r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SAID = rf"(?:se(?:puluh|belas)|{_UNIT} belas|(?:(?:dua|tiga) puluh )?{_UNIT}|(?:dua|tiga) puluh)"
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth)"
)
_YEAR_SAID = (
    rf"(?: (?:tahun )?(?:(?:seribu|{_UNIT} ribu|{_UNIT} ratus|{_UNIT} puluh|{_UNIT} belas|sebelas|sepuluh|{_UNIT})\b ?){{1,6}})?"
)


@per_languages
def _dates() -> re.Pattern[str]:
    """A date behind a word of birth, in digits or as it is said; the names of the months are those of the languages."""
    months = "|".join(_one_of(current().words("months", "months")))
    date = (
        rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ -](?:{months})(?:\.?,?[ -]\d{{2,4}})?"
        rf"|(?:{months})\.? {_DAY}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
        rf"|{_DAY}[/.-](?:1[0-2]|0?[1-9])[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|{_SAID} (?:(?:{months})|bulan {_SAID})\b{_YEAR_SAID}|{_ORDINAL} (?:of )?(?:{months})"
        rf"|(?:(?:{months}) )?(?:19|20)\d{{2}}"
    )
    return re.compile(rf"\b{_BORN}\b(?P<between>[^\n.!?\d]{{0,40}}?)\b(?P<date>{date})\b", re.IGNORECASE)


def _one_of(lines: Iterable[str]) -> list[str]:
    return sorted({re.escape(name) for line in lines for name in line.split()}, key=len, reverse=True)


_THINGS = re.compile(
    r"(?i)\b(?:inovasi|aplikasi|program|ide|gagasan|kebijakan|undang-undang|uu|peraturan|per(?:da|des|bup|wal|gub|men\w*|pres)|rpjm\w*|inpres|proyek|konsep|sistem|"
    r"layanan|organisasi|komunitas|gerakan|lembaga|platform|startup|perusahaan|partai|negara|kota|desa|dinas|sekolah|hari|"
    r"angka|akta|jumlah|data|tingkat|surat|idea|project|app|system|law|policy|programme?|company|movement|initiative|team|"
    r"ke\w{4,}an|pe\w{4,}an|association|organi[sz]ation|party|country|city|school|service)(?:-?nya)?"
    r"(?: (?:itu|ini|tersebut|kami|kita|baru|yang|was|is|were|first|pertama|sendiri))*$"
    r"|\b(?:the|a|an|this|that|our)(?: (?!man|woman|boy|girl|child|baby|kid|son|daughter|person)\w+){1,2}"
    r" (?:was|were|is)$"
)
"""What is born without being a person, and may stand right before the word of birth."""
_PEOPLE = frozenset(
    "saya aku gue gua dia ia beliau kami kita mereka ibu bapak anak adik kakak istri suami ayah mama ibunya bapaknya anaknya "
    "adiknya kakaknya istrinya suaminya ayahnya mamanya kakek nenek cucu keponakan teman orang bayi sulung bungsu "
    "i he she we they who me him her my his their you your father mother son daughter brother sister wife husband child kid "
    "baby man woman boy girl person friend aunt uncle".split()
)
"""Who is born."""
_PASSED_OVER = frozenset(
    "itu ini tersebut baru yang sudah pernah memang kan tuh juga pun sendiri akhirnya terdaftar tercatat ternyata tempat dulu waktu ketika saat when pertama kedua ketiga ya was is were are "
    "been has had first also only just".split()
)
"""Words between somebody and the word of birth."""
_BETWEEN = frozenset(
    "pada tanggal tgl tahun bulan hari nya ku sekitar kira-kira pas kan ya itu adalah yaitu jatuh on in at the of year is was "
    "around about date day".split()
)
"""Words between the word of birth and the date."""
_AT = frozenset(["di", "in", "at", "near", "dekat"])
_LONGEST_PLACE = 3
_NEAR = 3
_LABEL = re.compile(r"tanggal|tgl|ttl|date of birth|dob|birthda|ulang|hari", re.IGNORECASE)
"""Words of birth of which nobody stands before them."""
_YEARLY = re.compile(r"ulang|birthday|hari", re.IGNORECASE)
"""Those that offices and towns have, too: a person must stand behind them."""
_STATISTICS = re.compile(r"\s*(?:ada|sebanyak|mencapai|berjumlah|total\w*|were|is|was|:)?\s*\d{2,}")
"""What makes a year one of a count: *kelahiran 2021 ada 300*."""


def find_birth(text: str) -> Found:
    """Dates and years of birth."""
    found = [each for each in _dates().finditer(text) if _is_birth(text, each)]
    # A year alone stands in many places that tell nobody: it is one with the word of birth before it.
    yield from widest([each.span(0 if each["date"].isdecimal() else "date") for each in found])


def _is_birth(text: str, found: re.Match[str]) -> bool:
    """Whether somebody is born, and no thing: by who stands before the word of birth, and what between it and the date."""
    alone = found["date"].isdecimal()
    if alone and _STATISTICS.match(text, found.end()):
        return False
    before = text[: found.start()].rstrip()
    if _THINGS.search(before) or not _within(found["between"], found[0]):
        return False
    labelled = _LABEL.match(found[0]) is not None
    return labelled or _is_somebody(re.split(r"[.!?,;:(]", before)[-1].split(), alone=alone)


def _within(between: str, whole: str) -> bool:
    """Whether only a place, a person, or words of dates stand between the word of birth and the date."""
    yearly = _YEARLY.match(whole) is not None
    since = _LONGEST_PLACE + 1
    for word in re.findall(r"[\w'’-]+", between):
        since = 0 if fold(word) in _AT else since + 1
        placed = since <= _LONGEST_PLACE or (word.istitle() and not yearly)
        if not (placed or fold(word) in _BETWEEN or _is_person(word, rare=not yearly)):
            return False
    return True


def _is_somebody(before: Sequence[str], *, alone: bool) -> bool:
    """Whether the words of a clause before a word of birth end with somebody, or there are none."""
    words = [word for word in before if fold(word) not in _PASSED_OVER]
    if not words:
        return not (alone and before)
    if words[-1].istitle():
        near = any(fold(word) in _PEOPLE for word in words[-_NEAR:])
        full = words[-2:-1] and words[-2].istitle() and not {fold(word) for word in words[-_NEAR:]} & Tellers().heads
        alone = alone and len(words) == 1
        return near or bool(full) or _is_person(words[-1], rare=not alone)
    return _is_person(words[-1], rare=not alone)


def _is_person(word: str, *, rare: bool) -> bool:
    """Whether a word is a person: a pronoun, a relative, an office, a listed name, or a rare word, which may be one."""
    key, lists = fold(word), Tellers()
    if {key, key.removesuffix("nya"), key.removesuffix("ku")} & (_PEOPLE | lists.titles | _offices()):
        return True
    return lists.is_given(key) or (rare and not word.isupper() and is_rare(key))


@per_languages
def _offices() -> frozenset[str]:
    return frozenset(current().words("positions"))


_HOLDER = r"(?: (?:of|the|for|di|kota|kabupaten|kecamatan|kelurahan|desa|dinas|badan|RW|RT|Kota|Kabupaten|of the))*"
_COUNTED_AS = r" (?:kali|orang|kk|juta|ribu|tahun|bulan|hari|jam)\b"
_WHERE = rf"(?: (?:[A-Z][\w'’-]*(?: (?:of|and|dan|the) (?=[A-Z]))?|\d{{1,3}}\b(?![.,]\d|{_COUNTED_AS})))+"


@per_languages
def _positions() -> re.Pattern[str]:
    words = sorted(current().words("positions"), key=len, reverse=True)
    offices = "|".join(re.escape(each).replace(r"\ ", " ") for each in words)
    return re.compile(rf"(?<!\w)(?i:{offices})\b{_HOLDER}({_WHERE})")


def find_position(text: str) -> Found:
    """Offices with the one place that tells who holds them: *Camat Wanasari*."""
    for found in _positions().finditer(text):
        if _is_place(found):
            yield found.span()


def _is_place(found: re.Match[str]) -> bool:
    """Whether what stands behind an office may be a place: no single letter, no word that says nothing, no amount."""
    first = found[1].split()[0]
    if first.isdecimal():
        return re.search(r"(?i)\br[tw] \d+$", found[0]) is not None
    return len(first) > 1 and fold(first) not in _saying_nothing()


@per_languages
def _saying_nothing() -> frozenset[str]:
    words = {word for pack in current().packs for word in pack.stop_words()}
    return frozenset(words | set(current().words("stop_words", "")) | set(current().words("never_names")))

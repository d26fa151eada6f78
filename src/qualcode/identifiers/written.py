"""What tells a person in several words: a street address, a date of birth, an office of one place."""

import re
from collections.abc import Iterable

from qualcode.identifiers.numbers import Found, widest
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
    r"(?:lahir(?:nya|an)?(?! batin)|kelahiran|tanggal lahir|tgl\.? lahir|TTL|ttl|ulang tahun(?:nya|ku)?|"
    r"born|birth(?:day|date)?|date of birth|DOB|dob)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"


@per_languages
def _dates() -> re.Pattern[str]:
    """A date behind a word of birth, or before it in brackets; the names of the months are those of the languages."""
    months = "|".join(_one_of(current().words("months", "months")))
    date = (
        rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ -](?:{months})(?:\.?,?[ -]\d{{2,4}})?"
        rf"|(?:{months})\.? {_DAY}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
        rf"|{_DAY}[/.-](?:1[0-2]|0?[1-9])[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|(?:(?:{months}) )?(?:19|20)\d{{2}}"
    )
    return re.compile(rf"\b{_BORN}\b[^\n.!?\d]{{0,40}}?\b({date})\b", re.IGNORECASE)


def _one_of(lines: Iterable[str]) -> list[str]:
    return sorted({re.escape(name) for line in lines for name in line.split()}, key=len, reverse=True)


_THINGS = re.compile(
    r"(?i)\b(?:inovasi|aplikasi|program|ide|gagasan|kebijakan|undang-undang|uu|peraturan|perda|perbup|proyek|konsep|sistem|"
    r"layanan|organisasi|komunitas|gerakan|lembaga|platform|startup|perusahaan|partai|negara|kota|desa|dinas|sekolah|hari|"
    r"angka|akta|jumlah|data|tingkat|surat|idea|project|app|system|law|policy|programme?|company|movement|initiative|team|"
    r"ke\w{4,}an|pe\w{4,}an|association|organi[sz]ation|party|country|city|school|service)(?:-?nya)?"
    r"(?: (?:itu|ini|tersebut|kami|kita|baru|yang|was|is|were|first|pertama|sendiri))*$"
    r"|\b(?:the|a|an|this|that|our)(?: (?!man|woman|boy|girl|child|baby|kid|son|daughter|person)\w+){1,2}"
    r" (?:was|were|is)$"
)
"""What is born without being a person, and may stand right before the word of birth."""
_PEOPLE = re.compile(
    r"(?i)(?:^|\b(?:saya|aku|gue|dia|ia|beliau|ibu|bapak|bu|pak|anak|adik|kakak|istri|suami|ayah|mama|kami|orang|yang|"
    r"i|he|she|we|they|who|my|his|her|father|mother|son|daughter|brother|sister|wife|husband|tahun|year of|date of)\b"
    r"[\w ]{0,25}|[.!?,;:(] ?)$"
)
"""What stands before the word of birth where a year alone is one of birth."""


def find_birth(text: str) -> Found:
    """Dates and years of birth."""
    found = [each for each in _dates().finditer(text) if _is_birth(each, text[: each.start()].rstrip())]
    # A year alone stands in many places that tell nobody: it is one with the word of birth before it.
    yield from widest([each.span(0 if each[1].isdecimal() else 1) for each in found])


def _is_birth(found: re.Match[str], before: str) -> bool:
    """Whether somebody is born, and no thing; a year alone needs somebody before it."""
    if _THINGS.search(before):
        return False
    return not found[1].isdecimal() or _PEOPLE.search(before) is not None


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

"""What tells a person in several words: a date of birth, an office of one place."""

import re
from collections.abc import Iterable, Sequence

from qualcode.identifiers.digits import DIGIT, TWO_DIGITS, cues, is_amount
from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import Tellers, is_rare, saying_nothing, word_share
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

JUST_BEFORE = 20


@per_languages
def months() -> frozenset[str]:
    """Names of the months."""
    return frozenset(name for line in current().words("months", "months") for name in line.split())


_BORN = (
    r"(?:hari lahir(?:nya)?|hari jadi(?:nya)?|(?:tanggal|tgl\.?|tahun|thn\.?) (?:lahir|kelahiran)(?:nya|ku|mu)?|"
    r"(?:di)?lahir(?:nya|an(?:nya)?|kan|in)?(?! batin)|lhr|lair|brojol|kelahiran(?:nya)?|"
    r"TTL|(?:hari )?ulang tahun(?:nya|ku)?|ultah(?:nya|ku)?|"
    r"born|year of birth|birth(?:day|date| year)?|date of birth|D\.?O\.?B)"
)
_WORDS_OF_BIRTH = ("lahir", "birth", "born", "ttl", "ulta", "ulang", "jadi", "lhr", "lair", "brojol", "d.o", "dob")
"""One of them stands in every word of birth; a text without any is not looked at further."""
_ABBREVIATED = r"(?:(?<=\bttl)|(?<=tgl)|(?<=\bth)|(?<=\bthn)|(?<=kab)|(?<=d\.o\.b))"
"""Where a dot between the word of birth and the date ends no sentence."""
_LABEL_BEHIND = (
    r"[ ,(]{1,3}(?:(?:itu|adalah|is|was) )?(?:my |his |her )?(?:(?:tanggal|tgl) lahir|TTL|date of birth|birthday)\b"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_SAID = rf"(?:{TWO_DIGITS}|{DIGIT})"
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth)"
)
_YEAR = r"(?:tahun(?:nya)?|thn\.?|th\.?|in|year)"
_YEAR_WRITTEN = rf"(?:\.?,?[ -](?:{_YEAR} )?['’]?(?:\d{{4}}|\d{{2}})\b)?"
_OF_YEAR = rf"(?:{_SAID} (?:ribu|ratus)|se(?:ribu|ratus)|{_SAID}|thousand|hundred)\b"
_OF_YEARS = rf"{_OF_YEAR}(?:(?: and)?[ -]{_OF_YEAR})"
_YEAR_SAID = rf"(?:,? (?:tahun )?(?:{_OF_YEARS}{{0,5}}|\d{{4}}))?"
_YEAR_SHORT = (
    rf"['’]\d\d|{_YEAR} (?:\d\d|{TWO_DIGITS}|{_OF_YEARS}{{1,5}})|(?:(?<=lahir )|(?<=lahirnya ))(?:{DIGIT}) (?:{DIGIT})|"
    rf"(?:seribu|dua ribu|sembilan belas|nineteen|two thousand)(?: {_OF_YEAR}){{1,5}}"
)
"""A year that is said, or written with two digits."""


@per_languages
def _dates() -> re.Pattern[str]:
    """A date behind a word of birth, in digits or as it is said; the names of the months are those of the languages."""
    names = "|".join(_one_of(current().words("months", "months")))
    day = (
        rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ -](?:(?:bulan|bln) )?(?:{names}){_YEAR_WRITTEN}"
        rf"|(?:{names})\.? {_DAY}(?:st|nd|rd|th)?{_YEAR_WRITTEN}"
        rf"|{_DAY} (?:bulan|bln\.?) (?:1[0-2]|0?[1-9])\b{_YEAR_WRITTEN}"
        rf"|{_DAY} ?[/.-] ?(?:1[0-2]|0?[1-9]|[IVX]{{1,4}}) ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
        rf"|{_SAID} (?:(?:{names})|bulan {_SAID})\b{_YEAR_WRITTEN}{_YEAR_SAID}"
        rf"|(?:{_ORDINAL} (?:of )?(?:{names})|(?:{names}) (?:the )?{_ORDINAL}){_YEAR_SAID}"
    )
    year = rf"(?:(?:{names}) )?(?:19|20)\d{{2}}|{_YEAR_SHORT}|(?<=kelahiran )[3-9]\d\b"
    between = rf"(?P<between>(?:[^.!?\d]|{_ABBREVIATED}\.){{0,60}}?)"
    return re.compile(
        rf"(?P<labelled>\b(?:{day}){_LABEL_BEHIND})|\b{_BORN}\b{between}(?<!\w)(?P<date>{day}|(?P<year>{year}))\b",
        re.IGNORECASE,
    )


def _one_of(lines: Iterable[str]) -> list[str]:
    return sorted({re.escape(name) for line in lines for name in line.split()}, key=len, reverse=True)


@per_languages
def things() -> re.Pattern[str]:
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
_LABEL = re.compile(
    r"tanggal|tgl|tahun|thn|year|ttl|date of birth|d\.?o\.?b|birth[dy ]|ulang|ultah|hari", re.IGNORECASE
)
"""Words of birth of which nobody stands before them."""
_YEARLY = re.compile(r"ulang|ultah|birthday|hari", re.IGNORECASE)
"""Those that offices and towns have, too: a person must stand behind them."""
_STATISTICS = re.compile(
    r"\s*(?:ada|sebanyak|mencapai|berjumlah|total\w*|were|is|was|:)?\s*\d{2,}|\s*(?:\w+ ){1,2}\d{1,3}[.,]\d{3}\b|"
    r"-?an\b|\s*ke (?:atas|bawah)\b"
)
"""What makes a year one of a count: *kelahiran 2021 ada 300*, *kelahiran 2022 tercatat 24.310*."""


def find_birth(text: str) -> Found:
    """Dates and years of birth: a word of birth, at most a place or person, and a date in digits or words.

    A date is day and month, with or without a year; a year alone needs somebody who is born, or a label.
    """
    if not any(word in text.lower() for word in _WORDS_OF_BIRTH):
        return
    found = [each for each in _dates().finditer(text) if _is_birth(text, each)]
    # A year alone stands in many places that tell nobody: it is one with the word of birth before it.
    yield from widest([each.span("date" if each["date"] and each["year"] is None else 0) for each in found])


def _is_birth(text: str, found: re.Match[str]) -> bool:
    """Whether somebody is born, and no thing: by what stands before the word of birth, and between it and the date."""
    if found["labelled"]:
        return True
    alone = found["year"] is not None
    if alone and re.search(r"(?i)\b(?:sebelum|sesudah|setelah)\b", found["between"]):  # *lahir setelah 2010*: many
        return False
    if alone and (_STATISTICS.match(text, found.end()) or _is_number_of(text, found)):
        return False
    before = text[max(0, found.start() - _AROUND) : found.start()].rstrip()
    if things().search(before) or not _is_told(found):
        return False
    recorded = not alone and fold(before.split()[-1:][0] if before else "") in current().words("birth_cues", "record")
    labelled = recorded or _LABEL.match(found[0]) is not None
    return labelled or _is_somebody(re.split(r"[.!?,;:(]", before)[-1].split(), alone=alone)


def _is_number_of(text: str, found: re.Match[str]) -> bool:
    """Whether a short year is rather an amount: *kelahiran 83 orang*."""
    return len(re.findall(r"\d", found["date"])) < 4 and is_amount(text, *found.span("date"))


def _is_thing(between: str) -> bool:
    """Whether a thing stands last between the word of birth and the date; what has a capital there is a place."""
    words = between.rstrip(" ,").split()
    return bool(words and not words[-1].istitle() and things().search(" ".join(words)))


_ASKED = re.compile(
    r"(?i)(?:tanggal|tgl\.?|tahun|thn\.?) (?:lahir|kelahiran)|ttl|(?:date|year) of birth|birth|d\.?o\.?b"
)
"""Words of birth that ask for a date, as forms have them."""


@per_languages
def _equals() -> re.Pattern[str]:
    """What makes a record of what stands behind it: *salah ketik jadi*, *wrote it as*."""
    said = "|".join(_one_of(current().words("birth_cues", "equals")))
    return re.compile(rf"(?i)\b(?:{said}|(?P<is>is|was))(?: (?:tanggal|tgl))?[\s:]*$")


@per_languages
def _another_date() -> re.Pattern[str]:
    """Words of dates and events that are no birth, anywhere but at the end."""
    said = "|".join(_one_of(current().words("birth_cues", "other-dates")))
    return re.compile(rf"(?i)\b(?:{said})(?!$|\s*$)")


def _is_told(found: re.Match[str]) -> bool:
    """Whether a date is that of the birth: only few words stand between, or a label is made equal to it at last."""
    between = found["between"]
    if _within(between, found[0]) and not _is_thing(between):
        return True
    told = _equals().search(between)
    if told is None or not _ASKED.match(found[0]) or not re.search(r"\d{4}|\d\W+\d+\W+\d", found["date"]):
        return False
    yearly = _YEARLY.match(found[0]) is not None
    return not (_another_date().search(between, 0, told.start()) or (yearly and told["is"]))


def _within(between: str, whole: str) -> bool:
    """Whether only a place, a person, or words of dates stand between the word of birth and the date."""
    yearly = _YEARLY.match(whole) is not None
    since = 0 if whole[:3].lower() == "ttl" else _LONGEST_PLACE + 1  # the word asks for a place
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
    office = rf"(?P<office>(?i:kadis[a-z]+|{offices}))|(?i:{_any_of(heads)})(?: [A-Z]\w+){{1,2}}?"
    return re.compile(rf"(?<!\w)(?:{office})\b{_HOLDER}(?P<where>{_WHERE})")


def _any_of(offices: Iterable[str]) -> str:
    """Offices as alternatives of a pattern, the longest first; a list without any matches nothing."""
    longest_first = (re.escape(each) for each in sorted(offices, key=lambda each: (-len(each), each)))
    return "|".join(re.sub(r"\\ of$", " (?:of|in|at)", each) for each in longest_first) or r"(?!)"


def find_position(text: str) -> Found:
    """Offices with the one place that tells who holds them: *Camat Wanasari*, *the Tegal mayor*.

    An office, words of its administration (*Dinas*, *Kabupaten*, *RT 03*), and a place: with a capital, or in small
    letters a listed one or no word at all.
    """
    spans = [found.span() for found in _positions().finditer(text) if _is_place(found)]
    spans += [found.span() for found in _holders_behind(text) if _is_certain(found["place"].split()[-1])]
    spans += filter(None, map(_in_small_letters, _small_positions().finditer(text)))
    for start, end in widest(spans):
        if not _OF_MANY.search(text[max(0, start - JUST_BEFORE) : start]):
            yield start, end


_HOLDER_BEHIND = re.compile(
    r"\b(?!The |A )(?P<place>[A-Z]\w+(?: [A-Z]\w+)?)(?:’s|'s)? (?:regent|mayor|governor|headmaster|headmistress|"
    r"(?:sub-?)?district (?:head|chief)|village (?:head|chief|secretary)|police chief)\b"
)
"""An office behind its place, as in English: *the Brebes regent*."""
_OFFICES_BEHIND = ("regent", "mayor", "govern", "head", "chief", "secretary")


def _holders_behind(text: str) -> Iterable[re.Match[str]]:
    return _HOLDER_BEHIND.finditer(text) if any(word in text for word in _OFFICES_BEHIND) else ()


_UNITS = frozenset(["desa", "kelurahan", "kecamatan", "kabupaten", "kota", "dusun", "distrik"])
_OF_UNIT = re.compile(
    rf"{'|'.join(_UNITS)}|sekolah|negeri|(?:sd|smp|sma|smk|mi|mts|ma|tk)n?|rsud|puskesmas|polsek|{DIGIT}"
)
"""What may stand between an office in small letters and its place: *kepala sekolah smp dua kajen*."""
_VERB = re.compile(r"(?:ber|me|di|ter|se|n[gy][aeiou])\w+")
_FARTHEST_PLACE = 5
_SLANG, _SLANG_AN = 5e-6, 1e-6
"""Shares of running words from which a word in small letters, or one on *-an*, is slang: *bupati blusukan*."""


@per_languages
def _small_positions() -> re.Pattern[str]:
    every = _any_of(set(current().words("positions")))
    return re.compile(
        rf"(?<!\w)(?P<office>(?:kadis[a-z]+|{every})\b)(?P<behind>(?: [a-z][a-z'-]*){{1,{_FARTHEST_PLACE}}})"
    )


def _in_small_letters(found: re.Match[str]) -> tuple[int, int] | None:
    """Where an office and its place stand in small letters: a place that is listed, or next to it what is no word."""
    heads = {*current().words("positions", "head"), *current().words("positions", "unit")}
    words = list(re.finditer(r"\S+", found["behind"]))
    after = next((at for at, word in enumerate(words) if not _OF_UNIT.fullmatch(word[0])), len(words))
    for at, word in enumerate(words):
        if word[0] == "di":  # *bupati di jawa*
            return None
        if at - after >= (1 if found["office"] in heads else 2) and not re.search(r"\b(?:dinas|badan)\b", found[0]):
            return None  # *kepala staf umum angkatan darat india*: no office of a town
        near = at == after and found["office"] not in heads and _is_village(word[0])
        numbered = at > 1 and found["office"][-2:] in ("rt", "rw") and words[at - 1][0] in _UNITS
        if word[0] in Tellers().places or near or (numbered and word[0] not in saying_nothing()):
            return found.start(), found.start("behind") + word.end()
    return None


def _is_village(word: str) -> bool:
    """Whether a word in small letters may be a place that nobody listed: no word, no verb, no slang, no name."""
    slang = word_share(word) >= (_SLANG_AN if word.endswith("an") else _SLANG)
    return is_rare(word) and not (slang or _VERB.fullmatch(word) or Tellers().is_given(word))


def _is_certain(word: str) -> bool:
    """Whether a word with a capital is a place: a listed one, or none of the language."""
    return fold(word) in Tellers().places or _is_unusual(word)


_OF_MANY = re.compile(
    r"(?i)\b(?:para|semua|setiap|tiap|seluruh|beberapa|banyak|seorang|all|every|each|many|some|an?) $"
)
"""What tells that no certain holder of an office is meant."""


def _is_place(found: re.Match[str]) -> bool:
    """Whether what stands behind an office may be a place: no single letter, no word that says nothing, no amount."""
    where = found["where"].split()
    if _NAMED_UNIT.search(found[0]):
        return True
    if len(where) > 1 and where[0].isupper() and fold(where[0]) in saying_nothing():  # *SMP 2 Bandar*
        return where[1].isdecimal() or _is_unusual(where[1])
    if where[0].isdecimal():  # *Ketua RT 03*, *Kepala SDN 1 Kauman*
        return re.search(r"(?i)\br[tw] \d+\b", found[0]) is not None or any(map(_is_certain, where[1:2]))
    first = fold(where[0])
    if len(first) < 2 or first in saying_nothing() or first in current().words("holders"):
        return False
    if _OFFICE_ALONE.search(found[0][: found.start("where") - found.start()]):
        return True
    if found["office"] is None or fold(found["office"]) in current().words("positions", "unit"):
        one = len(where) == 1 and found["office"] is not None
        return any(fold(word) in Tellers().places if one else _is_certain(word) for word in where)
    return len(where) > 1 or not _is_usual(first)


_OFFICE_ALONE = re.compile(
    r"(?i)\b(?:dinas|badan|(?:mayor|governor|regent) of|di|kota|kabupaten|kecamatan|kelurahan|desa)\s*$"
)
"""What tells that a place, or an office of it, follows, though it is a usual word: *Kepala Dinas Kesehatan*; a section
of an office is one of many: *Kepala Bidang Pelayanan*, *Director of Nursing*."""
_NAMED_UNIT = re.compile(
    r"\b(?:Desa|Kelurahan|Kecamatan|Kabupaten|Dusun|Distrik|Nagari|Negeri|Pesantren|Ponpes|RSUD|RSU|RSIA|RS|Puskesmas|Polsek|"
    r"(?:SD|SMP|SMA|SMK|MI|MTs|MA|TK)N?)(?: \d{1,3})? (?!Se-)[A-Z][a-z][\w'’-]+"
)
"""A unit with its name."""
OFTEN = 6e-5


def _is_unusual(word: str) -> bool:
    """Whether a word is none of the language, and no abbreviation."""
    return not word.isupper() and is_rare(fold(word))


def _is_usual(word: str) -> bool:
    """Whether a word is one of the language, and no place that is listed: *Lurah Perempuan*, *Kades Se-Kabupaten*."""
    return word not in Tellers().places and word_share(word.split("-")[0]) >= OFTEN

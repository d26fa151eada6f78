"""Offices with the one place that tells who holds them: *Camat Wanasari*, *the Tegal mayor*."""

import re
from collections.abc import Iterable

from qualcode.identifiers.births import JUST_BEFORE
from qualcode.identifiers.digits import cues, said_numbers, widest, with_endings, words_in
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import Tellers, is_rare, saying_nothing, word_share
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold


@per_languages
def _positions() -> re.Pattern[str]:
    """An office, words of its administration, and words with a capital, or the number of a school or ward."""
    heads = set(current().words("positions", "head"))
    offices = _any_of(set(current().words("positions")) - heads)
    hung = rf"(?:-?(?:{cues('number_cues', 'possessed')}))?"
    office = rf"(?P<office>(?i:kadis[a-z]+|{offices})){hung}|(?i:{_any_of(heads)})(?: [A-Z]\w+){{1,2}}?"
    holder = rf"(?: (?:{cues('holder_cues', 'level')}|(?i:{cues('holder_cues', 'level-capital')})))*"
    counted = rf" (?:{cues('number_cues', 'amount-after')})\b"
    titled = rf"(?:(?i:{cues('holder_cues', 'titled')})\.? (?=[A-Z]))?"
    where = rf"(?: (?:{titled}[A-Z][\w'’-]*(?: (?:of|and|dan|the) (?=[A-Z]))?|\d{{1,3}}\b(?![.,]\d|{counted})))+"
    return re.compile(rf"(?<!\w)(?:{office})\b(?: \([A-Z]\w+\))?{holder}(?P<where>{where})")


@per_languages
def _words_of_offices() -> frozenset[str]:
    """First words of offices: a text without any holds none, but for those behind their place."""
    return with_endings({re.split(r"[ -]", office)[0] for office in current().words("positions")})


def _any_of(offices: Iterable[str]) -> str:
    """Offices as alternatives of a pattern, the longest first; a list without any matches nothing."""
    longest_first = (re.escape(each) for each in sorted(offices, key=lambda each: (-len(each), each)))
    return "|".join(re.sub(r"\\ of$", " (?:of|in|at)", each) for each in longest_first) or r"(?!)"


def find_position(text: str) -> Found:
    """Offices with the one place that tells who holds them: *Camat Wanasari*, *the Tegal mayor*.

    An office, words of its administration (*Dinas*, *Kabupaten*, *RT 03*), and a place: with a capital, or in small
    letters a listed one or no word at all.
    """
    spans = [found.span() for found in _holders_behind(text) if _is_of_a_place(found["place"].split()[-1])]
    if _is_of_offices(text):
        spans += [found.span() for found in _positions().finditer(text) if _is_place(found)]
        spans += filter(None, map(_in_small_letters, _small_positions().finditer(text)))
    for start, end in widest(spans):
        if not _of_many().search(text[max(0, start - JUST_BEFORE) : start]):
            yield start, end


def _is_of_offices(text: str) -> bool:
    words = words_in(text)
    return bool(_words_of_offices() & words) or any(word.startswith("kadis") for word in words)


@per_languages
def _behind() -> re.Pattern[str]:
    """An office behind its place, as in English: *the Brebes regent*, *Kebumen's mayor*."""
    offices, article = cues("holder_cues", "behind"), cues("holder_cues", "article")
    return re.compile(rf"\b(?!(?i:{article}) )(?P<place>[A-Z]\w+(?: [A-Z]\w+)?)(?:[’']s)? (?:{offices})\b")


@per_languages
def _words_behind() -> frozenset[str]:
    return frozenset(re.split(r"[ -]", office)[-1] for office in current().words("holder_cues", "behind"))


def _holders_behind(text: str) -> Iterable[re.Match[str]]:
    return _behind().finditer(text) if _words_behind() & words_in(text) else ()


def _is_of_a_place(word: str) -> bool:
    """Whether a word before an office is a place: a listed one, a town of some region, or none of the language."""
    return _is_certain(word)


@per_languages
def _towns() -> frozenset[str]:
    """Names of towns by which a region is told."""
    lists = (current().lists(code).sections("regional_names") for code in current().codes)
    return frozenset(
        name for each in lists for heading, names in each.items() if heading.endswith("place-signs") for name in names
    )


@per_languages
def _units() -> frozenset[str]:
    return frozenset(current().words("holder_cues", "administration"))


@per_languages
def _of_unit() -> re.Pattern[str]:
    """What may stand between an office in small letters and its place: *kepala sekolah smp dua kajen*."""
    return re.compile(rf"{cues('holder_cues', 'unit')}|{said_numbers().digit}")


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
    after = next((at for at, word in enumerate(words) if not _of_unit().fullmatch(word[0])), len(words))
    for at, word in enumerate(words):
        if word[0] == "di":  # *bupati di jawa*
            return None
        if at - after >= (1 if found["office"] in heads else 2) and not re.search(r"\b(?:dinas|badan)\b", found[0]):
            return None  # *kepala staf umum angkatan darat india*: no office of a town
        near = at == after and found["office"] not in heads and _is_village(word[0])
        numbered = at > 1 and found["office"][-2:] in ("rt", "rw") and words[at - 1][0] in _units()
        near = near or (at > 0 and words[at - 1][0] in _units() and _is_no_word(word[0]))  # *kota karanganyar*
        if word[0] in Tellers().places | _towns() or near or (numbered and word[0] not in saying_nothing()):
            return found.start(), found.start("behind") + word.end()
    return None


def _is_village(word: str) -> bool:
    """Whether a word in small letters may be a place that nobody listed: no word, no verb, no slang, no name."""
    return _is_no_word(word) and word_share(word) < (_SLANG_AN if word.endswith("an") else _SLANG)


def _is_no_word(word: str) -> bool:
    return is_rare(word) and not (_VERB.fullmatch(word) or Tellers().is_given(word))


def _is_certain(word: str) -> bool:
    """Whether a word with a capital is a place: a listed one, or none of the language."""
    return fold(word) in Tellers().places | _towns() or _is_unusual(word)


@per_languages
def _of_many() -> re.Pattern[str]:
    """What tells that no certain holder of an office is meant."""
    return re.compile(rf"(?i)\b(?:{cues('holder_cues', 'many')}) $")


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
        return any(fold(word) in Tellers().places | _towns() if one else _is_certain(word) for word in where)
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

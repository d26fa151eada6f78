"""Offices with the one place that tells who holds them: *Camat Wanasari*, *the Tegal mayor*."""

import re
from collections.abc import Iterable, Sequence

from qualcode.identifiers.births import JUST_BEFORE
from qualcode.identifiers.digits import any_entry, by_first_letter, cues, said_numbers, widest
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import Tellers, is_rare, saying_nothing, with_endings, word_share, words_in
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold


@per_languages
def _positions() -> re.Pattern[str]:
    """An office, words of its administration, and words with a capital, or the number of a school or ward."""
    heads = set(current().words("positions", "head"))
    offices = _any_of(set(current().words("positions")) - heads)
    hung = rf"(?:-?(?:{cues('number_cues', 'possessed')}))?"
    sole = rf"(?:(?i:{_ranks()}) )*(?P<office>(?i:{_beginning()}|{offices})){hung}"
    headed = rf"(?i:{_any_of(heads)})(?: [A-Z]\w+){{1,2}}?"
    holder = rf"{cues('holder_cues', 'level')}|(?i:{cues('holder_cues', 'level-capital')})|{_unit_within()}"
    return re.compile(
        rf"(?<!\w)(?:{sole}|{headed})\b(?: \([A-Z]\w+\))?(?: (?:{holder}))*(?P<where>{_where()}){_tail()}"
    )


def _beginning() -> str:
    """Pattern of offices that are short for many: *kadispora*."""
    return rf"(?:{cues('holder_cues', 'office-begins')})[a-z]+"


def _ranks() -> str:
    return cues("holder_cues", "rank")


def _where() -> str:
    """Pattern of words with a capital, or the number of a school or ward."""
    counted = rf" (?:{cues('number_cues', 'amount-after')})\b"
    titled = rf"(?:(?i:{cues('holder_cues', 'titled')})\.? (?=[A-Z]))?"
    joined = rf"(?: (?:{cues('holder_cues', 'within-name')})(?= [A-Z]))?"
    return rf"(?: (?:{titled}[A-Z][\w'’-]*{joined}|\d{{1,3}}\b(?![.,]\d|{counted})))+"


def _units() -> str:
    """Pattern of words with which names of units end, or which stand for one: *branch*, *school*."""
    return cues("holder_cues", "unit-named")


def _placing() -> str:
    return rf"(?:{cues('holder_cues', 'placing')})(?: (?:{cues('holder_cues', 'article')}))?"


def _unit_within() -> str:
    """Pattern of a unit in small letters between the office and the place: *head of the health office of Belu*."""
    return rf"(?:[a-z]+ ){{0,2}}(?:{_units()}) {_placing()}"


def _tail() -> str:
    """Pattern of what stands behind the first name: *of the Wanci branch of Bank X*, *of Oakfield Academy in Leeds*."""
    never = any_entry(name for line in current().words("months") for name in line.split())
    name = rf"(?!(?i:{never})\b)[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
    unit = rf"(?: (?:[a-z]+ )?(?:{_units()})\b)?"
    return rf"(?P<tail>{unit}(?: {_placing()} {name}{unit})*)"


@per_languages
def _words_of_offices() -> frozenset[str]:
    """The longest word of each office: a text without any holds none, but for those behind their place.

    The rarest one would pass over more texts, but to know it takes the lists of all words, which few texts need.
    """
    placing = set(current().words("holder_cues", "placing"))
    offices = (set(re.split(r"[ -]", office)) - placing for office in current().words("positions"))
    return with_endings({max(words, key=lambda word: (len(word), word)) for words in offices})


def _any_of(offices: Iterable[str]) -> str:
    """Offices as alternatives of a pattern, the longest first; a list without any matches nothing."""
    longest_first = (re.escape(each) for each in sorted(offices, key=lambda each: (-len(each), each)))
    placing = cues("holder_cues", "placing")
    only = {re.escape(each) for each in current().words("positions", "only-of")}
    placed = (each if each in only else re.sub(r"\\ of$", f" (?:{placing})", each) for each in longest_first)
    return by_first_letter(placed)


def _entry(office: str) -> str:
    """An office as it is listed: *manager at* as *manager of*."""
    return re.sub(rf" (?:{cues('holder_cues', 'placing')})$", " of", fold(office))


def find_position(text: str) -> Found:
    """Offices with the one place that tells who holds them: *Camat Wanasari*, *the Tegal mayor*.

    An office, words of its administration (*Dinas*, *Kabupaten*, *RT 03*), and a place: with a capital, or in small
    letters a listed one or no word at all.
    """
    spans = [found.span() for found in _holders_behind(text) if _is_of_a_place(found)]
    spans += [found.span() for found in _units_first(text) if _is_told_round(found)]
    if _is_of_offices(text):
        spans += [found.span() for found in _apart().finditer(text) if _is_told_round(found)]
        spans += [found.span() for found in _positions().finditer(text) if _is_place(found)]
        spans += filter(None, map(_in_small_letters, _small_positions().finditer(text)))
    for start, end in widest(spans):
        if not _of_many().search(text[max(0, start - JUST_BEFORE) : start]):
            yield start, end


def _is_of_offices(text: str) -> bool:
    words = words_in(text)
    begins = current().words("holder_cues", "office-begins")
    return bool(_words_of_offices() & words) or any(word.startswith(begins) for word in words)


@per_languages
def _behind() -> re.Pattern[str]:
    """An office behind its place or unit, as in English: *the Brebes regent*, *Orchard Lane Surgery's manager*."""
    offices, article = cues("holder_cues", "behind"), cues("holder_cues", "article")
    every = any_entry(current().words("holder_cues", "behind") + _without_placing())
    unit = rf"(?P<unit> (?:[a-z]+ )?(?i:{_units()}))(?:[’']s?)? (?:(?:{_ranks()}) )*(?:{every})"
    name = r"(?P<place>[A-Z][\w’'-]*?(?: [A-Z][\w’'-]*?){0,4}?)(?:[’']s?)?"
    return re.compile(rf"\b(?!(?i:{article}) ){name}(?:{unit}| (?:(?:{_ranks()}) )*(?:{offices}))\b")


@per_languages
def _without_placing() -> tuple[str, ...]:
    """Offices without the word that stands before their place."""
    return tuple(each.removesuffix(" of") for each in current().words("positions") if each.endswith(" of"))


@per_languages
def _words_behind() -> frozenset[str]:
    offices = (*current().words("holder_cues", "behind"), *_without_placing())
    return frozenset(re.split(r"[ -]", office)[-1] for office in offices)


def _holders_behind(text: str) -> Iterable[re.Match[str]]:
    return _behind().finditer(text) if _words_behind() & words_in(text) else ()


def _is_of_a_place(found: re.Match[str]) -> bool:
    """Whether a word before an office is a place, and no person; a unit's name has some word that is not usual."""
    words = [re.sub("[’']s?$", "", word) for word in found["place"].split()]
    if found["unit"]:
        return any(_is_no_usual_name(word) for word in words)
    article = rf"(?i)\b(?:{cues('holder_cues', 'article')}) $"
    told = re.search(article, found.string[: found.start()]) is not None  # *the Marlow Bay harbour master*
    return _is_certain(words[-1]) or (told and len(words) > 1 and any(map(_is_no_usual_name, words)))


def _is_no_usual_name(word: str) -> bool:
    """Whether a word of a unit's name tells it from others: no *public*, no abbreviation."""
    return not (word.isupper() or fold(word) in saying_nothing() or _is_usual(fold(word)))


@per_languages
def _told_round() -> re.Pattern[str]:
    """A unit with its name, and later in the sentence who holds it: *Di SDN 3 Tegalrejo kepala sekolahnya saya*."""
    hung, kind = cues("number_cues", "possessed"), cues("holder_cues", "holder-kind")
    heads = rf"(?:{_any_of({*current().words('positions', 'head')})})"
    name, between = r"(?: \d{1,3})?(?: [A-Z][\w'’-]+)+(?: \d{1,3})?", r"[^.!?\n\d]{0,40}?\b"
    told = []
    for unit, *holders in (line.split() for line in current().words("holder_cues", "holder-of")):
        own = rf"(?:{any_entry(holders)})|{heads}(?: (?:{unit}|{kind}))?"
        told.append(rf"(?=[A-Z])(?i:{unit}){name}{between}(?:{own})(?:{hung})")
    placed = rf"(?:{_units()}) {_placing()} [A-Z][\w’'-]+|[A-Z][\w’'-]+ (?=[A-Z])(?i:{_units()})"
    its = rf"(?:{cues('holder_cues', 'of-it')}) (?:(?:{_ranks()}) )*(?:{any_entry(_without_placing())})"
    return re.compile(rf"\b(?:{'|'.join((*told, rf'(?:{placed}){between}{its}'))})\b")


def _units_first(text: str) -> Iterable[re.Match[str]]:
    return _told_round().finditer(text) if _holders_round() & words_in(text) else ()


@per_languages
def _apart() -> re.Pattern[str]:
    """An office and its place apart: *di Wanasari camatnya baru*, *I was vicar there, in Wexcombe*."""
    sole = (each.removesuffix(" of") for each in current().words("positions", "place"))
    offices, hung = rf"(?i:{any_entry(sole)})", rf"-?(?:{cues('number_cues', 'possessed')})"
    at, here = cues("birth_cues", "at"), cues("holder_cues", "here")
    unit = rf"(?=[A-Z])(?i:{cues('holder_cues', 'unit-before')}) (?:\d{{1,3}} )?"
    name = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
    then = rf"[.,]?(?: [a-zI][a-z’']*){{0,2}}? (?:{offices}{hung}|(?:{cues('holder_cues', 'definite')}) {offices})"
    return re.compile(
        rf"\b(?:(?i:{at}) (?:{unit})?|{unit}){name}{then}\b"
        rf"|\b{offices}(?:{hung})?(?: (?:{here}))?, "
        rf"(?:(?:(?:{at}) (?:{unit})?|{unit}){name}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}} (?i:{_units()})\b)"
    )


def _is_told_round(found: re.Match[str]) -> bool:
    """Whether the unit has a name of its own: *Dinas Kesehatan, kepala dinasnya* may be anywhere."""
    names = re.findall(r"\b[A-Z][\w-]+", found[0])
    return any(map(_is_certain, names))


@per_languages
def _holders_round() -> frozenset[str]:
    """Words of which one stands in every text where a unit comes first."""
    lines = [line.split()[1:] for line in current().words("holder_cues", "holder-of")]
    held = [each for line in lines for each in line]
    held += [*current().words("positions", "head"), *current().words("holder_cues", "holder-kind")]
    hung = current().words("number_cues", "possessed")
    held += [line.split()[0] for line in current().words("holder_cues", "holder-of")]
    return frozenset(
        [word.split()[-1] + end for word in held for end in hung] + [*current().words("holder_cues", "of-it")]
    )


@per_languages
def _towns() -> frozenset[str]:
    """Names of towns by which a region is told."""
    lists = (current().lists(code).sections("regional_names") for code in current().codes)
    return frozenset(
        name for each in lists for heading, names in each.items() if heading.endswith("place-signs") for name in names
    )


@per_languages
def _administrations() -> frozenset[str]:
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
        rf"(?<!\w)(?P<office>(?:{_beginning()}|{every})\b)(?P<behind>(?: [a-z][a-z'-]*){{1,{_FARTHEST_PLACE}}})"
    )


def _in_small_letters(found: re.Match[str]) -> tuple[int, int] | None:
    """Where an office and its place stand in small letters: a place that is listed, or next to it what is no word."""
    heads = {*current().words("positions", "head"), *current().words("positions", "unit")}
    office = _entry(found["office"])
    words = list(re.finditer(r"\S+", found["behind"]))
    after = next((at for at, word in enumerate(words) if not _of_unit().fullmatch(word[0])), len(words))
    for at, word in enumerate(words):
        if word[0] == "di" or word[0] in current().words("holders"):  # *bupati di jawa*, *uskup pertama indonesia*
            return None
        if at - after >= (1 if office in heads else 2) and not re.search(r"\b(?:dinas|badan)\b", found[0]):
            return None  # *kepala staf umum angkatan darat india*: no office of a town
        near = at == after and office not in heads and _is_village(word[0])
        numbered = at > 1 and office[-2:] in ("rt", "rw") and words[at - 1][0] in _administrations()
        near = near or (
            at > 0 and words[at - 1][0] in _administrations() and _is_no_word(word[0])
        )  # *kota karanganyar*
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
    if _named_unit().search(found[0]):
        return True
    if len(where) > 1 and where[0].isupper() and fold(where[0]) in saying_nothing():  # *SMP 2 Bandar*
        return where[1].isdecimal() or _is_unusual(where[1])
    if where[0].isdecimal():  # *Ketua RT 03*, *Kepala SDN 1 Kauman*
        return re.search(r"(?i)\br[tw] \d+\b", found[0]) is not None or any(map(_is_certain, where[1:2]))
    first = fold(where[0])
    if len(first) < 2 or first in current().words("holders"):
        return False
    if first in saying_nothing():  # *vicar of Little Marden*
        return any(map(_is_certain, where[1:]))
    if _place_follows().search(found[0][: found.start("where") - found.start()]):
        return True
    return _is_of_its_office(found, where)


def _is_of_its_office(found: re.Match[str], where: Sequence[str]) -> bool:
    """Whether a place is certain enough for an office: one of many units needs a name that is no usual word."""
    named = _ends_with_unit(found) and any(map(_is_no_usual_name, where))
    if found["office"] is None or _entry(found["office"]) in current().words("positions", "unit"):
        one = len(where) == 1 and found["office"] is not None
        return named or any(fold(word) in Tellers().places | _towns() if one else _is_certain(word) for word in where)
    if _entry(found["office"]) != fold(found["office"]):  # *in*, *at*, *for*: *the headteacher in Year 9*
        return named or any(map(_is_no_usual_name, where))
    return len(where) > 1 or not _is_usual(fold(where[0]))


def _ends_with_unit(found: re.Match[str]) -> bool:
    """Whether the last word of a name, or what stands behind it, is a unit: *Orchard Lane Surgery*, *Wanci branch*."""
    return re.search(rf"(?i)\b(?:{_units()})$", found["where"]) is not None or found["tail"] != ""


@per_languages
def _place_follows() -> re.Pattern[str]:
    """What tells that a place, or an office of it, follows, though it is a usual word: *Kepala Dinas Kesehatan*.

    A section of an office is one of many: *Kepala Bidang Pelayanan*, *Director of Nursing*.
    """
    return re.compile(rf"(?i)\b(?:{cues('holder_cues', 'place-follows')})\s*$")


@per_languages
def _named_unit() -> re.Pattern[str]:
    """A unit with its name behind it."""
    unit = rf"(?=[A-Z])(?i:{cues('holder_cues', 'unit-before')})"
    return re.compile(rf"\b{unit}(?: \d{{1,3}})? (?!Se-)[A-Z][a-z][\w'’-]+")


OFTEN = 6e-5


def _is_unusual(word: str) -> bool:
    """Whether a word is none of the language, and no abbreviation."""
    return not word.isupper() and is_rare(fold(word))


def _is_usual(word: str) -> bool:
    """Whether a word is one of the language, and no place that is listed: *Lurah Perempuan*, *Kades Se-Kabupaten*."""
    return word not in Tellers().places and word_share(word.split("-")[0]) >= OFTEN

"""Where somebody lives: streets, houses of named estates, numbers of neighbourhoods, boxes, postcodes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.identifiers.births import JUST_BEFORE, months, things
from qualcode.identifiers.digits import (
    any_entry,
    cues,
    has_digits,
    is_amount,
    said_numbers,
    widest,
    with_endings,
    words_in,
)
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.positions import OFTEN
from qualcode.identifiers.tellers import Tellers, saying_nothing, word_share
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

_NAME = (
    r"(?:(?:[A-Z]|Dr|dr|Prof|prof|Ir|ir|KH|Jend|Let|Kol|Hj|Tgk)\. ?)*[A-Z](?:[^\W\d]|['’-])*(?![\w-])"
    r"(?:[ \n](?!No\b|Nomor\b|K[Mm]\b|Blok\b|Kav|R[TtWw]\b)"
    r"(?:(?<!\n)(?:[A-Z]\.|[A-Z][\w'’-]*|[IVX]+)|\d{1,3}(?![.,]?\d))(?!\w))*"
)
"""A name with capitals, in which numbers stand as in *Jalan Kartini 5*."""
_SMALL_NAME = r"[a-z]+(?: [a-z]+){0,2}?"


class _Parts(NamedTuple):
    """Patterns of the parts of an address."""

    street: str
    """A word for a street."""
    number: str
    """Numbers of a house, block, floor, behind a name."""
    said: str
    """A number that is said."""
    ward: str
    """Number of a neighbourhood (RT), with that of the larger one (RW)."""
    wards: str
    """That, or the first number alone."""
    within: str
    """Village and district behind it."""
    post: str
    """Town and postcode behind it."""


def _listed(heading: str) -> str:
    return cues("address_cues", heading)


def _capital(heading: str) -> str:
    """The same with a capital each."""
    return any_entry(each.title() for each in current().words("address_cues", heading))


@per_languages
def _parts() -> _Parts:
    said = said_numbers().any
    count = rf"(?i:{said}(?: {said})*)\b"
    street = rf"(?:(?i:{_listed('street')}) |(?i:{_listed('street-short')})(?:\.? |\.(?=[A-Z])))"
    numbered = rf"(?i:(?:{_listed('house')} )?(?:{_listed('number')})(?:-?nya)?\.?)"
    number = (
        rf"(?:,?[ \n](?:{numbered} ?(?:[A-Z]?[/-]?\d[\w/-]{{0,5}}|{count})|"
        rf"(?i:{_listed('block')}) (?:[A-Z]{{1,2}}\b|[a-z]{{1,2}} (?:\d|(?=no)|{count}))|"
        rf"(?i:{_listed('kilometre')})\.? ?(?:\d{{1,3}}(?:[.,]\d)?\b|{count})|(?i:tower) [A-Z]\w*|"
        rf"[A-Z]{{1,2}}\d{{0,2}}/\d{{1,3}}[A-Z]?\b|[Gg](?:g\.?|ang) \w{{1,12}}(?=,? [Nn]o)))+"
    )
    counted = rf"(?:\d{{1,3}}|(?:nol )*{said})"
    first, second = (rf"(?i:{each}(?:-?nya)?)[ .:]*{counted}" for each in ("rt", "rw"))
    many = rf"(?!,? (?:(?:itu|ini) )?(?:{_listed('altogether')}))"
    ward = rf"{first}(?:[ ,/]*{second}|/\d{{1,3}})\b(?:{number})?{many}"
    within = rf"(?:,? (?:{_capital('within')})\.? {_NAME})*"
    post = r"(?:(?:,? [A-Z][\w'’-]+){1,2},? \d{5}\b)?"
    return _Parts(street, number, count, ward, rf"(?:{ward}|{first}\b)", within, post)


def _streets() -> Iterator[str]:
    """A street and its name; in small letters a number too."""
    part = _parts()
    yield rf"\b{part.street}{_NAME}(?:{part.number})?(?:,? ?{part.ward})?{part.within}{part.post}"
    yield rf"\b{part.street}{_SMALL_NAME}{part.number}(?:,? ?{part.ward})?{part.post}"
    yield rf"\b{part.street}[a-z]+(?P<loose> {part.said})"
    yield r"\b(?:jln?)\.? [a-z]+(?P<bare> \d{1,3})\b(?![.,]\d)"


def _neighbourhoods() -> Iterator[str]:
    """Numbers of neighbourhoods; houses and hamlets with a name and a number; blocks."""
    part = _parts()
    no = rf"(?i:{_listed('house-number')})\.?"
    said = said_numbers().any
    houses, settled, village = (rf"(?i:{_listed(each)})\.?" for each in ("estate", "hamlet", "village"))
    yield rf"\b{part.ward}"
    yield rf"\b(?i:rt)[ .:]*(?:\d{{1,3}}|{said}),? {no} ?\d{{1,3}}\b"
    yield rf"\b(?:{houses}|{settled}) {_NAME}{part.within},?(?:{part.number}(?! ?/)|[ ]{part.wards})"
    yield rf"\b{village} {_NAME}{part.within},? {part.wards}"
    yield rf"\b(?P<estate>{houses} (?!di ){_SMALL_NAME})(?! [Gg]g?[.a])(?:{part.number})"
    yield rf"\b(?P<unit>{houses} (?!di ){_SMALL_NAME}) [a-z]{{1,2}}[ /-]?\d{{1,3}}\b"
    yield rf"\b(?i:{_listed('plot')})\.? ?\d{{1,3}}[A-Z]?,? {houses} {_NAME}"
    yield rf"\b(?:[A-Z][\w'’-]* ){{0,4}}(?i:{_listed('block')}) [A-Z]{{1,2}}[ /-]?\d{{0,3}},? {no} ?\d{{1,4}}[A-Z]?\b"
    yield rf"\b(?i:{_listed('block')} [a-z]{{1,2}} {part.said},? {no} {part.said})\b"


def _abroad() -> Iterator[str]:
    """A house of a street whose word stands behind its name, or before it in other languages."""
    behind, said = _capital("street-behind"), said_numbers()
    below, power = said.below_hundred, cues("said_numbers", "hundred-behind")
    between = rf"(?: (?:{cues('said_numbers', 'between')}))?"
    below = rf"(?:{said.digit}) (?:{power})(?:{between} {said.any})?|(?:{said.digit}) (?:{below})|{below}"
    numbered = rf"(?:(?i:{_listed('house-number')})\.? ?\d{{1,4}}|\d{{1,3}})"
    yield (
        rf"\b(?:\d{{1,5}}[A-Za-z]?|(?i:{below})) (?:[A-Z][\w'’.-]+ ){{1,3}}(?:{behind})\b\.?(?! (?:of|to) )"
        r"(?:,? (?:Apt|Apartment|Flat|Unit) ?\w{1,5})?"
    )
    yield rf"\b[A-Z]\w+ (?:{_capital('street-whole')}),? {numbered}\b"
    yield rf"\b\d{{1,4}},? {_FOREIGN}|\b{_FOREIGN},? \d{{1,4}}\b"
    yield r"\b[A-Z]\w+(?:stra(?:ß|ss)e|straat|gatan|gasse|laan) \d{1,4}\b"


_FOREIGN = (
    r"(?:[Rr]ue|[Vv]ia|[Cc]alle|[Aa]venida|[Rr]ua|[Bb]oulevard|[Pp]laza) "
    r"(?:(?:de|del|della|la|le|du|des|los|da) )*[A-Z]\w+"
)


def _post() -> Iterator[str]:
    """Boxes and postcodes."""
    code, no_code = _listed("postcode"), _listed("no-postcode")
    yield rf"\b(?i:{_listed('box')}) ?\d{{1,6}}\b"
    yield rf"\b(?i:{code})(?:nya)?,? ?:? ?(?:\d{{5}}(?:-\d{{4}})?|[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}})\b"
    yield (
        rf"\b(?i:{code})(?:nya)?(?: (?!(?:{no_code})\b)[A-Za-z’'-]+){{1,5}}:? "
        r"(?P<behind>[1-9]\d{4}(?<!000))(?![.,-]?\d)\b"
    )


@per_languages
def _near_words() -> re.Pattern[str]:
    """Addresses that have a listed word."""
    return re.compile("|".join((*_streets(), *_neighbourhoods(), *_post())))


@per_languages
def _in_digits() -> re.Pattern[str]:
    return re.compile("|".join(_abroad()))


_HEADINGS = ("street", "street-short", "estate", "hamlet", "village", "block", "plot", "postcode", "box")
"""Words of which one stands in every address of `_near_words`."""


@per_languages
def _words_of_addresses() -> frozenset[str]:
    entries = (each for heading in _HEADINGS for each in current().words("address_cues", heading))
    return with_endings(["rt", *(re.findall(r"[^\W\d_]+", each)[-1] for each in entries)])


@per_languages
def _words_abroad() -> frozenset[str]:
    words = (word for each in ("behind", "whole") for word in current().words("address_cues", f"street-{each}"))
    return frozenset(word.lower() for word in words)


def find_address(text: str) -> Found:
    """Street addresses, houses of named estates, numbers of neighbourhoods (RT/RW), boxes, postcodes.

    A street needs a word for one (*Jl.*, *Gang*, *Street*) and a name; in small letters a number too. Estates, villages
    and hamlets need a name and a number, block or RT. Numbers may be said (*nomor empat belas*).
    """
    words, found = words_in(text), list[re.Match[str]]()
    if words & _words_of_addresses():
        found += [each for each in _near_words().finditer(text) if _is_street(text, each)]
    if has_digits(text) or words & _words_abroad():
        found += _in_digits().finditer(text)
    yield from widest([each.span() for each in found])


def _is_street(text: str, found: re.Match[str]) -> bool:
    """Whether a road has a name: *jalan keluar nomor satu* has none, and *program Jalan Sehat* is no road."""
    words = [fold(word) for word in found[0].split()[:3]]
    said = rf"[a-z]+ (?i:{_listed('house-number')}) (?:{said_numbers().digit})$"
    first = (
        not re.match(rf"(?i:{_listed('block')})", found[0]) and re.search(said, found[0]) is not None
    )  # *jalan baru nomor dua*
    if _measured().match(text, found.end()) and not has_digits(found[0]):  # *Jalan Raya Tegal sepanjang 12 km*
        return False
    if found["behind"]:
        return not is_amount(text, *found.span("behind"))
    if found["bare"] and is_amount(text, *found.span("bare")):
        return False
    if (found["loose"] or found["bare"] or first) and not any(map(_may_name_a_street, words[1:])):
        return False
    if words[0] not in ("jalan", "jl", "jln"):
        return not (found["estate"] or found["unit"]) or words[1] not in saying_nothing()
    second = words[1]
    named = len(words) > 2 and second == "raya" and words[2] not in ("no", "nomor", "blok")
    named = named or _HOUSE_OF_A_ROAD.match(found[0]) is not None
    if second in current().words("no_streets") and not named:
        return False
    if any(map(str.isdecimal, found[0])) or words[0] != "jalan":
        return found[0].split()[1][0].isupper() or not {*words[1:3]} & saying_nothing() - {"no", "nomor"}
    before = text[max(0, found.start() - JUST_BEFORE) : found.start()].rstrip()
    begins = not before or before[-1] in ".!?"  # *Jalan Rusak itu programnya*
    if _house_later().match(text, found.end()):
        return True
    if re.search(rf"(?i)\b(?:{_listed('passed')})$", before):
        return False
    return second not in months() and not (begins and len(words) < 3) and not things().search(before)


@per_languages
def _house_later() -> re.Pattern[str]:
    """The number of its house, later in the sentence: *Jalan Veteran, tadi nomor berapa ya, nomor 63*."""
    return re.compile(rf"(?i)[^.!?\d\n]{{0,40}}[,…–] (?:{_listed('house-number')}) \d{{1,3}}\b")


@per_languages
def _measured() -> re.Pattern[str]:
    """What tells behind a road how long it is."""
    return re.compile(rf"(?i)\W*(?:{_listed('measured')})\b")


_HOUSE_OF_A_ROAD = re.compile(r"[Jj](?:alan|ln?\.?) (?:[A-Z][a-z]+ ){2,4}(?i:km|no)\.? ?\d")
"""A number at a road that is called by usual words: *Jalan Lintas Timur Km. 18*."""


def _may_name_a_street(word: str) -> bool:
    """Whether a word in small letters is rare enough, or a name: *kartini*, not *baru*."""
    return word not in ("no", "nomor") and (word_share(word) < OFTEN or Tellers().is_given(word))

"""Where somebody lives: streets, houses of named estates, numbers of neighbourhoods, boxes, postcodes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualcode.identifiers.births import JUST_BEFORE, things
from qualcode.identifiers.digits import (
    any_entry,
    cues,
    has_digits,
    is_amount,
    said_numbers,
    widest,
)
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.positions import OFTEN
from qualcode.identifiers.tellers import Tellers, months, saying_nothing, with_endings, word_share, words_in
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

_SMALL_NAME = r"[a-z]+(?: [a-z]+){0,2}?"


class _Parts(NamedTuple):
    """Patterns of the parts of an address."""

    name: str
    """A name with capitals, in which numbers stand as in *Jalan Kartini 5*, *52A*."""
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


def _listed(*headings: str) -> str:
    return any_entry(each for heading in headings for each in current().words("address_cues", heading))


def _capital(heading: str) -> str:
    """The same with a capital each."""
    return any_entry(each.title() for each in current().words("address_cues", heading))


@per_languages
def _parts() -> _Parts:
    said = said_numbers().any
    street = rf"(?:(?i:{_listed('street')}) |(?i:{_listed('street-short')})(?:\.? |\.(?=[A-Z])))"
    counted = rf"(?:\d{{1,3}}|(?:nol )*{said})"
    first, second = (rf"(?i:(?:{_listed(each)})(?:-?(?:{_hung()}))?)[ .:]*{counted}" for each in ("ward", "wards"))
    many = rf"(?!,? (?:(?:{_listed('that')}) )?(?:{_listed('altogether')}))"
    ward = rf"{first}(?:[ ,/]*{second}|/\d{{1,3}})\b{many}"
    within = rf"(?:,? (?:{_capital('within')})\.? {_name()})*"
    post = r"(?:(?:,? [A-Z][\w'’-]+){1,2},? \d{5}\b)?"
    either = rf"(?:{ward}|{first}\b)"
    return _Parts(_name(), street, _number(), rf"(?i:{said}(?: {said})*)\b", ward, either, within, post)


def _hung() -> str:
    return cues("number_cues", "possessed")


def _name() -> str:
    """Pattern of a name with capitals, up to the words for numbers of a house."""
    no = _listed("house-number", "block", "plot", "kilometre", "ward", "wards", "alley")
    titled = rf"(?:(?:[A-Z]|(?i:{cues('holder_cues', 'titled')}))\. ?)*"
    part = r"(?<!\n)(?:[A-Z]\.|[A-Z][\w'’-]*|[IVX]+)|\d{1,3}(?:[A-Z]|[/-]\d{1,3})?(?![.,]?\d)"
    return rf"{titled}[A-Z](?:[^\W\d]|['’-])*(?![\w-])(?:[ \n](?!(?i:{no})\b)(?:{part})(?!\w))*"


def _number() -> str:
    """Pattern of numbers of a house, block, kilometre, tower, or the alley of a street, one behind another."""
    no = rf"(?i:{_listed('house-number')})"
    house = rf"(?i:(?:(?:{_listed('house')}) )?(?:{_listed('number')})(?:-?(?:{_hung()}))?\.?)"
    kilometre, block = rf"(?i:{_listed('kilometre')})\.?", rf"(?i:{_listed('block')})"
    parts = (
        rf"{house} ?[A-Z]{{0,2}}[/-]?\d[\w/-]{{0,5}}|{kilometre} ?\d{{1,3}}(?:[.,]\d)?\b",
        rf"(?:{house} ?|{kilometre} ?|{block} (?:[a-z]{{1,2}} )?)(?i:(?:{said_numbers().any}\b ?)+)(?<! )",
        rf"{block} (?:[A-Z]{{1,2}}\b|[a-z]{{1,2}} (?:\d|(?={no})))|(?i:{_listed('tower')}) [A-Z]\w*",
        rf"[A-Z]{{1,2}}-?\d{{0,2}}/\d{{1,3}}[A-Z]?\b|[A-Z]{{1,2}}-?\d{{1,3}}(?=,? {no}\b)",
        rf"(?i:{_listed('alley')})\.? \w{{1,12}}(?: \w{{1,12}}){{0,2}}?(?=,? {no})",
    )
    return rf"(?:,?[ \n](?:{'|'.join(parts)}))+"


def _streets() -> Iterator[str]:
    """A street and its name; in small letters a number too."""
    part = _parts()
    yield rf"\b{part.street}{part.name}(?:{part.number})?(?:,? ?{part.ward})?{part.within}{part.post}"
    yield rf"\b{part.street}[A-Z]{{1,3}} ?\d{{1,3}}/\d{{1,3}}[A-Z]?\b"
    yield rf"\b{part.street}{_SMALL_NAME}{part.number}(?:,? ?{part.ward})?{part.post}"
    yield rf"\b(?i:{_listed('address')})(?:{_hung()})?,? (?:(?:{_listed('at')}) )?{part.name}{part.number}"
    yield rf"\b{part.street}[a-z]+(?P<loose> {part.said})"
    yield rf"\b(?:{_listed('road-short')})\.? [a-z]+(?P<bare> \d{{1,3}})\b(?![.,]\d)"
    yield rf"\b(?i:{_listed('alley')})\.? (?:\d{{1,3}}|[IVX]+|{part.said}),?{part.number}"


def _neighbourhoods() -> Iterator[str]:
    """Numbers of neighbourhoods; houses and hamlets with a name and a number; blocks."""
    part = _parts()
    no = rf"(?i:{_listed('house-number')})\.?"
    said = said_numbers().any
    houses, settled, village = (rf"(?i:{_listed(each)})\.?" for each in ("estate", "hamlet", "village"))
    yield rf"\b{part.ward}(?:{part.number})?{part.within}"
    yield rf"\b(?i:{_listed('ward')})[ .:]*(?:\d{{1,3}}|{said}),? {no} ?\d{{1,3}}\b"
    behind = rf"(?:{part.number}(?! ?/)|[ ]{part.wards}(?:{part.number})?{part.within})"
    yield rf"\b(?:{houses}|{settled}) {part.name}{part.within},?{behind}"
    yield rf"\b{houses} {part.name},? [A-Z]{{1,2}}[-/]?\d{{1,3}}[A-Z]?\b"
    dwelling = rf"(?=[^.!?\n]{{0,20}}\b(?i:{_listed('dwelling')})\b)"
    yield rf"\b(?i:{_listed('tower')}) {part.name}{dwelling}{part.number}"
    yield rf"\b{village} {part.name}{part.within},? {part.wards}"
    yield rf"\b(?P<estate>{houses} (?!di ){_SMALL_NAME})(?! [Gg]g?[.a])(?:{part.number})"
    yield rf"\b(?P<unit>{houses} (?!di ){_SMALL_NAME}) [a-z]{{1,2}}[ /-]?\d{{1,3}}\b"
    yield rf"\b(?i:{_listed('plot')})\.? ?\d{{1,4}}[A-Z]?,? (?:{houses}|{settled}) {part.name}"
    yield rf"\b(?:[A-Z][\w'’-]* ){{0,4}}(?i:{_listed('block')}) [A-Z]{{1,2}}[ /-]?\d{{0,3}},? {no} ?\d{{1,4}}[A-Z]?\b"
    yield rf"\b(?i:{_listed('block')} [a-z]{{1,2}} {part.said},? {no} {part.said})\b"


def _abroad() -> Iterator[str]:
    """A house of a street whose word stands behind its name, or before it in other languages."""
    behind, said = _capital("street-behind"), said_numbers()
    no, below, power = _listed("house-number"), said.below_hundred, cues("said_numbers", "hundred-behind")
    between = rf"(?: (?:{cues('said_numbers', 'between')}))?"
    below = rf"(?:{said.digit}) (?:{power})(?:{between} {said.any})?|(?:{said.digit}) (?:{below})|{below}"
    numbered = rf"(?:(?i:{no})\.? ?\d{{1,4}}|\d{{1,3}})"
    flat = rf"(?i:{_listed('flat')}) ?(?:\d\w{{0,3}}|[A-Z]\d{{0,3}})\b"
    house = rf"\d{{1,5}}(?:[A-Za-z]|[/-]\d{{1,4}}[A-Za-z]?)?|(?i:{below})|(?i:{no}) (?i:{said.digit})"
    ordinal = rf"\d{{1,3}}(?:{cues('birth_cues', 'day-ending')})"
    road = rf"(?:(?:[A-Z][\w'’.-]* |{ordinal} ){{1,3}}(?:{behind})|{ordinal} (?:{_capital('street-counted')}))"
    road = rf"{road}\b\.?(?! (?:{_listed('not-behind')}) )"
    town = rf"(?:(?:,? [A-Z][\w'’-]+){{1,3}},? (?:{_BRITISH}|[A-Z]{{2}} \d{{5}})\b)?"
    yield rf"\b(?:{flat},? )?(?:{house}),? {road}(?:,? {flat})?{town}"
    yield rf"\b(?:[A-Z][\w'’]+ ){{1,2}}(?:{_capital('house-named')}),? {road}{town}"
    yield rf"\b[A-Z]\w+ (?:{_capital('street-whole')}),? {numbered}\b"
    yield rf"\b(?i:{_listed('dwelling-before')}) (?i:{no})\.? ?\d{{1,4}}(?:[A-Z]|[/-]\d{{1,4}})?,? [A-Z][\w’'-]+"
    foreign = (
        rf"(?:{_capital('street-abroad')}|{_listed('street-abroad')}) (?:(?:{_listed('article-abroad')}) )*[A-Z]\w+"
    )
    yield rf"\b\d{{1,4}},? {foreign}|\b{foreign},? \d{{1,4}}\b"
    yield rf"\b(?i:{_listed('dwelling-before')}) ?\d{{1,4}}[A-Z]?,? (?:{behind}) (?:(?i:{no})\.? ?)?\d{{1,3}}\b"
    yield rf"\b{_BRITISH}\b"
    yield rf"\b[A-Z]\w+,? (?:{_STATES}) \d{{5}}\b|\b(?:{_capital('postcode-town')}) \d{{6}}\b(?! \w)"
    yield rf"\b[A-Z]\w+,? (?:{_REGIONS})\d{{3}}\b"
    yield r"(?<!\w)#\d{2}-\d{2,4}\b"
    yield rf"\b(?:{_capital('block')})\.? ?\d{{1,3}},? (?i:{_listed('plot')})\.? ?\d{{1,3}}\b"
    yield r"\b[A-Z]\w+(?:stra(?:ß|ss)e|straat|gatan|gasse|laan) \d{1,4}\b"


_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?<!\d[SNRT][TDH])"
"""A postcode of the United Kingdom, and no *2ND*."""
_REGIONS = "(?:ACT|NSW) 2|NT 0|QLD 4|SA 5|TAS 7|VIC 3|WA 6"
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|"
    "PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
"""Regions of Australia, with the first digit of their postcodes, and states of the United States."""


def _post() -> Iterator[str]:
    """Boxes and postcodes."""
    code, no_code = _listed("postcode"), _listed("no-postcode")
    yield rf"\b(?i:{_listed('box')}) ?\d{{1,6}}\b"
    is_ = rf"(?:{_hung()})?,? ?(?:(?:{cues('birth_cues', 'is')}) |: ?)?"
    yield rf"\b(?i:{code}){is_}(?:\d{{4,6}}(?:-\d{{4}})?|{_BRITISH})\b(?![.,]\d)"
    yield rf"\b(?i:{_listed('postcode-six')}){is_}[1-9]\d{{5}}\b"
    yield (
        rf"\b(?i:{code})(?:{_hung()})?(?: (?!(?:{no_code})\b)[A-Za-z’'-]+){{1,5}}:? "
        r"(?P<behind>[1-9]\d{4}(?<!000))(?![.,-]?\d)\b"
    )


@per_languages
def _near_words() -> re.Pattern[str]:
    """Addresses that have a listed word."""
    return re.compile("|".join((*_streets(), *_neighbourhoods(), *_post())))


@per_languages
def _in_digits() -> re.Pattern[str]:
    return re.compile("|".join(_abroad()))


_HEADINGS = (
    "street", "street-short", "address", "alley", "estate", "tower", "hamlet", "village", "ward", "block", "plot",
    "postcode", "postcode-six", "box",
)  # fmt: skip
"""Words of which one stands in every address of `_near_words`."""


@per_languages
def _words_of_addresses() -> frozenset[str]:
    entries = (each for heading in _HEADINGS for each in current().words("address_cues", heading))
    return with_endings(re.findall(r"[^\W\d_]+", each)[-1] for each in entries)


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
    yield from widest(_from_its_house(text, widest([each.span() for each in found])))


def _is_street(text: str, found: re.Match[str]) -> bool:
    """Whether a road has a name: *jalan keluar nomor satu* has none, and *program Jalan Sehat* is no road."""
    words = [fold(word) for word in found[0].split()[:3]]
    if _measured().match(text, found.end()) and not has_digits(found[0]):  # *Jalan Raya Tegal sepanjang 12 km*
        return False
    if found["behind"]:
        return not is_amount(text, *found.span("behind"))
    if found["bare"] and is_amount(text, *found.span("bare")):
        return False
    if (found["loose"] or found["bare"] or _is_first(found[0])) and not any(map(_may_name_a_street, words[1:])):
        return False
    if words[0] not in current().words("address_cues", "road"):
        return not (found["estate"] or found["unit"]) or words[1] not in saying_nothing()
    return _is_road(text, found, words)


def _is_first(found: str) -> bool:
    """Whether a number in words may be that of a thing in a list: *jalan baru nomor dua*."""
    said = rf"[a-z]+ (?i:{_listed('house-number')}) (?:{said_numbers().digit})$"
    return not re.match(rf"(?i:{_listed('block')})", found) and re.search(said, found) is not None


def _is_road(text: str, found: re.Match[str], words: Sequence[str]) -> bool:
    """Whether a word that means many things has the name of a road behind it, where somebody may live."""
    second, numbers = words[1], current().words("address_cues", "number")
    named = second in current().words("address_cues", "main-road") and len(words) > 2 and words[2] not in numbers
    named = named or _house_of_a_road().match(found[0]) is not None
    if second in current().words("no_streets") and not named:
        return False
    if any(map(str.isdecimal, found[0])) or words[0] in current().words("address_cues", "road-short"):
        return found[0].split()[1][0].isupper() or not {*words[1:3]} & saying_nothing() - {*numbers}
    before = text[max(0, found.start() - JUST_BEFORE) : found.start()].rstrip()
    begins = not before or before[-1] in ".!?"  # *Jalan Rusak itu programnya*
    if _house_later().match(text, found.end()):
        return True
    if _traffic().match(text, found.end()) or re.search(rf"(?i)\b(?:{_listed('passed')})$", before):
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


@per_languages
def _traffic() -> re.Pattern[str]:
    """What tells behind a road that people only go through: *di Jalan Sudirman macetnya dua jam*."""
    return re.compile(rf"(?i),?(?: \w+){{0,2}} (?:{_listed('traffic')})(?:{_hung()})?\b")


@per_languages
def _house_of_a_road() -> re.Pattern[str]:
    """A number at a road that is called by usual words: *Jalan Lintas Timur Km. 18*."""
    return re.compile(rf"(?i:{_listed('road')})\.? (?:[A-Z][a-z]+ ){{2,4}}(?i:{_listed('kilometre', 'number')})\.? ?\d")


@per_languages
def _house_before() -> re.Pattern[str]:
    """The number of a house before its street: *rumah nomor 12 di Jalan Kartini*."""
    return re.compile(rf"(?i)\b(?:{_listed('house-number')})\.? ?\d{{1,4}}[A-Z]?,? (?:(?:{_listed('at')}) )?$")


def _from_its_house(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Addresses with the numbers of their houses where those come first, and stand in no other address."""
    whole, last = list[tuple[int, int]](), 0
    for start, end in spans:
        house = _house_before().search(text, max(last, start - JUST_BEFORE), start)
        whole.append((house.start() if house else start, end))
        last = end
    return whole


def _may_name_a_street(word: str) -> bool:
    """Whether a word in small letters is rare enough, or a name: *kartini*, not *baru*."""
    return word not in current().words("address_cues", "house-number") and (
        word_share(word) < OFTEN or Tellers().is_given(word)
    )

"""Number plates: in the form of a region, in any form behind a word for one, and as they are said or spelt."""

import re
from collections.abc import Iterable, Iterator, Mapping

from qualcode.identifiers.digits import (
    any_entry,
    cues,
    is_amount,
    owner,
    said_numbers,
    widest,
    with_digits,
)
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import with_endings, word_share, words_in
from qualcode.languages import current, per_languages

_REGIONS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|"
    "DP|DR|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS"
)
_STATES = (
    "AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TG|TN|TR|TS|UK|UP|WB"
)
_PLATE = re.compile(
    rf"(?<![\w.-])(?:(?:{_REGIONS})(?: \d{{3,4}} [A-Z]{{2,3}}|(?P<mark>[.-])\d{{4}}(?P=mark)[A-Z]{{2,3}}|"
    r" \d{4} [A-Z]|\d{4}[A-Z]{2,3})|"
    r"[A-HJ-PR-Y][A-HJ-PR-Y](?:[0-2]|[5-7])\d [A-HJ-PR-Y]{3}|"  # also those of the United Kingdom
    rf"(?:{_STATES})[ -]?\d{{1,2}}[A-Z]?[ -]?[A-Z]{{1,2}}[ -]?\d{{4}})(?![\w-])"  # and of India
)
_BEFORE_IT = 40
"""Characters that are looked at before a plate."""
_FAR, _NEAR = 40, 25
"""Characters between a word for a plate and a plate in the form of some country, and one that may be said anyhow."""


def _asked(most: int) -> str:
    """Pattern of what may stand between a word for a plate and the plate: few words, or who answers."""
    return rf"[^\d\n.]{{0,{most}}}?(?:\?\n\w+:[^\d\n.]{{0,15}}?)?"


_GAP = "[ -]?"
_ANY_COUNTRY = (
    rf"[A-Z]{{2}}{_GAP}\d{{1,2}}[A-Z]?{_GAP}[A-Z]{{1,3}}{_GAP}\d{{4}}|[A-Z]{{1,3}}{_GAP}\d{{1,4}}{_GAP}[A-Z]{{1,3}}|"
    rf"[A-Z]{{1,3}}{_GAP}\d{{3,4}}|\d{{1,3}}{_GAP}[A-Z]{{2,3}}{_GAP}\d{{1,4}}(?:[A-Z]{{2}})?|"
    rf"\d{{2,3}}{_GAP}[A-Z]{{3}}|\d[A-Z]\d{_GAP}\d{{3}}"
)
"""Groups of letters and digits in turn, as plates of some country have them."""


@per_languages
def _plate_written() -> re.Pattern[str]:
    """A plate of any country, behind a word for one, or for a vehicle in the same sentence."""
    hung = rf"(?:-?(?:{cues('number_cues', 'possessed')})|[’']s)?\b"
    plates = rf"(?i:\b(?:{cues('number_cues', 'plate')}){hung}){_asked(_FAR)}"
    makes = rf"(?i:{cues('number_cues', 'vehicle')}){hung}|(?i:{cues('number_cues', 'maker')})\b(?! [A-Z\d])"
    vehicles = rf"(?P<vehicle>\b(?:{makes})[^\d\n.!?]{{0,40}}?)"
    return re.compile(rf"(?:{plates}|{vehicles})(?<![\w/-])(?P<plate>{_ANY_COUNTRY})(?![\w/-])")


@per_languages
def _plate_of() -> re.Pattern[str]:
    """The same before a vehicle that it is of: *WVX 2210 is our van*."""
    equals = rf"(?:(?:{cues('number_cues', 'equals-behind')}) )+"
    of = rf"(?i:[ ,(–]+{equals}(?:{cues('number_cues', 'vehicle')})\b)"
    return re.compile(rf"(?<![\w/-])(?P<vehicle>)(?P<plate>{_ANY_COUNTRY})(?![\w/-]){of}")


_LEAST = 5
"""Letters and digits of a plate that only a vehicle tells."""
_SIZE = re.compile(r"\d?\d0|[1-9]?[27]5|(?:19|20)\d\d")
"""A size of an engine, or a year."""


def _is_written(found: re.Match[str]) -> bool:
    """Whether letters and digits beside a vehicle are no model of one: *a Honda CB 150 R*, *traktor Kubota L4400*."""
    plate, vehicle, (start, end) = found["plate"], found["vehicle"], found.span("plate")
    if re.split(r"[ \d-]", plate.lower())[0] in current().words("number_cues", "amount-before"):
        return False  # *the registration fee is RM 300*
    if vehicle is None:
        return True
    named = re.search(r"(?:\b[Aa]n?|[A-Z][\w-]*|[’']s an?) $", vehicle)
    sized = any(map(_SIZE.fullmatch, re.findall(r"\d+", plate)))
    model = (named and named.start() > 0) or sized or len(re.findall(r"\w", plate)) < _LEAST
    return not (model or _is_of_thing(found.string, start) or is_amount(found.string, start, end))


@per_languages
def _plate_said() -> re.Pattern[str]:
    """A plate behind a word for it or for a vehicle, in any letters, written or said."""
    named = rf"(?:(?P<sure>{cues('number_cues', 'plate')})|{cues('number_cues', 'vehicle')})"
    hung = rf"(?:-?(?:{cues('number_cues', 'possessed')}))?"
    return re.compile(rf"\b{named}{hung}\b{_asked(_NEAR)}(?<![\w-]){_any_plate()}(?![\w-])", re.IGNORECASE)


@per_languages
def _plate_before() -> re.Pattern[str]:
    """The same right before a word for a plate: *be enam ratus es ka, itu pelat motor saya*."""
    equals, hung = rf"(?:(?:{cues('number_cues', 'equals-behind')}) )*", cues("number_cues", "possessed")
    return re.compile(
        rf"(?<![\w-]){_any_plate()}[ ,(–]+{equals}(?P<sure>{cues('number_cues', 'plate')})(?:{hung})?\b", re.IGNORECASE
    )


def _up_to_four() -> str:
    """A number of four digits at most, written or said in any way."""
    said = said_numbers()
    hundred, thousand = (_said_before(said.digit, each) for each in ("hundred", "thousand"))
    whole = rf"(?:{thousand}(?: {hundred})?|{hundred})(?: {said.any})?"
    return rf"(?:\d(?: ?\d){{0,3}}|(?:{said.any}\b[ ,-]*){{1,4}}|{whole})"


def _said_before(digit: str, power: str) -> str:
    """Pattern of hundreds or thousands: *seribu*, *dua ribu*."""
    alone, behind = cues("said_numbers", power), cues("said_numbers", f"{power}-behind")
    return rf"(?:{alone}|(?:{digit}) (?:{behind}))"


@per_languages
def _said_letters() -> Mapping[str, str]:
    """Name of a letter -> the letter, as the languages say it: *be*, *bee*."""
    lines = (line.split() for line in current().words("said_letters", ""))
    return {name: letter for letter, *names in lines for name in names}


def _spelling_alphabet() -> frozenset[str]:
    """Words of which each stands for a letter, as on the radio: *Lima Bravo*."""
    return frozenset(name for line in current().words("said_letters", "alphabet") for name in line.split()[1:])


def _any_plate() -> str:
    """A plate, written or said."""
    letter, said = rf"(?:{any_entry(_said_letters())}|[a-z])", said_numbers()
    double = rf"(?:{any_entry(word for word, times in said.repeated.items() if times == 2)}) {letter}"
    region, last = rf"{double}|{letter}(?:[ -]?{letter})?", rf"{letter}(?:[ -]?{letter}){{0,2}}"
    return rf"(?P<plate>(?P<region>{region})[ ,.-]*(?P<four>{_up_to_four()})[ ,.-]*(?P<last>{last}))"


_USUAL = 1e-4
"""Share of running words from which letters behind a number are rather a word: *motor b 12 dan*."""


def find_plate(text: str) -> Found:
    """Number plates: of Indonesia, the United Kingdom, India in full, or any behind a word such as *plat*, *truck*.

    One is a region's letters, a number of four digits at most, and up to three letters. Behind such a word, or behind
    one for a vehicle, all may be in small letters or said: *be seribu dua ratus, es ka er*.
    """
    spans = [found.span() for found in with_digits(_PLATE, text) if not _is_of_thing(text, found.start())]
    spans += [found.span("plate") for found in _said_plates(text) if _is_said_plate(found)]
    written = (found for each in (_plate_written(), _plate_of()) for found in _with_a_word(each, text))
    said = [found.span("plate") for found in written if _is_written(found)] + [*_spelt_plates(text)]
    yield from widest([span for span in spans if not _is_counted(text[slice(*span)])] + said)


_LONGEST_PLATE = 80
"""Characters of a plate that is said, and of what makes it equal to the word behind it."""


def _with_a_word(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Places of a pattern that begins with a word for a plate or a vehicle."""
    return pattern.finditer(text) if _words_of_plates() & words_in(text) else ()


def _said_plates(text: str) -> Iterator[re.Match[str]]:
    if not _words_of_plates() & words_in(text):
        return
    yield from _plate_said().finditer(text)
    for word in re.finditer(rf"\b(?:{cues('number_cues', 'plate')})\b", text, re.IGNORECASE):
        yield from _plate_before().finditer(text, max(0, word.start() - _LONGEST_PLATE), word.end())


@per_languages
def _spelt_plate() -> re.Pattern[str]:
    part = rf"(?:(?:{any_entry(_spelling_alphabet())}|{said_numbers().any})\b|\d{{1,4}}(?!\w))"
    return re.compile(rf"\b{part}(?:[ ,-]+{part}){{3,}}", re.IGNORECASE)


def _spelt_plates(text: str) -> Found:
    """Plates in the words of an alphabet, with digits: *Lima Bravo six seven, Charlie Hotel Yankee*."""
    if len(_alphabet() & words_in(text)) < _LEAST_LETTERS:
        return
    for found in _spelt_plate().finditer(text):
        words = words_in(found[0]) | set(re.findall(r"\d+", found[0]))
        if len(words & _alphabet()) >= _LEAST_LETTERS and words - _alphabet() and owner(text, found.start()) != "other":
            yield found.span()


@per_languages
def _alphabet() -> frozenset[str]:
    """Words of the alphabet that are no digits."""
    return _spelling_alphabet() - set(said_numbers().digits)


_LEAST_LETTERS = 3
"""Words of the alphabet in a plate."""


@per_languages
def _words_of_plates() -> frozenset[str]:
    """Words of which one stands before every plate that is said, with what may hang on them."""
    heads = [word for heading in ("plate", "vehicle", "maker") for word in current().words("number_cues", heading)]
    last = {re.split(r"[ .]+", head)[-1] for head in heads}
    return with_endings(last)


def _is_said_plate(found: re.Match[str]) -> bool:
    """Whether letters are those of a region, and the last ones are no word."""
    first, *more = re.split("[ -]", found["region"].lower())
    letters = more * 2 if first in said_numbers().repeated else [first, *more]
    region = "".join(_said_letters().get(each, each) for each in letters)
    last, sure = found["last"], 0 <= found.start("sure") < found.start("plate")
    if found["region"].isupper() and last.islower() and found["four"].isdecimal():  # *motor G 150 cc*
        return False
    word = last.islower() and len(last) > 1 and word_share(last) >= _USUAL
    ends, digits = re.split("[ -]", last.lower()), re.findall(r"\d|[^\W\d]+", found["four"])
    if sure and len(region) == len(digits) == 2 and len(ends) == 3:  # as in the United Kingdom
        return True
    spelt = len(ends) > 1 and len(digits) > 2 and all(end in _said_letters() for end in ends)
    return region.upper() in _REGIONS.split("|") and (sure or spelt or not (word or "," in found["plate"]))


def _is_of_thing(text: str, start: int) -> bool:
    """Whether letters and digits stand behind a thing that has some, too: *gedung H 1201 AB*."""
    things, hung = cues("number_cues", "thing-with-letters"), cues("number_cues", "possessed")
    plates = rf"(?i)\b(?:{cues('number_cues', 'plate-near')}|{cues('number_cues', 'plate')})(?:{hung})?\b"
    before = text[max(0, start - _BEFORE_IT) : start]
    return re.search(rf"(?i)\b(?:{things})(?:{hung})? $", before) is not None and not re.search(plates, before)


def _is_counted(plate: str) -> bool:
    """Whether its last letters are a unit or an abbreviation: *desa A 120 KK* has so many households."""
    last = re.split(r"[ \d-]+", plate)[-1].lower()
    listed = (*current().words("number_cues", "amount-after"), *current().words("never_names"))
    return last in current().words("number_cues", "unit-letters") or (len(last) > 2 and last in listed)

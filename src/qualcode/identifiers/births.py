"""Dates of birth, behind a word of birth or before it, in digits or as they are said."""

import re
from collections.abc import Sequence

from qualcode.identifiers.digits import any_entry, cues, is_amount, said_numbers, widest, words_in
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import Tellers, is_rare
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

JUST_BEFORE = 20
"""Characters that are looked at right before a form."""


@per_languages
def months() -> frozenset[str]:
    """Names of the months."""
    return frozenset(name for line in current().words("months", "months") for name in line.split())


@per_languages
def _born() -> str:
    """Pattern of the words of birth, with what may hang on them."""
    words = any_entry(each for heading in _BIRTHS for each in current().words("birth_cues", heading))
    hung, no_birth = cues("number_cues", "possessed"), cues("birth_cues", "not-behind")
    return rf"(?:{words})(?:-?(?:{hung}))?(?! (?:{no_birth})\b)"


_BIRTHS = ("born", "born-label", "born-yearly")
"""Words of birth; those that ask for a date, as forms have them; and those of a day that comes again every year."""


@per_languages
def _words_of_birth() -> tuple[frozenset[str], ...]:
    """Words of which all of one set stand in every text that tells a birth; looking for them is cheap."""
    entries = {each for heading in _BIRTHS for each in current().words("birth_cues", heading)}
    hung = ("", *current().words("number_cues", "possessed"))
    return tuple({frozenset(re.findall(r"[^\W\d_]+", entry + end)) for entry in entries for end in hung})


def _is_of_births(text: str) -> bool:
    return any(words <= words_in(text) for words in _words_of_birth())


_ABBREVIATED = r"(?:(?<=\bttl)|(?<=tgl)|(?<=\bth)|(?<=\bthn)|(?<=kab)|(?<=d\.o\.b))"
"""Where a dot between the word of birth and the date ends no sentence."""
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"


@per_languages
def _years() -> tuple[str, str, str]:
    """Patterns of a year behind a month, written or said, and of one that stands alone in short."""
    said = said_numbers()
    word = cues("birth_cues", "year")
    power, alone = (
        any_entry(word for each in ("hundred", "thousand") for word in current().words("said_numbers", each + behind))
        for behind in ("-behind", "")
    )
    part = rf"(?:(?:{said.any}) (?:{power})|{alone}|{said.any}|{power})\b"
    parts = rf"{part}(?:(?: (?:{cues('said_numbers', 'between')}))?[ -]{part})"
    begun = cues("birth_cues", "century")
    written = rf"(?:\.?,?[ -](?:(?:{word}) )?['’]?(?:\d{{4}}|\d{{2}})\b)?"
    spoken = rf"(?:,? (?:(?:{word}) )?(?:{parts}{{0,5}}|\d{{4}}))?"
    short = (
        rf"['’]\d\d|(?:{word}) (?:\d\d|{said.below_hundred}|{parts}{{1,5}})|"
        rf"(?:(?<=lahir )|(?<=lahirnya ))(?:{said.digit}) (?:{said.digit})|(?:{begun})(?: {part}){{1,5}}"
    )
    return written, spoken, short


@per_languages
def _day() -> str:
    """Pattern of a day and its month, with or without a year, in digits or as it is said."""
    names, ordinal = any_entry(months()), cues("birth_cues", "ordinal")
    month, of, the = (cues("birth_cues", each) for each in ("month", "of", "the"))
    written, spoken, _ = _years()
    any_said = said_numbers().any
    return "|".join((
        rf"{_DAY}(?:st|nd|rd|th)?(?: (?:{of}))?[ -](?:(?:{month}) )?(?:{names}){written}",
        rf"(?:{names})\.?,? (?:(?:{cues('birth_cues', 'day')}) )?{_DAY}(?:st|nd|rd|th)?{written}",
        rf"{_DAY} (?:{month}) {_MONTH}\b{written}",
        rf"{_DAY} ?[/.-] ?(?:1[0-2]|0?[1-9]|[IVX]{{1,4}}) ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}",
        r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d",
        rf"(?:{month}) (?:{any_said}|{_MONTH}) (?:{cues('birth_cues', 'day')}) (?:{any_said}|{_DAY})\b{written}",
        rf"{any_said} (?:(?:{names})|(?:{month}) {any_said})\b{written}{spoken}",
        rf"(?:(?:{ordinal}) (?:(?:{of}) )?(?:{names})|(?:{names}) (?:(?:{the}) )?(?:{ordinal})){spoken}",
        rf"(?:{ordinal}) (?:{of}) (?:{the}) (?:{ordinal})(?=,? (?:{any_said}|\d)){spoken}",
        rf"{any_said},? {any_said},? {any_said} {any_said}(?: {any_said}){{0,2}}",
    ))  # fmt: skip


@per_languages
def _dates() -> re.Pattern[str]:
    """A date behind a word of birth, or right before a word that asks for it."""
    _, _, short = _years()
    day, owner_of = _day(), cues("birth_cues", "whose")
    told = rf"(?:(?:{cues('birth_cues', 'is')}) )?(?:(?:{owner_of}) )?"
    names = any_entry(months())
    year = rf"(?:(?:{names}) (?:(?:{cues('birth_cues', 'of')}) )?)?(?:19|20)\d{{2}}|{short}|(?<=kelahiran )[3-9]\d\b"
    between = rf"(?P<between>\??(?:[^.!?\d]|{_ABBREVIATED}\.|\?(?=\n)){{0,60}}?)"
    return re.compile(
        rf"(?P<labelled>\b(?:{day})[ ,(]{{1,3}}(?:{told}(?:{cues('birth_cues', 'born-label')})|{_somebodys_day()})\b)"
        rf"|\b{_born()}(?!\w){between}(?<!\w)(?P<date>{day}|(?P<year>{year}))\b",
        re.IGNORECASE,
    )


def _somebodys_day() -> str:
    """Pattern of a birthday and whose it is: *that's my birthday*, *itu ulang tahun saya*."""
    told, whose, day, behind = (cues("birth_cues", each) for each in ("is", "whose", "born-yearly", "whose-behind"))
    return rf"(?:{told}) (?:(?:{whose}) (?:{day})|(?:{day}) (?:{behind}))"


@per_languages
def _dates_before() -> re.Pattern[str]:
    """A date with its year, somebody, and then a word of birth: *15 Juni 1989 saya lahir*."""
    return re.compile(
        rf"\b(?P<date>{_day()}|(?P<year>(?:{cues('birth_cues', 'year')}) (?:19|20)\d\d))"
        rf"(?P<between>(?:[ ,]+[^\W\d]+){{1,4}}?)[ ,]+{_born()}(?!\w)(?!\W+(?:\w+\W+)?\d)",
        re.IGNORECASE,
    )


@per_languages
def things() -> re.Pattern[str]:
    """What is born without being a person, and may stand right before the word of birth."""
    after = rf"(?: (?:{cues('birth_cues', 'behind-things')}))*$"
    article, were, people = (cues("birth_cues", each) for each in ("articles", "were", "people"))
    some = rf"\b(?:{article})(?: (?!(?:{people})s?\b)\w+){{1,2}}"
    formed = r"\b(?:ke\w{4,}an|pe\w{4,}an)(?:-?nya)?"
    listed = rf"\b(?:{cues('birth_cues', 'things')})(?:-?nya)?"
    return re.compile(rf"(?:{listed}|{formed}){after}|{some} (?:{were})$", re.IGNORECASE)


_LONGEST_PLACE = 3
_NEAR = 3
_AROUND = 80
"""Characters that are looked at before a word of birth."""


@per_languages
def _label() -> re.Pattern[str]:
    """Words of birth of which nobody stands before them."""
    said = any_entry(each for heading in _BIRTHS[1:] for each in current().words("birth_cues", heading))
    return re.compile(rf"(?:{said})", re.IGNORECASE)


@per_languages
def _yearly() -> re.Pattern[str]:
    """Those that offices and towns have, too: a person must stand behind them."""
    return re.compile(rf"(?:{cues('birth_cues', 'born-yearly')})", re.IGNORECASE)


@per_languages
def _asked() -> re.Pattern[str]:
    """Words of birth that ask for a date, as forms have them."""
    return re.compile(rf"(?:{cues('birth_cues', 'born-label')})", re.IGNORECASE)


@per_languages
def _statistics() -> re.Pattern[str]:
    """What makes a year one of a count: *kelahiran 2021 ada 300*, *kelahiran 2022 tercatat 24.310*."""
    counted, more = cues("birth_cues", "counted"), cues("birth_cues", "and-more")
    return re.compile(
        rf"\s*(?:{counted}|:)?\s*\d{{2,}}|\s*(?:\w+ ){{1,2}}\d{{1,3}}[.,]\d{{3}}\b|-?an\b|\s*(?:{more})\b"
    )


def find_birth(text: str) -> Found:
    """Dates and years of birth: a word of birth, at most a place or person, and a date in digits or words.

    A date is day and month, with or without a year; a year alone needs somebody who is born, or a label.
    """
    if not _is_of_births(text):
        return
    found = [each for each in _dates().finditer(text) if _is_birth(text, each)]
    # A year alone stands in many places that tell nobody: it is one with the word of birth before it.
    spans = [each.span("date" if each["date"] and each["year"] is None else 0) for each in found]
    spans += [each.span("date") for each in _dates_before().finditer(text) if _is_told_before(each)]
    yield from widest(spans)


def _is_told_before(found: re.Match[str]) -> bool:
    """Whether somebody, or a word that asks for the date, stands between it and the word of birth."""
    words = re.findall(r"[^\W\d]+", found["between"])
    one = _people() - set(current().words("birth_cues", "many"))
    if found["year"] and (len(words) > 1 or fold(words[0]) not in one):  # *tahun 2020 anak lahir*: many
        return False
    return any(fold(word) in _people() for word in words) and not _another_date().search(found["between"] + " .")


def _is_birth(text: str, found: re.Match[str]) -> bool:
    """Whether somebody is born, and no thing: by what stands before the word of birth, and between it and the date."""
    if found["labelled"]:
        return True
    alone = found["year"] is not None
    if alone and re.search(
        rf"(?i)\b(?:{cues('birth_cues', 'from-on')})\b", found["between"]
    ):  # *lahir setelah 2010*: many
        return False
    if alone and (_statistics().match(text, found.end()) or _is_number_of(text, found)):
        return False
    before = text[max(0, found.start() - _AROUND) : found.start()].rstrip()
    if things().search(before) or not _is_told(found):
        return False
    recorded = not alone and fold(before.split()[-1:][0] if before else "") in current().words("birth_cues", "record")
    labelled = recorded or _label().match(found[0]) is not None
    return labelled or _is_somebody(re.split(r"[.!?,;:(]", before)[-1].split(), alone=alone)


def _is_number_of(text: str, found: re.Match[str]) -> bool:
    """Whether a short year is rather an amount: *kelahiran 83 orang*."""
    return len(re.findall(r"\d", found["date"])) < 4 and is_amount(text, *found.span("date"))


def _is_thing(between: str) -> bool:
    """Whether a thing stands last between the word of birth and the date; what has a capital there is a place."""
    words = between.rstrip(" ,").split()
    return bool(words and not words[-1].istitle() and things().search(" ".join(words)))


@per_languages
def _equals() -> re.Pattern[str]:
    """What makes a record of what stands behind it: *salah ketik jadi*, *wrote it as*."""
    said = cues("birth_cues", "equals")
    return re.compile(rf"(?i)\b(?:{said}|(?P<is>is|was))(?: (?:tanggal|tgl))?[\s:]*$")


@per_languages
def _another_date() -> re.Pattern[str]:
    """Words of dates and events that are no birth, anywhere but at the end."""
    said = cues("birth_cues", "other-dates")
    return re.compile(rf"(?i)\b(?:{said})(?!$|\s*$)")


def _is_told(found: re.Match[str]) -> bool:
    """Whether a date is that of the birth: only few words stand between, or a label is made equal to it at last."""
    between = found["between"]
    if _within(between, found[0]) and not _is_thing(between):
        return True
    if re.search(r"\d{4}|\d\W+\d+\W+\d", found["date"]) is None:
        return False
    if found["year"] is None and _yearly().match(found[0]) is None and _is_told_of_somebody(between):
        return True
    told = _equals().search(between)
    if told is None or not _asked().match(found[0]):
        return False
    yearly = _yearly().match(found[0]) is not None
    return not (_another_date().search(between, 0, told.start()) or (yearly and told["is"]))


def _is_told_of_somebody(between: str) -> bool:
    """Whether nothing between makes the date another one: no other event, no thing, nothing that it came of."""
    came_of = re.search(rf"(?i)\b(?:{cues('birth_cues', 'origin')})\b", between)
    return not (came_of or _another_date().search(between + ".") or _is_thing(between))


def _within(between: str, whole: str) -> bool:
    """Whether only a place, a person, or words of dates stand between the word of birth and the date."""
    yearly = _yearly().match(whole) is not None
    since = 0 if whole[:3].lower() == "ttl" else _LONGEST_PLACE + 1  # the word asks for a place
    for word in re.findall(r"[\w'’-]+", between):
        since = 0 if fold(word) in current().words("birth_cues", "at") else since + 1
        placed = since <= _LONGEST_PLACE or (word.istitle() and not yearly)
        if not (placed or fold(word) in current().words("birth_cues", "between") or _is_person(word, rare=not yearly)):
            return False
    return True


def _is_somebody(before: Sequence[str], *, alone: bool) -> bool:
    """Whether the words of a clause before a word of birth end with somebody, or there are none."""
    told = [at for at, word in enumerate(before[:-1]) if word in current().words("birth_cues", "who")]
    before = before[: told[0]] if told else before  # *anak saya yang kecil lahir*: the child is
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

"""Dates of birth, behind a word of birth or before it, in digits or as they are said."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.identifiers.digits import a_date, any_entry, cues, is_amount, said_numbers, widest
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import Tellers, is_person, may_be_name, words_for_people, words_in
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

JUST_BEFORE = 20
"""Characters that are looked at right before a form."""


_BIRTHS = ("born", "born-label", "born-yearly")
"""Words of birth; those that ask for a date, as forms have them; and those of a day that comes again every year."""


@per_languages
def _words_of_birth() -> tuple[frozenset[str], ...]:
    """Words of which all of one set stand in every text that tells a birth; looking for them is cheap."""
    entries = {each for heading in (*_BIRTHS, "version") for each in current().words("birth_cues", heading)}
    hung = ("", *current().words("number_cues", "possessed"))
    return tuple({frozenset(re.findall(r"[^\W\d_]+", entry + end)) for entry in entries for end in hung})


def _is_of_births(text: str) -> bool:
    return any(words <= words_in(text) for words in _words_of_birth())


@per_languages
def _short_year() -> re.Pattern[str]:
    """A year in two digits, right behind a word of birth: *lahir delapan tujuh*, *kelahiran 87*.

    What is written is one only before a place or where nothing follows: *lahir 60 sebulan* counts.
    """
    digit, alone = said_numbers().digit, rf"(?= (?:{cues('birth_cues', 'at')})\b|(?! ?\w))"
    return re.compile(rf" ((?:{digit}) (?:{digit})\b|[3-9]\d\b{alone})(?![.,]?\d)", re.IGNORECASE)


@per_languages
def _born() -> re.Pattern[str]:
    """A word of birth, with what may hang on it."""
    words = any_entry(each for heading in _BIRTHS for each in current().words("birth_cues", heading))
    hung, no_birth = cues("number_cues", "possessed"), cues("birth_cues", "not-behind")
    return re.compile(rf"\b(?:{words})(?:-?(?:{hung})|[’']s)?(?! (?:{no_birth})\b)(?!\w)", re.IGNORECASE)


class _Told(NamedTuple):
    """A word of birth, and a date behind it."""

    start: int
    """Where the word begins."""
    whole: str
    """What stands from the word to the end of the date."""
    between: str
    """What stands between the two."""
    date: tuple[int, int]
    """Where the date stands."""
    alone: bool
    """Whether it is a year alone."""


@per_languages
def _between() -> re.Pattern[str]:
    """What may stand between a word of birth and its date: no end of a sentence, but that of a question.

    Behind an abbreviation a dot ends no sentence, and an answer stands in a line of its own.
    """
    short = "|".join(rf"(?<=\b{re.escape(each)})" for each in current().words("birth_cues", "abbreviated")) or r"(?!)"
    return re.compile(rf"\??(?:[^.!?\d]|(?:{short})\.|\?(?=\n)|(?<=\n.)\.){{0,60}}", re.IGNORECASE)


_AHEAD = 160
"""Characters behind a word of birth in which a date that belongs to it ends."""


def _told_behind(text: str) -> Iterator[_Told]:
    """Words of birth, each with the first date behind it, in the same sentence."""
    for born in _born().finditer(text):
        short = _short_year().match(text, born.end())
        date = a_date().search(text, born.end(), born.end() + _AHEAD)
        if short and not (date and date.start() <= short.start(1)):
            span, alone = short.span(1), True
        elif date and _between().fullmatch(text, born.end(), date.start()):
            span, alone = date.span(), date["year"] is not None
        else:
            continue
        yield _Told(born.start(), text[born.start() : span[1]], text[born.end() : span[0]], span, alone)


@per_languages
def _asking() -> re.Pattern[str]:
    """A word that asks for a date, right behind it, or a birthday and whose it is: *that's my birthday*."""
    is_, whose, day, behind = (cues("birth_cues", each) for each in ("is", "whose", "born-yearly", "whose-behind"))
    asked = rf"(?:(?:{is_}) )?(?:(?:{whose}) )?(?:{cues('birth_cues', 'born-label')})"
    version = cues("birth_cues", "version")
    somebodys = rf"(?:{is_}) (?:(?:{whose}) (?:{day})|(?:{day}) (?:{behind}))"
    return re.compile(rf"[ ,(]{{1,3}}(?:{asked}|{somebodys}|(?:(?:{is_}) )?(?:{version}))\b", re.IGNORECASE)


_WORDS_BEFORE = re.compile(r"(?:[ ,]+[^\W\d]+){1,4}[ ,]+")
_ITS_OWN_DATE = re.compile(r"\W+(?:\w+\W+)?\d")
"""What stands behind a word of birth that has its own date."""


def _told_before(text: str) -> Iterator[tuple[int, int]]:
    """Dates with a word behind them that asks for one, or with somebody and a word of birth: *1989 saya lahir*."""
    born = [each for each in _born().finditer(text) if not _ITS_OWN_DATE.match(text, each.end())]
    for date in a_date().finditer(text):
        asked = None if date["year"] else _asking().match(text, date.end())
        if asked:
            yield date.start(), asked.end()
        start = _from_its_word(text, date.start()) if date["year"] else date.start()
        for word in born if start is not None else ():
            between = _WORDS_BEFORE.fullmatch(text, date.end(), word.start())
            if between and _is_told_before(between[0], alone=date["year"] is not None):
                yield start or 0, date.end()


def _from_its_word(text: str, start: int) -> int | None:
    """Where the word before a year stands: *tahun 1989*; none: nothing tells that it is a year."""
    named = re.search(rf"(?i)\b(?:{cues('birth_cues', 'year')}) $", text[max(0, start - JUST_BEFORE) : start])
    return start - len(named[0]) if named else None


@per_languages
def things() -> re.Pattern[str]:
    """What is born without being a person, and may stand right before the word of birth."""
    after = rf"(?: (?:{cues('birth_cues', 'behind-things')}))*$"
    article, were, persons = (cues("birth_cues", each) for each in ("articles", "were", "people"))
    some = rf"\b(?:{article})(?: (?!(?:{persons})s?\b)\w+){{1,2}}"
    formed = r"\b(?:ke\w{4,}an|pe\w{4,}an)(?:-?nya)?"
    listed = rf"\b(?:{cues('birth_cues', 'things')})(?:-?nya)?"
    return re.compile(rf"(?:{listed}|{formed}){after}|{some} (?:{were})$", re.IGNORECASE)


_LONGEST_PLACE = 3
_NEAR = 3
_AROUND = 80
"""Characters that are looked at before a word of birth."""


@per_languages
def _hung_on() -> re.Pattern[str]:
    """Words of birth with what tells whose it is: *lahirnya*."""
    return re.compile(rf"(?i:(?:{cues('birth_cues', 'born')})-?(?:{cues('number_cues', 'possessed')})\b)")


def _begins(whole: str, *headings: str) -> bool:
    """Whether the word of birth is one of some headings: those of *TTL* ask for a date, or for a place, too."""
    words = any_entry(each for heading in headings for each in current().words("birth_cues", heading))
    return re.match(rf"(?i:{words})", whole) is not None


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
    if _is_of_births(text):
        found = [_span(told) for told in _told_behind(text) if _is_birth(text, told)]
        found += [*_told_before(text), *_asked_for(text), *_alone(text)]
        yield from widest([*found, *_told_again(text, found)])


_QUESTION, _ANSWER = 120, 60
"""Characters of a question, and of its answer before a date."""
_ANSWERING = re.compile(r"(?P<asks>\?[^\n?]{0,40})?\n(?:[^\W\d]\w*(?: \w+)?: *)?")
"""From the end of a question to the words of the answer; recognisers of speech write no question mark."""


@per_languages
def _two_digits() -> re.Pattern[str]:
    """A year in two digits, in an answer."""
    said = rf"(?:{said_numbers().digit}) (?:{said_numbers().digit})|{said_numbers().below_hundred}"
    return re.compile(rf"(?i)(?<![\w.,])(?:(?:0\d|[2-9]\d)(?![.,:]?\d|%)|{said})\b")


def _asked_for(text: str) -> Iterator[tuple[int, int]]:
    """Dates, or answers up to a year, where somebody was asked for a birth: *Lahir tahun berapa?*, *Saya 71*."""
    for answering in _ANSWERING.finditer(text):
        start = answering.end()
        line = text[max(0, answering.start() - _QUESTION) : answering.start()].split("\n")[-1]
        if not _asks_when(line, marked=answering["asks"] is not None):
            continue
        found = [each.search(text, start, start + _ANSWER) for each in (a_date(), _two_digits())]
        date = min(filter(None, found), key=re.Match.start, default=None)
        if date and _is_answer(text, text[start : date.start()], date.span()):
            yield (date.start() if date is found[0] and not date["year"] else start, date.end())


def _is_answer(text: str, between: str, date: tuple[int, int]) -> bool:
    """Whether nothing in an answer makes a date another one: no number before it, no event, no age (*umur 47*)."""
    other = re.search(rf"(?i)[\d?\n]|\b(?:{cues('birth_cues', 'age')})\b", between)
    amount = is_amount(text, *date) and not re.search(r"\d{4}", text[slice(*date)])
    return not (other or amount or _another_date().search(between + "."))


def _asks_when(question: str, *, marked: bool) -> bool:
    """Whether a question is for the day or year when somebody was born, and not for how many were."""
    born = _born().search(question)
    before = question[: born.start()].rstrip() if born else ""
    if born is None or things().search(before) or re.search(rf"(?i)\b(?:{cues('birth_cues', 'how-many')})\b", before):
        return False
    asking = current().words("birth_cues", "when") if marked else current().words("question_words")
    clause = re.split(r"[.!?,;:(]", before)[-1].split()
    return bool(words_in(question) & set(asking)) and _is_somebody(clause, alone=True)


@per_languages
def _left_out() -> re.Pattern[str]:
    """A word that asks for a birth, in the sentence before, and what may lead to the date that answers it."""
    labels = rf"(?:{cues('birth_cues', 'born-label')})(?:-?(?:{cues('number_cues', 'possessed')}))?"
    return re.compile(rf"(?i)\b{labels}\b[^.!?\n\d]{{0,40}}[.!:]\s+(?P<leads>[^.!?\n\d,:]{{0,25}}[,:]\s+)?")


def _alone(text: str) -> Iterator[tuple[int, int]]:
    """Whole dates that are a sentence or quotation, behind a word that asks for one: *my birth date. 3/5/61*."""
    for asked in _left_out().finditer(text):
        for start in {asked.start("leads"), asked.end()}:
            date = a_date().match(text, start + (text[start : start + 1] in _QUOTING)) if start > 0 else None
            if date and not date["year"] and re.match(r"[\"”'’]?\s*(?:[.,!?]|$)", text[date.end() :]):
                yield date.span()


_QUOTING = tuple("\"“'‘")


@per_languages
def _other_record() -> re.Pattern[str]:
    """What tells that a further date is of the same birth: another paper, or somebody who corrects."""
    paper, is_ = cues("birth_cues", "papers"), rf"{cues('birth_cues', 'equals')}|{cues('birth_cues', 'equals-is')}"
    corrected = rf"[,.…–-]+ *(?:{cues('birth_cues', 'corrected')})\b[ ,.…–-]*"
    told = rf"[^\d?!\n]*?\b(?:{paper})(?:-?(?:{cues('number_cues', 'possessed')}))?\b(?: (?:{is_}))?"
    return re.compile(rf"(?i)(?:{told}[^\d?!\n]{{0,25}}|{corrected}(?:[^\W\d]+ ){{0,3}})")


_AGAIN = 80
"""Characters between a date of birth and a further one."""


def _told_again(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Further whole dates of one birth: *di KTP 12-08-1971, di ijazah 21-08-1971*, *..., the visa said ...*."""
    last = min((end for _, end in found), default=len(text))
    for date in a_date().finditer(text, last):
        last = max([last, *(end for _, end in found if end <= date.start())])
        between = text[last : date.start()]
        other = _other_record().fullmatch(between) if len(between) <= _AGAIN else None
        if other and not date["year"] and not _another_date().search(between + "."):
            yield date.span()
            last = date.end()


def _span(told: _Told) -> tuple[int, int]:
    """Where a birth is told: a year alone stands in many places, it is one with the word of birth before it."""
    return (told.start, told.date[1]) if told.alone else told.date


def _is_told_before(between: str, *, alone: bool) -> bool:
    """Whether somebody, or a word that asks for the date, stands between it and the word of birth."""
    words = re.findall(r"[^\W\d]+", between)
    one = words_for_people() - set(current().words("birth_cues", "many"))
    if alone and (len(words) > 1 or fold(words[0]) not in one):  # *tahun 2020 anak lahir*: many
        return False
    return any(fold(word) in words_for_people() for word in words) and not _another_date().search(between + ".")


def _is_birth(text: str, told: _Told) -> bool:
    """Whether somebody is born, and no thing: by what stands before the word of birth, and between it and the date."""
    if told.alone and (_is_of_many(told.between) or _is_counted(text, told.date)):
        return False
    before = text[max(0, told.start - _AROUND) : told.start].rstrip()
    if things().search(before) or not _is_told(told):
        return False
    said = fold(before.split()[-1]) if before else ""
    recorded = not told.alone and said in current().words("birth_cues", "record")
    hers = not told.alone and _hung_on().match(told.whole) is not None  # *lahirnya 4-4-1949*
    labelled = recorded or hers or _begins(told.whole, *_BIRTHS[1:])
    return labelled or _is_somebody(re.split(r"[.!?,;:(]", before)[-1].split(), alone=told.alone)


def _is_of_many(between: str) -> bool:
    """Whether all who are born from a year on are meant: *lahir setelah 2010*."""
    return re.search(rf"(?i)\b(?:{cues('birth_cues', 'from-on')})\b", between) is not None


def _is_counted(text: str, year: tuple[int, int]) -> bool:
    """Whether a year is one of a statistic, or a short one is rather an amount: *kelahiran 83 orang*."""
    short = len(re.findall(r"\d", text[slice(*year)])) < len("1983")
    return _statistics().match(text, year[1]) is not None or (short and is_amount(text, *year))


def _is_thing(between: str) -> bool:
    """Whether a thing stands last between the word of birth and the date; a capital tells a place, a paper has both."""
    words = between.rstrip(" ,").split()
    named = words and (words[-1].istitle() or words[-1] in current().words("birth_cues", "papers"))
    return bool(words and not named and things().search(" ".join(words)))


@per_languages
def _equals() -> re.Pattern[str]:
    """What makes a record of what stands behind it: *salah ketik jadi*, *wrote it as*."""
    said = cues("birth_cues", "equals")
    is_, day = cues("birth_cues", "equals-is"), cues("birth_cues", "day")
    return re.compile(rf"(?i)\b(?:{said}|(?P<is>{is_}))(?: (?:{day}))?[\s:]*$")


@per_languages
def _another_date() -> re.Pattern[str]:
    """Words of dates and events that are no birth, anywhere but at the end."""
    said = cues("birth_cues", "other-dates")
    return re.compile(rf"(?i)\b(?:{said})(?!$|\s*$)")


def _answered(between: str) -> str:
    """What stands between a question for a birth and the date, without the words that ask and who answers."""
    question, asked, answer = between.rpartition("?")
    words = set(re.findall(r"\w+", fold(question))) - words_for_people()
    if not asked or words - set(current().words("question_words")) - set(current().words("birth_cues", "between")):
        return between
    return re.sub(r"^\W*(?:\w+\s*:)?", " ", answer)


def _is_told(told: _Told) -> bool:
    """Whether a date is that of the birth: only few words stand between, or a label is made equal to it at last."""
    between, date = _answered(told.between), told.whole[told.date[0] - told.date[1] :]
    if told.alone and "\n" in told.between and _another_date().search(between + "."):
        return False
    if _within(between, told.whole) and not _is_thing(between):
        return True
    if re.search(r"\d{4}|\d\W+\d+\W+\d", date) is None and not _begins(told.whole, "born-label"):
        return False
    yearly = _begins(told.whole, "born-yearly")
    if not told.alone and not yearly and _is_told_of_somebody(between):
        return True
    equal = _equals().search(between)
    if equal is None or not _begins(told.whole, "born-label"):
        return False
    return not (_another_date().search(between, 0, equal.start()) or (yearly and equal["is"]))


def _is_told_of_somebody(between: str) -> bool:
    """Whether nothing between makes the date another one: no other event, no thing, nothing that it came of."""
    came_of = re.search(rf"(?i)\b(?:{cues('birth_cues', 'origin')})\b", between)
    return not (came_of or _another_date().search(between + ".") or _is_thing(between))


def _within(between: str, whole: str) -> bool:
    """Whether only a place, a person, or words of dates stand between the word of birth and the date."""
    yearly = _begins(whole, "born-yearly")
    since = 0 if _begins(whole, "born-placed") else _LONGEST_PLACE + 1
    for word in re.findall(r"[\w'’-]+", between):
        since = 0 if fold(word) in current().words("birth_cues", "at") else since + 1
        placed = since <= _LONGEST_PLACE or (word.istitle() and not yearly)
        if not (placed or fold(word) in current().words("birth_cues", "between") or is_person(word, rare=not yearly)):
            return False
    return True


def _is_somebody(before: Sequence[str], *, alone: bool) -> bool:
    """Whether the words of a clause before a word of birth end with somebody, or there are none."""
    told = [at for at, word in enumerate(before[:-1]) if word in current().words("birth_cues", "who")]
    before = before[: told[0]] if told else before  # *anak saya yang kecil lahir*: the child is
    passed_over = {*current().words("birth_cues", "passed-over"), *current().words("question_words")}
    words = [word for word in before if fold(word) not in passed_over]
    if not words:
        return not (alone and before)
    if words[-1].istitle():
        if words[-2:-1] and words[-2].istitle():  # *Zakir Naik* is somebody, *Forum Anak* is not
            heads = Tellers().heads & {fold(word) for word in words[-_NEAR:]}
            return not heads and any(may_be_name(word) for word in words[-2:])
        near = any(fold(word) in words_for_people() for word in words[-_NEAR:])
        alone = alone and len(words) == 1
        return near or is_person(words[-1], rare=not alone)
    return is_person(words[-1], rare=not alone)

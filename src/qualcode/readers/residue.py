"""What stands in the turns of a transcript and is no speech: numbers, times, codes, titles, a translation."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from qualcode.languages import current, per_languages
from qualcode.model.transcript import Turn
from qualcode.readers import names, reading
from qualcode.readers.continues import is_backchannel
from qualcode.text.marks import without_mark_text
from qualcode.text.roles import measure_turn

FEW_TURNS = 6
"""Turns that show how a talk goes."""

FEWEST_PLACES = 3

ENDS = ".?!…\"”'’]"
"""What ends a sentence."""

STOPS = ENDS + ",:;-–—~*_>"
"""What ends a sentence, or speech that breaks off."""


class Doubt(NamedTuple):
    """One sign that something was read wrongly."""

    message: str
    """What is doubtful; `{places}` stands for where."""
    hint: str
    """What to do about it."""
    places: Sequence[str]
    """Where it shows; nowhere: there is no doubt."""


class SpeechLine(NamedTuple):
    """A line of speech below the first one of its turn."""

    text: str
    above: str
    """The line above it within the turn."""
    ends: bool
    """True: nothing stands right below it."""
    turn: Turn

    @property
    def apart(self) -> bool:
        """Whether it begins a paragraph."""
        return not self.above or self.above[-1] in ENDS + ":)"


@dataclass(frozen=True)
class Talk:
    """The turns of a transcript, as they were read."""

    turns: Sequence[Turn]
    """All of them."""

    @cached_property
    def said(self) -> list[Turn]:
        """What somebody says; without any label, the whole text."""
        filled = [turn for turn in self.turns if turn.text and not turn.text.isspace()]
        return [turn for turn in filled if turn.speaker] or filled

    @cached_property
    def by_speaker(self) -> Counter[str]:
        """Label -> its turns, in order of first speech."""
        return Counter(turn.speaker for turn in self.said)

    @cached_property
    def regular(self) -> list[str]:
        """Labels that speak a third as often as the second most frequent one, or more."""
        second = [count for _, count in self.by_speaker.most_common(2)][-1]
        return [label for label, count in self.by_speaker.items() if count * 3 > second]

    @cached_property
    def asks(self) -> list[bool]:
        """Whether each of these speeches ends with a question mark."""
        return [turn.text.rstrip().endswith("?") for turn in self.said]

    @cached_property
    def parts(self) -> list[SpeechLine]:
        """Lines of speech below the first one of their turn."""
        return [part for turn in self.said if "\n" in turn.text for part in _parts(turn)]

    @cached_property
    def stopped(self) -> bool:
        """Whether nearly all speech ends with a full stop or the like."""
        own = [turn for turn in self.said if turn.speaker in self.regular]
        ends = [end for turn in own if "\n" not in (end := turn.text.rstrip())]
        open_ended = sum(end[-1:] not in STOPS for end in ends)
        return len(ends) > FEWEST_PLACES and open_ended <= 1 + len(ends) // 20


def _parts(turn: Turn) -> Iterator[SpeechLine]:
    lines = [line.strip() for line in turn.text.rstrip().split("\n")]
    for at, line in enumerate(lines[1:], 1):
        if line and without_mark_text(line).strip(" .,"):
            yield SpeechLine(line, lines[at - 1], at + 1 == len(lines) or not lines[at + 1], turn)


_NO_SPEECH = "take out of the source what nobody says, or put it into square brackets"

_DIGITS = re.compile(r"\d+")

_BARE = re.compile(r"\s*\d{1,4}(?=\s+[^\W\d_a-z])")

_NO_WORD = re.compile(rf"\s*(?:{reading.STAMP}|\(?\d{{1,4}}[.)\]:]|[-–—=>|/»~*#;,)\]}}]+(?=\s))")


def numbers_before(talk: Talk) -> Doubt:
    """Numbers, times and signs at the beginning of many speeches, or fewer of them that rise."""
    other = (it for it in talk.said if not it.text[0].isalpha())
    heads = [(it.place, match[0]) for it in other if (match := _NO_WORD.match(it.text) or _BARE.match(it.text))]
    signs = [place for place, head in heads if not _BARE.fullmatch(head)]
    many = len(signs) >= FEWEST_PLACES and len(signs) * 3 > len(talk.said)
    numbers = [[int(part) for part in _DIGITS.findall(head)] for _, head in heads]
    rising = len(heads) >= FEW_TURNS and _rise(numbers) and any(numbers)
    shown = signs if many else [place for place, _ in heads] if rising else []
    return Doubt(
        "many speeches begin with a number, a time or a sign that nobody says ({places})",
        "take them out of the source, or write them before the label",
        shown,
    )


def _rise(numbers: Sequence[object]) -> bool:
    """Tell whether nearly all of some numbers are larger than the one before."""
    rising = sum(one < other for one, other in pairwise(numbers))  # type: ignore[operator]
    return rising * 10 >= (len(numbers) - 1) * 8


_RESIDUE = re.compile(r"(?:[.?!…\"”)\]]|[.?!…]\W)[ \t]+[\[(<#]?(?=[^\s]*(?:\d|[A-Z]{2}))[\w./:#-]{1,12}[\])>]?\s*\Z")

_CODE = re.compile(r"\d|[A-Z]{2}")
"""What a word holds that is such a number or code."""

_REFERENCE = re.compile(r"\s\((?=[^\s)]*\d)(?=[^\s)]*[^\W\d])[^\s)]{2,24}\)\s*\Z")
"""Where a passage is cited from, as theses do: *(W/N1/12-03-2023)*."""


def numbers_behind(talk: Talk) -> Doubt:
    """Numbers, times and codes behind the last sentence of many speeches."""
    coded = [it for it in talk.said if _CODE.search(it.text[-40:].rsplit(None, 1)[-1])]
    places = [it.place for it in coded if _RESIDUE.search(it.text[-40:])]
    many = len(places) >= FEWEST_PLACES and len(places) * 3 > len(talk.said)
    cited = [it.place for it in coded if _REFERENCE.search(it.text[-40:])]
    return Doubt(
        "many speeches end with a number, a time or a code that nobody says ({places})",
        _NO_SPEECH,
        cited if len(cited) >= FEWEST_PLACES else places if many else [],
    )


def columns_within(talk: Talk) -> Doubt:
    """Tabs within speech: columns beside each other."""
    places = [it.place for it in talk.said if "\t" in it.text.strip()]
    many = len(places) >= FEWEST_PLACES and len(places) * 3 > len(talk.said)
    return Doubt(
        "tabs divide many speeches: several columns may have been read as one ({places})",
        _NO_SPEECH,
        places if many else [],
    )


_FEW_WORDS = 12

_MANY = 8


def few_words(talk: Talk) -> Doubt:
    """The same few short texts again and again: codes in place of speech."""
    texts = {it.text.strip() for it in talk.said}
    same = len(talk.said) >= _MANY and len(texts) * 3 <= len(talk.said)
    short = all(len(text.split()) <= _FEW_WORDS for text in texts)
    return Doubt(
        "the same few words are said again and again: codes may have been read in place of speech ({places})",
        "name the column of the speech with `--columns text=NAME`",
        [it.place for it in talk.said] if same and short else [],
    )


_SAMPLE = 16

_SENTENCE = re.compile(r"(?<=[.?!…])\s+|\n")


def two_languages(talk: Talk) -> Doubt:
    """Speeches whose second half is in another language than the first, nearly all of them the same way."""
    parts = talk.said[:_SAMPLE]
    several = [it for it in parts if _SENTENCE.search(it.text.strip())]
    changes: dict[tuple[str, str], list[str]] = {}
    for left, turn in zip(range(len(several), 0, -1), several, strict=True):
        if (left + max(map(len, changes.values()), default=0)) * 2 <= len(parts):
            break  # they cannot be most of them any more
        own = _SENTENCE.split(turn.text.strip())
        middle = (len(own) + 1) // 2
        way = _language(" ".join(own[:middle])), _language(" ".join(own[middle:]))
        if "" not in way and way[0] != way[1]:
            changes.setdefault(way, []).append(turn.place)
    places = max(changes.values(), key=len, default=[])
    return Doubt(
        "most speeches change their language alike: a translation may have been read ({places})",
        "take the translation out of the source",
        places if len(places) * 2 > len(parts) and len(places) * 10 > len(several) * 6 else [],
    )


def _language(text: str) -> str:
    """The language whose frequent words stand in a text most often, or none."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    found = {code: len(words & own) for code, own in _frequent_words().items()}
    best = max(found, key=lambda code: found[code])
    return best if found[best] and list(found.values()).count(found[best]) == 1 else ""


_FREQUENT = ("stop_words", "persons", "question_words", "negators")
"""Lists of each language whose words stand in most sentences."""


@per_languages
def _frequent_words() -> dict[str, frozenset[str]]:
    """The frequent words of each language that no other one has."""
    known, codes = current(), current().codes
    own = {code: {word for name in _FREQUENT for word in known.lists(code).words(name)} for code in codes}
    return {code: frozenset(own[code].difference(*(own[it] for it in codes if it != code))) for code in codes}


_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d:\d\d(?!\d)")

_TIME_ALONE = re.compile(r"\W*(?:\d-)?\d{1,3}[:.]\d\d(?:[:.]\d\d)?\W*")


def times_within(talk: Talk) -> Doubt:
    """Times with seconds within speech, or alone on a line of it."""
    places = [it.place for it in talk.said if ":" in it.text and _has_clock(it.text)]
    places += [part.turn.place for part in talk.parts if _TIME_ALONE.fullmatch(part.text)]
    return Doubt("times of the recording were read as words ({places})", _NO_SPEECH, places)


def _has_clock(text: str) -> bool:
    return bool(_CLOCK.search(text)) and bool(_CLOCK.search(without_mark_text(text)))


_AT_EDGE = re.compile(r"\W{0,2}(\d{1,4})(?=[\s.):\]]|\Z)")


def numbers_rising(talk: Talk) -> Doubt:
    """Numbers that rise from line to line, as those of lines, rows or cues do."""
    found = [(int(match[1]), part.turn.place) for part in talk.parts if (match := _AT_EDGE.match(part.text))]
    rising = sum(one < other for (one, _), (other, _) in pairwise(found))
    many = len({place for _, place in found}) >= FEWEST_PLACES or len(found) * 2 >= max(len(talk.parts), FEW_TURNS)
    many = many and rising * 10 >= (len(found) - 1) * 8
    return Doubt(
        "numbers that rise from line to line were read as words ({places})",
        _NO_SPEECH,
        [it for _, it in found] if many else [],
    )


def numbers_alone(talk: Talk) -> Doubt:
    """Numbers alone on a line of speech, at its end or beside a title, as the edge of a page leaves them."""
    lines = [(turn.place, turn.text.split("\n")) for turn in talk.said if talk.stopped and "\n" in turn.text]
    places = [
        place
        for place, own in lines
        for one, other in pairwise([*(line.strip() for line in own[1:]), ""])
        if (one.isdecimal() and (not other or _is_title(other))) or (other.isdecimal() and _is_title(one))
    ]
    return Doubt("numbers alone on a line were read as words, and may be those of pages ({places})", _NO_SPEECH, places)


def returning_lines(talk: Talk) -> Doubt:
    """Lines of some words that return in the speeches but for their numbers, as running heads do."""
    lines = [(_DIGITS.sub("0", part.text), part.turn) for part in talk.parts if part.apart]
    lines = [(text, turn) for text, turn in lines if len(text.split()) > 1 and not is_backchannel(text)]
    count = Counter(text for text, _ in {(text, turn.turn) for text, turn in lines})
    again = [turn.place for text, turn in lines if count[text] > 1 and (text[-1] not in STOPS or len(text.split()) > 4)]
    return Doubt("the same line stands in several speeches, as running heads do ({places})", _NO_SPEECH, again)


_SIGNED = re.compile(r"[^\w\s\"'“‘«¿¡…([\-–—•.,@&$€£+]|\[\[|[-–—]{2,}|\(.*\)\.?\Z|[-–—].*[-–—]\Z")


def signed_lines(talk: Talk) -> Doubt:
    """Lines that begin with a sign, or stand in brackets, where speech does not."""
    places = [part.turn.place for part in talk.parts if part.apart and _SIGNED.match(part.text)]
    return Doubt("lines between signs or in brackets were read as words ({places})", _NO_SPEECH, places)


_LONGEST_TITLE = 80


def unstopped_lines(talk: Talk) -> Doubt:
    """Short lines without a full stop below speech that has them: titles, signatures, what a program wrote."""
    if not talk.stopped:
        return Doubt("", "", [])
    places = [part.turn.place for part in talk.parts if part.ends and part.apart and _is_title(part.text)]
    return Doubt("lines like titles, below speech, were read as words ({places})", _NO_SPEECH, places)


def _is_title(text: str) -> bool:
    """Tell whether a line is short and ends without a full stop, as nobody's speech does here."""
    spoken = without_mark_text(text).strip()
    return 0 < len(spoken) <= _LONGEST_TITLE and spoken[-1] not in STOPS and not is_backchannel(spoken)


_FIELD = re.compile(r"(?P<head>[^\W\d_][^:：?!.\t]{0,30}?)\s*[:：](?:\s|\Z)")


def fields_within(talk: Talk) -> Doubt:
    """Lines of a form within speech: *Date: 12 May*."""
    heads = [
        (part.turn.place, match["head"]) for part in talk.parts if part.apart and (match := _FIELD.match(part.text))
    ]
    places = [place for place, head in heads if names.is_form_heading(head) or names.is_role(head) or _is_heading(head)]
    return Doubt("lines of a form were read as words ({places})", _NO_SPEECH, places)


def _is_heading(head: str) -> bool:
    """Tell whether the words before a colon are few and written like a heading."""
    return head == head.upper() and len(head) > 2


_BEGINNING = 12
"""Characters in which speeches differ from each other, if they are not the same ones."""
_MOST_WORDS = 11
"""Words up to which somebody may well say the same again."""


def twice(talk: Talk) -> Doubt:
    """Speeches that stand in the source twice."""
    likely = [turn for turn in talk.said if len(turn.text) > _MOST_WORDS * 2]
    if len({turn.text[:_BEGINNING] for turn in likely}) * 5 > len(likely) * 3:
        return Doubt("", "", [])  # most of them begin in ways of their own
    said = [(turn.place, words) for turn in likely if len(words := turn.text.split()) > _MOST_WORDS]
    count = Counter(" ".join(words) for _, words in said)
    again = [place for place, words in said if count[" ".join(words)] > 1]
    many = len(again) >= FEW_TURNS and len(again) * 5 > len(said) * 4
    return Doubt(
        "most speeches stand in the source twice ({places})",
        "take one of them out of the source",
        again if many else [],
    )


_FEWEST_LINES, _MOST_LINES = 6, 200
_STOP = re.compile(r"[.?!…]")


def asked_without_signs(lines: Sequence[reading.SourceLine]) -> set[int]:
    """Lines that ask, a fourth of those of a text in small letters without full stops: a recogniser wrote a talk."""
    told = {place: line.text for place, line in enumerate(lines[:_MOST_LINES]) if line.text.strip()}
    plain = sum(not _STOP.search(text) and text == text.lower() for text in told.values())
    if len(told) < _FEWEST_LINES or plain * 10 < len(told) * 9:
        return set()
    asked = {place for place, text in told.items() if measure_turn(text).asked}
    return asked if 3 <= len(asked) < len(told) <= len(asked) * 4 else set()

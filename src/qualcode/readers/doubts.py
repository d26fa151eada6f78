"""What makes it doubtful that a source was read right, whatever its layout: told from the turns that came of it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading, Turn
from qualcode.readers import names, residue
from qualcode.readers.continues import is_backchannel
from qualcode.readers.residue import FEW_TURNS, FEWEST_PLACES, STOPS, Doubt, Talk
from qualcode.text.marks import without_mark_text
from qualcode.text.roles import named_role
from qualcode.text.tokens import fold

_MOST_SHOWN = 3
_MOST_TURNS = 3_000
"""Turns that are looked at: some ten hours of talk. What goes wrong in a longer text goes wrong there already."""


def doubts(read: Reading, name: str) -> list[Finding]:
    """Say what makes it doubtful that a source was read right; one line for what is mended alike."""
    talk = Talk(read.turns[:_MOST_TURNS])
    told = {finding.code for finding in read.findings}
    if told & _NOT_UNDERSTOOD:
        return []
    signs = [
        sign for sign in (_OF_FEW if len(talk.said) < FEW_TURNS else _OF_TALK) if not told & _SAYS_SO.get(sign, set())
    ]
    found = [sign(talk) for sign in signs]
    mend = {doubt.hint: doubt for doubt in reversed(found) if doubt.places}
    return [_told(doubt, name) for doubt in reversed(mend.values())]


def with_doubts(read: Reading, name: str) -> Reading:
    """The same reading, and beside its findings what makes it doubtful."""
    return replace(read, findings=(*read.findings, *doubts(read, name)))


def _told(doubt: Doubt, name: str) -> Finding:
    places = list(dict.fromkeys(doubt.places))
    shown = ", ".join(places[:_MOST_SHOWN]) + (", ..." if len(places) > _MOST_SHOWN else "")
    line = places[0].removeprefix("line ").partition(",")[0]
    message = doubt.message.replace(_PLACES, shown)
    return Finding(
        "warning", "reading-doubtful", message, name, int(line) if line.isdecimal() else None, hint=doubt.hint
    )


_PLACES = "{places}"
_OWN_LINE = "begin a line of its own with each label"


def labels_inside(talk: Talk) -> Doubt:
    """Labels of speakers within somebody's speech: behind a sentence with a colon, or at the beginning of a line."""
    folded = [label.lower() for label in talk.by_speaker]
    signed = [it for it in talk.said if ":" in it.text or ";" in it.text or "：" in it.text]
    whole = "\n".join(it.text for it in signed).lower()
    places: list[str] = []
    if any(label in whole for label in folded):  # a pattern of all labels takes long to make
        labels = "|".join(map(re.escape, talk.by_speaker))
        inside = re.compile(rf"(?:(?<=[.?!…\"”\])])\s+|\n\s*)(?:{labels})\s*[:：;]\s", re.IGNORECASE)
        places = [it.place for it in signed if inside.search(it.text)]
    long = tuple(label for label in talk.by_speaker if len(label) > 2)
    begun = [part for part in talk.parts if part.text.startswith(long) and part.apart]
    if begun:
        begins = re.compile(rf"(?:{'|'.join(map(re.escape, long))})(?=\s|\Z)(?!(?:\s[^\W\d_a-z]\w*)?\s*[,!?])")
        places += [part.turn.place for part in begun if begins.match(part.text)]
    return Doubt("labels of speakers stand within a speech and were read as words ({places})", _OWN_LINE, places)


def asking_paragraphs(talk: Talk) -> Doubt:
    """Paragraphs without a label that ask, below what somebody said."""
    asked = [part for part in talk.parts if part.text.endswith("?") and part.apart]
    if not asked:
        return Doubt("", "", [])
    asks = Counter(it.speaker for it in talk.said if it.text.split("\n")[0].rstrip().endswith("?"))
    below = Counter(part.turn.speaker for part in asked)
    several = sum(count > 1 and asks[who] * 3 <= talk.by_speaker[who] for who, count in below.items()) > 1
    return Doubt(
        "questions without a label were read as words of the speaker above ({places})",
        "write a label before each question",
        [part.turn.place for part in asked] if several and len(asked) * 3 >= len(talk.parts) else [],
    )


_TOLD = re.compile(r"[.!…]\s")


def mostly_asking(talk: Talk) -> Doubt:
    """More speeches end with a question than one person can ask."""
    if sum(talk.asks) * 5 < len(talk.said) * 3:
        return Doubt("", "", [])
    asked = [it.place for it, asks in zip(talk.said, talk.asks, strict=True) if asks and _TOLD.search(it.text)]
    return Doubt(
        "most speeches end with a question, as if somebody without a label asked there ({places})",
        "write a label before each question",
        asked if len(asked) * 5 >= len(talk.said) * 3 else [],
    )


def swapped(talk: Talk) -> Doubt:
    """Stretches in which those whose label says that they answer ask, and those whose label says that they ask tell."""
    roles = {label: named_role(label) for label in talk.by_speaker}
    asked: list[list[str]] = [[]]
    for turn, asks in zip(talk.said, talk.asks, strict=True):
        if roles[turn.speaker] == ("participant" if asks else "interviewer"):
            asked[-1] += [turn.place] if asks else []
        elif roles[turn.speaker]:
            asked.append([])
    both = {"interviewer", "participant"} <= {*roles.values()}
    return Doubt(
        "labels may have been swapped: whose label says participant asks here, and the interviewer answers ({places})",
        "look at the labels there, and correct them in the source",
        [place for places in asked if both and len(places) >= FEWEST_PLACES for place in places],
    )


_RARE = 20
"""Where at most one turn, or one in so many, has several lines, one that asks and answers itself lost a label."""


def lost_label(talk: Talk) -> Doubt:
    """A question and its answer in one speech, where hardly any other speech has a second line."""
    several = {part.turn.turn: part.turn for part in talk.parts}
    if len(talk.said) < FEW_TURNS or len(several) > max(1, len(talk.said) // _RARE) or len(talk.by_speaker) < 2:
        return Doubt("", "", [])
    return Doubt(
        "a question and its answer stand in one speech: a label may have been lost ({places})",
        "write a label before each speech",
        [turn.place for turn in several.values() if _answers_itself(turn.text)],
    )


def _answers_itself(text: str) -> bool:
    """Tell whether a line that asks stands above one that does not."""
    lines = [line.rstrip() for line in without_mark_text(text).split("\n") if line.strip()]
    return any(one.endswith("?") and not other.endswith("?") for one, other in pairwise(lines))


def strays(talk: Talk) -> Doubt:
    """Speakers who say nothing that ends like speech, beside others who do."""
    if len(talk.regular) < 2 or not talk.stopped:
        return Doubt("", "", [])
    own: dict[str, list[Turn]] = {}
    for turn in talk.said:
        if turn.speaker not in talk.regular:
            own.setdefault(turn.speaker, []).append(turn)
    odd = [label for label, turns in own.items() if not any(_is_speech(turn.text) for turn in turns)]
    shown = ", ".join(f"`{label}`" for label in odd[:_MOST_SHOWN])
    return Doubt(
        f"{shown} may be no speaker: nothing there ends like a sentence ({_PLACES})",
        "say `other` of it under `speakers:` in corpus.yaml, or write the line without a colon",
        [own[label][0].place for label in odd],
    )


_BLANK = "___"
"""How a blank begins that is to be filled in."""


def _is_speech(text: str) -> bool:
    if _BLANK in text:
        return False
    spoken = without_mark_text(text).strip()
    return not spoken or (spoken[-1] in STOPS.replace(":", "") and not spoken[0].islower()) or is_backchannel(spoken)


def alike(talk: Talk) -> Doubt:
    """Labels that look like spellings of one name, and never answer each other."""
    labels = list(talk.by_speaker)[:50]
    pairs = [(one, other) for one in labels for other in labels if one != other and _is_short_for(one, other)]
    if not pairs:
        return Doubt("", "", [])
    near = {frozenset((one.speaker, other.speaker)) for one, other in pairwise(talk.said)}
    pairs = [pair for pair in pairs if frozenset(pair) not in near]
    first = {label: turn.place for turn in reversed(talk.said) for label in [turn.speaker]}
    shown = ", ".join(f"`{one}` and `{other}`" for one, other in pairs[:_MOST_SHOWN])
    return Doubt(
        f"labels may be one person ({_PLACES}): {shown}",
        "write one label, or name both as one respondent in corpus.yaml",
        [first[other] for _, other in pairs],
    )


def _is_short_for(one: str, other: str) -> bool:
    """Tell whether a label is the beginning or the initials of another."""
    short, long = _words(one), _words(other)
    if not short or any(word.isdecimal() for word in long[len(short) :]):
        return False
    if len(long) > len(short) and short in (long[: len(short)], long[-len(short) :]):
        return True
    if short == long:
        return one > other
    return len(long) > 1 and one.isupper() and short == ["".join(word[0] for word in long)]


def _words(label: str) -> list[str]:
    return re.findall(r"\w+", fold(label).lower())


def odd_labels(talk: Talk) -> Doubt:
    """Labels that are titles, headings of a form or of a letter, or half a word."""
    odd = [label for label in talk.by_speaker if label and _is_odd(label)]
    if any(label[:1].isupper() for label in talk.by_speaker):
        small = {label for label in talk.by_speaker if label[:1].islower()}
        odd += dict.fromkeys(it.speaker for it in talk.said if it.speaker in small and it.text[0].islower())
    if not odd:
        return Doubt("", "", [])
    first = {turn.speaker: turn.place for turn in reversed(talk.said)}
    shown = ", ".join(f"`{label}`" for label in odd[:_MOST_SHOWN])
    return Doubt(
        f"{shown} does not look like somebody's name ({_PLACES})"
        if len(odd) == 1
        else f"{shown} do not look like names ({_PLACES})",
        "write the label as a name and a colon, and what is no speech without a colon or in square brackets",
        [first[label] for label in odd],
    )


_LETTER = names.word_set("from to date sent subject dari kepada untuk tembusan dikirim terkirim tanggal perihal subjek")


def _is_odd(label: str) -> bool:
    words = _words(label)
    if not words or label.count("(") != label.count(")") or label.count("[") != label.count("]"):
        return True
    first, *more = label.lower().split()
    talks = first in names.TALKS and bool(more)
    return talks or label.lower() in _LETTER or names.is_form_heading(label)


def undivided(talk: Talk) -> Doubt:
    """One speech that holds most words of a talk, and questions."""
    lengths = [len(turn.text) for turn in talk.said]
    if len(talk.by_speaker) < 2 or max(lengths) * 5 < sum(lengths) * 2:
        return Doubt("", "", [])
    words = [len(turn.text.split()) for turn in talk.said]
    most = sum(words) * 3
    places = [
        turn.place for turn, count in zip(talk.said, words, strict=True) if count * 5 > most and _asks_within(turn.text)
    ]
    return Doubt(
        "one speech holds most of the words, and questions ({places})", "write a label before each speech", places
    )


def _asks_within(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return len(lines) >= FEW_TURNS and sum(line.endswith("?") for line in lines[:-1]) >= FEWEST_PLACES


def alone(talk: Talk) -> Doubt:
    """A text of one, in which questions are answered on the lines below."""
    places = [turn.place for turn in talk.turns if len(talk.by_speaker) < 2 and _is_asked_within(turn.text)]
    return Doubt(
        "nobody else is named here, and several questions are asked: two people may talk ({places})",
        "write `Name: ` before each speech; if one person wrote all of it, all is well",
        places,
    )


_SENTENCE_END = re.compile(r"[.?!…](?=[\"”’»)]*(?:\s|\Z))")


def _is_asked_within(text: str) -> bool:
    ends = Counter(_SENTENCE_END.findall(text))
    return ends["?"] >= FEWEST_PLACES and ends["?"] * 6 >= ends.total()


def once_each(talk: Talk) -> Doubt:
    """One long speech of each speaker, one below the other."""
    places = [turn.place for turn in talk.said if turn.text.rstrip().count("\n") >= FEWEST_PLACES]
    each = 1 < len(places) == len(talk.said) == len(talk.by_speaker)
    return Doubt(
        "each speaker has one long speech here, as if they were not put in order ({places})",
        "put the speeches in order of time",
        places if each else [],
    )


def begun_above(talk: Talk) -> Doubt:
    """Speeches that go on with a small letter what the paragraph above their label, of several, breaks off."""
    places = [
        turn.place
        for above, turn in pairwise(turn for turn in talk.turns if turn.text.strip())
        if turn.speaker and turn.text.lstrip()[:1].islower() and _breaks_off_below(above.text)
    ]
    many = len(places) >= FEWEST_PLACES and len(places) * 3 >= len(talk.said)
    return Doubt(
        "labels stand within the speech that they head, and its first lines went to the speaker above ({places})",
        "begin each speech with its label",
        places if many else [],
    )


def _breaks_off_below(text: str) -> bool:
    """Tell whether the last of several paragraphs ends like no sentence does."""
    end = text.rstrip()
    return "\n\n" in end and end[-1] not in STOPS


def nobodys(talk: Talk) -> Doubt:
    """Sentences that nobody says, as many as a third of the talk."""
    rest = [
        (turn.place, sum(len(it.split()) > 3 and it.rstrip()[-1:] in ".?!" for it in turn.text.split("\n")))
        for turn in talk.turns
        if not turn.speaker
    ]
    if sum(count for _, count in rest) < FEW_TURNS:
        return Doubt("", "", [])
    spoken = sum(len(turn.text.split()) for turn in talk.said if turn.speaker)
    words = sum(len(turn.text.split()) for turn in talk.turns if not turn.speaker)
    many = words * 2 > spoken > 0
    return Doubt(
        "many sentences were read as nobody's words ({places})",
        "write a label before each speech",
        [place for place, count in rest if count] if many else [],
    )


Sign = Callable[[Talk], Doubt]

_OF_TALK: tuple[Sign, ...] = (
    residue.numbers_before,
    residue.numbers_behind,
    residue.columns_within,
    residue.few_words,
    residue.two_languages,
    residue.times_within,
    residue.numbers_rising,
    residue.numbers_alone,
    labels_inside,
    begun_above,
    asking_paragraphs,
    mostly_asking,
    swapped,
    lost_label,
    residue.returning_lines,
    residue.signed_lines,
    residue.unstopped_lines,
    residue.fields_within,
    strays,
    alike,
    odd_labels,
    undivided,
    nobodys,
    residue.twice,
)

_OF_FEW: tuple[Sign, ...] = (
    residue.numbers_rising,
    residue.times_within,
    undivided,
    alone,
    begun_above,
    once_each,
    nobodys,
    odd_labels,
)
_NOT_UNDERSTOOD = {"labels-not-understood"}
"""The finding that says that nobody was recognised: nothing is left to doubt."""
_SAYS_SO: dict[Sign, set[str]] = {
    labels_inside: {"text-between-turns", "heads-not-labels", "label-kept-as-text"},
    lost_label: {"text-between-turns", "label-kept-as-text"},
}
"""Signs, and the findings that say the same."""

"""Talks in which no label was read: what looks like one is said, and questions may show by how they are set."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.readers import names, reading
from qualcode.readers.candidates import Candidate, candidates
from qualcode.readers.chats import is_dated
from qualcode.readers.continues import is_backchannel
from qualcode.readers.edges import SENTENCE_ENDS
from qualcode.readers.numbers import begin_with_capitals, returning_before_blank
from qualcode.readers.reading import SourceLine
from qualcode.readers.residue import asked_without_signs
from qualcode.text.marks import mark_spans
from qualcode.text.roles import measure_turn

_SLIP = re.compile(r"[ \t]*(?P<head>[^\W\d_][^:;\n]{0,39}?)[ \t]*(?P<sign>;|(?=[ \t]+[^\W\d_a-z]))")


_MOST_WORDS = 6
_LOOK = 80
_HEAD = re.compile(
    rf"[\s\d.#*_>\[({{<-]{{0,12}}(?P<head>[^\W\d_][^:：;\t\[\](){{}}<>|?!…\"“”\n]{{0,59}}?)[*_]{{0,3}}[ \t]*"
    rf"(?P<end>[:：](?!//|[)(])|[;\t\])}}>|](?=\s|\w|[:：]|\Z)|[ \t][–—-]+[ \t]|[–—][ \t]|(?<=\s){reading.STAMP})"
)
_FIRST_WORD = re.compile(r"[\s\W\d]{0,12}([^\W\d_]\w{0,30})")
_SIGN = re.compile(r"[:：;\t\])}>|–—]|(?<=[ \t])-|(?<=\w)\.")
_INITIAL_STOP = re.compile(r"\s*(?P<head>[^\W\d_a-z]{1,3}\d{0,2})\.[ \t]+\S")
_TIMED = re.compile(
    rf"[ \t]*(?:{reading.BRACKETED}|{reading.LOOSE}[ \t]*(?:-->|[-–—])[ \t]*{reading.LOOSE}|{reading.LOOSE}[ \t]*\Z"
    rf"|\d{{1,3}}:\d\d:\d\d|{reading.DATED})"
)
_STAMP = re.compile(r"[\W_]{0,4}(?:\d{1,4}([/.-])\d{1,2}\1\d{1,4}|\d{1,2}[:.]\d{2})(?=[\W_])")
_FEWEST, _SHARE = 3, 4
"""Times at the beginning of lines show a talk when there are three or more, on a fourth of the lines."""
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"\W*\d{1,4}\W+")
_DASH = re.compile(r"[ \t]*[-–—][ \t]*\w")
_CHANGE = re.compile(r"[ \t]*>")
_CUE_CHANGE = re.compile(r"[ \t]*(?:>>|[-–—][ \t]*\w)")


class LineHead(NamedTuple):
    """The words before the sign that ends them, at the beginning of a line."""

    line: int
    key: str
    colon: bool
    """True: it ends with a colon."""


def not_understood(lines: Sequence[SourceLine], name: str, unit: str) -> list[Finding]:
    """Say where a text without labels looks like a talk: heads that return, roles, times of the recording."""
    lines = [line for line in lines if line.may_label]
    places = _places(lines, unit)
    if not places:
        return []
    line = lines[min(places)]
    message = "no speaker labels were recognised, but lines begin as in a talk; nobody's words are counted"
    hint = "write `Name: ` before each speech, or `participant` as the role of this text in corpus.yaml"
    if len(places & bold_questions(lines)) > 1:
        hint = "if the questions are those in bold, read it with `--questions bold`; if not, " + hint
    at = "" if line.at else f" ({unit} {line.number})"
    return [Finding("warning", "labels-not-understood", message + at, name, line.at, hint=hint)]


def _places(lines: Sequence[SourceLine], unit: str) -> set[int]:
    heads = list(_heads(lines, range(len(lines))))
    count = Counter(_NUMBER.sub("", head.key) for head in heads)  # `W1.S1.12` numbers what is said
    returning = {key for key, number in count.items() if number > 1}
    found: set[int] = set()
    if len(returning) > 1:
        found |= {head.line for head in heads if _NUMBER.sub("", head.key) in returning}
    told = sum(bool(line.text.strip()) for line in lines)
    if len(count) > 1 and told == sum(head.colon for head in heads):
        found |= {head.line for head in heads}  # each line begins with another word and a colon
    change = _CUE_CHANGE if unit == "cue" else _CHANGE
    for alike in (
        [head.line for head in heads if names.begins_with_role(head.key)] + _roles_alone(lines),
        [place for place, line in enumerate(lines) if _TIMED.match(line.text[:_LOOK])],
        [place for place, line in enumerate(lines) if change.match(line.text)],
        [candidate.line for candidate in candidates(lines) if candidate.kind == "timed"],
        _names_alone(lines),
    ):
        found |= set(alike) if len(alike) > 1 else set()
    return found | _stamped(lines) | _asked(lines) | _alternating(lines) | asked_without_signs(lines) | _lost(lines)


def _lost(lines: Sequence[SourceLine]) -> set[int]:
    """Roles and initials that take turns before a blank and a capital, where too much else begins to read them so."""
    texts = [line.text for line in lines]
    found = returning_before_blank(texts)
    return set(found) if begin_with_capitals(texts, found) else set()


def _alternating(lines: Sequence[SourceLine]) -> set[int]:
    """Short lines without a stop that return above others, on a fifth of the lines: *ratna*, *bu tini*."""
    told = sum(bool(line.text.strip()) for line in lines)
    short = [(place, text) for place, line in enumerate(lines) if 0 < len(text := line.text.strip().lower()) <= 40]
    found = [
        (place, _COUNTED.sub("", text)) for place, text in short if text[-1].isalnum() and not is_backchannel(text)
    ]
    count = Counter(text for _, text in found)
    again = [(place, text) for place, text in found if count[text] >= _FEWEST and any(map(str.isalpha, text))]
    few = len({text for _, text in again}) < 2 or len(again) * 5 < told
    return set() if few else {place for place, _ in again}


def _names_alone(lines: Sequence[SourceLine]) -> list[int]:
    """Short lines that are names and return, two or more of them, above other lines."""
    found = [
        (place, names.label_key(text))
        for place, line in enumerate(lines[:-1])
        if 0 < len(text := line.text.strip()) <= 40
        and text[-1] not in ".,?!…"
        and names.is_name(text)
        and not is_backchannel(text)  # takes longest
    ]
    count = Counter(key for _, key in found)
    returning = {key for key, number in count.items() if number >= _FEWEST}
    return [place for place, key in found if key in returning] if len(returning) > 1 else []


def _asked(lines: Sequence[SourceLine]) -> set[int]:
    """Questions in bold, on a fourth of the lines, or among lines with a dash: two people talk there without a name."""
    filled = [place for place, line in enumerate(lines) if line.text.strip()]
    questions = [place for place in filled if is_question(lines[place])]
    told = [place for place in filled if not lines[place].heading or place in questions]
    dashed = sum(_DASH.match(lines[place].text) is not None for place in told) * 10 >= len(told) * 9
    many = are_many(len(questions), len(told))
    alike = set(questions) if dashed or many else bold_questions(lines)
    return alike if 1 < len(alike) < len(told) else set()


def is_question(line: SourceLine) -> bool:
    """Tell whether a line ends with a question mark."""
    return line.text.rstrip().endswith("?")


def are_many(found: int, told: int) -> bool:
    """Tell whether what was found stands on a fourth of the lines, and on three at least."""
    return found >= _FEWEST and found * _SHARE >= told


def bold_questions(lines: Sequence[SourceLine]) -> set[int]:
    """Lines wholly in bold that end with a question mark."""
    asked = (place for place, line in enumerate(lines) if is_question(line))
    return {place for place in asked if lines[place].lead >= len(lines[place].text.rstrip())}


_ASKS, _TELLS = 0.6, 0.2
"""Share of lines that ask from which those that look alike are an interviewer's; share of question marks at the end
up to which they are a participant's."""


class SetApart(NamedTuple):
    """A talk without labels whose questions look otherwise than the answers."""

    lines: Sequence[SourceLine] = ()
    """The lines, each said by `Interviewer` or `Participant`, or a heading; none: they do not show."""
    first: int = 0
    """Place of the first question."""


def asked_by_look(lines: Sequence[SourceLine]) -> SetApart:
    """Divide a talk without labels by the look of its lines: in bold, in italics, as headings, in a style or colour.

    All questions must look otherwise than all answers, and both must take turns. Where that does not tell them apart,
    questions may be in capitals.
    """
    found = _divided_by(lines, _look)
    return found if found.lines else _divided_by(lines, _capitals)


def _divided_by(lines: Sequence[SourceLine], look: Callable[[SourceLine], str]) -> SetApart:
    asks = _asking_looks(lines, look)
    own = [place for place, line in enumerate(lines) if line.text.strip() and look(line) in asks]
    first = _first_said(lines, own)
    asked = {place for place in own if place >= first}
    told = [place for place in range(first, len(lines)) if lines[place].text.strip() and not lines[place].heading]
    turns = sum(one in asked and other not in asked for one, other in pairwise(sorted(asked.union(told))))
    if turns < _FEWEST or turns * 2 < len(asked):
        return SetApart()
    said = [_said(line, place >= first, place in asked) for place, line in enumerate(lines)]
    return SetApart(said, first)


def _asking_looks(lines: Sequence[SourceLine], look_of: Callable[[SourceLine], str]) -> set[str]:
    """The looks in which somebody asks; none where another one holds questions and answers."""
    places: dict[str, list[SourceLine]] = {}
    for line in lines:
        if line.text.strip() and not line.text.rstrip().endswith(":"):  # *Place:* heads what a form says
            places.setdefault(look_of(line), []).append(line)
    if len(places) < 2 or any(line.speaker for line in lines):
        return set()
    many = {look: own for look, own in places.items() if len(own) >= _FEWEST}
    asks = {look for look, own in many.items() if _mostly_ask(own)}
    told = [own for look, own in many.items() if look not in asks]
    return asks if told and all(sum(map(is_question, own)) <= len(own) * _TELLS for own in told) else set()


def _mostly_ask(lines: Sequence[SourceLine]) -> bool:
    """Tell whether most lines ask, listening sounds left out."""
    measured = [measure_turn(line.text) for line in lines]
    marked = sum(map(is_question, lines)) * 2 >= sum(each.asked for each in measured)
    return marked and sum(each.asked for each in measured) >= max(_FEWEST, sum(it.turns for it in measured) * _ASKS)


def _first_said(lines: Sequence[SourceLine], asked: Sequence[int]) -> int:
    """Place of the first question, or of what is said by who asks above it where all between them are sentences."""
    first = next((place for place in asked if is_question(lines[place])), len(lines))
    begin = first
    for place in range(first - 1, -1, -1):
        text = lines[place].text.rstrip()
        goes_on = place in asked and lines[place + 1].text[:1].islower()  # a printed line that was not joined
        if lines[place].heading or (text and not text.endswith(SENTENCE_ENDS) and not goes_on):
            break
        begin = place if place in asked else begin
    return begin


def _look(line: SourceLine) -> str:
    """How a line is set as a whole."""
    bold = line.lead >= len(line.text.rstrip())
    return f"{line.look}|{'b' * bold}|{'i' * (line.slanted == 0)}|{'h' * line.heading}"


def _capitals(line: SourceLine) -> str:
    return "capitals" if line.text.isupper() else ""


def _said(line: SourceLine, begun: bool, asks: bool) -> SourceLine:
    if not line.text.strip() or (line.heading and not asks):
        return line
    if not begun:
        return line._replace(heading=True)
    who = "Interviewer" if asks else "Participant"
    return line._replace(speaker=who, may_label=False, heading=False, lead=0)


def told_by_look(line: SourceLine, name: str, unit: str) -> Finding:
    """Say that the look of lines decided who asks."""
    at = "" if line.at else f" ({unit} {line.number})"
    message = (
        f"nobody has a label; what is set like the questions was read as an interviewer's, the rest as answers{at}"
    )
    hint = "if somebody else speaks there, write a label before each speech, such as `Pewawancara: `"
    return Finding("warning", "questions-without-label", message, name, line.at, hint=hint)


def _stamped(lines: Sequence[SourceLine]) -> set[int]:
    """Lines with a date and time near their beginning, or with a number like a time at it, where these are many."""
    told = sum(bool(line.text.strip()) for line in lines)
    alike = {place for place, line in enumerate(lines) if is_dated(line) or _STAMP.match(line.text)}
    return alike if are_many(len(alike), told) else set()


def _roles_alone(lines: Sequence[SourceLine]) -> list[int]:
    return [
        place
        for place, line in enumerate(lines)
        if 0 < len(line.text) <= 40 and names.is_role(line.text.strip(" \t[](){}"))
    ]


def not_labels(
    lines: Sequence[SourceLine], taken: Collection[int], labels: Collection[str], name: str, unit: str
) -> list[Finding]:
    """Say which lines of a transcript begin with words and a colon that return and were not taken as a label.

    It names places only: these may be a participant's words.
    """
    likely = [place for place, line in enumerate(lines) if place not in taken and _may_be_head(line.text)]
    heads = [head for head in _heads(lines, likely) if head.colon or names.begins_with_role(head.key)]
    count = Counter(head.key for head in heads)
    first = {label[0] for label in labels}
    near = (place for place, line in enumerate(lines) if line.text.lstrip()[:1].lower() in first and place not in taken)
    slips = {place for place in near if _is_slip(lines[place].text, labels)}
    returning = {head.line for head in heads if count[head.key] > 1 or (head.colon and head.key in labels)}
    found = sorted(returning | slips)
    if not found:
        return []
    shown = reading.first_numbers(list(dict.fromkeys(lines[place].number for place in found)))
    message = f"words that begin several lines like a label were kept as text ({unit} {shown})"
    hint = "if they say who speaks, write them as the other labels are written; if not, all is well"
    return [Finding("warning", "heads-not-labels", message, name, lines[found[0]].at, hint=hint)]


def colon_slips(lines: Sequence[SourceLine], taken: Collection[int], labels: Mapping[int, str]) -> list[Candidate]:
    """Lines on which a semicolon, or nothing, stands by mistake for the colon behind a label that returns.

    Without a sign it is a label where it names a role whose turn it is; `labels` are those of the lines that have one.
    """
    first, starts = {label[0] for label in labels.values()}, sorted(labels)
    near = (place for place, line in enumerate(lines) if line.text.lstrip()[:1].lower() in first and place not in taken)
    known = "|".join(map(re.escape, sorted({*labels.values()}, key=len, reverse=True)))
    slip = re.compile(rf"[ \t]*(?P<head>(?i:{known}))[ \t]*(?P<sign>;|(?=[ \t]+[^\W\d_a-z]))")
    found = ((place, slip.match(lines[place].text[:_LOOK])) for place in near if lines[place].may_label)
    return [
        Candidate(place, match["head"], "styled", match.end())
        for place, match in found
        if match and (match["sign"] or _is_turn_of(names.label_key(match["head"]), place, starts, labels))
    ]


_SIGNED = re.compile(r";|.[“„]")
_QUOTED = re.compile(r"[ \t]*(?P<head>[^\W\d_][^:;\n“„]{0,39}?)[ \t]*(?=[“„])")


def before_quotations(lines: Sequence[SourceLine], taken: Collection[int], labels: Collection[str]) -> list[Candidate]:
    """Lines on which a label of the talk stands right before an opening quotation mark."""
    near = ((place, line) for place, line in enumerate(lines) if place not in taken and line.may_label)
    found = ((place, _QUOTED.match(line.text[:_LOOK])) for place, line in near)
    return [
        Candidate(place, match["head"], "styled", match.end())
        for place, match in found
        if match and names.label_key(match["head"]) in labels
    ]


def _is_turn_of(key: str, place: int, starts: Sequence[int], labels: Mapping[int, str]) -> bool:
    """Tell whether a role is missing at a place: one other speaks right above and right below it."""
    at = bisect(starts, place)
    near = [labels[start] for start in starts[max(at - 1, 0) : at + 1]]
    return names.is_role(key) and len(near) == 2 and near[0] == near[1] != key


def told_slips(lines: Sequence[SourceLine], slips: Sequence[Candidate], name: str, unit: str) -> Iterator[Finding]:
    """Say where another sign, or nothing, was read as a colon."""
    signed = [it.line for it in slips if _SIGNED.match(lines[it.line].text, it.end - 1)]
    bare = [it.line for it in slips if it.line not in signed]
    if signed:
        shown = reading.first_numbers([lines[place].number for place in signed])
        message = f"a semicolon or quotation mark behind a speaker's label was read as a colon ({unit} {shown})"
        yield Finding("note", "label-semicolon", message, name, lines[signed[0]].at)
    if bare:
        shown = reading.first_numbers([lines[place].number for place in bare])
        message = (
            f"a speaker's label without a colon was read as one, since it was that speaker's turn ({unit} {shown})"
        )
        hint = "put the colon behind it; if nobody speaks there, put the line into square brackets"
        yield Finding("warning", "label-without-colon", message, name, lines[bare[0]].at, hint=hint)


def _is_slip(text: str, labels: Collection[str]) -> bool:
    """Tell whether a line begins with a label behind which the colon is missing."""
    match = _SLIP.match(text[:_LOOK])
    if match is None or names.label_key(match["head"]) not in labels:
        return False
    return names.is_role(match["head"])


def _may_be_head(text: str) -> bool:
    """Tell quickly whether a line may begin with a colon behind some words, or with a role."""
    if ":" in text[:_LOOK] or "：" in text[:_LOOK]:
        return True
    word = _FIRST_WORD.match(text)
    return word is not None and names.begins_with_role(word[1])


def _heads(lines: Sequence[SourceLine], places: Iterable[int]) -> Iterator[LineHead]:
    for place in places:
        line = lines[place]
        if line.heading or not line.text:
            continue
        text = line.text[:_LOOK]
        if not _SIGN.search(text):  # most lines of a long transcript leave here
            continue
        match = _HEAD.match(text) or _INITIAL_STOP.match(text)
        if match and (head := match["head"].strip(" \t*_-.,")) and _is_head(line.text, match, head):
            yield LineHead(place, names.label_key(head), match.groupdict().get("end") in (":", "："))


def _is_head(text: str, match: re.Match[str], head: str) -> bool:
    if len(head.split()) > _MOST_WORDS or names.is_never_speaker(head):
        return False
    begin = match.start("head")
    if not text[:begin].rstrip().endswith(("[", "(", "<")):
        return True
    # A bracket is a mark of the transcriber when it would be one with round brackets, too.
    rounded = text[:_LOOK].replace("[", "(").replace("]", ")")
    return not any(start <= begin < end for start, end in mark_spans(rounded))

"""Turns that no label at the beginning of their line heads: labels within lines, questions above the only label.

A page was copied without its line ends, or a short answer stands behind its question: lines are begun anew at labels
within them. Which labels these are is known from those at the beginning of lines; where hardly any stands there, from
roles, initials and names in capitals that take turns with a colon behind them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.readers import names
from qualcode.readers.candidates import Candidate
from qualcode.readers.heads import are_many, bold_questions, is_question
from qualcode.readers.reading import SourceLine, first_numbers
from qualcode.readers.speakers import Label
from qualcode.text.roles import named_role

_ENDED = tuple(".?!…”\"’')]–—")
"""How the speech before such a label ends, or breaks off."""
_LONG = 160
"""Characters from which a line may hold a talk of its own."""
_WORD = re.compile(
    r"(?<![^\s.?!…”\"’')\]])(?P<label>[^\W\d_][\w'’]{0,24}(?: \d{1,2})?)(?P<sign>[ \t]?[:：])(?=[\s\"“])"
)
_FEWEST = 4
"""Labels within lines that show a talk."""


class LabelWithin(NamedTuple):
    """A label within a line."""

    line: int
    """Place of the line among the lines."""
    begin: int
    """Where the label begins in it."""
    label: str
    """The label without its colon."""


def labels_within(lines: Sequence[SourceLine], chosen: Mapping[str, Label]) -> list[LabelWithin]:
    """List the labels within lines; `chosen` are those at the beginning of lines, by the key of their speaker."""
    free = [at for at, line in enumerate(lines) if line.may_label and not line.speaker and not line.heading]
    headed = sum(label.count for label in chosen.values())
    found = _taking_turns(lines, free, headed) or list(_known_within(lines, free, chosen))
    if found or len(chosen) != 1:
        return found
    # *P: ... N: ...*, a question and its answer in each line: one label heads them all
    return _taking_turns(lines, free, headed // 2, least=0)


def _taking_turns(
    lines: Sequence[SourceLine], free: Sequence[int], headed: int, *, least: int = _LONG
) -> list[LabelWithin]:
    """Labels of a talk that stands in few long lines: two or more that return and take turns."""
    found = [
        LabelWithin(at, match.start(), match["label"])
        for at in free
        if len(text := lines[at].text) >= least and (":" in text or "：" in text)
        for match in _WORD.finditer(text)
        if _may_be_label(match["label"])
        and not names.begins_with_role(text[match.end() : match.end() + 40].strip() or "-")
    ]
    count = Counter(it.label for it in found)
    found = [it for it in found if count[it.label] > 1]
    inside = [it for it in found if not _is_blank(lines[it.line].text, it.begin)]
    turns = sum(one.label != other.label for one, other in pairwise(found))
    if len(found) < _FEWEST or len(set(count) & {it.label for it in found}) < 2 or turns * 5 < (len(found) - 1) * 4:
        return []
    if len(inside) <= headed:
        return []
    return sorted([*inside, *_names_of_initials(lines, free, {it.label for it in found})])


def _may_be_label(label: str) -> bool:
    """Tell whether one word before a colon names a role or an initial, or is written in capitals."""
    return (names.is_role(label) and not label[0].islower()) or (
        label == label.upper() and not names.is_never_speaker(label)
    )


def _is_blank(text: str, end: int) -> bool:
    """Tell whether only blanks stand before a place of a text, which may be very long."""
    return not text[: min(end, _LONG)].strip() and not text[:end].strip()


def _names_of_initials(
    lines: Sequence[SourceLine], free: Sequence[int], labels: Collection[str]
) -> Iterator[LabelWithin]:
    """Whole names before a colon whose initials return as labels: *Ron Akin:* above *RA:*."""
    letters = [label for label in labels if names.is_initial(label) and len(label) > 1]
    for label in letters:
        words = " ".join(rf"{letter}[\w'’-]+" for letter in label)
        whole = re.compile(rf"(?<![^\s.?!…”\"’')\]])(?P<label>{words})[ \t]?:(?=\s)")
        for at in free:
            yield from (
                LabelWithin(at, match.start(), match["label"])
                for match in whole.finditer(lines[at].text)
                if not _is_blank(lines[at].text, match.start())
            )


def _known_within(
    lines: Sequence[SourceLine], free: Sequence[int], chosen: Mapping[str, Label]
) -> Iterator[LabelWithin]:
    """Labels of other speakers than the one whose turn it is, behind the end of a sentence.

    An initial needs none: nobody says *P:* within a sentence.
    """
    starts = {it.line: (key, it) for key, label in chosen.items() for it in label.found}
    signed = {_signed(lines[it.line], it): key for key, it in starts.values()}
    signed.pop("", None)
    if len(set(signed.values())) < 2:
        return
    listed = "|".join(rf"{re.escape(label[:-1])}[ \t]?{re.escape(label[-1])}" for label in sorted(signed, reverse=True))
    known = re.compile(rf"(?<![^\s.?!…”\"’')\]])(?:{listed})(?=[\s\"“]|[^\W\d_])")
    speaker = ""
    for at in free:
        speaker, start = starts.get(at, (speaker, None))
        text = lines[at].text
        if not speaker or (start and names.begins_with_role(text[start.end : start.end + 40].strip() or "-")):
            continue  # *P: Pewawancara N: Narasumber* explains the labels
        for match in known.finditer(text, start.end if start else 1):
            label = match[0][:-1].rstrip()
            other = signed[label + match[0][-1]]
            ended = text[max(match.start() - 20, 0) : match.start()].rstrip().endswith(_ENDED)
            if other != speaker and (ended or (names.is_initial(label) and match[0][-1] != ".")):
                speaker = other
                yield LabelWithin(at, match.start(), label)


def _signed(line: SourceLine, label: Candidate) -> str:
    """A label as written with the sign behind it, a colon, or the full stop behind one letter; empty for others."""
    sign = line.text[: label.end].rstrip()[-1:]
    return label.label + sign if sign in (":", "：") or (sign == "." and len(label.label) == 1) else ""


def begun_at(lines: Sequence[SourceLine], found: Sequence[LabelWithin]) -> list[SourceLine]:
    """The lines, cut before each of the labels found; what was in bold at the beginning of a line stays there."""
    cuts: dict[int, list[int]] = {}
    for it in found:
        cuts.setdefault(it.line, []).append(it.begin)
    begun: list[SourceLine] = []
    for at, line in enumerate(lines):
        edges = [0, *cuts.get(at, ()), len(line.text)]
        parts = [line.text[begin:end] for begin, end in pairwise(edges)]
        begun += [line._replace(text=text, lead=0 if number else line.lead) for number, text in enumerate(parts)]
    return begun


def told(lines: Sequence[SourceLine], found: Sequence[LabelWithin], name: str, unit: str) -> list[Finding]:
    """Say which lines were begun anew."""
    if not found:
        return []
    shown = first_numbers(list(dict.fromkeys(lines[it.line].number for it in found)))
    message = f"labels of speakers stand within lines, and turns were begun there ({unit} {shown})"
    hint = "begin a line of its own with each label; where somebody quotes another one, take the colon out"
    return [Finding("warning", "labels-within-lines", message, name, lines[found[0].line].at, hint=hint)]


class AskedByNobody(NamedTuple):
    """Questions without a label beside the only speaker: labels that divide both, and what is said of it."""

    labels: Mapping[str, Label] = {}
    findings: Sequence[Finding] = ()


def questions_of_nobody(
    lines: Sequence[SourceLine], taken: Collection[int], chosen: Mapping[str, Label], name: str, unit: str
) -> AskedByNobody:
    """Find questions in bold, numbered or many, without a label beside the only speaker.

    Each that is in bold, or stands right above that speaker's label, is an interviewer's, and told as a guess.
    """
    speaker = next(iter(chosen.values()), None)
    if speaker is None or len(chosen) > 1:
        return AskedByNobody()
    answers = named_role(speaker.speaker) == "participant"
    found = _asked_beside(lines, taken, answers=answers)
    if len(found) < 2:
        return AskedByNobody()
    first = lines[found[0]]
    at = "" if first.at else f" ({unit} {first.number})"
    message = f"only one speaker has a label, and questions without one were read as the words of that speaker{at}"
    labels: dict[str, Label] = {}
    below = _places_below(lines)
    bold = bold_questions(lines)
    if named_role(speaker.speaker) != "interviewer" and all(it in bold or below.get(it) in taken for it in found):
        message = f"only one speaker has a label, and questions without one were read as an interviewer's words{at}"
        told = [below[it] for it in found if it in below and below[it] not in {*taken, *found}]
        own = speaker.found + [Candidate(place, speaker.speaker, "styled", 0) for place in told]
        begun = _begins_of_questions(lines, found, taken)
        asker = Label("Interviewer", [Candidate(place, "Interviewer", "styled", end) for place, end in begun])
        labels = {names.label_key(speaker.speaker): replace(speaker, found=own), "interviewer": asker}
    hint = "write a label before each question, such as `Pewawancara: `"
    return AskedByNobody(labels, [Finding("warning", "questions-without-label", message, name, first.at, hint=hint)])


_ITEM = re.compile(r"[ \t]*\(?(?P<number>\d{1,3})[.)][ \t]*(?=\w)")


def _asked_beside(lines: Sequence[SourceLine], taken: Collection[int], *, answers: bool = False) -> list[int]:
    """Places of the last lines of questions without a label, and of requests above labels (*Tell me of your school*).

    What stands above labels must mostly end with a question mark, or half of it where the label is `answers`: *Jawab:*.
    """
    marked = [place for place, line in enumerate(lines) if place not in taken and is_question(line)]
    asked = marked
    if not are_many(len(marked), sum(bool(line.text.strip()) for line in lines)):
        asked = [it for it in marked if lines[it].lead or _ITEM.match(lines[it].text)]
    below = _places_below(lines)
    above = {it for it, place in below.items() if place in taken and it not in taken and not lines[it].heading}
    enough = len(above) / 2 if answers else len(above) * 3 / 4
    return sorted(above.union(asked)) if above and len(above.intersection(marked)) >= enough else asked


def _begins_of_questions(
    lines: Sequence[SourceLine], asked: Sequence[int], taken: Collection[int]
) -> list[tuple[int, int]]:
    """Where each question begins whose last line is `asked`, line and place: behind its number, or a wrapped sentence.

    The numbers must rise one by one; then they are no words.
    """
    floors = [max((place for place in taken if place < at), default=-1) + 1 for at in asked]
    numbered = [_numbered_above(lines, floor, at) for floor, at in zip(floors, asked, strict=True)]
    numbers = [int(match["number"]) for _, match in filter(None, numbered)]
    if len(numbers) == len(asked) and all(after - before == 1 for before, after in pairwise(numbers)):
        return [(place, match.end()) for place, match in filter(None, numbered)]
    return [(_wrapped_above(lines, floor, at), 0) for floor, at in zip(floors, asked, strict=True)]


def _numbered_above(lines: Sequence[SourceLine], floor: int, at: int) -> tuple[int, re.Match[str]] | None:
    """The nearest line that begins with a number, at a place or above it."""
    found = ((place, _ITEM.match(lines[place].text)) for place in range(at, floor - 1, -1))
    return next(((place, match) for place, match in found if match), None)


def _wrapped_above(lines: Sequence[SourceLine], floor: int, at: int) -> int:
    """The line where a sentence begins that goes on in small letters."""
    while at > floor and lines[at].text[:1].islower() and lines[at - 1].text.strip():
        at -= 1
    return at


def _places_below(lines: Sequence[SourceLine]) -> dict[int, int]:
    """Place of each line with text -> place of the next one."""
    return dict(pairwise(place for place, line in enumerate(lines) if line.text.strip()))

"""Turns out of lines: where a label begins a turn, and what text belongs to it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualcode.languages import current, per_languages
from qualcode.model.finding import Finding
from qualcode.model.transcript import HowRead
from qualcode.readers import between, edges, heads, names, numbers, reading, speakers, unheaded
from qualcode.readers.candidates import STYLES, Candidate, LabelStyle, candidates, fits, places_without_speaker
from qualcode.readers.chats import Chat, chat, find_chat_heads
from qualcode.readers.continues import CLOCK_ALONE, TIME_ALONE, PieceWriter, SpeechChunk
from qualcode.readers.edges import form_end, who_asks
from qualcode.readers.names import Aliases, aliases
from qualcode.readers.reading import SourceLine, cut_at, has_soft_return
from qualcode.text.roles import UNRECOGNISED

_DIVIDING = re.compile(r"[ \t]*[-–—=>/|»~:;)\].,]{1,3}[ \t]+(?=\S)")
_CLOCK_BEHIND = re.compile(rf"[ \t]*{reading.LOOSE}(?=\s|\Z)[ \t]*")
_LETTER = re.compile(r"[ \t]*(?P<label>[QA])(?: {2,}|\t|\.[ \t])[ \t]*(?=\S)")
_FEWEST_SIGNS = 4
_KINDS = {
    "colon": "a name and a colon",
    "timed": "a name beside a time",
    "alone": "a role alone on a line",
    "bold": "a name in bold",
    "styled": "another style",
}


class LabelledSpeech(NamedTuple):
    """The pieces of a transcript in order, and what was guessed on the way."""

    pieces: list[SpeechChunk]
    findings: list[Finding]
    how: HowRead = HowRead()
    attributes: Mapping[str, str] = {}
    """What the text says about itself: the `date` of a chat."""
    asking: tuple[str, ...] = ()
    """Labels of those who ask, as the lines above the talk say."""

    def with_skipped(self, counts: Mapping[str, int]) -> "LabelledSpeech":
        """The same, with more that was left out."""
        return self._replace(how=replace(self.how, skipped={**self.how.skipped, **counts}))


def divide_by_speaker(lines: Sequence[SourceLine], name: str, unit: str, *, timed: bool = True) -> LabelledSpeech:
    """Divide lines into the speech of their speakers.

    `unit` is what the numbers of the lines count (`line`, `paragraph`, `cue`, `row`). Text before the first label, and
    headings, have the speaker "". Where no label is understood although there seem to be some, all of the text has the
    speaker `UNRECOGNISED`. With `timed`, times of the recording within the text are dropped.
    """
    if found := chat(lines, name):
        return _chatted(found, name, unit)
    lines, furniture = numbers.without_page_lines(_prepared(lines))
    lines = between.with_notes(edges.without_sign_off(between.with_people_headed(lines)))
    lines, named, within = _with_labels_within(lines, name, unit)
    if not named.chosen:
        return _unlabelled(lines, named, name, unit, timed).with_skipped(furniture)
    taken = named.taken()
    asked = unheaded.questions_of_nobody(lines, taken, named.chosen, name, unit)
    unlike = named.size == 1 and not asked.findings and heads.not_understood(lines, name, unit)
    if unlike or (named.size == len(named.chosen) and not asked.labels and heads.asked_by_look(lines).lines):
        # Labels that never return do not carry what looks like a talk.
        return _unlabelled(lines, replace(named, chosen={}), name, unit, timed).with_skipped(furniture)
    named = replace(named, chosen={**named.chosen, **asked.labels})
    lines, several = between.divide_interviews(lines, taken, name, unit)
    speaking = [label.speaker for label in named.chosen.values()]
    lines, notes = between.between_turns(lines, named.found(), speaking, name, unit)
    lines, apart = between.set_apart(lines, named.found(), name, unit)
    lines, cited = numbers.without_references(lines, named.size)
    pieces, how = _written(lines, named, unit, timed, "")
    findings = speakers.findings(named.chosen, named.evidence, named.known, name, unit) + named.notes + several + apart
    doubts = heads.not_labels(lines, named.taken() | set(range(named.form)), set(named.chosen), name, unit)
    asking = who_asks(lines[: min(taken, default=0)], speaking) or named.known.asking(speaking)
    said = [*findings, *within, *notes, *doubts, *asked.findings, *_mostly_before(pieces, name)]
    return LabelledSpeech(pieces, said, how, asking=asking).with_skipped({**furniture, **cited})


def _with_labels_within(
    lines: Sequence[SourceLine], name: str, unit: str
) -> tuple[Sequence[SourceLine], "_Named", list[Finding]]:
    """The labels of a document, and its lines, begun anew at each label that stands within one."""
    named = _understood(lines, name, unit)
    found = unheaded.labels_within(lines, named.chosen)
    told = unheaded.told(lines, found, name, unit)
    if found:
        lines = unheaded.begun_at(lines, found)
        named = _understood(lines, name, unit)
    return lines, _behind_signs(lines, named), told


def _chatted(found: Chat, name: str, unit: str) -> LabelledSpeech:
    """The messages of a chat, each with the speaker that its head states."""
    named = _named(found.lines, [], name)
    pieces, how = _written(found.lines, named, unit, False, "")
    notes = [*found.findings, *speakers.findings(named.chosen, named.evidence, named.known, name, unit)]
    labels = f"date, time and name of each message ({named.size})"
    how = replace(how, labels=labels, skipped={**how.skipped, **found.skipped})
    return LabelledSpeech(pieces, notes + _mostly_before(pieces, name), how, found.attributes)


def label_places(lines: Sequence[SourceLine], name: str) -> frozenset[int]:
    """Give the places of the lines that begin a turn: what wraps the lines of a page must not join them."""
    if messages := find_chat_heads(lines):
        return frozenset(head.line for head in messages)
    return frozenset(it.line for it in _understood(lines, name, "line").found())


def _understood(lines: Sequence[SourceLine], name: str, unit: str) -> "_Named":
    """Find the labels of a document: names with a colon and the like, else one of the other styles."""
    named = _named(lines, _with_letters(lines, candidates(lines)), name)
    behind_number = any(lines[it.line].text.lstrip(" \t(")[:1].isdigit() for it in named.found())
    alone = len(named.chosen) == 1 and all(it.kind == "alone" for it in named.found())
    if any(label.count > 1 for label in named.chosen.values()) and not behind_number and not alone:
        return _with_slips(lines, named, name, unit)
    return _with_slips(lines, max([named, *_by_style(lines, named, name)], key=lambda it: it.size), name, unit)


def _with_letters(lines: Sequence[SourceLine], found: list[Candidate]) -> list[Candidate]:
    """The labels found, with `Q` and `A` before blanks where names have a colon: court reporters write so."""
    count = Counter(names.label_key(it.label) for it in found if it.kind == "colon")
    if max(count.values(), default=0) < 2:
        return found
    free = set(places_without_speaker(lines)).difference(it.line for it in found)
    matches = ((place, _LETTER.match(lines[place].text)) for place in sorted(free))
    letters = [Candidate(place, match["label"], "styled", match.end()) for place, match in matches if match]
    asked = sum(it.label == "Q" for it in letters)
    return sorted([*found, *letters], key=lambda it: it.line) if asked > 1 else found


def _behind_signs(lines: Sequence[SourceLine], named: "_Named") -> "_Named":
    """Begin each speech behind the sign or time that stands between it and its label, where nearly all have one."""
    for between_both in (_DIVIDING, _CLOCK_BEHIND):
        spoken = [it for it in named.found() if lines[it.line].text[it.end :].strip()]
        signs = {it.line: sign for it in spoken if (sign := between_both.match(lines[it.line].text, it.end))}
        if len(spoken) >= _FEWEST_SIGNS and len(signs) * 10 >= len(spoken) * 9:
            for label in named.chosen.values():
                label.found = [_behind(it, signs[it.line]) if it.line in signs else it for it in label.found]
    return named


def _behind(label: Candidate, sign: re.Match[str]) -> Candidate:
    start = reading.loose_span(sign.group())[0]
    return label._replace(end=sign.end(), start_s=label.start_s if start is None else start)


def _with_slips(lines: Sequence[SourceLine], named: "_Named", name: str, unit: str) -> "_Named":
    """Mend labels that return and were mistyped: another sign or nothing for the colon, a letter of the label."""
    returning = {it.line: key for key, label in named.chosen.items() if len(label.found) > 1 for it in label.found}
    slips = heads.colon_slips(lines, named.taken(), returning) if returning else []
    slips += heads.before_quotations(lines, named.taken(), set(named.chosen)) if returning else []
    for it in slips:
        named.chosen[names.label_key(it.label)].found.append(it)
    chosen, told = speakers.without_slips(named.chosen, lines, name, unit)
    return replace(named, chosen=chosen, notes=[*named.notes, *heads.told_slips(lines, slips, name, unit), *told])


def _unlabelled(lines: Sequence[SourceLine], named: "_Named", name: str, unit: str, timed: bool) -> LabelledSpeech:
    """One text of one participant, unless questions are set otherwise, or lines begin as if somebody were named."""
    if (by_look := heads.asked_by_look(lines)).lines:
        pieces, how = _written(by_look.lines, _named(by_look.lines, [], name), unit, timed, "")
        told = heads.told_by_look(lines[by_look.first], name, unit)
        return LabelledSpeech(pieces, [told], replace(how, labels="questions by how they are set"))
    doubts = heads.not_understood(lines, name, unit)
    if doubts:
        lines, voices = between.divide_at_voices(lines, unit)
        named = replace(named, chosen={"": speakers.Label(UNRECOGNISED, voices)} if voices else named.chosen)
    pieces, how = _written(lines, named, unit, timed, UNRECOGNISED if doubts else "")
    pieces = [piece._replace(begins=bool(doubts and named.chosen)) for piece in pieces]
    if not any(piece.text.strip() for piece in pieces):
        return LabelledSpeech(pieces, [])
    alone = Finding("note", "no-speakers", "no speaker labels: taken as the text of one participant", name)
    return LabelledSpeech(pieces, doubts or [alone], how)


@dataclass(frozen=True)
class _Named:
    """The labels of a document, as one way to look for them gives them."""

    chosen: Mapping[str, speakers.Label]
    """Labels that are speakers."""
    evidence: speakers.SpeakerEvidence
    """All labels, and what bears on them."""
    known: Aliases
    """Short forms of names."""
    notes: list[Finding]
    """What was guessed."""
    form: int = 0
    """Lines of the form at the top."""
    style: str = ""
    """Style in which the labels are written, where it is an unusual one."""

    @property
    def size(self) -> int:
        """Lines that begin with a label."""
        return sum(label.count for label in self.chosen.values())

    @property
    def described(self) -> str:
        """How the labels are written, in words."""
        kinds = Counter(self.style or _KINDS[it.kind] for it in self.found())
        stated = sum(label.stated for label in self.chosen.values())
        shown = [f"{kind} ({number})" for kind, number in kinds.most_common()]
        return ", ".join([*([f"stated by the format ({stated})"] if stated else []), *shown]) or "none"

    def found(self) -> list[Candidate]:
        """Lines that begin a turn."""
        return [it for label in self.chosen.values() for it in label.found]

    def taken(self) -> set[int]:
        """Places of the lines that a label and its time take."""
        return {place for it in self.found() for place in range(it.line, it.line + it.lines)}


def _prepared(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Cut lines at soft returns above a label, and set a footer apart."""
    lines = edges.with_footer(lines)
    if not any(map(has_soft_return, lines)):
        return lines
    labels = Counter(names.label_key(it.label) for it in candidates(lines) if it.kind == "colon")

    def begins_turn(text: str) -> bool:
        found = candidates([SourceLine(text, 0)])
        return any(
            it.kind == "colon" and (names.is_role(it.label) or labels[names.label_key(it.label)]) for it in found
        )

    return [part for line in lines for part in cut_at(line, begins_turn)]


def _named(lines: Sequence[SourceLine], found: list[Candidate], name: str) -> _Named:
    """Choose the speakers among labels."""
    form = form_end(lines, found)
    every = found
    initials = _initials_that_carry(found)
    found = [it for it in found if it.line >= form and (it.label in initials or not names.is_never_speaker(it.label))]
    found, notes = numbers.without_question_numbers(found, name)
    stated = [line.speaker for line in lines if line.speaker]
    known = aliases([*stated, *(it.label for it in found)], [*_people_of_form(lines, every, form), *_keys(lines)])
    evidence = speakers.gather_speaker_evidence(lines, found, known)
    return _Named(speakers.accepted(evidence), evidence, known, notes, form)


def _initials_that_carry(found: Sequence[Candidate]) -> set[str]:
    """Initials of somebody that are also a word before a remark: *PS:* on a fourth of the lines is Percy Stubbs."""
    count = Counter(it.label for it in found if names.is_initial(it.label))
    return {label for label, number in count.items() if number > 2 and number * 4 >= len(found)}


def _people_of_form(lines: Sequence[SourceLine], found: Sequence[Candidate], form: int) -> list[str]:
    """The names that the form above a transcript gives: *Interviewee: Ron Akin*."""
    return [
        said
        for it in found
        if it.line < form and names.is_name(said := lines[it.line].text[it.end :].partition("(")[0].strip() or "-")
    ]


def _keys(lines: Sequence[SourceLine]) -> list[str]:
    """The labels that a table above a transcript explains: *P1: L, 58 th*."""
    told = (line.text.partition(":")[0] for line in lines[: reading.FURTHEST] if line.heading and ":" in line.text)
    return [label for label in told if names.is_initial(label) and label[-1].isdigit()]


def _by_style(lines: Sequence[SourceLine], plain: _Named, name: str) -> Iterator[_Named]:
    """Give the labels that other styles find, where at least two speakers carry the document."""
    if any(line.speaker for line in lines):
        return
    free = places_without_speaker(lines)
    whole = "\n".join(lines[place].text for place in free)
    for style in STYLES:
        found = _candidates_of_style(lines, style, free) if re.search(style.sign, whole) else []
        if len(found) < 2:
            continue
        named = _named(lines, found, name)
        told = sum(bool(line.text.strip()) for line in lines)
        if named.size >= style.share * told and speakers.carry_by_style(named.chosen, named.evidence):
            message = f"speaker labels stand {style.name}, and were read so"
            yield replace(named, style=style.name, notes=[*named.notes, Finding("note", "label-style", message, name)])


def _candidates_of_style(lines: Sequence[SourceLine], style: LabelStyle, free: Sequence[int]) -> list[Candidate]:
    """List the lines that begin with a label of a style: a role or a name, and no word that marks a laugh or pause.

    `free` are the `places_without_speaker`.
    """
    candidates, until = list[Candidate](), 0
    if style.whole:
        free = sorted({*free}.intersection(style.whole([line.text for line in lines])))
    has_sign = re.compile(style.sign).search
    for index in free:
        if index < until or not has_sign(lines[index].text):
            continue
        candidate = style.find(lines, index)
        if candidate and fits(candidate.label) and _may_be_speaker(candidate.label):
            until = index + candidate.lines
            candidates.append(candidate)
    return candidates


def _may_be_speaker(label: str) -> bool:
    letter = len(label) == 1 and label.isupper()  # `S` is somebody, although `s` marks seconds
    return names.is_name_or_role(label) and (letter or names.label_key(label) not in _marks())


@per_languages
def _marks() -> frozenset[str]:
    return frozenset(map(names.label_key, current().words("marks")))


def _written(
    lines: Sequence[SourceLine], named: _Named, unit: str, timed: bool, speaker: str
) -> tuple[list[SpeechChunk], HowRead]:
    stated = {
        line.speaker: named.chosen[names.label_key(named.known.name_of(line.speaker))].speaker
        for line in lines
        if line.speaker
    }
    starts = {it.line: (label.speaker, it) for label in named.chosen.values() for it in label.found}
    writer = PieceWriter(unit, timed, bool(named.chosen), speaker)
    writer.clocks = CLOCK_ALONE if "a time" in named.style or _are_timed_below(lines, starts) else TIME_ALONE
    until = 0
    for index, line in enumerate(lines):
        start = starts.get(index)
        if index < until and not start:
            continue  # the second line of a label with its time
        until = index + start[1].lines if start else until
        writer.add(line, stated.get(line.speaker or ""), start)
    return writer.finish(), HowRead(labels=named.described, skipped={"times in the text": writer.times})


def _are_timed_below(lines: Sequence[SourceLine], starts: Collection[int]) -> bool:
    """Whether nearly every label stands above a line that is a time, as recorders write it: *00:05*, without hours."""
    # Blanks are cut first: each form of a time would try them again.
    below = (lines[at + 1].text.strip() for at in starts if at + 1 < len(lines))
    timed = sum(CLOCK_ALONE.fullmatch(text) is not None for text in below)
    return timed >= _FEWEST_SIGNS and timed * 10 >= len(starts) * 9


def _mostly_before(pieces: Sequence[SpeechChunk], name: str) -> list[Finding]:
    """Say when most of a source stands before its first label."""
    first = next((place for place, piece in enumerate(pieces) if piece.speaker), len(pieces))
    before = sum(len(piece.text) for piece in pieces[:first])
    if before * 2 <= sum(len(piece.text) for piece in pieces):
        return []
    message = "more than half of the text stands before the first speaker label and is nobody's speech"
    return [Finding("warning", "text-before-labels", message, name, hint="label it in the source if somebody said it")]

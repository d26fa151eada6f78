"""What a coder read blind in review: on these turns, and as they were coded then, agreement is measured.

Whoever has seen what rules suggest agrees with them more than by judgement alone. So a turn counts as it stood when it
was read to its end without suggestions; what was accepted, changed or removed later counts in tables only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.corpus.frame import Bools, Frame
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import as_coding, read_decisions, read_force
from qualcode.store.fold import OF_FORMAT_1, InForce, fold_lines
from qualcode.store.study import OpenStudy

NOT_BLIND = "not-blind"
"""Code of the finding about turns that were read while suggestions were to be seen."""


@dataclass(frozen=True, eq=False)
class ReviewedTurns:
    """Turns on which a coder worked in review."""

    blind: Bools
    """True for each turn that was read to its end without suggestions."""
    seen: Bools
    """True for each other turn that was read, coded or answered on while suggestions were to be seen."""


def turns_in_review(study: OpenStudy, frame: Frame, coder: str, *, answered: bool = False) -> ReviewedTurns:
    """The turns on which a coder worked in review; `answered`: of codings, only answers to suggestions say so.

    A sheet or a project that came in adds codings to the same lines, of which nothing is known.
    """
    blind, seen = set[tuple[str, int]](), set[tuple[str, int]]()
    for transcript in study.layout.coded_ids(study.name, coder):
        force = read_force(study.layout, study.name, coder, transcript)
        blind |= {(transcript, line.turn) for line in force.looked if line.blind}
        seen |= {(transcript, line.turn) for line in _with_suggestions(force, answered=answered)}
    return ReviewedTurns(_at(frame, blind), _at(frame, seen - blind))


def _with_suggestions(force: InForce, *, answered: bool) -> Iterator[DecisionLine]:
    yield from (line for line in (*force.looked, *force.rejected) if not line.blind)
    for line in force.codings:
        of_the_page = not answered and not line.id.startswith(OF_FORMAT_1)
        if line.do == "accept" or (of_the_page and not line.blind):
            yield line


def codings_read_blind(study: OpenStudy, coder: str, codings: Sequence[PersonCoding]) -> list[PersonCoding]:
    """A coder's codings in force, on turns read blind as they stood when these had been read."""
    then: list[PersonCoding] = []
    turns = set[tuple[str, int]]()
    for transcript in study.layout.coded_ids(study.name, coder):
        looked = read_force(study.layout, study.name, coder, transcript).looked
        read = {line.turn: line.time for line in looked if line.blind}
        lines = read_decisions(study.layout, study.name, coder, transcript)[0] if read else []
        turns |= {(transcript, turn) for turn in read}
        for time in sorted(set(read.values())):
            force = fold_lines(line for line in lines if line.time <= time or line.do == "move")
            own = [line for line in force.codings if read.get(line.turn) == time]
            then += [as_coding(line, coder, transcript) for line in own]
    now = [each for each in codings if (each.transcript, each.turn) not in turns]
    return [*now, *{each.key: each for each in then}.values()] if turns else list(codings)


def left_out(coder: str, turns: int) -> Finding:
    """That turns are not measured since suggestions were to be seen."""
    which = f"{turns} turn{'' if turns == 1 else 's'} of `{coder}` {'was' if turns == 1 else 'were'}"
    message = f"{which} read with suggestions to be seen and left out: agreement is measured on what was read blind"
    return Finding("warning", NOT_BLIND, message, hint=f"`qualcode review --coder {coder} --blind` reads blind")


def _at(frame: Frame, places: set[tuple[str, int]]) -> Bools:
    """True for each turn that is among some, given by transcript and number."""
    found = np.zeros(len(frame.turn_number), np.bool_)
    number = {name: at for at, name in enumerate(frame.transcripts)}
    for name in {name for name, _ in places if name in number}:
        own = np.flatnonzero(frame.turn_transcript == number[name])
        turns = [turn for other, turn in places if other == name]
        found[own[np.isin(frame.turn_number[own], turns)]] = True
    return found

"""What queues and searches of the reading room ask of a study: samples, codings of others, a second look, words."""

import functools
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

import numpy as np

from qualcode import api
from qualcode.anchoring.spans import CONTEXT
from qualcode.corpus.frame import Frame
from qualcode.model.codebook import Code
from qualcode.model.finding import StudyError
from qualcode.review.desk import Json, Refused
from qualcode.review.queue import QueueItem, queues_of
from qualcode.store.fold import InForce
from qualcode.store.samples import Sample, looked_at
from qualcode.store.study import OpenStudy, in_own_languages

if TYPE_CHECKING:
    from qualcode.api.proposals import Proposal
    from qualcode.api.review_desk import StudyDesk


MOST_PLACES = 500
"""Places that a search shows."""


def queues_beside(desk: "StudyDesk", codes: Sequence[Code], sample: str) -> list[Json]:
    """The queues that a coder can begin."""
    values = {(name, value) for each in desk.names for name, value in desk.attributes(each).items()}
    return queues_of(
        {
            "sample": [{}] if sample else [],
            "code": [{"code": code.code} for code in codes if not code.retired],
            "coder": [{"coder": name} for name in desk.others()],
            "attribute": [{"attribute": name, "value": value} for name, value in sorted(values)],
        }
    )


@in_own_languages
def find_places(study: OpenStudy, frame: Frame, terms: str, own: range) -> list[Json]:
    """Places at which a term stands; first, of a number or a time, that turn among the `own` ones of a transcript.

    Half a term, as one types it, stands nowhere.
    """
    turns = [_place(frame, at, 0, 60) for at in _turns_at(frame, terms, own)]
    try:
        found = frame.find((terms,), "light", 0)
    except StudyError:
        return turns
    order = np.lexsort((found.start, found.turn))[:MOST_PLACES]
    return [*turns, *(_place(frame, int(found.turn[at]), int(found.start[at]), int(found.end[at])) for at in order)]


def _turns_at(frame: Frame, typed: str, own: range) -> list[int]:
    """The turn of a number, and the one that is spoken at a time such as 12:30."""
    if not own or not re.fullmatch(r"\d+(:\d\d){0,2}", typed):
        return []
    seconds = functools.reduce(lambda sum_, part: sum_ * 60 + int(part), typed.split(":"), 0)
    spoken = [at for at in own if ":" in typed and frame.turn_start[at] <= seconds]
    return [*spoken[-1:], *(at for at in own if str(frame.turn_number[at]) == typed)]


def _place(frame: Frame, turn: int, start: int, end: int) -> Json:
    text = frame.text(turn)
    end = min(end, len(text))
    return {
        "transcript": frame.transcripts[frame.turn_transcript[turn]],
        "turn": int(frame.turn_number[turn]),
        "start": start,
        "end": end,
        "before": text[max(0, start - CONTEXT) : start],
        "quote": text[start:end],
        "after": text[end : end + CONTEXT],
    }


@in_own_languages
def sample_units(study: OpenStudy, desk: "StudyDesk", sample: Sample | None) -> list[QueueItem]:
    """Units of the sample that is read, in its order; none where no sample is read."""
    if sample is None:
        return []
    seen = looked_at(study, sample.sample, desk.coder)
    read = {(name, line.turn) for name in desk.names for line in desk.force(name).looked}
    return [
        QueueItem(unit.transcript, unit.turn, unit.start, unit.end, "looked" if looked else "open", why=unit.id)
        for unit in sample.units
        if unit.transcript in desk.names
        for looked in [unit.id in seen or (unit.transcript, unit.turn) in read]
    ]


def codings_of_another(name: str, transcript: str, theirs: InForce, own: InForce) -> list[QueueItem]:
    """Codings of somebody else: `same` where the coder gave the same code to words that overlap them."""
    return [
        QueueItem(transcript, line.turn, line.start, line.end, state, line.code, why=line.memo, coder=name)
        for line in theirs.codings
        for state in ["same" if own.answer(line)[0] in ("accept", "same") else "own"]
    ]


class SecondLook:
    """What is surprising in a coder's answers: learnt once, beside the page, when somebody asks for it first."""

    def __init__(self, study: OpenStudy, desk: "StudyDesk", codebook: str) -> None:
        """Nothing is learnt yet."""
        self._study, self._desk, self._codebook = study, desk, codebook
        self._learnt: Future[tuple[Proposal, ...]] | None = None

    def items(self) -> list[QueueItem]:
        """Passages to look at again, the most surprising first.

        Raises:
            Refused: 503 it is being learnt, 422 nothing can be learnt.
        """
        if self._learnt is None:
            self._learnt = Future()
            threading.Thread(target=self._learn, args=(self._learnt,), daemon=True).start()
        if not self._learnt.done():
            raise Refused(503, "this is being learnt from your codings")
        try:
            return list(self._shown(self._learnt.result()))
        except StudyError as error:
            raise Refused(422, str(error.findings[0])) from error

    def _learn(self, learnt: "Future[tuple[Proposal, ...]]") -> None:
        try:
            asked = api.proposals.ProposeOptions(self._desk.coder, self._codebook)
            learnt.set_result(api.proposals.open_proposals(self._study, asked).look_again())
        except BaseException as error:  # raised again where somebody asks for the result
            learnt.set_exception(error)

    def _shown(self, found: Sequence["Proposal"]) -> Iterator[QueueItem]:
        for each in found:
            if each.transcript not in self._desk.names or self._desk.is_hidden(each.transcript):
                continue
            force, given = self._desk.force(each.transcript), bool(each.given)
            place = each.turn, each.code
            has = [line for line in force.codings if (line.turn, line.code) == place]
            done = bool(has) != given or place in {(line.turn, line.code) for line in force.again}
            start, end = (has[0].start, has[0].end) if has else (0, len(each.text))
            yield QueueItem(
                each.transcript,
                each.turn,
                start,
                end,
                "looked" if done else "open",
                each.code,
                why=", ".join(each.words),
                chance=each.chance,
                given=given,
            )

"""What the reading room asks of a study; it knows no files."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from qualcode.corpus.frame import Frame
from qualcode.model.corpus import ROLES

Json = dict[str, Any]
"""An object as the page gets it."""


class Refused(Exception):
    """A line that is not kept, with the HTTP status that says why; nothing was written."""

    def __init__(self, status: int, why: str) -> None:
        """Keep why, in a sentence for the page."""
        super().__init__(why)
        self.status = status
        self.why = why


class Desk(Protocol):
    """A study in front of one coder. Spans count code points of the turn's text, from 0."""

    def study(self) -> Json:
        """Coder, codes with all that is said of them, and the transcripts with their counts."""

    def transcript(self, name: str) -> Json:
        """Turns, codings in force and suggestions of one transcript; none of these while it is read blind.

        Raises:
            Refused: 404, there is no such transcript.
        """

    def append(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Json:
        """Keep decisions on a transcript, and say what is in force now; when this returns they are on the disk.

        Raises:
            Refused: 404 no such transcript, 409 the turn was corrected meanwhile, 422 a line that is no decision,
                423 another process writes, 507 the disk is full.
        """

    def recording(self, name: str) -> Path:
        """The file with the recording of a transcript.

        Raises:
            Refused: 404, it names none, or none that lies in the study's folder.
        """

    def find(self, terms: str, transcript: str = "") -> list[Json]:
        """Places at which a term of the codebook language stands; first, of a number or a time, that turn."""

    def queue(self, name: str, about: Mapping[str, str]) -> Json:
        """Passages in the order of a queue, with what is decided on each.

        Args:
            name: name of the queue.
            about: what it is about: a `code`, a `rule`.

        Raises:
            Refused: 422, there is no such queue, code or rule; 503, it is being learnt.
        """

    def memos(self) -> list[Json]:
        """Memos in force, those of all coders."""

    def keep_memo(self, sent: Mapping[str, Any]) -> list[Json]:
        """Keep a memo, or an edit of one of the coder's own; the memos in force then.

        Raises:
            Refused: 422 it is about nothing that is there, 423 another process writes, 507 the disk is full.
        """

    def change_code(self, sent: Mapping[str, Any]) -> Json:
        """Add, rename or merge a code in the codebook and in everybody's codings; or say what that would change.

        Raises:
            Refused: 422 it cannot be done, 423 another process writes, 507 the disk is full.
        """


class CandidateDesk(Protocol):
    """What may identify somebody, in front of a person who decides each once."""

    def candidates(self) -> Json:
        """All of them, the likeliest first, with what was decided."""

    def decide(self, sent: Mapping[str, Any]) -> Json:
        """Keep a decision on one of them; it, as it is then.

        Raises:
            Refused: 422 there is no such candidate or decision.
        """


def turns_shown(frame: Frame, turns: range, hash_of: Callable[[int], str]) -> list[Json]:
    """Turns as the page gets them: who says what, when, and what it means in other languages.

    Args:
        frame: the corpus.
        turns: their places in it.
        hash_of: place -> hash of the turn's text.
    """
    glosses = _glosses(frame, turns)
    return [
        {
            "turn": int(frame.turn_number[at]),
            "role": ROLES[frame.turn_role[at]],
            "speaker": frame.speakers[frame.turn_speaker[at]],
            "respondent": frame.respondents[person] if (person := int(frame.turn_respondent[at])) >= 0 else "",
            "start": None if np.isnan(frame.turn_start[at]) else float(frame.turn_start[at]),
            "time": _clock(float(frame.turn_start[at])),
            "text": frame.text(at),
            "sha": hash_of(at)[:12],
            "glosses": glosses.get(at, []),
        }
        for at in turns
    ]


def _glosses(frame: Frame, turns: range) -> dict[int, list[Json]]:
    """Translations by turn, in order of the passages that they translate."""
    found: dict[int, list[Json]] = {}
    for language, places in frame.translations.items():
        for (turn, start, end), text in sorted(places.items()):
            if turn in turns:
                gloss = {"language": language, "start": start, "end": end, "text": text}
                found.setdefault(turn, []).append(gloss)
    return found


def _clock(seconds: float) -> str:
    """A time as one says it; empty for one that is not known."""
    return "" if np.isnan(seconds) else f"{int(seconds) // 60}:{int(seconds) % 60:02}"

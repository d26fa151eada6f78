"""Suggestions: what rules found in participants' words, and what a coder has decided on each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qualcode.codings.reviewed import as_suggestions, suggestions_among
from qualcode.codings.schema import Codings
from qualcode.corpus.build import question_turns
from qualcode.corpus.frame import Frame
from qualcode.model.line import DecisionLine
from qualcode.review.desk import Json
from qualcode.store.fold import InForce


@dataclass(frozen=True)
class RuleSuggestion:
    """What rules found in one place."""

    line: DecisionLine
    """The acceptance that it would become, without a name and a time."""
    matched: tuple[tuple[int, int], ...]
    """The words that rules matched."""
    asked: str
    """The question before, where it brought the matter up; else empty."""

    def shown(self, force: InForce) -> Json:
        """It as the page gets it, with the coder's decision.

        That is `open`, `accept`, `reject`, or `same` where the coder gave the words that code without it.
        """
        state, of = self.decision(force)
        line = self.line
        return {
            "id": f"{line.turn}:{line.code}:{line.start}:{line.end}",
            **{name: getattr(line, name) for name in ("turn", "code", "start", "end", "assertion", "rules")},
            "matched": self.matched,
            "asked": self.asked,
            "state": state,
            "of": of,
        }

    def decision(self, force: InForce) -> tuple[str, str]:
        """State, and the name of the line that decides."""
        state, line = force.answer(self.line)
        return state, line.id if line else ""


def find_suggestions(frame: Frame, codings: Codings, hash_of: Callable[[int], str]) -> dict[str, list[RuleSuggestion]]:
    """Transcript -> what rules found in it that would be counted, in order of text; `hash_of` a global turn's text."""
    order = np.lexsort((codings.end, codings.start, codings.turn))
    numbers = order[suggestions_among(frame, codings)[order]]
    turns, prompted, offsets = codings.turn[numbers], codings.prompted[numbers], codings.matched_offsets
    questions = np.full(len(numbers), -1)
    if prompted.any():  # it looks at every turn
        questions[prompted] = question_turns(frame)[turns[prompted]]
    matched = list(zip(codings.matched_start.tolist(), codings.matched_end.tolist(), strict=True))
    columns = (frame.turn_transcript[turns], questions, offsets[numbers], offsets[numbers + 1])
    lines = as_suggestions(frame, codings, numbers, hash_of)
    found: dict[str, list[RuleSuggestion]] = {}
    for line, transcript, question, low, high in zip(lines, *(each.tolist() for each in columns), strict=True):
        asked = frame.text(question) if question >= 0 else ""
        suggestion = RuleSuggestion(line, tuple(matched[low:high]), asked)
        found.setdefault(frame.transcripts[transcript], []).append(suggestion)
    return found

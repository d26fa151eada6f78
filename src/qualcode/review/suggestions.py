"""Suggestions: what rules found in participants' words, and what a coder has decided on each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qualcode.codings.reviewed import as_suggestion, suggestions_among
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
    counted = suggestions_among(frame, codings)
    asked = question_turns(frame) if codings.prompted.any() else None  # it looks at every turn
    found: dict[str, list[RuleSuggestion]] = {}
    for at in order[counted[order]].tolist():
        turn = int(codings.turn[at])
        name = frame.transcripts[frame.turn_transcript[turn]]
        question = int(asked[turn]) if asked is not None and codings.prompted[at] else -1
        line = as_suggestion(frame, codings, at, hash_of(turn))
        span = slice(codings.matched_offsets[at], codings.matched_offsets[at + 1])
        matched = zip(codings.matched_start[span].tolist(), codings.matched_end[span].tolist(), strict=True)
        found.setdefault(name, []).append(
            RuleSuggestion(line, tuple(matched), frame.text(question) if question >= 0 else "")
        )
    return found

"""The desk of an adjudication: where two coders differ, one decision each, kept with who took it and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from qualcode.api.review_desk import DeskOptions, StudyDesk, coding_shown
from qualcode.codings.agreed import Adjudication, CodingDifference, compare_two, forces_of
from qualcode.codings.looked import turns_looked_at
from qualcode.model.coding import Coder
from qualcode.model.finding import refuse_unknown, study_error
from qualcode.model.line import DecisionLine
from qualcode.review.desk import Json, Refused
from qualcode.review.queue import QueueItem
from qualcode.store.fold import InForce
from qualcode.store.people import read_coder, write_coder
from qualcode.store.study import OpenStudy, in_own_languages

AGREED = "agreed"
"""The coder who stands for two."""


class BetweenDesk(StudyDesk):
    """A study in front of a person who decides between two coders."""

    def __init__(self, study: OpenStudy, options: DeskOptions) -> None:
        """Open the corpus and look who the two are."""
        self._two = two_coders(study, options.between)
        super().__init__(study, replace(options, blind=False, sample=""))

    @property
    def coder(self) -> str:
        """Name of the coder whose lines are written."""
        return AGREED

    def study(self) -> Json:
        """The same, with the names of the two."""
        shown = super().study()
        queues = [each for each in shown["queues"] if each["name"] in ("text", "code", "attribute")]
        return {**shown, "coder": self._options.coder, "between": list(self._two.between), "queues": queues}

    def passages(self, transcript: str) -> list[QueueItem]:
        """The differences of a transcript in order of text."""
        shown = [_difference(each) for each in self._compared(transcript)[0].differences]
        return [
            QueueItem(transcript, each["turn"], each["start"], each["end"], each["state"], each["code"])
            for each in shown
        ]

    def summary(self, name: str) -> Json:
        """How many differences of a transcript are decided."""
        made, forces = self._compared(name)
        still_open = sum(not each.decisions for each in made.differences)
        return {
            **super().summary(name),
            "finished": still_open == 0,
            "codings": len(made.agreed) + len(forces[2].codings),
            "open": still_open,
            "decided": len(made.differences) - still_open,
        }

    @cached_property
    def _looked(self) -> Any:
        return turns_looked_at(self._study, self._frame, self._two).turns

    def _compared(self, name: str) -> tuple[Adjudication, tuple[InForce, InForce, InForce]]:
        """What both gave, and where they differ, in the turns that both have looked at."""
        turns = None
        if self._looked is not None:
            own = np.zeros(len(self._looked), np.bool_)
            own[self._turn_range(name)] = True
            turns = self._frame.turn_number[own & self._looked].tolist()
        forces, _ = forces_of(self._study, self._two, name, turns)
        return compare_two(*forces), forces

    def _state(self, name: str) -> Json:
        made, forces = self._compared(name)
        return {
            "finished": True,
            "hidden": False,
            "codings": [coding_shown(mine) | {"do": AGREED} for mine, _ in made.agreed if mine],
            "suggestions": [_difference(each) for each in made.differences],
            "undoes": forces[2].undoes,
            "redoes": forces[2].redoes,
        }

    def _decisions(self, name: str, sent: Sequence[Mapping[str, Any]]) -> list[DecisionLine]:
        """Decisions between lines of the two, each with who took it."""
        known = {line.id for force in self._compared(name)[1][:2] for line in force.codings}
        known |= {
            id_ for each in self._compared(name)[0].differences for line in each.decisions for id_ in line.between
        }
        for line in sent:
            if line.get("do") in ("code", "reject") and not known.issuperset(line.get("between") or [""]):
                raise Refused(422, "this decides between codings that are not there")
        return [replace(line, by=self._options.coder, blind=False) for line in super()._decisions(name, sent)]

    def _keep(self, name: str, lines: Sequence[DecisionLine]) -> None:
        file = self._study.layout.coder_file(self._study.name, AGREED)
        if not file.exists():
            write_coder(self._study.layout, self._study.name, self._two)
        super()._keep(name, lines)


@in_own_languages
def two_coders(study: OpenStudy, names: Sequence[str]) -> Coder:
    """The coder who stands for two others.

    Raises:
        StudyError: they are not two, one of them is not there, or the study's `agreed` stands for two others.
    """
    layout = study.layout
    refuse_others_than_two(study, names)
    before, _ = read_coder(layout, study.name, AGREED)
    there = layout.coder_file(study.name, AGREED).exists()
    if there and (before is None or set(before.between) != set(names)):
        hint = "give that folder under coding/ another name first"
        where = layout.relative(layout.coder_file(study.name, AGREED))
        raise study_error("coder-exists", f"`{AGREED}` does not stand for {' and '.join(names)}", hint, where)
    return before if there and before else Coder(AGREED, between=tuple(names))


@in_own_languages
def refuse_others_than_two(study: OpenStudy, names: Sequence[str]) -> None:
    """Refuse what is not the names of two coders; `agreed` stands for two and is none of them.

    Raises:
        StudyError: they are not two, or one of them is not there.
    """
    refuse_unknown("coder", names, [name for name in study.layout.coder_names(study.name) if name != AGREED])
    if len(set(names)) != 2:
        raise study_error("wrong-arguments", "--between takes two coders", "write `--between ani,budi`")


def _difference(found: CodingDifference) -> Json:
    """A difference as the page gets it: a passage that is open or decided, with both sides."""
    turn, start, _, code = found.place
    sides = [side and {**coding_shown(side), "quote": side.quote} for side in found.sides]
    shown = [line for line in (*found.sides, *found.decisions) if line]
    names = found.decisions[0].between if found.decisions else found.between
    return {
        "id": " ".join(sorted(names)),
        "turn": turn,
        "code": code,
        "start": start,
        "end": max(line.end for line in shown if line.turn == turn),
        "assertion": "",
        "rules": [],
        "matched": [],
        "asked": "",
        "state": "settled" if found.decisions else "open",
        "of": found.decisions[0].id if found.decisions else "",
        "kind": found.kind,
        "sides": sides,
        "between": list(names),
        "by": found.decisions[0].by if found.decisions else "",
        "memo": found.decisions[0].memo if found.decisions else "",
        "decided": [{**coding_shown(line), "quote": line.quote} for line in found.decisions if line.do != "reject"],
    }

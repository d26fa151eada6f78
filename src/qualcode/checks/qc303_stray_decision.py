"""QC303: a decision about a coding that is not there any more."""

from collections.abc import Iterator

import numpy as np

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext, CheckedCorpus, Decision
from qualcode.codings.schema import Codings


def find(context: CheckContext) -> Iterator[Remark]:
    """Decisions whose words have moved, or that no coding overlaps."""
    material = context.material
    if material is None:
        return
    for decision in material.decisions:
        why = _lost(decision, material, context)
        if why:
            what = f"a decision of {decision.coder} on `{decision.code}` in turn {decision.turn} of"
            message = f"{what} `{decision.transcript}` {why}"
            hint = "look at the passage and decide again, or leave it: it is never lost"
            yield Remark(message, decision.file, decision.line, hint=hint, quote=decision.quote)


def _lost(decision: Decision, material: CheckedCorpus, context: CheckContext) -> str:
    said = material.slice(decision.transcript, decision.turn, decision.start, decision.end)
    if said != decision.quote:
        return "is about words that are not there any more"
    turn = material.turns[decision.transcript, decision.turn]
    coded = [book.coded for book in context.books if book.coded is not None]
    if not coded or any(_has(each, decision, turn) for each in coded) or _is_persons(decision, material):
        return ""
    return "is about a coding that the rules no longer make"


def _has(coded: Codings, decision: Decision, turn: int) -> bool:
    """Whether the rules code any of the words so."""
    codes = [number for number, code in enumerate(coded.codes) if code.code == decision.code]
    here = (coded.turn == turn) & np.isin(coded.code, codes)
    return bool((here & (coded.start < decision.end) & (coded.end > decision.start)).any())


def _is_persons(decision: Decision, material: CheckedCorpus) -> bool:
    return any(
        (coding.transcript, coding.turn, coding.code) == (decision.transcript, decision.turn, decision.code)
        and coding.start < decision.end
        and coding.end > decision.start
        for coding in material.codings
    )


CHECK = Check(
    code="QC303",
    name="stray-decision",
    level="warning",
    reason="A decision that no longer applies changes no number, and whoever decided believes that it does",
    bad="a coding rejected in review, and a rule changed so that it is not made any more",
    good="the new codings looked at in review",
    find=find,
)

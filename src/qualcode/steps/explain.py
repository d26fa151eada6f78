"""Explain a text, or a turn of the corpus, to the word."""

import re
from dataclasses import dataclass

import numpy as np

from qualcode.model import ROLES, Codebook, Finding
from qualcode.model.corpus import Role
from qualcode.rules.almost import Almost as Almost  # the command line knows steps only
from qualcode.rules.almost import Cancelled as Cancelled
from qualcode.rules.explain import Coded as Coded
from qualcode.rules.explain import Explanation as Explanation
from qualcode.rules.explain import Fired as Fired
from qualcode.rules.explain import Token as Token
from qualcode.rules.explain import explain as explain_text
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError, unknown
from qualcode.steps.frame import asked, frame
from qualcode.steps.index import index
from qualcode.steps.last import last_codebook
from qualcode.steps.study import Opened

_PLACE = re.compile(r"(?P<transcript>.+):(?P<turn>\d+)", re.DOTALL)


@dataclass(frozen=True)
class ExplainReport:
    """What a codebook sees in a text or a turn."""

    place: str
    """`TRANSCRIPT:TURN`; empty for a text."""
    speaker: str
    """Label of the turn's speaker."""
    role: Role | None
    """Role of the turn's speaker; only participants are coded. None for a text."""
    codebook: str
    """File of the codebook; empty where there is none."""
    explanation: Explanation
    """Words, codings, and the rules that fired, almost fired or were cancelled."""
    findings: tuple[Finding, ...]
    """Warnings about the codebook, and about searches that had to be given up."""


@dataclass(frozen=True)
class _Said:
    text: str
    question: str | None
    how: str
    speaker: str = ""
    role: Role | None = None


def explain(opened: Opened, what: str, codebook_file: str = "") -> ExplainReport:
    """Explain a text, or the turn that `TRANSCRIPT:TURN` names, with the study's codebook unless one is named.

    Raises:
        StepError: there is no such turn, or the codebook has errors.
    """
    place = _place(opened, what)
    said = _turn(opened, *place) if place else _Said(what, None, _how(opened))
    codebook, findings = _codebook(opened, codebook_file)
    explanation = explain_text(said.text, codebook, said.question, said.how, said.role or "participant")
    name = f"{place[0]}:{place[1]}" if place else ""
    file = codebook.file if codebook else ""
    told = (*findings, *explanation.given_up, *([] if place else _turnless(opened, what)))
    return ExplainReport(name, said.speaker, said.role, file, explanation, told)


def _place(opened: Opened, what: str) -> tuple[str, int] | None:
    """Transcript and turn, where the argument names them; a word such as `12:30` is a text."""
    found = _PLACE.fullmatch(what)
    if not found:
        return None
    known = opened.layout.transcript_ids(opened.name)
    if found["transcript"] in known:
        return found["transcript"], int(found["turn"])
    if known and not re.search(r"\s", what) and re.search(r"[^\W\d]", found["transcript"]):
        raise unknown("transcript", found["transcript"], known)
    return None


def _turnless(opened: Opened, what: str) -> list[Finding]:
    """A warning where the text is the name of a transcript, of which a turn was perhaps meant."""
    if re.search(r"\s", what) or what not in opened.layout.transcript_ids(opened.name):
        return []
    message = f"`{what}` was explained as a text, and is the name of a transcript"
    return [
        Finding("warning", "transcript-as-text", message, hint=f"`qualcode explain {what}:1` explains a turn of it")
    ]


def _turn(opened: Opened, transcript: str, number: int) -> _Said:
    """A turn of the corpus with the question before it."""
    indexed = index(opened)
    framed = frame(opened, indexed)
    columns = framed.frame
    own = columns.turn_transcript == list(columns.transcripts).index(transcript)
    at = np.flatnonzero(own & (columns.turn_number == number))
    if not len(at):
        raise unknown("turn", f"{transcript}:{number}", [f"{transcript}:1 to {transcript}:{int(own.sum())}"])
    turn = int(at[0])
    question = int(asked(columns)[turn])
    return _Said(
        text=columns.text(turn),
        question=columns.text(question) if question >= 0 else None,
        how=indexed.how,
        speaker=columns.speakers[columns.turn_speaker[turn]],
        role=ROLES[columns.turn_role[turn]],
    )


def _how(opened: Opened) -> str:
    return opened.study.segment if opened.study.configured else "sentence"


def _codebook(opened: Opened, file: str) -> tuple[Codebook | None, tuple[Finding, ...]]:
    """The codebook named, the study's, or the one used last; None where there is none at all."""
    try:
        return open_codebook(opened, file or opened.study.codebook or last_codebook(opened)[1])
    except StepError as error:
        if not file and any(finding.code == "no-codebook" and not finding.file for finding in error.findings):
            return None, ()
        raise

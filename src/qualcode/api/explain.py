"""Explain a text, or a turn of the corpus, to the word."""

import re
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from qualcode.codings.coders import in_split, open_codebook
from qualcode.corpus.build import frame, question_turns
from qualcode.corpus.index import index
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.model.codebook import Codebook
from qualcode.model.corpus import ROLES, Role
from qualcode.model.finding import Finding, StoreError, StudyError, study_error, unknown_name
from qualcode.rules.explain import Explanation
from qualcode.rules.explain import explain_turn as explain_text
from qualcode.rules.lookup import Analyser
from qualcode.store.guard import guard
from qualcode.store.study import OpenStudy, in_own_languages

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


@in_own_languages
def explain(study: OpenStudy, what: str, codebook_file: str = "", split: str = "") -> ExplainReport:
    """Explain a text, or the turn that `TRANSCRIPT:TURN` names, with the study's codebook unless one is named.

    A turn that is set aside for testing is explained only where `split` names its half (`test`, or `all`).

    Raises:
        StudyError: there is no such turn, it is set aside, or the codebook has errors.
    """
    place = named_place(study, what)
    how = study.settings.segment if study.settings.configured else "sentence"
    said = _turn(study, *place, split) if place else _Said(what, None, how)
    codebook, findings = _codebook(study, codebook_file)
    analyser = load_analyser(study)
    explanation = explain_text(said.text, codebook, said.question, said.how, said.role or "participant", analyser)
    _remember(study, analyser)
    name = f"{place[0]}:{place[1]}" if place else ""
    file = codebook.file if codebook else ""
    told = (*findings, *explanation.given_up, *([] if place else _turnless(study, what)))
    return ExplainReport(name, said.speaker, said.role, file, explanation, told)


def _remember(study: OpenStudy, analyser: Analyser) -> None:
    """Keep what was learnt of words; not while another process works on the study, nor in a folder that is none."""
    if analyser.grown and study.layout.corpus(study.name).is_dir():
        with suppress(StoreError), guard(study.layout.guard, timeout_s=0):
            save_analyser(study, analyser)


@in_own_languages
def named_place(study: OpenStudy, what: str) -> tuple[str, int] | None:
    """Transcript and turn, where the argument names them; a word such as `12:30` is a text."""
    found = _PLACE.fullmatch(what)
    if not found:
        return None
    known = study.layout.transcript_ids(study.name)
    if found["transcript"] in known:
        return found["transcript"], int(found["turn"])
    if known and not re.search(r"\s", what) and re.search(r"[^\W\d]", found["transcript"]):
        raise unknown_name("transcript", found["transcript"], known)
    return None


def _turnless(study: OpenStudy, what: str) -> list[Finding]:
    """A warning where the text is the name of a transcript, of which a turn was perhaps meant."""
    if re.search(r"\s", what) or what not in study.layout.transcript_ids(study.name):
        return []
    message = f"`{what}` was explained as a text, and is the name of a transcript"
    return [
        Finding("warning", "transcript-as-text", message, hint=f"`qualcode explain {what}:1` explains a turn of it")
    ]


def _turn(study: OpenStudy, transcript: str, number: int, split: str) -> _Said:
    """A turn of the corpus with the question before it."""
    indexed = index(study)
    corpus = frame(study, indexed)
    columns = corpus.frame
    own = columns.turn_transcript == list(columns.transcripts).index(transcript)
    at = np.flatnonzero(own & (columns.turn_number == number))
    if not len(at):
        raise unknown_name("turn", f"{transcript}:{number}", [f"{transcript}:1 to {transcript}:{int(own.sum())}"])
    turn = int(at[0])
    if not in_split(columns, split)[turn]:
        message = f"{transcript} is not of split {split}" if split else f"{transcript} is set aside for testing"
        raise study_error(
            "set-aside", message, "--split test explains it all the same; rules are not to be tuned on it"
        )
    question = int(question_turns(columns)[turn])
    return _Said(
        text=columns.text(turn),
        question=columns.text(question) if question >= 0 else None,
        how=indexed.how,
        speaker=columns.speakers[columns.turn_speaker[turn]],
        role=ROLES[columns.turn_role[turn]],
    )


def _codebook(study: OpenStudy, file: str) -> tuple[Codebook | None, tuple[Finding, ...]]:
    """The codebook named, the study's, or the one used last; None where there is none at all."""
    try:
        return open_codebook(study, file)
    except StudyError as error:
        if not file and any(finding.code == "no-codebook" and not finding.file for finding in error.findings):
            return None, ()
        raise

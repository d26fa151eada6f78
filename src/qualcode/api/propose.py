"""Propose: which turns may hold a code, learnt from the codings of a person; nothing here is ever a coding.

`propose` answers one question; `export_model` writes what was learnt as a file for another study.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np

from qualcode import __version__
from qualcode.agreement.coders import kind_of
from qualcode.api.explain import named_place
from qualcode.api.proposals import SHORTEST, CodeOutlook, Proposal, Proposals, ProposeOptions, open_proposals
from qualcode.codings.coders import set_aside
from qualcode.corpus.frame import stated_consents
from qualcode.corpus.words import speech
from qualcode.export import TABLE_FORMATS
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.table import Column, Table
from qualcode.propose.card import (
    FEWEST_TURNS,
    LearntModel,
    ModelCard,
    format_model,
    learn_model,
    shared_words,
)
from qualcode.store.atomic import write_bytes
from qualcode.store.study import OpenStudy, in_own_languages, output_path, warn_unagreed, warn_unignored_file

Question = Literal["codes", "next", "code", "turn", "check"]
"""What can be asked: how far each code is, turns to code now, turns of a code, codes of a turn, answers to look at."""


@dataclass(frozen=True)
class ProposeReport:
    """What was asked, and the answer."""

    question: Question
    coder: str
    """Whose codings taught it; empty: nobody has coded yet."""
    looked: int
    """Turns that the coder has looked at."""
    turns: int
    """Turns of participants that can be proposed."""
    at_random: int
    """Turns read in random order, which estimates are made from."""
    set_aside: int
    """Transcripts left out because they are set aside for testing."""
    model: str
    """File of a model learnt elsewhere; empty: none."""
    codes: tuple[CodeOutlook, ...]
    """The codes that the answer is about."""
    proposals: tuple[Proposal, ...]
    """Best first."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class SheetReport:
    """A sheet that was written."""

    file: str
    findings: tuple[Finding, ...]


@in_own_languages
def write_sheet(study: OpenStudy, report: ProposeReport, output: str, *, dry_run: bool = False) -> SheetReport:
    """Write proposals as a sheet to read, sort and fill in; a sheet that holds something else stays.

    Raises:
        StudyError: the ending is no format of tables, or the file holds something else.
    """
    how, path = Path(output).suffix.lower().removeprefix("."), output_path(study, output)
    if how not in TABLE_FORMATS:
        raise unknown_name("format", how or output, list(TABLE_FORMATS))
    data = TABLE_FORMATS[how](_sheet(report))
    if path.is_file() and path.read_bytes() != data:
        message = "this file exists and may hold somebody's codes"
        raise study_error("sheet-exists", message, "write to another file", study.layout.relative(path))
    if not dry_run:
        with study.writing():
            write_bytes(path, data)
    return SheetReport(study.layout.relative(path), warn_unignored_file(study, path))


_COLUMNS = (
    Column("transcript", "string", "Transcript."),
    Column("turn", "integer", "Number of the turn in its transcript."),
    Column("proposed", "string", "Code that the turn may have; empty: drawn at random."),
    Column("chance", "number", "How likely the coder would give the code, from 0 to 1; empty: nobody knows yet."),
    Column(
        "expected", "boolean", "Whether the code is expected: of the likeliest turns, as many as promise the best F1."
    ),
    Column("given", "boolean", "Whether the coder gave the code; empty: the coder has not said."),
    Column("nearest", "string", "Turn with this code that is most like it."),
    Column("words", "string", "Words that speak for the code."),
    Column("rule", "boolean", "Whether a rule of the code finds it."),
    Column("question", "string", "What the interviewer asked before."),
    Column("text", "string", "The turn."),
    Column("codes", "string", "Your codes, divided by ; and - where none applies."),
    Column("note", "string", "For you."),
)


def _sheet(report: ProposeReport) -> Table:
    found = report.proposals
    data: dict[str, Sequence[Any]] = {
        "transcript": [each.transcript for each in found],
        "turn": [each.turn for each in found],
        "proposed": [each.code or None for each in found],
        "chance": [each.chance for each in found],
        "expected": [each.expected for each in found],
        "given": [each.given for each in found],
        "nearest": [each.nearest or None for each in found],
        "words": ["; ".join(each.words) or None for each in found],
        "rule": [each.ruled for each in found],
        "question": [each.question or None for each in found],
        "text": [each.text for each in found],
        "codes": [None] * len(found),
        "note": [None] * len(found),
    }
    notes = ("Proposals are not codings: nothing here is counted before somebody fills in the column codes.",)
    return Table("proposals", "Proposals", _COLUMNS, data, notes)


@dataclass(frozen=True)
class ModelReport:
    """A model that was written."""

    file: str
    card: ModelCard
    terms: int
    """Words in it."""
    codes: Mapping[str, tuple[int, int, int]]
    """Code -> turns that it was learnt from, and of the turns of people who did not teach it, how many stand in the
    first fifth of a list, and all."""
    findings: tuple[Finding, ...]


@in_own_languages
def export_model(
    study: OpenStudy, file: str, options: ProposeOptions | None = None,
    *, dry_run: bool = False,
) -> ModelReport:  # fmt: skip
    """Write what a coder taught as a file for another study: single words that three respondents share.

    Raises:
        StudyError: no code has enough turns yet.
    """
    learnt = open_proposals(study, options)
    model = _taught(study, learnt)
    path = output_path(study, file)
    if not model.codes:
        hint = f"a code needs {FEWEST_TURNS} turns; see `qualcode propose`"
        raise study_error("nothing-learnt", "there is too little to learn a model from", hint)
    agreed = warn_unagreed(study, "share", stated_consents(learnt.frame))
    if not dry_run:
        with study.writing():
            write_bytes(path, format_model(model))
    codes = {name: (each.turns, *each.early) for name, each in model.codes.items()}
    findings = (*learnt.findings, *agreed)
    return ModelReport(study.layout.relative(path), model.card, len(model.terms), codes, findings)


def _taught(study: OpenStudy, learnt: Proposals) -> LearntModel:
    material, looked = learnt.material, np.flatnonzero(learnt.material.looked)
    respondents = learnt.made.respondent[looked]
    said = speech(learnt.corpus, learnt.analyser)
    names = {said.keys[key] for key in np.unique(said.running.key[said.name]).tolist()}
    words = shared_words([material.texts[row] for row in looked.tolist()], respondents, learnt.features.reader, names)
    book = learnt.codebook
    card = ModelCard(
        made_with=f"qualcode {__version__}",
        date=datetime.now(UTC).date().isoformat(),
        corpus=study.corpus.title or study.name,
        synthetic=study.corpus.synthetic,
        licence=study.corpus.licence,
        codebook=f"{book.codebook} {book.version}".strip(),
        coder=kind_of(study, learnt.coder).kind if learnt.coder and "+" not in learnt.coder else "person",
        turns=len(looked),
        respondents=len(np.unique(respondents[respondents >= 0])),
    )
    judged = learnt.judged
    ways = {code.code: (judged.learnable[at], judged.early[at]) for at, code in enumerate(material.codes)}
    return learn_model(replace(material, elsewhere=None), learnt.features.reader, words, card, ways)


@in_own_languages
def propose(
    study: OpenStudy, question: Question, about: str = "", top: int = 10, options: ProposeOptions | None = None,
) -> ProposeReport:  # fmt: skip
    """Answer one question: `about` is the code of a review list, or the turn `TRANSCRIPT:TURN`; `top` 0 means all.

    Raises:
        StudyError: there is no such code or turn, or nothing to learn from.
    """
    learnt = open_proposals(study, options)
    codes = list(range(len(learnt.material.codes)))
    if question == "code":
        codes, found = [learnt.number(about)], learnt.for_code(about, top)
    elif question == "turn":
        found = learnt.of_turn(_row(study, learnt, about), top)
    elif question == "check":
        found = learnt.look_again(top)
    else:
        found = learnt.next(top or len(learnt.made)) if question == "next" else ()
    aside = len(np.unique(learnt.frame.turn_transcript[set_aside(learnt.frame)]))
    left_out = aside if options is None or not options.split else 0
    return ProposeReport(
        question,
        learnt.coder,
        int(learnt.material.looked.sum()),
        len(learnt.made),
        int(learnt.at_random.sum()),
        left_out,
        learnt.model,
        tuple(learnt.outlook(codes)),
        found,
        learnt.findings,
    )


def _row(study: OpenStudy, learnt: Proposals, about: str) -> int:
    """Row of the turn that is named.

    Raises:
        StudyError: there is no such turn, or it is not one of those that can be proposed.
    """
    place = named_place(study, about)
    rows = {learnt.place(row): row for row in range(len(learnt.made))}
    if place in rows:
        return rows[place]
    if place is None or place[0] not in {transcript for transcript, _ in rows}:
        raise unknown_name("turn", about, [f"{transcript}:{turn}" for transcript, turn in rows])
    hint = f"turns of participants with {SHORTEST} words and more can be proposed, outside of what is set aside"
    raise study_error("no-such-turn", f"`{about}` is not a turn of a participant that can be proposed", hint)

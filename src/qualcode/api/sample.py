"""Samples: units drawn for a person to code, so that every code has some and every unit's chance is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.agreement.units import (
    AGREEMENT_UNITS,
    AgreementUnit,
    CodingUnits,
    codes_of_units,
    speech_units,
    unit_spans,
    unit_text,
)
from qualcode.api.code import code
from qualcode.api.folder import study_language
from qualcode.api.proposals import ProposeOptions, open_proposals
from qualcode.codings.coders import in_split, refuse_both_halves
from qualcode.codings.schema import Codings, Source
from qualcode.corpus.build import question_turns
from qualcode.corpus.frame import Bools, Floats, Frame, Int64s, stated_consents
from qualcode.export import TABLE_FORMATS
from qualcode.export.xlsx import data_workbook
from qualcode.languages.catalogue import N_, Messages
from qualcode.model.codebook import Code, Codebook
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.table import Column, Table
from qualcode.readers.continues import is_backchannel
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.samples import Sample, SampleUnit, keep_sample
from qualcode.store.study import (
    OpenStudy,
    in_own_languages,
    last_codebook_path,
    output_path,
    warn_unagreed,
    warn_unignored_file,
)


@dataclass(frozen=True, eq=False)
class Drawn:
    """The units of a sample in the order in which a person sees them."""

    units: Int64s
    """Indexes of the units drawn, shuffled."""
    chance: Floats
    """Chance with which each of them was drawn; its inverse is its weight."""
    available: Int64s
    """Units of each stratum: one a code, and the last one for units without any code."""
    drawn: Int64s
    """Units drawn from each stratum; a unit with several codes may be drawn in several."""


def draw(has: Bools, per_code: int, uncoded: int, seed: int) -> Drawn:
    """Draw units by the codes that they have, shape (units, codes).

    For each code so many of its units are drawn, each with the same chance, independently of the other codes; and so
    many of those without any code. A unit is drawn when any of its codes draws it, so its chance is
    1 - (1 - n1/N1)(1 - n2/N2) ... over its codes (Horvitz-Thompson weights are the inverse).
    """
    random = np.random.default_rng(seed)
    strata = np.concatenate((has, ~has.any(axis=1, keepdims=True)), axis=1)
    available = strata.sum(axis=0)
    drawn = np.minimum(available, np.array([*[per_code] * has.shape[1], uncoded]))
    chosen = np.zeros(len(has), dtype=np.bool_)
    for stratum, number in enumerate(drawn.tolist()):
        chosen[random.choice(np.flatnonzero(strata[:, stratum]), number, replace=False)] = True
    left_out = 1 - np.divide(drawn, available, out=np.zeros(len(drawn)), where=available > 0)
    chance = 1 - np.where(strata, left_out, 1.0).prod(axis=1)
    units = random.permutation(np.flatnonzero(chosen))
    return Drawn(units, chance[units], available.astype(np.int64), drawn.astype(np.int64))


_NAME = re.compile(r"[\w-]+")
_SHEETS = ("xlsx", "csv", "tsv")
_HOW = (
    "Write the codes that apply into the column codes, as they are named on the sheet codebook, with ; between them.",
    "Write - where no code applies: a row whose cell stays empty counts as not looked at.",
    "Rows stand in random order, and nobody has told you what the rules think: code what you read.",
    "Leave id, transcript, turn and segment as they are; note is for you.",
)


@dataclass(frozen=True)
class SampleOptions:
    """What is drawn, and where the sheet is written to."""

    output: str
    """File: `xlsx`, `csv` or `tsv`."""
    per_code: int = 30
    """Units drawn for each code of the rules."""
    uncoded: int = 100
    """Units drawn from those without any code."""
    seed: int = 1
    """Seed of the draw and of the order."""
    unit: AgreementUnit = "turn"
    """`turn` or `segment`."""
    name: str = ""
    """Name of the sample; empty: the file's name without its ending."""
    split: str = ""
    """Draw from the transcripts of this split only, or of `all`; empty: from all but those set aside for testing."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    dry_run: bool = False
    """True: write nothing."""
    proposed: bool = False
    """True: turns that `propose` would have coded now, instead of a draw."""
    size: int = 20
    """Turns that are proposed."""
    code: str = ""
    """Turns that are likeliest to have this code; empty: those that teach most about all codes."""
    coder: str = ""
    """Whose codings teach what is proposed; empty: those of the coder who has most."""


@dataclass(frozen=True)
class SampleReport:
    """A sample that was drawn."""

    sample: str
    file: str
    """The sheet."""
    units: int
    """Rows of the sheet."""
    strata: tuple[tuple[str, int, int], ...]
    """Code (empty: no code), units there, units drawn for it."""
    findings: tuple[Finding, ...]
    """Codes with fewer units than were wanted, and whether git would take the sheet up."""


@in_own_languages
def sample(study: OpenStudy, options: SampleOptions) -> SampleReport:
    """Draw units by the codes of the rules, write a sheet without these codes, and keep the chances in the study.

    Raises:
        StudyError: the sheet would overwrite another one, or an option has no meaning.
    """
    how, name = _check(options)
    with study.writing():
        frame, codebook, made, drawn, kept = (_by_proposals if options.proposed else _by_rules)(study, options, name)
        if not len(kept.units):
            hint = "every turn was looked at" if options.proposed else "raise --per-code or --uncoded"
            hint = hint if len(made) else "no participant says anything; see `qualcode status`"
            raise study_error("nothing-drawn", "there is no unit to draw", hint)
        say = Messages(study_language(study))
        sheet = _in_language(_table(frame, made, drawn, kept), say, N_("Blind sheet {of}"), kept.sample)
        data = data_workbook(sheet, _codes(codebook, say)) if how == "xlsx" else TABLE_FORMATS[how](sheet)
        path = output_path(study, options.output)
        if path.is_file() and path.read_bytes() != data:
            message = "this file exists and may hold somebody's codes"
            raise study_error("sheet-exists", message, "write to another file", study.layout.relative(path))
        if not options.dry_run:
            keep_sample(study, kept)
            write_bytes(path, data)
    strata = tuple((each, there, number) for each, (there, number) in kept.strata.items())
    stated = stated_consents(frame)
    agreed = warn_unagreed(study, "analysis", stated)
    few = () if options.proposed else _few(kept, options)
    findings = (*few, *agreed, *warn_unignored_file(study, path, stated))
    return SampleReport(name, study.layout.relative(path), len(kept.units), strata, findings)


_Chosen = tuple[Frame, Codebook, CodingUnits, Drawn, Sample]


def _by_rules(study: OpenStudy, options: SampleOptions, name: str) -> _Chosen:
    """Units drawn by the codes that rules find in them."""
    coded = code(study, options.codebook or last_codebook_path(study), dry_run=True)
    frame = coded.corpus.frame
    refuse_both_halves(frame)
    speaks = np.bincount(frame.turn_counted, frame.turn_words, len(frame.turn_number)) > 0
    made = speech_units(frame, options.unit, in_split(frame, options.split) & speaks[frame.turn_counted])
    has = codes_of_units(frame, coded.codings, made)
    drawn = draw(has, options.per_code, options.uncoded, options.seed)
    return frame, coded.codebook, made, drawn, _sample(frame, coded.codings, made, has, drawn, options, name)


def _by_proposals(study: OpenStudy, options: SampleOptions, name: str) -> _Chosen:
    """Turns that teach most, or that are likeliest to have a code; the sheet does not say which or why."""
    asked = ProposeOptions(options.coder, options.codebook, options.split)
    learnt = open_proposals(study, asked)
    rows = np.random.default_rng(options.seed).permutation(learnt.rows_to_code(options.size, options.code))
    left = np.array([np.count_nonzero(~learnt.material.looked)])
    drawn = Drawn(rows, np.zeros(len(rows)), left, np.array([len(rows)]))
    nothing = Codings.none(Source.of(replace(learnt.codebook, codes=())))
    has = np.zeros((len(learnt.made), 0), np.bool_)
    kept = _sample(learnt.frame, nothing, learnt.made, has, drawn, options, name)
    return learnt.frame, learnt.codebook, learnt.made, drawn, replace(kept, how="proposed")


def _check(options: SampleOptions) -> tuple[str, str]:
    """Format and name of the sheet."""
    how = Path(options.output).suffix.lower().removeprefix(".")
    if how not in _SHEETS:
        raise study_error("bad-option", "a sheet is written as xlsx, csv or tsv", "write -o sheet.xlsx")
    if options.unit not in AGREEMENT_UNITS:
        raise unknown_name("unit", options.unit, AGREEMENT_UNITS)
    if options.proposed and options.unit != "turn":
        raise study_error("bad-option", "turns are proposed, not segments", "leave --unit out")
    if options.code and not options.proposed:
        raise study_error("bad-option", "--code says what is proposed", "write --proposed, too")
    if min(options.per_code, options.uncoded, options.size) < 0:
        raise study_error("bad-option", "a number of units cannot be below 0")
    name = options.name or re.sub(r"[^\w-]+", "-", Path(options.output).stem).strip("-") or "sample"
    if not _NAME.fullmatch(name):
        message = "a sample's name has letters, digits, `-` and `_` only"
        raise study_error("bad-option", message, "write --name first-draw")
    return how, name


def _sample(
    frame: Frame, codings: Codings, made: CodingUnits, has: "np.ndarray[Any, np.dtype[np.bool_]]", drawn: Drawn,
    options: SampleOptions, name: str,
) -> Sample:  # fmt: skip
    source, names = codings.source, [code.code for code in codings.codes]
    width = len(str(len(drawn.units)))
    kept = []
    for row, (unit, chance) in enumerate(zip(drawn.units.tolist(), drawn.chance.tolist(), strict=True), start=1):
        turn, start, end = unit_spans(frame, made, unit)[0]
        kept.append(
            SampleUnit(
                id=f"{name}-{row:0{width}}",
                transcript=frame.transcripts[int(made.transcript[unit])],
                turn=int(frame.turn_number[turn]),
                segment=int(frame.segment_number[made.place[unit]]) if made.unit == "segment" else None,
                start=start,
                end=end,
                turn_sha256=sha256_bytes(frame.text(turn).encode()),
                codes=tuple(names[code] for code in np.flatnonzero(has[unit]).tolist()),
                chance=round(chance, 12),
            )
        )
    strata = {
        code: (there, number)
        for code, there, number in zip([*names, ""], drawn.available.tolist(), drawn.drawn.tolist(), strict=True)
    }
    return Sample(
        name, made.unit, options.seed, options.split, source.codebook, source.sha256, strata, tuple(kept)
    )  # fmt: skip


_SHEET_COLUMNS = (
    Column("id", "string", "Row of the sample; leave it as it is."),
    Column("transcript", "string", N_("Transcript.")),
    Column("turn", "integer", "Number of the turn in its transcript."),
    Column(
        "continues",
        "string",
        N_(
            "Speech after a backchannel is one turn with what stood before it: the turns that go on with this one "
            "and stand in the text, divided by ; or, for a segment, the turn that its own one goes on with."
        ),
    ),
    Column("segment", "integer", "Number of the segment in its turn; empty: the whole turn."),
    Column("question", "string", "What the interviewer last said before; only the column text is coded."),
    Column("between", "string", "What was said between the two; empty: the text follows the question."),
    Column("text", "string", "The words to code."),
    Column("codes", "string", "Your codes, divided by ; and - where none applies."),
    Column("note", "string", "For you."),
)


def _table(frame: Frame, made: CodingUnits, drawn: Drawn, kept: Sample) -> Table:
    """The sheet: everything that a person needs, and nothing of what the rules found."""
    before = question_turns(frame)
    units_ = drawn.units.tolist()
    questions = [int(before[int(made.turn[unit])]) for unit in units_]
    heard = _between(frame, questions, [int(frame.turn_counted[made.turn[unit]]) for unit in units_])
    data: dict[str, Sequence[Any]] = {
        "id": [unit.id for unit in kept.units],
        "transcript": [unit.transcript for unit in kept.units],
        "turn": [unit.turn for unit in kept.units],
        "continues": [_joined(frame, made, unit) for unit in units_],
        "segment": [unit.segment for unit in kept.units],
        "question": [frame.text(turn) if turn >= 0 else None for turn in questions],
        "between": heard,
        "text": [unit_text(frame, made, unit) for unit in units_],
        "codes": [None] * len(units_),
        "note": [None] * len(units_),
    }
    return Table("sheet", "", _SHEET_COLUMNS, data, _HOW)


def _in_language(table: Table, say: Messages, title: str, of: str) -> Table:
    """A sheet whose title, notes and definitions are in the language of the study; names of columns stay."""
    columns = tuple(replace(each, definition=say(each.definition)) for each in table.columns)
    notes = tuple(map(say, table.notes))
    return replace(table, title=say(title, of=of), columns=columns, notes=notes, language=say.language or "en")


def _joined(frame: Frame, made: CodingUnits, unit: int) -> str | None:
    """Numbers of the turns that are one turn with that of a unit, divided by `;`; None where there are none."""
    turn = int(made.turn[unit])
    if made.unit == "segment":
        others = [int(frame.turn_counted[turn])]
    else:
        others = [at for at, _, _ in unit_spans(frame, made, unit)]
    return ";".join(str(frame.turn_number[at]) for at in others if at != turn) or None


def _between(frame: Frame, questions: Sequence[int], turns: Sequence[int]) -> list[str | None]:
    """What was said between each question and the turn that it is shown with, the last turns a line each.

    In a group the question before a turn, as the engine has it, may have been answered by somebody else in between.
    """
    found = []
    for question, turn in zip(questions, turns, strict=True):
        others = [at for at in range(question + 1, turn) if question >= 0 and not is_backchannel(frame.text(at))]
        left = [f"... ({len(others) - _SHOWN} more)"] if len(others) > _SHOWN else []
        lines = [*left, *(" ".join(frame.text(at).split()) for at in others[-_SHOWN:])]
        found.append("\n".join(lines) or None)
    return found


_SHOWN = 3
"""Turns between a question and a text that a sheet shows."""


def _codes(codebook: Codebook, say: Messages) -> Table:
    """The codes with all that a person must know to give them."""
    columns = (
        Column("code", "string", "Code to write."),
        Column("label", "string", "Its name."),
        Column("definition", "string", "What it means."),
        Column("use", "string", "When to use it."),
        Column("not", "string", "When not."),
    )
    rows = [_explained(code) for code in codebook.codes if not code.retired]
    data = {column.name: [row[at] or None for row in rows] for at, column in enumerate(columns)}
    of = f"{codebook.codebook} {codebook.version}".strip()
    return _in_language(Table("codebook", "", columns, data), say, N_("Codebook {of}"), of)


def _explained(code: Code) -> tuple[str, ...]:
    label, definition = (" / ".join(each.values()) for each in (code.label, code.definition))
    use, never = ("\n".join(chain.from_iterable(each.values())) for each in (code.include, code.exclude))
    return code.code, label, definition, use, never


def _few(kept: Sample, options: SampleOptions) -> Iterator[Finding]:
    for name, (there, _) in kept.strata.items():
        if there < (options.per_code if name else options.uncoded):
            which = f"code `{name}` has" if name else "without a code there are"
            yield Finding("note", "few-units", f"{which} only {there} units")

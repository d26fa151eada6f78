"""Sample: a blind sheet for a person to code, drawn by the codes of the rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.agreement.sample import Drawn, draw
from qualcode.agreement.units import UNITS, Unit, Units, given, unit_spans, unit_text, units
from qualcode.export import FORMATS
from qualcode.export.xlsx import to_xlsx
from qualcode.model import Code, Codebook, Column, Finding, Table
from qualcode.readers.continues import is_backchannel
from qualcode.steps.code import code
from qualcode.steps.errors import refuse, unknown
from qualcode.steps.frame import asked
from qualcode.steps.last import last_codebook
from qualcode.steps.outside import outside
from qualcode.steps.samples import Sample, SampleUnit, keep_sample
from qualcode.steps.splits import in_split
from qualcode.steps.study import Opened
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.tables import Codings, Frame

_NAME = re.compile(r"[\w-]+")
_SHEETS = ("xlsx", "csv", "tsv")
_HOW = (
    "Write the codes that apply into the column codes, as they are named on the sheet codebook, divided by ;",
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
    unit: Unit = "turn"
    """`turn` or `segment`."""
    name: str = ""
    """Name of the sample; empty: the file's name without its ending."""
    split: str = ""
    """Draw from the transcripts of this split only."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    dry_run: bool = False
    """True: write nothing."""


@dataclass(frozen=True)
class SampleReport:
    """A sample that was drawn."""

    sample: str
    """Its name."""
    file: str
    """The sheet."""
    units: int
    """Rows of the sheet."""
    strata: tuple[tuple[str, int, int], ...]
    """Code (empty: no code), units there, units drawn for it."""
    findings: tuple[Finding, ...]
    """Codes with fewer units than were wanted, and whether git would take the sheet up."""


def sample(opened: Opened, options: SampleOptions) -> SampleReport:
    """Draw units by the codes of the rules, write a sheet without these codes, and keep the chances in the study.

    Raises:
        StepError: the sheet would overwrite another one, or an option has no meaning.
    """
    how, name = _check(options)
    with opened.writing():
        coded = code(opened, options.codebook or last_codebook(opened)[1], dry_run=True)
        frame = coded.framed.frame
        speaks = np.bincount(frame.turn_counted, frame.turn_words, len(frame.turn_number)) > 0
        made = units(frame, options.unit, in_split(frame, options.split) & speaks[frame.turn_counted])
        has = given(frame, coded.codings, made)
        drawn = draw(has, options.per_code, options.uncoded, options.seed)
        kept = _sample(frame, coded.codings, made, has, drawn, options, name)
        if not len(kept.units):
            raise refuse("nothing-drawn", "there is no unit to draw", "raise --per-code or --uncoded")
        data = _bytes(how, _table(frame, made, drawn, kept), _codes(coded.codebook))
        path = Path(options.output)
        if path.is_file() and path.read_bytes() != data:
            message = "this file exists and may hold somebody's codes"
            raise refuse("sheet-exists", message, "write to another file", opened.layout.relative(path))
        if not options.dry_run:
            keep_sample(opened, kept)
            write_bytes(path, data)
    strata = tuple((each, there, number) for each, (there, number) in kept.strata.items())
    findings = (*_few(kept, options), *outside(opened, path))
    return SampleReport(name, opened.layout.relative(path), len(kept.units), strata, findings)


def _check(options: SampleOptions) -> tuple[str, str]:
    """Format and name of the sheet."""
    how = Path(options.output).suffix.lower().removeprefix(".")
    if how not in _SHEETS:
        raise refuse("bad-option", "a sheet is written as xlsx, csv or tsv", "write -o sheet.xlsx")
    if options.unit not in UNITS:
        raise unknown("unit", options.unit, UNITS)
    if min(options.per_code, options.uncoded) < 0:
        raise refuse("bad-option", "a number of units cannot be below 0")
    name = options.name or re.sub(r"[^\w-]+", "-", Path(options.output).stem).strip("-") or "sample"
    if not _NAME.fullmatch(name):
        raise refuse("bad-option", "a sample's name has letters, digits, `-` and `_` only", "write --name first-draw")
    return how, name


def _sample(
    frame: Frame, codings: Codings, made: Units, has: "np.ndarray[Any, np.dtype[np.bool_]]", drawn: Drawn,
    options: SampleOptions, name: str,
) -> Sample:  # fmt: skip
    names = [code.code for code in codings.codes]
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
        name, made.unit, options.seed, options.split, codings.codebook, codings.sha256, strata, tuple(kept)
    )  # fmt: skip


def _table(frame: Frame, made: Units, drawn: Drawn, kept: Sample) -> Table:
    """The sheet: everything that a person needs, and nothing of what the rules found."""
    before = asked(frame)
    units_ = drawn.units.tolist()
    questions = [int(before[int(made.turn[unit])]) for unit in units_]
    heard = _between(frame, questions, [int(frame.turn_counted[made.turn[unit]]) for unit in units_])
    columns = (
        Column("id", "string", "Row of the sample; leave it as it is."),
        Column("transcript", "string", "Transcript."),
        Column("turn", "integer", "Number of the turn in its transcript."),
        Column("segment", "integer", "Number of the segment in its turn; empty: the whole turn."),
        Column("question", "string", "What the interviewer last said before; only the column text is coded."),
        Column("between", "string", "What was said between the two; empty: the text follows the question."),
        Column("text", "string", "The words to code."),
        Column("codes", "string", "Your codes, divided by ; and - where none applies."),
        Column("note", "string", "For you."),
    )
    data: dict[str, Sequence[Any]] = {
        "id": [unit.id for unit in kept.units],
        "transcript": [unit.transcript for unit in kept.units],
        "turn": [unit.turn for unit in kept.units],
        "segment": [unit.segment for unit in kept.units],
        "question": [frame.text(turn) if turn >= 0 else None for turn in questions],
        "between": heard,
        "text": [unit_text(frame, made, unit) for unit in units_],
        "codes": [None] * len(units_),
        "note": [None] * len(units_),
    }
    return Table("sheet", f"Blind sheet {kept.sample}", columns, data, _HOW)


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


def _codes(codebook: Codebook) -> Table:
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
    return Table("codebook", f"Codebook {codebook.codebook} {codebook.version}".strip(), columns, data)


def _explained(code: Code) -> tuple[str, ...]:
    label, definition = (" / ".join(each.values()) for each in (code.label, code.definition))
    return code.code, label, definition, "\n".join(code.include), "\n".join(code.exclude)


def _bytes(how: str, sheet: Table, codes: Table) -> bytes:
    return to_xlsx(sheet, codes) if how == "xlsx" else FORMATS[how](sheet)


def _few(kept: Sample, options: SampleOptions) -> list[Finding]:
    wanted = {code: options.per_code if code else options.uncoded for code in kept.strata}
    return [
        Finding(
            "note", "few-units", f"{f'code `{code}` has' if code else 'without a code there are'} only {there} units"
        )
        for code, (there, _) in kept.strata.items()
        if there < wanted[code]
    ]

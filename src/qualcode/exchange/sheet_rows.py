"""Interprets the rows of a filled sheet: which words each is about, and which codes it gives them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TypeVar

import numpy as np

from qualcode.anchoring.spans import QuoteSpan, find_quote, trimmed
from qualcode.corpus.speakers import OpenCorpus
from qualcode.exchange.sheet import CodingSheetRow, Filled, divide
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS, Assertion, PersonCoding
from qualcode.model.finding import Finding, StudyError, did_you_mean, study_error
from qualcode.readers.columns import normal
from qualcode.store.atomic import read_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import parse_codings
from qualcode.store.samples import Sample, SampleUnit
from qualcode.store.study import OpenStudy
from qualcode.text.records import suggest_choice

_LINES = re.compile(r"[;\n]")
_PATHS = (" > ", "\\\\", "\\", "::")
"""What other programs write between a code and its ancestors."""
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class ReadRow:
    """One interpreted row: its place and its codes."""

    row: CodingSheetRow
    """The row."""
    transcript: str
    """Transcript."""
    turn: int
    """Number of the turn."""
    start: int
    """First code point of the words."""
    end: int
    """Code point after them."""
    codes: tuple[str, ...]
    """Codes given; none: the coder says that none applies."""
    assertion: Assertion
    """Assertion status."""
    sample: str
    """Sample that the row belongs to; empty: none."""
    unit: str
    """Id of its unit in the sample."""


class PlacedRows:
    """Matches rows with transcripts and codes."""

    def __init__(
        self, corpus: OpenCorpus, codebook: Codebook, samples: Iterable[Sample], name: str, filled: Filled
    ) -> None:
        """Take what rows may refer to; `name` is the sheet as findings call it."""
        self.bad = self.empty = 0
        self._filled, self._name, self._frame = filled, name, corpus.frame
        self._codes = _names(codebook)
        self._spelt = {code.code.lower(): code.code for code in codebook.codes}
        self._drawn = {unit.id: (each.sample, unit) for each in samples for unit in each.units}
        columns = self._frame
        self._turns: dict[str, dict[int, int]] = {transcript: {} for transcript in columns.transcripts}
        for at, (transcript, turn) in enumerate(zip(columns.turn_transcript, columns.turn_number, strict=True)):
            self._turns[columns.transcripts[transcript]][int(turn)] = at
        self._files = {PurePosixPath(header.source).name: each for each, header in corpus.indexed.headers.items()}

    def read(self) -> tuple[list[ReadRow], list[Finding]]:
        """All rows with codes, and what is wrong with the others."""
        read: list[ReadRow] = []
        findings: list[Finding] = []
        for row in self._filled.rows:
            if not row.cell("codes"):
                self.empty += 1
                continue
            wrong: list[Finding] = []
            codes = _tried(self._codes_of, row, wrong)
            assertion = _tried(self._assertion, row, wrong)
            place = _tried(self._place, row, wrong)
            if codes is None or assertion is None or place is None:
                self.bad += 1
                findings += wrong
            else:
                read.append(ReadRow(row, *place[:4], codes, assertion, *place[4:]))
        if self.empty:
            message = f"{self.empty} rows have no codes and count as not looked at"
            noted = sum(bool(row.cell("note")) and not row.cell("codes") for row in self._filled.rows)
            message += f"; notes of {noted} of them are not kept" if noted else ""
            hint = "write - where no code applies"
            findings.append(Finding("warning", "empty-rows", message, self._name, hint=hint))
        return read, findings

    def _codes_of(self, row: CodingSheetRow) -> tuple[str, ...]:
        whole = row.cell("codes")
        if whole.lower() in self._codes:
            return (self._codes[whole.lower()],)
        parts = [part for line in _LINES.split(whole) for part in self._parts(line)]
        unknown = [part for part in parts if part.lower() not in self._codes]
        if unknown:
            raise StudyError(*(finding for part in unknown for finding in self._unknown_code(row, part).findings))
        return tuple(dict.fromkeys(self._codes[part.lower()] for part in parts))

    def _parts(self, line: str) -> list[str]:
        """The codes that a line names: one name, the last of a path, else a list."""
        if line.strip().lower() in self._codes:
            return [line.strip()]
        for sign in _PATHS:
            path = [part.strip() for part in line.split(sign)]
            if len(path) > 1 and path[-1].lower() in self._codes:
                return [path[-1]]
        return divide(line) or []

    def _assertion(self, row: CodingSheetRow) -> Assertion:
        """Assertion status; affirmed if the row states none."""
        written = row.cell("assertion").lower() or ASSERTIONS[0]
        for assertion in ASSERTIONS:
            if written == assertion:
                return assertion
        raise self._wrong(row, "wrong-value", "the assertion is not known", suggest_choice(written, ASSERTIONS))

    def _unknown_code(self, row: CodingSheetRow, part: str) -> StudyError:
        near = get_close_matches(part.lower(), self._spelt, n=1)
        hint = f"did you mean `{self._spelt[near[0]]}`?" if near else f"known: {', '.join(self._spelt.values())}"
        if not part.isprintable() or len(part) > 40 or len(part.split()) > 4:  # a column of words, not of codes
            return self._wrong(row, "unknown-code", "the codes are no codes of the codebook", hint)
        return self._wrong(row, "unknown-code", f"there is no code `{part}`", hint)

    def _place(self, row: CodingSheetRow) -> tuple[str, int, int, int, str, str]:
        """Transcript, turn, start, end, and the names of sample and unit if the row belongs to one."""
        drawn = self._drawn.get(row.cell("id"))
        if drawn:
            return self._drawn_place(row, *drawn)
        transcript = self._transcript(row.cell("transcript"))
        if transcript is None:
            hint = did_you_mean(row.cell("transcript"), self._turns)
            raise self._wrong(row, "unknown-transcript", "there is no such transcript", hint)
        turns = self._turns[transcript]
        if row.cell("turn"):
            number = int(row.cell("turn")) if row.cell("turn").isdecimal() else 0
            if number not in turns:
                raise self._wrong(row, "unknown-turn", f"`{transcript}` has no such turn")
            turns = {number: turns[number]}
        return transcript, *self._span(row, turns), "", ""

    def _span(self, row: CodingSheetRow, turns: Mapping[int, int]) -> QuoteSpan:
        """The words that a row is about: its quote in the segment or turn that it names, else all of it."""
        quote, segment = row.cell("quote"), row.cell("segment")
        if exported := self._exported(row, turns):
            return exported
        if row.cell("turn") and segment:
            return self._segment(row, turns, segment, quote)
        texts = [(number, self._frame.text(at)) for number, at in turns.items()]
        if quote:
            return self._quote(row, quote, [((number, 0, len(text)), text) for number, text in texts])
        if not row.cell("turn"):
            raise self._wrong(row, "no-place", "neither turn nor quote is given")
        ((number, text),) = texts
        return self._words(row, number, text, 0, len(text))

    def _exported(self, row: CodingSheetRow, turns: Mapping[int, int]) -> QuoteSpan | None:
        """The span of a row of the table `segments`, which states its own offsets; None for other rows."""
        quote, places = row.cell("quote"), [row.cell(use) for use in ("start", "end", "quote_start")]
        if not quote or not row.cell("turn") or not all(map(str.isdecimal, places)):
            return None
        ((number, at),) = turns.items()
        start, end, low = map(int, places)
        is_there = self._frame.text(at).startswith(quote, low) and low <= start < end <= low + len(quote)
        return (number, start, end) if is_there else None

    def _quote(self, row: CodingSheetRow, quote: str, within: Iterable[tuple[QuoteSpan, str]]) -> QuoteSpan:
        """The only place of a quote in some spans, each given with the text of its turn."""
        found = [
            (number, start + low, start + high)
            for (number, start, end), text in within
            for _, low, high in find_quote(quote, [(number, text[start:end])])
        ]
        there = [span for span in found if str(span[1]) == row.cell("start")]
        if len(there or found) == 1:
            return (there or found)[0]
        where = self._where(row)
        if not found:
            hint = "copy the words as the transcript has them"
            raise self._wrong(row, "quote-missing", f"the quote is not in the {where}", hint)
        hint = "copy more words" if row.cell("turn") else "add a column `turn`, or copy more words"
        raise self._wrong(row, "quote-ambiguous", f"the quote stands in {len(found)} places of the {where}", hint)

    def _where(self, row: CodingSheetRow) -> str:
        """Where the quote of a row was looked for, in words."""
        if self._drawn.get(row.cell("id")):
            return "words of this row"
        if row.cell("turn") and row.cell("segment"):
            return "segment"
        return "turn" if row.cell("turn") else "transcript"

    def _segment(self, row: CodingSheetRow, turns: Mapping[int, int], segment: str, quote: str) -> QuoteSpan:
        """A segment, or a quote within it; a quote that contains the whole segment does not narrow it."""
        ((number, at),) = turns.items()
        columns = self._frame
        low, high = np.searchsorted(columns.segment_turn, np.array((at, at + 1), np.int32)).tolist()
        place = low + int(segment) - 1 if segment.isdecimal() and int(segment) else high
        if place >= high:
            raise self._wrong(row, "unknown-segment", f"turn {number} has no such segment")
        span, text = (int(columns.segment_start[place]), int(columns.segment_end[place])), columns.text(at)
        whole = self._words(row, number, text, *span)
        if not quote or _holds(quote, text, whole):
            return whole
        return self._quote(row, quote, [((number, *span), text)])

    def _words(self, row: CodingSheetRow, number: int, text: str, start: int, end: int) -> QuoteSpan:
        start, end = trimmed(text, start, end)
        if start >= end:
            raise self._wrong(row, "no-words", f"turn {number} has no words there")
        return number, start, end

    def _drawn_place(self, row: CodingSheetRow, sample: str, unit: SampleUnit) -> tuple[str, int, int, int, str, str]:
        """The place recorded when the unit was drawn, or a quote within it.

        The sheet's own column `text` is no quote, and the row's other columns of place are ignored.
        """
        at = self._turns.get(unit.transcript, {}).get(unit.turn)
        text = self._frame.text(at) if at is not None else ""
        if at is None or sha256_bytes(text.encode()) != unit.turn_sha256:
            hint = "draw a new sample, or leave the row out"
            raise self._wrong(row, "turn-changed", "its turn changed since the sheet was written", hint)
        quote = row.cell("quote") if normal(self._filled.columns.get("quote", "")) != "text" else ""
        if quote:
            span = self._quote(row, quote, self._spoken(unit, at))
        else:
            span = self._words(row, unit.turn, text, unit.start, unit.end)
        return unit.transcript, *span, sample, unit.id

    def _spoken(self, unit: SampleUnit, at: int) -> Iterator[tuple[QuoteSpan, str]]:
        """The spans of a unit with the texts of their turns; a turn includes the speech that resumes it."""
        text = self._frame.text
        if unit.segment is not None:
            yield (unit.turn, unit.start, unit.end), text(at)
            return
        for number, each in self._turns[unit.transcript].items():
            if self._frame.turn_counted[each] == self._frame.turn_counted[at]:
                yield (number, 0, len(text(each))), text(each)

    def _transcript(self, cell: str) -> str | None:
        """The transcript that a cell names: by its id, or by the file name of its source."""
        for name in (cell, PurePosixPath(cell).with_suffix("").as_posix() if cell else ""):
            if name in self._turns:
                return name
        return self._files.get(PurePosixPath(cell).name)

    def _wrong(self, row: CodingSheetRow, code: str, message: str, hint: str = "") -> StudyError:
        return StudyError(Finding("error", code, message, self._name, row.number, hint=hint))


def _tried(read: Callable[[CodingSheetRow], _Part], row: CodingSheetRow, wrong: list[Finding]) -> _Part | None:
    """One part of a row; None, and an added finding, if it cannot be interpreted."""
    try:
        return read(row)
    except StudyError as error:
        wrong += error.findings
        return None


def _holds(quote: str, text: str, whole: QuoteSpan) -> bool:
    """Whether a quote contains a whole segment: a column of whole turns does not quote."""
    _, start, end = whole
    return any(low <= start and end <= high for _, low, high in find_quote(quote, [(0, text)]))


def _names(codebook: Codebook) -> dict[str, str]:
    """What people may write for a code, in lower case -> the code: its name, or a label that only it has."""
    labels: dict[str, set[str]] = {}
    for code in codebook.codes:
        for label in code.label.values():
            labels.setdefault(label.strip().lower(), set()).add(code.code)
    clear = {label: next(iter(codes)) for label, codes in labels.items() if len(codes) == 1}
    return clear | {code.code.lower(): code.code for code in codebook.codes}


@dataclass(frozen=True)
class Contradicted:
    """An earlier coding that a row of a sheet does not name."""

    coding: PersonCoding
    """The coding."""
    row: int
    """Number of the first row about its words."""


def withdrawn_codings(study: OpenStudy, coder: str, read: Sequence[ReadRow]) -> list[Contradicted]:
    """Earlier codings that the sheet contradicts, in the order of transcripts and turns.

    They have exactly the span of a row whose codes leave them out; for a row of a sample, or one that says that no code
    applies, they may also lie within the span. A unit of a sample that has a code agrees with each coding of it within.
    """
    named = {
        (each.transcript, each.turn, each.start, each.end, each.assertion, code) for each in read for code in each.codes
    }
    found, by_turn = [], rows_by_turn(read)
    for transcript in sorted({each.transcript for each in read}):
        for coding in earlier_codings(study, coder, transcript):
            rows = by_turn.get((transcript, coding.turn), ())
            about = next((each for each in rows if _is_about(each, coding)), None)
            key = (transcript, coding.turn, coding.start, coding.end, coding.assertion, coding.code)
            if about and key not in named and not any(_says_unit_has(each, coding) for each in rows):
                found.append(Contradicted(coding, about.row.number))
    return found


def rows_by_turn(read: Iterable[ReadRow]) -> Mapping[tuple[str, int], Sequence[ReadRow]]:
    """The rows about each turn, by transcript and turn."""
    found: dict[tuple[str, int], list[ReadRow]] = {}
    for row in read:
        found.setdefault((row.transcript, row.turn), []).append(row)
    return found


def _says_unit_has(row: ReadRow, coding: PersonCoding) -> bool:
    """Whether a row gives a unit of a sample the code that words within it have."""
    return (
        bool(row.sample) and coding.code in row.codes and coding.assertion == row.assertion and _is_about(row, coding)
    )


def said_of_units(
    by_turn: Mapping[tuple[str, int], Sequence[ReadRow]], kept: Sequence[PersonCoding]
) -> dict[tuple[object, ...], tuple[object, ...]]:
    """For each unit of a sample, with a code that words in it have already, the key of the first coding of these."""
    said: dict[tuple[object, ...], tuple[object, ...]] = {}
    for own in kept:
        for row in by_turn.get((own.transcript, own.turn), ()):
            if _says_unit_has(row, own):
                said.setdefault((row.turn, row.start, row.end, own.code), own.key)
    return said


def earlier_codings(study: OpenStudy, coder: str, transcript: str) -> list[PersonCoding]:
    """The coder's earlier codings of a transcript.

    Raises:
        StudyError: the file has lines that rewriting it would lose.
    """
    file = study.layout.coding_file(study.name, coder, transcript)
    if not file.exists():
        return []
    codings, findings = parse_codings(study.layout.relative(file), read_bytes(file), coder, transcript)
    if findings:  # lines that cannot be read, and fields that are not known, would be lost
        raise StudyError(*findings, *study_error("unreadable-codings", "codings of this coder cannot be read").findings)
    return codings


def _is_about(row: ReadRow, coding: PersonCoding) -> bool:
    if row.turn != coding.turn:
        return False
    if row.sample or not row.codes:
        return row.start <= coding.start and coding.end <= row.end
    return (row.start, row.end) == (coding.start, coding.end)

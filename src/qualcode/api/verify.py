"""Verify: compare sources, kept codings and exported quotes with the transcripts on disk."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.anchoring.spans import stands
from qualcode.corpus.index import WORTH_BYTES
from qualcode.corpus.seen import SeenSource, unread_sources
from qualcode.corpus.shards import holds_lines, is_large, read_headers, read_turns, texts_together
from qualcode.corpus.source import ingest_command, is_coded, restated
from qualcode.exchange.foreign import check_foreign
from qualcode.executors import SERIAL, Executor, shares, worthwhile
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.progress import steps
from qualcode.model.texts import TextList
from qualcode.model.transcript import Header, Turn
from qualcode.model.translation import Translation
from qualcode.readers import read, reader_for
from qualcode.readers.archive import Unreadable
from qualcode.readers.workbook import read_workbook, rows_of_workbook
from qualcode.store.atomic import read_bytes, size
from qualcode.store.columns import TurnColumns, columns
from qualcode.store.doors import DOORS, read_through
from qualcode.store.hashing import sha256_bytes
from qualcode.store.jsonl import transcript_chunks
from qualcode.store.memos import read_memos
from qualcode.store.people import doubtful_lines, read_codings
from qualcode.store.study import OpenStudy, in_own_languages, open_study, without_accepted
from qualcode.store.translations import read_translations, translations_in_force


class _NoTableError(Exception):
    """Bytes that are no table of the kind that their file's ending says."""


def _rows(ending: str, data: bytes) -> Iterator[dict[str, str]]:
    """The rows of an exported table one after the other: all of a million at once would take a gigabyte.

    Raises:
        Unreadable: it is a workbook that is too large.
    """
    try:
        yield from READABLE[ending](data)
    except Exception as trouble:  # damaged bytes make the packages that read them raise whatever they lead them to
        if isinstance(trouble, Unreadable) and trouble.kind == "too-large":
            raise
        raise _NoTableError from trouble


def _separated(separator: str) -> Callable[[bytes], Iterator[dict[str, str]]]:
    def read(data: bytes) -> Iterator[dict[str, str]]:
        csv.field_size_limit(1 << 30)  # a turn may be long
        lines = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
        rows = filter(None, csv.reader(lines, delimiter=separator))
        names = next(rows, None)
        if not names:
            raise ValueError("no header")
        for cells in rows:
            yield dict(zip_longest(names, cells))

    return read


def _json(data: bytes) -> Iterator[dict[str, str]]:
    return map(_texts, json.loads(data)["rows"])


def _jsonl(data: bytes) -> Iterator[dict[str, str]]:
    return (_texts(json.loads(line)) for line in data.decode("utf-8").split("\n") if line)


def _xlsx(data: bytes) -> Iterator[dict[str, str]]:
    heading, *rows = rows_of_workbook(read_workbook(data, exported=True))
    return (dict(zip(heading.cells, row.cells, strict=True)) for row in rows)


def _parquet(data: bytes) -> Iterator[dict[str, str]]:
    from pyarrow.parquet import read_table

    return (_texts(row) for batch in read_table(io.BytesIO(data)).to_batches(10_000) for row in batch.to_pylist())


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row.items()}


READABLE: Mapping[str, Callable[[bytes], Iterator[dict[str, str]]]] = {
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".json": _json,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
"""Ending -> what reads such a file."""
_PLACE = ("corpus", "transcript", "turn", "start", "end", "quote")
"""Columns of a `segments` file that tie a quote to its place; newer ones have `quote_start` and `quote_end`, too."""


@dataclass(frozen=True)
class VerifyReport:
    """What was checked and what did not hold."""

    transcripts: int
    """Transcripts whose sources are named, and are compared with them."""
    codings: int
    """Codings of people compared with their transcripts."""
    quotes: int
    """Quotes of exported files compared with their transcripts."""
    files: tuple[str, ...]
    """The exported files."""
    alone: int
    """Transcripts that name no source, as in a copy without names: nothing is there to compare them with."""
    findings: tuple[Finding, ...]
    """What does not hold (errors), and what could not be checked (warnings)."""


def _lost(wrong: Sequence[Finding]) -> list[Finding]:
    """A line that cannot be read may have been a person's work: who verifies must hear of it."""
    return [replace(each, level="error") if each.code in ("bad-line", "torn-line") else each for each in wrong]


@in_own_languages
def verify(study: OpenStudy, files: Sequence[Path] = (), executor: Executor = SERIAL) -> VerifyReport:
    """Check sources, people's codings and exported quotes against the transcripts on disk.

    Quotes are those of the exported `segments` files that are named; without any, of those in `out/`. The executor
    reads sources again where they are large; what is found is the same.

    Raises:
        StudyError: there is nothing to verify.
    """
    headers, findings = read_headers(study)
    if not headers and not findings:
        message = f"corpus `{study.name}` has no transcripts"
        raise study_error("no-transcripts", message, "run `qualcode ingest PATH` first")
    texts = _Texts(study)
    findings += _check_sources(study, texts, list(headers.values()), executor)
    findings += [_unread(each) for each in unread_sources(study, {header.source for header in headers.values()})]
    codings = 0
    for coder in study.layout.coder_names(study.name):
        kept, wrong = read_codings(study.layout, study.name, coder)
        codings += len(kept)
        findings += _lost(wrong)
        findings += [each for coding in steps("codings", kept) for each in _check_coding(texts, coding)]
        findings += doubtful_lines(study.layout, study.name, coder)
    findings += [*_lost(read_memos(study.layout, study.name)[1]), *check_foreign(study)]
    lines, wrong = read_translations(study.layout, study.name)
    findings += [*_lost(wrong), *_check_translations(texts, lines)]
    exported = sorted(study.layout.out.glob("segments.*")) if study.layout.out.is_dir() else []
    named = list(files) or [path for path in exported if path.suffix in READABLE]
    quotes = 0
    for file in named:
        count, wrong = _check_file(texts, file, study.layout.relative(file))
        quotes += count
        findings += wrong
    shown = tuple(study.layout.relative(file) for file in named)
    said = without_accepted(study, dict.fromkeys([*findings, *texts.damaged]))
    alone = sum(not header.source for header in headers.values())
    return VerifyReport(len(headers) - alone, codings, quotes, shown, alone, said)


def _unread(seen: SeenSource) -> Finding:
    message = f"this source was seen and is in no transcript: {seen.trouble}"
    hint = "mend it and run `qualcode ingest`, or say under `accepted:` in corpus.yaml why it is left out"
    return Finding("error", "source-unread", message, seen.source, hint=hint)


class _Texts:
    """Texts of turns, read once per transcript, in whichever corpus they are."""

    def __init__(self, study: OpenStudy) -> None:
        self._opened = {study.name: study}
        self.name = study.name
        self.damaged: list[Finding] = []
        self.turns_of, self._said = cache(self._read), cache(self._list)
        self._as_read: dict[str, TurnColumns] = {}
        self.lines: dict[str, Path] = {}  # sources of which a transcript has just the lines

    def turn(self, corpus: str, transcript: str, turn: int) -> str | None:
        """Text of a turn; None when there is no such corpus, transcript or turn."""
        said = self._said(corpus, transcript)
        return said[turn - 1] if 0 < turn <= len(said) else None

    def turns(self, transcript: str) -> TurnColumns | None:
        """Turns of a transcript of the study's corpus; None where the file is damaged."""
        return self.turns_of(self.name, transcript)

    def some_at_a_time(self, corpus: str, transcript: str) -> Iterator[TextList]:
        """Texts of a transcript's turns in order; of a large file, never all of them, and none if it is damaged."""
        study = self._open(corpus)
        source = self.lines.get(transcript) if corpus == self.name else None
        if study and (source or is_large(study, transcript)):
            yield from texts_together(study, transcript, source)
        elif turns := self.turns_of(corpus, transcript):
            yield turns.texts

    def is_as_read(self, header: Header, turns: Sequence[Turn]) -> bool:
        """Whether a transcript's file holds just these turns, byte for byte: then none of them need be understood."""
        study = self._opened[self.name]
        with study.layout.transcript(self.name, header.transcript).open("rb") as file:
            file.readline()
            written = transcript_chunks(header, turns)
            next(written)  # the header, which an older version may have written in another order
            same = all(file.read(len(chunk)) == chunk for chunk in written) and not file.read(1)
        if same:
            self._as_read[header.transcript] = columns(turns)
        return same

    def _list(self, corpus: str, transcript: str) -> Sequence[str]:
        turns = self.turns_of(corpus, transcript)
        return turns.texts if turns else ()

    def _read(self, corpus: str, transcript: str) -> TurnColumns | None:
        if corpus == self.name and transcript in self._as_read:
            return self._as_read.pop(transcript)
        study = self._open(corpus)
        if study is None or not study.layout.transcript(corpus, transcript).is_file():
            return None
        try:
            return read_turns(study, transcript)
        except StudyError as error:
            self.damaged += error.findings
            return None

    def _open(self, corpus: str) -> OpenStudy | None:
        if corpus not in self._opened:
            first = self._opened[self.name]
            if corpus not in first.layout.corpus_names():
                return None
            self._opened[corpus] = open_study(first.layout.root, corpus)
        return self._opened[corpus]


def _check_sources(study: OpenStudy, texts: _Texts, headers: Sequence[Header], executor: Executor) -> Iterator[Finding]:
    """What does not hold of the transcripts and their sources; this process keeps the texts that it reads."""
    sizes = [size(path) if (path := study.layout.root / each.source).is_file() else 0 for each in headers]
    chosen = worthwhile(executor, len(headers), worth=sum(sizes) >= WORTH_BYTES)
    if chosen is SERIAL:
        for header in steps("verify", headers):
            yield from _check_source(study, texts, header)
        return
    runs = [headers[run] for run in shares(sizes, chosen)]
    with closing(chosen.map(partial(_check_some, study.for_workers), runs)) as found:
        for _ in steps("verify", runs):
            wrong, damaged = next(found)
            texts.damaged += damaged
            yield from wrong


@in_own_languages
def _check_some(study: OpenStudy, headers: Sequence[Header]) -> tuple[list[Finding], list[Finding]]:
    """What does not hold of some transcripts, and which of them are damaged."""
    texts = _Texts(study)
    return [each for header in headers for each in _check_source(study, texts, header)], texts.damaged


def _check_source(study: OpenStudy, texts: _Texts, header: Header) -> Iterator[Finding]:
    if not header.source:  # the transcript stands for it
        return
    path = study.layout.root / header.source
    if not path.is_file():
        texts.turns(header.transcript)  # damage is told there
        message = f"the source of transcript `{header.transcript}` is gone"
        hint = "put it back, or remove the transcript: `qualcode ingest --prune`"
        yield Finding("warning", "source-missing", message, header.source, hint=hint)
        return
    if holds_lines(study, header, path):
        texts.lines[header.transcript] = path
        return
    data = read_bytes(path)
    if sha256_bytes(data) != header.sha256:
        texts.turns(header.transcript)
        message = f"the source of transcript `{header.transcript}` changed since it was ingested"
        options = ["--move-codings"] if is_coded(study, header.transcript) else []
        hint = f"run `{ingest_command(study, [], [header], *options)}`"
        yield Finding("error", "source-changed", message, header.source, hint=hint)
    else:
        yield from _check_turns(study, texts, header, data)


def _check_turns(study: OpenStudy, texts: _Texts, header: Header, data: bytes) -> Iterator[Finding]:
    """Read the source again, where it is the same reader, and look for the first turn that is another one."""
    reader = reader_for(header.source)
    fresh = None
    if reader and (reader.name, reader.version) == (header.reader, header.reader_version):
        fresh = read(header.source, data, restated(header.options)).turns
        if texts.is_as_read(header, fresh):
            return
    turns = texts.turns(header.transcript)  # damage is told there
    number = _first_other(turns, columns(fresh)) if fresh is not None and turns and len(turns.label) else 0
    if number:
        file = study.layout.relative(study.layout.transcript(study.name, header.transcript))
        message = f"turn {number} is not what its source says"
        hint = "put the transcript back, or delete it and ingest the source again"
        if is_coded(study, header.transcript):  # codings follow their words only from the transcript as it was
            hint = "put the transcript back: its codings stand on the turns that it had"
        yield Finding("error", "transcript-changed", message, file, number + 1, hint=hint)


def _first_other(kept: TurnColumns, fresh: TurnColumns) -> int:
    """Number of the first turn of which speaker or text differ; 0 where none does, as the bytes of most tell."""
    same = kept.text == fresh.text and list(kept.labels) == list(fresh.labels)
    if same and np.array_equal(kept.starts, fresh.starts) and np.array_equal(kept.label, fresh.label):
        return 0
    pairs = zip_longest(_said(kept), _said(fresh))
    return next((number for number, (one, other) in enumerate(pairs, start=1) if one != other), 0)


def _said(turns: TurnColumns) -> Iterator[tuple[str, str]]:
    """Speaker and text of each turn."""
    return zip((turns.labels[label] for label in turns.label.tolist()), turns.texts, strict=True)


def _check_coding(texts: _Texts, coding: PersonCoding) -> Iterator[Finding]:
    place = f"coding `{coding.code}` of `{coding.coder}` in turn {coding.turn}, {coding.start}-{coding.end}"
    text = texts.turn(texts.name, coding.transcript, coding.turn)
    if text is None:
        yield Finding("error", "turn-missing", f"{place} stands in a turn that does not exist", file=coding.transcript)
    elif not stands(coding, text):
        yield Finding("error", "quote-moved", f"{place} is no longer on its words", file=coding.transcript)
    elif coding.turn_sha256 and sha256_bytes(text.encode("utf-8")) != coding.turn_sha256:
        message = f"{place} still holds, but the rest of its turn changed"
        yield Finding("warning", "turn-changed", message, file=coding.transcript)


def _check_translations(texts: _Texts, lines: Sequence[Translation]) -> Iterator[Finding]:
    for each in translations_in_force(lines).values():
        text = texts.turn(texts.name, each.transcript, each.turn)
        if text is None or text[each.start : each.end] != each.quote:
            place = f"turn {each.turn}, {each.start}-{each.end}"
            message = f"the translation into `{each.language}` of {place} is no longer on its words"
            hint = "it is not shown; translate the passage anew with `qualcode export quotes --gloss`"
            yield Finding("error", "quote-moved", message, file=each.transcript, hint=hint)


def _check_file(texts: _Texts, file: Path, name: str) -> tuple[int, list[Finding]]:
    """Number of quotes in an exported file, and those that are not their slice."""
    from qualcode.api.verify_columns import CELL_SEPARATORS, count_if_all_hold  # brings every export format

    if file.suffix.lower() not in READABLE:
        hint = f"readable are {', '.join(READABLE)}"
        raise study_error("not-verifiable", "this is not an exported table", hint, name)
    if file.suffix.lower() in CELL_SEPARATORS and file.is_file() and size(file) <= DOORS["table"].most_bytes:
        whole = count_if_all_hold(file, texts.some_at_a_time)
        if whole is not None:
            return whole, []
    count, findings = 0, list[Finding]()
    try:
        for row in steps("quotes", _rows(file.suffix.lower(), read_through("table", file)), -1):
            if not count and not set(_PLACE) <= set(row):
                raise _NoTableError
            count += 1
            findings += _check_row(texts, row, count, name)
    except Unreadable as trouble:
        raise study_error("too-large", trouble.message, "export the table as csv or parquet", name) from trouble
    except _NoTableError as trouble:
        needed = ", ".join(_PLACE)
        wrong = Finding("error", "not-segments", f"the columns {needed} are not all there", file=name)
        raise StudyError(wrong) from trouble
    if (more := len(findings) - _NAMED) > 0:
        message = f"{more} more {'row is' if more == 1 else 'rows are'} not what the transcripts have"
        findings[_NAMED:] = [Finding("error", "quote-moved", message, file=name, hint="export the table again")]
    return count, findings


_NAMED = 5
"""Rows of one exported file that are named: a table that is older than its transcripts is off nearly everywhere."""


def _check_row(texts: _Texts, row: Mapping[str, str], number: int, name: str) -> Iterator[Finding]:
    from qualcode.export.delimited import SAFE_MARK

    try:
        turn, start, end = (int(row[column]) for column in ("turn", "start", "end"))
        low, high = int(row.get("quote_start", start)), int(row.get("quote_end", end))
    except (ValueError, TypeError):  # a cell that is no number, or a row that ends before it
        yield Finding("error", "bad-row", f"row {number}: turn, start and end must be whole numbers", file=name)
        return
    text = texts.turn(row["corpus"], row["transcript"], turn)
    quote = "" if text is None else text[low:high]
    if text is None or not 0 <= low <= start <= end <= high or row["quote"] not in (quote, f"{SAFE_MARK}{quote}"):
        message = f"row {number}: the quote is not what turn {turn} of `{row['transcript']}` has at {low}-{high}"
        yield Finding("error", "quote-moved", message, file=name, hint="export the table again")

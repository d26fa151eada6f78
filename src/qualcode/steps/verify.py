"""Verify a study: every quote equals its slice, every transcript still matches its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qualcode.export.read import READABLE, read_rows
from qualcode.model import Finding, PersonCoding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.study import Opened, open_study
from qualcode.steps.transcripts import read_headers, read_transcript
from qualcode.store.atomic import read_bytes
from qualcode.store.hashing import sha256_bytes, sha256_file
from qualcode.store.people import read_codings

_PLACE = ("corpus", "transcript", "turn", "start", "end", "quote")
"""Columns of a `segments` file that tie a quote to its place."""


@dataclass(frozen=True)
class VerifyReport:
    """What was checked and what did not hold."""

    transcripts: int
    """Transcripts compared with their sources."""
    codings: int
    """Codings of people compared with their transcripts."""
    quotes: int
    """Quotes of exported files compared with their transcripts."""
    files: tuple[str, ...]
    """The exported files."""
    findings: tuple[Finding, ...]
    """What does not hold (errors), and what could not be checked (warnings)."""


def verify(opened: Opened, files: Sequence[Path] = ()) -> VerifyReport:
    """Check sources, people's codings and exported quotes against the transcripts on disk.

    Args:
        opened: the study.
        files: exported `segments` files; without any, those in `out/`.

    Raises:
        StepError: there is nothing to verify.
    """
    headers, findings = read_headers(opened)
    if not headers and not findings:
        raise refuse("no-transcripts", f"corpus `{opened.name}` has no transcripts", "run `qualcode ingest PATH` first")
    for transcript, header in headers.items():
        findings += _check_source(opened, transcript, header.source, header.sha256)
    texts = _Texts(opened)
    codings = 0
    for coder in opened.layout.coder_names(opened.name):
        kept, wrong = read_codings(opened.layout, opened.name, coder)
        codings += len(kept)
        findings += [*wrong, *(found for coding in kept for found in _check_coding(texts, coding))]
    named = list(files) or _exported(opened)
    quotes = 0
    for file in named:
        count, wrong = _check_file(texts, file, opened.layout.relative(file))
        quotes += count
        findings += wrong
    shown = tuple(opened.layout.relative(file) for file in named)
    return VerifyReport(len(headers), codings, quotes, shown, tuple(findings))


class _Texts:
    """Texts of turns, read once per transcript, in whichever corpus they are."""

    def __init__(self, opened: Opened) -> None:
        self._opened = {opened.name: opened}
        self.name = opened.name
        self._turns = cache(self._read)

    def turn(self, corpus: str, transcript: str, turn: int) -> str | None:
        """Text of a turn; None when there is no such corpus, transcript or turn."""
        return self._turns(corpus, transcript).get(turn)

    def _read(self, corpus: str, transcript: str) -> Mapping[int, str]:
        opened = self._open(corpus)
        if opened is None or not opened.layout.transcript(corpus, transcript).is_file():
            return {}
        return {turn.turn: turn.text for turn in read_transcript(opened, transcript).turns}

    def _open(self, corpus: str) -> Opened | None:
        if corpus not in self._opened:
            first = self._opened[self.name]
            if corpus not in first.layout.corpus_names():
                return None
            self._opened[corpus] = open_study(first.layout.root, corpus)
        return self._opened[corpus]


def _check_source(opened: Opened, transcript: str, source: str, sha256: str) -> Iterator[Finding]:
    path = opened.layout.root / source
    if not path.is_file():
        message = f"the source of transcript `{transcript}` is gone"
        yield Finding("warning", "source-missing", message, file=source, hint="put it back, or keep what you have")
    elif sha256_file(path) != sha256:
        message = f"the source of transcript `{transcript}` changed since it was ingested"
        yield Finding("error", "source-changed", message, file=source, hint="run `qualcode ingest` again")


def _check_coding(texts: _Texts, coding: PersonCoding) -> Iterator[Finding]:
    place = f"coding `{coding.code}` of `{coding.coder}` in turn {coding.turn}, {coding.start}-{coding.end}"
    text = texts.turn(texts.name, coding.transcript, coding.turn)
    if text is None:
        yield Finding("error", "turn-missing", f"{place} stands in a turn that does not exist", file=coding.transcript)
    elif text[coding.start : coding.end] != coding.quote:
        yield Finding("error", "quote-moved", f"{place} is no longer its quote", file=coding.transcript)
    elif coding.turn_sha256 and sha256_bytes(text.encode("utf-8")) != coding.turn_sha256:
        message = f"{place} still holds, but the rest of its turn changed"
        yield Finding("warning", "turn-changed", message, file=coding.transcript)


def _exported(opened: Opened) -> list[Path]:
    """Files of the table `segments` in `out/`."""
    folder = opened.layout.out
    return sorted(path for path in folder.glob("segments.*") if path.suffix in READABLE) if folder.is_dir() else []


def _check_file(texts: _Texts, file: Path, name: str) -> tuple[int, list[Finding]]:
    """Number of quotes in an exported file, and those that are not their slice."""
    if file.suffix.lower() not in READABLE:
        raise refuse("not-verifiable", "this is not an exported table", f"readable are {', '.join(READABLE)}", name)
    rows = read_rows(file.suffix.lower(), read_bytes(file))
    if rows is None or (rows and not set(_PLACE) <= set(rows[0])):
        needed = ", ".join(_PLACE)
        raise StepError(Finding("error", "not-segments", f"the columns {needed} are not all there", file=name))
    findings = [found for number, row in enumerate(rows, start=1) for found in _check_row(texts, row, number, name)]
    return len(rows), findings


def _check_row(texts: _Texts, row: Mapping[str, str], number: int, name: str) -> Iterator[Finding]:
    try:
        turn, start, end = (int(row[column]) for column in ("turn", "start", "end"))
    except ValueError:
        yield Finding("error", "bad-row", f"row {number}: turn, start and end must be whole numbers", file=name)
        return
    text = texts.turn(row["corpus"], row["transcript"], turn)
    if text is None or text[start:end] != row["quote"]:
        message = f"row {number}: the quote is not what turn {turn} of `{row['transcript']}` has at {start}-{end}"
        yield Finding("error", "quote-moved", message, file=name, hint="export the table again")

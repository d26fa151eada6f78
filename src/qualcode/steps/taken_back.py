"""Taken back: earlier codings of a coder that a sheet contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import PersonCoding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.sheet_rows import ReadRow
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.people import parse_codings


@dataclass(frozen=True)
class Contradicted:
    """An earlier coding that a row of a sheet does not name."""

    coding: PersonCoding
    """The coding."""
    row: int
    """Number of the first row about its words."""


def taken_back(opened: Opened, coder: str, read: Sequence[ReadRow]) -> list[Contradicted]:
    """Earlier codings on the words of a row that no row names, in the order of transcripts and turns.

    On its words are those with the very span of the row; on a row of a sample, or one that says that no code applies,
    all inside the span as well.
    """
    named = {_key(each, code) for each in read for code in each.codes}
    found = []
    for transcript in sorted({each.transcript for each in read}):
        rows = [each for each in read if each.transcript == transcript]
        for coding in kept_codings(opened, coder, transcript):
            about = next((each for each in rows if _is_about(each, coding)), None)
            key = (transcript, coding.turn, coding.start, coding.end, coding.assertion, coding.code)
            if about and key not in named:
                found.append(Contradicted(coding, about.row.number))
    return found


def kept_codings(opened: Opened, coder: str, transcript: str) -> list[PersonCoding]:
    """What the coder has coded in a transcript already.

    Raises:
        StepError: the file has lines that writing it anew would lose.
    """
    file = opened.layout.coding_file(opened.name, coder, transcript)
    if not file.exists():
        return []
    codings, findings = parse_codings(opened.layout.relative(file), read_bytes(file), coder, transcript)
    if findings:  # lines that cannot be read, and fields that are not known, would be lost
        raise StepError(*findings, *refuse("unreadable-codings", "codings of this coder cannot be read").findings)
    return codings


_Key = tuple[str, int, int, int, str, str]


def _key(row: ReadRow, code: str) -> _Key:
    return row.transcript, row.turn, row.start, row.end, row.assertion, code


def _is_about(row: ReadRow, coding: PersonCoding) -> bool:
    if row.turn != coding.turn:
        return False
    if row.sample or not row.codes:
        return row.start <= coding.start and coding.end <= row.end
    return (row.start, row.end) == (coding.start, coding.end)

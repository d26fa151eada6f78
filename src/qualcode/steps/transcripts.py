"""Transcripts on disk: their headers and their turns."""

from qualcode.model import Finding, Header, Transcript
from qualcode.steps.errors import StepError
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.columns import Columns
from qualcode.store.jsonl import read, read_columns, read_header


def read_transcript(opened: Opened, transcript: str) -> Transcript:
    """One transcript of the corpus.

    Raises:
        StepError: its file is damaged or was written by a newer qualcode.
    """
    path = opened.layout.transcript(opened.name, transcript)
    found = read(read_bytes(path), opened.layout.relative(path))
    if isinstance(found, Finding):
        raise StepError(found)
    return found


def read_turns(opened: Opened, transcript: str) -> Columns:
    """The turns of one transcript of the corpus as columns.

    Raises:
        StepError: its file is damaged or was written by a newer qualcode.
    """
    path = opened.layout.transcript(opened.name, transcript)
    found = read_columns(path, opened.layout.relative(path))
    if isinstance(found, Finding):
        raise StepError(found)
    return found


def read_headers(opened: Opened) -> tuple[dict[str, Header], list[Finding]]:
    """Headers of all transcripts by id, in order of id, and what is wrong with the others."""
    headers, findings = {}, []
    for transcript in opened.layout.transcript_ids(opened.name):
        path = opened.layout.transcript(opened.name, transcript)
        header = read_header(path, opened.layout.relative(path))
        if isinstance(header, Finding):
            findings.append(header)
        else:
            headers[transcript] = header
    return headers, findings

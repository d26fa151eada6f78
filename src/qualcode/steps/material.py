"""Gather what checks of a corpus look at: index, roles, sources, codings and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.checks import Decision, Material, SpeakerSummary
from qualcode.model import Finding, Header, PersonCoding
from qualcode.steps.errors import StepError
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import Progress, index
from qualcode.steps.stray import stray
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_headers
from qualcode.store.append import read_lines
from qualcode.store.hashing import sha256_file
from qualcode.store.people import read_coder, read_codings

DECISIONS = "decisions"
"""Name of a coder's file of decisions, without its ending."""


@dataclass(frozen=True)
class Gathered:
    """A corpus ready to be checked, and what could not be read of it."""

    framed: Framed | None
    """Its columns; None where there are no transcripts, or one is damaged."""
    material: Material | None
    """What checks look at."""
    findings: tuple[Finding, ...]
    """What could not be read."""


def gather(opened: Opened, progress: Progress | None = None) -> Gathered:
    """Open the corpus for checks; the index is brought up to date, nothing else is written."""
    headers, findings = read_headers(opened)
    if findings or not headers:
        return Gathered(None, None, tuple(findings))
    try:
        framed = frame(opened, index(opened, progress=progress))
    except StepError as error:
        return Gathered(None, None, error.findings)
    codings, decisions, wrong = _people(opened)
    gone = [name for name, header in headers.items() if not (opened.layout.root / header.source).is_file()]
    material = Material(
        corpus=opened.corpus,
        file=_corpus_file(opened),
        folder=opened.layout.relative(opened.layout.transcripts(opened.name)),
        headers=headers,
        frame=framed.frame,
        shards=[piece.shard for piece in framed.indexed.pieces],
        speakers=_speakers(framed),
        changed=[name for name, header in headers.items() if name not in gone and _has_changed(opened, header)],
        gone=gone,
        codings=codings,
        decisions=decisions,
    )
    return Gathered(framed, material, (*wrong, *stray(opened, headers.keys(), framed.speakers)))


def _corpus_file(opened: Opened) -> str:
    file = opened.layout.corpus_file(opened.name)
    return opened.layout.relative(file) if file.is_file() else ""


def _has_changed(opened: Opened, header: Header) -> bool:
    return sha256_file(opened.layout.root / header.source) != header.sha256


def _speakers(framed: Framed) -> list[SpeakerSummary]:
    """Speaker labels, each with its first turn."""
    speaker, first = np.unique(framed.speakers.turn_speaker, return_index=True)
    turn = dict(zip(speaker.tolist(), framed.frame.turn_number[first].tolist(), strict=True))
    return [
        SpeakerSummary(each.transcript, each.speaker, each.role, turn.get(number, 0), each.words)
        for number, each in enumerate(framed.speakers.summaries)
    ]


def _people(opened: Opened) -> tuple[list[PersonCoding], list[Decision], list[Finding]]:
    """What people coded and decided, and the lines that are neither."""
    codings: list[PersonCoding] = []
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for coder in opened.layout.coder_names(opened.name):
        _, about = read_coder(opened.layout, opened.name, coder)
        some, wrong = read_codings(opened.layout, opened.name, coder)
        decided, more = _decisions(opened, coder)
        codings += [coding for coding in some if coding.transcript != DECISIONS]
        decisions += decided
        findings += [*about, *(found for found in wrong if not found.file.endswith(f"/{DECISIONS}.jsonl")), *more]
    return codings, decisions, findings


def _decisions(opened: Opened, coder: str) -> tuple[list[Decision], list[Finding]]:
    path = opened.layout.coding_file(opened.name, coder, DECISIONS)
    name = opened.layout.relative(path)
    lines, findings = read_lines(path, name)
    stated = [(number, line) for number, line in lines if "format" not in line or "code" in line]
    return [each for number, line in stated if (each := _decision(coder, name, number, line))], findings


_NUMBERS: Sequence[str] = ("turn", "start", "end")
_TEXTS: Sequence[str] = ("transcript", "code", "quote")


def _decision(coder: str, file: str, number: int, line: dict[str, Any]) -> Decision | None:
    """The decision of one line; None where it is not about a coding."""
    if not all(isinstance(line.get(name), int) for name in _NUMBERS):
        return None
    if not all(isinstance(line.get(name), str) for name in _TEXTS):
        return None
    stated = {name: line[name] for name in (*_NUMBERS, *_TEXTS)}
    return Decision(coder=coder, file=file, line=number, **stated)

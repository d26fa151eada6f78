"""Opaque ids: transcripts named `R01`, `R02` ... instead of by files that are named like people.

`opaque-ids.jsonl` of a corpus says which source became which id. It stays out of git, and while it is there every new
source gets the next number.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.corpus.moves import workers
from qualcode.model.finding import Finding
from qualcode.model.transcript import Header
from qualcode.store.append import append, read_lines
from qualcode.store.atomic import remove_file
from qualcode.store.discover import FoundSource
from qualcode.store.study import OpenStudy


@dataclass(frozen=True)
class OpaqueSources:
    """Sources with the ids that their transcripts get."""

    sources: Sequence[FoundSource]
    """In the order of their ids."""
    told_as: Mapping[str, str]
    """Opaque id -> the id by which `--meta` may speak of it."""
    left: frozenset[str] = frozenset()
    """Transcripts that had an id of their file's name and give way to the opaque one."""
    findings: tuple[Finding, ...] = ()
    """A warning for each transcript that keeps its name."""


def with_opaque_ids(
    study: OpenStudy, sources: Sequence[FoundSource], headers: Mapping[str, Header], *, wanted: bool, write: bool
) -> OpaqueSources:
    """Give sources opaque ids where that is `wanted`, or was at an earlier ingest.

    A transcript that has a name already gets its number as long as nobody has worked on it.
    """
    known = _known(study)
    if not (wanted or known):
        return OpaqueSources(sources, {})
    named = {header.source: name for name, header in headers.items()}
    given, left, findings, new = [], set[str](), [], dict[str, str]()
    for source in sources:
        before = named.get(study.layout.relative(source.path), "")
        if before and before in known.values():
            given.append(replace(source, id=before))
            continue
        if before and workers(study, before):
            findings.append(_stays(before))
            given.append(replace(source, id=before))
            continue
        left |= {before} - {""}
        number = known.get(source.id) or _next({*known.values(), *new.values(), *headers})
        new |= {source.id: number} if source.id not in known else {}
        given.append(replace(source, id=number))
    if write:
        if new:
            append(
                study.layout.opaque_ids(study.name), *({"transcript": number, "file": of} for of, number in new.items())
            )
        for name in left:
            remove_file(study.layout.transcript(study.name, name))
    told_as = {number: of for of, number in {**known, **new}.items()}
    return OpaqueSources(given, told_as, frozenset(left), tuple(findings))


def _known(study: OpenStudy) -> dict[str, str]:
    """Id that a source would have -> the opaque one, as noted at earlier calls."""
    lines, _ = read_lines(study.layout.opaque_ids(study.name))
    return {str(line["file"]): str(line["transcript"]) for _, line in lines if {"file", "transcript"} <= line.keys()}


def _next(taken: Collection[str]) -> str:
    number = 1
    while f"R{number:02}" in taken:
        number += 1
    return f"R{number:02}"


def _stays(transcript: str) -> Finding:
    message = f"`{transcript}` keeps its name: somebody worked on it"
    return Finding("warning", "named-transcript", message, hint="opaque ids are given before the coding begins")

"""Texts of a project on their way in: as sources of the corpus, and where their turns stand in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode import readers
from qualcode.export.refi import render
from qualcode.model import Finding, Turn
from qualcode.model.project import Project, ProjectSource
from qualcode.readers.places import Stretch, stretches, whole
from qualcode.readers.positions import Scale
from qualcode.steps.ingest import ingest
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_transcript
from qualcode.store.atomic import read_bytes, write_bytes

_ENDING = re.compile(r"\.(?:txt|docx?|rtf|odt|pdf|md|html?)$", re.IGNORECASE)
"""Ending of a file's name, which is no part of a transcript's."""
_REFUSED = re.compile(r'[<>:"\\|?*%\x00-\x1f\x7f]+')
"""Characters that file names cannot have on every system."""
ROLES = ("role-guessed", "role-unknown")
"""Findings about roles: they are asked for again when all is known that the project says of speakers."""


@dataclass(frozen=True)
class Text:
    """One text of a project in the study."""

    source: ProjectSource
    """The text as it came."""
    transcript: str
    """Id of its transcript."""
    scale: Scale
    """The text with its positions."""
    turns: Sequence[Turn]
    """Turns of the transcript."""
    stretches: Sequence[Stretch]
    """Where they stand in the text."""
    new: bool
    """True: the transcript was not there before."""


def texts_of(opened: Opened, project: Project, *, dry_run: bool) -> tuple[list[Text], list[Finding]]:
    """Make transcripts of the texts, and find the turns in them.

    A text is written to the corpus's `sources/` as it is in the file and read like any other. One whose transcript is
    there already, with the same words, is not written again: it is the study's own text that came back.
    """
    plans, findings = _plans(opened, project)
    new = [plan for plan in plans if plan.path is not None]
    if new and not dry_run:
        for plan in new:
            write_bytes(_path(plan), plan.data)
        report = ingest(opened, [_path(plan) for plan in new])
        findings += [finding for finding in report.findings if finding.code not in ROLES]
    made = []
    for plan in plans:
        turns, wrong = _turns(opened, plan, dry_run=dry_run)
        findings += wrong
        if turns:
            found = whole(plan.starts, turns) if plan.starts is not None else stretches(plan.scale.text, turns)
            made.append(Text(plan.source, plan.transcript, plan.scale, turns, found, plan.path is not None))
    return made, findings


@dataclass(frozen=True)
class _Plan:
    """What is to become of a text."""

    source: ProjectSource
    transcript: str
    scale: Scale
    data: bytes
    path: Path | None
    """Where it is to be written; None: its transcript is there."""
    starts: Sequence[int] | None = None
    """Where the turns of a transcript of the study begin in the text; None: they are looked for."""


def _path(plan: _Plan) -> Path:
    if plan.path is None:
        raise AssertionError("only texts that are new are written")
    return plan.path


def _plans(opened: Opened, project: Project) -> tuple[list[_Plan], list[Finding]]:
    plans: list[_Plan] = []
    findings: list[Finding] = []
    taken: dict[str, str] = {}
    ids = {name.casefold(): name for name in opened.layout.transcript_ids(opened.name)}
    for source in project.sources:
        name = transcript_id(source.name) or source.guid
        if name.casefold() in taken:
            message = f"`{source.name}` would have the id `{name}`, which another text of this file has; it is left out"
            findings.append(
                Finding("error", "id-collision", message, hint="rename one of the two in the other program")
            )
            continue
        taken[name.casefold()] = name
        plan = _plan(opened, source, ids.get(name.casefold(), name), known=name.casefold() in ids)
        if plan is None:
            message = f"`{name}` is a transcript already, and its text is another one; nothing of it is imported"
            findings.append(
                Finding("error", "other-text", message, hint="import into another corpus with --corpus NAME")
            )
        else:
            plans.append(plan)
    return plans, findings


def _plan(opened: Opened, source: ProjectSource, name: str, *, known: bool) -> _Plan | None:
    """What is to become of one text; None where a transcript of this name has other words."""
    scale = Scale(source.text)
    data = (("\ufeff" if source.marked else "") + source.text).encode()
    path = opened.layout.sources(opened.name) / f"{name}.txt"
    if not known:
        return None if path.exists() and read_bytes(path) != data else _Plan(source, name, scale, data, path)
    rendered = render(read_transcript(opened, name).turns)
    if rendered.text.rstrip() == scale.text.rstrip():
        return _Plan(source, name, scale, data, None, rendered.starts)
    same = path.exists() and read_bytes(path) == data
    return _Plan(source, name, scale, data, None) if same else None


def _turns(opened: Opened, plan: _Plan, *, dry_run: bool) -> tuple[Sequence[Turn], Sequence[Finding]]:
    if dry_run and plan.path is not None:
        reading = readers.read(opened.layout.relative(plan.path), plan.data)
        return reading.turns, reading.findings
    known = plan.transcript in opened.layout.transcript_ids(opened.name)
    return (read_transcript(opened, plan.transcript).turns, ()) if known else ((), ())


def transcript_id(name: str) -> str:
    """The id that a source's name gives: a path that stays in its folder, in characters that every system allows."""
    return "/".join(_parts(_ENDING.sub("", name.strip())))


def _parts(name: str) -> Iterator[str]:
    for part in name.split("/"):
        safe = _REFUSED.sub("_", part).strip().rstrip(".").lstrip(".").strip()
        if safe:
            yield safe


def sources(texts: Sequence[Text]) -> Mapping[str, str]:
    """Identifier of each text in the project -> transcript."""
    return {text.source.guid: text.transcript for text in texts}

"""Codes of a project on their way in: the codebook that is there, or a new one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from qualcode import codebook as room
from qualcode.codebook.plain import write_plain
from qualcode.codebook.received import Meant, match, receive, slug
from qualcode.model import Code, Finding
from qualcode.model.project import Project
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes

_STATED = re.compile(r"^codebook: (.*\S)", re.MULTILINE)
"""The codebook's name in a project of ours."""


@dataclass(frozen=True)
class ProjectCodes:
    """What the codes of a project stand for in the study."""

    file: str
    """Codebook, as users write it."""
    codes: int
    """Codes of the project that it has."""
    meant: Mapping[str, Meant]
    """Identifier in the project -> what it stands for."""
    data: bytes | None = None
    """Bytes of the codebook to be written; None: it is there already."""
    path: Path | None = None
    """Where it is to be written."""


def codes_of(opened: Opened, project: Project, file: Path, codebook: str, lang: str) -> ProjectCodes:
    """Choose or make the codebook: the one named, else the study's where it has every code, else a new one.

    Raises:
        StepError: the codebook named lacks a code that codings use, or another file has the new one's name.
    """
    if codebook:
        return _named(opened, project, codebook)
    return _study(opened, project) or _new(opened, project, file, lang)


def _named(opened: Opened, project: Project, codebook: str) -> ProjectCodes:
    book, findings = open_codebook(opened, codebook)
    meant = match(project, book)
    names = {code.guid: code.name for code in project.every_code()}
    lacking = list(dict.fromkeys(names.get(guid, guid) for guid in _used(project) if guid not in meant))
    if lacking:
        message = f"codebook `{book.codebook}` has no code named {', '.join(f'`{name}`' for name in lacking)}"
        hint = "add them, or leave --codebook out for a codebook of the project's own codes"
        raise StepError(*findings, *refuse("unknown-code", message, hint, book.file).findings)
    return ProjectCodes(book.file, len({each.code for each in meant.values()}), meant)


def _study(opened: Opened, project: Project) -> ProjectCodes | None:
    """The study's codebook, where every code of the project is in it."""
    try:
        book, _ = open_codebook(opened)
    except StepError:
        return None  # none is named, or it cannot be read: the project's codes do not need it
    meant = match(project, book)
    wanted = receive(project, "en")
    made = {guid for guid in wanted.meant if guid not in meant}
    return None if made or not meant else ProjectCodes(book.file, len(wanted.codes), meant)


def _new(opened: Opened, project: Project, file: Path, lang: str) -> ProjectCodes:
    received = receive(project, lang)
    if not received.codes:
        return ProjectCodes("", 0, {})
    name = _name(project, file)
    path = opened.layout.codebooks / f"{(slug(name) or 'project').replace('_', '-')}.yaml"
    written = opened.layout.relative(path)
    data = write_plain(name, _languages(opened, received.codes, lang), received.codes, _remarks(project, file)).encode()
    _check(written, data)
    if path.exists() and read_bytes(path) != data:
        kept = _already(opened, project, written, received.codes)
        if kept is None:
            hint = f"write --codebook {written} to use its codes, or give that file another name"
            raise refuse("codebook-exists", "this codebook is there already, with other codes", hint, written)
        return kept
    return ProjectCodes(written, len(received.codes), received.meant, data, path)


def _name(project: Project, file: Path) -> str:
    """Name of the new codebook: as our own files state it, else the project's, else the file's."""
    stated = _STATED.search(project.description)
    if stated:
        return stated[1].strip()
    title = project.name if project.name not in ("", "Untitled") else file.stem
    return (slug(title) or slug(file.stem) or "project").replace("_", "-")


def _already(opened: Opened, project: Project, written: str, codes: Sequence[Code]) -> ProjectCodes | None:
    """The codebook of an earlier import, on which somebody worked since, where it still has every code."""
    try:
        book, _ = open_codebook(opened, written)
    except StepError:
        return None
    meant = match(project, book)
    return ProjectCodes(written, len(codes), meant) if {code.code for code in codes} <= _codes(meant) else None


def _codes(meant: Mapping[str, Meant]) -> set[str]:
    return {each.code for each in meant.values()}


def _used(project: Project) -> list[str]:
    return [
        coding.code for source in project.sources for selection in source.selections for coding in selection.codings
    ]


def _languages(opened: Opened, codes: Sequence[Code], lang: str) -> list[str]:
    """Languages of the new codebook, that of the names first."""
    said = [each for code in codes for texts in (code.label, code.definition) for each in texts]
    return list(dict.fromkeys([lang, *opened.study.languages, *said]))


def _remarks(project: Project, file: Path) -> list[str]:
    origin = f", written by {project.origin}" if project.origin else ""
    return [
        f"Codes of {PurePath(file).name}{origin}. There are no rules yet: `qualcode code` finds nothing with it until",
        "a code has some (`qualcode suggest CODE` lists words for them). People's codings use it as it is.",
    ]


def _check(written: str, data: bytes) -> None:
    """Refuse codes that make no codebook, such as too many of them; nothing is written then."""
    book, findings = room.load(written, data, lambda name: None)
    if book is None:
        raise StepError(
            *findings, *refuse("bad-codes", "the codes of this file make no codebook", "", written).findings
        )


def finding_of_colours(project: Project) -> list[Finding]:
    """A note where colours were given: codebooks have none."""
    if not any(code.colour for code in project.every_code()):
        return []
    return [Finding("note", "colours-left-out", "the colours of the codes are left out")]

"""Import a project: transcripts, codes and every coder's codings from another program's file (REFI-QDA)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from qualcode.codebook.shapes import LANGUAGE
from qualcode.model import Coder, Finding, PersonCoding
from qualcode.model.project import Project
from qualcode.readers.positions import UNITS, Unit
from qualcode.readers.qdpx import read_project
from qualcode.steps.errors import StepError, refuse, unknown
from qualcode.steps.index import index
from qualcode.steps.options import one_of
from qualcode.steps.project_cases import CorpusDraft, corpus_of
from qualcode.steps.project_codes import ProjectCodes, codes_of, finding_of_colours
from qualcode.steps.project_codings import Desk, Key, ProjectOptions, TextReport, key
from qualcode.steps.project_texts import texts_of
from qualcode.steps.speakers import find_speakers, guessed_roles, unknown_roles
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.config import load_corpus
from qualcode.store.people import parse_codings, write_coder, write_codings


@dataclass(frozen=True)
class ProjectImport:
    """What became of a project."""

    origin: str
    """Program that wrote it."""
    codebook: str
    """Codebook with its codes."""
    codebook_new: bool
    """True: the codebook was written, or would be."""
    codes: int
    """Codes of the project."""
    texts: tuple[TextReport, ...]
    """Texts, in the order of the file."""
    coders: Mapping[str, int]
    """Coder -> codings that are new."""
    known: int
    """Codings that were there already."""
    repeated: int
    """Codings that stand more than once in the file."""
    refused: int
    """Selections whose words are not certain, or that hold none."""
    cases: int
    """Cases that a first `corpus.yaml` holds."""
    findings: tuple[Finding, ...]
    """What was guessed, left out or wrong."""


def import_project(opened: Opened, file: Path, options: ProjectOptions) -> ProjectImport:
    """Read another program's file and add what it holds to the study; nothing that is there changes.

    Raises:
        StepError: the file cannot be read, or its codes have no place in the study.
    """
    name = opened.layout.relative(file)
    units = _units(options.positions)
    project, findings = read_project(name, read_bytes(file))
    if project is None:
        raise StepError(*findings)
    lang = options.lang or opened.study.languages[0]
    if not LANGUAGE.fullmatch(lang):
        raise refuse("bad-option", f"`--lang {lang}` is no language", "write --lang id, or another code such as hu")
    with opened.writing():
        codes = codes_of(opened, project, file, options.codebook, lang)
        desk = Desk(opened, project, codes, name, options)
        _check_coders(desk, options)
        texts, wrong = texts_of(opened, project, dry_run=options.dry_run)
        read = desk.read(texts, units)
        added = _added(opened, read)
        corpus = corpus_of(opened, project, texts, desk.ways, file.name)
        if not options.dry_run:
            _write(opened, codes, desk.coders, added, corpus)
            wrong += _roles(opened, [text.transcript for text in texts if text.new])
    return ProjectImport(
        origin=project.origin,
        codebook=codes.file,
        codebook_new=codes.data is not None,
        codes=codes.codes,
        texts=tuple(desk.reports),
        coders={coder: sum(map(len, new.values())) for coder, (_, new) in added.items()},
        known=len({key(each) for each in read}) - sum(len(each) for _, new in added.values() for each in new.values()),
        repeated=len(read) - len({key(each) for each in read}),
        refused=desk.refused,
        cases=corpus.cases,
        findings=(*findings, *_left_out(project, name), *corpus.findings, *wrong, *desk.findings),
    )


def _units(positions: str) -> tuple[Unit, ...]:
    if not positions:
        return UNITS
    return (cast(Unit, one_of("--positions", positions, *UNITS)),)


def _roles(opened: Opened, new: Sequence[str]) -> list[Finding]:
    """What is not certain about the roles of speakers in new transcripts, now that all is known about them."""
    corpus, _ = load_corpus(opened.layout, opened.name)
    if corpus is None or not new:
        return []
    now = replace(opened, corpus=corpus)
    speakers = list(find_speakers(now, index(now)).among(new).individuals)
    return [*guessed_roles(now, speakers), *unknown_roles(now, speakers)]


def _check_coders(desk: Desk, options: ProjectOptions) -> None:
    known = [coder.coder for coder in desk.coders.values()]
    for name in options.coders:
        if name not in known:
            raise unknown("coder", name, known)


def _left_out(project: Project, name: str) -> Iterator[Finding]:
    """One line for all kinds of things that the study has no place for."""
    said = [f"{count} {what}{'' if count == 1 else 's'}" for what, count in project.left_out.items()]
    if said:
        yield Finding("warning", "left-out", f"left out of this file: {', '.join(said)}", name)
    yield from finding_of_colours(project)


_Added = dict[str, tuple[dict[str, list[PersonCoding]], dict[str, list[PersonCoding]]]]
"""Coder -> all codings, and those that are new, of each transcript that gets new ones."""


def _added(opened: Opened, read: Sequence[PersonCoding]) -> _Added:
    """Put new codings beside those that each coder has; none is overwritten.

    Raises:
        StepError: a file of a coder has lines that writing it anew would lose.
    """
    grouped: dict[tuple[str, str], dict[Key, PersonCoding]] = {}
    for each in read:
        own = grouped.setdefault((each.coder, each.transcript), {})
        first = own.setdefault(key(each), each)
        if each.memo and each.memo not in first.memo:
            own[key(each)] = replace(first, memo="\n".join(filter(None, (first.memo, each.memo))))
    found: _Added = {}
    for (coder, transcript), codings in sorted(grouped.items()):
        kept = _kept(opened, coder, transcript)
        known = {key(each) for each in kept}
        new = [each for key, each in codings.items() if key not in known]
        every, fresh = found.setdefault(coder, ({}, {}))
        if new:
            every[transcript], fresh[transcript] = [*kept, *new], new
    return found


def _kept(opened: Opened, coder: str, transcript: str) -> list[PersonCoding]:
    file = opened.layout.coding_file(opened.name, coder, transcript)
    if not file.exists():
        return []
    codings, findings = parse_codings(opened.layout.relative(file), read_bytes(file), coder, transcript)
    if findings:  # lines that cannot be read, and fields that are not known, would be lost
        raise StepError(*findings, *refuse("unreadable-codings", "codings of this coder cannot be read").findings)
    return codings


def _write(
    opened: Opened, codes: ProjectCodes, coders: Mapping[str, Coder], added: _Added, corpus: CorpusDraft
) -> None:
    if codes.data is not None and codes.path is not None:
        write_bytes(codes.path, codes.data)
    if corpus.data is not None:
        write_bytes(opened.layout.corpus_file(opened.name), corpus.data)
    named = {coder.coder: coder for coder in coders.values()}
    for name, (every, _) in added.items():
        if every and not opened.layout.coder_file(opened.name, name).exists():
            write_coder(opened.layout, opened.name, named.get(name, Coder(name)))
        for transcript, codings in every.items():
            write_codings(opened.layout, opened.name, name, transcript, codings, replace=True)

"""Import a project: transcripts, codes and every coder's codings from another program's file (REFI-QDA)."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from qualcode.api.export_project import project_header_of
from qualcode.api.ingest import ingest
from qualcode.api.init import is_begun
from qualcode.api.open import one_of
from qualcode.codings.coders import open_codebook
from qualcode.corpus.build import frame
from qualcode.corpus.findings import guessed_roles, unknown_roles
from qualcode.corpus.index import index
from qualcode.corpus.speakers import find_speakers
from qualcode.exchange.back import Became, links, tell
from qualcode.exchange.cases_in import CorpusDraft, corpus_of
from qualcode.exchange.codes_in import ProjectCodes, codes_of
from qualcode.exchange.codings_in import NotesDesk, PlacedCodings, ProjectOptions, TextReport, new_memos
from qualcode.exchange.foreign import ONLY_THERE as ONLY_THERE
from qualcode.exchange.foreign import Foreign, free_name, keep, only_there
from qualcode.exchange.merge import KnownGuids, Told
from qualcode.exchange.positions import OFFSET_UNITS, OffsetUnit
from qualcode.exchange.project import Names, Project
from qualcode.exchange.refi_read import Received, read_project
from qualcode.exchange.sheet_rows import earlier_codings
from qualcode.exchange.texts_in import (
    ROLE_FINDINGS,
    ProjectText,
    find_turns_in_text,
    locate_turns,
    plan_texts,
    turns_of,
)
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.finding import Finding, StudyError, refuse_unknown, study_error
from qualcode.model.memo import Memo
from qualcode.store.atomic import write_bytes
from qualcode.store.config import load_corpus
from qualcode.store.doors import read_through
from qualcode.store.memos import add_memos, fold_memos, read_memos
from qualcode.store.people import write_coder, write_codings
from qualcode.store.study import OpenStudy, in_own_languages, open_study
from qualcode.text.shapes_by_language import LANGUAGE_TAG


def _texts(study: OpenStudy, project: Project, *, dry_run: bool) -> tuple[list[ProjectText], list[Finding]]:
    """Make transcripts of the texts, and find the turns in them.

    A text is written to the corpus's `sources/` as it is in the file and read like any other. One whose transcript is
    there already, with the same words, is not written again: it is the study's own text that came back.
    """
    plans, findings = plan_texts(study, project)
    new = {plan.path: plan.data for plan in plans if plan.path is not None}
    if new and not dry_run:
        for path, data in new.items():
            write_bytes(path, data)
        report = ingest(study, list(new))
        findings += [finding for finding in report.findings if finding.code not in ROLE_FINDINGS]
    texts = []
    for plan in plans:
        turns, wrong = turns_of(study, plan, dry_run=dry_run)
        findings += wrong
        if turns:
            starts, text = plan.starts, plan.scale.text
            places = find_turns_in_text(text, turns) if starts is None else locate_turns(starts, turns)
            texts.append(ProjectText(plan.source, plan.transcript, plan.scale, turns, places, plan.path is not None))
    return texts, findings


@dataclass(frozen=True)
class ProjectImport:
    """What was imported from a project."""

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
    """Cases that `corpus.yaml` got."""
    memos: int
    """Memos that are new."""
    kept: Mapping[str, int]
    """What only the other program understands, which is kept for the way back: kind -> how often."""
    findings: tuple[Finding, ...]
    """What was guessed, left out or wrong."""


@in_own_languages
def import_project(study: OpenStudy, file: Path, options: ProjectOptions) -> ProjectImport:
    """Read another program's file and add what it holds to the study; nothing that is there changes.

    Raises:
        StudyError: the file cannot be read, or its codes have no place in the study.
    """
    name = study.layout.relative(file)
    units = _offset_units(options)
    received = read_project(name, read_through("project", file))
    project, findings = received.project, received.findings
    if project is None:
        raise StudyError(*findings)
    lang = _language(study, options)
    with study.writing():
        codes = codes_of(study, project, file, options.codebook, lang)
        desk = PlacedCodings(study, project, codes, name, options)
        refuse_unknown("coder", options.coders, [coder.coder for coder in desk.coders.values()])
        before = _things(study, codes.file if codes.data is None else "")
        texts, wrong = _texts(study, project, dry_run=options.dry_run)
        read = desk.read(texts, units)
        added = _added(study, read)
        corpus = corpus_of(study, project, texts, desk.ways, _voices(study, texts), file.name, begun=is_begun(study))
        if not options.dry_run:
            _write(study, codes, desk.coders, added, corpus)
            wrong += _roles(study, [text.transcript for text in texts if text.new])
        memos = _memos(study, project, desk, codes, texts)
        became = Became(_users(desk), codes.meant, texts, desk.made, desk.ways, memos.became)
        if not options.dry_run:
            add_memos(study.layout, study.name, memos.new)
            _keep(study, received, codes, became, before, file)
    different = len({each.key for each in read})
    return ProjectImport(
        origin=project.origin,
        codebook=codes.file,
        codebook_new=codes.data is not None,
        codes=codes.codes,
        texts=tuple(desk.reports),
        coders={coder: sum(map(len, new.values())) for coder, (_, new) in added.items()},
        known=different - sum(len(each) for _, new in added.values() for each in new.values()),
        repeated=len(read) - different,
        refused=desk.refused,
        cases=corpus.cases,
        memos=len(memos.new),
        kept={} if received.tree is None or not texts else only_there(received.tree),
        findings=(*findings, *corpus.findings, *wrong, *desk.findings),
    )


def _offset_units(options: ProjectOptions) -> tuple[OffsetUnit, ...]:
    """The units in which the file may count characters: the one that was named, or each that there is."""
    asked = options.positions
    return (cast(OffsetUnit, one_of("--positions", asked, *OFFSET_UNITS)),) if asked else OFFSET_UNITS


def _language(study: OpenStudy, options: ProjectOptions) -> str:
    """The language of the new codebook: the one that was named, or the first of the study."""
    lang = options.lang or study.settings.languages[0]
    if not LANGUAGE_TAG.fullmatch(lang):
        hint = "write --lang id, or another code such as hu"
        raise study_error("bad-option", f"`--lang {lang}` is not a language", hint)
    return lang


def _things(study: OpenStudy, codebook: str) -> frozenset[Names]:
    """What a study has before something is imported; a new one has nothing."""
    if not study.layout.transcript_ids(study.name):
        return frozenset()
    return frozenset(_tell(study, codebook)[1].names.values())


def _tell(study: OpenStudy, codebook: str, memos: Mapping[Names, str] = MappingProxyType({})) -> tuple[Project, Told]:
    """The study as other programs would be told of it, with all people's codings; `memos` came with an identifier."""
    now = open_study(study.layout.root, study.name)
    book = open_codebook(now, str(now.layout.root / codebook))[0] if codebook else Codebook("", ())
    header, _ = project_header_of(now, frame(now, index(now)), book, now.layout.coder_names(now.name))
    return tell(header, KnownGuids(memos))


def _users(desk: PlacedCodings) -> dict[str, str]:
    return {guid: coder.coder for guid, coder in desk.coders.items()}


class _Memos(NamedTuple):
    new: Sequence[Memo]
    became: Mapping[str, str]


def _memos(
    study: OpenStudy, project: Project, desk: PlacedCodings, codes: ProjectCodes, texts: Sequence[ProjectText]
) -> _Memos:
    """Lines that the notes of a project add to the memos."""
    lines, _ = read_memos(study.layout, study.name)
    wanted = NotesDesk(project, texts, desk.ways, codes.meant, _users(desk)).memos()
    return _Memos(*new_memos(wanted, fold_memos(lines).memos))


def _keep(
    study: OpenStudy, received: Received, codes: ProjectCodes, became: Became, before: Container[Names], file: Path
) -> None:
    """Keep the file as it came, with what became of it."""
    if received.project is None or received.tree is None:
        raise AssertionError("a project was read")
    if became.texts:
        memos: dict[Names, str] = {
            ("memo", memo): guid for guid, memo in became.memos.items() if ("memo", memo) not in before
        }
        ours, told = _tell(study, codes.file, memos)
        kept = Foreign(
            name=free_name(study, file.name),
            root=received.tree,
            parts=received.parts,
            links=links(received.project, ours, told, became, before),
            ways=became.ways,
            codebook=codes.name,
            codebook_file=codes.file,
            time=datetime.now(UTC).isoformat(timespec="milliseconds"),
        )
        keep(study, kept)


def _voices(study: OpenStudy, texts: Sequence[ProjectText]) -> dict[str, str]:
    """Transcript -> label of the one who alone answers there."""
    there = {text.transcript for text in texts} & set(study.layout.transcript_ids(study.name))
    found: dict[str, list[str]] = {}
    if there:
        for each in find_speakers(study, index(study)).among(there).individuals:
            if each.role == "participant" and each.speaker:
                found.setdefault(each.transcript, []).append(each.speaker)
    return {transcript: labels[0] for transcript, labels in found.items() if len(labels) == 1}


def _roles(study: OpenStudy, new: Sequence[str]) -> list[Finding]:
    """What is not certain about the roles of speakers in new transcripts, now that all is known about them."""
    corpus, _ = load_corpus(study.layout, study.name)
    if corpus is None or not new:
        return []
    now = replace(study, corpus=corpus)
    speakers = list(find_speakers(now, index(now)).among(new).individuals)
    return [*guessed_roles(now, speakers), *unknown_roles(now, speakers)]


_Added = dict[str, tuple[dict[str, list[PersonCoding]], dict[str, list[PersonCoding]]]]
"""Coder -> all codings, and those that are new, of each transcript that gets new ones."""


def _added(study: OpenStudy, read: Sequence[PersonCoding]) -> _Added:
    """Put new codings beside those that each coder has; none is overwritten.

    Raises:
        StudyError: a file of a coder has lines that writing it anew would lose.
    """
    grouped: dict[tuple[str, str], dict[tuple[object, ...], PersonCoding]] = {}
    for each in read:
        own = grouped.setdefault((each.coder, each.transcript), {})
        first = own.setdefault(each.key, each)
        if each.memo and each.memo not in first.memo:
            own[each.key] = replace(first, memo="\n".join(filter(None, (first.memo, each.memo))))
    found: _Added = {}
    for (coder, transcript), codings in sorted(grouped.items()):
        kept = earlier_codings(study, coder, transcript)
        known = {each.key for each in kept}
        new = [each for key, each in codings.items() if key not in known]
        every, fresh = found.setdefault(coder, ({}, {}))
        if new:
            every[transcript], fresh[transcript] = [*kept, *new], new
    return found


def _write(
    study: OpenStudy, codes: ProjectCodes, coders: Mapping[str, Coder], added: _Added, corpus: CorpusDraft
) -> None:
    if codes.data is not None and codes.path is not None:
        write_bytes(codes.path, codes.data)
    if corpus.data is not None:
        write_bytes(study.layout.corpus_file(study.name), corpus.data)
    named = {coder.coder: coder for coder in coders.values()}
    for name, (every, _) in added.items():
        if every and not study.layout.coder_file(study.name, name).exists():
            write_coder(study.layout, study.name, named.get(name, Coder(name)))
        for transcript, codings in every.items():
            write_codings(study.layout, study.name, name, transcript, codings, replace=True)

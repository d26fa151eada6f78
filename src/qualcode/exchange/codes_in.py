"""Imports the codes of a project: codes of a codebook, new or already there."""

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path, PurePath
from types import MappingProxyType

from qualcode.codebook import load
from qualcode.codebook.load import write_plain
from qualcode.codings.coders import open_codebook
from qualcode.exchange.codes_out import AFFIRMED_CODING, Described, read_description
from qualcode.exchange.foreign import read_foreign
from qualcode.exchange.project import Project, ProjectCode
from qualcode.model.codebook import Code, Codebook
from qualcode.model.finding import StudyError, study_error
from qualcode.store.atomic import read_bytes
from qualcode.store.study import OpenStudy

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
"""Letters that have no base letter in Unicode."""


@dataclass(frozen=True)
class Meant:
    """What a code of another program stands for."""

    code: str
    """Code of the codebook."""
    assertion: str = AFFIRMED_CODING
    """Assertion status of the mentions that carry it."""


@dataclass(frozen=True)
class ReceivedCodes:
    """The codes of a project."""

    codes: tuple[Code, ...]
    """As a codebook lists them, each before its children."""
    meant: Mapping[str, Meant]
    """Identifier in the project -> what it stands for."""


def receive(project: Project, lang: str) -> ReceivedCodes:
    """Turn a project's codes into codes of a codebook; `lang` is the language of texts that state none."""
    every = list(project.every_code())
    parents = {below.guid: code.guid for code in every for below in code.codes}
    stated = {code.guid: read_description(code.description) for code in every}
    ids = _ids(every, parents, stated)
    meant = {guid: Meant(each.code, each.assertion) for guid, each in stated.items() if not each.affirmed}
    meant |= {guid: Meant(code) for guid, code in ids.items()}
    kinds, memos = _kinds(project), {note.guid: note.text for note in project.notes}
    codes = []
    for code in every:
        if code.guid not in ids:
            continue
        said = stated[code.guid]
        texts = [memos.get(note, "") for note in code.notes]
        codes.append(
            Code(
                code=ids[code.guid],
                kind=said.kind or kinds.get(code.guid, ""),
                parent=ids.get(parents.get(code.guid, ""), ""),
                label=_label(code.name, said, lang),
                short=said.short,
                definition={key or lang: text for key, text in said.definition.items()},
                include=said.include,
                exclude=said.exclude,
                retired=said.retired,
                replaced_by=said.replaced_by if said.replaced_by in ids.values() else "",
                memo="\n".join(text for text in texts if text.strip()),
                one_of=said.one_of,
            )
        )
    groups = {*(code.parent for code in codes), *(f"kind {code.kind}" for code in codes)}
    kept = (replace(code, one_of=code.one_of if code.one_of in groups else "") for code in codes)
    return ReceivedCodes(tuple(kept), meant)


def match_codes(
    project: Project, codebook: Codebook, known: Mapping[str, Meant] = MappingProxyType({})
) -> dict[str, Meant]:
    """What codes of a project stand for in an existing codebook.

    They are matched by what they state, else by an earlier import (`known`), else by a name that only one code has, in
    all or below the same parent.
    """
    named: dict[str, set[str]] = {}
    for code in codebook.codes:
        for name in {code.code, *code.label.values()}:
            named.setdefault(name.strip().casefold(), set()).add(code.code)
    own = {code.code: code.parent for code in codebook.codes}
    parents = {below.guid: code.guid for code in project.every_code() for below in code.codes}
    found: dict[str, Meant] = {}
    for each in project.every_code():
        said, same = read_description(each.description), named.get(each.name.strip().casefold(), set())
        above = found[parents[each.guid]].code if parents.get(each.guid) in found else ""
        beside = {code for code in same if own[code] == above}
        if said.code in own:
            found[each.guid] = Meant(said.code, said.assertion)
        elif each.guid in known and known[each.guid].code in own:
            found[each.guid] = known[each.guid]
        elif not said.code and 1 in (len(same), len(beside)):
            found[each.guid] = Meant(next(iter(same if len(same) == 1 else beside)))
    return found


def imported_codes(study: OpenStudy) -> dict[str, Meant]:
    """Codes that came with earlier imports, by their identifiers."""
    links = (link for each in read_foreign(study) for link in each.links if link.guid and link.names[0] == "code")
    return {link.guid: Meant(*link.names[1:3]) for link in links}


def _ids(every: Sequence[ProjectCode], parents: Mapping[str, str], stated: Mapping[str, Described]) -> dict[str, str]:
    """A distinct identifier for each code: the one that it states, else one made of its name."""
    taken: dict[str, str] = {}
    for code in every:
        each = stated[code.guid]
        if each.code and each.affirmed:
            taken.setdefault(each.code, code.guid)
    ids = {guid: code for code, guid in taken.items()}
    for code in every:
        if code.guid not in ids and stated[code.guid].affirmed and not _only_aside(code, stated):
            parent = ids.get(parents.get(code.guid, ""), "")
            ids[code.guid] = _free(code_slug(code.name) or "code", parent, set(ids.values()))
    return ids


def _only_aside(code: ProjectCode, stated: Mapping[str, Described]) -> bool:
    """Whether a code is the folder for mentions that are not affirmed."""
    return bool(code.codes) and not code.codable and not any(stated[each.guid].affirmed for each in code.codes)


def code_slug(name: str) -> str:
    """A name in snake_case, its letters without marks; empty if it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_").lstrip("0123456789_")


def _free(name: str, parent: str, taken: Container[str]) -> str:
    """The first free name: as it is, else after its parent's, else with a number."""
    longest = f"{parent}_{name}" if parent else name
    names = chain((name, longest), (f"{longest}_{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _kinds(project: Project) -> dict[str, str]:
    """Code -> the one set that it is in; sets with anything but codes do not count."""
    held: dict[str, list[str]] = {}
    for each in project.sets:
        for code in each.codes if not each.others else ():
            held.setdefault(code, []).append(each.name)
    return {code: names[0].strip() for code, names in held.items() if len(names) == 1 and names[0].strip()}


def _label(name: str, said: Described, lang: str) -> dict[str, str]:
    """The labels that a code went out with; a name that somebody changed since takes precedence."""
    own = said.label.values()
    if not name.strip() or any(name in (label, f"{label} ({said.code})") for label in own) or name == said.code:
        return dict(said.label)
    return {**said.label, lang: name.strip()}


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
    name: str = ""
    """The codebook's own name."""


def codes_of(study: OpenStudy, project: Project, file: Path, codebook: str, lang: str) -> ProjectCodes:
    """Choose or make the codebook: the one named, else the study's if it has every code, else a new one.

    Raises:
        StudyError: the codebook named lacks a code that codings use, or another file has the new one's name.
    """
    if codebook:
        return _named(study, project, codebook)
    return _study(study, project) or _new(study, project, file, lang)


def _named(study: OpenStudy, project: Project, codebook: str) -> ProjectCodes:
    book, findings = open_codebook(study, codebook)
    meant = match_codes(project, book, imported_codes(study))
    names = {code.guid: code.name for code in project.every_code()}
    selections = [selection for source in project.sources for selection in source.selections]
    used = [coding.code for selection in selections for coding in selection.codings]
    lacking = list(dict.fromkeys(names.get(guid, guid) for guid in used if guid not in meant))
    if lacking:
        message = f"codebook `{book.codebook}` has no code named {', '.join(f'`{name}`' for name in lacking)}"
        hint = "add them, or leave --codebook out for a codebook of the project's own codes"
        raise StudyError(*findings, *study_error("unknown-code", message, hint, book.file).findings)
    return ProjectCodes(book.file, len({each.code for each in meant.values()}), meant, name=book.codebook)


def _study(study: OpenStudy, project: Project) -> ProjectCodes | None:
    """The study's codebook, if it has every code of the project."""
    try:
        book, _ = open_codebook(study)
    except StudyError:
        return None  # none is named, or it cannot be read: the project's codes do not need it
    meant = match_codes(project, book, imported_codes(study))
    received = receive(project, "en")
    has_all = meant and received.meant.keys() <= meant.keys()
    return ProjectCodes(book.file, len(received.codes), meant, name=book.codebook) if has_all else None


def _new(study: OpenStudy, project: Project, file: Path, lang: str) -> ProjectCodes:
    received = receive(project, lang)
    if not received.codes:
        return ProjectCodes("", 0, {})
    name = _name(project, file)
    path = study.layout.codebooks / f"{(code_slug(name) or 'project').replace('_', '-')}.yaml"
    written = study.layout.relative(path)
    data = write_plain(name, _languages(study, received.codes, lang), received.codes, _remarks(project, file)).encode()
    _check(written, data)
    if path.exists() and read_bytes(path) != data:
        kept = _already(study, project, written, received.codes)
        if kept is None:
            hint = f"write --codebook {written} to use its codes, or give that file another name"
            raise study_error("codebook-exists", "this codebook is there already, with other codes", hint, written)
        return kept
    return ProjectCodes(written, len(received.codes), received.meant, data, path, name)


def _name(project: Project, file: Path) -> str:
    """Name of the new codebook: as our own files state it, else that of the project or the file."""
    stated = _STATED.search(project.description)
    if stated:
        return stated[1].strip()
    title = project.name if project.name not in ("", "Untitled") else file.stem
    return (code_slug(title) or code_slug(file.stem) or "project").replace("_", "-")


def _already(study: OpenStudy, project: Project, written: str, codes: Sequence[Code]) -> ProjectCodes | None:
    """The codebook of an earlier import, edited since, if it still has every code."""
    try:
        book, _ = open_codebook(study, str(study.layout.root / written))
    except StudyError:
        return None
    meant = match_codes(project, book, imported_codes(study))
    known = {each.code for each in meant.values()}
    has_all = {code.code for code in codes} <= known
    return ProjectCodes(written, len(codes), meant, name=book.codebook) if has_all else None


def _languages(study: OpenStudy, codes: Sequence[Code], lang: str) -> list[str]:
    """Languages of the new codebook, that of the names first."""
    said = [each for code in codes for texts in (code.label, code.definition) for each in texts]
    return list(dict.fromkeys([lang, *study.settings.languages, *said]))


def _remarks(project: Project, file: Path) -> list[str]:
    origin = f", written by {project.origin}" if project.origin else ""
    return [
        f"Codes of {PurePath(file).name}{origin}. There are no rules yet: `qualcode code` finds nothing with it until",
        "a code has some (`qualcode suggest CODE` lists words for them). People's codings use it as it is.",
    ]


def _check(written: str, data: bytes) -> None:
    """Refuse codes that make no codebook, such as too many of them; nothing is written then."""
    book, findings = load.load_codebook(written, data, lambda name: None)
    if book is None:
        raise StudyError(
            *findings, *study_error("bad-codes", "the codes of this file do not make a codebook", "", written).findings
        )

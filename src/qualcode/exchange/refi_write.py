"""REFI-QDA: a study as the file that other programs for qualitative research open.

The standard: REFI-QDA 1.5 (25 September 2019), schemas `urn:QDA-XML:project:1.0` and `urn:QDA-XML:codebook:1.0`. A
project (`.qdpx`) is a zip of `project.qde` and one text a transcript; a codebook (`.qdc`) is XML alone. Positions are
Unicode code points from 0, as section 10.2 asks, and a selection ends *after* its last character, as the programs of
the standard's own examples write it (Annex A.2: `granola` is 62 to 69).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, SubElement

from qualcode.exchange.project import (
    PROJECT_MANIFEST,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectNote,
    ProjectSelection,
    ProjectSet,
    ProjectSource,
)
from qualcode.exchange.refi_read import bare_name
from qualcode.exchange.refi_tree import tree_bytes
from qualcode.export.package import pack

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
FOLDER = "sources"
"""Folder of the texts (section 8.1 of the standard)."""
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot represent."""
_Record = TypeVar("_Record")


def project_root(project: Project) -> Element:
    """The whole project, in the order that the schema requires; texts are files of their own."""
    types = {variable.guid: variable.type for variable in project.variables}
    root = _element("Project", xmlns=PROJECT_NAMESPACE, name=project.name, origin=project.origin)
    _each(root, "Users", project.users, lambda at, user: _add(at, "User", guid=user.guid, name=user.name, id=user.id))
    if project.codes:
        _each(_add(root, "CodeBook"), "Codes", project.codes, _code)
    _each(root, "Variables", project.variables, _variable)
    _each(root, "Cases", project.cases, lambda at, case: _case(at, case, types))
    _each(root, "Sources", project.sources, lambda at, source: _source(at, source, types))
    _each(root, "Notes", project.notes, _note)
    _each(root, "Sets", project.sets, lambda at, each: _set(at, each, "targetGUID"))
    _described(root, project.description)
    return root


def to_qdc(project: Project) -> bytes:
    """The codebook alone: codes and sets of codes, without any participant's words."""
    root = _element("CodeBook", xmlns=CODEBOOK_NAMESPACE, origin=project.origin)
    _each(root, "Codes", project.codes, lambda at, code: _code(at, code, notes=False))
    _each(root, "Sets", project.sets, lambda at, each: _set(at, each, "guid"))
    return tree_bytes(root)


def _each(root: Element, name: str, records: Iterable[_Record], write: Callable[[Element, _Record], object]) -> None:
    """Write records into an element of this name; without records there is no element, as the schema requires."""
    parent = None
    for record in records:
        parent = _add(root, name) if parent is None else parent
        write(parent, record)


def _code(parent: Element, code: ProjectCode, *, notes: bool = True) -> None:
    own = _add(
        parent, "Code",
        guid=code.guid, name=code.name, isCodable="true" if code.codable else "false", color=code.colour,
    )  # fmt: skip
    _described(own, code.description)
    if notes:  # the schema of a codebook has none
        _refer(own, "NoteRef", code.notes)
    for below in code.codes:
        _code(own, below, notes=notes)


def _variable(parent: Element, variable: Any) -> None:
    _add(parent, "Variable", guid=variable.guid, name=variable.name, typeOfVariable=variable.type)


def _case(parent: Element, case: ProjectCase, types: Mapping[str, str]) -> None:
    own = _add(parent, "Case", guid=case.guid, name=case.name)
    _described(own, case.description)
    _values(own, case.values, types)
    _refer(own, "SourceRef", case.sources)
    _refer(own, "SelectionRef", case.selections)


def _values(parent: Element, values: Mapping[str, str], types: Mapping[str, str]) -> None:
    for variable, value in values.items():
        own = _add(parent, "VariableValue")
        _refer(own, "VariableRef", (variable,))
        _add(own, f"{types[variable]}Value").text = _text(value)


def _source(parent: Element, source: ProjectSource, types: Mapping[str, str]) -> None:
    path = f"internal://{source.guid}.txt"
    own = _add(parent, "TextSource", guid=source.guid, name=source.name, plainTextPath=path)
    for selection in source.selections:
        _selection(own, selection)
    _refer(own, "NoteRef", source.notes)
    _values(own, source.values, types)


def _selection(parent: Element, selection: ProjectSelection) -> None:
    own = _add(
        parent, "PlainTextSelection",
        guid=selection.guid, name=selection.name, startPosition=str(selection.start), endPosition=str(selection.end),
        creatingUser=selection.user, creationDateTime=selection.time,
    )  # fmt: skip
    _described(own, selection.description)
    for coding in selection.codings:
        _coding(own, coding)
    _refer(own, "NoteRef", selection.notes)


def _coding(parent: Element, coding: ProjectCoding) -> None:
    own = _add(parent, "Coding", guid=coding.guid, creatingUser=coding.user, creationDateTime=coding.time)
    _refer(own, "CodeRef", (coding.code,))
    _refer(own, "NoteRef", coding.notes)


def _note(parent: Element, note: ProjectNote) -> None:
    own = _add(parent, "Note", guid=note.guid, name=note.name, creatingUser=note.user, creationDateTime=note.time)
    _add(own, "PlainTextContent").text = _text(note.text)


def _set(parent: Element, each: ProjectSet, key: str) -> None:
    own = _add(parent, "Set", guid=each.guid, name=each.name)
    _refer(own, "MemberCode", each.codes, key)


def _described(parent: Element, description: str) -> None:
    if description:
        _add(parent, "Description").text = _text(description)


def _refer(parent: Element, name: str, guids: Iterable[str], key: str = "targetGUID") -> None:
    for guid in guids:
        _add(parent, name, **{key: guid})


def _element(tag: str, **attributes: str) -> Element:
    return Element(tag, {key: _text(value) for key, value in attributes.items() if value})


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, tag, _element(tag, **attributes).attrib)


def _text(text: str) -> str:
    """A text without the characters that XML cannot represent."""
    return _REFUSED.sub("\ufffd", text)


def packed(root: Element, texts: Mapping[str, str], parts: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """A tree with its texts, by the identifiers of their elements, and the other files that it names."""
    written = {f"{guid}.txt": text.encode() for guid, text in texts.items()}
    files = {**{name: data for name, data in parts.items() if name in _named(root)}, **written}
    return pack([(PROJECT_MANIFEST, tree_bytes(root)), *((f"{FOLDER}/{name}", files[name]) for name in sorted(files))])


def _named(root: Element) -> set[str]:
    """Names of the files inside the zip that a tree names."""
    paths = (each.get(key, "") for each in root.iter() for key in ("path", "richTextPath", "plainTextPath"))
    return {bare_name(path) for path in paths if path}

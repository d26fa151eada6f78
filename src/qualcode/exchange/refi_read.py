"""Projects and codebooks of other programs (REFI-QDA): the zip around them, and their XML in any version."""

import codecs
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

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
    ProjectUser,
    ProjectVariable,
)
from qualcode.exchange.refi_tree import guid_of, plain_guid, read_tree
from qualcode.model.finding import Finding
from qualcode.readers import archive
from qualcode.readers.archive import Unreadable, broken, encrypted


class Received(NamedTuple):
    """A project, or None if the file cannot be read, and what was wrong with it or left out."""

    project: Project | None
    findings: tuple[Finding, ...] = ()
    tree: Element | None = None
    """Root of its XML."""
    parts: Mapping[str, bytes] = MappingProxyType({})
    """The other files in it: texts, rich texts, pictures; by their names in small letters, without folders."""


def read_project(name: str, data: bytes) -> Received:
    """Read a `.qdpx` or `.qdc` file; nothing is written, so that names inside the zip lead nowhere.

    `name` is the file as findings call it. Only the XML and the texts are unpacked, 200 MB of them at most.
    """
    try:
        if data.startswith(archive.ZIP):
            parts = _Parts(data)
            read = _read_xml(name, parts.read(parts.manifest()), parts.text)
            kept, lost = parts.others()
            return read._replace(parts=kept, findings=(*read.findings, *_too_large(name, lost)))
        return _read_xml(name, data, lambda path: None)
    except Unreadable as error:
        return Received(None, (Finding("error", f"project-{error.kind}", error.message, name, hint=error.hint),))


def _too_large(name: str, lost: Sequence[str]) -> Iterator[Finding]:
    if lost:
        message = f"{len(lost)} files in it unpack to more than 200 MB, and are not kept: {', '.join(sorted(lost)[:3])}"
        yield Finding("warning", "parts-left-out", message, name, hint="keep the project file itself as well")


def bare_name(path: str) -> str:
    """The name of a file without its folders, in small letters."""
    return PurePosixPath(path.replace("\\", "/")).name.lower()


class _Parts:
    """The files in a zip by name, ignoring case and folders."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except Exception:  # zipfile raises more than BadZipFile for what is damaged
            raise broken("a project", ".qdpx") from None
        self._left = archive.MOST_UNPACKED_BYTES
        self._read: dict[str, bytes] = {}
        self._found = {bare_name(each.filename): each for each in self._archive.infolist() if not each.is_dir()}

    def manifest(self) -> str:
        """Name of the XML."""
        names = [name for name in self._found if name.endswith(".qde")]
        if PROJECT_MANIFEST in names or len(names) == 1:
            return PROJECT_MANIFEST if PROJECT_MANIFEST in names else names[0]
        hint = "export it again as a REFI-QDA project (.qdpx)"
        raise Unreadable("broken", f"this zip holds no {PROJECT_MANIFEST}", hint)

    def text(self, path: str) -> bytes | None:
        """Bytes of an internal source; None if the zip lacks it."""
        name = bare_name(path)
        return self.read(name) if name in self._found else None

    def others(self) -> tuple[dict[str, bytes], list[str]]:
        """All files except the XML, and the names of those that are too large to keep."""
        kept, lost = {}, []
        for name in sorted(self._found.keys() - {self.manifest()}):
            try:
                kept[name] = self.read(name)
            except Unreadable as error:
                if error.kind != "too-large":
                    raise
                lost.append(name)
        return kept, lost

    def read(self, name: str) -> bytes:
        """Unpack one file, once.

        Raises:
            Unreadable: it has a password, is damaged, or is larger than what may be unpacked.
        """
        if name in self._read:
            return self._read[name]
        info = self._found[name]
        if info.flag_bits & 1:
            raise encrypted(".qdpx")
        if (
            self._left < info.file_size
        ):  # sizes that lie are caught when unpacking: zipfile reads no more than was stated
            message = "the texts of this project unpack to more than 200 MB"
            raise Unreadable("too-large", message, "divide it into parts")
        self._left -= info.file_size
        try:
            self._read[name] = self._archive.read(info)
            return self._read[name]
        except Exception:  # zlib and zipfile raise many kinds
            raise broken("a project", ".qdpx") from None


def synced(transcript: Element) -> Iterator[Element]:
    """Selections of a recording's transcript, whose ends are points of time with a position in the text."""
    place = {guid_of(each): each.get("position", "") for each in transcript.iterfind("SyncPoint")}
    for each in transcript.iterfind("TranscriptSelection"):
        start, end = (place.get(plain_guid(each.get(name, "")), "") for name in ("fromSyncPoint", "toSyncPoint"))
        own = Element("PlainTextSelection", {**each.attrib, "startPosition": start, "endPosition": end})
        own.extend(each)
        yield own


def read_project_code(each: Element) -> ProjectCode:
    """A code with those below it."""
    return ProjectCode(
        guid=guid_of(each),
        name=each.get("name", ""),
        codable=each.get("isCodable", "true") not in ("false", "0"),
        colour=each.get("color", ""),
        description=element_description(each),
        notes=targets(each, "NoteRef"),
        codes=tuple(map(read_project_code, each.iterfind("Code"))),
    )


def coding(each: Element) -> ProjectCoding:
    """A code on a selection."""
    code = targets(each, "CodeRef")
    return ProjectCoding(
        guid=guid_of(each),
        code=code[0] if code else "",
        user=plain_guid(each.get("creatingUser", "")),
        time=each.get("creationDateTime", ""),
        notes=targets(each, "NoteRef"),
    )


def case(each: Element) -> ProjectCase:
    """A respondent, or whatever else sources are about."""
    return ProjectCase(
        guid=guid_of(each),
        name=each.get("name", ""),
        values=values(each),
        sources=targets(each, "SourceRef"),
        selections=targets(each, "SelectionRef"),
        description=element_description(each),
    )


def values(parent: Element) -> dict[str, str]:
    """Variable -> value, those without a value left out."""
    found = {}
    for each in parent.iterfind("VariableValue"):
        variable = targets(each, "VariableRef")
        value = next((one.text for one in each if one.tag.endswith("Value") and one.text), "")
        if variable and value.strip():
            found[variable[0]] = value.strip()
    return found


def read_project_set(each: Element) -> ProjectSet:
    """A set; codebooks and projects name its codes by different attributes."""
    codes = tuple(plain_guid(one.get("targetGUID", one.get("guid", ""))) for one in each.iterfind("MemberCode"))
    others = Counter(one.tag for one in each)
    return ProjectSet(
        guid_of(each),
        each.get("name", ""),
        codes,
        others["MemberSource"] + others["MemberNote"],
        element_description(each),
    )


def element_description(each: Element) -> str:
    """The description of an element; empty if there is none."""
    found = each.find("Description")
    return (found.text or "").strip() if found is not None else ""


def targets(each: Element, tag: str) -> tuple[str, ...]:
    """Identifiers that an element refers to."""
    return tuple(plain_guid(one.get("targetGUID", "")) for one in each.iterfind(tag))


Open = Callable[[str], bytes | None]
"""Path of an internal source -> its bytes, or None if it is missing."""
_CURRENT = "1.0"
_MEDIA = ("PDFSource", "AudioSource", "VideoSource")
"""Sources that are not text but may have a transcript."""


def _read_xml(name: str, data: bytes, open_part: Open) -> Received:
    """Read the XML of a project, or of a codebook alone; `open_part` gives the bytes of a text.

    Raises:
        Unreadable: it is no such XML, or could harm.
    """
    root, namespace = read_tree(data)
    reader = _Reader(name, open_part)
    if namespace and not namespace.endswith(_CURRENT):
        message = f"this file has version `{namespace}` of the standard, and was read as 1.0"
        reader.note("note", "other-version", message)
    project = reader.codebook(root) if root.tag == "CodeBook" else reader.project(root)
    return Received(project, tuple(reader.findings), root)


class _Reader:
    """Turns elements into records, and reports what is left out."""

    def __init__(self, name: str, open_part: Open) -> None:
        self._name, self._open = name, open_part
        self.findings: list[Finding] = []

    def note(self, level: str, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(level, code, message, self._name, hint=hint))  # type: ignore[arg-type]

    def codebook(self, root: Element) -> Project:
        return Project(
            name="",
            origin=root.get("origin", ""),
            codes=tuple(map(read_project_code, root.iterfind("Codes/Code"))),
            sets=tuple(map(read_project_set, root.iterfind("Sets/Set"))),
        )

    def project(self, root: Element) -> Project:
        return Project(
            name=root.get("name", ""),
            origin=root.get("origin", ""),
            users=tuple(
                ProjectUser(guid_of(each), each.get("name", ""), each.get("id", ""))
                for each in root.iterfind("Users/User")
            ),
            codes=tuple(map(read_project_code, root.iterfind("CodeBook/Codes/Code"))),
            variables=tuple(
                ProjectVariable(guid_of(each), each.get("name", ""), each.get("typeOfVariable", "Text"))
                for each in root.iterfind("Variables/Variable")
            ),
            cases=tuple(map(case, root.iterfind("Cases/Case"))),
            sources=tuple(self._sources(root)),
            notes=tuple(self._notes(root)),
            sets=tuple(map(read_project_set, root.iterfind("Sets/Set"))),
            description=element_description(root),
        )

    def _notes(self, root: Element) -> Iterator[ProjectNote]:
        for each in root.iterfind("Notes/Note"):
            text = self._text(each)
            yield ProjectNote(
                guid_of(each),
                text[0] if text else "",
                each.get("name", ""),
                plain_guid(each.get("creatingUser", "")),
                each.get("creationDateTime", ""),
            )

    def _sources(self, root: Element) -> Iterator[ProjectSource]:
        for each in root.iterfind("Sources/*"):
            if each.tag == "TextSource":
                yield from self._source(each, each, each.findall("PlainTextSelection"))
            elif each.tag in _MEDIA:
                yield from self._media(each)

    def _media(self, media: Element) -> Iterator[ProjectSource]:
        """The texts of a PDF or a recording, which may have none."""
        texts = media.findall("Representation" if media.tag == "PDFSource" else "Transcript")
        sources: list[ProjectSource] = []
        for at, text in enumerate(texts, 1):
            selections = text.findall("PlainTextSelection") or list(synced(text))
            sources += self._source(media, text, selections, f" ({at})" if len(texts) > 1 else "")
        yield from sources

    def _source(
        self, named: Element, text: Element, selections: Sequence[Element], suffix: str = ""
    ) -> Iterator[ProjectSource]:
        """A text with its selections; nothing if the text is missing."""
        name = named.get("name", "") or text.get("name", "") or guid_of(named)
        read = self._text(text, name)
        if read is None:
            return
        made = [selection for each in selections if (selection := self._selection(each, name)) is not None]
        content, marked = read
        yield ProjectSource(
            guid=guid_of(text),
            name=name + suffix,
            text=content,
            marked=marked,
            selections=tuple(made),
            values=values(named),
            media=guid_of(named) if named is not text else "",
            description=element_description(named),
            notes=tuple(dict.fromkeys((*targets(named, "NoteRef"), *targets(text, "NoteRef")))),
        )

    def _selection(self, each: Element, name: str) -> ProjectSelection | None:
        try:
            start, end = int(each.get("startPosition", "")), int(each.get("endPosition", ""))
        except ValueError:
            message = f"a selection {each.get('guid', '')} of `{name}` has no positions, and is left out"
            self.note("error", "no-position", message)
            return None
        return ProjectSelection(
            guid=guid_of(each),
            start=start,
            end=end,
            name=each.get("name", ""),
            description=element_description(each),
            user=plain_guid(each.get("creatingUser", "")),
            time=each.get("creationDateTime", ""),
            codings=tuple(map(coding, each.iterfind("Coding"))),
            notes=targets(each, "NoteRef"),
        )

    def _text(self, source: Element, name: str = "") -> tuple[str, bool] | None:
        """A text, and whether it begins with a byte order mark; None if it is missing."""
        inline, path = source.find("PlainTextContent"), source.get("plainTextPath", "")
        if inline is not None and (inline.text or not path):
            return (inline.text or "").removeprefix("\ufeff"), (inline.text or "").startswith("\ufeff")
        if not path:
            self._missing(name, "has no plain text to which its positions could belong")
        elif path.startswith(("relative:", "absolute:")):
            self._missing(name, "lies outside this file")
        elif (data := self._open(path)) is None:
            self._missing(name, "is missing in this file")
        else:
            return self._decoded(name, data)
        return None

    def _decoded(self, name: str, data: bytes) -> tuple[str, bool] | None:
        read = decoded(data)
        if read is None:
            self._missing(name, "is not UTF-8")
        return read

    def _missing(self, name: str, why: str) -> None:
        if name:  # notes have none
            self.note("error", "source-left-out", f"the text of `{name}` {why}: it is left out with its codings")


def decoded(data: bytes) -> tuple[str, bool] | None:
    """UTF-8, as the standard requires, or UTF-16 with a byte order mark; and whether there is a mark. None: neither."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8")
        text.encode()  # refuses half characters, which UTF-16 lets through
    except UnicodeError:
        return None
    return None if "\0" in text else (text.removeprefix("\ufeff"), wide or text.startswith("\ufeff"))

"""Documents that are zip archives (docx, odt, xlsx), opened in memory with a limit on what they unpack to.

Nothing is ever written to disk, so names such as `../../x` inside an archive lead nowhere.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from qualcode.model.transcript import Reading
from qualcode.readers.decode import failure

MOST_UNPACKED_BYTES = 200_000_000
"""Unpacked size from which a document is refused."""
MOST_TAGS = 2_000_000
"""Marks of XML in one part from which a document is refused: each costs time and may become an object in memory.
A million words of speech have about half a million."""
ZIP = b"PK\x03\x04"
"""Beginning of a zip archive."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Beginning of the older container, in which Office also puts what has a password."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_SAVE = "open it in the program that made it and save it again"


class Unreadable(Exception):
    """A document that cannot be read: `kind` of trouble (`broken`, `encrypted`, `too-large`), and what to do."""

    def __init__(self, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind, self.message, self.hint = kind, message, hint

    def reading(self, name: str, form: str) -> Reading:
        """The reading of the file, which has this one finding; `form` is the name of its format."""
        return failure(name, f"{form}-{self.kind}", self.message, self.hint)


def broken(what: str, ending: str) -> Unreadable:
    """The trouble of a document that is damaged or something else: `what` it should be, and its `ending`."""
    message = f"this is not {what} that can be opened"
    return Unreadable("broken", message, f"{_SAVE} as {ending}, without a password")


def encrypted(ending: str) -> Unreadable:
    """The trouble of a document with a password."""
    return Unreadable("encrypted", "this file is protected by a password", f"{_SAVE} as {ending}, without a password")


def open_archive(data: bytes, what: str, ending: str) -> zipfile.ZipFile:
    """Open an archive whose parts together unpack to no more than 200 MB.

    Raises:
        Unreadable: it is damaged, too large, or has a password.
    """
    if data.startswith(OLE):
        raise encrypted(ending) if _PASSWORD in data else broken(what, ending)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # zipfile raises more than BadZipFile for what is damaged
        raise broken(what, ending) from None
    parts = archive.infolist()
    if any(each.flag_bits & 1 for each in parts):
        raise encrypted(ending)
    # Sizes that lie are caught when unpacking: zipfile reads no more than was stated.
    if sum(each.file_size for each in parts) > MOST_UNPACKED_BYTES:
        raise Unreadable("too-large", "this document unpacks to more than 200 MB", "divide it into parts")
    return archive


def part(archive: zipfile.ZipFile, name: str, most_tags: int = MOST_TAGS) -> bytes:
    """Give a part of an archive; empty where there is none.

    Raises:
        Unreadable: it is XML that would take very long or swell in memory.
        Exception: its data are damaged, in the ways of zipfile and zlib.
    """
    data = archive.read(name) if name in archive.NameToInfo else b""
    if name.lower().endswith((".xml", ".rels")) and data.count(b"<") + data.count(b"=") > most_tags:
        message = f"this document has more than {most_tags // 1_000_000} million marks of XML"
        raise Unreadable("too-large", message, "divide it into parts")
    return data


DEEPEST = 200
"""Elements inside elements from which a file is refused."""


class UnsafeXml(Exception):
    """XML with a document type, or nested without end."""


class Handler:
    """What is told of each element and each stretch of text, in their order; what it does not heed is passed over."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; names are `namespace name`."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands here."""


def walk_xml(data: bytes, handler: Handler) -> None:
    """Tell a handler of all elements and texts of a document.

    Raises:
        UnsafeXml: it declares a document type, or is nested too deeply.
        expat.ExpatError: it is not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = _counted(handler)
    parser.CharacterDataHandler = handler.data
    parser.Parse(data, True)


def _counted(handler: Handler) -> tuple[Callable[[str, Mapping[str, str]], None], Callable[[str], None]]:
    depth = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnsafeXml
        handler.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag)

    return start, end


def _refuse(*_: object) -> None:
    raise UnsafeXml

"""Every text that may be hidden in a file: inside archives and columns, compressed, escaped, in any Unicode encoding.

What is looked for may stand there although no editor shows it: in a part of a Word file, a cell of Parquet, the cut
pieces of a page of a database. Each reading of the bytes is given as a text of its own, and the search looks at all.
"""

import base64
import bz2
import gzip
import html
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import unquote

from qualcode.text.tokens import IGNORABLES

LARGEST_PART_BYTES = 1_000_000_000
"""Unpacked size from which a part of an archive is not opened."""
_DEPTH = 5
"""Archives inside archives that are opened."""
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|_x([0-9a-fA-F]{4})_")
_BREAKS = re.compile(r"\\[nrt]")
_INVISIBLE = str.maketrans(dict.fromkeys(IGNORABLES + "\u200b", ""))
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le")
"""Encodings with zeros between the letters of names; numpy keeps texts in the last one."""


class Unopened(Exception):
    """Bytes that hold more than can be seen, such as an archive with a password."""


def texts_in(data: bytes, place: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Place inside the file, and text, of everything that its bytes may say.

    Raises:
        Unopened: a part is protected, damaged, or too large.
    """
    yield from ((place, text) for text in _readings(data))
    if depth < _DEPTH:
        for inner in _embedded(data):
            yield from texts_in(inner, f"{place}!embedded" if place else "embedded", depth + 1)
    opener = _opener(data) if depth < _DEPTH else None
    if opener is None:
        return
    try:
        for name, inner in opener(data):
            yield from texts_in(inner, f"{place}!{name}" if place else name, depth + 1)
    except Unopened:
        raise
    except Exception as error:  # each format has its own ways to be damaged
        raise Unopened(f"{place or 'its content'} cannot be opened") from error


_BASE64 = re.compile(rb"(?:;base64,\s*|(?=iVBORw0KGgo))((?:[A-Za-z0-9+/]|\\n|\s)+)")
"""Data that are written in a page or a notebook: behind their mark, or with the first bytes of a picture."""


def _embedded(data: bytes) -> Iterator[bytes]:
    """Pictures and files that stand in a text as base64."""
    for found in _BASE64.finditer(data):
        said = re.sub(rb"\\n|\s", b"", found[1])
        yield base64.b64decode(said[: len(said) // 4 * 4 + (len(said) % 4 > 1) * 4] + b"=" * (-len(said) % 4))


def _readings(data: bytes) -> Iterator[str]:
    """The bytes read as text: as UTF-8, and where there are zeros, as wider encodings from either byte on."""
    text = data.decode("utf-8", "replace")
    yield text
    plain = without_markup(text)
    if plain != text:
        yield plain
    if b"\0" in data:
        for encoding in _WIDE:
            width = 4 if encoding.startswith("utf-32") else 2
            yield from (data[first:].decode(encoding, "ignore") for first in range(width))


def without_markup(text: str) -> str:
    """A text as a reader of the page would see it: tags and invisible signs gone, escapes read."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text, errors="ignore")
    if "\\" in text or "_x" in text:
        text = _BREAKS.sub(" ", _ESCAPE.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), text))
    return text.translate(_INVISIBLE)


_PNG = b"\x89PNG\r\n\x1a\n"
Opener = Callable[[bytes], Iterator[tuple[str, bytes]]]


def _opener(data: bytes) -> Opener | None:
    """What opens bytes that begin like these."""
    return next((opener for magic, opener in _OPENERS.items() if data.startswith(magic)), None)


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Parts of a zip archive (docx, xlsx, odt, qdpx, npz), their names, and what was noted about it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if part.flag_bits & 1:
                raise Unopened(f"{part.filename} is protected by a password")
            if part.file_size > LARGEST_PART_BYTES:
                raise Unopened(f"{part.filename} unpacks to more than a gigabyte")
            yield f"{part.filename} (its name)", part.filename.encode() + b"\n" + part.comment
            yield part.filename, archive.read(part)


def _whole(unpack: Callable[[bytes], bytes], data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "unpacked", unpack(data)


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Facts of a picture: who made it, with what, a title; its points say nothing that could be searched."""
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield "its facts", _fact(kind, data[at + 8 : at + 8 + length])
        at += 12 + length


def _fact(kind: bytes, data: bytes) -> bytes:
    """One fact as UTF-8; a profile, which is written in hexadecimal, as its bytes."""
    word, _, rest = data.partition(b"\0")
    if kind == b"iTXt":
        language, translated, text = rest[2:].split(b"\0", 2)
        return b"\n".join((word, language, translated, zlib.decompress(text) if rest[:1] == b"\1" else text))
    if kind == b"eXIf":
        return data
    text = zlib.decompress(rest[1:]) if kind == b"zTXt" else rest
    if word.startswith(b"Raw profile"):
        text = bytes.fromhex(b"".join(text.split()[2:]).decode())  # behind its name and its length
    return b"\n".join((word, text.decode("latin-1").encode(), text))


def _zlib(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What git compressed; other bytes may begin alike, and hold nothing."""
    try:
        yield "unpacked", zlib.decompress(data)
    except zlib.error:
        return


def _parquet(data: bytes) -> Iterator[tuple[str, bytes]]:
    import pyarrow.parquet as pq

    yield from _table(pq.read_table(io.BytesIO(data)))


def _arrow(data: bytes) -> Iterator[tuple[str, bytes]]:
    import pyarrow as pa

    yield from _table(pa.ipc.open_file(io.BytesIO(data)).read_all())


def _table(table: object) -> Iterator[tuple[str, bytes]]:
    """Columns of an Arrow table."""
    for name, values in table.to_pydict().items():  # type: ignore[attr-defined]
        yield f"column {name}", "\n".join(str(value) for value in values if value is not None).encode()


def _sqlite(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Tables of a database; what was deleted and not yet overwritten stands in its bytes, which are searched too."""
    import sqlite3

    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (name,) in names:
            quoted = '"' + name.replace('"', '""') + '"'
            rows = database.execute(f"select * from {quoted}")
            cells = (cell for row in rows for cell in row if isinstance(cell, str | bytes))
            yield f"table {name}", b"\n".join(cell.encode() if isinstance(cell, str) else cell for cell in cells)
    finally:
        database.close()


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        yield "its facts", "\n".join(map(str, document.get_metadata_dict().values())).encode()
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_bounded()
            yield f"page {number + 1}", text.encode("utf-8", "replace")
    finally:
        document.close()


_OPENERS: dict[bytes, Opener] = {
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
    b"\x1f\x8b": partial(_whole, gzip.decompress),
    b"BZh": partial(_whole, bz2.decompress),
    b"\xfd7zXZ\0": partial(_whole, lzma.decompress),
    b"\x78": _zlib,
    b"PAR1": _parquet,
    b"ARROW1": _arrow,
    b"SQLite format 3\0": _sqlite,
    b"%PDF-": _pdf,
    _PNG: _png,
}
"""First bytes of a format -> what opens it."""

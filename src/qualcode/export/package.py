"""The parts of a Word document as names and bytes (Open Packaging Conventions, ECMA-376, part 2).

python-docx writes archives with the time of day on each part, and fails where the clock of the computer says a year
that no archive can state, as small computers do that start in 1970.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def package_parts(package: Any) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything in a package of python-docx, its list of content types first."""
    parts = list(package.iter_parts())
    for part in parts:
        part.before_marshal()
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", package.rels.xml
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml


def _content_types(parts: list[Any]) -> bytes:
    """What each part is; each is named, so that no ending has to say it."""
    named = "".join(
        f'<Override PartName="{escape(part.partname)}" ContentType="{escape(part.content_type)}"/>'
        for part in sorted(parts, key=lambda part: str(part.partname))
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    usual = f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    return f'{head}<Types xmlns="{_TYPES}">{usual}{named}</Types>'.encode()


FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can state."""


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts, with a fixed time on each."""
    made = BytesIO()
    with ZipFile(made, "w") as new:
        for name, data in parts:
            part = ZipInfo(name, FIRST_DAY)
            part.external_attr = 0o600 << 16
            # level 1: the higher ones take twice the time and make a sheet a tenth smaller
            new.writestr(part, data, ZIP_DEFLATED, compresslevel=1)
    return made.getvalue()


def repack(archive: bytes, change: Callable[[str, bytes], bytes] = lambda _, data: data) -> bytes:
    """The same archive with a fixed time on each part; `change` gets a part's name and bytes and returns its bytes."""
    with ZipFile(BytesIO(archive)) as old:
        return pack((entry.filename, change(entry.filename, old.read(entry))) for entry in old.infolist())

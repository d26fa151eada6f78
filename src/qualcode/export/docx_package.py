"""The parts of a Word document as names and bytes (Open Packaging Conventions, ECMA-376, part 2).

python-docx writes archives with the time of day on each part, and fails where the clock of the computer says a year
that no archive can state, as small computers do that start in 1970.
"""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

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
        f"<Override PartName={quoteattr(part.partname)} ContentType={quoteattr(part.content_type)}/>"
        for part in sorted(parts, key=lambda part: str(part.partname))
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    usual = f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    return f'{head}<Types xmlns="{_TYPES}">{usual}{named}</Types>'.encode()

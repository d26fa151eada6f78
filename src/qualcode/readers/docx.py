"""Word documents: paragraphs and tables in their order, names in bold or with a colon."""

import io
import re
from collections import Counter
from typing import Any

from qualcode.model import Reading
from qualcode.readers.archive import Unreadable, broken, nothing, opened, part
from qualcode.readers.docx_text import Styles, blocks, counted
from qualcode.readers.left_out import left_out, skipped
from qualcode.readers.options import Options
from qualcode.readers.rich import MOST_PARAGRAPHS, Block, lines_of, too_many
from qualcode.readers.talk import talk

_PARAGRAPH = re.compile(rb"<w:p[ />]")
_WHAT, _ENDING = "a Word document", ".docx"


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a Word document; footnotes, comments, deleted text, headers and footers are not speech and stay out."""
    if reading := nothing(name, data):
        return reading
    try:
        found, aside = _content(data)
    except Unreadable as trouble:
        return trouble.reading(name, "docx")
    except Exception:  # a broken document can fail in zip, XML or in python-docx, each in its own ways
        return broken(_WHAT, _ENDING).reading(name, "docx")
    return talk(name, lines_of(found), "paragraph", findings=left_out(name, "docx", aside), skipped=skipped(aside))


def _content(data: bytes) -> tuple[list[Block], Counter[str]]:
    import docx

    with opened(data, _WHAT, _ENDING) as archive:
        for each in archive.namelist():
            if each.lower().endswith((".xml", ".rels")):
                _guard(part(archive, each))
    document: Any = docx.Document(io.BytesIO(data))
    if document.element.body is None:
        raise ValueError("a document without a body")
    return list(blocks(document.element.body, Styles(document))), counted(document.element.body)


def _guard(data: bytes) -> None:
    """Refuse a part with too many paragraphs, or that declares a document type, as no Word document does."""
    if len(_PARAGRAPH.findall(data)) > MOST_PARAGRAPHS:
        raise too_many()
    if b"<!DOCTYPE" in data:
        raise broken(_WHAT, _ENDING)

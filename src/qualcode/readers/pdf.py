"""PDF documents with a text layer: wrapped lines joined, page numbers and running heads out. Never OCR."""

from collections.abc import Sequence

from qualcode.model import Finding, Reading
from qualcode.readers import pdf_furniture
from qualcode.readers.archive import Unreadable
from qualcode.readers.failure import empty, failure
from qualcode.readers.options import Options
from qualcode.readers.pdf_apart import pages
from qualcode.readers.pdf_paragraphs import joined
from qualcode.readers.pdf_text import Page
from qualcode.readers.talk import talk


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read the text layer of a PDF; a title in large type above the first speech becomes the attribute `title`."""
    if not data:
        return empty(name)
    try:
        found = pages(data)
    except Unreadable as trouble:
        return trouble.reading(name, "pdf")
    if not any(page.lines for page in found):
        return _scanned(name, found)
    kept, title, skipped = pdf_furniture.taken_out(found)
    lines = joined(kept, name)
    attributes = {"title": title} if title else {}
    findings = _without_text(name, found)
    return talk(name, lines, "page", findings=findings, attributes=attributes, skipped=skipped)


def _scanned(name: str, found: Sequence[Page]) -> Reading:
    if not any(page.pictures for page in found):
        return empty(name)
    message = "this PDF has no text layer: its pages are pictures"
    return failure(
        name, "no-text-layer", message, "recognise its text with another program (OCR), and check the result"
    )


def _without_text(name: str, found: Sequence[Page]) -> list[Finding]:
    bare = [str(number) for number, page in enumerate(found, 1) if page.pictures and not page.lines]
    if not bare:
        return []
    message = f"pages that are pictures have no text layer and were not read ({', '.join(bare[:8])})"
    hint = "recognise their text with another program (OCR), and check the result"
    return [Finding("warning", "pages-without-text", message, name, hint=hint)]

"""Rich Text Format, as older word processors and f4transkript save it."""

from qualcode.model import Reading
from qualcode.readers.archive import Unreadable
from qualcode.readers.failure import empty, failure
from qualcode.readers.left_out import left_out, skipped
from qualcode.readers.options import Options
from qualcode.readers.rich import lines_of
from qualcode.readers.rtf_text import Document
from qualcode.readers.talk import talk


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read an RTF document; notes, comments, deleted and hidden text, headers and footers stay out."""
    if not data.strip(b"\0\r\n\t "):
        return empty(name)
    if not data.lstrip().startswith(b"{\\rtf"):
        hint = "give the file the ending of its real format, or save it as .rtf again"
        return failure(name, "rtf-broken", "this is not an RTF document", hint)
    try:
        document = Document(data)
    except Unreadable as trouble:
        return trouble.reading(name, "rtf")
    findings = left_out(name, "rtf", document.aside)
    if document.depth:
        message = "this document ends in the middle; what there is of it was read"
        findings = [*findings, *failure(name, "rtf-cut-off", message).findings]
        return Reading((), findings=tuple(findings))
    return talk(name, lines_of(document.blocks), "paragraph", findings=findings, skipped=skipped(document.aside))

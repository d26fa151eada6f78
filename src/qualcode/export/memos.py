"""Memos as a document to read: what they are about, who wrote them and when, the words they stand on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from qualcode.languages.catalogue import N_, Messages
from qualcode.model.memo import Memo, minute
from qualcode.text.visible import visible

_KINDS = {
    "study": N_("Study"),
    "transcript": N_("Transcripts"),
    "respondent": N_("Respondents"),
    "set": N_("Sets"),
    "code": N_("Codes"),
    "turn": N_("Turns"),
    "passage": N_("Passages without a code"),
    "coding": N_("Codings"),
}
"""Kind of memo -> heading."""
_ENGLISH = Messages("en")
Block = tuple[int, str]
"""Level of a heading, from 0, or -1 for a paragraph; and its text."""


def memo_subject(memo: Memo, say: Messages = _ENGLISH) -> str:
    """What a memo is about, in a few words."""
    on = memo.on
    place = f"{on.transcript}, {say('turn {number}', number=on.turn)}" if on.turn else on.transcript
    return ", ".join(filter(None, (place, on.code, on.respondent, on.set)))


def signed(memo: Memo) -> str:
    """Who wrote a memo, and when."""
    return ", ".join(filter(None, (memo.coder, minute(memo.time))))


def memo_blocks(memos: Sequence[Memo], title: str, say: Messages, *, quotes: bool = True) -> Iterator[Block]:
    """Headings and paragraphs in a language, kind after kind; `quotes`: with the participants' words."""
    yield 0, title
    for kind, group in groupby(memos, lambda memo: memo.kind):
        yield 1, say(_KINDS.get(kind, kind))
        for memo in group:
            yield 2, ": ".join(filter(None, (memo_subject(memo, say), memo.name))) or signed(memo)
            if quotes and memo.on.quote:
                yield -1, f"“{' '.join(memo.on.quote.split())}”"
            for line in filter(str.strip, memo.text.splitlines()):
                yield -1, line.strip()
            yield -1, f"({signed(memo)})"


def memos_to_md(blocks: Sequence[Block]) -> bytes:
    """Markdown; signs that it would take for its own are kept as they were written."""
    lines = (f"{'#' * (level + 1)} {text}" if level >= 0 else _plain(text) for level, text in blocks)
    return ("\n\n".join(lines) + "\n").encode()


def _plain(text: str) -> str:
    return f"\\{text}" if text[:1] in "#>-+*|" else text


def memos_to_docx(blocks: Sequence[Block]) -> bytes:
    """A Word document with headings, so that it has an outline to go by."""
    from docx import Document

    from qualcode.export.docx import DOCUMENT_CREATED
    from qualcode.export.package import pack, package_parts

    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", blocks[0][1]
    properties.created = properties.modified = DOCUMENT_CREATED
    for level, text in blocks:
        paragraph = document.add_paragraph() if level < 0 else document.add_heading(level=level)
        paragraph.add_run(visible(text))
    return pack(package_parts(document.part.package))


MEMO_FORMATS: Mapping[str, Callable[[Sequence[Block]], bytes]] = {"md": memos_to_md, "docx": memos_to_docx}
"""Ending of the file -> what writes it."""

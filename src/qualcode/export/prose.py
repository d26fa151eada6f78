"""Pages of prose in Markdown, HTML and Word: headings, paragraphs, names as they are written and titles in italics."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import chain

from qualcode.text.visible import visible

NAME_OR_TITLE = re.compile(r"`([^`]+)`|\*([^*]+)\*")
"""What a paragraph may hold beside words: names as they are written, and titles in italics."""
HEADING_PATTERN = re.compile(r"(#+) (.*)")


def page_to_md(page: str, lang: str) -> bytes:
    """The page as it is."""
    return page.encode()


def page_to_html(page: str, lang: str) -> bytes:
    """The page as a fragment, without scripts, colours or fonts of its own."""
    lines = [f'<article class="qualcode" lang="{lang}">', *map(_html, _blocks(page)), "</article>"]
    return "".join(f"{line}\n" for line in lines).encode()


def page_to_docx(page: str, lang: str) -> bytes:
    """The page in Word, its looks from the styles `Title`, `Heading 1` and `Normal`."""
    from docx import Document

    from qualcode.export.docx import DOCUMENT_CREATED
    from qualcode.export.package import pack, package_parts

    document = Document()
    about = document.core_properties
    about.author, about.comments, about.language = "", "", lang
    about.created = about.modified = DOCUMENT_CREATED
    for level, text in _blocks(page):
        paragraph = document.add_paragraph() if level < 0 else document.add_heading(level=level)
        for style, words in _runs(text):
            run = paragraph.add_run(visible(words))
            run.italic = style == "em" or None
            if style == "code":
                run.font.name = "Consolas"
        if level == 0:
            about.title = text
    return pack(package_parts(document.part.package))


PROSE: Mapping[str, Callable[[str, str], bytes]] = {"md": page_to_md, "docx": page_to_docx, "html": page_to_html}
"""Ending of the file -> what writes the page, given it and its language."""


def _blocks(page: str) -> Iterator[tuple[int, str]]:
    """Headings with their level, 0 for the page's, and paragraphs with -1."""
    for block in page.strip().split("\n\n"):
        heading = HEADING_PATTERN.fullmatch(block)
        yield (len(heading[1]) - 1, heading[2]) if heading else (-1, " ".join(block.split("\n")))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of a paragraph, each with the element that it is: none, `code` or `em`."""
    at = 0
    for found in chain(NAME_OR_TITLE.finditer(text), [None]):
        end = found.start() if found else len(text)
        if end > at:
            yield "", text[at:end]
        if found:
            yield ("code", found[1]) if found[1] else ("em", found[2])
            at = found.end()


def _html(block: tuple[int, str]) -> str:
    level, text = block
    runs = [f"<{style}>{escape(words)}</{style}>" if style else escape(words) for style, words in _runs(text)]
    name = f"h{level + 1}" if level >= 0 else "p"
    return f"<{name}>{visible(''.join(runs))}</{name}>"

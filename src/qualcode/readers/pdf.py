"""PDF documents with a text layer: wrapped lines joined, page numbers and running heads out. Never OCR."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import pdf_layout
from qualcode.readers.archive import Unreadable
from qualcode.readers.decode import empty, failure
from qualcode.readers.pdf_layout import join_paragraphs
from qualcode.readers.pdf_text import Page, Print
from qualcode.readers.reading import ReadOptions
from qualcode.readers.rich import divide_into_turns

_SECONDS = 4
"""Processor time for a PDF, and one second more for each MB of it; a page takes some five thousandths."""
_MEMORY = 700_000_000
"""Memory for a PDF beside three times its size."""
_PATIENCE = 5
"""How many times the processor time may pass on the clock of a busy computer."""


def read_pages_apart(data: bytes) -> list[Page]:
    """Read all pages of a PDF.

    Raises:
        Unreadable: it is damaged, has a password, or asks for too much time or memory.
    """
    seconds = _SECONDS + len(data) // 1_000_000
    limits = [str(seconds), str(_MEMORY + 3 * len(data))]
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_text.py")), *limits, *_library()]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds * _PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if done.returncode:
        raise _too_much() if _out_of_limits(done) else _broken()
    found = json.loads(done.stdout)
    if found == "locked":
        hint = "open it with its password and print it into a new PDF, or ask for the text"
        raise Unreadable("encrypted", "this PDF is protected by a password", hint)
    return [Page(tuple(Print(*line) for line in lines), pictures, height) for lines, pictures, height in found]


def _library() -> list[str]:
    """The folder with the library: the other process is started without the paths of this one."""
    spec = find_spec("pypdfium2")
    return [str(Path(place).parent) for place in (spec.submodule_search_locations or ())] if spec else []


def _out_of_limits(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Tell whether the process was ended for its time or wanted more memory than it may have."""
    ended = {-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL", "SIGABRT", "SIGSEGV", "SIGTRAP", "SIGILL")}
    return done.returncode in ended or b"MemoryError" in done.stderr


def _too_much() -> Unreadable:
    hint = "print it into a new PDF, or save its text as .txt"
    return Unreadable("too-much", "this PDF takes too much time or memory to read", hint)


def _broken() -> Unreadable:
    hint = "download or export it again, or save its text as .txt"
    return Unreadable("broken", "this is not a PDF that can be opened", hint)


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the text layer of a PDF; a title in large type above the first speech becomes the attribute `title`."""
    if not data:
        return empty(name)
    try:
        found = read_pages_apart(data)
    except Unreadable as trouble:
        return trouble.reading(name, "pdf")
    if not any(page.lines for page in found):
        return _scanned(name, found)
    kept, title, skipped = pdf_layout.drop_running_headers(found)
    lines = join_paragraphs(kept, name)
    attributes = {"title": title} if title else {}
    findings = _without_text(name, found)
    return divide_into_turns(name, lines, "page", findings=findings, attributes=attributes, skipped=skipped)


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

"""PDFs are read in a process of their own: PDFium is native code, and one file must not end all the others.

A small PDF can ask for hours of drawing or gigabytes of memory; limits of the process end that.
"""

import json
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from qualcode.readers.archive import Unreadable
from qualcode.readers.pdf_text import Page, Print

_SECONDS = 4
"""Processor time for a PDF, and one second more for each MB of it; a page takes some five thousandths."""
_MEMORY = 700_000_000
"""Memory for a PDF beside three times its size."""
_PATIENCE = 5
"""How many times the processor time may pass on the clock of a busy computer."""


def pages(data: bytes) -> list[Page]:
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

"""Sources into turns: one file a format, and the registry of formats.

``read(name, data, options)`` chooses the reader by the ending of the name. A reader is a function from the name of a
source, its bytes and the options to a `Reading`; it never raises for what stands in a source: mistakes there are
findings. To add a format, write a file with such a function ``read`` and one line in `READERS`.
"""

from importlib import import_module
from pathlib import PurePath

from qualcode.model import Reading
from qualcode.readers.failure import failure
from qualcode.readers.options import Each, Options
from qualcode.readers.reader import Reader

__all__ = ["READERS", "Each", "Options", "Reader", "read", "reader_for"]

READERS: tuple[Reader, ...] = (
    Reader("txt", 2, (".txt", ".text"), "qualcode.readers.txt", each=("line",)),
    Reader("md", 2, (".md", ".markdown"), "qualcode.readers.md", each=("line",)),
    Reader("docx", 2, (".docx",), "qualcode.readers.docx"),
    Reader("odt", 2, (".odt",), "qualcode.readers.odt"),
    Reader("rtf", 2, (".rtf",), "qualcode.readers.rtf"),
    Reader("pdf", 2, (".pdf",), "qualcode.readers.pdf"),
    Reader("html", 2, (".html", ".htm"), "qualcode.readers.html"),
    Reader("vtt", 2, (".vtt",), "qualcode.readers.vtt"),
    Reader("srt", 2, (".srt",), "qualcode.readers.srt"),
    Reader("csv", 2, (".csv", ".tsv", ".tab"), "qualcode.readers.csv", each=("row",)),
    Reader("xlsx", 2, (".xlsx", ".xlsm"), "qualcode.readers.xlsx", each=("row",)),
    Reader("json", 2, (".json",), "qualcode.readers.json"),
    Reader("eaf", 1, (".eaf",), "qualcode.readers.eaf"),
)
"""All formats that can be read. A version goes up when the same bytes would give other turns."""


def reader_for(name: str) -> Reader | None:
    """Give the reader for a source by the ending of its name (in any case), or None."""
    ending = PurePath(name).suffix.lower()
    return next((reader for reader in READERS if ending in reader.endings), None)


def read(name: str, data: bytes, options: Options | None = None) -> Reading:
    """Read one source: its turns, the attributes that it states, and what was guessed or wrong.

    `name` is the path as the user would write it; findings carry it. A reading with an `error` has no turns.
    """
    options = options or Options()
    reader = reader_for(name)
    if reader is None:
        known = ", ".join(ending for known in READERS for ending in known.endings)
        return failure(name, "unknown-format", "there is no reader for files of this kind", f"readable are {known}")
    if options.each and options.each not in reader.each:
        able = ", ".join(ending for each in READERS if options.each in each.each for ending in each.endings)
        message = f"`--each {options.each}` does not fit this kind of file"
        return failure(name, "each-not-here", message, f"it reads {able}")
    reading: Reading = import_module(reader.module).read(name, data, options)
    return reading

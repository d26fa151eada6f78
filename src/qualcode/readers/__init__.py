"""Sources into turns: one file a format, and the registry of formats.

``read(name, data, options)`` chooses the reader by the ending of the name. A reader is a function from the name of a
source, its bytes and the options to a `Reading`; it never raises for what stands in a source: mistakes there are
findings. To add a format, write a file with such a function ``read`` and one line in the registry; a package of its own
names its `Reader` in the entry points `qualcode.readers`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePath

from qualcode.model.registry import registered, taken_twice
from qualcode.model.transcript import Reading
from qualcode.readers.decode import failure
from qualcode.readers.doubts import with_doubts
from qualcode.readers.reading import ReadOptions, SurveyUnit


@dataclass(frozen=True)
class Reader:
    """One format that can be read."""

    name: str
    """Name of the format, as transcripts state it."""
    version: int
    """Goes up when the same bytes would give other turns."""
    endings: tuple[str, ...]
    """Endings of file names, in small letters with their dot."""
    function: str
    """Function `read(name, data, options) -> Reading` as `module:function`; imported when first needed."""
    each: tuple[str, ...] = ()
    """Values of `--each` that fit this format."""


__all__ = ["READERS", "ReadOptions", "Reader", "SurveyUnit", "endings", "read", "reader_for", "unfitting"]
_OURS: tuple[Reader, ...] = (
    Reader("txt", 5, (".txt", ".text"), "qualcode.readers.txt:read", each=("line",)),
    Reader("md", 5, (".md", ".markdown"), "qualcode.readers.md:read", each=("line",)),
    Reader("docx", 5, (".docx",), "qualcode.readers.docx:read"),
    Reader("odt", 5, (".odt",), "qualcode.readers.odt:read"),
    Reader("rtf", 5, (".rtf",), "qualcode.readers.rtf:read"),
    Reader("pdf", 5, (".pdf",), "qualcode.readers.pdf:read"),
    Reader("html", 5, (".html", ".htm"), "qualcode.readers.html:read"),
    Reader("vtt", 5, (".vtt",), "qualcode.readers.captions:read_vtt"),
    Reader("srt", 5, (".srt",), "qualcode.readers.captions:read_srt"),
    Reader("csv", 5, (".csv", ".tsv", ".tab"), "qualcode.readers.rows:read_csv", each=("row",)),
    Reader("xlsx", 5, (".xlsx", ".xlsm", ".ods"), "qualcode.readers.rows:read_xlsx", each=("row",)),
    Reader("json", 5, (".json", ".otr"), "qualcode.readers.json:read"),
    Reader("eaf", 4, (".eaf",), "qualcode.readers.tiers:read_eaf"),
    Reader("exb", 4, (".exb",), "qualcode.readers.tiers:read_exb"),
    Reader("cha", 4, (".cha",), "qualcode.readers.tiers:read_cha"),
    Reader("doc", 4, (".doc",), "qualcode.readers.docx:read_doc"),
)
READERS = registered("qualcode.readers", {reader.name: reader for reader in _OURS})
"""All formats that can be read: name -> reader."""


@cache
def endings() -> Mapping[str, Reader]:
    """Ending of file names, with its dot and in small letters -> the reader of such files.

    Raises:
        StudyError: two packages read the same ending.
    """
    known: dict[str, str] = {}
    for name, reader in READERS.items():
        for ending in reader.endings:
            if ending in known:
                raise taken_twice("qualcode.readers", ending, READERS.package(known[ending]), READERS.package(name))
            known[ending] = name
    return {ending: READERS[name] for ending, name in known.items()}


def reader_for(name: str) -> Reader | None:
    """Give the reader for a source by the ending of its name (in any case), or None."""
    return endings().get(PurePath(name).suffix.lower())


def unfitting(names: Sequence[str], each: SurveyUnit) -> list[str]:
    """Sources that are read as conversations beside those that `--each` is for; none where it fits no source at all."""
    able = {ending for ending, reader in endings().items() if each in reader.each}
    fits = {name: PurePath(name).suffix.lower() in able for name in names}
    return [name for name in names if not fits[name]] if each and any(fits.values()) else []


def read(name: str, data: bytes, options: ReadOptions | None = None) -> Reading:
    """Read one source: its turns, the attributes that it states, and what was guessed or wrong.

    `name` is the path as the user would write it; findings carry it. A reading with an `error` has no turns.
    """
    options = options or ReadOptions()
    reader = reader_for(name)
    if reader is None:
        known = ", ".join(endings())
        return failure(name, "unknown-format", "there is no reader for files of this kind", f"readable are {known}")
    if options.each and options.each not in reader.each:
        able = ", ".join(ending for ending, each in endings().items() if options.each in each.each)
        message = f"`--each {options.each}` does not fit this kind of file"
        return failure(name, "each-not-here", message, f"it reads {able}")
    module, _, function = reader.function.partition(":")
    found: Reading = getattr(import_module(module), function)(name, data, options)
    return found if found.each else with_doubts(found, name)

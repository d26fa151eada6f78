"""The translations of a corpus: `translations/LANGUAGE.jsonl`, one line a passage, only ever appended to."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import msgspec

from qualcode.model.finding import Finding
from qualcode.model.translation import Translation
from qualcode.store.append import append, read_lines
from qualcode.store.layout import StudyLayout, file_to_id

TRANSLATION_FORMAT = 1
"""Newest format of these files that this version reads and writes."""
_Natural = Annotated[int, msgspec.Meta(ge=0)]


class _Line(msgspec.Struct):
    # Mirrors `Translation`; the path already says the language.
    transcript: Annotated[str, msgspec.Meta(min_length=1)]
    turn: Annotated[int, msgspec.Meta(ge=1)]
    start: _Natural
    end: Annotated[int, msgspec.Meta(ge=1)]
    quote: Annotated[str, msgspec.Meta(min_length=1)]
    text: str
    prefix: str = ""
    suffix: str = ""
    turn_sha256: str = ""
    by: str = ""
    time: str = ""


def read_translations(layout: StudyLayout, corpus: str) -> tuple[list[Translation], list[Finding]]:
    """All lines of all languages, and what is wrong with the others."""
    found: list[Translation] = []
    findings: list[Finding] = []
    folder = layout.translations(corpus)
    for file in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        lines, broken = read_lines(file, layout.relative(file))
        findings += broken
        for number, line in lines:
            read = _read(line, file_to_id(file.stem), (layout.relative(file), number))
            if isinstance(read, Translation):
                found.append(read)
            elif read is not None:
                findings.append(read)
    return found, findings


def _read(line: dict[str, Any], language: str, place: tuple[str, int]) -> Translation | Finding | None:
    """The translation of a line; None for the line that states the format."""
    if "format" in line and "transcript" not in line:
        if line["format"] == TRANSLATION_FORMAT:
            return None
        message = f"these translations have format {line['format']}; this qualcode reads {TRANSLATION_FORMAT}"
        return Finding("error", "newer-format", message, *place, hint="update qualcode")
    try:
        return Translation(language, **msgspec.structs.asdict(msgspec.convert(line, _Line)))
    except msgspec.ValidationError as error:
        return Finding("error", "bad-translation", f"this is not a translation: {error}", *place)


def translations_in_force(lines: Iterable[Translation]) -> dict[tuple[str, str, int, int, int], Translation]:
    """The newest line of each passage, where it has a text; newer is by time: the order of lines means nothing."""
    newest = {line.place: line for line in sorted(lines, key=lambda line: (line.time, line.text))}
    return {place: line for place, line in newest.items() if line.text}


def add_translations(layout: StudyLayout, corpus: str, lines: Iterable[Translation]) -> None:
    """Add lines to the files of their languages; what is there stays as it is."""
    own: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        said = {name: value for name, value in asdict(line).items() if value or name in ("start", "text")}
        own.setdefault(said.pop("language"), []).append(said)
    for language, values in own.items():
        file = layout.translation_file(corpus, language)
        head = [] if file.exists() else [{"format": TRANSLATION_FORMAT}]
        append(file, *head, *values)

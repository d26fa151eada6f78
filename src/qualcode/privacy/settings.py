"""Files that people write by hand, without what they say of somebody; comments and layout stay as they are."""

import csv
import io
from collections.abc import Iterable, Mapping

from qualcode.privacy.leaving import Leaving
from qualcode.store.config import FilePlace, Path, sheet_places, yaml_places

_QUOTES = "\"'"


def corpus_without(data: bytes, leaving: Leaving) -> bytes:
    """`corpus.yaml` without a person's transcripts and labels; the same bytes where it cannot be done for certain."""
    places = yaml_places(data)
    wanted: set[Path] = {("transcripts", name) for name in leaving.whole} | {
        ("speakers", label) for label in leaving.sole
    }
    wanted |= {("transcripts", name, "speakers", label) for name, own in leaving.labels.items() for label in own}
    gone = _with_empty_parents({path for path in wanted if path in places}, places)
    text = data.decode("utf-8-sig")
    for path in sorted(gone, key=lambda each: places[each], reverse=True):
        text = _cut(text, *places[path])
    edited = text.encode()
    kept = {path for path in places if not any(path[: len(each)] == each for each in gone)}
    return edited if gone and yaml_places(edited).keys() == kept else data


def _with_empty_parents(gone: set[Path], places: Mapping[Path, FilePlace]) -> set[Path]:
    """Fields that go, each with the field above it where nothing else is left there; none of them inside another."""
    for above in sorted({path[:-1] for path in gone}, key=len, reverse=True):
        below = {path for path in places if path[:-1] == above}
        if above and below <= gone:
            gone = _with_empty_parents((gone - below) | {above}, places)
    return {path for path in gone if not any(path[:size] in gone for size in range(1, len(path)))}


def _cut(text: str, line: int, column: int | None) -> str:
    """A text without the field that begins at a place, with all that belongs to it."""
    lines = text.splitlines(keepends=True)
    before = lines[line - 1][: (column or 1) - 1]
    if before.strip():
        return _cut_between_braces(text, sum(map(len, lines[: line - 1])) + len(before))
    end = line
    while end < len(lines) and _belongs(lines[end], len(before)):
        end += 1
    while end > line and not lines[end - 1].strip():
        end -= 1
    return "".join((*lines[: line - 1], *lines[end:]))


def _belongs(line: str, indent: int) -> bool:
    """Whether a line is part of a field that is so far indented."""
    return not line.strip() or len(line) - len(line.lstrip()) > indent


def _cut_between_braces(text: str, start: int) -> str:
    """The same for a field between braces, with one comma."""
    depth, quote, end = 0, "", start
    while end < len(text):
        sign = text[end]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        elif depth == 0 and sign in ",}":
            break
        depth += 0 if quote else (sign in "{[") - (sign in "}]")
        end += 1
    if text[end : end + 1] == ",":
        return text[:start] + text[end + 1 :].lstrip(" ")
    head = text[:start].rstrip()
    return (head[:-1] if head.endswith(",") else text[:start]) + text[end:]


def respondents_without(data: bytes, respondent: str) -> bytes:
    """`respondents.csv` without the row of a person."""
    ends = sorted(line for line, _ in sheet_places(data, ("respondent",)).values())
    theirs = sheet_places(data, ("respondent",)).get((respondent,))
    if theirs is None:
        return data
    first = max((end for end in ends if end < theirs[0]), default=_end_of_heading(data))
    lines = data.splitlines(keepends=True)
    return b"".join((*lines[:first], *lines[theirs[0] :]))


def _end_of_heading(data: bytes) -> int:
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    next(reader, None)
    return reader.line_num


def lock_without(data: bytes, files: Iterable[str]) -> bytes:
    """`qualcode.lock` without the lines about some files, which are gone or have changed."""
    gone = set(files)
    return b"".join(line for line in data.splitlines(keepends=True) if not _is_about(line, gone))


def _is_about(line: bytes, files: set[str]) -> bool:
    _, _, rest = line.decode("utf-8", "replace").partition("  ")
    return rest.rpartition("  ")[0] in files

"""Sheets of marked passages, from csv or Excel, a row each: coder, text, start, end, code, length.

Where there is no column of ends, `length` is that of the passage, and not that of its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.agreement.unitised import CodedSpan, Continuum
from qualcode.exchange.rating_layout import CODER_TITLES, VALUE_TITLES
from qualcode.exchange.rating_sheet import sheet_rows
from qualcode.exchange.rating_values import decimal_comma, rating_number
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.readers.sheet import SheetRow

SPAN_TITLES: Mapping[str, tuple[str, ...]] = {
    "coder": tuple(sorted(CODER_TITLES)),
    "text": ("text", "unit", "continuum", "transcript", "document", "source", "file", "teks", "transkrip", "dokumen"),
    "start": ("start", "begin", "beginning", "from", "offset", "awal", "mulai"),
    "end": ("end", "to", "stop", "akhir", "selesai"),
    "code": tuple(sorted(VALUE_TITLES)),
    "length": ("length", "text_length", "text length", "panjang"),
}
"""Use of a column -> its titles."""


@dataclass(frozen=True)
class SpanSheet:
    """Marked passages as they were read."""

    coders: tuple[str, ...]
    """Names of the coders, sorted."""
    texts: tuple[str, ...]
    """Names of the texts, as they first come."""
    continua: tuple[Continuum, ...]
    """Each text with what each coder marked in it."""
    findings: tuple[Finding, ...]
    """What was assumed."""


def read_span_sheet(name: str, data: bytes, length: int = 0, *, only_listed: bool = False) -> SpanSheet:
    """Read a sheet of marked passages: columns coder, text, start, end, code and length, in any order.

    A row without start and end says that a coder read the text and marked nothing. A coder without any row in a text
    has read it and marked nothing or, with `only_listed`, has not read it. `length` is that of every text without a
    length of its own.

    Raises:
        StudyError: a column is missing, or a passage does not fit its text.
    """
    rows = sheet_rows(name, data)
    places = _span_columns(name, rows[0])
    comma = decimal_comma(row.cell(places.get(use)) for row in rows[1:] for use in ("start", "end", "length")) is True
    lines = [_line(name, row, places, comma=comma) for row in rows[1:]]
    texts = tuple(dict.fromkeys(line.text for line in lines))
    coders = tuple(sorted({line.coder for line in lines}))
    if len(coders) < 2:
        hint = "a coder who marked nothing has a row without start and end"
        raise study_error("one-coder", f"agreement needs two coders, and this table has {len(coders)}", hint, name)
    found: list[Finding] = []
    continua = [_continuum(name, text, [each for each in lines if each.text == text], coders, length, found,
                           only_listed=only_listed) for text in texts]  # fmt: skip
    return SpanSheet(coders, texts, tuple(continua), tuple(found))


@dataclass(frozen=True)
class _SpanLine:
    """One row: a passage, or that somebody read a text."""

    place: str
    coder: str
    text: str
    span: CodedSpan | None
    length: float | None


def _span_columns(name: str, header: SheetRow) -> dict[str, int]:
    """Use -> place of its column."""
    titles = [cell.strip().lower() for cell in header.cells]
    places = {use: at for use, known in SPAN_TITLES.items() for at in [_first(titles, known)] if at is not None}
    if "end" not in places and "length" in places:
        places["extent"] = places.pop("length")
    ends = () if "extent" in places else ("end",)
    if wanting := [use for use in ("coder", "start", *ends) if use not in places]:
        hint = "a row a passage: coder,text,start,end,code,length"
        raise study_error("no-column", f"there is no column `{wanting[0]}`", hint, f"{name}:{header.at}")
    return places


def _first(titles: Sequence[str], known: Sequence[str]) -> int | None:
    return next((titles.index(title) for title in known if title in titles), None)


def _line(name: str, row: SheetRow, places: Mapping[str, int], *, comma: bool) -> _SpanLine:
    cell = {use: row.cell(places.get(use)) for use in (*SPAN_TITLES, "extent")}

    def figure(use: str) -> float | None:
        value = rating_number(cell[use], comma=comma)
        if cell[use] and value is None:
            raise _wrong(name, row, places[use], f"`{cell[use]}` is no number", f"write the {use} as a number")
        return value

    if not cell["coder"]:
        raise _wrong(name, row, places["coder"], "this row names no coder", "write who marked the passage")
    start, end, length, extent = figure("start"), figure("end"), figure("length"), figure("extent")
    if start is not None and extent is not None:
        end = start + extent
    place = f"{name}:{row.at}"
    if start is None and end is None:
        return _SpanLine(place, cell["coder"], cell["text"], None, length)
    if start is None or end is None or not 0 <= start < end:
        message = f"a passage from {cell['start'] or '?'} to {cell['end'] or end or '?'} is none"
        raise _wrong(name, row, places["start"], message, "start from 0, and the end after the last character")
    if "code" in places and not cell["code"]:
        raise _wrong(
            name, row, places["code"], "this passage has no code", "write its code; what nobody marked needs no row"
        )
    return _SpanLine(place, cell["coder"], cell["text"], (start, end, cell["code"]), length)  # type: ignore[arg-type]


def _wrong(name: str, row: SheetRow, column: int, message: str, hint: str) -> StudyError:
    return study_error("bad-row", message, hint, f"{name}:{row.at}:{column + 1}")


def _continuum(
    name: str, text: str, lines: Sequence[_SpanLine], coders: Sequence[str], length: int, found: list[Finding],
    *, only_listed: bool,
) -> Continuum:  # fmt: skip
    """One text; assumptions are added to the findings."""
    lengths = sorted({line.length for line in lines if line.length is not None})
    if len(lengths) > 1:
        raise study_error("two-lengths", f"text `{text}` has two lengths: {lengths[0]} and {lengths[1]}", "", name)
    end = max((line.span[1] for line in lines if line.span), default=0)
    whole = lengths[0] if lengths else length or end
    if not lengths and not length:
        message = f"the length of text `{text}` is not stated: it was taken to end with its last passage, at {end}"
        hint = "write a column `length`, or --length; what nobody marked counts too"
        found.append(Finding("warning", "no-length", message, name, hint=hint))
    for line in lines:
        if line.span and line.span[1] > whole:
            message = f"this passage ends at {line.span[1]}, and the text is {whole} long"
            raise study_error("bad-row", message, "correct the end or the length", line.place)
    rows: list[Sequence[CodedSpan] | None] = []
    for coder in coders:
        own = [line for line in lines if line.coder == coder]
        rows.append(None if only_listed and not own else list(dict.fromkeys(each.span for each in own if each.span)))
    return Continuum(whole, rows)  # type: ignore[arg-type]

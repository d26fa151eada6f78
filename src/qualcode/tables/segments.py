"""The table of coded segments: one row for each coding of a participant's words, all assertions."""

from typing import Any

import numpy as np

from qualcode.codings.mentions import segment_ends
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s, participants
from qualcode.model.coding import ASSERTIONS
from qualcode.model.table import Column
from qualcode.tables.groups import slots
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import (
    BY_TURN,
    CORPUS_COLUMN,
    KIND_COLUMN,
    LABEL_COLUMN,
    LANGUAGE_COLUMN,
    PASSAGE,
    START_S,
    chosen_columns,
    group_columns,
    in_groups,
    matched,
    narrowed,
    passage_columns,
    pick,
    quote_spans,
    slices,
    to_fill_in,
    translated,
    under,
    which,
    with_translations,
)
from qualcode.tables.notes import TableBasis, ground
from qualcode.tables.parts import Divided, ListedRows, TablePart, listed_columns
from qualcode.tables.redaction import Made

QuoteSpans = tuple[Int32s, Int32s]
"""First code points, and those after the last."""
CONTEXT_CHARACTERS = 300
"""Characters of context on each side: speech without punctuation is one segment, however long it is."""
TEXT_COLUMN = Column(
    "text",
    "string",
    f"Text of the segments that it overlaps, at most {CONTEXT_CHARACTERS} characters before and after the quote.",
    "words",
)
QUOTE_ENDS = (
    Column(
        "quote_start", "integer", "First character of the quote: of the coded words, or of their sentence.", "place"
    ),
    Column("quote_end", "integer", "Character after the quote.", "place"),
)
COLUMNS = (
    *BY_TURN,
    CORPUS_COLUMN,
    *PASSAGE,
    Column("segment", "integer", "Number of the segment in its turn, from 1, in which the coding starts.", "place"),
    Column(
        "segment_end", "integer", "Number of the segment in which it ends: the same unless the coding runs on.", "place"
    ),
    LANGUAGE_COLUMN,
    Column("code", "string", "Code given.", "count"),
    KIND_COLUMN,
    LABEL_COLUMN,
    Column("coder", "string", "Who coded: a person, a model, or the rules of a codebook.", "open"),
    Column("rules", "string", "Rules that made the coding, joined by `;`; empty for people.", "quasi"),
    Column(
        "start",
        "integer",
        "First character of the coded words in the turn's text, from 0, in Unicode code points.",
        "place",
    ),
    Column("end", "integer", "Character after the coded words in the turn's text, in Unicode code points.", "place"),
    *QUOTE_ENDS,
    Column(
        "quote",
        "string",
        "The turn's text from quote_start to quote_end: what a person marked, or the sentence in which rules found the "
        "code.",
        "words",
    ),
    Column("matched", "string", "The words that the rules matched, joined by ` | `; empty for people.", "words"),
    Column("assertion", "string", "Assertion status; only `affirmed` codings count as mentions.", "open"),
    Column(
        "prompted", "boolean", "True when the question before it holds the code's terms; empty for people.", "quasi"
    ),
    START_S,
    TEXT_COLUMN,
    Column("memo", "string", "What the coder remarks on the coding; empty for rules.", "words"),
)


def list_segments(frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
    """List the codings of participants in the order of the transcripts; affirmed rows are the mentions."""
    rows = _order(frame, codings)
    if options.codes:
        rows = rows[under(codings, options)[codings.code[rows]]]
    quoted = quote_spans(frame, codings, rows)
    data = _places(frame, codings, options, rows) | _codes(codings, options, rows)
    data |= {"quote_start": quoted[0].tolist(), "quote_end": quoted[1].tolist()}
    listed = ListedRows(data, lambda: _words(frame, codings, options, rows, quoted))
    return {**ground(frame, codings, slots(frame, options.by)), "rows": listed}


def make_segments(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """The listed codings, group after group where there are groups."""
    basis, data = TableBasis(frame, codings, options, part=part), in_groups(listed_columns(part, "rows"))
    what = options.message("Coded segments")
    columns = with_translations(chosen_columns(COLUMNS, options), frame, options)
    table = basis.table("segments", what, columns, data, codes=list(options.codes), **to_fill_in(options))
    return Made(table, (*basis.notes, narrowed(codings, options)))


def _order(frame: Frame, codings: Codings) -> Int64s:
    """Codings of participants by turn, start, end, code; the other keys only settle doubles."""
    keys = (codings.prompted, codings.assertion, codings.code, codings.end, codings.start, codings.turn)
    order = np.lexsort(keys)
    return order[participants(frame)[codings.turn[order]]]


def _places(frame: Frame, codings: Codings, options: TableOptions, rows: Int64s) -> dict[str, list[Any]]:
    turn = codings.turn[rows]
    return {
        **group_columns(frame, options, turn),
        "corpus": [frame.corpus] * len(rows),
        **passage_columns(frame, turn, codings.segment[rows]),
        "segment_end": frame.segment_number[segment_ends(frame, codings)[rows]].tolist(),
    }


def _codes(codings: Codings, options: TableOptions, rows: Int64s) -> dict[str, list[Any]]:
    return {
        **which(codings, options, codings.code[rows]),
        "coder": [codings.source.named] * len(rows),
        "rules": _rules(codings, rows),
        "start": codings.start[rows].tolist(),
        "end": codings.end[rows].tolist(),
        "assertion": pick(ASSERTIONS, codings.assertion[rows]),
        "prompted": codings.prompted[rows].tolist() if codings.kind == "rules" else [None] * len(rows),
    }


def _rules(codings: Codings, rows: Int64s) -> list[str | None]:
    offsets, ids, names = codings.rule_offsets.tolist(), codings.rule.tolist(), codings.source.rule_names
    made_by = [sorted(set(ids[offsets[row] : offsets[row + 1]])) for row in rows.tolist()]
    return [";".join([names[rule] for rule in rules]) or None for rules in made_by]


def _words(
    frame: Frame, codings: Codings, options: TableOptions, rows: Int64s, quoted: QuoteSpans
) -> dict[str, list[Any]]:
    return {
        "quote": slices(frame.text, codings.turn[rows], *quoted),
        "matched": matched(frame.text, codings, rows),
        "text": _around(frame, codings, rows, quoted),
        "memo": _memos(codings, rows),
        **translated(frame, options, codings.turn[rows], *quoted),
    }


def _memos(codings: Codings, rows: Int64s) -> list[str | None]:
    if codings.line is None:
        return [None] * len(rows)
    return [codings.source.memos[line] or None for line in codings.line[rows].tolist()]


def _around(frame: Frame, codings: Codings, rows: Int64s, quoted: QuoteSpans) -> list[str]:
    """The text shown with each coding, its quote in it, without the blanks after a segment: SPSS would drop them."""
    begin, end = shown_text(frame, codings, rows)
    begin, end = np.minimum(begin, quoted[0]), np.maximum(end, quoted[1])
    texts = slices(frame.text, codings.turn[rows], begin, end)
    least = (quoted[1] - begin).tolist()  # a quote that ends with a blank stays whole
    return [text[: max(len(text.rstrip()), size)] for text, size in zip(texts, least, strict=True)]


def shown_text(frame: Frame, codings: Codings, rows: Int64s) -> QuoteSpans:
    """First code point, and the one after the last, of the text shown with each coding."""
    first, last = codings.segment[rows], segment_ends(frame, codings)[rows]
    begin = np.maximum(frame.segment_start[first], codings.start[rows] - CONTEXT_CHARACTERS)
    return begin, np.minimum(frame.segment_end[last], codings.end[rows] + CONTEXT_CHARACTERS)


KIND = TableKind(
    "One row for each coding, all assertions, with its quote and place.",
    Divided(list_segments, make_segments, lists=True),
    COLUMNS,
    frozenset({"by", "codes", "gloss", "speakers"}),
    shows="codings",
)

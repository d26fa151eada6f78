"""Keyword in context: every place where participants use a term, with the words around it."""

from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s, TermOccurrences, participants
from qualcode.model.finding import Finding
from qualcode.model.table import Column
from qualcode.tables.kind import OF_WORDS, TableKind, TableOptions
from qualcode.tables.listing import (
    BY_TURN,
    LANGUAGE_COLUMN,
    PASSAGE,
    chosen_columns,
    group_columns,
    in_groups,
    passage_columns,
    pick,
    slices,
)
from qualcode.tables.notes import TableBasis, whose_turns
from qualcode.tables.redaction import Made

COLUMNS = (
    *BY_TURN,
    replace(PASSAGE[0], name="docname"),
    Column(
        "from",
        "integer",
        "Number of the keyword's first word in its transcript, from 1; words of all speakers outside transcriber marks "
        "are counted, punctuation is not.",
        "place",
    ),
    Column("to", "integer", "Number of the keyword's last word in its transcript.", "place"),
    Column("pre", "string", "Words before it in its turn, with their punctuation; line breaks are blanks.", "words"),
    Column("keyword", "string", "The words found.", "words"),
    Column("post", "string", "Words after it in its turn, with their punctuation.", "words"),
    Column("pattern", "string", "The term that found it.", "open"),
    *PASSAGE[1:],
    Column("segment", "integer", "Number of the segment in its turn, from 1, in which the keyword stands.", "place"),
    LANGUAGE_COLUMN,
)


def list_kwic(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """List the matches of the terms in participants' turns, in the order of the transcripts.

    Columns `docname` to `pattern` are those of quanteda's `kwic`, so that scripts for it read this table.
    """
    basis = TableBasis(frame, codings, options, coded=False)
    found = frame.find(options.terms, options.level, options.window)
    rows = _order(frame, found)
    what, columns = options.message("Keyword in context"), chosen_columns(COLUMNS, options)
    data, terms = in_groups(_places(frame, found, rows, options) | _words(frame, found, rows)), list(options.terms)
    table = basis.table("kwic", what, columns, data, terms=terms, level=options.level)
    return Made(table, _notes(basis, found, rows))


def _order(frame: Frame, found: TermOccurrences) -> Int64s:
    """Matches in participants' turns by place, then by the order of the terms."""
    order = np.lexsort((found.term, found.words, found.start, found.turn))
    return order[participants(frame)[found.turn[order]]]


def _places(frame: Frame, found: TermOccurrences, rows: Int64s, options: TableOptions) -> dict[str, list[Any]]:
    turn, first = found.turn[rows], found.position[rows]
    said = passage_columns(frame, turn, found.segment[rows])
    return {
        **said,
        **group_columns(frame, options, turn),
        "docname": said["transcript"],
        "from": first.tolist(),
        "to": (first + found.words[rows] - 1).tolist(),
        "pattern": pick(options.terms, found.term[rows]),
    }


def _words(frame: Frame, found: TermOccurrences, rows: Int64s) -> dict[str, list[Any]]:
    turn = found.turn[rows]
    edges = {"pre": (found.before, found.start), "keyword": (found.start, found.end), "post": (found.end, found.after)}
    return {
        name: [" ".join(text.split()) for text in slices(frame.text, turn, low[rows], high[rows])]
        for name, (low, high) in edges.items()
    }


def _notes(basis: TableBasis, found: TermOccurrences, rows: Int64s) -> tuple[str, ...]:
    frame, options = basis.frame, basis.options
    others = np.delete(found.turn, rows)
    whose = whose_turns(frame, others, options)
    terms = ", ".join(options.terms)
    unlisted = options.message("Not listed: {whose}.", whose=whose)
    return (
        *[_missing(frame, options.terms[at], options) for at in _unfound(frame, options)],
        *basis.notes,
        options.message("Terms: {terms} (level {level}).", terms=terms, level=options.level),
        unlisted if len(others) else "",
    )


def _missing(frame: Frame, term: str, options: TableOptions) -> str:
    words = ", ".join(word for word in frame.near(term) if word != term)  # others may say it
    alike = options.message("; written much the same: {words}", words=words) if words else ""
    return options.message("No participant says `{term}`", term=term) + alike + "."


def _unfound(frame: Frame, options: TableOptions) -> list[int]:
    """Terms that no participant says."""
    found = frame.find(options.terms, options.level, options.window)
    said = set(found.term[participants(frame)[found.turn]].tolist())
    return [at for at in range(len(options.terms)) if at not in said]


def terms_without_match(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """A note for each term that no participant says; what is written alike is in the corpus, so not in here."""
    return tuple(
        Finding(
            "note",
            "term-not-found",
            f"no participant says `{options.terms[at]}`",
            hint=f"`qualcode words '{options.terms[at]}'` shows words of the corpus that are written much the same",
        )
        for at in _unfound(frame, options)
    )


KIND = TableKind(
    "Keyword in context: every place where participants use a term, as quanteda's `kwic` lists it.",
    list_kwic,
    COLUMNS,
    frozenset({"by", "terms", "level", "window", "speakers"}),
    needs="terms",
    wrong=terms_without_match,
    refuses=OF_WORDS,
    coded=False,
)

"""The appendix of quotes: for each code typical, varied and contrary passages, with their places."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, code_tree, counted_codings, with_ancestors
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s, participants
from qualcode.model.coding import ASSERTIONS
from qualcode.model.table import Column
from qualcode.tables.choice import choose_passages, cloud, word_weights
from qualcode.tables.counts import counts
from qualcode.tables.kind import OF_WORDS, TableKind, TableOptions
from qualcode.tables.listing import (
    BY,
    KIND_COLUMN,
    LABEL_COLUMN,
    LANGUAGE_COLUMN,
    PASSAGE,
    START_S,
    chosen_columns,
    narrowed,
    passage_columns,
    pick,
    quote_spans,
    selected_codes,
    slices,
    to_fill_in,
    translated,
    which,
    with_translations,
)
from qualcode.tables.notes import TableBasis, frequency, nobody_mentions
from qualcode.tables.redaction import Made
from qualcode.tables.segments import CONTEXT_CHARACTERS, QUOTE_ENDS, TEXT_COLUMN, shown_text

CHOICES = ("typical", "varied", "contrary")
"""What is chosen of a code's passages, in the order of the table."""
CONTRARY = CHOICES.index("contrary")


@dataclass(frozen=True, eq=False)
class Quoted:
    """Quotes chosen, one a row."""

    cell: Int64s
    """`block * number of codes + code`."""
    coding: Int64s
    """The coding that is quoted."""
    choice: Int64s
    """Index into `CHOICES`."""
    rank: Int64s
    """Place in its choice, from 1."""
    passages: Int64s
    """Passages of the code in the block that it was chosen from."""
    closeness: list[float]
    """Cosine of the text with their centre."""


def passages(basis: TableBasis) -> tuple[Int64s, Int64s]:
    """The passages of the codes asked for; a parent has those of its children, too.

    Returns:
        one entry for each segment in which a coding of the code, or of one below it, starts, by block and code: its
        cell, `block * number of codes + code`, and the longest such coding.
    """
    codings = basis.codings
    coding, code = with_ancestors(counted_codings(basis.frame, codings), codings.code, code_tree(codings.codes))
    asked = np.isin(code, selected_codes(codings, basis.options))
    coding, code = coding[asked], code[asked].astype(np.int64)
    cell = basis.groups.turn_block[codings.turn[coding]].astype(np.int64) * len(codings.codes) + code
    return _one_of_each_segment(codings, cell, coding)


def contrary_passages(basis: TableBasis) -> tuple[Int64s, Int64s]:
    """What participants put otherwise than affirmed, as `passages`: it is not counted, and only under its own code."""
    codings = basis.codings
    asked = np.isin(codings.code, selected_codes(codings, basis.options))
    coding = np.flatnonzero((codings.assertion != AFFIRMED_INDEX) & participants(basis.frame)[codings.turn] & asked)
    cell = basis.groups.turn_block[codings.turn[coding]].astype(np.int64) * len(codings.codes) + codings.code[coding]
    return _one_of_each_segment(codings, cell, coding)


def _one_of_each_segment(codings: Codings, cell: Int64s, coding: Int64s) -> tuple[Int64s, Int64s]:
    """Of the codings of a cell that start in one segment the longest, in order of cells."""
    start, size = codings.start[coding], codings.end[coding] - codings.start[coding]
    order = np.lexsort((codings.code[coding], start, -size, codings.segment[coding], cell))
    cell, coding = cell[order], coding[order]
    first = np.ones(len(cell), dtype=np.bool_)
    first[1:] = (cell[1:] != cell[:-1]) | (codings.segment[coding[1:]] != codings.segment[coding[:-1]])
    return cell[first], coding[first]


def _with_contrary(basis: TableBasis, chosen: Quoted, top: int) -> Quoted:
    """The quotes chosen and, after those of each code, what is put otherwise: closest to its own centre, by people."""
    contrary = choose_quotes(basis.frame, basis.codings, *contrary_passages(basis), top)
    typical = np.flatnonzero(contrary.choice == CHOICES.index("typical"))
    columns = ("cell", "coding", "choice", "rank", "passages")
    made = {name: np.concatenate([getattr(chosen, name), getattr(contrary, name)[typical]]) for name in columns}
    made["choice"][len(chosen.cell) :] = CONTRARY
    closeness = [*chosen.closeness, *(contrary.closeness[at] for at in typical.tolist())]
    order = np.argsort(made["cell"], kind="stable")
    return Quoted(**{name: each[order] for name, each in made.items()}, closeness=[closeness[at] for at in order])


def choose_quotes(frame: Frame, codings: Codings, cell_of_each: Int64s, passage: Int64s, top: int) -> Quoted:
    """Choose `top` typical and `top` varied passages of each code in each block."""
    distinct, place = np.unique(passage, return_inverse=True)
    texts = slices(frame.text, codings.turn[distinct], *shown_text(frame, codings, distinct))
    made = word_weights(texts, frame.light_keys)
    turn = codings.turn[passage]
    respondent = frame.turn_respondent[turn].astype(np.int64)
    who = np.where(respondent >= 0, respondent, -1 - frame.turn_transcript[turn])  # voices: one for each transcript
    chosen: list[tuple[int, int, int, int, int]] = []
    closeness: list[float] = []
    cells, begins = np.unique(cell_of_each, return_index=True)
    for cell, (begin, end) in zip(cells.tolist(), pairwise([*begins.tolist(), len(cell_of_each)]), strict=True):
        own = place[begin:end]
        choice = choose_passages(cloud(made, own), made.words[own], who[begin:end], top)
        for number, places in enumerate((choice.typical, choice.varied)):
            for rank, at in enumerate(places, start=1):
                chosen.append((cell, int(passage[begin + at]), number, rank, end - begin))
                closeness.append(round(float(choice.closeness[at]), 2))
    cell_of, coding, choice_of, rank_of, passages_of = np.array(chosen, dtype=np.int64).reshape(-1, 5).T
    return Quoted(cell_of, coding, choice_of, rank_of, passages_of, closeness)


TOP_QUOTES = 3
"""Quotes of each choice unless `top` says otherwise."""
LONGEST_TABLE_QUOTE = 600
"""Characters of a quote, about a hundred words: a coding may run over pages, an appendix may not."""
COLUMNS = (
    *BY,
    Column("code", "string", "Code of the codebook; a parent chooses from its children's passages, too.", "open"),
    KIND_COLUMN,
    LABEL_COLUMN,
    Column(
        "choice",
        "string",
        "typical: closest to the centre of the code's passages; varied: also unlike those chosen before it; contrary: "
        "put otherwise than affirmed, and not counted.",
        "open",
    ),
    Column("assertion", "string", "How it is put: `affirmed`, or why it is contrary.", "open"),
    Column("rank", "integer", "Place in its choice, from 1.", "open"),
    Column(
        "quote",
        "string",
        "What a person marked, or the sentence in which rules found the code: a slice of the turn's text, of at most "
        f"{LONGEST_TABLE_QUOTE} characters, ending with a whole word.",
        "words",
    ),
    Column(
        "quote_left_out",
        "integer",
        "Characters of the coding after the quote that are left out; 0: the quote is whole. Write … where it is not.",
        "quasi",
    ),
    TEXT_COLUMN,
    *PASSAGE,
    Column("segment", "integer", "Number of the segment in its turn, from 1, in which the coding starts.", "place"),
    LANGUAGE_COLUMN,
    START_S,
    Column(
        "passages",
        "integer",
        "Passages of the code in the block that it was chosen from: segments in which a mention, or something "
        "contrary, starts.",
        "count",
    ),
    Column("closeness", "number", "Cosine of the text with the centre of these passages (tf-idf), 0 to 1.", "quasi"),
    Column("respondents", "integer", "Respondents of the block with at least one mention of the code.", "count"),
    Column("respondents_total", "integer", "N: participants of the block with at least one word.", "count"),
)


def list_quotes(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Choose the quotes of every code, in the codebook's order."""
    basis, top = TableBasis(frame, codings, options), options.top or TOP_QUOTES
    cell, passage = passages(basis)
    rows = _with_contrary(basis, choose_quotes(frame, codings, cell, passage, top), top)
    turn, segment = codings.turn[rows.coding], codings.segment[rows.coding]
    words = _words(frame, codings, options, rows)
    what, columns = options.message("Quotes"), with_translations(_columns(options), frame, options)
    data = _about(basis, rows) | passage_columns(frame, turn, segment) | words
    asked = {"kind": options.kind, "codes": list(options.codes), "top": top, **to_fill_in(options)}
    table = basis.table("quotes", what, columns, data, **asked)
    return Made(table, _notes(basis, rows, words["quote_left_out"]))


def _notes(basis: TableBasis, rows: Quoted, cut: list[int]) -> tuple[str, ...]:
    codings, options = basis.codings, basis.options
    top, shortened = options.top or TOP_QUOTES, sum(map(bool, cut))
    silent = ", ".join(_silent(codings, options, rows.cell))
    choice = options.message(
        "Up to {top} typical and {top} varied quotes a code; nobody is quoted again while others have a passage left.",
        top=top,
    )
    contrary = options.message(
        "After them up to {top} that are put otherwise (negated, resolved, hypothetical, asked): they are not counted.",
        top=top,
    )
    without = options.message("Without a quote: {silent}.", silent=silent)
    long = options.message(
        "Shortened to {longest} characters: {quotes} (quote_left_out).",
        longest=LONGEST_TABLE_QUOTE,
        quotes=options.some(shortened, "quote"),
    )
    return (
        "" if rows.coding.size else nobody_mentions(options),
        *basis.notes,
        narrowed(codings, options),
        choice,
        contrary if (rows.choice == CONTRARY).any() else "",
        long if shortened else "",
        without if silent else "",
        frequency(options),
    )


def _about(basis: TableBasis, rows: Quoted) -> dict[str, list[Any]]:
    size = max(len(basis.codings.codes), 1)
    code, counted = rows.cell % size, counts(basis.frame, basis.codings, basis.groups, basis.options.by)
    return {
        "by": [basis.options.by] * len(code),
        "group": pick(basis.groups.groups, rows.cell // size),
        **which(basis.codings, basis.options, code),
        "choice": pick(CHOICES, rows.choice),
        "rank": rows.rank.tolist(),
        "passages": rows.passages.tolist(),
        "closeness": rows.closeness,
        "assertion": pick(ASSERTIONS, basis.codings.assertion[rows.coding]),
        "respondents": counted.respondents[rows.cell].tolist(),
        "respondents_total": basis.groups.sizes[rows.cell // size].tolist(),
    }


def _words(frame: Frame, codings: Codings, options: TableOptions, rows: Quoted) -> dict[str, list[Any]]:
    """Quotes that end where they must, and the text around them."""
    turn, (start, close) = codings.turn[rows.coding], quote_spans(frame, codings, rows.coding)
    whole = slices(frame.text, turn, start, close)
    quotes = [shortened(words) for words in whole]
    left_out = [len(words) - len(quote) for words, quote in zip(whole, quotes, strict=True)]
    begin, end = shown_text(frame, codings, rows.coding)
    begin, end = np.minimum(begin, start), np.maximum(end, close)
    after = np.where(left_out, start + [len(quote) for quote in quotes] + CONTEXT_CHARACTERS, end)
    text = slices(frame.text, turn, begin, np.minimum(end, after))
    ends = start + np.array([len(quote) for quote in quotes], np.int64)
    return {
        "quote": quotes,
        "quote_left_out": left_out,
        "text": [each.strip() for each in text],
        "quote_start": start.tolist(),
        "quote_end": ends.tolist(),
        **translated(frame, options, turn, start, ends),
    }


def _columns(options: TableOptions) -> tuple[Column, ...]:
    """The columns; where quotes are to be translated, also their ends, so that a sheet finds its way back."""
    columns = chosen_columns(COLUMNS, options)
    ends = QUOTE_ENDS if options.gloss else ()
    return tuple(each for column in columns for each in (*(ends if column.name == "quote" else ()), column))


def shortened(words: str) -> str:
    """The beginning of a passage: whole words of at most `LONGEST` characters; of a longer word, its beginning."""
    if len(words) <= LONGEST_TABLE_QUOTE:
        return words
    edge = max((at for at in range(LONGEST_TABLE_QUOTE, 0, -1) if words[at].isspace()), default=LONGEST_TABLE_QUOTE)
    return words[:edge].rstrip() or words[:LONGEST_TABLE_QUOTE]


def _silent(codings: Codings, options: TableOptions, quoted: Int64s) -> list[str]:
    """Codes of the table of which there is no passage."""
    named = set((quoted % max(len(codings.codes), 1)).tolist())
    return [codings.codes[code].code for code in selected_codes(codings, options) if code not in named]


KIND = TableKind(
    "Appendix of quotes: typical, varied and contrary passages of each code, with their places.",
    list_quotes,
    COLUMNS,
    frozenset({"by", "kind", "codes", "gloss", "top", "speakers"}),
    refuses=OF_WORDS,
    shows="codings",
)

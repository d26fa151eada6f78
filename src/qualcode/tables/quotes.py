"""The appendix of quotes: for each code the most typical and the most varied passages, with their places."""

from typing import Any

import numpy as np

from qualcode.model import Column, Table
from qualcode.tables.blocks import Blocks, blocks
from qualcode.tables.columns import (
    BY,
    KIND_OF_CODE,
    LABEL,
    LANGUAGE,
    RESPONDENT,
    SESSION,
    SPEAKER,
    START_S,
    TRANSCRIPT,
    TURN,
)
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.kind import OF_WORDS, TableKind
from qualcode.tables.listing import chosen, pick, where, which
from qualcode.tables.notes import frequency, kept, meta, nobody_mentions, notes, some, title
from qualcode.tables.options import Options
from qualcode.tables.passages import CHOICES, Passages, Quoted, passages, quoted
from qualcode.tables.segments import AROUND, TEXT, shown_text
from qualcode.tables.wanted import narrowed, wanted
from qualcode.tables.words import slices

TOP = 3
"""Quotes of each choice unless `top` says otherwise."""
LONGEST = 600
"""Characters of a quote, about a hundred words: a coding may run over pages, an appendix may not."""
COLUMNS = (
    *BY,
    Column(
        "code",
        "string",
        "Code of the codebook; a parent chooses from its children's passages, too.",
        "Kode dalam buku kode; kode induk juga memilih dari bagian subkodenya.",
    ),
    KIND_OF_CODE,
    LABEL,
    Column(
        "choice",
        "string",
        "typical: closest to the centre of the code's passages; varied: also unlike those chosen before it.",
        "typical (khas): paling dekat dengan pusat bagian-bagian kode; varied (beragam): juga tidak serupa dengan yang "
        "dipilih sebelumnya.",
    ),
    Column("rank", "integer", "Place in its choice, from 1.", "Urutan dalam pilihannya, mulai dari 1."),
    Column(
        "quote",
        "string",
        f"The coded words: a slice of the turn's text, of at most {LONGEST} characters, ending with a whole word.",
        f"Kata-kata yang dikodekan: potongan teks giliran bicara, paling banyak {LONGEST} karakter, berakhir pada kata "
        "utuh.",
    ),
    Column(
        "quote_left_out",
        "integer",
        "Characters of the coding after the quote that are left out; 0: the quote is whole. Write … where it is not.",
        "Karakter pengodean sesudah kutipan yang ditiadakan; 0: kutipannya utuh. Tulislah … bila tidak utuh.",
    ),
    TEXT,
    TRANSCRIPT,
    SESSION,
    RESPONDENT,
    SPEAKER,
    TURN,
    Column(
        "segment",
        "integer",
        "Number of the segment in its turn, from 1, in which the quote starts.",
        "Nomor segmen dalam giliran bicaranya, mulai dari 1, tempat kutipan dimulai.",
    ),
    LANGUAGE,
    START_S,
    Column(
        "passages",
        "integer",
        "Passages of the code in the block: segments in which a mention starts.",
        "Bagian milik kode dalam blok: segmen tempat penyebutan dimulai.",
    ),
    Column(
        "closeness",
        "number",
        "Cosine of the text with the centre of these passages (tf-idf), 0 to 1.",
        "Kosinus teks terhadap pusat bagian-bagian itu (tf-idf), dari 0 sampai 1.",
    ),
)


def list_quotes(frame: Frame, codings: Codings, options: Options) -> Table:
    """Choose the quotes of every code, in the codebook's order."""
    made, top = blocks(frame, options.by), options.top or TOP
    found = passages(frame, codings, made, options)
    rows = quoted(frame, codings, found, top)
    columns = chosen(COLUMNS, options)
    data = _about(codings, options, made, rows) | _places(frame, codings, rows)
    return Table(
        name="quotes",
        title=title(options.said("Quotes", "Kutipan"), frame, codings, options),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=_notes(frame, codings, made, options, found, rows, data["quote_left_out"]),
        meta={**meta(frame, codings, made, options), "kind": options.kind, "codes": list(options.codes), "top": top},
    )


def _notes(
    frame: Frame,
    codings: Codings,
    made: Blocks,
    options: Options,
    found: Passages,
    rows: Quoted,
    cut: list[int],
) -> tuple[str, ...]:
    top, silent, shortened = options.top or TOP, ", ".join(_silent(codings, options, found)), sum(map(bool, cut))
    choice = options.said(
        f"Up to {top} typical and {top} varied quotes a code; nobody is quoted again while others have a passage left.",
        f"Paling banyak {top} kutipan khas dan {top} kutipan beragam tiap kode; tidak seorang pun dikutip lagi selama "
        "yang lain masih memiliki bagian.",
    )
    without = options.said(f"Without a quote: {silent}.", f"Tanpa kutipan: {silent}.")
    long = options.said(
        f"Shortened to {LONGEST} characters: {some(shortened, 'quote')} (quote_left_out).",
        f"Dipendekkan menjadi {LONGEST} karakter: {shortened} kutipan (quote_left_out).",
    )
    return kept(
        (
            "" if rows.coding.size else nobody_mentions(options),
            *notes(frame, codings, made, options),
            narrowed(codings, options),
            choice,
            long if shortened else "",
            without if silent else "",
            frequency(options),
        )
    )


def _about(codings: Codings, options: Options, made: Blocks, rows: Quoted) -> dict[str, list[Any]]:
    size = max(len(codings.codes), 1)
    code = rows.cell % size
    return {
        "by": [options.by] * len(code),
        "group": pick(made.groups, rows.cell // size),
        **which(codings, options, code),
        "choice": pick(CHOICES, rows.choice),
        "rank": rows.rank.tolist(),
        "passages": rows.passages.tolist(),
        "closeness": rows.closeness,
    }


def _places(frame: Frame, codings: Codings, rows: Quoted) -> dict[str, list[Any]]:
    turn, segment = codings.turn[rows.coding], codings.segment[rows.coding]
    return {**_words(frame, codings, rows), **where(frame, turn, segment)}


def _words(frame: Frame, codings: Codings, rows: Quoted) -> dict[str, list[Any]]:
    """Quotes that end where they must, and the text around them."""
    turn, start = codings.turn[rows.coding], codings.start[rows.coding]
    whole = slices(frame.text, turn, start, codings.end[rows.coding])
    quotes = [shortened(words) for words in whole]
    left_out = [len(words) - len(quote) for words, quote in zip(whole, quotes, strict=True)]
    begin, end = shown_text(frame, codings, rows.coding)
    after = np.where(left_out, start + [len(quote) for quote in quotes] + AROUND, end)
    text = slices(frame.text, turn, begin, np.minimum(end, after))
    return {"quote": quotes, "quote_left_out": left_out, "text": [each.strip() for each in text]}


def shortened(words: str) -> str:
    """The beginning of a passage: whole words of at most `LONGEST` characters; of a longer word, its beginning."""
    if len(words) <= LONGEST:
        return words
    edge = max((at for at in range(LONGEST, 0, -1) if words[at].isspace()), default=LONGEST)
    return words[:edge].rstrip() or words[:LONGEST]


def _silent(codings: Codings, options: Options, found: Passages) -> list[str]:
    """Codes of the table that nobody mentions."""
    named = set((found.cell % max(len(codings.codes), 1)).tolist())
    return [codings.codes[code].code for code in wanted(codings, options) if code not in named]


KIND = TableKind(
    "Appendix of quotes: the most typical and the most varied passages of each code, with their places.",
    list_quotes,
    COLUMNS,
    frozenset({"by", "kind", "codes", "top", "speakers"}),
    refuses=OF_WORDS,
)

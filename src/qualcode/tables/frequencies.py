"""The table of word frequencies: the words that participants say most, stop words left out."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int64s, RunningWords
from qualcode.languages import current
from qualcode.model.table import Column
from qualcode.tables.groups import members_of
from qualcode.tables.keyness import COUNTED_WORD, TOP_WORDS
from qualcode.tables.kind import OF_WORDS, TableKind, TableOptions
from qualcode.tables.listing import BY, chosen_columns, in_columns
from qualcode.tables.notes import TableBasis
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import per_1000, percent

COLUMNS = (
    *BY,
    Column("rank", "integer", "Place by frequency, from 1; the same for words that are said as often.", "count"),
    *COUNTED_WORD,
    Column("frequency", "integer", "How often participants say it.", "count"),
    Column("per_1000_words", "number", "frequency per 1000 words of participants, to 2 decimals.", "count"),
    Column("respondents", "integer", "Respondents who say it.", "count"),
    Column("respondents_total", "integer", "N: participants with at least one word.", "count"),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, to 1 decimal.", "count"),
)
SHORTEST_WORD = 2
"""Letters of the shortest word that is counted."""


def count_frequencies(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """The most frequent words of participants, those of each group apart where an attribute is named."""
    basis = TableBasis(frame, codings, options, coded=False)
    rows = list(_rows(basis, frame.words(), options.top or TOP_WORDS))
    said = (
        "" if rows else options.message("There is no row: participants say stop words and numbers only."),
        *basis.notes,
        options.message("Stop words are left out, and so are numbers and single letters."),
        options.message("Inflected forms are one word (level light); words inside transcriber marks are not counted."),
        options.message("Names that people say are words too: look before you share the table."),
    )
    columns, data = chosen_columns(COLUMNS, options), in_columns(rows, COLUMNS)
    what, top = options.message("Word frequencies"), options.top or TOP_WORDS
    return Made(basis.table("frequencies", what, columns, data, top=top), said)


def _rows(basis: TableBasis, words: RunningWords, top: int) -> Iterator[dict[str, Any]]:
    """The first words of each block."""
    names, key_of = np.unique(np.array(words.keys, np.str_), return_inverse=True)
    turn = np.repeat(np.arange(len(basis.frame.turn_words)), np.diff(words.turn_words))
    block, key = basis.groups.turn_block[turn].astype(np.int64), key_of[words.form]
    member, known = members_of(basis.frame, basis.groups, turn)
    said = np.unique(member[known] * len(names) + key[known])
    people = np.bincount(
        basis.groups.member_block[said // len(names)] * len(names) + said % len(names),
        minlength=len(basis.groups.groups) * len(names),
    )
    stopped = _stopped(words, key_of)
    for at, group in enumerate(basis.groups.groups):
        inside = words.form[block == at]
        often = np.bincount(key_of[inside], minlength=len(names))
        total = int(basis.groups.sizes[at])
        forms = np.bincount(inside, minlength=len(words.forms))
        for one in _first(np.where(stopped, 0, often), top):
            named = int(people[at * len(names) + one])
            yield {
                "by": basis.options.by,
                "group": group,
                "rank": 1 + int((often[~stopped] > often[one]).sum()),
                **_called(words, np.flatnonzero(key_of == one), forms),
                "frequency": int(often[one]),
                "per_1000_words": per_1000(int(often[one]), len(inside)),
                "respondents": named,
                "respondents_total": total,
                "respondents_pct": percent(named, total),
            }


def _first(often: Int64s, top: int) -> list[int]:
    """The words that are said most, those said as often in order of the alphabet."""
    order = np.lexsort((np.arange(len(often)), -often))[:top]
    return [at for at in order.tolist() if often[at]]


def _called(words: RunningWords, own: Int64s, often: Int64s) -> dict[str, str]:
    """A word in its most frequent form, and all its forms that are said."""
    order = sorted((at for at in own.tolist() if often[at]), key=lambda at: (-often[at], words.forms[at]))
    forms = [words.forms[at] for at in order]
    return {"word": forms[0], "forms": ";".join(forms)}


def _stopped(words: RunningWords, key_of: Int64s) -> Bools:
    """Which words are left out: one of their forms is a stop word, a number or a single letter."""
    listed = current().stop_words
    out = [form in listed or form.isdigit() or len(form) < SHORTEST_WORD for form in words.forms]
    stopped: Bools = np.bincount(key_of, np.array(out, np.float64), int(key_of.max(initial=-1)) + 1) > 0
    return stopped


KIND = TableKind(
    "The words that participants say most, without stop words.",
    count_frequencies,
    COLUMNS,
    frozenset({"by", "top"}),
    refuses=OF_WORDS,
    coded=False,
)

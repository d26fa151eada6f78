"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from typing import Any

import numpy as np

from qualcode.codings.mentions import united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.index.arrays import ranges
from qualcode.model.table import Column
from qualcode.tables.groups import Groups
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import BY, chosen_columns, labels, pick
from qualcode.tables.notes import TableBasis, frequency, nobody_mentions
from qualcode.tables.pairs import (
    COUNTED_UNITS,
    Pairs,
    UnitMentions,
    alphabet,
    keep_entries,
    mentions_by_unit,
    pairs_that_meet,
    reference,
)
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import jaccard, pair_npmi, percent

COLUMNS = (
    *BY,
    Column("code_a", "string", "One code of the pair, the first in the alphabet.", "open"),
    Column("label_a", "string", "Name of code_a for people.", "open"),
    Column("code_b", "string", "The other code of the pair; never above or below code_a in the codebook.", "open"),
    Column("label_b", "string", "Name of code_b for people.", "open"),
    Column("unit", "string", "Where the two stand together: segment, turn or respondent.", "open"),
    Column(
        "n",
        "integer",
        "Units of participants that mention both codes; a parent stands where its children stand.",
        "count",
    ),
    Column("n_a", "integer", "Units that mention code_a.", "count"),
    Column("n_b", "integer", "Units that mention code_b.", "count"),
    Column("units", "integer", "All units of participants in the block, also those without any code.", "count"),
    Column(
        "overlaps",
        "integer",
        "Pairs of mentions, one of each code, that share at least one word: a long passage counts once, however many "
        "segments it covers.",
        "count",
    ),
    Column("respondents", "integer", "Respondents who mention both codes in one unit.", "count"),
    Column("jaccard", "number", "n / (n_a + n_b - n): 0 to 1, to 3 decimals.", "count"),
    Column(
        "npmi",
        "number",
        "Normalised pointwise mutual information (Bouma 2009), to 3 decimals: 1 when the codes stand only together, "
        "0 when they meet as often as by chance, below 0 when less; empty when both stand in every unit.",
        "count",
    ),
    Column("n_of_a_pct", "number", "n in per cent of n_a: how often code_b comes with code_a, to 1 decimal.", "count"),
    Column("n_of_b_pct", "number", "n in per cent of n_b: how often code_a comes with code_b, to 1 decimal.", "count"),
    Column(
        "places",
        "string",
        "The units with both, at most 100, joined by `;`: transcript:turn:segment, transcript:turn, or the respondent.",
        "place",
    ),
)
MOST_REFERENCES = 100
"""References given for a pair: `n` says how many there are."""


def count_cooccurrence(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Pairs of codes that meet, most frequent first; a code and one above it are no pair."""
    unit = options.unit or COUNTED_UNITS[0]
    basis, mentioned = TableBasis(frame, codings, options), united(frame, codings)
    blocks = basis.groups
    found = _of_kind(mentions_by_unit(frame, mentioned, blocks, unit), codings, options)
    pairs = pairs_that_meet(frame, blocks, found, codings, options, mentioned)
    order = _order(pairs, codings)
    columns = chosen_columns(COLUMNS, options)
    data = _codes(codings, options, blocks, pairs, order) | _numbers(codings, blocks, found, pairs, order)
    data["places"] = _references(frame, found, pairs, order)
    asked = {"kind": options.kind, "codes": list(options.codes), "unit": unit, "units": int(found.totals.sum())}
    what = options.message("Codes in one {unit}", unit=options.message(unit))
    table = basis.table("cooccurrence", what, columns, data, **asked)
    return Made(table, _notes(basis, found, len(order)))


def _of_kind(found: UnitMentions, codings: Codings, options: TableOptions) -> UnitMentions:
    """Only the places of codes of the kind asked for."""
    kept = np.array([options.kind in ("", code.kind) for code in codings.codes], dtype=np.bool_)
    return keep_entries(found, kept[found.code])


def _order(pairs: Pairs, codings: Codings) -> Int64s:
    """Pairs in the order of the table."""
    rank = alphabet(codings)
    return np.lexsort((rank[pairs.b], rank[pairs.a], -pairs.n, pairs.block))


def _codes(codings: Codings, options: TableOptions, made: Groups, pairs: Pairs, shown: Int64s) -> dict[str, list[Any]]:
    names = [code.code for code in codings.codes]
    named = labels(codings, options)
    return {
        "by": [options.by] * len(shown),
        "group": pick(made.groups, pairs.block[shown]),
        "code_a": pick(names, pairs.a[shown]),
        "label_a": pick(named, pairs.a[shown]),
        "code_b": pick(names, pairs.b[shown]),
        "label_b": pick(named, pairs.b[shown]),
    }


def _numbers(codings: Codings, made: Groups, found: UnitMentions, pairs: Pairs, shown: Int64s) -> dict[str, list[Any]]:
    size, block = len(codings.codes), pairs.block[shown]
    alone = np.bincount(found.block * size + found.code, minlength=len(made.groups) * size)
    one, other = (alone[block * size + codes[shown]] for codes in (pairs.a, pairs.b))
    n, n_a, n_b, units = (counts.tolist() for counts in (pairs.n[shown], one, other, found.totals[block]))
    return {
        "unit": [found.unit] * len(shown),
        "n": n,
        "n_a": n_a,
        "n_b": n_b,
        "units": units,
        "overlaps": pairs.overlaps[shown].tolist(),
        "respondents": pairs.respondents[shown].tolist(),
        "jaccard": list(map(jaccard, n, n_a, n_b)),
        "npmi": list(map(pair_npmi, n, n_a, n_b, units)),
        "n_of_a_pct": list(map(percent, n, n_a)),
        "n_of_b_pct": list(map(percent, n, n_b)),
    }


def _references(frame: Frame, found: UnitMentions, pairs: Pairs, shown: Int64s) -> list[str]:
    """Where the codes of each pair meet."""
    first, lengths = pairs.first[shown], np.minimum(pairs.n[shown], MOST_REFERENCES)
    used, place = np.unique(found.thing[pairs.meetings[ranges(first, first + lengths)]], return_inverse=True)
    written = [reference(frame, thing, found.unit) for thing in used.tolist()]
    meetings = [written[at] for at in place.tolist()]
    ends = np.cumsum(lengths)
    return [";".join(meetings[begin:end]) for begin, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True)]


def _notes(basis: TableBasis, found: UnitMentions, pairs: int) -> list[str]:
    options = basis.options
    chance = options.message("With respondents as units many codes meet by chance: read npmi beside n.")
    long = options.message(
        "A mention that runs over several segments stands in each of them, so long passages weigh more in n; "
        "overlaps counts each pair of passages once."
    )
    never = options.message("Pairs that never meet are not listed; a code and one above it are no pair.")
    kind = options.message("Only codes of kind {kind}.", kind=options.kind)
    either = options.message(" or ").join(options.codes)
    named = options.message("Only pairs with {codes}.", codes=either)
    return [
        "" if pairs else _why_empty(found, options),
        *basis.notes,
        kind if options.kind else "",
        named if options.codes else "",
        never,
        long if found.unit == "segment" else "",
        chance if found.unit == "respondent" else "",
        frequency(options),
    ]


def _why_empty(found: UnitMentions, options: TableOptions) -> str:
    if not len(found.code):
        return nobody_mentions(options)
    unit = options.message(found.unit)
    return options.message("There is no row: no two of the codes stand in one {unit}.", unit=unit)


KIND = TableKind(
    "Pairs of codes that stand together in a segment, turn or respondent, and whether more often than by chance.",
    count_cooccurrence,
    COLUMNS,
    frozenset({"by", "kind", "codes", "unit"}),
    units=COUNTED_UNITS,
)

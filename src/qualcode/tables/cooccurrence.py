"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from typing import Any

import numpy as np

from qualcode.codings.mentions import united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.model.table import Column
from qualcode.tables.groups import Groups, everyone, slots
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import BY, chosen_columns, labels, pick
from qualcode.tables.notes import TableBasis, frequency, ground, nobody_mentions
from qualcode.tables.pairs import (
    COUNTED_UNITS,
    MOST_REFERENCES,
    Pairs,
    alphabet,
    counted_meetings,
    meetings,
    mentions_by_unit,
    overlapping_pairs,
    pairs_of_people,
    pairs_that_meet,
    reference,
    respondents_who_mention,
    units,
)
from qualcode.tables.parts import Divided, KeySums, TablePart, listed_columns, sums_of
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


def count_cooccurrence(frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
    """Where codes stand and meet; respondents may speak in other shards, so that their pairs are found last."""
    unit, slot, mentioned = _unit(options), slots(frame, options.by), united(frame, codings)
    found = mentions_by_unit(frame, mentioned, slot, unit).of_kind(codings, options.kind)
    part = {**ground(frame, codings, slot), "overlaps": overlapping_pairs(mentioned, slot)}
    if unit == "respondent":
        where = found.slot * everyone(frame) + found.thing
        return {**part, "stands": KeySums.of(where * max(len(codings.codes), 1) + found.code)}
    met = meetings(found, codings, options)
    counted = counted_meetings(found, met, codings, lambda thing: reference(frame, thing, unit))
    return {**part, **counted, "people": pairs_of_people(frame, found, met), "units": units(frame, slot, unit)}


def _unit(options: TableOptions) -> str:
    return options.unit or COUNTED_UNITS[0]


def make_cooccurrence(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """Pairs of codes that meet, most frequent first; a code and one above it are not a pair."""
    unit, basis = _unit(options), TableBasis(frame, codings, options, part=part)
    blocks, every = basis.groups, basis.groups.sizes
    if unit == "respondent":
        found = respondents_who_mention(part, blocks, len(codings.codes))
        met = meetings(found, codings, options)
        part = {**part, **counted_meetings(found, met, codings, frame.respondents.__getitem__)}
    else:
        every = np.zeros(len(blocks.groups), np.int64)
        every[blocks.place[sums_of(part, "units").keys]] = sums_of(part, "units").sums[:, 0]
    pairs = pairs_that_meet(codings, blocks, part)
    order = _order(pairs, codings)
    columns = chosen_columns(COLUMNS, options)
    data = _codes(codings, options, blocks, pairs, order)
    data |= {"unit": [unit] * len(order), **_numbers(codings, blocks, every, part, pairs, order)}
    data["places"] = _references(part, pairs, order)
    asked = {"kind": options.kind, "codes": list(options.codes), "unit": unit, "units": int(every.sum())}
    what = options.message("Codes in one {unit}", unit=options.message(unit))
    table = basis.table("cooccurrence", what, columns, data, **asked)
    return Made(table, _notes(basis, part, unit, len(order)))


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


def _numbers(
    codings: Codings, made: Groups, every: Int64s, part: TablePart, pairs: Pairs, shown: Int64s
) -> dict[str, list[Any]]:
    size, block = len(codings.codes), pairs.block[shown]
    alone, keys = np.zeros(len(made.groups) * size, np.int64), sums_of(part, "alone").keys
    alone[made.place[keys // size] * size + keys % size] = sums_of(part, "alone").sums[:, 0]
    one, other = (alone[block * size + codes[shown]] for codes in (pairs.a, pairs.b))
    n, n_a, n_b, whole = (counts.tolist() for counts in (pairs.n[shown], one, other, every[block]))
    return {
        "n": n,
        "n_a": n_a,
        "n_b": n_b,
        "units": whole,
        "overlaps": pairs.overlaps[shown].tolist(),
        "respondents": pairs.respondents[shown].tolist(),
        "jaccard": list(map(jaccard, n, n_a, n_b)),
        "npmi": list(map(pair_npmi, n, n_a, n_b, whole)),
        "n_of_a_pct": list(map(percent, n, n_a)),
        "n_of_b_pct": list(map(percent, n, n_b)),
    }


def _references(part: TablePart, pairs: Pairs, shown: Int64s) -> list[str]:
    """Where the codes of each pair meet."""
    places: dict[int, list[str]] = {}
    rows = listed_columns(part, "places")
    for pair, place in zip(rows["pair"], rows["place"], strict=True):
        places.setdefault(pair, []).append(place)
    return [";".join(places[pair][:MOST_REFERENCES]) for pair in pairs.key[shown].tolist()]


def _notes(basis: TableBasis, part: TablePart, unit: str, pairs: int) -> list[str]:
    options = basis.options
    chance = options.message("With respondents as units many codes meet by chance: read npmi beside n.")
    long = options.message(
        "A mention that runs over several segments stands in each of them, so long passages weigh more in n; "
        "`overlaps` counts each pair of passages once."
    )
    never = options.message("Pairs that never meet are not listed; a code and one above it are not a pair.")
    kind = options.message("Only codes of kind {kind}.", kind=options.kind)
    either = options.message(" or ").join(options.codes)
    named = options.message("Only pairs with {codes}.", codes=either)
    return [
        "" if pairs else _why_empty(part, unit, options),
        *basis.notes,
        kind if options.kind else "",
        named if options.codes else "",
        never,
        long if unit == "segment" else "",
        chance if unit == "respondent" else "",
        frequency(options),
    ]


def _why_empty(part: TablePart, unit: str, options: TableOptions) -> str:
    if not len(sums_of(part, "alone").keys):
        return nobody_mentions(options)
    return options.message("There is no row: no two of the codes stand in one {unit}.", unit=options.message(unit))


KIND = TableKind(
    "Pairs of codes that stand together in a segment, turn or respondent, and whether more often than by chance.",
    Divided(count_cooccurrence, make_cooccurrence),
    COLUMNS,
    frozenset({"by", "kind", "codes", "unit"}),
    units=COUNTED_UNITS,
)

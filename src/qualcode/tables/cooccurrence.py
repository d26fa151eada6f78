"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from typing import Any

import numpy as np

from qualcode.codings.mentions import mentions
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int64s
from qualcode.index.arrays import ranges
from qualcode.model.table import Column, Table
from qualcode.tables.groups import Groups, groups_by
from qualcode.tables.kind import SMALLEST_CELL, TableKind, TableOptions
from qualcode.tables.listing import BY, labels, pick
from qualcode.tables.notes import frequency, meta, nobody_mentions, nonempty_sentences, notes, redaction, title
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
from qualcode.tables.statistics import jaccard, pair_npmi, percent
from qualcode.tables.suppression import along, hidden_and_total, protect

COLUMNS = (
    *BY,
    Column("code_a", "string", "One code of the pair, the first in the alphabet."),
    Column("label_a", "string", "Name of code_a for people."),
    Column("code_b", "string", "The other code of the pair; never above or below code_a in the codebook."),
    Column("label_b", "string", "Name of code_b for people."),
    Column("unit", "string", "Where the two stand together: segment, turn or respondent."),
    Column("n", "integer", "Units of participants that mention both codes; a parent stands where its children stand."),
    Column("n_a", "integer", "Units that mention code_a."),
    Column("n_b", "integer", "Units that mention code_b."),
    Column("units", "integer", "All units of participants in the block, also those without any code."),
    Column(
        "overlaps",
        "integer",
        "Pairs of mentions, one of each code, that share at least one word: a long passage counts once, however many "
        "segments it covers.",
    ),
    Column("respondents", "integer", "Respondents who mention both codes in one unit."),
    Column("jaccard", "number", "n / (n_a + n_b - n): 0 to 1, to 3 decimals."),
    Column(
        "npmi",
        "number",
        "Normalised pointwise mutual information (Bouma 2009), to 3 decimals: 1 when the codes stand only together, "
        "0 when they meet as often as by chance, below 0 when less; empty when both stand in every unit.",
    ),
    Column("n_of_a_pct", "number", "n in per cent of n_a: how often code_b comes with code_a, to 1 decimal."),
    Column("n_of_b_pct", "number", "n in per cent of n_b: how often code_a comes with code_b, to 1 decimal."),
    Column(
        "places",
        "string",
        "The units with both, at most 100, joined by `;`: transcript:turn:segment, transcript:turn, or the respondent.",
    ),
)
MOST_REFERENCES = 100
"""References given for a pair: `n` says how many there are."""


def count_cooccurrence(frame: Frame, codings: Codings, options: TableOptions) -> Table:
    """Pairs of codes that meet, most frequent first; a code and one above it are no pair."""
    unit = options.unit or COUNTED_UNITS[0]
    made, mentioned = groups_by(frame, options.by), mentions(frame, codings)
    found = _of_kind(mentions_by_unit(frame, mentioned, made, unit), codings, options)
    pairs = pairs_that_meet(frame, made, found, codings, options, mentioned)
    shown = _shown(pairs, codings, _open(frame, made, pairs, codings, options, unit))
    columns = tuple(column for column in COLUMNS if column.name not in _dropped(options))
    data = _codes(codings, options, made, pairs, shown) | _numbers(codings, made, found, pairs, shown)
    if not options.redact:
        data["places"] = _references(frame, found, pairs, shown)
    asked = {"kind": options.kind, "codes": list(options.codes), "unit": unit, "units": int(found.totals.sum())}
    return Table(
        name="cooccurrence",
        title=title(
            options.message("Codes in one {unit}", unit=options.message(unit)),
            frame,
            codings,
            options,
        ),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=_notes(notes(frame, codings, made, options), options, found, len(pairs.n), len(shown)),
        meta={**meta(frame, codings, made, options), **asked},
    )


def _dropped(options: TableOptions) -> set[str]:
    return (set() if options.by else {"by", "group"}) | ({"places"} if options.redact else set())


def _of_kind(found: UnitMentions, codings: Codings, options: TableOptions) -> UnitMentions:
    """Only the places of codes of the kind asked for."""
    kept = np.array([options.kind in ("", code.kind) for code in codings.codes], dtype=np.bool_)
    return keep_entries(found, kept[found.code])


def _shown(pairs: Pairs, codings: Codings, kept: Bools) -> Int64s:
    """Pairs in the order of the table."""
    rank = alphabet(codings)
    order = np.lexsort((rank[pairs.b], rank[pairs.a], -pairs.n, pairs.block))
    return order[kept[order]]


def _open(frame: Frame, made: Groups, pairs: Pairs, codings: Codings, options: TableOptions, unit: str) -> Bools:
    """Which pairs may be shown: all, but in a redacted table none that is told by few, and none of a hidden code.

    As with codes, the blocks and the table without blocks are looked at together.
    """
    if not options.redact:
        return np.ones(len(pairs.n), np.bool_)
    mentioned, size, whole = mentions(frame, codings), len(codings.codes), groups_by(frame)
    total = pairs_that_meet(frame, whole, mentions_by_unit(frame, mentioned, whole, unit), codings, options, mentioned)
    keys = np.append(pairs.a * size + pairs.b, total.a * size + total.b)
    block = np.append(pairs.block, np.full(len(total.n), len(made.groups)))
    named, at = np.unique(keys, return_inverse=True)
    respondents = np.zeros((len(made.groups) + 1, len(named)), np.int64)
    respondents[block, at] = np.append(pairs.respondents, total.respondents)
    codes = hidden_and_total(frame, codings, made)
    hidden = protect(respondents, along(respondents.shape, 0), codes[:, named // size] | codes[:, named % size])
    return ~hidden[pairs.block, at[: len(pairs.n)]]


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


def _notes(
    usual: tuple[str, ...], options: TableOptions, found: UnitMentions, pairs: int, shown: int
) -> tuple[str, ...]:
    chance = options.message("With respondents as units many codes meet by chance: read npmi beside n.")
    long = options.message(
        "A mention that runs over several segments stands in each of them, so long passages weigh more in n; "
        "overlaps counts each pair of passages once."
    )
    never = options.message("Pairs that never meet are not listed; a code and one above it are no pair.")
    kind = options.message("Only codes of kind {kind}.", kind=options.kind)
    either = options.message(" or ").join(options.codes)
    named = options.message("Only pairs with {codes}.", codes=either)
    said = (
        "" if shown else _why_empty(found, pairs - shown, options),
        *usual,
        kind if options.kind else "",
        named if options.codes else "",
        never,
        long if found.unit == "segment" else "",
        chance if found.unit == "respondent" else "",
        redaction(options, options.message("Such pairs are not listed.")),
        frequency(options),
    )
    return nonempty_sentences(said)


def _why_empty(found: UnitMentions, hidden: int, options: TableOptions) -> str:
    if hidden:
        return options.message(
            "There is no row: every pair is told by fewer than {smallest} respondents.",
            smallest=SMALLEST_CELL,
        )
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

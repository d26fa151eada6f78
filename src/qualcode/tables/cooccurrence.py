"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.model import Column, Table
from qualcode.tables.association import jaccard, npmi
from qualcode.tables.blocks import Blocks, blocks, members_of
from qualcode.tables.codes import BY
from qualcode.tables.codetree import code_tree, labels
from qualcode.tables.counts import distinct
from qualcode.tables.frame import Bools, Codings, Frame, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import pick
from qualcode.tables.mentions import mentions, ranges
from qualcode.tables.notes import FREQUENCY, kept, meta, notes, redaction, some, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.places import UNITS, Places, only, places, reference
from qualcode.tables.rounding import percent

MOST = 100
"""References given for a pair: `n` says how many there are."""
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


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Different pairs of codes that meet in a block, one entry a pair."""

    block: Longs
    """Block."""
    a: Longs
    """The code that comes first in the alphabet."""
    b: Longs
    """The other one."""
    n: Longs
    """Units in which they meet."""
    respondents: Longs
    """Respondents who mention both in one unit."""
    first: Longs
    """Meeting i of a pair is `meetings[first + i]`."""
    meetings: Longs
    """Entries of the places, pair by pair in order of unit."""


def count_cooccurrence(frame: Frame, codings: Codings, options: Options) -> Table:
    """Pairs of codes that meet, most frequent first; a code and one above it are no pair."""
    unit = options.unit or UNITS[0]
    made = blocks(frame, options.by)
    found = _of_kind(places(frame, mentions(frame, codings), made, unit), codings, options)
    pairs = _pairs(frame, made, found, codings, options)
    shown = _shown(pairs, codings, options)
    columns = tuple(column for column in COLUMNS if column.name not in _dropped(options))
    data = _codes(codings, options, made, pairs, shown) | _numbers(codings, made, found, pairs, shown)
    if not options.redact:
        data["places"] = _references(frame, found, pairs, shown)
    asked = {"kind": options.kind, "codes": list(options.codes), "unit": unit, "units": int(found.totals.sum())}
    return Table(
        name="cooccurrence",
        title=title(f"Codes in one {unit}", frame, codings, options),
        columns=columns,
        data={column.name: data[column.name] for column in columns},
        notes=_notes(notes(frame, codings, made, options), options, found, len(pairs.n), len(shown)),
        meta={**meta(frame, codings, made, options), **asked},
    )


def _dropped(options: Options) -> set[str]:
    return (set() if options.by else {"by", "group"}) | ({"places"} if options.redact else set())


def _of_kind(found: Places, codings: Codings, options: Options) -> Places:
    """Only the places of codes of the kind asked for."""
    kept = np.array([options.kind in ("", code.kind) for code in codings.codes], dtype=np.bool_)
    return only(found, kept[found.code])


def _pairs(frame: Frame, made: Blocks, found: Places, codings: Codings, options: Options) -> _Pairs:
    """Count the meetings of every two codes that may be a pair."""
    size, allowed, rank = len(codings.codes), _allowed(codings, options), _alphabet(codings)
    entries = np.arange(len(found.number))
    after = np.searchsorted(found.number, found.number, side="right") - entries - 1  # that share its unit
    left, right = np.repeat(entries, after), ranges(entries + 1, after)
    meets = allowed[found.code[left], found.code[right]]
    left, right = left[meets], right[meets]
    one, other = rank[found.code[left]], rank[found.code[right]]
    key = (found.block[left] * size + np.minimum(one, other)) * size + np.maximum(one, other)
    order = np.argsort(key, kind="stable")
    key, meetings = key[order], left[order]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))[: len(key)])
    pair, n = key[first], np.diff([*first, len(key)])
    name = np.argsort(rank)
    return _Pairs(
        block=pair // (size * size),
        a=name[pair // size % size],
        b=name[pair % size],
        n=n,
        respondents=n if found.unit == "respondent" else _people(frame, made, found.turn[meetings], n),
        first=first,
        meetings=meetings,
    )


def _people(frame: Frame, made: Blocks, turn: Longs, n: Longs) -> Longs:
    """Respondents of each pair, from a turn of each meeting."""
    member, belongs = members_of(frame, made, turn)
    return distinct(np.repeat(np.arange(len(n)), n)[belongs], member[belongs], len(n))


def _allowed(codings: Codings, options: Options) -> Bools:
    """Which two codes make a pair: not one above the other, and one of them named where some are named."""
    size, tree = len(codings.codes), code_tree(codings.codes)
    kin = np.zeros((size, size), dtype=np.bool_)
    kin[np.repeat(np.arange(size), np.diff(tree.offsets)), tree.lineage] = True
    named = np.array([not options.codes or code.code in options.codes for code in codings.codes], dtype=np.bool_)
    allowed: Bools = ~(kin | kin.T) & (named[:, None] | named[None, :])
    return allowed


def _alphabet(codings: Codings) -> Longs:
    """Place of each code in the alphabet."""
    names = [code.code for code in codings.codes]
    place = {name: at for at, name in enumerate(sorted(names))}
    return np.array([place[name] for name in names], dtype=np.int64)


def _shown(pairs: _Pairs, codings: Codings, options: Options) -> Longs:
    """Pairs in the order of the table; redacted blocks show no pair of fewer than three respondents."""
    rank = _alphabet(codings)
    order = np.lexsort((rank[pairs.b], rank[pairs.a], -pairs.n, pairs.block))
    return order[pairs.respondents[order] >= SMALLEST_CELL] if options.redact and options.by else order


def _codes(codings: Codings, options: Options, made: Blocks, pairs: _Pairs, shown: Longs) -> dict[str, list[Any]]:
    names = [code.code for code in codings.codes]
    named = labels(codings.codes, options.lang, codings.languages)
    return {
        "by": [options.by] * len(shown),
        "group": pick(made.groups, pairs.block[shown]),
        "code_a": pick(names, pairs.a[shown]),
        "label_a": pick(named, pairs.a[shown]),
        "code_b": pick(names, pairs.b[shown]),
        "label_b": pick(named, pairs.b[shown]),
    }


def _numbers(codings: Codings, made: Blocks, found: Places, pairs: _Pairs, shown: Longs) -> dict[str, list[Any]]:
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
        "respondents": pairs.respondents[shown].tolist(),
        "jaccard": list(map(jaccard, n, n_a, n_b)),
        "npmi": list(map(npmi, n, n_a, n_b, units)),
        "n_of_a_pct": list(map(percent, n, n_a)),
        "n_of_b_pct": list(map(percent, n, n_b)),
    }


def _references(frame: Frame, found: Places, pairs: _Pairs, shown: Longs) -> list[str]:
    """Where the codes of each pair meet."""
    lengths = np.minimum(pairs.n[shown], MOST)
    used, place = np.unique(found.thing[pairs.meetings[ranges(pairs.first[shown], lengths)]], return_inverse=True)
    written = [reference(frame, thing, found.unit) for thing in used.tolist()]
    meetings = [written[at] for at in place.tolist()]
    ends = np.cumsum(lengths)
    return [";".join(meetings[begin:end]) for begin, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True)]


def _notes(usual: tuple[str, ...], options: Options, found: Places, pairs: int, shown: int) -> tuple[str, ...]:
    hidden, chance = pairs - shown, "With respondents as units many codes meet by chance: read npmi beside n."
    said = (
        "" if shown else _why_empty(found, hidden),
        *usual,
        f"Only codes of kind {options.kind}." if options.kind else "",
        f"Only pairs with {' or '.join(options.codes)}." if options.codes else "",
        "Pairs that never meet are not listed; a code and one above it are no pair.",
        chance if found.unit == "respondent" else "",
        redaction(options),
        f"Left out: {some(hidden, 'pair')} of fewer than {SMALLEST_CELL} respondents." if hidden else "",
        FREQUENCY,
    )
    return kept(said)


def _why_empty(found: Places, hidden: int) -> str:
    if hidden:
        return f"There is no row: every pair has fewer than {SMALLEST_CELL} respondents."
    if not len(found.code):
        return "There is no row: no participant mentions any of the codes."
    return f"There is no row: no two of the codes stand in one {found.unit}."


KIND = TableKind(
    "Pairs of codes that stand together in a segment, turn or respondent, and whether more often than by chance.",
    count_cooccurrence,
    COLUMNS,
    frozenset({"by", "kind", "codes", "unit"}),
    units=UNITS,
)

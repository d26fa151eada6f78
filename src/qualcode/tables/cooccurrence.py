"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.model import Table
from qualcode.tables.association import jaccard, npmi
from qualcode.tables.blocks import Blocks, blocks, members_of
from qualcode.tables.codetree import code_tree, labels
from qualcode.tables.cooccurrence_columns import COLUMNS
from qualcode.tables.counts import distinct
from qualcode.tables.disclosure import along, hidden_and_total, protect
from qualcode.tables.frame import Bools, Codings, Frame, Ints, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import pick
from qualcode.tables.mentions import Mentions, mentions, overlapping
from qualcode.tables.notes import UNIT, frequency, kept, meta, nobody_mentions, notes, redaction, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.places import UNITS, Places, only, places, reference
from qualcode.tables.rounding import percent

MOST = 100
"""References given for a pair: `n` says how many there are."""


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
    overlaps: Longs
    """Pairs of mentions that share a word."""


def count_cooccurrence(frame: Frame, codings: Codings, options: Options) -> Table:
    """Pairs of codes that meet, most frequent first; a code and one above it are no pair."""
    unit = options.unit or UNITS[0]
    made, mentioned = blocks(frame, options.by), mentions(frame, codings)
    found = _of_kind(places(frame, mentioned, made, unit), codings, options)
    pairs = _pairs(frame, made, found, codings, options, mentioned)
    shown = _shown(pairs, codings, _open(frame, made, pairs, codings, options, unit))
    columns = tuple(column for column in COLUMNS if column.name not in _dropped(options))
    data = _codes(codings, options, made, pairs, shown) | _numbers(codings, made, found, pairs, shown)
    if not options.redact:
        data["places"] = _references(frame, found, pairs, shown)
    asked = {"kind": options.kind, "codes": list(options.codes), "unit": unit, "units": int(found.totals.sum())}
    return Table(
        name="cooccurrence",
        title=title(options.said(f"Codes in one {unit}", f"Kode dalam satu {UNIT[unit]}"), frame, codings, options),
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


def _pairs(
    frame: Frame, made: Blocks, found: Places, codings: Codings, options: Options, mentioned: Mentions
) -> _Pairs:
    """Count the meetings of every two codes that may be a pair."""
    size, allowed, rank = len(codings.codes), _allowed(codings, options), _alphabet(codings)
    entries = np.arange(len(found.number))
    after = np.searchsorted(found.number, found.number, side="right") - entries - 1  # that share its unit
    left, right = np.repeat(entries, after), ranges(entries + 1, entries + 1 + after)
    meets = allowed[found.code[left], found.code[right]]
    left, right = left[meets], right[meets]
    key = _keys(found.block[left], found.code[left], found.code[right], rank)
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
        overlaps=_overlaps(made, mentioned, rank, pair),
    )


def _keys(block: Longs, one: Ints | Longs, other: Ints | Longs, rank: Longs) -> Longs:
    """A number for each block and pair of codes, the one first in the alphabet before the other."""
    a, b = rank[one], rank[other]
    keys: Longs = (block * len(rank) + np.minimum(a, b)) * len(rank) + np.maximum(a, b)
    return keys


def _overlaps(made: Blocks, mentioned: Mentions, rank: Longs, pairs: Longs) -> Longs:
    """Overlapping pairs of mentions of each pair of codes, of all participants."""
    left, right = overlapping(mentioned)
    keys = _keys(
        made.turn_block[mentioned.turn[left]].astype(np.int64), mentioned.code[left], mentioned.code[right], rank
    )
    keys, often = np.unique(keys, return_counts=True)
    at = np.searchsorted(keys, pairs)
    met = np.append(keys, -1)[at] == pairs
    return np.where(met, np.append(often, 0)[at], 0)


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


def _shown(pairs: _Pairs, codings: Codings, kept: Bools) -> Longs:
    """Pairs in the order of the table."""
    rank = _alphabet(codings)
    order = np.lexsort((rank[pairs.b], rank[pairs.a], -pairs.n, pairs.block))
    return order[kept[order]]


def _open(frame: Frame, made: Blocks, pairs: _Pairs, codings: Codings, options: Options, unit: str) -> Bools:
    """Which pairs may be shown: all, but in a redacted table none that is told by few, and none of a hidden code.

    As with codes, the blocks and the table without blocks are looked at together.
    """
    if not options.redact:
        return np.ones(len(pairs.n), np.bool_)
    mentioned, size, whole = mentions(frame, codings), len(codings.codes), blocks(frame)
    total = _pairs(frame, whole, places(frame, mentioned, whole, unit), codings, options, mentioned)
    keys = np.append(pairs.a * size + pairs.b, total.a * size + total.b)
    block = np.append(pairs.block, np.full(len(total.n), len(made.groups)))
    named, at = np.unique(keys, return_inverse=True)
    respondents = np.zeros((len(made.groups) + 1, len(named)), np.int64)
    respondents[block, at] = np.append(pairs.respondents, total.respondents)
    codes = hidden_and_total(frame, codings, made)
    hidden = protect(respondents, along(respondents.shape, 0), codes[:, named // size] | codes[:, named % size])
    return ~hidden[pairs.block, at[: len(pairs.n)]]


def _codes(codings: Codings, options: Options, made: Blocks, pairs: _Pairs, shown: Longs) -> dict[str, list[Any]]:
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
        "overlaps": pairs.overlaps[shown].tolist(),
        "respondents": pairs.respondents[shown].tolist(),
        "jaccard": list(map(jaccard, n, n_a, n_b)),
        "npmi": list(map(npmi, n, n_a, n_b, units)),
        "n_of_a_pct": list(map(percent, n, n_a)),
        "n_of_b_pct": list(map(percent, n, n_b)),
    }


def _references(frame: Frame, found: Places, pairs: _Pairs, shown: Longs) -> list[str]:
    """Where the codes of each pair meet."""
    first, lengths = pairs.first[shown], np.minimum(pairs.n[shown], MOST)
    used, place = np.unique(found.thing[pairs.meetings[ranges(first, first + lengths)]], return_inverse=True)
    written = [reference(frame, thing, found.unit) for thing in used.tolist()]
    meetings = [written[at] for at in place.tolist()]
    ends = np.cumsum(lengths)
    return [";".join(meetings[begin:end]) for begin, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True)]


def _notes(usual: tuple[str, ...], options: Options, found: Places, pairs: int, shown: int) -> tuple[str, ...]:
    chance = options.said(
        "With respondents as units many codes meet by chance: read npmi beside n.",
        "Dengan informan sebagai unit, banyak kode bertemu secara kebetulan: bacalah npmi di samping n.",
    )
    long = options.said(
        "A mention that runs over several segments stands in each of them, so long passages weigh more in n; overlaps "
        "counts each pair of passages once.",
        "Penyebutan yang mencakup beberapa segmen dihitung di setiap segmen itu, sehingga bagian yang panjang lebih "
        "berbobot dalam n; overlaps menghitung tiap pasangan bagian sekali.",
    )
    never = options.said(
        "Pairs that never meet are not listed; a code and one above it are no pair.",
        "Pasangan yang tidak pernah bertemu tidak didaftar; kode dan kode di atasnya bukan pasangan.",
    )
    kind = options.said(f"Only codes of kind {options.kind}.", f"Hanya kode berjenis {options.kind}.")
    named = options.said(
        f"Only pairs with {' or '.join(options.codes)}.", f"Hanya pasangan dengan {' atau '.join(options.codes)}."
    )
    said = (
        "" if shown else _why_empty(found, pairs - shown, options),
        *usual,
        kind if options.kind else "",
        named if options.codes else "",
        never,
        long if found.unit == "segment" else "",
        chance if found.unit == "respondent" else "",
        redaction(options, "Such pairs are not listed.", "Pasangan seperti itu tidak didaftar."),
        frequency(options),
    )
    return kept(said)


def _why_empty(found: Places, hidden: int, options: Options) -> str:
    if hidden:
        return options.said(
            f"There is no row: every pair is told by fewer than {SMALLEST_CELL} respondents.",
            f"Tidak ada baris: setiap pasangan disebut oleh kurang dari {SMALLEST_CELL} informan.",
        )
    if not len(found.code):
        return nobody_mentions(options)
    return options.said(
        f"There is no row: no two of the codes stand in one {found.unit}.",
        f"Tidak ada baris: tidak ada dua kode yang muncul dalam satu {UNIT[found.unit]}.",
    )


KIND = TableKind(
    "Pairs of codes that stand together in a segment, turn or respondent, and whether more often than by chance.",
    count_cooccurrence,
    COLUMNS,
    frozenset({"by", "kind", "codes", "unit"}),
    units=UNITS,
)

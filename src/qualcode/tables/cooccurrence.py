"""Co-occurrence: which codes stand together in one segment, one turn or one respondent."""

from typing import Any

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.model import Table
from qualcode.tables.association import jaccard, npmi
from qualcode.tables.blocks import Blocks, blocks
from qualcode.tables.codetree import labels
from qualcode.tables.cooccurrence_columns import COLUMNS
from qualcode.tables.disclosure import along, hidden_and_total, protect
from qualcode.tables.frame import Bools, Codings, Frame, Longs
from qualcode.tables.kind import TableKind
from qualcode.tables.listing import pick
from qualcode.tables.mentions import mentions
from qualcode.tables.notes import UNIT, frequency, kept, meta, nobody_mentions, notes, redaction, title
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.pairs import Pairs, alphabet, pairs_that_meet
from qualcode.tables.places import UNITS, Places, only, places, reference
from qualcode.tables.rounding import percent

MOST = 100
"""References given for a pair: `n` says how many there are."""


def count_cooccurrence(frame: Frame, codings: Codings, options: Options) -> Table:
    """Pairs of codes that meet, most frequent first; a code and one above it are no pair."""
    unit = options.unit or UNITS[0]
    made, mentioned = blocks(frame, options.by), mentions(frame, codings)
    found = _of_kind(places(frame, mentioned, made, unit), codings, options)
    pairs = pairs_that_meet(frame, made, found, codings, options, mentioned)
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


def _shown(pairs: Pairs, codings: Codings, kept: Bools) -> Longs:
    """Pairs in the order of the table."""
    rank = alphabet(codings)
    order = np.lexsort((rank[pairs.b], rank[pairs.a], -pairs.n, pairs.block))
    return order[kept[order]]


def _open(frame: Frame, made: Blocks, pairs: Pairs, codings: Codings, options: Options, unit: str) -> Bools:
    """Which pairs may be shown: all, but in a redacted table none that is told by few, and none of a hidden code.

    As with codes, the blocks and the table without blocks are looked at together.
    """
    if not options.redact:
        return np.ones(len(pairs.n), np.bool_)
    mentioned, size, whole = mentions(frame, codings), len(codings.codes), blocks(frame)
    total = pairs_that_meet(frame, whole, places(frame, mentioned, whole, unit), codings, options, mentioned)
    keys = np.append(pairs.a * size + pairs.b, total.a * size + total.b)
    block = np.append(pairs.block, np.full(len(total.n), len(made.groups)))
    named, at = np.unique(keys, return_inverse=True)
    respondents = np.zeros((len(made.groups) + 1, len(named)), np.int64)
    respondents[block, at] = np.append(pairs.respondents, total.respondents)
    codes = hidden_and_total(frame, codings, made)
    hidden = protect(respondents, along(respondents.shape, 0), codes[:, named // size] | codes[:, named % size])
    return ~hidden[pairs.block, at[: len(pairs.n)]]


def _codes(codings: Codings, options: Options, made: Blocks, pairs: Pairs, shown: Longs) -> dict[str, list[Any]]:
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


def _numbers(codings: Codings, made: Blocks, found: Places, pairs: Pairs, shown: Longs) -> dict[str, list[Any]]:
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


def _references(frame: Frame, found: Places, pairs: Pairs, shown: Longs) -> list[str]:
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

"""The table of groups: who speaks of a topic, and how much, for each value of an attribute."""

from typing import Any

import numpy as np

from qualcode.model import Column, Table
from qualcode.tables.attributes import left_out
from qualcode.tables.blocks import Blocks, blocks, members_of
from qualcode.tables.columns import BY
from qualcode.tables.frame import Codings, Floats, Frame, Longs
from qualcode.tables.intervals import wilson
from qualcode.tables.notes import kept
from qualcode.tables.options import SMALLEST_CELL, Options
from qualcode.tables.rounding import percent
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.kind import TopicTable
from qualcode.topics.tables.notes import in_order, topic_meta, topic_notes, topic_title
from qualcode.topics.tables.topics import TOPIC

RESAMPLES = 2000
"""Samples of respondents behind an interval of mean shares."""
COLUMNS = (
    *BY,
    *TOPIC,
    Column("stability", "number", "Stability of the topic, 0 to 1.", "Stabilitas topik, 0 sampai 1."),
    Column(
        "respondents",
        "integer",
        "Different respondents of the group who speak units of the topic.",
        "Informan berbeda dari kelompok itu yang mengucapkan satuan topik.",
    ),
    Column(
        "respondents_total",
        "integer",
        "N: participants of the group with at least one word.",
        "N: peserta kelompok itu yang mengucapkan sedikitnya satu kata.",
    ),
    Column(
        "respondents_pct",
        "number",
        "respondents in per cent of respondents_total, to 1 decimal.",
        "respondents dalam persen dari respondents_total, 1 desimal.",
    ),
    Column(
        "respondents_low",
        "number",
        "Lower end of the 95 % Wilson interval of respondents_pct.",
        "Batas bawah selang Wilson 95 % dari respondents_pct.",
    ),
    Column("respondents_high", "number", "Upper end of that interval.", "Batas atas selang itu."),
    Column("segments", "integer", "Units of the topic in the group.", "Satuan topik dalam kelompok itu."),
    Column(
        "mean_share_pct",
        "number",
        "Mean over respondents of the topic's share in their units, to 1 decimal.",
        "Rerata, atas informan, bagian topik dalam satuan mereka, 1 desimal.",
    ),
    Column(
        "mean_share_low",
        "number",
        "Lower end of its 95 % interval: percentiles over samples of respondents.",
        "Batas bawah selang 95 %-nya: persentil dari sampel informan.",
    ),
    Column(
        "mean_share_high",
        "number",
        "Upper end of that interval. Empty under 3 respondents.",
        "Batas atas selang itu. Kosong bila kurang dari 3 informan.",
    ),
)


def list_groups(frame: Frame, codings: Codings, fitted: Fitted, options: Options) -> Table:
    """One row a topic and group, groups in order; with `--redact`, none for groups under 3 respondents."""
    made = blocks(frame, options.by)
    shares, own, units = _shares(frame, made, fitted)
    member_block = made.members // max(len(frame.respondents), 1)
    rows = [
        row
        for block, group in enumerate(made.groups)
        if not (options.redact and made.sizes[block] < SMALLEST_CELL)
        for row in _group(member_block, block, fitted, shares, own, units, options)
        for row["group"] in [group]
    ]
    said = (
        *topic_notes(frame, codings, fitted, options),
        *left_out(frame, made, options),
        _caution(options),
    )
    return Table(
        name="topic_by",
        title=topic_title(options.said(f"Topics by {options.by}", f"Topik menurut {options.by}"), frame, options),
        columns=COLUMNS,
        data={column.name: [row[column.name] for row in rows] for column in COLUMNS},
        notes=kept(said),
        meta={**topic_meta(frame, codings, fitted), "by": options.by, "resamples": RESAMPLES},
    )


def _caution(options: Options) -> str:
    return options.said(
        f"Intervals are over respondents, not segments: Wilson for shares of people, percentiles of {RESAMPLES} "
        "samples of the group's respondents for mean shares. Purposive samples are not random.",
        f"Selang dihitung atas informan, bukan segmen: Wilson untuk bagian orang, persentil dari {RESAMPLES} sampel "
        "informan kelompok itu untuk rerata bagian. Sampel bertujuan (purposive) tidak acak.",
    )


def _shares(frame: Frame, made: Blocks, fitted: Fitted) -> tuple[Floats, Longs, Longs]:
    """Shape (members, topics) each: a topic's share in a member's units and their number; and units of each block."""
    topic = fitted.unit_topic
    member, known = members_of(frame, made, fitted.units.turn)
    some = known & (topic >= 0)
    cells = member[some] * fitted.size + topic[some]
    own = np.bincount(cells, minlength=len(made.members) * fitted.size).reshape(-1, fitted.size)
    inside = (topic >= 0) & (made.turn_block[fitted.units.turn] >= 0)
    block = made.turn_block[fitted.units.turn[inside]].astype(np.int64)
    units = np.bincount(block * fitted.size + topic[inside], minlength=len(made.groups) * fitted.size)
    shares = own / np.maximum(own.sum(axis=1, keepdims=True), 1)
    return shares, own, units.reshape(-1, fitted.size)


def _group(
    member_block: Longs, block: int, fitted: Fitted, shares: Floats, own: Longs, units: Longs, options: Options
) -> list[dict[str, Any]]:
    """The rows of one group."""
    inside = np.flatnonzero(member_block == block)
    low, high = _interval(shares[inside], options.seed)
    rows = []
    for one in in_order(fitted):
        people, total = int(np.count_nonzero(own[inside, one])), len(inside)
        bottom, top = wilson(people, total)
        rows.append(
            {
                "by": options.by,
                "topic": int(fitted.number[one]),
                "label": fitted.label[one],
                "stability": float(fitted.stability[one]),
                "respondents": people,
                "respondents_total": total,
                "respondents_pct": percent(people, total),
                "respondents_low": bottom,
                "respondents_high": top,
                "segments": int(units[block, one]),
                "mean_share_pct": round(100 * float(shares[inside, one].mean()), 1) if total else None,
                "mean_share_low": None if low is None else float(low[one]),
                "mean_share_high": None if high is None else float(high[one]),
            }
        )
    return rows


def _interval(shares: Floats, seed: int) -> tuple[Floats | None, Floats | None]:
    """Percentile interval of 95 % of each topic's mean share (Efron 1979), in per cent; none under 3 respondents."""
    if len(shares) < SMALLEST_CELL:
        return None, None
    random = np.random.default_rng(seed)
    means = np.stack([shares[random.integers(len(shares), size=len(shares))].mean(axis=0) for _ in range(RESAMPLES)])
    low, high = np.percentile(100 * means, [2.5, 97.5], axis=0)
    return np.round(low, 1), np.round(high, 1)


KIND = TopicTable(
    "Who speaks of each topic, and how much of what they say, for each value of an attribute, with intervals.",
    list_groups,
    COLUMNS,
    frozenset({"by", "seed"}),
    needs="by",
)

"""The table of groups: who speaks of a topic, and how much, for each value of an attribute."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.corpus.frame import Floats, Frame, Int64s
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column
from qualcode.tables.groups import Groups, groups_by, members_of, report_incomparable
from qualcode.tables.listing import BY
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent, wilson
from qualcode.tables.suppression import SMALLEST_CELL
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.kind import STABILITY, TOPIC, TopicBasis, TopicTable

RESAMPLES = 2000
"""Samples of respondents behind an interval of mean shares."""
COLUMNS = (
    *BY,
    *TOPIC,
    STABILITY,
    Column("respondents", "integer", "Different respondents of the group who speak units of the topic.", "count"),
    Column("respondents_total", "integer", "N: participants of the group with at least one word.", "count"),
    Column("respondents_pct", "number", "respondents in per cent of respondents_total, to 1 decimal.", "count"),
    Column("respondents_low", "number", "Lower end of the 95 % Wilson interval of respondents_pct.", "count"),
    Column("respondents_high", "number", "Upper end of that interval.", "count"),
    Column("segments", "integer", "Units of the topic in the group.", "quasi"),
    Column(
        "mean_share_pct", "number", "Mean over respondents of the topic's share in their units, to 1 decimal.", "quasi"
    ),
    Column(
        "mean_share_low", "number", "Lower end of its 95 % interval: percentiles over samples of respondents.", "quasi"
    ),
    Column("mean_share_high", "number", "Upper end of that interval. Empty under 3 respondents.", "quasi"),
)


@dataclass(frozen=True, eq=False)
class _Shares:
    """What each respondent of each group says of every topic; members are those of the blocks."""

    block: Int64s
    """Block of each member."""
    units: Int64s
    """Shape (members, topics): units of the topic."""
    share: Floats
    """Shape (members, topics): the topic's share in the member's units."""
    block_units: Int64s
    """Shape (blocks, topics): units of the topic, those of voices that cannot be told apart included."""


def list_groups(basis: TopicBasis) -> Made:
    """One row a topic and group, groups in order."""
    frame, fitted, options = basis.frame, basis.fitted, basis.options
    made = groups_by(frame, options.by)
    shares = _shares(frame, made, fitted)
    rows = [
        {"by": options.by, "group": group, **row}
        for block, group in enumerate(made.groups)
        for row in _group(block, fitted, shares, options.seed)
    ]
    caution = options.message(
        "Intervals are over respondents, not segments: Wilson for shares of people, percentiles of "
        "{resamples} samples of the group's respondents for mean shares. Purposive samples are not random.",
        resamples=Messages(options.lang).number(RESAMPLES),
    )
    said = (*basis.notes(), *report_incomparable(made, options), caution)
    declared = frame.declared.get(options.by)
    named = (declared.called(options.lang) if declared else "") or options.by
    what = options.message("Topics by {by}", by=named)
    table = basis.table("topic_by", what, COLUMNS, rows, by=options.by, resamples=RESAMPLES)
    return Made(table, said)


def _shares(frame: Frame, made: Groups, fitted: Fitted) -> _Shares:
    topic = fitted.unit_topic
    member, known = members_of(frame, made, fitted.units.turn)
    some = known & (topic >= 0)
    cells = member[some] * fitted.size + topic[some]
    own = np.bincount(cells, minlength=len(made.members) * fitted.size).reshape(-1, fitted.size)
    inside = (topic >= 0) & (made.turn_block[fitted.units.turn] >= 0)
    block = made.turn_block[fitted.units.turn[inside]].astype(np.int64)
    units = np.bincount(block * fitted.size + topic[inside], minlength=len(made.groups) * fitted.size)
    share = own / np.maximum(own.sum(axis=1, keepdims=True), 1)
    return _Shares(made.member_block, own, share, units.reshape(-1, fitted.size))


def _group(block: int, fitted: Fitted, shares: _Shares, seed: int) -> Iterator[dict[str, Any]]:
    """The rows of one group."""
    inside = np.flatnonzero(shares.block == block)
    low, high = _interval(shares.share[inside], seed)
    for one in (one for one in fitted.in_order if fitted.counted[one]):
        people, total = int(np.count_nonzero(shares.units[inside, one])), len(inside)
        bottom, top = wilson(people, total)
        yield {
            **fitted.about(one),
            "respondents": people,
            "respondents_total": total,
            "respondents_pct": percent(people, total),
            "respondents_low": bottom,
            "respondents_high": top,
            "segments": int(shares.block_units[block, one]),
            "mean_share_pct": round(100 * float(shares.share[inside, one].mean()), 1) if total else None,
            "mean_share_low": None if low is None else float(low[one]),
            "mean_share_high": None if high is None else float(high[one]),
        }


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
    redacted=True,
)

"""The table of terms: the heaviest terms of each topic and what stands behind them."""

from typing import Any

import numpy as np

from qualcode.model.table import Column
from qualcode.tables.redaction import Made
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.kind import TOPIC_AND_SIZE, TopicBasis, TopicTable

COLUMNS = (
    *TOPIC_AND_SIZE,
    Column("rank", "integer", "Place of the term in its topic, from 1.", "open"),
    Column(
        "term",
        "string",
        "Word or two-word collocation in its most frequent form; inflected forms count as one.",
        "open",
    ),
    Column("weight", "number", "Weight of the term in the topic, 1 for the heaviest, to 3 decimals.", "open"),
    Column(
        "kept",
        "number",
        "Share of halves of the respondents in which it is among the topic's ten heaviest again, 0 to 1; empty from "
        "the eleventh term on.",
        "open",
    ),
    Column("core", "boolean", "True where it comes back in most of the halves that choose the topic's core.", "open"),
    Column("segments", "integer", "Units of the topic in which it stands.", "quasi"),
    Column("respondents", "integer", "Different respondents who say it in units of the topic.", "quasi"),
)


def list_terms(basis: TopicBasis) -> Made:
    """The terms of the topics that are reported."""
    fitted, most = basis.fitted, basis.fitted.top.shape[1]
    size = min(basis.options.top or most, most)
    rows = [
        {**fitted.about(one), **_term(fitted, one, place)}
        for one in fitted.in_order
        for place in range(size)
        if fitted.weight[one, place] > 0
    ]
    table = basis.table("topic_terms", basis.options.message("Terms of topics"), COLUMNS, rows)
    return Made(table, basis.notes())


def _term(fitted: Fitted, one: int, place: int) -> dict[str, Any]:
    kept = float(fitted.top_kept[one, place])
    return {
        "rank": place + 1,
        "term": fitted.terms[fitted.top[one, place]],
        "weight": float(fitted.weight[one, place]),
        "kept": None if np.isnan(kept) else kept,
        "core": bool(fitted.top_core[one, place]),
        "segments": int(fitted.top_units[one, place]),
        "respondents": int(fitted.top_respondents[one, place]),
    }


KIND = TopicTable(
    "The heaviest terms of each topic, with the segments and respondents behind them.",
    list_terms,
    COLUMNS,
    frozenset({"top"}),
    redacted=True,
)

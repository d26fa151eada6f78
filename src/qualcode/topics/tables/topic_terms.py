"""The table of terms: the heaviest terms of each topic and what stands behind them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.table import Column, Table
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import in_columns
from qualcode.tables.redaction import Cells, CountedPeople, Made
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.kind import (
    STABILITY,
    TOPIC,
    TOPIC_RESPONDENTS,
    TopicTable,
    about,
    in_order,
    topic_cells,
    topic_key,
    topic_meta,
    topic_notes,
    topic_title,
    topics_of,
)

COLUMNS = (
    *TOPIC,
    STABILITY,
    TOPIC_RESPONDENTS,
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
    Column("segments", "integer", "Units of the topic in which it stands.", "count"),
    Column("respondents", "integer", "Different respondents who say it in units of the topic.", "count"),
)


def list_terms(frame: Frame, codings: Codings, fitted: Fitted, options: TableOptions) -> Made:
    """The terms of the topics that are reported."""
    most = fitted.top.shape[1]
    size = min(options.top or most, most)
    rows = [
        {**about(fitted, one), **_term(fitted, one, place)}
        for one in in_order(fitted)
        for place in range(size)
        if fitted.weight[one, place] > 0
    ]
    table = Table(
        name="topic_terms",
        title=topic_title(options.message("Terms of topics"), frame, options),
        columns=COLUMNS,
        data=in_columns(rows, COLUMNS),
        meta=topic_meta(frame, codings, fitted),
    )
    return Made(table, topic_notes(frame, codings, fitted, options), look_up=lambda: _people(fitted, rows))


def _people(fitted: Fitted, rows: Sequence[Mapping[str, Any]]) -> CountedPeople:
    """Who says each term in its topic."""
    keys = [topic_key(row["topic"], "term", row["term"]) for row in rows]
    said = Cells(dict(zip(keys, (row["respondents"] for row in rows), strict=True)))
    topics = topics_of(rows)
    return CountedPeople(
        [topic_cells(fitted) | said],
        rows=[[key] for key in keys],
        columns={"topic": topics, "topic_respondents": topics},
    )


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
)

"""The table of topics: size, respondents, steadiness, and what the codebook leaves of each."""

from typing import Any

import numpy as np

from qualcode.corpus.frame import Frame, Int64s
from qualcode.model.table import Column
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent
from qualcode.text.languages import segment_language_names
from qualcode.topics.fitted import Fitted, has_codebook, uncoded
from qualcode.topics.tables.kind import TOPIC, TopicBasis, TopicTable

TERMS_SHOWN = 10
"""Terms that a topic is shown with."""
COLUMNS = (
    *TOPIC,
    Column(
        "share_pct",
        "number",
        "Units of the topic in per cent of all units that belong to a topic, to 1 decimal.",
        "quasi",
    ),
    Column("segments", "integer", "Units of the topic: segments, turns or windows.", "quasi"),
    Column("respondents", "integer", "Different respondents who speak these units.", "count"),
    Column("respondents_total", "integer", "N: participants with at least one word.", "open"),
    Column(
        "coherence", "number", "NPMI of its ten heaviest terms: 1 always in the same units, 0 as chance has it.", "open"
    ),
    Column(
        "stability",
        "number",
        "Mean share of its ten heaviest terms that it keeps in halves of the respondents, 0 to 1.",
        "open",
    ),
    Column("stable", "boolean", "True from the stability that the notes name.", "open"),
    Column(
        "core",
        "string",
        "Its terms that come back in most halves of the respondents (the share that the notes name), the heaviest "
        "first, joined by `;`. Empty: none does.",
        "open",
    ),
    Column(
        "core_kept",
        "number",
        "Mean share of other halves in which terms of the core come back, halves that did not choose it, 0 to 1.",
        "open",
    ),
    Column(
        "core_stable", "boolean", "True where core_kept reaches what the notes call stable. Empty: no core.", "open"
    ),
    Column("languages", "string", "Languages of its units with their shares in per cent, the largest first.", "quasi"),
    Column("uncoded", "integer", "Units of the topic in which no coding stands, whatever its assertion.", "quasi"),
    Column("uncoded_pct", "number", "uncoded in per cent of segments, to 1 decimal.", "quasi"),
    Column(
        "gap_rank",
        "integer",
        "Place by uncoded, from 1: where the codebook misses most. Empty: nothing is coded.",
        "quasi",
    ),
    Column("terms", "string", "Its ten heaviest terms, the heaviest first, joined by `;`.", "open"),
)


def list_topics(basis: TopicBasis) -> Made:
    """One row a topic that has enough segments and respondents."""
    frame, codings, fitted = basis.frame, basis.codings, basis.fitted
    left = uncoded(frame, codings, fitted) if has_codebook(codings) else None
    everyone = int(fitted.segments.sum())
    rows = [_row(frame, fitted, one, left, everyone) for one in fitted.in_order]
    _rank(rows)
    table = basis.table("topics", basis.options.message("Topics"), COLUMNS, rows)
    return Made(table, basis.notes())


def _row(frame: Frame, fitted: Fitted, one: int, uncoded_units: Int64s | None, everyone: int) -> dict[str, Any]:
    size = int(fitted.segments[one])
    left = None if uncoded_units is None else int(uncoded_units[one])
    return {
        **fitted.about(one),
        "share_pct": percent(size, everyone),
        "segments": size,
        "respondents": int(fitted.respondents[one]) if fitted.counted[one] else None,
        "respondents_total": fitted.people,
        "coherence": float(fitted.coherence[one]),
        "stable": bool(fitted.stable[one]),
        "core": ";".join(fitted.terms[term] for term in fitted.top[one][fitted.top_core[one]].tolist()),
        "core_kept": None if np.isnan(fitted.core_kept[one]) else float(fitted.core_kept[one]),
        "core_stable": None if np.isnan(fitted.core_kept[one]) else bool(fitted.core_stable[one]),
        "languages": _languages(frame, fitted, one),
        "uncoded": left,
        "uncoded_pct": None if left is None else percent(left, size),
        "gap_rank": None,
        "terms": ";".join(fitted.terms[term] for term in fitted.top[one, :TERMS_SHOWN].tolist()),
    }


def _languages(frame: Frame, fitted: Fitted, one: int) -> str:
    spoken = frame.segment_language[fitted.units.segment[fitted.unit_topic == one]]
    often = np.bincount(spoken, minlength=len(segment_language_names())).tolist()
    order = sorted(range(len(segment_language_names())), key=lambda language: -often[language])
    return ", ".join(
        f"{segment_language_names()[each]} {percent(often[each], len(spoken)):.0f}" for each in order if often[each]
    )


def _rank(rows: list[dict[str, Any]]) -> None:
    """Ties share a rank, as everywhere."""
    if rows and rows[0]["uncoded"] is not None:
        for row in rows:
            row["gap_rank"] = 1 + sum(other["uncoded"] > row["uncoded"] for other in rows)


KIND = TopicTable(
    "Topics: share, respondents, coherence, stability, core, languages, and how much of each no code reaches.",
    list_topics,
    COLUMNS,
    redacted=True,
)

"""The crosswalk: which codes stand in which topics, and what of each topic no code reaches."""

from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.mentions import in_segments, united
from qualcode.corpus.frame import Int64s
from qualcode.model.table import Column
from qualcode.tables.listing import KIND_COLUMN, LABEL_COLUMN, code_columns, narrowed, selected_codes
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent, ratio
from qualcode.topics.fitted import uncoded
from qualcode.topics.tables.kind import TOPIC_AND_SIZE, TopicBasis, TopicTable

COLUMNS = (
    *TOPIC_AND_SIZE,
    Column("topic_segments", "integer", "Units of the topic.", "count"),
    Column("uncoded_pct", "number", "Units of the topic without any coding, in per cent of topic_segments.", "count"),
    Column("code", "string", "Code of the codebook; a parent stands where its children stand.", "open"),
    KIND_COLUMN,
    replace(LABEL_COLUMN, name="code_label"),
    Column("code_segments", "integer", "Units with a mention of the code that belong to any topic.", "count"),
    Column("overlap", "integer", "Units of the topic with a mention of the code.", "count"),
    Column("overlap_respondents", "integer", "Different respondents of these units.", "count"),
    Column("topic_pct", "number", "overlap in per cent of topic_segments, to 1 decimal.", "count"),
    Column("code_pct", "number", "overlap in per cent of code_segments, to 1 decimal.", "count"),
    Column(
        "lift",
        "number",
        "How much more often the code stands in the topic than in all topics' units; 1: as often.",
        "count",
    ),
)


def cross(basis: TopicBasis) -> Made:
    """One row a topic and code that meet, by topic, the greatest overlap first; a topic without codes has one row."""
    codings, options = basis.codings, basis.options
    code, unit = _stands(basis)
    shown = np.isin(code, selected_codes(codings, options))
    rows = _rows(basis, code[shown], unit[shown])
    what = options.message("Topics and codes of {codebook}", codebook=codings.source.codebook)
    table = basis.table("crosswalk", what, COLUMNS, rows, kind=options.kind, codes=list(options.codes))
    said = (*basis.notes(), narrowed(codings, options))
    return Made(table, said)


def _stands(basis: TopicBasis) -> tuple[Int64s, Int64s]:
    """Pairs of a code and a unit of a topic in which a mention of it stands, each once."""
    made, fitted = united(basis.frame, basis.codings), basis.fitted
    mention, segment = in_segments(basis.frame, made)
    unit, code = fitted.units.of_segment[segment], made.code[mention].astype(np.int64)
    some = (unit >= 0) & (fitted.unit_topic[unit] >= 0)
    pairs = np.unique(code[some] * (fitted.units.size + 1) + unit[some])
    return pairs // (fitted.units.size + 1), pairs % (fitted.units.size + 1)


def _rows(basis: TopicBasis, code: Int64s, unit: Int64s) -> list[dict[str, Any]]:
    codings, fitted = basis.codings, basis.fitted
    size, left = (
        np.bincount(code, minlength=len(codings.codes)).tolist(),
        uncoded(basis.frame, codings, fitted).tolist(),
    )
    about_codes, everyone = code_columns(codings, basis.options), int(fitted.segments.sum())
    rows = []
    for one in fitted.in_order:
        own, inside = int(fitted.segments[one]), fitted.unit_topic[unit] == one
        topic = {**fitted.about(one), "topic_segments": own, "uncoded_pct": percent(left[one], own)}
        both = np.bincount(code[inside], minlength=len(codings.codes))
        meeting = np.flatnonzero(both)
        for each in meeting[np.argsort(-both[meeting], kind="stable")].tolist():
            shared = int(both[each])
            who = fitted.units.respondent[unit[inside & (code == each)]]
            rows.append(
                {
                    **topic,
                    **{name.replace("label", "code_label"): value for name, value in about_codes[each].items()},
                    "overlap_respondents": len(np.unique(who[who >= 0])),
                    "code_segments": size[each],
                    "overlap": shared,
                    "topic_pct": percent(shared, own),
                    "code_pct": percent(shared, size[each]),
                    "lift": ratio(shared * everyone, own * size[each], 1, 2),
                }
            )
        if not len(meeting):
            rows.append({**dict.fromkeys(column.name for column in COLUMNS), **topic, "overlap": 0})
    return rows


KIND = TopicTable(
    "Topic x code: overlap, lift, and the share of each topic that the codebook leaves uncoded.",
    cross,
    COLUMNS,
    frozenset({"kind", "codes"}),
    coded=True,
)

"""The crosswalk: which codes stand in which topics, and what of each topic no code reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.mentions import in_segments, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.model.table import Column, Table
from qualcode.tables.groups import groups_by
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import KIND_COLUMN, LABEL_COLUMN, in_columns, labels, narrowed, selected_codes
from qualcode.tables.redaction import Cells, CountedPeople, Made
from qualcode.tables.statistics import percent, ratio
from qualcode.tables.suppression import code_cells, code_key
from qualcode.topics.fitted import Fitted, uncoded
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
    Column("topic_segments", "integer", "Units of the topic.", "count"),
    Column("uncoded_pct", "number", "Units of the topic without any coding, in per cent of topic_segments.", "count"),
    Column("code", "string", "Code of the codebook; a parent stands where its children stand.", "open"),
    KIND_COLUMN,
    replace(LABEL_COLUMN, name="code_label"),
    Column("code_segments", "integer", "Units with a mention of the code that belong to any topic.", "count"),
    Column("overlap", "integer", "Units of the topic with a mention of the code.", "count", "row"),
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


def cross(frame: Frame, codings: Codings, fitted: Fitted, options: TableOptions) -> Made:
    """One row a topic and code that meet, by topic, the greatest overlap first; a topic without codes has one row."""
    code, unit = _stands(frame, codings, fitted)
    shown = np.isin(code, selected_codes(codings, options))
    rows = _rows(frame, codings, fitted, code[shown], unit[shown], options)
    what = options.message("Topics and codes of {codebook}", codebook=codings.source.codebook)
    table = Table(
        name="crosswalk",
        title=topic_title(what, frame, options),
        columns=COLUMNS,
        data=in_columns(rows, COLUMNS),
        meta={**topic_meta(frame, codings, fitted), "kind": options.kind, "codes": list(options.codes)},
    )
    return Made(
        table,
        (*topic_notes(frame, codings, fitted, options), narrowed(codings, options)),
        look_up=lambda: _people(frame, codings, fitted, rows),
    )


def _stands(frame: Frame, codings: Codings, fitted: Fitted) -> tuple[Int64s, Int64s]:
    """Pairs of a code and a unit of a topic in which a mention of it stands, each once."""
    made = united(frame, codings)
    mention, segment = in_segments(frame, made)
    unit, code = fitted.units.of_segment[segment], made.code[mention].astype(np.int64)
    some = (unit >= 0) & (fitted.unit_topic[unit] >= 0)
    pairs = np.unique(code[some] * (fitted.units.size + 1) + unit[some])
    return pairs // (fitted.units.size + 1), pairs % (fitted.units.size + 1)


def _rows(
    frame: Frame, codings: Codings, fitted: Fitted, code: Int64s, unit: Int64s, options: TableOptions
) -> list[dict[str, Any]]:
    size, left = np.bincount(code, minlength=len(codings.codes)).tolist(), uncoded(frame, codings, fitted).tolist()
    named, everyone = labels(codings, options), int(fitted.segments.sum())
    rows = []
    for one in in_order(fitted):
        own, inside = int(fitted.segments[one]), fitted.unit_topic[unit] == one
        topic = {**about(fitted, one), "topic_segments": own, "uncoded_pct": percent(left[one], own)}
        both = np.bincount(code[inside], minlength=len(codings.codes))
        meeting = np.flatnonzero(both)
        for each in meeting[np.argsort(-both[meeting], kind="stable")].tolist():
            who = fitted.units.respondent[unit[inside & (code == each)]]
            rows.append(
                {
                    **topic,
                    "code": codings.codes[each].code,
                    "kind": codings.codes[each].kind or None,
                    "code_label": named[each],
                    "overlap_respondents": len(np.unique(who[who >= 0])),
                    **_overlap(int(both[each]), own, size[each], everyone),
                }
            )
        if not len(meeting):
            rows.append({**dict.fromkeys(column.name for column in COLUMNS), **topic, "overlap": 0})
    return rows


def _people(frame: Frame, codings: Codings, fitted: Fitted, rows: Sequence[Mapping[str, Any]]) -> CountedPeople:
    """Who says each code in each topic: topics add up to the code, codes to the one above them."""
    meets = {(row["topic"], row["code"]): row["overlap_respondents"] for row in rows if row["code"]}
    keys = {pair: topic_key(pair[0], "code", pair[1]) for pair in meets}
    names = [code.code for code in codings.codes]
    of_code = [[keys[pair] for pair in meets if pair[1] == name] for name in names]
    children = {name: [code.code for code in codings.codes if code.parent == name] for name in names}
    families = [
        [keys[topic, each] for each in (*children[name], name) if (topic, each) in keys]
        for topic, name in meets
        if children[name]
    ]
    met = Cells(
        {keys[pair]: who for pair, who in meets.items()},
        [*of_code, *families],
        {keys[pair]: [code_key("", None, pair[1])] for pair in meets},
    )
    topics = topics_of(rows)
    return CountedPeople(
        [topic_cells(fitted) | code_cells(frame, codings, groups_by(frame), ""), met],
        rows=[[keys[row["topic"], row["code"]]] if row["code"] else [] for row in rows],
        columns={"topic": topics, "topic_respondents": topics, "topic_segments": topics, "uncoded_pct": topics},
    )


def _overlap(both: int, topic: int, code: int, everyone: int) -> dict[str, Any]:
    """How much a topic and a code have in common, from the units of both, of each, and of all topics."""
    return {
        "code_segments": code,
        "overlap": both,
        "topic_pct": percent(both, topic),
        "code_pct": percent(both, code),
        "lift": ratio(both * everyone, topic * code, 1, 2),
    }


KIND = TopicTable(
    "Topic x code: overlap, lift, and the share of each topic that the codebook leaves uncoded.",
    cross,
    COLUMNS,
    frozenset({"kind", "codes"}),
    coded=True,
)

"""The table of terms: the heaviest terms of each topic and what stands behind them."""

import numpy as np

from qualcode.model import Column, Table
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.options import Options
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.kind import TopicTable
from qualcode.topics.tables.notes import in_order, topic_meta, topic_notes, topic_title
from qualcode.topics.tables.topics import TOPIC

COLUMNS = (
    *TOPIC,
    Column("stability", "number", "Stability of the topic, 0 to 1.", "Stabilitas topik, 0 sampai 1."),
    Column("topic_respondents", "integer", "Respondents of the topic.", "Informan topik itu."),
    Column(
        "rank", "integer", "Place of the term in its topic, from 1.", "Urutan istilah dalam topiknya, mulai dari 1."
    ),
    Column(
        "term",
        "string",
        "Word or two-word collocation in its most frequent form; inflected forms count as one.",
        "Kata atau kolokasi dua kata dalam bentuk yang paling sering; bentuk berimbuhan dihitung sebagai satu.",
    ),
    Column(
        "weight",
        "number",
        "Weight of the term in the topic, 1 for the heaviest, to 3 decimals.",
        "Bobot istilah dalam topik, 1 untuk yang terberat, 3 desimal.",
    ),
    Column(
        "kept",
        "number",
        "Share of halves of the respondents in which it is among the topic's ten heaviest again, 0 to 1; empty from "
        "the eleventh term on.",
        "Bagian belahan informan yang memuatnya lagi di antara sepuluh istilah terberat topik, 0 sampai 1; kosong "
        "mulai dari istilah kesebelas.",
    ),
    Column(
        "core",
        "boolean",
        "True where it comes back in most of the halves that choose the topic's core.",
        "True bila istilah ini muncul lagi dalam sebagian besar belahan yang memilih inti topik.",
    ),
    Column("segments", "integer", "Units of the topic in which it stands.", "Satuan topik yang memuatnya."),
    Column(
        "respondents",
        "integer",
        "Different respondents who say it in units of the topic.",
        "Informan berbeda yang mengucapkannya dalam satuan topik.",
    ),
)


def list_terms(frame: Frame, codings: Codings, fitted: Fitted, options: Options) -> Table:
    """The terms of the topics that are reported."""
    size = options.top or fitted.top.shape[1]
    rows = [
        (
            int(fitted.number[one]), fitted.label[one], float(fitted.stability[one]), int(fitted.respondents[one]),
            rank + 1, fitted.terms[term], float(fitted.weight[one, rank]),
            None if np.isnan(fitted.top_kept[one, rank]) else float(fitted.top_kept[one, rank]),
            bool(fitted.top_core[one, rank]), int(fitted.top_units[one, rank]), int(fitted.top_respondents[one, rank]),
        )
        for one in in_order(fitted)
        for rank, term in enumerate(fitted.top[one, :size].tolist())
        if fitted.weight[one, rank] > 0
    ]  # fmt: skip
    return Table(
        name="topic_terms",
        title=topic_title(options.said("Terms of topics", "Istilah topik"), frame, options),
        columns=COLUMNS,
        data={column.name: [row[at] for row in rows] for at, column in enumerate(COLUMNS)},
        notes=topic_notes(frame, codings, fitted, options),
        meta=topic_meta(frame, codings, fitted),
    )


KIND = TopicTable(
    "The heaviest terms of each topic, with the segments and respondents behind them.",
    list_terms,
    COLUMNS,
    frozenset({"top"}),
)

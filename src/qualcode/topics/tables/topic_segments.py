"""The table of segments: for each topic the passages that show it best, from different respondents."""

from typing import Any

from qualcode.corpus.frame import Frame
from qualcode.model.table import Column
from qualcode.tables.kind import OF_WORDS
from qualcode.tables.listing import LANGUAGE_COLUMN, RESPONDENT_COLUMN, SESSION_COLUMN, TURN_COLUMN
from qualcode.tables.redaction import Made
from qualcode.text.languages import segment_language_names
from qualcode.topics.fitted import Fitted, covered, has_codebook
from qualcode.topics.label import passage, representative
from qualcode.topics.tables.kind import TOPIC_AND_SIZE, TopicBasis, TopicTable

TOP_PASSAGES = 3
"""Passages of a topic unless `top` says otherwise."""
COLUMNS = (
    *TOPIC_AND_SIZE,
    Column("rank", "integer", "Place of the passage in its topic, from 1: how typical it is.", "open"),
    Column("quote", "string", "The unit as it was said: a slice of the turn's text.", "words"),
    Column("transcript", "string", "Transcript in which it stands.", "person"),
    SESSION_COLUMN,
    RESPONDENT_COLUMN,
    TURN_COLUMN,
    Column("segment", "integer", "Number of the (first) segment in its turn, from 1.", "place"),
    LANGUAGE_COLUMN,
    Column(
        "weight",
        "number",
        "Sum of the weights of the topic's terms that stand in it (topic_terms): how typical it is.",
        "quasi",
    ),
    Column("strength", "number", "Share of the topic in all topics' weights in the unit, 0 to 1.", "quasi"),
    Column("coded", "boolean", "True when a coding stands in the unit. Empty: nothing is coded.", "quasi"),
)


def list_topic_segments(basis: TopicBasis) -> Made:
    """The most typical units of each topic; transcripts that are set aside for testing are never quoted."""
    frame, codings, fitted, options = basis.frame, basis.codings, basis.fitted, basis.options
    coded = covered(frame, codings, fitted.units) if has_codebook(codings) else None
    rows = [
        {
            **fitted.about(one),
            "rank": rank,
            **_row(frame, fitted, unit),
            "coded": None if coded is None else bool(coded[unit]),
        }
        for one in fitted.in_order
        for rank, unit in enumerate(representative(frame, fitted, one, options.top or TOP_PASSAGES).tolist(), start=1)
    ]
    table = basis.table("topic_segments", options.message("Passages of topics"), COLUMNS, rows)
    return Made(table, basis.notes())


def _row(frame: Frame, fitted: Fitted, unit: int) -> dict[str, Any]:
    segment = int(fitted.units.segment[unit])
    turn = int(frame.segment_turn[segment])
    transcript, who = int(frame.turn_transcript[turn]), int(frame.turn_respondent[turn])
    return {
        "quote": passage(frame, fitted, unit),
        "transcript": frame.transcripts[transcript],
        "session": frame.sessions[transcript],
        "respondent": frame.respondents[who] if who >= 0 else None,
        "turn": int(frame.turn_number[turn]),
        "segment": int(frame.segment_number[segment]),
        "language": segment_language_names()[frame.segment_language[segment]],
        "weight": float(fitted.unit_closeness[unit]),
        "strength": float(fitted.unit_strength[unit]),
    }


KIND = TopicTable(
    "The most typical passages of each topic, from different respondents, with their places.",
    list_topic_segments,
    COLUMNS,
    frozenset({"top"}),
    refuses=OF_WORDS,
)

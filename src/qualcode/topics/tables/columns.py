"""Columns that several tables of topics have, and what a row says in them."""

from typing import Any

from qualcode.model import Column
from qualcode.topics.fitted import Fitted

TOPIC = (
    Column(
        "topic",
        "integer",
        "Number of the topic, from 1: the largest first, unless --match kept older numbers.",
        "Nomor topik, mulai dari 1: yang terbesar lebih dahulu, kecuali bila --match mempertahankan nomor lama.",
    ),
    Column(
        "label",
        "string",
        "Name of the topic: given by people, or its three most telling terms.",
        "Nama topik: pemberian manusia, atau tiga istilahnya yang paling khas.",
    ),
)
STABILITY = Column("stability", "number", "Stability of the topic, 0 to 1.", "Stabilitas topik, 0 sampai 1.")
TOPIC_RESPONDENTS = Column("topic_respondents", "integer", "Respondents of the topic.", "Informan topik itu.")


def about(fitted: Fitted, one: int) -> dict[str, Any]:
    """What a row says of its topic."""
    return {
        "topic": int(fitted.number[one]),
        "label": fitted.label[one],
        "stability": float(fitted.stability[one]),
        "topic_respondents": int(fitted.respondents[one]),
    }

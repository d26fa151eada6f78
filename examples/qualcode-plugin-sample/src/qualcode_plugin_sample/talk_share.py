"""The table `talk_share`: how much of each conversation the participants say."""

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, participants
from qualcode.model.table import Column
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.notes import TableBasis
from qualcode.tables.redaction import Made

COLUMNS = (
    Column("transcript", "string", "Transcript.", "place"),
    Column("turns", "integer", "Turns of all speakers.", "count"),
    Column("words", "integer", "Words of all speakers, outside transcriber marks.", "count"),
    Column("participant_words", "integer", "Words of the participants.", "count"),
    Column(
        "participant_pct", "number", "Share of the words that participants say, 0-100; empty without any word.", "count"
    ),
)


def count_talk(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Count turns and words of every transcript."""
    size, transcript = len(frame.transcripts), frame.turn_transcript
    said = np.where(participants(frame), frame.turn_words, 0)
    words = np.bincount(transcript, weights=frame.turn_words, minlength=size).astype(int).tolist()
    own = np.bincount(transcript, weights=said, minlength=size).astype(int).tolist()
    shares = [round(100 * part / whole, 1) if whole else None for part, whole in zip(own, words, strict=True)]
    data = {
        "transcript": list(frame.transcripts),
        "turns": np.bincount(transcript, minlength=size).tolist(),
        "words": words,
        "participant_words": own,
        "participant_pct": shares,
    }
    basis = TableBasis(frame, codings, options, coded=False)
    return Made(basis.table("talk_share", "Share of talk", COLUMNS, data), basis.notes)


KIND = TableKind(
    "One row for each transcript: how much of it the participants say.",
    count_talk,
    COLUMNS,
    refuses={"redact": "it has a row for each transcript"},
    coded=False,
)

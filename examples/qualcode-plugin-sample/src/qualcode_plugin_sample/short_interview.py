"""QC290: an interview in which the participants hardly say anything."""

from collections.abc import Iterator

import numpy as np

from qualcode.checks import Check, CheckedCorpus, Remark
from qualcode.checks.check import of_corpus
from qualcode.corpus.frame import participants

FEWEST_WORDS = 20


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts whose participants say fewer words than can be coded sensibly."""
    frame = material.frame
    counted = np.where(participants(frame), frame.turn_words, 0)
    words = np.bincount(frame.turn_transcript, weights=counted, minlength=len(frame.transcripts)).astype(int)
    for transcript, number in zip(frame.transcripts, words.tolist(), strict=True):
        if number < FEWEST_WORDS:
            message = f"participants of `{transcript}` say {number} words, fewer than {FEWEST_WORDS}"
            yield Remark(message, *material.place(transcript), hint="look whether the transcript is whole")


CHECK = Check(
    code="QC290",
    name="short-interview",
    level="warning",
    reason="A few words are seldom an interview: the transcript may be cut, or its roles mistaken",
    bad="Interviewer: What is hard here?\nParticipant: Nothing.",
    good="Interviewer: What is hard here?\nParticipant: The connection. Every afternoon the signal is gone, ...",
    find=of_corpus(find),
)

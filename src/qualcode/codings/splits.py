"""Splits: which turns a command may look into, and whether somebody sits in both halves."""

from itertools import chain

import numpy as np

from qualcode.codings.coders import ALL_SPLITS as ALL_SPLITS
from qualcode.codings.coders import SPLIT, TEST, in_split, set_aside
from qualcode.corpus.build import frame as build_frame
from qualcode.corpus.frame import Frame
from qualcode.corpus.index import Indexed
from qualcode.index.arrays import Flags
from qualcode.model.finding import study_error
from qualcode.store.study import OpenStudy


def turns_left_out(study: OpenStudy, indexed: Indexed, split: str) -> Flags | None:
    """True for each turn of the corpus that must not be looked at; None where all may be, without making the frame."""
    says = [study.corpus.attributes.values(), study.corpus.respondents.values()]
    headers = (each for header in indexed.headers.values() for each in (header.attributes, header.meta))
    speakers = (speaker.attributes for own in (study.corpus.speakers, *study.corpus.transcript_speakers.values())
                for speaker in own.values())  # fmt: skip
    surveys = (piece.attributes for piece in indexed.pieces)
    if not split and not any(SPLIT in stated for stated in chain(*says, headers, speakers, surveys)):
        return None
    return np.asarray(~in_split(build_frame(study, indexed).frame, split))


def refuse_both_halves(frame: Frame) -> None:
    """Refuse a test that is none: a respondent of whom one part is set aside and the other one is tuned on.

    Raises:
        StudyError: somebody stands in both halves.
    """
    aside, known = set_aside(frame), frame.turn_respondent >= 0
    size = len(frame.respondents)
    inside, outside = (np.bincount(frame.turn_respondent[known & which], minlength=size) for which in (aside, ~aside))
    both = np.flatnonzero((inside > 0) & (outside > 0)).tolist()
    if both:
        who = ", ".join(f"`{frame.respondents[at]}`" for at in both[:5])
        more = f" and {len(both) - 5} more" if len(both) > 5 else ""
        hint = f"give all transcripts of a respondent the same `{SPLIT}` in corpus.yaml"
        raise study_error("both-halves", f"{who}{more} stands in the {TEST} half and outside of it", hint)


def about_aside(frame: Frame, split: str) -> str:
    """How many transcripts were left out since they are set aside; empty where none was."""
    aside = len(np.unique(frame.turn_transcript[set_aside(frame) & ~in_split(frame, split)]))
    if not aside or split:
        return ""
    transcripts = f"{aside} transcript{'' if aside == 1 else 's'}"
    return (
        f"{transcripts} set aside for testing {'was' if aside == 1 else 'were'} left out; --split {TEST} looks there."
    )

"""Split: set respondents aside for testing, drawn at random, and write it where the corpus keeps its attributes."""

from dataclasses import dataclass

import numpy as np

from qualcode.codings.coders import DEVELOPMENT, SPLIT, TEST
from qualcode.corpus.build import frame
from qualcode.corpus.frame import Bools, Frame, participants, people_together
from qualcode.corpus.index import index
from qualcode.corpus.split import draw_groups, with_attribute, with_column
from qualcode.model.finding import study_error
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.study import OpenStudy, in_own_languages


@dataclass(frozen=True)
class SplitReport:
    """Respondents who were set aside."""

    test: int
    """Respondents set aside for testing."""
    respondents: int
    """Respondents in all."""
    groups: int
    """Groups that could be drawn: people who share no session with others."""
    transcripts: tuple[str, ...]
    """Transcripts of the test half; of a survey that is in both halves its respondents are set aside, one by one."""
    files: tuple[str, ...]
    """Files that were written, or would be."""


@in_own_languages
def split_respondents(study: OpenStudy, share: float, seed: int = 1, *, dry_run: bool = False) -> SplitReport:
    """Draw a share of the respondents for testing, and write `split: test` or `development` for every one of them.

    People of one session are drawn together. A transcript gets the attribute in `corpus.yaml`; where a survey has
    people of both halves, each respondent gets it in `respondents.csv`.

    Raises:
        StudyError: the share is none, there is a split already, or there are not two groups that could be drawn.
    """
    if not 0 < share < 1:
        raise study_error("bad-option", f"{share:g} is not a share of the respondents", "write --split test=0.3")
    with study.writing():
        corpus = frame(study, index(study))
        columns = corpus.frame
        if SPLIT in columns.attribute_names:
            message = "this corpus has a split already, and drawing once more would move people between its halves"
            raise study_error("split-already", message, "to draw anew, take the attribute `split` out of its files")
        groups = people_together(columns)
        spoken = np.unique(groups[participants(columns) & (columns.turn_respondent >= 0)])
        test = draw_groups(columns, groups, share, seed)
        if len(spoken) < 2 or not test.any():
            message = f"{len(spoken)} group of respondents cannot be divided: all of them sat together"
            raise study_error("one-group", message, "a split needs people who share no session")
        files = _files(study, columns, test)
        for file, data in files.items():
            if not dry_run:
                write_bytes(study.layout.root / file, data)
    known = participants(columns) & (columns.turn_respondent >= 0)
    everybody, aside = (len(np.unique(columns.turn_respondent[which])) for which in (known, known & test))
    whole = [name for name, half in _whole(columns, test).items() if half == TEST]
    return SplitReport(aside, everybody, len(spoken), tuple(whole), tuple(files))


def _whole(columns: Frame, test: Bools) -> dict[str, str]:
    """Transcripts that are in one half as a whole, and which."""
    own, number = participants(columns), len(columns.transcripts)
    inside, outside = (np.bincount(columns.turn_transcript[own & half], minlength=number) > 0 for half in (test, ~test))
    return {name: TEST if aside else DEVELOPMENT
            for name, aside, free in zip(columns.transcripts, inside.tolist(), outside.tolist(), strict=True)
            if not (aside and free)}  # fmt: skip


def _files(study: OpenStudy, columns: Frame, test: Bools) -> dict[str, bytes]:
    """File -> what it says with the split."""
    layout, files = study.layout, {}
    whole = _whole(columns, test)
    if whole:
        path = layout.corpus_file(study.name)
        before = read_bytes(path).decode() if path.is_file() else "format: 1\n"
        files[layout.relative(path)] = with_attribute(before, SPLIT, whole).encode()
    divided = np.array([name not in whole for name in columns.transcripts], np.bool_)[columns.turn_transcript]
    own = divided & participants(columns) & (columns.turn_respondent >= 0)
    if own.any():
        path = layout.respondents_file(study.name)
        before = read_bytes(path).decode("utf-8-sig") if path.is_file() else "respondent\n"
        halves = {columns.respondents[columns.turn_respondent[turn]]: TEST if test[turn] else DEVELOPMENT
                  for turn in np.flatnonzero(own).tolist()}  # fmt: skip
        files[layout.relative(path)] = with_column(before, SPLIT, halves).encode()
    return files

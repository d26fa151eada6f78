"""People of a corpus as columns: the role and the respondent of each speaker."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ROLES
from qualcode.steps.speakers import Speakers, SpeakerSummary, Survey


class Made(Sequence[str]):
    """A list of names each of which is made when it is asked for."""

    def __init__(self, size: int, make: Callable[[int], str]) -> None:
        """Remember how many there are, and what makes the one at a place."""
        self._places = range(size)
        self._make = make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._make(place) for place in self._places[at]]
        return self._make(self._places[at])


@dataclass(frozen=True)
class People:
    """One value a speaker of the corpus, and the names of the respondents."""

    role: Ints
    """Index into `ROLES`."""
    labels: Sequence[str]
    """Label."""
    respondent: Ints
    """Index into `respondents`; -1: none."""
    respondents: Sequence[str]
    """Names, each once, in order of first speech."""


class _Part(NamedTuple):
    """The same for one transcript."""

    role: Ints
    labels: Sequence[str]
    respondent: Ints
    new: Sequence[str]


def people(speakers: Speakers) -> People:
    """Put the speakers of all transcripts into columns; those of surveys without looking at each."""
    parts: list[_Part] = []
    place = {"": -1}
    total = 0
    for own in speakers.transcripts:
        parts.append(_of_survey(own, total) if isinstance(own, Survey) else _of_interview(own, total, place))
        total += len(parts[-1].new)
    return People(
        role=np.concatenate([part.role for part in parts]).astype(np.int8, copy=False),
        labels=_joined([part.labels for part in parts]),
        respondent=np.concatenate([part.respondent for part in parts]).astype(np.int32, copy=False),
        respondents=_joined([part.new for part in parts]),
    )


def _of_survey(survey: Survey, total: int) -> _Part:
    """Everyone who says something is a respondent, numbered from `total`."""
    speaks = survey.words > 0
    speaking = np.flatnonzero(speaks)
    return _Part(
        role=np.full(len(survey), ROLES.index("participant"), np.int8),
        labels=Made(len(survey), lambda at: survey.labels[int(survey.label[at])]),
        respondent=np.where(speaks, np.cumsum(speaks, dtype=np.int32) + np.int32(total - 1), np.int32(-1)),
        new=Made(len(speaking), lambda at: survey.respondent(int(speaking[at]))),
    )


def _of_interview(own: Sequence[SpeakerSummary], total: int, place: dict[str, int]) -> _Part:
    """Respondents who were not met before are numbered from `total`; `place` remembers them."""
    new = [name for name in dict.fromkeys(each.respondent for each in own) if name not in place]
    place |= {name: number for number, name in enumerate(new, total)}
    return _Part(
        role=np.array([ROLES.index(each.role) for each in own], np.int64),
        labels=[each.speaker for each in own],
        respondent=np.array([place[each.respondent] for each in own], np.int64),
        new=new,
    )


def _joined(parts: Sequence[Sequence[str]]) -> Sequence[str]:
    """Lists of names one after the other; lists that are there already are simply joined."""
    if all(isinstance(part, list) for part in parts):
        return [name for part in parts for name in part]
    starts = [0, *accumulate(map(len, parts))]

    def name(at: int) -> str:
        part = bisect_right(starts, at) - 1
        return parts[part][at - starts[part]]

    return Made(starts[-1], name)

"""Who asks in a corpus: a label that returns beside people who change is an interviewer, whatever one talk shows.

A file alone often misleads: hosts chat, guests ask back. All files together show who stays and who comes once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.text.roles import UNRECOGNISED, Asking, is_numbered_voice, named_role
from qualcode.text.tokens import fold

_FEWEST = 3
"""Talks in which a label must speak before anything is concluded from its return."""
_CHANGING = 3
"""A partner changes when the label speaks in at least so many times as many talks as the partner does."""
_MOST_LABELS = 60
"""Labels from which a talk is a crowd (a chat), in which nobody's return tells much."""
_AHEAD, _BEHIND, _BESIDE = 0.08, -0.2, -0.4
"""Questions per turn by which an interviewer is ahead of changing partners, or at least not further behind: alone, and
beside another one."""
_SURE_TALKS = 5


@dataclass(frozen=True)
class _Record:
    """One label that returns, in the talks in which a partner of it changes."""

    talks: frozenset[int]
    own: Asking
    partners: Asking
    opened: int
    """How many of the talks it opens."""

    @property
    def ahead(self) -> float:
        """Questions per turn more than its changing partners ask."""
        return self.own.share - self.partners.share


def regular_interviewers(talks: Sequence[Mapping[str, Asking]]) -> dict[str, int]:
    """Labels that ask throughout a corpus -> the number of talks in which they speak.

    Args:
        talks: for each transcript its labels, the ones that nobody decided about, and how each takes part.
    """
    folded = [_folded(talk) for talk in talks]
    count = Counter(key for talk in folded for key in talk)
    records = _records(folded, count)
    sure = {key for key, record in records.items() if record.ahead >= _AHEAD}
    joined = {key for key, record in records.items() if _is_borne_out(record, [records[each] for each in sure])}
    spellings = {label for talk in talks for label in talk}
    return {label: count[key] for label in sorted(spellings) if (key := _key(label)) in sure | joined}


def _key(label: str) -> str:
    return fold(label).strip(" :.")


def _folded(talk: Mapping[str, Asking]) -> dict[str, Asking]:
    """The voices of a talk that say anything, spellings of one label together."""
    found: dict[str, Asking] = {}
    for label, own in talk.items():
        if label and label != UNRECOGNISED and own.turns and named_role(label) not in ("other", "unknown"):
            key = _key(label)
            first = own.first or (key in found and found[key].first)
            both = found[key] + own if key in found else own
            found[key] = Asking(both.spoken, both.turns, both.asked, both.said, first)
    return found if 1 < len(found) <= _MOST_LABELS else {}


def _records(talks: Sequence[Mapping[str, Asking]], count: Mapping[str, int]) -> dict[str, _Record]:
    """The labels that return, each with its changing partners in at least half of its talks."""
    met: dict[str, list[tuple[int, Asking, Asking]]] = {}
    for number, talk in enumerate(talks):
        for key, own in talk.items():
            if count[key] >= _FEWEST and not is_numbered_voice(key) and named_role(key) is None:
                met.setdefault(key, []).extend((number, own, partner) for partner in _changing(key, talk, count))
    found = {}
    for key, meetings in met.items():
        record = _record(meetings)
        if len(record.talks) >= _FEWEST and len(record.talks) * 2 >= count[key]:
            found[key] = record
    return found


def _changing(key: str, talk: Mapping[str, Asking], count: Mapping[str, int]) -> Iterator[Asking]:
    """Partners who speak in few of the talks in which this label speaks; *Informan* is somebody else in each."""
    for other, asking in talk.items():
        rare = count[other] * _CHANGING <= count[key]
        if other != key and (rare or is_numbered_voice(other) or named_role(other) == "participant"):
            yield asking


def _record(meetings: Sequence[tuple[int, Asking, Asking]]) -> _Record:
    own: dict[int, Asking] = {}
    partners = nobody = Asking(0, 0, 0, 0)
    for number, mine, partner in meetings:
        own[number] = mine
        partners = partners + partner
    opened = sum(each.first for each in own.values())
    return _Record(frozenset(own), sum(own.values(), nobody), partners, opened)


def _is_borne_out(record: _Record, sure: Sequence[_Record]) -> bool:
    """Tell whether who asks about as much as others do is an interviewer for other reasons.

    Beside a sure one it is the second host; else it opens most talks, and does not speak longer than those it asks.
    """
    if any(len(record.talks & other.talks) * 2 >= len(record.talks) for other in sure):
        return record.ahead > _BESIDE
    opens = record.opened * 2 > len(record.talks)
    likely = opens and record.own.words <= record.partners.words and record.ahead > _BEHIND
    return len(record.talks) >= _SURE_TALKS and likely

"""Who asks in a corpus: a label that returns beside people who change is an interviewer, whatever one talk shows.

A file alone often misleads: hosts chat, guests ask back. All files together show who stays and who comes once.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualcode.text.roles import TITLES, UNRECOGNISED, Asking, is_numbered_voice, named_role
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
_SELDOM = 5
"""A second host is there in at least one of so many talks of the first."""
_BESIDE_NAME = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,.*|\.")
"""What is no part of a name."""


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
    keys = _spellings(talks)
    folded = [_folded(talk, keys) for talk in talks]
    count = Counter(key for talk in folded for key in talk)
    records = _records(folded, count)
    sure = {key for key, record in records.items() if record.ahead >= _AHEAD}
    sure |= {key for label, key in keys.items() if named_role(label) == "interviewer" and _returns_as(key, count)}
    known = [records[each] for each in sure if each in records]
    known += [record for key, record in records.items() if key not in sure and _is_borne_out(record, known)]
    joined = {key for key, record in records.items() if record in known or _is_borne_out(record, known)}
    return {label: count[key] for label, key in sorted(keys.items()) if key in sure | joined}


def _returns_as(key: str, count: Mapping[str, int]) -> bool:
    """Tell whether somebody who is called an interviewer once (*Kiki (host)*) speaks under the name elsewhere, too."""
    return count[key] > 1 and named_role(key) is None and not is_numbered_voice(key)


def _spellings(talks: Sequence[Mapping[str, Asking]]) -> dict[str, str]:
    """Each label of a corpus -> the name that its spellings share.

    Case, brackets and what stands behind a comma make no other person. A shorter form (*Kiki*, *Kiki A.*, *KA*) is the
    one longer name that it can stand for, unless both speak in one talk.
    """
    plain = {label: _plain(label) for talk in talks for label in talk}
    longer_names: dict[str, list[str]] = {}
    for name in sorted({name for name in plain.values() if " " in name and name.replace(" ", "").isalpha()}):
        words = name.split()
        for short in {words[0], "".join(word[0] for word in words)}:
            longer_names.setdefault(short, []).append(name)
    together = {
        frozenset(pair)
        for talk in talks
        if len(talk) <= _MOST_LABELS
        for pair in combinations(sorted({plain[label] for label in talk}), 2)
    }
    longer: dict[str, str] = {}
    for name in set(plain.values()):
        others = longer_names.get(name.split()[0], ()) if name.replace(" ", "").isalpha() else ()
        found = [each for each in others if _shortens(name, each)] if len(others) <= _MOST_LABELS else []
        whole = [each for each in found if all(other == each or _shortens(other, each) for other in found)]
        if whole and frozenset((name, whole[0])) not in together:
            longer[name] = whole[0]
    return {label: longer.get(name, name) for label, name in plain.items()}


def _plain(label: str) -> str:
    """A name without its title, and what stands in brackets or behind a comma; the label where nothing is left."""
    key = fold(label).strip(" :.")
    words = _BESIDE_NAME.sub(" ", key).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in TITLES else words) or key


def _shortens(name: str, longer: str) -> bool:
    """Tell whether a name is a first name, a name with initials, or the initials of a longer one."""
    own, words = name.split(), longer.split()
    if name == longer or len(own) > len(words):
        return False
    if len(own) == 1 and len(name) > 1 and name == "".join(word[0] for word in words):
        return True
    return own[0] == words[0] and all(full.startswith(each) for each, full in zip(own[1:], words[1:], strict=False))


def _folded(talk: Mapping[str, Asking], keys: Mapping[str, str]) -> dict[str, Asking]:
    """The voices of a talk that say anything, spellings of one label together."""
    found: dict[str, Asking] = {}
    for label, own in talk.items():
        if label and label != UNRECOGNISED and own.turns and named_role(label) not in ("other", "unknown"):
            key = keys[label]
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

    Beside a sure one it is the second host, or where it is seldom a guest who returns; else it opens most talks, and
    does not speak longer than those it asks: in few talks not half as long.
    does not speak longer than those it asks.
    """
    beside = [other for other in sure if len(record.talks & other.talks) * 2 >= len(record.talks)]
    if any(len(record.talks) * _SELDOM >= len(other.talks) for other in beside):
        return record.ahead > _BESIDE
    if beside:
        return False
    opens = record.opened * 2 > len(record.talks)
    likely = opens and record.own.words <= record.partners.words and record.ahead > _BEHIND
    short = record.own.words * 2 <= record.partners.words
    return likely and (short or len(record.talks) >= _SURE_TALKS)

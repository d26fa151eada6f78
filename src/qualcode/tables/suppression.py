"""Suppression: what may be told of a study's respondents, decided once for all its tables and all attributes.

Redacted tables count people code by code. A count is told only where at least `SMALLEST_CELL` say the code and at least
as many do not. A code is told by an attribute only where that holds in each of its groups, and where the people of a
group could be exchanged for one another without any count told changing: what nobody can tell from the counts is who of
them it was. Why nothing else can be worked out from all tables together is shown in `docs/counting.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from qualcode.corpus.frame import Bools, Frame, Int64s
from qualcode.tables.groups import Groups, groups_by

SMALLEST_CELL = 3
"""Fewest respondents of whom anything is told."""
SMALLEST_GROUP = 2 * SMALLEST_CELL
"""Fewest respondents of a group: so many say a code, and so many do not."""
Labels = Int64s
"""The group of each person, numbered from 0."""


@dataclass(frozen=True, eq=False)
class Naming:
    """Who names what: each person and each thing that can be named, such as a code, once."""

    person: Int64s
    """Person of each pair."""
    thing: Int64s
    """What the person names."""
    things: int
    """How many things there are."""

    def counts(self, groups: Labels) -> Int64s:
        """People of each group who name each thing: shape (groups, things)."""
        size = int(groups.max(initial=-1)) + 1
        cells = np.bincount(groups[self.person] * self.things + self.thing, minlength=size * self.things)
        return cells.reshape(size, self.things)


@dataclass(frozen=True, eq=False)
class JoinedGroups:
    """The groups that an attribute makes in redacted tables: those too small stand together as one."""

    groups: Labels
    """Group of each person; the last one is that of the small ones, where there are any."""
    kept: tuple[int, ...]
    """Block of each group that stands alone, by its number in `groups_by`."""
    rest: bool
    """True: a further group holds all others."""

    def of_block(self, blocks: int) -> Labels:
        """The group of each block of `groups_by`, and at the end that of respondents in none or in several."""
        place = np.full(blocks + 1, len(self.kept))
        place[list(self.kept)] = np.arange(len(self.kept))
        return place


@dataclass(frozen=True, eq=False)
class Together:
    """Some attributes whose groups are told at the same time."""

    cells: Labels
    """For each person, those who share all these groups."""
    sizes: Int64s
    """People of each cell."""
    others: Sequence[tuple[Int64s, Int64s, Int64s]]
    """For each attribute the people whom a group and a cell have in common: group, cell, how many."""
    least: Sequence[Int64s]
    """For each attribute, how much must stay open in each group; 0 for a group that is told."""


@dataclass(frozen=True, eq=False)
class SuppressionPlan:
    """What may be told of a study's respondents."""

    frame: Frame
    """Who said what where."""
    _tried: dict[tuple[str, ...], Together] = field(default_factory=dict)

    @cached_property
    def everyone(self) -> Groups:
        """All respondents; a person is numbered by the place among them."""
        return groups_by(self.frame)

    @cached_property
    def joined(self) -> Mapping[str, JoinedGroups]:
        """The attributes that may group redacted tables: those of `corpus.yaml` in its order first."""
        names = [*(name for name in self.frame.declared if name in self.frame.attribute_names)]
        names += [name for name in self.frame.attribute_names if name not in names]
        found = {name: self._join(groups_by(self.frame, name)) for name in names}
        return {name: joined for name, joined in found.items() if joined.groups.max(initial=0) > 0}

    def _join(self, made: Groups) -> JoinedGroups:
        """Groups, the smallest joined until each is large enough; respondents of several groups are among those."""
        person = self._persons(made)
        often = np.bincount(person, minlength=self.everyone.total)
        alone = (often == 1)[person]
        block = np.full(self.everyone.total, -1)
        block[person[alone]] = made.member_block[alone]
        named = [at for at, group in enumerate(made.groups) if group is not None]
        sizes = np.bincount(block[np.isin(block, named)], minlength=len(made.groups)).tolist()
        kept = sorted(named, key=lambda at: (-sizes[at], at))
        rest, size = len(kept) < len(made.groups), self.everyone.total - sum(sizes[at] for at in kept)
        while kept and (sizes[kept[-1]] < SMALLEST_GROUP or ((rest or size) and size < SMALLEST_GROUP)):
            rest, size = True, size + sizes[kept.pop()]
        joined = JoinedGroups(block, tuple(sorted(kept)), bool(rest or size))
        return replace(joined, groups=joined.of_block(len(made.groups))[block])

    def _persons(self, made: Groups) -> Int64s:
        """The person that each member of some groups is."""
        return np.searchsorted(self.everyone.member_respondent, made.member_respondent)

    def told(self, naming: Naming) -> Bools:
        """Which things may be told of all respondents together: enough people name them, and enough do not."""
        return _enough(naming.counts(np.zeros(self.everyone.total, np.int64)), np.array([self.everyone.total]))

    def attributes(self, naming: Naming, family: Sequence[int]) -> list[str]:
        """The attributes by which a family of things is told: the first one that can be, and those that go with it."""
        chosen: list[str] = []
        for name in self.joined:
            if family and self._holds((*chosen, name), naming, family):
                chosen.append(name)
        return chosen

    def _holds(self, chosen: tuple[str, ...], naming: Naming, family: Sequence[int]) -> bool:
        """Whether things can be told by all these attributes at once."""
        for name in chosen:
            groups = self.joined[name].groups
            if not _enough(naming.counts(groups)[:, family], np.bincount(groups)).all():
                return False
        together = self._together(chosen)
        named = naming.counts(together.cells)[:, family]
        free = np.minimum(named, together.sizes[:, None] - named)
        return bool((free > 0).all()) and all(
            _open(each, together.sizes, free, least)
            for each, least in zip(together.others, together.least, strict=True)
        )

    def _together(self, chosen: tuple[str, ...]) -> Together:
        """What some attributes tell when their groups are told at the same time."""
        if chosen not in self._tried:
            labels = np.stack([self.joined[name].groups for name in chosen])
            cells = np.unique(labels, axis=1, return_inverse=True)[1].ravel()
            others, least = [], []
            for name in self.frame.attribute_names:
                made = groups_by(self.frame, name)
                group, person = made.member_block, self._persons(made)
                needed = np.minimum(made.sizes, np.minimum(self.everyone.total - made.sizes, SMALLEST_CELL))
                for each in labels:
                    needed[_made_of(group, each[person], made.sizes, np.bincount(each))] = 0
                others.append(_common(group, cells[person]))
                least.append(needed)
            self._tried[chosen] = Together(cells, np.bincount(cells), others, least)
        return self._tried[chosen]


def _enough(named: Int64s, sizes: Int64s) -> Bools:
    """For each thing, whether in every group enough people name it and enough do not."""
    enough: Bools = (np.minimum(named, sizes[:, None] - named) >= SMALLEST_CELL).all(axis=0)
    return enough


def _common(group: Int64s, cell: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """Groups and cells that have people in common, and how many."""
    width = int(cell.max(initial=0)) + 1
    pairs, often = np.unique(group * width + cell, return_counts=True)
    return pairs // width, pairs % width, often


def _made_of(group: Int64s, told: Int64s, sizes: Int64s, told_sizes: Int64s) -> Int64s:
    """The groups that consist of whole groups told: they are told with them."""
    number, of, often = _common(group, told)
    whole = np.bincount(number, np.where(often == told_sizes[of], often, 0), len(sizes))
    return np.flatnonzero(whole == sizes)


def _open(common: tuple[Int64s, Int64s, Int64s], sizes: Int64s, free: Int64s, least: Int64s) -> bool:
    """Whether enough stays open in every group.

    Of a cell with n people, of whom s name a thing, m stand in a group: by exchanging people of the cell, the number of
    those who name it in the group can be made to take min(m, s, n - m, n - s) + 1 values, and cells add up.
    """
    group, cell, many = common
    apart = np.minimum(many, sizes[cell] - many)
    return all((np.bincount(group, np.minimum(apart, each[cell]), len(least)) >= least).all() for each in free.T)

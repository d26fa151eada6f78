"""An attacker: solves published tables of codes for what they do not show, as an integer programme.

The attacker has the csv files, the codebook, and a list of all respondents with every attribute of each. Unknown is who
of them mentions which code, and how often.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array

SMALLEST = 3
"""The threshold: the attacker knows it, too."""
OTHERS = "other groups"
"""The name under which small groups stand together."""
People = frozenset[int]
Row = Mapping[str, str]


def read(data: bytes) -> list[Row]:
    """The rows of a csv file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@dataclass(frozen=True)
class Finding:
    """A count that the tables do not show, and what can be worked out of it."""

    code: str
    people: People
    low: int
    high: int

    @property
    def recovered(self) -> bool:
        """Whether the count is known exactly."""
        return self.low == self.high


class Attacker:
    """Whoever has some tables."""

    def __init__(
        self, people: Sequence[Mapping[str, str]], parents: Mapping[str, str], without_rules: Collection[str] = ()
    ) -> None:
        """`people` are the respondents' attributes; `parents` names the code above each, or nothing."""
        self.people, self.parents, self.without_rules = people, parents, without_rules
        self.published: dict[tuple[str, People], int] = {}
        self.mentions: dict[tuple[str, People], int] = {}

    @property
    def everyone(self) -> People:
        return frozenset(range(len(self.people)))

    def take(self, rows: Sequence[Row]) -> None:
        """Note the counts of a table of codes, or of one that compares groups."""
        named = {(row["by"], row["group"]) for row in rows if row.get("by")}
        for row in rows:
            if not row["respondents"]:
                continue
            people = self._group(row.get("by", ""), row.get("group", ""), named)
            assert int(row["respondents_total"]) == len(people), row
            self._note(row["code"], people, row["respondents"], row.get("mentions"))
            if row.get("other_respondents"):
                assert int(row["other_total"]) == len(self.everyone - people), row
                self._note(row["code"], self.everyone - people, row["other_respondents"], row["other_mentions"])

    def _group(self, by: str, group: str, named: Collection[tuple[str, str]]) -> People:
        if not by:
            return self.everyone
        own = {value: {at for at, one in enumerate(self.people) if one.get(by) == value} for _, value in named}
        if group == OTHERS:
            return self.everyone - {at for value, inside in own.items() for at in inside if value != OTHERS}
        return frozenset(own[group])

    def _note(self, code: str, people: People, respondents: str, mentions: str | None) -> None:
        told = self.published.setdefault((code, people), int(respondents))
        often = self.mentions.setdefault((code, people), int(mentions)) if mentions else told
        assert told == int(respondents) <= often == int(mentions or told), (code, people)

    def groups(self) -> set[People]:
        """All groups that attributes make, and single people: those who share all attributes are alike."""
        found = {self.everyone}
        for name in {name for one in self.people for name in one}:
            for value in {one.get(name) for one in self.people}:
                found.add(frozenset(at for at, one in enumerate(self.people) if one.get(name) == value))
        return {group for group in found if group} | {frozenset({min(alike)}) for alike in self.alike()}

    def alike(self) -> list[People]:
        """People who share all attributes."""
        found = defaultdict(set)
        for at, one in enumerate(self.people):
            found[tuple(sorted(one.items()))].add(at)
        return [frozenset(people) for people in found.values()]

    def solve(self) -> Iterator[Finding]:
        """What is known of each count that no table shows, where it can be less open than it was before."""
        families = {frozenset(self._family(code)) for code in self.parents}
        for family in families:
            if any(name in family for name, _ in self.published):  # else no table says anything of it
                hidden = [(code, group) for code in family for group in self.groups() if not self._shown(code, group)]
                yield from _Programme(self, family).solve(hidden) if hidden else ()

    def _shown(self, code: str, group: People) -> bool:
        """Whether a table shows the count of the same people, or of groups of one attribute that they consist of."""
        told = {people for name, people in self.published if name == code and people <= group}
        for name in {name for one in self.people for name in one} | {""}:
            own = {people for people in told if self._is_of(people, name)}
            if own and frozenset().union(*own) == group:
                return True
        return False

    def _is_of(self, people: People, name: str) -> bool:
        """Whether some people are a group of an attribute: nobody else has their values."""
        if not name:
            return people == self.everyone
        inside = {self.people[at].get(name) for at in people}
        return not any(one.get(name) in inside for at, one in enumerate(self.people) if at not in people)

    def _family(self, code: str) -> set[str]:
        top = code
        while self.parents[top] in self.parents:
            top = self.parents[top]
        found = {top}
        while more := {one for one, above in self.parents.items() if above in found} - found:
            found |= more
        return found


class _Programme:
    """The published counts of one family of codes as an integer programme.

    Unknown is, for people who share all attributes and each code, how many of them name it. That is the same as one
    unknown for each respondent and code: sets of these sizes can always be found, children inside parents. How often
    each names it tells no more: any one of them may have named it oftener.
    """

    def __init__(self, attacker: Attacker, family: Collection[str]) -> None:
        self.codes, self.profiles = sorted(family), attacker.alike()
        self.width = len(self.profiles) * len(self.codes)
        self.rows: list[dict[int, int]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for (code, people), respondents in attacker.published.items():
            if code in family:
                inside = [number for number, alike in enumerate(self.profiles) if alike <= people]
                self._add({self._names(one, code): 1 for one in inside}, respondents, respondents)
        for one, code in product(range(len(self.profiles)), self.codes):
            named, children = self._names(one, code), [each for each in self.codes if attacker.parents[each] == code]
            for child in children:
                self._add({named: 1, self._names(one, child): -1}, 0, np.inf)
            if children and code in attacker.without_rules:
                self._add({named: -1, **{self._names(one, child): 1 for child in children}}, 0, np.inf)
        place = [(row, column) for row, each in enumerate(self.rows) for column in each]
        values = [value for each in self.rows for value in each.values()]
        self.matrix = csr_array((values, tuple(zip(*place, strict=True))), (len(self.rows), self.width))
        self.upper = np.tile([len(alike) for alike in self.profiles], len(self.codes))

    def _names(self, one: int, code: str) -> int:
        return self.codes.index(code) * len(self.profiles) + one

    def _add(self, row: dict[int, int], low: float, high: float) -> None:
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def solve(self, hidden: Sequence[tuple[str, People]]) -> Iterator[Finding]:
        """How many of each group can name a code, at least and at most; one person stands for those who are alike."""
        inside = [[number for number, alike in enumerate(self.profiles) if alike & group] for _, group in hidden]
        asked = [[self._names(one, code) for one in some] for (code, _), some in zip(hidden, inside, strict=True)]
        least, most = self._extremes(asked, 1), self._extremes(asked, -1)
        for (code, group), some, low, high in zip(hidden, inside, least, most, strict=True):
            others = sum(len(self.profiles[number]) for number in some) - len(group)
            yield Finding(code, group, max(0, low - others), min(len(group), high))

    def _extremes(self, asked: Sequence[Sequence[int]], sign: int) -> list[int]:
        """The smallest (1) or largest (-1) sum of some unknowns each: the programme once for each, side by side."""
        cost = np.zeros((len(asked), self.width))
        for at, unknowns in enumerate(asked):
            cost[at, unknowns] = sign
        found = milp(
            cost.ravel(),
            constraints=LinearConstraint(
                block_diag([self.matrix] * len(asked)), np.tile(self.low, len(asked)), np.tile(self.high, len(asked))
            ),
            bounds=Bounds(0, np.tile(self.upper, len(asked))),
            integrality=np.ones(cost.size),
            options={"mip_rel_gap": 0, "presolve": False},  # HiGHS 1.12 loses solutions when it presolves
        )
        assert found.success, found.message
        sums = (cost * found.x.reshape(cost.shape)).sum(axis=1)
        return [sign * round(each) for each in sums.tolist()]


def narrowed(finding: Finding, total: int) -> bool:
    """Whether a hidden count keeps fewer values than the threshold asks for, or than its group has."""
    least = min(SMALLEST, len(finding.people), total - len(finding.people) or SMALLEST)
    return finding.high - finding.low < least

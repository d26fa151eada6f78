"""Cells: what a table says, column by column, in the words of people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qualcode.model.table import Column, Table
from qualcode.model.translation import TRANSLATION_COLUMN
from qualcode.printed.headings import HEADINGS, INTERVALS, PER, Heading
from qualcode.printed.numbers import LARGE_N, NO_NUMBER, Writing, exact_shares, shown_decimals, written_values
from qualcode.tables.matrix import COUNT
from qualcode.tables.statistics import score_interval

NEVER_MENTIONED = "·"
"""What stands in a matrix for a code that a respondent never mentions: the others are seen."""
_TOTALS = ("respondents_total", "other_total", "codes_total")
_OF_CODES = ("codes",)
_PERSONAL = ("respondent",)
_LISTS = ("forms", "rules", "languages", "places", "transcript", "session", "core", "terms", "common_terms")
"""Columns of texts that may hold several, joined by `;`."""


@dataclass(frozen=True, eq=False)
class PageCells:
    """A table's columns as texts for readers."""

    table: Table
    """The exact table."""

    @cached_property
    def how(self) -> Writing:
        """Language and style."""
        return Writing(self.table.language, self.table.page.style)

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """Name -> column."""
        return {column.name: column for column in self.table.columns}

    @cached_property
    def by(self) -> str:
        """Attribute of the groups; empty: none."""
        named = self.table.data["by"] if "by" in self.column else ()
        return str(named[0] or "") if len(named) else ""

    @cached_property
    def whole(self) -> bool:
        """Whether percentages are written without decimals: nobody counts fewer than one point of them."""
        numbers = [value for name in _TOTALS if name in self.column for value in self.table.data[name] if value]
        return max(numbers, default=LARGE_N) < LARGE_N

    def heading_of(self, name: str) -> Heading:
        """The heading of a column, as the catalogues key it; that of a column named after a code or attribute too."""
        if name in HEADINGS:
            return HEADINGS[name]
        column, words = self.column[name], self.table.page.words
        if name.startswith(TRANSLATION_COLUMN):
            return Heading(column.heading, "quote")
        code = name.removesuffix(COUNT)
        called = words.short.get(code) or words.attributes.get(name) or column.heading.removesuffix(" (n)")
        return Heading(called or name.replace("_", " ").strip().capitalize(), "count" if code != name else "")

    def heading(self, name: str) -> str:
        """What stands over a column, in the language of the table."""
        found = self.heading_of(name).text
        return self.how.say(found) if name in HEADINGS else found

    def numbers(self, name: str) -> Sequence[Any]:
        """The numbers of a column, shares and their intervals worked out anew from what they are made of."""
        places = self.places(name)
        if name in PER and all(each in self.column for each in PER[name]):
            parts, totals = (self.table.data[each] for each in PER[name])
            made: Sequence[Any] = exact_shares(parts, totals, places)
        elif name in INTERVALS and all(each in self.column for each in INTERVALS[name][:2]):
            made = self._ends(name)
        else:
            return self.table.data[name]
        # what the exact table does not tell (too few people, a whole of 0) is not told here
        return [None if exact is None else value for exact, value in zip(self.table.data[name], made, strict=True)]

    def _ends(self, name: str) -> list[float | None]:
        part, total, end = INTERVALS[name]
        pairs = zip(self.table.data[part], self.table.data[total], strict=True)
        return [100 * score_interval(a, n)[end] if a is not None and n else None for a, n in pairs]

    def places(self, name: str) -> int:
        """Decimals of a column of numbers."""
        column = self.column[name]
        exact = name in PER or name in INTERVALS  # others are rounded in the table already: not twice
        return shown_decimals(column, self.heading_of(name), self.table.data[name], whole=self.whole and exact)

    def texts(self, name: str) -> list[str]:
        """The cells of a column."""
        column = self.column[name]
        if column.type == "string":
            called = self._called(name)
            return written_values(
                column, self.heading_of(name), [called(value) for value in self.table.data[name]], self.how
            )
        exact = name in PER or name in INTERVALS
        texts = written_values(column, self.heading_of(name), self.numbers(name), self.how, whole=self.whole and exact)
        return [NEVER_MENTIONED if text == "0" else text for text in texts] if name.endswith(COUNT) else texts

    def _called(self, name: str) -> Callable[[Any], Any]:
        """How the values of a column of texts are called."""
        words = self.table.page.words
        if name in _PERSONAL:
            return lambda value: words.aliases.get(value, value) or NO_NUMBER
        if name in ("group", "other"):
            return lambda value: self.group(value) if value else value
        if name == "by":
            return lambda value: words.attributes.get(value, value)
        if name in _OF_CODES:
            return lambda value: ", ".join(words.short.get(code, code) for code in (value or "").split(";"))
        if name == "parent":
            return lambda value: words.short.get(value, value)
        if name in _LISTS:
            return lambda value: (value or "").replace(";", ", ")
        one = words.one.get(name, {})
        return lambda value: ", ".join(one.get(each, each) for each in value.split(";")) if one and value else value

    def group(self, value: str | None) -> str:
        """What a group is called."""
        if value is None:
            return self.how.say("no value")
        return self.table.page.words.groups.get(self.by, {}).get(value, value)

    def constant(self, name: str) -> Any:
        """The one value of a column; None where it has several or is not there."""
        values = set(self.table.data[name]) if name in self.column else set()
        return values.pop() if len(values) == 1 else None

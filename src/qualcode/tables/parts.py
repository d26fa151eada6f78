"""Parts of tables: what is counted shard by shard and then added up, so that only one shard is looked at at a time.

A part holds sums by key, and rows in the order of the text. What somebody says in several shards has one key and is
added up, so that respondents and sessions count once. Shares, ranks, medians and the order of rows come when all parts
are together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.index.arrays import Ints

if TYPE_CHECKING:
    from qualcode.tables.kind import TableOptions
    from qualcode.tables.redaction import Made


@dataclass(frozen=True, eq=False)
class KeySums:
    """Sums by key."""

    keys: Int64s
    """Each key once, in order, none below zero."""
    sums: Int64s
    """Shape (keys, numbers)."""

    @classmethod
    def of(cls, keys: Ints, *numbers: Ints) -> "KeySums":
        """Add up numbers by key; without any, how often each key is there."""
        if not numbers:
            numbers = (np.ones(len(keys), np.int64),)
        size = int(keys.max(initial=-1)) + 1
        if size <= _ROOM * len(keys):  # a place for each key there may be: no need to sort ten million
            there = np.flatnonzero(np.bincount(keys, minlength=size))
            sums = [np.bincount(keys, each, size)[there].astype(np.int64) for each in numbers]
            return cls(there, np.column_stack(sums))
        return cls._sorted(keys.astype(np.int64, copy=False), np.column_stack(numbers).astype(np.int64))

    @classmethod
    def _sorted(cls, keys: Int64s, sums: Int64s) -> "KeySums":
        if (keys[1:] < keys[:-1]).any():
            order = np.argsort(keys, kind="stable")
            keys, sums = keys[order], sums[order]
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
        return cls(keys[first], np.add.reduceat(sums, first) if len(first) else sums)

    @classmethod
    def added(cls, several: Sequence["KeySums"]) -> "KeySums":
        """All sums of several tallies of the same numbers."""
        keys, sums = (np.concatenate([getattr(each, name) for each in several]) for name in ("keys", "sums"))
        return cls._sorted(keys, sums)


_ROOM = 4
"""Keys that may be there for each that is."""


@dataclass(frozen=True, eq=False)
class ListedRows:
    """Rows of a table in the order of the text, column by column."""

    columns: Mapping[str, Sequence[Any]]
    """Name -> values."""
    words: Callable[[], Mapping[str, Sequence[Any]]] = dict
    """Fetches the columns that hold participants' words."""

    def fetched(self) -> "ListedRows":
        """The rows with these words."""
        return ListedRows({**self.columns, **self.words()})

    @classmethod
    def added(cls, several: Sequence["ListedRows"]) -> "ListedRows":
        """The rows of several parts, one part after the other."""
        return cls({name: [each for rows in several for each in rows.columns[name]] for name in several[0].columns})


TablePart = Mapping[str, KeySums | ListedRows]
"""What was counted of a shard, by names that the table knows."""


def merge_parts(parts: Iterable[TablePart]) -> TablePart:
    """Add up the parts of a table, given in the order of the text; the sum is a part, too."""
    waiting = list[TablePart]()
    for part in parts:
        waiting.append(part)
        if len(waiting) == _AT_ONCE:
            waiting = [_added(waiting)]
    return _added(waiting)


_AT_ONCE = 16
"""Parts that wait in memory before they are added up."""


def _added(parts: Sequence[TablePart]) -> TablePart:
    return parts[0] if len(parts) == 1 else {name: _of_one(name, parts) for name in parts[0]}


def _of_one(name: str, parts: Sequence[TablePart]) -> KeySums | ListedRows:
    several: Sequence[Any] = [part[name] for part in parts]
    added: KeySums | ListedRows = type(several[0]).added(several)
    return added


def sums_of(part: TablePart, name: str) -> KeySums:
    """The sums of this name."""
    found = part[name]
    if not isinstance(found, KeySums):
        raise TypeError(f"`{name}` are rows")
    return found


def listed_columns(part: TablePart, name: str) -> Mapping[str, Sequence[Any]]:
    """The rows of this name, column by column."""
    found = part[name]
    if not isinstance(found, ListedRows):
        raise TypeError(f"`{name}` are sums")
    return found.columns


@dataclass(frozen=True)
class Divided:
    """How a table is made that can be counted shard by shard; of a whole corpus it is made of one part."""

    count: "Callable[[Frame, Codings, TableOptions], TablePart]"
    """Counts the turns of a frame. Respondents, transcripts, sessions and values are numbered through the corpus."""
    finish: "Callable[[Frame, Codings, TableOptions, TablePart], Made]"
    """Makes the table of the sum of all parts; of frame and codings it takes names only."""
    lists: bool = False
    """True: a part holds names and words, not only numbers."""

    def part(self, frame: Frame, codings: Codings, options: "TableOptions", *, words: bool) -> TablePart:
        """What is counted, and where somebody wants them the words of what is listed."""
        counted = self.count(frame, codings, options)
        lists = {name: each for name, each in counted.items() if isinstance(each, ListedRows)}
        return {
            **counted,
            **{name: each.fetched() if words else ListedRows(each.columns) for name, each in lists.items()},
        }

    def __call__(self, frame: Frame, codings: Codings, options: "TableOptions") -> "Made":
        """The table of a whole corpus."""
        return self.finish(frame, codings, options, self.part(frame, codings, options, words=True))

"""Long lists whose items are made when they are asked for: texts kept as bytes, and others."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, TypeVar, overload

Item = TypeVar("Item", covariant=True)


class LazyList(Sequence[Item]):
    """A list whose items are made when they are asked for."""

    item: Callable[[Any], Item]
    """Makes the item with a place, from 0."""

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        places = range(len(self))[at]
        return [self.item(place) for place in places] if isinstance(places, range) else self.item(places)


class LazyNames(LazyList[str]):
    """A list of names each of which is made when it is asked for."""

    def __init__(self, size: int, make: Callable[[int], str]) -> None:
        """Remember how many there are, and what makes the one at a place."""
        self._size = size
        self.item = make

    def __len__(self) -> int:
        return self._size


def joined_names(parts: Sequence[Sequence[str]]) -> Sequence[str]:
    """Lists of names one after the other, none of which is looked at; plain lists are simply joined."""
    if all(isinstance(part, list) for part in parts):
        return [name for part in parts for name in part]
    starts = [0, *accumulate(map(len, parts))]

    def name(at: int) -> str:
        part = bisect_right(starts, at) - 1
        return parts[part][at - starts[part]]

    return LazyNames(starts[-1], name)


class TextList(Sequence[str]):
    """A list of texts that costs nothing to open: a million labels on disk are looked at only where a table needs them.

    Args:
        data: UTF-8 bytes of all texts, one after the other.
        offsets: place in `data` at which each begins, and the length of `data` at the end: one value more than texts.
        gap: bytes after each text that are no part of it, such as the end of a line.
    """

    def __init__(self, data: Any, offsets: Any, gap: int = 0) -> None:
        """Keep views of two buffers: bytes, and whole numbers."""
        self.data, self.offsets, self._gap = data, offsets, gap
        self._data = memoryview(data)
        self._offsets = memoryview(offsets)  # its items are plain numbers, and cheaper than those of an array

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            low, high, step = at.indices(len(self))
            return list(self._run(low, max(low, high)))[::step] if step > 0 else list(self)[at]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):  # an offset counted from the end would be taken for one
            raise IndexError(at)
        return str(self._data[self._offsets[place] : self._offsets[place + 1] - self._gap], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return self._run(0, len(self))

    def _run(self, low: int, high: int) -> Iterator[str]:
        """The texts from one place to another."""
        offsets = self._offsets[low : high + 1].tolist()
        data, base = self._data[offsets[0] : offsets[-1]].tobytes(), offsets[0]
        gap = base + self._gap
        if data.isascii():  # bytes and characters are the same: decode once
            text = data.decode()
            return (text[start - base : end - gap] for start, end in pairwise(offsets))
        return (data[start - base : end - gap].decode() for start, end in pairwise(offsets))

    @classmethod
    def of(cls, texts: Sequence[str]) -> "TextList":
        """A list of texts in this form; one that has it already is taken as it is."""
        if isinstance(texts, cls):
            return texts
        joined = "".join(texts)
        sizes = map(len, texts if joined.isascii() else map(str.encode, texts))
        return cls(joined.encode(), array("q", accumulate(sizes, initial=0)))

    @property
    def whole(self) -> bool:
        """Whether the data hold these texts and nothing else."""
        ends = self._offsets[0], self._offsets[len(self)]
        return not self._gap and ends == (0, len(self._data))

    def holding(self, part: str) -> list[int]:
        """Places of the texts that hold a part: one search through all of them, far faster than one after the other."""
        data, offsets, wanted = self._whole, self._offsets, part.encode()
        found, at = [], data.find(wanted)
        while at >= 0:
            place = bisect_right(offsets, at) - 1
            end = offsets[place + 1] - self._gap
            inside = at + len(wanted) <= end  # else it is the end of one text and the beginning of the next
            if inside:
                found.append(place)
            at = data.find(wanted, end if inside else at + 1)
        return found

    @cached_property
    def _whole(self) -> bytes:
        return self._data.tobytes()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none either

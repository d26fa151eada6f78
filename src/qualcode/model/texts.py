"""Texts: a long list of short texts kept as bytes, each made when it is asked for."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, overload


class Texts(Sequence[str]):
    """A list of texts that costs nothing to open: a million labels on disk are looked at only where a table needs them.

    Args:
        data: UTF-8 bytes of all texts, one after the other.
        offsets: place in `data` at which each begins, and the length of `data` at the end: one value more than texts.
        gap: bytes after each text that are no part of it, such as the end of a line.
    """

    __slots__ = ("_data", "_gap", "_offsets", "data", "offsets")

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
            return [self[each] for each in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        return str(self._data[self._offsets[place] : self._offsets[place + 1] - self._gap], "utf-8")

    def __iter__(self) -> Iterator[str]:
        data, offsets, gap = self._data.tobytes(), self._offsets.tolist(), self._gap
        if data.isascii():  # bytes and characters are the same: decode once
            text = data.decode()
            return (text[start : end - gap] for start, end in pairwise(offsets))
        return (data[start : end - gap].decode() for start, end in pairwise(offsets))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none either

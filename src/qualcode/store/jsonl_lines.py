"""Lines of a survey as lines of a transcript file: put together in columns, no record for each of a million."""

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from qualcode.model import Lines
from qualcode.model.texts import Texts
from qualcode.store.arrow import flags_at, strings, texts_array, whole_numbers
from qualcode.store.columns import Numbers, numerals

_STRETCH = 1 << 20
"""Bytes of text put together in one go."""
_ESCAPED = bytes(byte in b'"\\' or (byte < 32 and byte != ord("\n")) for byte in range(256))
"""One for each byte that JSON writes otherwise; LF only ends lines here."""


def encoded(lines: Lines) -> Iterator[bytes]:
    """The same bytes as those of the turns one by one, some lines at a time."""
    data, starts = memoryview(lines.texts.data), np.asarray(lines.texts.offsets, np.int64)
    low = 0
    while low < len(lines):
        high = max(low + 1, int(np.searchsorted(starts, starts[low] + _STRETCH)) - 1)
        yield _together(
            data[starts[low] : starts[high]], starts[low : high + 1] - starts[low], lines.numbers[low:high], low
        )
        low = high


def _together(data: memoryview, starts: Numbers, numbers: Any, before: int) -> bytes:
    """Some lines, of which so many stand before."""
    from pyarrow import compute

    turn = texts_array(numerals(range(before + 1, before + len(starts))))
    number = turn if isinstance(numbers, range) and numbers[0] == before + 1 else texts_array(numerals(numbers))
    parts = (
        '{"turn":',
        turn,
        ',"speaker":"',
        number,
        '","text":"',
        _texts(data, starts),
        '","place":"line ',
        number,
        '"}\n',
    )
    arrays = [texts_array(_listed([part.encode()]))[0] if isinstance(part, str) else part for part in parts]
    joined = compute.binary_join_element_wise(*arrays, texts_array(_listed([b""]))[0])
    return memoryview(joined.buffers()[2])[: np.frombuffer(joined.buffers()[1], np.int32)[len(joined)]].tobytes()


def _texts(data: memoryview, starts: Numbers) -> Any:
    """The text of each line as JSON writes it, without its quotation marks."""
    from pyarrow import compute

    edges = np.repeat(starts, 2)[1:-1].astype(np.int32)
    edges[1::2] -= 1  # texts and line ends in turn, of which the texts are taken
    both = strings(data, edges)
    texts = both.take(whole_numbers(np.arange(0, len(both), 2)))
    odd = np.flatnonzero(np.frombuffer(data.tobytes().translate(_ESCAPED), np.bool_))
    if not len(odd):
        return texts
    lines = np.searchsorted(starts, odd, side="right") - 1
    lines = lines[np.diff(lines, prepend=-1) > 0]
    written = [msgspec.json.encode(str(data[starts[at] : starts[at + 1] - 1], "utf-8"))[1:-1] for at in lines.tolist()]
    return compute.replace_with_mask(texts, flags_at(lines, len(texts)), texts_array(_listed(written)))


def _listed(texts: list[bytes]) -> Texts:
    return Texts(b"".join(texts), np.cumsum([0, *map(len, texts)], dtype=np.int64))

"""Words: slices of the turns' texts, taken only when a table is written."""

from collections.abc import Callable, Iterable

from qualcode.tables.frame import Codings, Ints, Longs

Text = Callable[[int], str]
JOIN = " | "


def slices(text: Text, turn: Ints | Longs, start: Ints | Longs, end: Ints | Longs) -> list[str]:
    """The text of each turn from start to end; each turn's text is fetched once where its rows stand together."""
    made: list[str] = []
    now, words = -1, ""
    for where, first, last in zip(turn.tolist(), start.tolist(), end.tolist(), strict=True):
        if where != now:
            now, words = where, text(where)
        made.append(words[first:last])
    return made


def matched(text: Text, codings: Codings, rows: Longs) -> list[str | None]:
    """The matched words of each coding in the order of the text, overlapping hits as one; None where there are none."""
    offsets = codings.matched_offsets.tolist()
    starts, ends = codings.matched_start.tolist(), codings.matched_end.tolist()
    made: list[str | None] = []
    now, words = -1, ""
    for row, where in zip(rows.tolist(), codings.turn[rows].tolist(), strict=True):
        if where != now:
            now, words = where, text(where)
        hits = range(offsets[row], offsets[row + 1])
        spans = merged((starts[hit], ends[hit]) for hit in hits)
        made.append(JOIN.join([words[start:end] for start, end in spans]) or None)
    return made


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans, those that overlap or follow without a gap put together."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made

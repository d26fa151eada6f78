"""Corrected words: where a span of a turn stands after its turn was corrected."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from qualcode.agreement.place import find, trimmed
from qualcode.text.resemblance import distance

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SLIPS, _SHARE = 2, 5
"""Letters that may differ in any span, or one in so many of a longer one; never half of it."""
_MOST_LETTERS = 300
"""Letters of a change that is still a correction."""


def corrected(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of an old turn in the new one; None where that is not certain.

    All of a turn stays all of it. A part must begin and end beside words that did not change, differ by a few letters,
    and stand as often in the new turn as its words did in the old one.
    """
    start, end = trimmed(old, start, end)
    if (start, end) == trimmed(old, 0, len(old)):
        low, high = trimmed(new, 0, len(new))
        return (low, high) if low < high else None
    span = _between_words(old, new, start, end)
    if span is None:
        return None
    was, now = old[start:end], new[span[0] : span[1]]
    same_number = len(find(was, [(0, old)])) == len(find(now, [(0, new)]))
    return span if same_number and _slips(was, now) else None


def _between_words(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """The span from its first to its last word, found by these or by the words around them."""
    one, other = (list(_TOKEN.finditer(text)) for text in (old, new))
    first = next((at for at, token in enumerate(one) if token.start() == start), None)
    last = next((at for at, token in enumerate(one) if token.end() == end), None)
    if first is None or last is None or not other:
        return None
    words, again = ([token[0] for token in tokens] for tokens in (one, other))
    blocks = SequenceMatcher(None, words, again, autojunk=False).get_matching_blocks()
    known = {block.a + at: block.b + at for block in blocks for at in range(block.size)}
    low, high = _edge(known, first, -1, -1), _edge(known, last, 1, len(one))
    low = 0 if low is None and first == 0 else low
    high = len(other) - 1 if high is None and last == len(one) - 1 else high
    if low is None or high is None or low > high:
        return None
    return other[low].start(), other[high].end()


def _edge(known: Mapping[int, int], at: int, outward: int, border: int) -> int | None:
    """The new word at the edge of a span: its own, or the one inside two neighbours (or one, at the turn's border)."""
    if at in known and (at + outward == border or at + outward in known or at - outward in known):
        return known[at]
    beside = at + outward
    if beside in known and (beside + outward == border or beside + outward in known):
        return known[beside] - outward
    return None


def _slips(was: str, now: str) -> bool:
    """Whether two texts differ by a few letters; white space does not count."""
    one, other = (" ".join(text.split()) for text in (was, now))
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if max(len(one), len(other)) > _MOST_LETTERS:
        return False
    slips = distance(one, other)
    return slips <= max(_SLIPS, len(was) // _SHARE) and 2 * slips < len(was)


def change(was: str, now: str, around: int = 24) -> tuple[str, str]:
    """Two texts cut to what differs and a little around it, for people to look at."""
    shorter = min(len(was), len(now))
    low = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    most = shorter - low
    high = next((at for at in range(most) if was[-1 - at] != now[-1 - at]), most)
    return _cut(was, low - around, len(was) - high + around), _cut(now, low - around, len(now) - high + around)


def _cut(text: str, start: int, end: int) -> str:
    left, right = "…" if start > 0 else "", "…" if end < len(text) else ""
    return f"{left}{text[max(0, start) : end]}{right}"

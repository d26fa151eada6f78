"""Places of quotes in transcripts, and how turns and spans of an old version map to a corrected one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from qualcode.model.coding import PersonCoding
from qualcode.model.transcript import Turn
from qualcode.store.hashing import sha256_bytes
from qualcode.text.tokens import APOSTROPHES, HYPHENS, distance

QuoteSpan = tuple[int, int, int]
"""Turn, first code point, code point after the last one."""
_ALIKE = {
    **dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]"),
    **{mark: f"[{re.escape(HYPHENS)}–—]" for mark in HYPHENS},
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
}
"""Characters that spreadsheets and word processors replace by one another."""


def find_quote(quote: str, turns: Iterable[tuple[int, str]]) -> list[QuoteSpan]:
    """All places of a quote in some turns; white space and styles of quotation marks do not matter."""
    words = quote.split()
    least = sum(map(len, words)) + len(words) - 1
    turns = [(turn, text) for turn, text in turns if len(text) >= least]
    if not words or not turns:
        return []
    pattern = re.compile(r"\s+".join("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words))
    return [(turn, match.start(), match.end()) for turn, text in turns for match in pattern.finditer(text)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def around(text: str, start: int, end: int, width: int) -> Sequence[str]:
    """The words of a span, and up to `width` characters before and after it."""
    return text[start:end], text[max(0, start - width) : start], text[end : end + width]


_MOST = 2000
"""Most turns between the first and the last change that are aligned; of more, only those before and after are."""
_MOST_PAIRS = 2500
"""Most pairs of turns that are compared in one changed stretch."""
_KNOWN_WORDS = 3
"""Fewest words of a turn by which a stretch is recognised."""
_WORDS, _LETTERS = 0.5, 0.75
"""Least share of the words, or of the letters of a short turn, that a corrected turn keeps."""
_SHORT = 200


def align_turns(old: Sequence[Turn], new: Sequence[Turn]) -> dict[int, int]:
    """Align the turns of two versions: number of each old turn -> number of the new one; uncertain pairs are left out.

    Certain are equal turns before the first change and after the last one; between them, equal stretches with a turn
    that occurs only once; and between those, turns of the same speaker that keep most of their words, if no other one
    could be meant.
    """
    one, other = ([(turn.speaker, turn.text) for turn in turns] for turns in (old, new))
    low, high = _common_ends(one, other)
    pairs = [(at, at) for at in range(low)]
    pairs += [(len(one) - at, len(other) - at) for at in range(1, high + 1)]
    a, b = old[low : len(old) - high], new[low : len(new) - high]
    if max(len(a), len(b)) <= _MOST:
        pairs += [(low + i, low + j) for i, j in _between(a, b)]
    return {old[i].turn: new[j].turn for i, j in sorted(pairs)}


def _common_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many items at the beginning, and then at the end, two sequences have in common."""
    shorter = min(len(one), len(other))
    low = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = shorter - low
    return low, next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)


def _between(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Pairs between the first and the last change."""
    one, other = ([(turn.speaker, turn.text) for turn in turns] for turns in (old, new))
    often, again = Counter(one), Counter(other)
    once = {key for key in one if often[key] == 1 == again[key] and len(key[1].split()) >= _KNOWN_WORDS}
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()  # the last one is empty
    i = j = 0
    for block in blocks:
        if block.size and not once.intersection(one[block.a : block.a + block.size]):
            continue
        yield from ((i + a, j + b) for a, b in _corrected(old[i : block.a], new[j : block.b]))
        yield from ((block.a + at, block.b + at) for at in range(block.size))
        i, j = block.a + block.size, block.b + block.size


def _corrected(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Pairs in a stretch that changed."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    if [turn.speaker for turn in old] == [turn.speaker for turn in new]:
        yield from ((at, at) for at in range(len(old)) if may_be_corrected(old[at].text, new[at].text))
        return
    may = [
        (i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if one.speaker == other.speaker and may_be_corrected(one.text, other.text)
    ]
    for i, j in may:  # no other turn could be meant, and none changed places
        if all((i < a) == (j < b) and (i > a) == (j > b) for a, b in may if (a, b) != (i, j)):
            yield i, j


def may_be_corrected(one: str, other: str) -> bool:
    """Whether one text may be a correction of the other."""
    if one == other or SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _WORDS:
        return True
    short = max(len(one), len(other)) <= _SHORT
    return short and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LETTERS


CONTEXT = 32
"""Characters kept before and after a quote."""
ANCHOR_FIELDS = ("turn", "start", "end", "quote", "prefix", "suffix", "turn_sha256")
"""Fields that anchor a line to words."""


def anchor(text: str, start: int, end: int) -> dict[str, Any]:
    """The fields that anchor a line to a span of its turn: place, quote, context, and a hash of the turn's text."""
    quote, prefix, suffix = around(text, start, end, CONTEXT)
    own = {"start": start, "end": end, "quote": quote, "prefix": prefix, "suffix": suffix}
    return {**own, "turn_sha256": sha256_bytes(text.encode())}


def stands(coding: PersonCoding, text: str) -> bool:
    """Whether the quote is at its place in the text of its turn, in its context.

    A short quote such as *iya* may occur at the same place of another answer; the context tells them apart.
    """
    return text[coding.start : coding.end] == coding.quote and _context_holds(coding, text)


def _context_holds(coding: PersonCoding, text: str) -> bool:
    """Whether the stored context is still there; codings without a hash have none."""
    if not coding.turn_sha256:
        return True
    before, after = text[max(0, coding.start - CONTEXT) : coding.start], text[coding.end : coding.end + CONTEXT]
    return (before, after) == (coding.prefix, coding.suffix)


_TOKEN = re.compile(r"\w+|[^\w\s]")
_SLIPS, _SHARE = 2, 5
"""Letters that may differ in any span, or one letter in so many of a longer span; never half of it."""
_MOST_LETTERS = 300
"""Most letters of a change that counts as a correction."""


def map_span(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Map a span of an old turn to the new one; None if that is uncertain.

    A span of the whole turn maps to the whole new turn. A part must begin and end next to unchanged words, differ by a
    few letters only, and occur as often in the new turn as the old words did in the old one.
    """
    start, end = trimmed(old, start, end)
    if (start, end) == trimmed(old, 0, len(old)):
        low, high = trimmed(new, 0, len(new))
        return (low, high) if low < high else None
    span = _between_words(old, new, start, end)
    if span is None:
        return None
    was, now = old[start:end], new[span[0] : span[1]]
    same_number = len(find_quote(was, [(0, old)])) == len(find_quote(now, [(0, new)]))
    return span if same_number and _slips(was, now) else None


def _between_words(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """The new span, found by its first and last word or by the words around them."""
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
    """The new word at the edge of a span: the same, or the one inside two unchanged neighbours (one at a border)."""
    if at in known and (at + outward == border or at + outward in known or at - outward in known):
        return known[at]
    beside = at + outward
    if beside in known and (beside + outward == border or beside + outward in known):
        return known[beside] - outward
    return None


def _slips(was: str, now: str) -> bool:
    """Whether two texts differ by a few letters; white space does not count."""
    one, other = (" ".join(text.split()) for text in (was, now))
    low, high = _common_ends(one, other)
    one, other = one[low : len(one) - high], other[low : len(other) - high]
    if max(len(one), len(other)) > _MOST_LETTERS:
        return False
    slips = distance(one, other)
    return slips <= max(_SLIPS, len(was) // _SHARE) and 2 * slips < len(was)


def changed_part(was: str, now: str, around: int = 24) -> tuple[str, str]:
    """Two texts cut to their difference with a little context, to show to people."""
    low, high = _common_ends(was, now)
    return _cut(was, low - around, len(was) - high + around), _cut(now, low - around, len(now) - high + around)


def _cut(text: str, start: int, end: int) -> str:
    left, right = "…" if start > 0 else "", "…" if end < len(text) else ""
    return f"{left}{text[max(0, start) : end]}{right}"

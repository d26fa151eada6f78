"""Positions in a text: what a program's numbers count, inferred from where they point.

The standard counts Unicode code points from 0. Programs differ: NVivo counts UTF-16 units, of which an emoji has two;
a CRLF line end may count as one character; a byte order mark may count; and the end may be the last character instead
of the place after it. A selection that a person made begins and ends with a word. So each convention is weighed by the
words at the ends of all selections of a text, as a sum of log likelihood ratios: how much likelier such an end is if
a person chose it than if it fell there by chance.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import inf
from typing import Literal

OffsetUnit = Literal["code-points", "utf-16"]
OFFSET_UNITS: tuple[OffsetUnit, ...] = ("code-points", "utf-16")
"""What is counted, as users name it."""
SURE_LOG_ODDS = 3.0
"""Log of the odds from which a convention is accepted: 20 to 1."""
_OUTSIDE, _NAMED, _LINE, _WORD, _BLANK, _INSIDE, _SPLIT = -8.0, 8.0, 2.5, 0.6, -0.9, -2.3, -4.0
"""Log likelihood ratios of an end: it lies outside the text or inside a character; the selection's name is its text;
it is the end of a line, or of a word; white space stands there; it is inside a word; it divides a letter's marks."""
_SHORTEST_NAME = 4
"""Characters from which the name of a selection can be its text."""
_ONLY_MARKS = re.compile(r"[^\w\s]{1,3}[^\S\n]*(?:\n|\Z)")
"""Punctuation that ends a line."""
_NVIVO = re.compile(r"\bNVivo\b", re.IGNORECASE)
OffsetRange = tuple[int, int]


@dataclass(frozen=True)
class Convention:
    """A convention for counting positions in a text."""

    unit: OffsetUnit = "code-points"
    """What is counted."""
    returns: bool = True
    """True: CRLF counts as two."""
    mark: bool = False
    """True: the byte order mark counts."""
    last: bool = False
    """True: the end is the last character, not the place after it."""

    def __str__(self) -> str:
        """Name it in words, leaving out what is usual."""
        said = ["UTF-16 units" if self.unit == "utf-16" else "code points"]
        said += [] if self.returns else ["CRLF as one"]
        said += ["the byte order mark too"] if self.mark else []
        said += ["up to the last character itself"] if self.last else []
        return ", ".join(said)


CONVENTIONS = tuple(
    Convention(unit, returns, mark, last)
    for last, mark, returns, unit in product((False, True), (False, True), (True, False), OFFSET_UNITS)
)
"""All conventions, that of the standard first."""


def prior(convention: Convention, origin: str) -> float:
    """Prior log odds of a convention; `origin` is the program that wrote the file."""
    if origin.startswith("qualcode"):
        return 0.0 if convention == Convention() else -20.0
    unit = -4.0 if _NVIVO.search(origin) and convention.unit != "utf-16" else 0.0
    return unit - 1.0 * (not convention.returns) - 3.0 * convention.mark - 5.0 * convention.last


class Scale:
    """Converts stored positions in a text to code points of the text with LF line ends."""

    def __init__(self, raw: str) -> None:
        """Take the text as it is in the file, without a byte order mark."""
        self.text = raw.replace("\r\n", "\n").replace("\r", "\n")
        self._raw = raw
        self._pairs = [found.start() for found in re.finditer("\r\n", raw)]

    @cached_property
    def _wide(self) -> Mapping[bool, Sequence[int]]:
        """UTF-16 offsets of the characters of two units, with CRLF as two and as one."""
        texts = {True: self._raw, False: self._raw.replace("\r\n", "\n")}
        found = {key: re.finditer("[\U00010000-\U0010ffff]", text) for key, text in texts.items()}
        return {key: [match.start() + before for before, match in enumerate(each)] for key, each in found.items()}

    def span(self, start: int, end: int, convention: Convention) -> OffsetRange | None:
        """Code points of a selection; None if it lies outside the text or is empty."""
        first, after = self._place(start, convention), self._end(end, convention)
        return None if first is None or after is None or after <= first else (first, after)

    def raw(self, at: int) -> int:
        """Where a code point of the text stands in the text as it is in the file."""
        return at + sum(pair < at + before for before, pair in enumerate(self._pairs))

    def plainest(self, convention: Convention) -> Convention:
        """The simplest convention that is equivalent in this text, which may have no wide characters and no CRLF."""
        unit = convention.unit if self._wide[True] else "code-points"
        return replace(convention, unit=unit, returns=convention.returns or not self._pairs)

    def _end(self, end: int, convention: Convention) -> int | None:
        if not convention.last:
            return self._place(end, convention)
        after = self._place(end + 1, convention)  # None inside a character of two units
        return self._place(end + 2, convention) if after is None else after

    def _place(self, at: int, convention: Convention) -> int | None:
        if convention.mark:
            at -= at > 0
        if convention.unit == "utf-16":
            wide = self._wide[convention.returns]
            before = bisect_left(wide, at)
            if before and wide[before - 1] + 1 == at:
                return None  # between the two units of a character
            at -= before
        if convention.returns:
            at -= bisect_left(self._pairs, at)
        return at if 0 <= at <= len(self.text) else None


def likelihood(text: str, span: OffsetRange | None, name: str) -> float:
    """How much a span looks as if a person chose it, as a log likelihood ratio."""
    if span is None:
        return _OUTSIDE
    start, end = span
    named = _NAMED if _is_name(name, text[start:end]) else 0.0
    return named + _start(text, start) + _end(text, end)


def _start(text: str, at: int) -> float:
    before, here = text[at - 1 : at], text[at : at + 1]
    if here.isspace():
        return _BLANK
    if not before or before == "\n":
        return _LINE
    return _between(before, here)


def _end(text: str, at: int) -> float:
    before, here = text[at - 1 : at], text[at : at + 1]
    if not here or "\n" in (before, here):  # also a paragraph with its line end
        return _LINE
    if before.isspace():
        return _BLANK
    if _ONLY_MARKS.match(text, at):  # a person who leaves the full stop out means the line all the same
        return _LINE
    return _between(before, here)


def _between(before: str, here: str) -> float:
    if unicodedata.combining(here) or here in "\u200d\ufe0e\ufe0f" or before == "\u200d":
        return _SPLIT
    return _INSIDE if before.isalnum() and here.isalnum() else _WORD


def _is_name(name: str, quote: str) -> bool:
    """Whether a name is the beginning of a passage, as many programs write it."""
    words = " ".join(name.split()).removesuffix("...").removesuffix("…").rstrip()
    return len(words) >= _SHORTEST_NAME and " ".join(quote.split()).startswith(words)


def ends_short(text: str, span: OffsetRange) -> bool:
    """Whether a span ends one letter before the end of a word, as if its end were the last character itself."""
    last, here, after = (text[at : at + 1] for at in (span[1] - 1, span[1], span[1] + 1))
    return last.isalnum() and here.isalnum() and not after.isalnum()


@dataclass(frozen=True)
class Passage:
    """A selection as stored."""

    start: int
    """Stored start."""
    end: int
    """Stored end."""
    name: str = ""
    """Its name."""


@dataclass(frozen=True)
class OffsetEvidence:
    """What the selections of one text say about each convention."""

    spans: Mapping[Convention, Sequence[OffsetRange | None]]
    """Convention -> the span of each selection."""
    weights: Mapping[Convention, float]
    """Convention -> sum of log likelihood ratios, each pair of positions once."""


def weigh_offset_units(
    scale: Scale, passages: Sequence[Passage], *, marked: bool, units: Iterable[OffsetUnit] = OFFSET_UNITS
) -> OffsetEvidence:
    """Weigh all conventions for the positions of one text."""
    allowed = frozenset(units)
    possible = [each for each in CONVENTIONS if each.unit in allowed and (marked or not each.mark)]
    spans: dict[Convention, Sequence[OffsetRange | None]] = {}
    weights: dict[Convention, float] = {}
    for same in dict.fromkeys(map(scale.plainest, possible)):
        spans[same] = [scale.span(each.start, each.end, same) for each in passages]
        once = dict(zip(passages, spans[same], strict=True))
        weights[same] = sum(likelihood(scale.text, span, each.name) for each, span in once.items())
    alike = {each: scale.plainest(each) for each in possible}
    return OffsetEvidence(
        {each: spans[alike[each]] for each in possible}, {each: weights[alike[each]] for each in possible}
    )


@dataclass(frozen=True)
class Decided:
    """How the positions of one text are read."""

    convention: Convention
    """The likeliest convention."""
    spans: Sequence[OffsetRange | None]
    """Span of each selection; None: it lies outside the text."""
    doubtful: frozenset[int]
    """Selections that another convention, nearly as likely, would put elsewhere."""
    differs: bool
    """True if it matters: another convention would put a selection elsewhere."""
    rival: Convention | None = None
    """The convention that causes the doubt."""
    by: Literal["", "selections", "other texts"] = ""
    """What decided, if it matters."""


def decide(own: OffsetEvidence, others: Iterable[OffsetEvidence], origin: str) -> Decided:
    """Choose the convention by the text's own selections, then by those of the file's other texts too.

    A program uses one convention, so other texts decide where this one's selections leave a doubt. What the program is
    known to do (`prior`) counts from the start.
    """
    weights = {each: prior(each, origin) + weight for each, weight in own.weights.items()}
    chosen = _choose(own, weights, "selections")
    if not chosen.doubtful:
        return chosen
    for other in others:
        weights = {each: weight + other.weights.get(each, 0.0) for each, weight in weights.items()}
    return _choose(own, weights, "other texts")


def _choose(
    own: OffsetEvidence, weights: Mapping[Convention, float], by: Literal["selections", "other texts"]
) -> Decided:
    best = max(weights, key=lambda each: weights[each])  # the first of equals: the standard's
    spans = own.spans[best]
    doubtful: set[int] = set()
    differs, rival = False, None
    for each, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        apart = {at for at, (one, other) in enumerate(zip(spans, own.spans[each], strict=True)) if one != other}
        differs = differs or bool(apart and weight > -inf and not (each.last or each.mark))
        if apart and weights[best] - weight < SURE_LOG_ODDS:
            doubtful |= apart
            rival = rival or each
    return Decided(best, spans, frozenset(doubtful), differs, rival, by if differs else "")

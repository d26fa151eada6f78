"""Markdown inside a paragraph: emphasis, escapes and links are markup, everything else is text.

Handled: `*`, `_`, `**`, `__`, `***`, `~~` around words, backslash escapes, links and images. Not handled, and so
left in the text as written: code, HTML, tables, footnotes, reference links, emphasis inside a word.
"""

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import NamedTuple

_MARKERS = re.compile(r"\\[!-/:-@\[-`{-~]|\*{1,3}|_{1,3}|~~")
# An address has no space and looks like one: `[tertawa](iya)` is no link, and `iya` a word.
_LINK = re.compile(r"(?<!\\)!?\[(?P<text>[^\[\]\n]*)\]\((?=[^\s()]*[/.#:@])[^\s()]*(?:[ \t]+\"[^\"\n]*\")?\)")
_STRONG = ("**", "__", "***", "___")
_DEEPEST = 20
"""Markers that may wait for their second half; older ones are text."""


class Plain(NamedTuple):
    """A paragraph without its markup."""

    text: str
    strong: tuple[tuple[int, int], ...]
    """Where text was strongly emphasised (bold), in the new text."""


def plain(paragraph: str) -> Plain:
    """Take the markup of emphasis, escapes and links out of a paragraph; no other character goes."""
    cuts: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int, int]] = []
    for match in _MARKERS.finditer(paragraph):
        marker, (start, end) = match.group(), match.span()
        if marker[0] == "\\":
            cuts.append((start, start + 1))
            continue
        opener = next((place for place in reversed(range(len(opened))) if opened[place][0] == marker), None)
        if opener is not None and _closes(paragraph, marker, start, end) and opened[opener][2] < start:
            _, first, inner = opened[opener]
            cuts += [(first, inner), (start, end)]
            if marker in _STRONG:
                spans.append((inner, start))
            del opened[opener:]
        elif _opens(paragraph, marker, start, end):
            opened = [*opened[-_DEEPEST:], (marker, start, end)]
    cuts += _link_cuts(paragraph, cuts)
    return _without(paragraph, sorted(cuts), spans)


def _opens(text: str, marker: str, start: int, end: int) -> bool:
    """Tell whether a marker can open emphasis: before a word, and not inside one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(after) and not after.isspace() and not (before.isalnum() or before == "_")


def _closes(text: str, marker: str, start: int, end: int) -> bool:
    """Tell whether a marker can close emphasis: after a word; a bold label may touch the speech behind it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and not before.isspace() and (marker == "**" or not (after.isalnum() or after == "_"))


def _link_cuts(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Brackets and addresses of links and images, unless an escape or emphasis cuts through them."""
    taken = {place for start, end in cuts for place in range(start, end)}
    found: list[tuple[int, int]] = []
    for match in _LINK.finditer(text):
        ends = (match.start(), match.start("text")), (match.end("text"), match.end())
        if match["text"].strip() and taken.isdisjoint(place for start, end in ends for place in range(start, end)):
            found += ends
    return found


def _without(text: str, cuts: list[tuple[int, int]], spans: list[tuple[int, int]]) -> Plain:
    """Cut places out of a text and move spans, which begin and end at cuts, accordingly."""
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    kept = "".join(text[start:end] for start, end in list(pairwise(edges))[::2])
    gone = list(accumulate((end - start for start, end in cuts), initial=0))
    ends = [end for _, end in cuts]

    def moved(place: int) -> int:
        return place - gone[bisect_right(ends, place)]

    return Plain(kept, tuple((moved(start), moved(end)) for start, end in spans))

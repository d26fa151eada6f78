"""Printed lines into paragraphs: a line was wrapped where the next word would not have fitted on it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from qualcode.readers import times
from qualcode.readers.labels import label_places
from qualcode.readers.lines import Line
from qualcode.readers.pdf_furniture import Sheets
from qualcode.readers.pdf_text import Print

_LOOSE = 1.3
"""A gap this many times the usual one begins a paragraph."""
_APART = 1.6
"""A gap this many times the usual one is an empty line."""
_NEAR = 0.12
"""Share of the width of the text within which lines end that were wrapped."""
_TIME = re.compile(rf"\s*{times.STAMP}")
"""A time at its beginning makes a line an entry of its own."""
_HYPHENS = "-\u2010\u00ad\ufffe"


def joined(sheets: Sheets, name: str) -> list[Line]:
    """Give the paragraphs of all pages; each line that begins with a label stays the beginning of one."""
    prints = [(number, line) for number, sheet in enumerate(sheets, 1) for line in sheet]
    if not prints:
        return []
    starts = label_places([Line(line.text, number, lead=line.lead) for number, line in prints], name)
    margin = _margin([line for _, line in prints])
    usual = _usual_gap(prints, margin)
    words = Counter(word.strip(".,?!;:\"'()").lower() for _, line in prints for word in line.text.split())
    found = [_line(*prints[0])]
    for place, ((before, above), (number, line)) in enumerate(pairwise(prints), 1):
        gap = above.bottom - line.bottom if before == number else 0.0
        wrapped = _is_wrapped(above, line, margin) and gap <= usual * _LOOSE and gap > -usual * _LOOSE
        if wrapped and place not in starts:
            found[-1] = _continued(found[-1], line.text, words)
            continue
        if gap > usual * _APART:
            found.append(Line("", number))
        found.append(_line(number, line))
    return [line._replace(text=_clean(line.text)) for line in found]


def _line(number: int, line: Print) -> Line:
    text = line.text.strip()
    return Line(text, number, lead=min(max(line.lead - (len(line.text) - len(line.text.lstrip())), 0), len(text)))


def _margin(lines: Sequence[Print]) -> float:
    """The right edge of the text: where nearly all lines end at the latest; far out where no two lines end there."""
    ends = sorted(line.right for line in lines)
    margin = ends[min(int(len(ends) * 0.98), len(ends) - 1)]
    near = margin - _NEAR * (margin - min(line.left for line in lines))
    return margin if sum(end >= near for end in ends) > 1 else math.inf


def _is_wrapped(above: Print, line: Print, margin: float) -> bool:
    space = line.size * 0.28  # of Helvetica; justified lines may be a little tighter, hence the slack
    return above.right + space + line.word > margin - line.size * 0.15 and not _TIME.match(line.text)


def _usual_gap(prints: Sequence[tuple[int, Print]], margin: float) -> float:
    """The distance of lines within a paragraph: that of most lines that were wrapped."""
    gaps = [
        above.bottom - line.bottom
        for (before, above), (number, line) in pairwise(prints)
        if before == number and above.bottom > line.bottom and _is_wrapped(above, line, margin)
    ]
    return median(gaps) if gaps else 1.5 * median(line.size for _, line in prints)


def _continued(line: Line, text: str, words: Counter[str]) -> Line:
    """Add what was wrapped. A hyphen at the end stays, unless the document has the word without it elsewhere."""
    said, rest = line.text, text.strip()
    if not said or said[-1] not in _HYPHENS or not rest[:1].isalpha() or not said[-2:-1].isalpha():
        return line._replace(text=f"{said} {rest}")
    first, second = said[:-1].split()[-1].lower(), rest.split()[0].strip(".,?!;:\"'()").lower()
    divided = said[-1] == "\u00ad" or words[first + second] > words[f"{first}-{second}"]
    return line._replace(text=f"{said[:-1]}{'' if divided else '-'}{rest}")


def _clean(text: str) -> str:
    """What PDFium puts for a hyphen at the end of a line becomes one."""
    return text.replace("\ufffe", "-").replace("\x02", "-")

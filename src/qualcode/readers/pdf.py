"""PDF documents with a text layer: wrapped lines joined, page numbers and running heads out. Never OCR.

What is nobody's speech shows by where it stands on the pages: at their edges, in the margin, in large type.
"""

import json
import math
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import reading
from qualcode.readers.archive import Unreadable
from qualcode.readers.candidates import candidates
from qualcode.readers.decode import empty, failure
from qualcode.readers.labels import label_places
from qualcode.readers.numbers import line_numbers
from qualcode.readers.pdf_table import table_lines
from qualcode.readers.pdf_text import Page, Print
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import divide_into_turns

_SECONDS = 4
"""Processor time for a PDF, and one second more for each MB of it; a page takes some five thousandths."""
_MEMORY = 700_000_000
"""Memory for a PDF beside three times its size."""
_PATIENCE = 5
"""How many times the processor time may pass on the clock of a busy computer."""


def read_pages_apart(data: bytes) -> list[Page]:
    """Read all pages of a PDF.

    Raises:
        Unreadable: it is damaged, has a password, or asks for too much time or memory.
    """
    seconds = _SECONDS + len(data) // 1_000_000
    limits = [str(seconds), str(_MEMORY + 3 * len(data))]
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_text.py")), *limits, *_library()]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds * _PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if done.returncode:
        raise _too_much() if _out_of_limits(done) else _broken()
    found = json.loads(done.stdout)
    if found == "locked":
        hint = "open it with its password and print it into a new PDF, or ask for the text"
        raise Unreadable("encrypted", "this PDF is protected by a password", hint)
    return [Page(tuple(map(_printed, lines)), pictures, height) for lines, pictures, height in found]


def _printed(fields: list[Any]) -> Print:
    return Print(*fields[:-1])._replace(cells=tuple((at, left) for at, left in fields[-1]))


def _library() -> list[str]:
    """The folder with the library: the other process is started without the paths of this one."""
    spec = find_spec("pypdfium2")
    return [str(Path(place).parent) for place in (spec.submodule_search_locations or ())] if spec else []


def _out_of_limits(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Tell whether the process was ended for its time or wanted more memory than it may have."""
    ended = {-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL", "SIGABRT", "SIGSEGV", "SIGTRAP", "SIGILL")}
    return done.returncode in ended or b"MemoryError" in done.stderr


def _too_much() -> Unreadable:
    hint = "print it into a new PDF, or save its text as .txt"
    return Unreadable("too-much", "this PDF takes too much time or memory to read", hint)


def _broken() -> Unreadable:
    hint = "download or export it again, or save its text as .txt"
    return Unreadable("broken", "this is not a PDF that can be opened", hint)


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the text layer of a PDF; a title in large type above the first speech becomes the attribute `title`."""
    if not data:
        return empty(name)
    try:
        found = read_pages_apart(data)
    except Unreadable as trouble:
        return trouble.reading(name, "pdf")
    if not any(page.lines for page in found):
        return _scanned(name, found)
    kept, title, skipped = _drop_running_headers(found)
    lines = join_paragraphs(kept, name)
    attributes = {"title": title} if title else {}
    findings = _without_text(name, found)
    return divide_into_turns(
        name, lines, "page", findings=findings, attributes=attributes, skipped=skipped, questions=options.questions
    )


def _scanned(name: str, found: Sequence[Page]) -> Reading:
    if not any(page.pictures for page in found):
        return empty(name)
    hint = "recognise its text with another program (OCR), and check the result"
    return failure(name, "no-text-layer", "this PDF has no text layer: its pages are pictures", hint)


def _without_text(name: str, found: Sequence[Page]) -> list[Finding]:
    bare = [str(number) for number, page in enumerate(found, 1) if page.pictures and not page.lines]
    if not bare:
        return []
    message = f"pages that are pictures have no text layer and were not read ({', '.join(bare[:8])})"
    hint = "recognise their text with another program (OCR), and check the result"
    return [Finding("warning", "pages-without-text", message, name, hint=hint)]


Sheets = list[list[Print]]
"""The lines of each page."""
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|hal|halaman|p|seite|pagina|página)\.?\s*)?(?P<page>\d{1,4})"
    r"(?:\s*(?:/|\||of|dari|von|de|from)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WORDS = r"[^\W\d_][^:?!.]{1,58}[^\W\d_]"
_AT_EDGE = re.compile(rf"(\d{{1,4}})\s+{_WORDS}|{_WORDS}\s+(\d{{1,4}})")
"""A line of a few words with a number before or behind them."""
_EDGE = 3
"""Lines at the top and at the bottom of a page among which a running head can be."""
_HEADER_TOLERANCE = 3.0
"""Points by which a running head may stand higher or lower from page to page."""
_LARGE = 1.5
"""Type this many times larger than the body makes a title."""
_RUN = 3


def _drop_running_headers(pages: Sequence[Page]) -> tuple[Sheets, str, dict[str, int]]:
    """Give the lines of each page that may be speech, the title above them, and what was taken out, counted."""
    sheets = [list(page.lines) for page in pages]
    numbers = _without_margin_numbers(sheets) + _without_leading_numbers(sheets)
    pages_numbered = _without_page_numbers(sheets)
    heads = _without_running_heads(sheets) + _without_numbered_heads(sheets)
    title = _title(sheets)
    cut = _without_cut_lines(sheets, pages)
    counts = {"line numbers": numbers, "page numbers": pages_numbered, "running heads": heads, "titles": bool(title)}
    counts["lines printed twice, cut by the edge of the page"] = cut
    return sheets, title, {what: int(number) for what, number in counts.items()}


def _without_margin_numbers(sheets: Sheets) -> int:
    """Take out numbers of lines in the margin: a run that rises on one page shows where they stand on all."""
    alone = [[place for place, line in enumerate(sheet) if line.text.strip().isdecimal()] for sheet in sheets]
    runs = [
        (number, place)
        for number, (sheet, places) in enumerate(zip(sheets, alone, strict=True))
        for place in _rising(places, [int(sheet[place].text) for place in places])
    ]
    edge = max((sheets[number][place].right for number, place in runs), default=0.0)
    gone = {(number, place) for number, places in enumerate(alone) for place in places}
    gone = {(number, place) for number, place in gone if sheets[number][place].right <= edge} if runs else set()
    _delete(sheets, gone)
    return len(gone)


def _without_leading_numbers(sheets: Sheets) -> int:
    """Take the numbers off lines that begin with their number; they may begin anew on every page."""
    behind = line_numbers([line.text for sheet in sheets for line in sheet])
    first = 0
    for sheet in sheets:
        cuts = [behind.get(first + place, 0) for place in range(len(sheet))]
        first += len(sheet)
        lines = [_cut_off(line, cut) if cut else line for line, cut in zip(sheet, cuts, strict=True)]
        sheet[:] = [line for line in lines if line.text.strip()]
    return len(behind)


def _cut_off(line: Print, cut: int) -> Print:
    """The line without its first characters; it begins where the column behind them begins, if there is one."""
    left = next((left for at, left in line.cells if at == cut), line.left)
    cells = tuple((at - cut, left) for at, left in line.cells if at > cut)
    return line._replace(text=line.text[cut:], lead=max(line.lead - cut, 0), left=left, cells=cells)


def _without_cut_lines(sheets: Sheets, pages: Sequence[Page]) -> int:
    """Take out the first line of a page that the edge cuts off and that ends the page before, too.

    Browsers print a line that the edge divides on both pages.
    """
    gone = []
    for number, (above, sheet) in enumerate(pairwise(sheets), 1):
        if above and sheet and sheet[0].top > pages[number].height and sheet[0].text.split() == above[-1].text.split():
            gone.append((number, 0))
    _delete(sheets, gone)
    return len(gone)


def _rising(places: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """The places whose numbers belong to a run of three or more that rises by one (or by five, as some print them)."""
    found: list[int] = []
    run: list[int] = []
    for at, place in enumerate(places):
        if run and numbers[at] - numbers[at - 1] in (1, 5):
            run.append(place)
        else:
            run = [place]
        found += run if len(run) == _RUN else run[-1:] if len(run) > _RUN else []
    return found


def _edges(sheet: Sequence[Print]) -> tuple[list[int], list[int]]:
    """The places of the highest and of the lowest lines of a page, the outermost first."""
    order = sorted(range(len(sheet)), key=lambda place: -sheet[place].top)
    return order[:_EDGE], order[::-1][:_EDGE]


def _without_page_numbers(sheets: Sheets) -> int:
    """Take out numbers at the edge of pages that rise with the pages, and such as `3/5` and `Page 3`."""
    found: list[tuple[int, int, int]] = []
    for number, sheet in enumerate(sheets):
        outer = {place for edge in _edges(sheet) for place in edge[:2]}
        for place in outer:
            match = _NUMBER.fullmatch(sheet[place].text.strip())
            if match:
                found.append((number, place, int(match["page"]) - number))
    shift = Counter(shift for _, _, shift in found).most_common(1)
    gone = [(number, place) for number, place, moved in found if moved == shift[0][0]] if found else []
    if len({number for number, _ in gone}) * 2 < len([sheet for sheet in sheets if sheet]):
        return 0
    if len(sheets) == 1 and shift[0][0] != 1:
        return 0
    _delete(sheets, gone)
    return len(gone)


def _without_running_heads(sheets: Sheets) -> int:
    """Take out lines that return, but for numbers, at the same height of most pages, and stand nowhere else."""
    at: dict[str, list[tuple[int, int]]] = {}
    for number, sheet in enumerate(sheets):
        for place in {place for edge in _edges(sheet) for place in edge}:
            at.setdefault(_alike(sheet[place]), []).append((number, place))
    labelled = _labelled(sheets)
    everywhere = Counter(_alike(line) for sheet in sheets for line in sheet)
    least = max(2, len(sheets) * 0.4)
    gone = []
    for text, places in at.items():
        heights = [sheets[number][place].top for number, place in places]
        steady = sum(abs(height - median(heights)) <= _HEADER_TOLERANCE for height in heights) * 5 >= len(heights) * 4
        if len(places) >= least and steady and everywhere[text] == len(places) and text not in labelled:
            gone += places
    _delete(sheets, gone)
    return len(gone)


def _without_numbered_heads(sheets: Sheets) -> int:
    """Take out the highest lines of all pages where each holds the number of its page, whatever else it says.

    Left pages of a book have another head than right ones: *12  Voices*, *Irene Stott  13*.
    """
    tops = [(number, _edges(sheet)[0][0]) for number, sheet in enumerate(sheets) if sheet]
    heights = [sheets[number][place].top for number, place in tops]
    found = [_AT_EDGE.fullmatch(sheets[number][place].text.strip()) for number, place in tops]
    shifts = {int(match[1] or match[2]) - number for (number, _), match in zip(tops, found, strict=True) if match}
    if len(tops) < 2 or not all(found) or len(shifts) > 1 or max(heights) - min(heights) > _HEADER_TOLERANCE:
        return 0
    _delete(sheets, tops)
    return len(tops)


def _alike(line: Print) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _labelled(sheets: Sheets) -> set[str]:
    """Lines that begin with a label that returns below other heights: they are short speeches, not running heads."""
    lines = [line for sheet in sheets for line in sheet]
    found = candidates([SourceLine(line.text, 0) for line in lines])
    count = Counter(it.label for it in found)
    texts: dict[str, set[str]] = {}
    for it in found:
        texts.setdefault(it.label, set()).add(_alike(lines[it.line]))
    return {text for label, own in texts.items() if len(own) > 1 and count[label] > 1 for text in own}


def _title(sheets: Sheets) -> str:
    """Take out lines in large type at the top of the first page with text, and give what they say."""
    first = next((sheet for sheet in sheets if sheet), [])
    sizes = [line.size for sheet in sheets for line in sheet for _ in range(len(line.text) // 10 + 1)]
    if not sizes:
        return ""
    body = median(sizes)
    large = 0
    while large < len(first) and first[large].size >= body * _LARGE:
        large += 1
    if large == len(first):
        return ""
    title = " ".join(line.text.strip() for line in first[:large])
    del first[:large]
    return title


def _delete(sheets: Sheets, places: Iterable[tuple[int, int]]) -> None:
    for number, place in sorted(places, reverse=True):
        del sheets[number][place]


_LOOSE = 1.3
"""A gap this many times the usual one begins a paragraph."""
_APART = 1.6
"""A gap this many times the usual one is an empty line."""
_INDENT_TOLERANCE = 0.12
"""Share of the width of the text within which lines end that were wrapped."""
_TIME = re.compile(rf"\s*{reading.STAMP}")
"""A time at its beginning makes a line an entry of its own."""
_HYPHENS = "-\u2010\u00ad\ufffe"


def join_paragraphs(sheets: Sheets, name: str) -> list[SourceLine]:
    """Give the paragraphs of all pages; each line that begins with a label stays the beginning of one."""
    prints = [(number, line) for number, sheet in enumerate(sheets, 1) for line in sheet]
    if not prints:
        return []
    starts = label_places([SourceLine(line.text, number, lead=line.lead) for number, line in prints], name)
    words = Counter(word.strip(".,?!;:\"'()").lower() for _, line in prints for word in line.text.split())

    def join(said: str, more: str) -> str:
        return _continued(SourceLine(said, 0), more, words).text

    rows = table_lines(prints, join, _line)
    if sum(row.speaker is not None for row in rows) > len(starts):
        return rows
    margin = _margin([line for _, line in prints])
    usual = _usual_gap(prints, margin)
    found = [_line(*prints[0])]
    for place, ((before, above), (number, line)) in enumerate(pairwise(prints), 1):
        gap = above.bottom - line.bottom if before == number else 0.0
        wrapped = _is_wrapped(above, line, margin) and gap <= usual * _LOOSE and gap > -usual * _LOOSE
        if wrapped and place not in starts:
            found[-1] = _with_type(_continued(found[-1], line.text, words), found[-1], _line(number, line))
            continue
        if gap > usual * _APART:
            found.append(SourceLine("", number))
        found.append(_line(number, line))
    # What PDFium puts for a hyphen at the end of a line becomes one.
    return [line._replace(text=line.text.replace("\ufffe", "-").replace("\x02", "-")) for line in found]


def _line(number: int, line: Print) -> SourceLine:
    text = line.text.strip()
    lead = min(max(line.lead - (len(line.text) - len(line.text.lstrip())), 0), len(text))
    return SourceLine(text, number, lead=lead, slanted=0 if line.slanted else None)


def _with_type(joined: SourceLine, said: SourceLine, more: SourceLine) -> SourceLine:
    """Two lines that were joined: in bold or in italics as a whole where both of them were."""
    bold = said.lead == len(said.text) and more.lead == len(more.text)
    slanted = 0 if said.slanted == more.slanted == 0 else None
    return joined._replace(lead=len(joined.text) if bold else said.lead, slanted=slanted)


def _margin(lines: Sequence[Print]) -> float:
    """The right edge of the text: where nearly all lines end at the latest; far out where no two lines end there."""
    ends = sorted(line.right for line in lines)
    margin = ends[min(int(len(ends) * 0.98), len(ends) - 1)]
    near = margin - _INDENT_TOLERANCE * (margin - min(line.left for line in lines))
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


def _continued(line: SourceLine, text: str, words: Counter[str]) -> SourceLine:
    """Add what was wrapped. A hyphen at the end stays, unless the document has the word without it elsewhere."""
    said, rest = line.text, text.strip()
    if not said or said[-1] not in _HYPHENS or not rest[:1].isalpha() or not said[-2:-1].isalpha():
        return line._replace(text=f"{said} {rest}")
    first, second = said[:-1].split()[-1].lower(), rest.split()[0].strip(".,?!;:\"'()").lower()
    divided = said[-1] == "\u00ad" or words[first + second] > words[f"{first}-{second}"]
    return line._replace(text=f"{said[:-1]}{'' if divided else '-'}{rest}")

"""Present: the exact table as people read it, with few columns, human headings, and notes without names of columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

from qualcode.languages.catalogue import N_
from qualcode.model.finding import refuse_unknown, unknown_name
from qualcode.model.table import PAGE_STYLES, PageChoices, PageWords, Table
from qualcode.model.translation import TRANSLATION_COLUMN
from qualcode.printed.beside import groups_beside, silence, silent_codes, values_across
from qualcode.printed.cells import PageCells
from qualcode.printed.fit import fit, good_width, least_width
from qualcode.printed.headings import HEADINGS
from qualcode.printed.layouts import PAGE_LAYOUTS, PageLayout, ShownColumn
from qualcode.printed.numbers import NO_NUMBER
from qualcode.printed.page import DIVIDE, PageColumn, PrintedTable
from qualcode.tables.compare_notes import EACH_ROW, WHICH_GROUPS
from qualcode.tables.keyness import TOP_WORDS
from qualcode.tables.matrix import COUNT
from qualcode.text.visible import unbroken

EVERY = "all"
"""Stands for every column where columns are asked for."""
ATTRIBUTES_BESIDE, MOST_VALUES = 2, 8
"""Attributes beside a respondent, and how many values one may have that is shown there."""
GROWS = 30.0
"""Millimetres from which a column of texts takes room that is left."""
_DATA = r"(?:`[^`]*`|\w\.yaml\b|\bpip install\b)"
_SAYS_NOTHING: Mapping[str, set[Any]] = {"assertion": {"affirmed"}, "role_guessed": {False, None}}
"""Columns that are left out where all rows say what a reader takes for granted."""
_INSIDE = re.compile(
    rf"; [^();]*{_DATA}[^();]*(?=[).;])|\s*\([^()]*(?:[`_]|{_DATA})[^()]*\)|,? ?sha256 [0-9a-f]+"
    r"|(?<=\.) (?:`[^.]*|[^.]*\bpip install [\w-]+)\."
)
"""Clauses, brackets and sentences that tell of commands, files and hashes: they stay with the data."""
_NAMED = re.compile(r"`([^`]*)`")
_PLACES = {"turn": N_("turn {number}"), "segment": N_("segment {number}")}
"""How a place is called after a name."""
_TWICE = re.compile(r"(\S[^()]*) \(\1\)")
"""An attribute and its label, which a page calls alike."""
_COLUMN = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_OF_ROWS = (EACH_ROW, WHICH_GROUPS)
"""Notes that are wrong where groups stand beside each other: of columns that are not printed there."""
_FIRST_ROWS = N_("Only the first {number} are printed of each; the table has more.")


def printed_table(table: Table) -> PrintedTable:
    """A table as it is printed."""
    cells, layout = PageCells(table), _layout(table)
    beside = bool(layout.groups and cells.by and table.rows)
    across = bool(layout.across and not cells.by and table.rows)
    blocks: dict[int, str] = {}
    if beside or across:
        columns, rows = groups_beside(cells, layout) if beside else values_across(cells, layout)
    else:
        order, blocks = _blocks(cells, layout)
        rows = len(order)
        shown = [column for each in _asked(cells, layout) for column in _columns(cells, each)]
        shown = shown or [column for name in cells.column for column in _columns(cells, ShownColumn(name))]
        columns = [_ordered(column, order) for column in shown]
    cut = _cut(cells, len(set(table.data[layout.along])) if across else table.rows, rows, layout.most)
    notes = (*page_notes(cells, beside=beside), *_unmentioned(cells, layout, aside=beside or across), *cut)
    return replace(
        _placed(columns), name=table.name, title=table.title, rows=rows, notes=notes, blocks=blocks,
        language=table.language, style=table.page.style, label=_label(table, cells),
    )  # fmt: skip


def _layout(table: Table) -> PageLayout:
    """The usual layout of a table, the columns asked for, or every column."""
    usual = PAGE_LAYOUTS.get(table.name)
    if usual and not table.page.columns:
        return usual if table.meta.get("top", TOP_WORDS) == TOP_WORDS else replace(usual, most=0)  # as many as asked
    every = tuple(column.name for column in table.columns)
    asked = every if table.page.columns in ((), (EVERY,)) else table.page.columns
    return PageLayout(tuple(ShownColumn(name) for name in asked if name in every))


def _asked(cells: PageCells, layout: PageLayout) -> Iterator[ShownColumn]:
    """The columns of a layout, those of attributes and codes by their names."""
    for shown in layout.columns:
        if shown.of == "{attributes}":
            yield from (ShownColumn(name) for name in _attributes(cells))
        elif shown.of == "{codes}":
            spanner = N_("Mentions")
            yield from (ShownColumn(f"{code}{COUNT}", shown.width, spanner) for code in _counted(cells))
        else:
            translated = "|".join(name for name in cells.column if name.startswith(TRANSLATION_COLUMN))
            yield replace(shown, of=shown.of.replace("{translations}", translated))


def _counted(cells: PageCells) -> list[str]:
    """The codes of a matrix that somebody mentions; all of them where nobody mentions any."""
    codes = [name.removesuffix(COUNT) for name in cells.column if name.endswith(COUNT)]
    return [code for code in codes if any(cells.table.data[f"{code}{COUNT}"])] or codes


def _unmentioned(cells: PageCells, layout: PageLayout, *, aside: bool) -> tuple[str, ...]:
    """The sentence that names the codes that have no row or column since nobody mentions them."""
    if aside and "code" in cells.column and (layout.along == "code" or "other" in cells.column):
        return silence(cells, silent_codes(cells))
    if "{codes}" in [shown.of for shown in layout.columns]:
        codes = [name.removesuffix(COUNT) for name in cells.column if name.endswith(COUNT)]
        return silence(cells, [code for code in codes if code not in _counted(cells)])
    return ()


def _attributes(cells: PageCells) -> list[str]:
    """Attributes that say most of a respondent in few words: those with a name for people first."""
    known = cells.table.page.words.attributes
    aside = {*HEADINGS, cells.by}  # groups stand over their rows
    texts = [name for name, column in cells.column.items() if column.type == "string" and name not in aside]
    values = {name: len({value for value in cells.table.data[name] if value}) for name in texts}
    few = [name for name in texts if 2 <= values[name] <= MOST_VALUES]
    return sorted(few, key=lambda name: (name not in known, [*known].index(name) if name in known else 0))[
        :ATTRIBUTES_BESIDE
    ]


def _columns(cells: PageCells, shown: ShownColumn) -> Iterator[PageColumn]:
    """The printed column of a layout; none where the table has nothing of it."""
    if "–" in shown.of:
        names, texts = _interval(cells, shown.of)
    else:
        names, texts = _lines(cells, shown.of)
    if not names or ((usual := _SAYS_NOTHING.get(shown.of)) and set(cells.table.data[shown.of]) <= usual):
        return
    column, single = cells.column[names[0]], len(names) == 1
    number = column.type in ("integer", "number") and "|" not in shown.of
    heading = unbroken(cells.how.say(shown.heading) if shown.heading else cells.heading(names[0]))
    least = least_width(heading, texts, number=number)
    good = max(least, shown.width) if shown.width else good_width(heading, texts, number=number)
    clock = cells.heading_of(names[0]).form == "clock"
    yield PageColumn(
        names[0], heading, texts, number, good, _spanner(cells, shown),
        cells.numbers(names[0]) if number and single and not clock else (),
        cells.places(names[0]) if number else 0,
        column.type == "boolean", shown.look,
    )  # fmt: skip


def _interval(cells: PageCells, of: str) -> tuple[list[str], list[str]]:
    """Two columns as one: from – to."""
    low, high = of.split("–")
    if low not in cells.column or high not in cells.column:
        return [], []
    pairs = zip(cells.texts(low), cells.texts(high), strict=True)
    return [low, high], [NO_NUMBER if NO_NUMBER in (a, b) else f"{a}–{b}" for a, b in pairs]


def _lines(cells: PageCells, of: str) -> tuple[list[str], list[str]]:
    """Columns as lines of one cell: `|` ends a line, commas join, of names with a blank between the first that says."""
    lines: list[list[str]] = []
    used: list[str] = []
    for line in of.split("|"):
        parts = [_first(cells, each.split(), used) for each in line.split(", ")]
        there = [part for part in parts if part]
        if there:
            lines.append(
                [", ".join(text for text in row if _says(text, len(there))) for row in zip(*there, strict=True)]
            )
    # a word whose only form is itself is not written twice
    return used, ["\n".join(dict.fromkeys(filter(None, _once(row)))) for row in zip(*lines, strict=True)]


def _says(text: str, parts: int) -> bool:
    """Whether a part of a cell says something: of several, a dash for a missing time does not."""
    return bool(text) and (parts == 1 or text != NO_NUMBER)


def _once(lines: Sequence[str]) -> list[str]:
    """The lines of a cell; a voice that is named after its transcript (`a/1`) does not need that named again."""
    first, *others = lines
    return [
        first,
        *(line.partition(", ")[2] if first.startswith(f"{line.partition(', ')[0]}/") else line for line in others),
    ]


def _first(cells: PageCells, names: Sequence[str], used: list[str]) -> list[str]:
    """Of several columns, in each row the first that says something."""
    there = [name for name in names if name in cells.column]
    used += there
    texts = [cells.texts(name) for name in there]
    for place, said in _PLACES.items():
        if place in there and len(used) > 1:
            texts = [[cells.how.say(said, number=text) for text in each] for each in texts]
    return [next((text for text in row if text), "") for row in zip(*texts, strict=True)]


def _spanner(cells: PageCells, shown: ShownColumn) -> str:
    """What stands over neighbours, with N where it is the same in all rows."""
    if not shown.spanner:
        return ""
    values = {name: cells.constant(name) for name in ("respondents_total", "other_total")}
    said = cells.how.say(shown.spanner)
    known = all(values[name] is not None for name in values if f"{{{name}}}" in said)
    return said.format(**values) if known else said.partition(" (")[0]


def _blocks(cells: PageCells, layout: PageLayout) -> tuple[list[int], dict[int, str]]:
    """The rows in the order of their blocks, and what stands over the first row of each."""
    names = [*(["group"] if cells.by and not cells.table.page.columns else []), *layout.blocks.split()]
    names = [name for name in dict.fromkeys(names) if name in cells.column]
    order = list(range(cells.table.rows))
    if not names:
        return order, {}
    keys = list(zip(*(cells.table.data[name] for name in names), strict=True))
    less = [key for key in dict.fromkeys(keys) if "sign" in names and key[names.index("sign")] == "negative"]
    place = {key: at for at, key in enumerate(dict.fromkeys([*(key for key in keys if key not in less), *less]))}
    by, words = cells.table.data.get("group", ()), cells.table.page.words
    group = [words.place(cells.by, by[row]) if "group" in names else (False, 0) for row in order]
    codebook = {code: at for at, code in enumerate(cells.table.page.words.short)}
    codes = cells.table.data["code"] if "label" in names and "code" in cells.column else [""] * len(keys)
    order.sort(key=lambda row: (group[row], codebook.get(codes[row], -1) if len(names) == 1 else 0, place[keys[row]]))
    if layout.most:
        order = [row for _, block in groupby(order, lambda row: keys[row]) for row in islice(block, layout.most)]
    begins = [at for at, row in enumerate(order) if at == 0 or keys[row] != keys[order[at - 1]]]
    return order, {at: _over(cells, names, order[at]) for at in begins}


def _cut(cells: PageCells, there: int, printed: int, most: int) -> tuple[str, ...]:
    """The sentence that says how many rows of each block are printed, where there are more."""
    return (cells.how.say(_FIRST_ROWS, number=most),) if most and printed < there else ()


def _over(cells: PageCells, names: Sequence[str], row: int) -> str:
    """What stands over a block: its group, then its code with what it means, its interview ..."""
    parts = []
    for name in names:
        value = cells.table.data[name][row]
        text = cells.group(value) if name == "group" else cells.texts(name)[row]
        if name == "label" and "code" in cells.column:
            meaning = cells.table.page.words.definitions.get(cells.table.data["code"][row], "")
            if cells.table.name == "quotes":
                text = f"{text} ({_named_by(cells, row)})" + (f": {meaning}" if meaning else "")
        parts.append(text)
    said = " · ".join(filter(None, parts))
    return said if names == ["transcript"] else said[:1].upper() + said[1:]  # names of files are names


def _named_by(cells: PageCells, row: int) -> str:
    """How many respondents mention the code of a block, and of how many."""
    named, total = (cells.table.data[name][row] for name in ("respondents", "respondents_total"))
    return cells.how.say("{n} of {total} respondents", n=cells.how.number(named, 0), total=cells.how.number(total, 0))


def _ordered(column: PageColumn, order: Sequence[int]) -> PageColumn:
    values = [column.values[row] for row in order] if column.values else ()
    return replace(column, texts=[column.texts[row] for row in order], values=values)


def _placed(columns: Sequence[PageColumn]) -> PrintedTable:
    """The columns on a page."""
    least = [least_width(column.heading, column.texts, number=column.number) for column in columns]
    grows = [not column.number and column.width >= GROWS for column in columns]
    fitted = fit(least, [column.width for column in columns], grows)
    set_ = tuple(
        replace(column, width=width, spanner=column.spanner.replace("N = ", "N\u00a0=\u00a0"))
        for column, width in zip(columns, fitted.widths, strict=True)
    )
    return PrintedTable("", "", set_, 0, (), "", landscape=fitted.landscape, parts=fitted.parts)


def _label(table: Table, cells: PageCells) -> str:
    name = f"{table.name}-by-{cells.by}" if cells.by else table.name
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)


def page_notes(cells: PageCells, *, beside: bool = False) -> tuple[str, ...]:
    """The notes of a table without commands, hashes and names of columns; what those say stands in csv."""
    table, say = cells.table, cells.how.say
    wrong = "|".join(re.escape(say(note)).replace(re.escape("{groups}"), ".+") for note in _OF_ROWS if beside)
    notes = [_for_people(cells, note) for note in table.notes if not (wrong and re.fullmatch(wrong, note))]
    source = N_("Source: primary data, processed with qualcode.")
    usual = say(source) != source and "n" in table.meta and not table.meta.get("synthetic")
    return (*filter(None, notes), *([say(source)] if usual else []))


def _for_people(cells: PageCells, note: str) -> str:
    called = cells.table.page.words.attributes
    plain = _NAMED.sub(lambda found: called.get(found[1], found[1]), _INSIDE.sub("", note))
    plain = _TWICE.sub(r"\1", plain)
    return unbroken(_COLUMN.sub(lambda found: _heading_in_note(cells, found[0]), plain))


def _heading_in_note(cells: PageCells, name: str) -> str:
    """What a column is called in a sentence."""
    return f"“{cells.how.say(HEADINGS[name].text).replace(DIVIDE, '')}”" if name in HEADINGS else name


def with_page(table: Table, columns: Sequence[str], style: str, words: PageWords) -> Table:
    """A table with what is asked of its pages.

    Raises:
        StudyError: there is no such column or style.
    """
    known = [EVERY, *(column.name for column in table.columns)]
    refuse_unknown("column", columns, known)
    found = next((each for each in PAGE_STYLES if each == style), None)
    if found is None:
        raise unknown_name("style", style, PAGE_STYLES)
    return replace(table, page=PageChoices(tuple(columns), found, words))

"""What can be exported, told quickly: names and sentences are read from the sources, a page from the table itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCUMENT_TITLES = {
    "methods": "The paragraph on method, in English or Indonesian.",
    "crate": "A description of the files of out/ as a research object (RO-Crate).",
    "project": "The study for NVivo, MAXQDA, ATLAS.ti and others (REFI-QDA).",
}
"""What is exported that is no table, and what it is."""
_TABLE_FOLDERS = ("tables", "topics/tables")
_KIND = re.compile(r'^KIND = \w+\(\s*"([^"]+)"', re.MULTILINE)
"""How the file of a table says what it holds."""


@cache
def table_titles() -> Mapping[str, str]:
    """Every table with the sentence that says what it holds, read from its source: importing all takes half a second.

    Tables of plug-ins stand at the end, with the name of their package.
    """
    from importlib.metadata import entry_points  # a fifth of the time in which a help must be there

    room = Path(__file__).parent.parent
    files = sorted(file for folder in _TABLE_FOLDERS for file in (room / folder).glob("*.py"))
    read = {file.stem: _KIND.search(file.read_text("utf-8")) for file in files}
    added = {each.name: each.dist.name if each.dist else "" for each in entry_points(group="qualcode.tables")}
    ours = {name: title[1] for name, title in read.items() if title}
    return {**ours, **{name: f"From the plug-in {package}." for name, package in sorted(added.items())}}


@dataclass(frozen=True)
class TablePage:
    """What the help says of one table."""

    table: str
    """Its name."""
    about: str
    """What it holds, in a sentence."""
    columns: tuple[str, ...]
    """The columns that it can have."""
    options: frozenset[str]
    """Options that change it, by their names in `TableOptions`."""
    example: str
    """The option without which it cannot be made, as one writes it; empty: there is none."""


def table_page(table: str) -> TablePage:
    """What there is to say of a table."""
    from qualcode.tables import TABLES
    from qualcode.tables.kind import ALWAYS
    from qualcode.topics.tables import TOPIC_TABLES

    kind = TOPIC_TABLES[table].of(None) if table in TOPIC_TABLES else TABLES[table]
    options = (kind.takes | ALWAYS) - {"validation", *kind.refuses}
    example = {"by": "--by ATTRIBUTE ", "terms": "--term WORD "}.get(kind.needs, "")
    return TablePage(table, kind.about, tuple(column.name for column in kind.columns), options, example)

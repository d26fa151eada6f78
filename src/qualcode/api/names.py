"""Names that a front end needs at once: those that a study holds, and those of what can be exported.

They are for shells that complete them while somebody types, and for help: read from files, without an index and without
importing what counts. No function here gives words or labels of participants. A study is opened for a verb here, too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from qualcode.store.config import load_corpus, load_study
from qualcode.store.layout import StudyLayout, find_root
from qualcode.store.study import OpenStudy, open_study, tracebacks

__all__ = ["OpenStudy", "open_study", "tracebacks"]  # handed on to front ends

_CODE = re.compile(r"""^[ \t]*(?:-[ \t]*)?\{?[ \t]*code:[ \t]*["']?([^\s"',}#]+)""", re.MULTILINE)
"""How a codebook names a code, also while the rest of the file is being written."""
_MOST_HEADERS = 200
"""Transcripts that are asked for their attributes: others have the same ones."""


def code_names(folder: Path) -> list[str]:
    """Codes of the study's codebooks, each once, in their order; the default codebook comes first."""
    layout = StudyLayout(find_root(folder))
    settings, _ = load_study(layout)
    usual = [layout.root / settings.codebook] if settings and settings.codebook else []
    files = [file for file in [*usual, *sorted(layout.codebooks.glob("*.yaml"))] if file.is_file()]
    return list(dict.fromkeys(code for file in files for code in _CODE.findall(file.read_text("utf-8", "replace"))))


def coder_names(folder: Path, corpus: str = "") -> list[str]:
    """Whose codings a study keeps: the rules, and the people."""
    layout, name = _corpus(folder, corpus)
    return ["rules", *layout.coder_names(name)]


def attribute_names(folder: Path, corpus: str = "") -> list[str]:
    """Attributes by which tables can be cut into blocks, sorted."""
    layout, name = _corpus(folder, corpus)
    return sorted({*_attributes_of_corpus(layout, name), *_attributes_of_sources(layout.transcripts(name))})


def _corpus(folder: Path, corpus: str) -> tuple[StudyLayout, str]:
    layout = StudyLayout(find_root(folder))
    settings, _ = load_study(layout)
    return layout, corpus or (settings.corpus if settings else "default")


def _attributes_of_corpus(layout: StudyLayout, name: str) -> Iterator[str]:
    corpus, _ = load_corpus(layout, name)
    if corpus:
        yield from corpus.declared
        for attributes in (*corpus.attributes.values(), *corpus.respondents.values()):
            yield from attributes
        for speaker in corpus.speakers.values():
            yield from speaker.attributes


def _attributes_of_sources(folder: Path) -> Iterator[str]:
    """Attributes that sources brought along: of a transcript in its first line, of a survey's rows beside the turns."""
    for file in islice(sorted(folder.rglob("*.jsonl")), _MOST_HEADERS):
        with file.open("rb") as lines:
            for line in islice(lines, 2):
                read = json.loads(line)
                yield from (*read.get("attributes", ()), *read.get("meta", ()))


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

"""Names that a shell may complete and that help lists: of the installation and the study, never words of participants.

Whoever presses Tab waits for the answer, and a broken study must not disturb the line that is being written: what
cannot be read quickly is not offered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import typer

from qualcode import api

Complete = Callable[[typer.Context, str], list[str]]
"""Words that a value may be, for the command line so far and the beginning of the value."""
COMPLETE_VARIABLE = "_QUALCODE_COMPLETE"
"""Environment variable by which a shell asks for words instead of running a command."""
SHELLS = ("bash", "zsh", "fish")
"""Shells that have a completion script."""
_PLAIN = re.compile(r"[\w.+~/@%-]+")
"""Names that a shell can put into a line as they are."""


DOCUMENT_TITLES = {
    "methods": "The paragraph on method, in English or Indonesian.",
    "crate": "A description of the files of out/ as a research object (RO-Crate).",
    "memos": "All memos as a document, in Markdown or Word.",
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


def completing(names: Callable[[Path, str], Iterable[str]]) -> Complete:
    """A completion by the names that a study holds: those of a folder and a corpus."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        given = {**(context.parent.params if context.parent else {}), **{k: v for k, v in context.params.items() if v}}
        with suppress(Exception):  # nothing that is wrong with a study may reach the line that is being written
            found = names(Path(given.get("directory") or ""), given.get("corpus") or "")
            return [name for name in found if name.startswith(incomplete) and _PLAIN.fullmatch(name)]
        return []

    return complete


def choices(*known: str) -> Complete:
    """A completion by words that are always the same."""
    return completing(lambda folder, corpus: known)


complete_codes = completing(lambda folder, corpus: api.folder.code_names(folder))


def complete_codes_and(*words: str) -> Complete:
    """A completion by some words and the codes of the study."""
    return completing(lambda folder, corpus: [*words, *api.folder.code_names(folder)])


complete_coders = completing(lambda folder, corpus: api.folder.coder_names(folder, corpus))
complete_transcripts = completing(lambda folder, corpus: api.folder.transcript_names(folder, corpus))
complete_attributes = completing(lambda folder, corpus: api.folder.attribute_names(folder, corpus))
complete_tables = completing(lambda folder, corpus: [*table_titles(), *DOCUMENT_TITLES])


def script(shell: str) -> str:
    """The script that makes a shell ask us for words."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # Typer has no other name for it

    return f"{get_completion_script(prog_name='qualcode', complete_var=COMPLETE_VARIABLE, shell=shell)}\n"


def completed_words(environment: Mapping[str, str]) -> list[str] | None:
    """The words before the one that a shell asks us to complete; None where no shell asks."""
    if COMPLETE_VARIABLE not in environment:
        return None
    line = environment.get("COMP_WORDS") or environment.get("_TYPER_COMPLETE_ARGS", "")
    return line.replace("\n", " ").split(" ")[1:-1]


def answer(run: Callable[[], object]) -> int:
    """Answer a shell: `run` prints the words; whatever fails is silence."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    try:
        completion_init()
        run()
    except SystemExit as end:  # how Typer ends; for fish the code says whether there are words
        return end.code if isinstance(end.code, int) else 0
    except Exception:  # a traceback would land in the middle of a command line
        return 0
    return 0

"""What a shell may complete: names of the installation and of the study, never words of participants.

Whoever presses Tab waits for the answer, and a broken study must not disturb the line that is being written: what
cannot be read quickly is not offered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import typer

Complete = Callable[[typer.Context, str], list[str]]
"""Words that a value may be, for the command line so far and the beginning of the value."""
COMPLETE_VARIABLE = "_QUALCODE_COMPLETE"
"""Environment variable by which a shell asks for words instead of running a command."""
SHELLS = ("bash", "zsh", "fish")
"""Shells that have a completion script."""
_PLAIN = re.compile(r"[\w.+~/@%-]+")
"""Names that a shell can put into a line as they are."""


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


def _codes(folder: Path, corpus: str) -> Iterable[str]:
    from qualcode.api.names import code_names

    return code_names(folder)


def _coders(folder: Path, corpus: str) -> Iterable[str]:
    from qualcode.api.names import coder_names

    return coder_names(folder, corpus)


def _attributes(folder: Path, corpus: str) -> Iterable[str]:
    from qualcode.api.names import attribute_names

    return attribute_names(folder, corpus)


def _tables(folder: Path, corpus: str) -> Iterable[str]:
    from qualcode.api.names import DOCUMENT_TITLES, table_titles

    return [*table_titles(), *DOCUMENT_TITLES]


complete_codes, complete_coders = completing(_codes), completing(_coders)
complete_attributes, complete_tables = completing(_attributes), completing(_tables)


def script(shell: str) -> str:
    """The script that makes a shell ask us for words."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # Typer has no other name for it

    return f"{get_completion_script(prog_name='qualcode', complete_var=COMPLETE_VARIABLE, shell=shell)}\n"


def asked_command(environment: Mapping[str, str]) -> str | None:
    """The command whose words a shell asks for, empty before it is written; None where no shell asks."""
    if COMPLETE_VARIABLE not in environment:
        return None
    line = environment.get("COMP_WORDS") or environment.get("_TYPER_COMPLETE_ARGS", "")
    return next(iter(line.replace("\n", " ").split(" ")[1:-1]), "")


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

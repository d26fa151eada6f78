"""Settings that every command shares."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", metavar="N", min=1, help="Processes that share coding, where there are hundreds of megabytes of text."
    ),
]


@dataclass(frozen=True)
class CliSettings:
    """Where to work and how to talk."""

    directory: Path = Path()
    """Folder of the study, or one inside it."""
    corpus: str = ""
    """Corpus to work on; empty: the study's default."""
    json: bool = False
    """True: the product is JSON on stdout."""
    quiet: bool = False
    """True: only errors are said."""
    verbose: bool = False
    """True: notes are said too."""
    no_color: bool = False
    """True: no colours."""
    no_input: bool = False
    """True: never ask; qualcode asks nothing today, and scripts may rely on it."""


COMMON_OPTIONS = {
    "directory": Annotated[
        Path | None,
        typer.Option("--directory", "-C", metavar="DIR", help="Work in this folder."),
    ],
    "corpus": Annotated[
        str | None,
        typer.Option("--corpus", metavar="NAME", help="Corpus under corpora/ to work on."),
    ],
    "json": Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")],
    "quiet": Annotated[bool, typer.Option("--quiet", "-q", help="Say errors only.")],
    "verbose": Annotated[bool, typer.Option("--verbose", "-v", help="Say notes too.")],
    "no_color": Annotated[bool, typer.Option("--no-color", help="No colours.")],
    "no_input": Annotated[bool, typer.Option("--no-input", help="Never ask anything.")],
}
"""Options of every command, by the field of `Settings` that they fill; they may stand before the command too."""


def merge_settings(before: dict[str, object], after: dict[str, object]) -> CliSettings:
    """Settings from the options before and after the command; those after it win."""
    stated = {name: value for each in (before, after) for name, value in each.items() if value}
    return CliSettings(**stated)  # type: ignore[arg-type]  # the keys of COMMON are the fields of Settings

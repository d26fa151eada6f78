"""Options as fields of dataclasses: a field carries its flag and its help, and a command is handed whole groups.

`parameters` turns the fields of a group into what Typer reads; `filled` turns what Typer read into the group.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import typer

from qualcode.cli.completion import Complete, choices, complete_coders
from qualcode.executors import EXECUTORS, Executor, executor_named

T = TypeVar("T")
NEEDED: Any = MISSING
"""The default of what must be written."""


def option(flags: str, metavar: str, about: str, default: str = "", *, complete: Complete | None = None) -> str:
    """An option that takes a word; the same in all dataclasses where it has the same flag."""
    return _field(typer.Option(*flags.split(), metavar=metavar, help=about, autocompletion=complete), default)


def repeated(flags: str, metavar: str, about: str, *, complete: Complete | None = None) -> tuple[str, ...]:
    """An option that may be repeated."""
    words = typer.Option(*flags.split(), metavar=metavar, help=about, autocompletion=complete)
    return _field(words, tuple[str, ...]())


def flag(flags: str, about: str) -> bool:
    """An option that is written or not."""
    return _field(typer.Option(*flags.split(), help=about), False)


def number(
    flags: str, metavar: str, about: str, default: T, least: float | None = None, most: float | None = None,
    *, shown: bool = True,
) -> T:  # fmt: skip
    """An option that takes a number; its default is not `shown` where 0 stands for something else."""
    return _field(
        typer.Option(*flags.split(), metavar=metavar, help=about, min=least, max=most, show_default=shown), default
    )


def argument(metavar: str, about: str, default: str = NEEDED, *, complete: Complete | None = None) -> str:
    """A word without a flag."""
    return _field(typer.Argument(metavar=metavar, help=about, autocompletion=complete), default)


def arguments(metavar: str, about: str, *, complete: Complete | None = None) -> tuple[Any, ...]:
    """Words without a flag, as many as there are."""
    words = typer.Argument(metavar=metavar, help=about, autocompletion=complete, show_default=False)
    return _field(words, tuple[Any, ...]())


def codebook_file(about: str = "Codebook; the study's default unless named.") -> str:
    """`--codebook`, which names a file."""
    return option("--codebook -b", "FILE", about)


def coder_option(about: str, default: str = "rules") -> str:
    """`--coder`, which names one of the study's coders."""
    return option("--coder", "NAME", about, default, complete=complete_coders)


def reviewed_by_option() -> str:
    """`--reviewed-by`, which names the person who answered what rules suggest."""
    about = "With --coder rules: as this coder's review corrected them."
    return option("--reviewed-by", "NAME", about, complete=complete_coders)


def dry_run(about: str = "Say what would happen; write nothing.") -> bool:
    """`--dry-run`, for every command that writes."""
    return flag("--dry-run -n", about)


def strict() -> bool:
    """`--strict`, for scripts that must stop at a guess."""
    return flag("--strict", "Exit 1 when there are warnings.")


def jobs() -> int:
    """`--jobs`, for corpora of hundreds of megabytes."""
    about = "Processes that share the work; all cores where that is worth it, unless named."
    return number("--jobs", "N", about, 0, least=0, shown=False)


def executor() -> str:
    """`--executor`, for those who have more than one computer."""
    return option("--executor", "WHO", "Who works: serial, processes, dask.", complete=choices(*EXECUTORS))


def scheduler() -> str:
    """`--scheduler`, the one connection of a command that reads and codes, only where it is named."""
    return option("--scheduler", "ADDRESS", "The Dask cluster that works: tcp://HOST:8786.")


def _field(parameter: object, default: T) -> T:
    made: T = field(default=default, metadata={"parameter": parameter})
    return made


@dataclass(frozen=True)
class WorkChoices:
    """Who does the work."""

    jobs: int = jobs()
    executor: str = executor()
    scheduler: str = scheduler()

    def workers(self) -> AbstractContextManager[Executor]:
        """Those who do it, as long as it is done."""
        return executor_named(self.executor, self.jobs, self.scheduler)


def parameters(group: type) -> Iterator[inspect.Parameter]:
    """The fields of a group as parameters of a function, as Typer reads them."""
    kinds = get_type_hints(group)
    for each in fields(group):
        kind, default = kinds[each.name], each.default
        if get_origin(kind) is tuple:  # Typer knows lists only
            kind, default = list[get_args(kind)[0]] | None, None  # type: ignore[misc]
        yield inspect.Parameter(
            each.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if default is MISSING else default,
            annotation=Annotated[kind, each.metadata["parameter"]],
        )


def filled(group: Callable[..., T], values: Mapping[str, object]) -> T:
    """A group with what was written on the command line; what may be repeated is an empty tuple where it was not."""
    plural = {name for name, kind in get_type_hints(group).items() if get_origin(kind) is tuple}
    return group(**{name: tuple(value or ()) if name in plural else value for name, value in values.items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class CliSettings:
    """Where to work and how to talk: the options of every command, which may stand before it, too."""

    directory: str = option("--directory -C", "DIR", "Work in this folder.")
    corpus: str = option("--corpus", "NAME", "Corpus under corpora/ to work on.")
    json: bool = flag("--json", "Print the result as JSON on stdout.")
    quiet: bool = flag("--quiet -q", "Say errors only.")
    verbose: bool = flag("--verbose -v", "Say notes too.")
    no_color: bool = flag("--no-color", "No colours.")
    no_input: bool = flag("--no-input", "Never ask anything.")

    @property
    def folder(self) -> Path:
        """The folder of the study, or one inside it."""
        return Path(self.directory)


def merge_settings(before: Mapping[str, object], after: Mapping[str, object]) -> CliSettings:
    """Settings from the options before and after the command; those after it win."""
    return filled(CliSettings, {name: value for each in (before, after) for name, value in each.items() if value})

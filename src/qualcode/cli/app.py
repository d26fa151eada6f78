"""The application: how a function becomes a command with the common options."""

import inspect
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode import __version__
from qualcode.cli.failure import Command, Commands, failed, refused
from qualcode.cli.settings import COMMON_OPTIONS, CliSettings, merge_settings
from qualcode.model.finding import Finding

app = typer.Typer(
    name="qualcode",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help drawn by Rich costs a quarter of a second of imports
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Qualitative coding and text mining of interview transcripts in Indonesian, English and both mixed.",
    epilog="Start with `qualcode init`, or in any folder:\n\n"
    "\b\n  qualcode ingest FOLDER\n  qualcode code --codebook FILE\n  qualcode export barriers",
)


class Stopped(Exception):
    """A command was stopped from outside; Typer has exit codes of its own for that, and ours are said in `main`."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"qualcode {__version__}")
        raise typer.Exit


def _before(
    context: typer.Context,
    version: Annotated[  # Typer calls back
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    **common: Any,
) -> None:
    context.obj = common


def _with_common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function the common options in the signature that Typer reads."""
    own = [
        each for each in inspect.signature(function, eval_str=True).parameters.values() if each.kind != each.VAR_KEYWORD
    ]
    common = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None if "| None" in str(kind) else False, annotation=kind
        )
        for name, kind in COMMON_OPTIONS.items()
    ]
    function.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in [*own, *common]}
    return function


app.callback()(_with_common(_before))


def command(name: str, epilog: str = "") -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Register a function as a command: it gets the settings first, and what it returns is the exit code."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]

        def wrapper(context: typer.Context, **given: Any) -> None:
            settings = merge_settings(context.obj or {}, {each: given.pop(each) for each in COMMON_OPTIONS})
            raise typer.Exit(_call(function, settings, given))

        head = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        wrapper.__signature__ = inspect.Signature([head, *own])  # type: ignore[attr-defined]
        wrapper.__doc__ = function.__doc__
        app.command(name, cls=Command, epilog=_examples(epilog))(_with_common(wrapper))
        return function

    return register


def _call(function: Callable[..., int], settings: CliSettings, given: dict[str, Any]) -> int:
    """Run a command in the folder named with `-C`; paths on the command line are relative to it."""
    if not settings.directory.is_dir():
        hint = "name an existing folder after -C"
        return refused(
            settings, Finding("error", "no-such-folder", f"there is no folder {settings.directory}", hint=hint)
        )
    try:
        with chdir(settings.directory):
            return _call_here(function, replace(settings, directory=Path()), given)
    except (KeyboardInterrupt, BrokenPipeError) as end:
        raise Stopped from end
    except SystemExit as end:  # how Rich says that nobody reads the pipe any more
        raise Stopped from BrokenPipeError(*end.args)


def _call_here(function: Callable[..., int], settings: CliSettings, given: dict[str, Any]) -> int:
    try:
        return function(settings, **given)
    except BrokenPipeError:
        raise
    except Exception as error:
        return failed(error, settings)


def _examples(text: str) -> str:
    """Examples under a command's help, one a line."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\b\n" + "\n  ".join(["Examples:", *lines]) if lines else ""  # \b keeps the lines as they are

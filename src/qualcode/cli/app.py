"""The application: how a function becomes a command with the common options."""

import inspect
from collections.abc import Callable
from contextlib import chdir
from dataclasses import fields, replace
from typing import Annotated

import typer

from qualcode import __version__
from qualcode.cli.failure import failed, refused
from qualcode.cli.help import Command, Commands
from qualcode.cli.options import CliSettings, filled, merge_settings, parameters
from qualcode.model.finding import Finding

app = typer.Typer(
    name="qualcode",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,  # `qualcode completion` prints the script; nothing is written into anybody's shell
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help drawn by Rich costs a quarter of a second of imports
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Code interviews by hand and by rules, in Indonesian and English.",
)
_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
_COMMON = {each.name for each in fields(CliSettings)}


class Stopped(Exception):
    """A command was stopped from outside; Typer has exit codes of its own for that, and ours are said in `main`."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"qualcode {__version__}")
        raise typer.Exit


_VERSION = inspect.Parameter(
    "version",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ],  # Typer calls back
)


def _before(context: typer.Context, **common: object) -> None:
    context.obj = {name: value for name, value in common.items() if name in _COMMON}


def _signed(function: Callable[..., None], *own: inspect.Parameter) -> Callable[..., None]:
    """Give a function the signature that Typer reads: its own parameters, then the common options."""
    every = [_CONTEXT, *own, *parameters(CliSettings)]
    function.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in every}
    return function


app.callback()(_signed(_before, _VERSION))


def command(
    name: str, examples: str, kind: type[Command] = Command
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Register a function as a command: it gets the settings, then its groups of options, and returns the exit code."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        groups = [each.annotation for each in inspect.signature(function, eval_str=True).parameters.values()][1:]

        def run(context: typer.Context, **values: object) -> None:
            after = {name: values.pop(name) for name in _COMMON}
            own = [filled(group, {each.name: values[each.name] for each in fields(group)}) for group in groups]
            raise typer.Exit(_call(function, merge_settings(context.obj or {}, after), own))

        run.__doc__ = function.__doc__
        signed = _signed(run, *(each for group in groups for each in parameters(group)))
        app.command(name, cls=kind, epilog=_epilog(examples))(signed)
        return function

    return register


def _call(function: Callable[..., int], settings: CliSettings, groups: list[object]) -> int:
    """Run a command in the folder named with `-C`; paths on the command line are relative to it."""
    if not settings.folder.is_dir():
        hint = "name an existing folder after -C"
        return refused(settings, Finding("error", "no-such-folder", f"there is no folder {settings.folder}", hint=hint))
    try:
        with chdir(settings.folder):
            return _call_here(function, replace(settings, directory=""), groups)
    except (KeyboardInterrupt, BrokenPipeError) as end:
        raise Stopped from end
    except SystemExit as end:  # how Rich says that nobody reads the pipe any more
        raise Stopped from BrokenPipeError(*end.args)


def _call_here(function: Callable[..., int], settings: CliSettings, groups: list[object]) -> int:
    try:
        return function(settings, *groups)
    except BrokenPipeError:
        raise
    except Exception as error:
        return failed(error, settings)


def _epilog(examples: str) -> str:
    """Examples under a command's help, one a line."""
    lines = [line.strip() for line in examples.strip().splitlines()]
    return "\b\n" + "\n  ".join(["Examples:", *lines])  # \b keeps the lines as they are

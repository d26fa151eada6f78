"""The application: how a function becomes a command with the common options, and how help is printed.

Commands stand in groups, and each has a page that names what people write.
"""

import inspect
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import chdir
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from textwrap import wrap
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from qualcode import __version__, api
from qualcode.cli.commands import COMMAND_GROUPS, COMMAND_NAMES, command_sentences
from qualcode.cli.failure import failed, refused
from qualcode.cli.options import CliSettings, filled, merge_settings, parameters
from qualcode.cli.output import Heard, hearing, in_words, repeat, speak, spoken
from qualcode.model.finding import Finding

TOPICS = {
    "reading": "Which files are read, and how qualcode finds out who speaks.",
    "codebook": "How a codebook is written: codes, terms, rules, examples.",
    "counting": "What counts as a mention and as a respondent, and what N is.",
    "tables": "How to get a table, in which formats, and cut into groups.",
    "coders": "Rules, people and models; sheets; comparing two of them.",
    "proposals": "What is learnt from your codings: turns to code now, and a second look.",
    "redaction": "How words, names and small groups are kept out of what is handed on.",
    "languages": "Indonesian, English and both mixed; which forms of a word are found.",
    "study-on-disk": "The files of a study: which are yours, and which are made again.",
    "exit-codes": "What a command's exit code says to a script.",
    "environment": "Variables, shells and pipes that affect commands.",
}
"""Topic -> what its page says; the pages lie in `topics/`, a folder a language."""


def _taken_as_written(parameters: Iterable[Any]) -> list[Any]:
    """Parameters that take words as words: Typer would ask pydantic, whose import costs a command 0.1 s."""
    for each in parameters:
        if hasattr(each, "get_runtime_param") and "get_runtime_param" not in vars(each):  # older ones do not ask it
            vars(each)["get_runtime_param"] = partial(_AsWritten, each, each.get_runtime_param)
    return list(parameters)


@dataclass(frozen=True)
class _AsWritten:
    """What Typer asks for the value of one parameter."""

    parameter: Any
    usual: Callable[[], Any]
    """Gives what Typer would ask."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value: a word, words or a default as they are; what has to be understood by Typer's own way."""
        kind = self.parameter.type_descriptor.annotation
        plural = get_origin(kind) is list
        if value is None or (plural and get_args(kind)[0] is str):
            return list(value or ()) if plural else None
        return value if not plural and isinstance(value, kind) else self.usual().coerce(value, param, ctx)


_HelpFormatter: Any = typer.Context.formatter_class  # Typer names it nowhere else


class HelpInWords(_HelpFormatter):  # type: ignore[misc]
    """How help is written: its sentences in the language of the reader, names and options as they are typed."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """What the command line consists of."""
        super().write_usage(prog, args, prefix or f"{in_words('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """What stands above a list."""
        super().write_heading(in_words(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs; what begins with a backspace stays in its lines."""
        if spoken().language != "en":
            paragraphs = [each if each.startswith("\b") else " ".join(each.split()) for each in text.split("\n\n")]
            text = "\n\n".join("\n".join(map(in_words, each.split("\n"))) for each in paragraphs)
        super().write_text(text)

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Names with what they are; Typer puts two spaces before a default."""
        said = [(name, "  [".join(in_words(part) for part in about.split("  ["))) for name, about in rows]
        super().write_dl(said, col_max, col_spacing)


class Explained:
    """A command or group whose help is in the language of the reader."""

    def get_help(self, ctx: Any) -> str:
        """Its help."""
        ctx.formatter_class = HelpInWords
        return super().get_help(ctx)  # type: ignore[misc,no-any-return]  # of the command or group beside it


class Command(Explained, TyperCommand):
    """A command whose help names its arguments without their types in Python."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, those without a flag named by what stands for their value."""
        for each in self.params:
            if each.param_type_name == "argument":
                vars(each)["display_type_rich"] = lambda ctx: None
        return _taken_as_written(super().get_params(ctx))


def _no_command(name: str) -> Exception:
    """What to write for a command that is none: tables and documents are exported."""
    from qualcode.cli.completion import DOCUMENT_TITLES, table_titles
    from qualcode.model.finding import study_error, unknown_name

    if name in {*table_titles(), *DOCUMENT_TITLES}:
        message = f"there is no command `{name}`: it is a table or document"
        return study_error("unknown-command", message, f"write `qualcode export {name}`")
    return unknown_name("command", name, COMMAND_NAMES)


class Commands(Explained, TyperGroup):
    """The commands; a name that none has is refused with the nearest one."""

    def get_params(self, ctx: Any) -> Any:
        """The options that stand before a command."""
        return _taken_as_written(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Commands in the order of their groups."""
        return list(COMMAND_NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command; while a shell asks for names, its name is enough."""
        named = ctx.resilient_parsing and cmd_name in COMMAND_NAMES
        return super().get_command(ctx, cmd_name) or (Command(cmd_name) if named else None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named first among the arguments."""
        if not ctx.resilient_parsing and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise _no_command(args[0])
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Commands and options that a shell may complete, without their sentences: Typer draws these with Rich."""
        words = super().shell_complete(ctx, incomplete)
        for each in words:
            each.help = None
        return words

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Commands by what one does with them, then, in a few lines, what goes with all of them."""
        width, said = max(map(len, COMMAND_NAMES)), command_sentences()
        for title, names in COMMAND_GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), said[name]) for name in names])
        with formatter.section("Options for every command (COMMAND --help explains them)"):
            write_names(formatter, [*common_options(), "--version"])
        with formatter.section("Topics (qualcode help TOPIC)"):
            write_names(formatter, TOPICS)


def common_options() -> list[str]:
    """The common options as they are written shortest."""
    options = [each.metadata["parameter"] for each in fields(CliSettings)]
    named = [(min((each.default, *each.param_decls), key=len), each.metavar) for each in options]
    return [*(f"{name} {metavar}" if metavar else name for name, metavar in named), "-h"]


def write_names(formatter: Any, names: Iterable[str]) -> None:
    """Names in as many lines as they need, none of them broken."""
    lines = wrap(", ".join(names), formatter.width - 2, break_on_hyphens=False)
    formatter.write("".join(f"  {line}\n" for line in lines))


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
    name: str, examples: str, kind: type[Command] = Command, *, again: bool = False
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Register a function as a command: it gets the settings, then its groups of options, and returns the exit code.

    Of one that may be asked `again`, what it said is kept while nothing changes.
    """

    def register(function: Callable[..., int]) -> Callable[..., int]:
        groups = [each.annotation for each in inspect.signature(function, eval_str=True).parameters.values()][1:]

        def run(context: typer.Context, **values: object) -> None:
            called = partial(said_again, function, name) if again else function
            after = {each: values.pop(each) for each in _COMMON}
            own = [filled(group, {each.name: values[each.name] for each in fields(group)}) for group in groups]
            lang = next((group.lang for group in own if hasattr(group, "lang")), "")
            raise typer.Exit(_call(called, merge_settings(context.obj or {}, after), own, lang))

        run.__doc__ = function.__doc__
        signed = _signed(run, *(each for group in groups for each in parameters(group)))
        app.command(name, cls=kind, epilog=_epilog(examples))(signed)
        return function

    return register


def command_line() -> Any:
    """The commands that are registered, as Typer makes them of their signatures; made once for the same ones."""
    return _command_line(len(app.registered_commands))


@cache
def _command_line(commands: int) -> Any:
    return typer.main.get_command(app)


def _call(function: Callable[..., int], settings: CliSettings, groups: list[object], lang: str) -> int:
    """Run a command in the folder named with `-C`; paths on the command line are relative to it."""
    if not settings.folder.is_dir():
        hint = "name an existing folder after -C"
        return refused(settings, Finding("error", "no-such-folder", f"there is no folder {settings.folder}", hint=hint))
    try:
        with chdir(settings.folder):
            speak(lang)
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


def said_again(function: Callable[..., int], name: str, settings: CliSettings, *groups: object) -> int:
    """Run a command, or repeat what it said last; what it says and its exit code are the same.

    Only what went out is kept, not how it was drawn: a table is drawn for the terminal at hand.
    """
    if any(getattr(group, option, False) for group in groups for option in ("watch", "dry_run")):
        return function(settings, *groups)  # it goes on until somebody stops it, or writes nothing at all
    import msgspec

    asked = f"{name} {settings} {groups} {_screen()} {spoken().language}"
    question = api.again.StudyQuestion(settings.folder, asked, is_run=name == "run")
    kept = question.answer()
    if kept is not None:
        code, said = msgspec.msgpack.decode(kept, type=tuple[int, list[Heard]])
        repeat(settings, said)
        return code
    with question.keeping() as given, hearing() as heard:
        code = function(settings, *groups)
        given.append(msgspec.msgpack.encode((int(code), heard)))
    return code


def _screen() -> list[object]:
    """What is said depends on where it goes: a narrow terminal leaves columns to the file of a table."""
    shown = [stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)]
    return [*shown, *(shutil.get_terminal_size() if any(shown) else ())]

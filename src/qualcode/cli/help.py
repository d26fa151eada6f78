"""Help as it is printed: commands in groups, and a page for each command that names what people write."""

from collections.abc import Iterable
from dataclasses import fields
from textwrap import wrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from qualcode.cli.commands import COMMAND_GROUPS, COMMAND_NAMES
from qualcode.cli.options import CliSettings

TOPICS = {
    "reading": "Which files are read, and how it is told who speaks.",
    "codebook": "How a codebook is written: codes, terms, rules, examples.",
    "counting": "What counts as a mention and as a respondent, and what N is.",
    "tables": "How to get a table, in which formats, and cut into groups.",
    "coders": "Rules, people and models; sheets; comparing two of them.",
    "redaction": "How words, names and small groups are kept out of what is handed on.",
    "languages": "Indonesian, English and both mixed; which forms of a word are found.",
    "study-on-disk": "The files of a study: which are yours, and which are made again.",
    "exit-codes": "What a command's exit code says to a script.",
    "environment": "Variables, shells and pipes that commands heed.",
}
"""Topic -> what its page says; the pages lie in `topics/`, a folder a language."""


class Command(TyperCommand):
    """A command whose help names its arguments without their types in Python."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, those without a flag named by what stands for their value."""
        for each in self.params:
            if each.param_type_name == "argument":
                vars(each)["display_type_rich"] = lambda ctx: None
        return super().get_params(ctx)


class Commands(TyperGroup):
    """The commands; a name that none has is refused with the nearest one."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Commands in the order of their groups."""
        return list(COMMAND_NAMES)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named first among the arguments."""
        from qualcode.model.finding import unknown_name

        if not ctx.resilient_parsing and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise unknown_name("command", args[0], COMMAND_NAMES)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Commands and options that a shell may complete, without their sentences: Typer draws these with Rich."""
        words = super().shell_complete(ctx, incomplete)
        for each in words:
            each.help = None
        return words

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Commands by what one does with them, then, in a few lines, what goes with all of them."""
        width = max(map(len, COMMAND_NAMES))
        for title, names in COMMAND_GROUPS.items():
            with formatter.section(title):
                helps = {name: self.commands[name].get_short_help_str(formatter.width) for name in names}
                formatter.write_dl([(name.ljust(width), sentence) for name, sentence in helps.items()])
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

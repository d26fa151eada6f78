"""`qualcode help` and `qualcode completion`."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from textwrap import fill

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import TOPICS, app, command
from qualcode.cli.commands import COMMAND_NAMES, load_commands
from qualcode.cli.completion import DOCUMENT_TITLES, SHELLS, choices, script, table_titles
from qualcode.cli.options import CliSettings, argument, arguments, option
from qualcode.cli.output import console, in_words, put, put_json, spoken

_PAGES = Path(__file__).parent.parent / "topics"
"""A folder a language, a file a topic; what a language lacks is there in English."""


@dataclass(frozen=True)
class HelpOptions:
    """What is explained, in which language."""

    words: tuple[str, ...] = arguments(
        "TOPIC", "A topic, a command or a table.", complete=choices(*TOPICS, *COMMAND_NAMES)
    )
    lang: str = option("--lang", "LANG", "Language of the page: id or en.", complete=choices("id", "en"))


@command("help", "qualcode help\nqualcode help codebook\nqualcode help export\nqualcode help barriers")
def help_(settings: CliSettings, options: HelpOptions) -> int:
    """Explain a topic, a command or a table.

    Without TOPIC, lists the topics. Pages are in the language of the terminal: `qualcode help languages`.
    """
    from qualcode.model.finding import unknown_name

    first = options.words[0] if options.words else ""
    exports = {**table_titles(), **DOCUMENT_TITLES}
    if not first:
        return _list(settings)
    if first in COMMAND_NAMES:
        return _run([*options.words, "--help"])
    if first in exports and first not in TOPICS:
        return _run(["export", first, "--help"])
    if first not in TOPICS:
        raise unknown_name("topic", first, [*TOPICS, *COMMAND_NAMES, *exports])
    files = [_PAGES / language / f"{first}.txt" for language in (spoken().language, "en")]
    page = next(file.read_text("utf-8") for file in files if file.is_file())
    if settings.json:
        put_json({"topic": first, "page": page})
    else:
        put(page)
    return ExitCode.DONE


def _list(settings: CliSettings) -> int:
    if settings.json:
        put_json(TOPICS)
    else:
        width = max(map(len, TOPICS))
        fold = partial(fill, width=console(settings).width, subsequent_indent=" " * (width + 4), break_on_hyphens=False)
        lines = [fold(f"  {name:<{width}}  {in_words(about)}") for name, about in TOPICS.items()]
        more = in_words("`qualcode help COMMAND` and `qualcode help TABLE` explain one of these.")
        put("\n".join([in_words("Topics: qualcode help TOPIC"), *lines, "", more]) + "\n")
    return ExitCode.DONE


def _run(arguments: list[str]) -> int:
    """The help of a command, as it prints it."""
    load_commands(arguments)
    ended = app(arguments, prog_name="qualcode", standalone_mode=False)
    return ended if isinstance(ended, int) else ExitCode.DONE


@dataclass(frozen=True)
class CompletionOptions:
    """For which shell."""

    shell: str = argument("SHELL", "bash, zsh or fish.", complete=choices(*SHELLS))


@command(
    "completion",
    """
    qualcode completion bash >> ~/.bashrc
    qualcode completion zsh >> ~/.zshrc
    qualcode completion fish > ~/.config/fish/completions/qualcode.fish
    """,
)
def completion(_settings: CliSettings, options: CompletionOptions) -> int:
    """Print what makes a shell complete names at Tab.

    Commands, options, tables, codes, coders and attributes of the study around the current folder; never what
    participants said. Add it to what your shell reads when it starts, and open a new terminal.
    """
    put(script(api.open.one_of("completion", options.shell, *SHELLS)))
    return ExitCode.DONE

"""The commands, in the groups and the order in which `--help` lists them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

COMMAND_GROUPS = {
    "Begin": ("init", "ingest", "run", "status"),
    "Code by hand": ("review", "propose", "sample", "import", "merge", "codings", "show", "memos"),
    "Code by rules": ("code", "check", "explain", "words", "suggest", "topics", "codes", "diff"),
    "Privacy": ("identifiers", "pseudonymise", "withdraw", "share"),
    "Trust and hand in": ("evaluate", "agreement", "verify", "lock", "report", "export", "sql"),
    "Help and editors": ("help", "completion", "schema"),
}
"""Title of a group -> its commands, each a module of this folder. A new command finds its group here."""
COMMAND_NAMES = tuple(name for names in COMMAND_GROUPS.values() for name in names)
"""Every command."""
_MODULES = {"import": "import_codings", "help": "help_topics", "completion": "help_topics", "schema": "init"}
"""Modules that are not named as their command: `import` is a word of Python, and two small commands share a file."""


_FIRST_LINE = re.compile(r'^@command\(\s*"(\w+)".*?-> int:\s+"""(.+?)(?:""")?$', re.DOTALL | re.MULTILINE)
"""How the file of a command says its name and what it does."""


def load_commands(words: Iterable[str] = COMMAND_NAMES) -> None:
    """Register the commands that are among the words of a command line; verbs are imported when called."""
    for name in dict.fromkeys(words):
        if name in COMMAND_NAMES:
            import_module(f"{__name__}.{_MODULES.get(name, name)}")


@cache
def command_sentences() -> Mapping[str, str]:
    """Every command with the sentence that says what it does, read from its source: importing all takes .15 s."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return dict(found for file in files for found in _FIRST_LINE.findall(file.read_text("utf-8")))

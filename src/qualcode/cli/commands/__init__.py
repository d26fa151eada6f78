"""The commands, in the groups and the order in which `--help` lists them."""

from importlib import import_module

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


def load_commands(first: str = "") -> None:
    """Register the command that the first word names, or all where it names none; verbs are imported when called."""
    for name in (first,) if first in COMMAND_NAMES else COMMAND_NAMES:
        import_module(f"{__name__}.{_MODULES.get(name, name)}")

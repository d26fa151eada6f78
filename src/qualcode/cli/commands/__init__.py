"""The commands, in the order in which `--help` lists them."""

from importlib import import_module

COMMAND_NAMES = (
    *("init", "ingest", "code", "check", "export", "run", "status", "verify"),
    *("lock", "explain", "sample", "import", "evaluate", "diff"),
    *("words", "suggest", "topics", "codes"),
    "schema",
)
"""Commands, each a module of this folder."""
_MODULES = {"import": "import_codings"}
"""Modules that are not named as their command: `import` is a word of Python."""


def load_commands() -> None:
    """Register every command; each imports its step only when it is called."""
    for name in COMMAND_NAMES:
        import_module(f"{__name__}.{_MODULES.get(name, name)}")

"""The commands, in the order in which `--help` lists them."""

from importlib import import_module

NAMES = ("init", "ingest", "code", "export", "run", "status", "verify", "lock")
"""Modules of this folder, one a command."""


def load_commands() -> None:
    """Register every command; each imports its step only when it is called."""
    for name in NAMES:
        import_module(f"{__name__}.{name}")

"""A command that is asked again says the same at once, where nothing changed that it depends on."""

import shutil
import sys
from collections.abc import Callable

from qualcode import api
from qualcode.cli.options import CliSettings
from qualcode.cli.output import Heard, hearing, repeat, spoken


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

"""Open the study that a command works on."""

from typing import TYPE_CHECKING

from qualcode.cli.say import say
from qualcode.cli.settings import Settings

if TYPE_CHECKING:
    from qualcode.steps.study import Opened


def open_here(settings: Settings) -> "Opened":
    """The study around the working folder, with its corpus; says when it waits, and when the index is made again."""
    from qualcode.steps.study import open_study

    def waiting() -> None:
        say(settings, "another qualcode is at work on this study; waiting for it ...")

    def told(line: str) -> None:
        say(settings, line)

    return open_study(settings.directory, settings.corpus, waiting, told)

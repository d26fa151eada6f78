"""How long work shows itself: a bar on a terminal, elsewhere a line every ten seconds, and a last line with the time.

Who works only notes how far it is; a thread of its own looks at that now and then, so that showing costs no time.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qualcode.languages.catalogue import N_, Messages

if TYPE_CHECKING:
    from rich.console import Console

WORKS = {
    "read": N_("Reading sources"),
    "index": N_("Indexing"),
    "code": N_("Coding"),
    "export": N_("Writing tables"),
    "vectors": N_("Encoding sentences"),
    "choose": N_("Trying numbers of topics"),
    "topics": N_("Finding topics"),
    "halves": N_("Finding them again among halves of the respondents"),
    "sections": N_("Making the report"),
    "check": N_("Checking"),
    "verify": N_("Comparing transcripts with their sources"),
    "codings": N_("Comparing codings with transcripts"),
    "quotes": N_("Comparing quotes with transcripts"),
    "evaluate": N_("Comparing coders"),
    "identifiers": N_("Looking for names"),
    "search": N_("Searching files"),
}
"""What rooms call their work -> how people read it; another name is shown as it is."""
IN_PARTS = ("index", "code")
"""Work that is divided into parts, each of many transcripts: what is counted is no transcript."""
FIRST_S = 1.0
"""Seconds after which work is long."""


class ShownProgress:
    """How far work is, what each part of it took, and when it is shown."""

    every_s = 10.0
    """Seconds between two looks."""
    first_s = every_s
    """Seconds until the first look."""

    def __init__(self, say: Messages, out: "Console", clock: Callable[[], float] = time.monotonic) -> None:
        """Show in a language, on a console."""
        self.say, self.out, self._clock = say, out, clock
        self.doing, self.done, self.total = "", 0, 0
        self._began = self._since = 0.0
        self._took: dict[str, tuple[int, float]] = {}
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self.was_shown = False

    def tell(self, doing: str, done: int, total: int) -> None:
        """Note how far work is: as little as can be, for it is told at every step."""
        if doing != self.doing:
            self._turn_to(doing)
        self.done, self.total = done, total
        if done == total:
            self._turn_to("")

    def _turn_to(self, doing: str) -> None:
        """End one part of the work, and begin another."""
        now = self._clock()
        if self.doing:
            number, before = self._took.get(self.doing, (0, 0.0))
            self._took[self.doing] = number + self.done, before + now - self._since
        self._began = self._began if self._took or self.doing else now
        self.doing, self.done, self._since = doing, 0, now

    @contextmanager
    def beside(self, consoles: list["Console"]) -> Iterator[None]:
        """Look at the work until it ends; what others say meanwhile goes to the last of some consoles."""
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        consoles.append(self.out)
        try:
            yield
        finally:
            consoles.pop()
            self._over.set()
            self._thread.join()
            self.close()
        if line := self.last_line():
            self.out.print(line, style="dim", soft_wrap=True)

    def _look(self) -> None:
        wait = self.first_s
        while not self._over.wait(wait):
            wait = self.every_s
            if self.doing:
                self.show()
                self.was_shown = True

    def show(self) -> None:
        """Show how far the work is now."""
        raise NotImplementedError

    def close(self) -> None:
        """Take away what need not stay."""

    def name(self, doing: str) -> str:
        """A part of the work in words."""
        return self.say(WORKS.get(doing, doing))

    def how_far(self) -> str:
        """Count, rate and time left, as far as they are known."""
        done, total, gone = self.done, self.total, self._clock() - self._since
        parts = [self._count(done, total)] if done or total > 1 else []
        if done and gone > 0:
            places = 0 if done / gone >= 10 else 1
            parts.append(self.say("{number} a second", number=self.say.number(done / gone, places)))
            if total > 0:
                parts.append(self.say("{time} left", time=self.duration(gone / done * (total - done))))
        elif gone:
            parts.append(self.duration(gone))
        return ", ".join(parts)

    def _count(self, done: int, total: int) -> str:
        """How much is done, and of how much where that is known."""
        if total <= 0:
            return self._number(done)
        said = N_("{done} of {total} parts") if self.doing in IN_PARTS else N_("{done} of {total}")
        return self.say(said, done=self._number(done), total=self._number(total))

    def last_line(self) -> str:
        """How long it took, in all and part by part; empty where nobody had to wait."""
        took = self._clock() - self._began if self._took else 0.0
        if not (self.was_shown and took >= FIRST_S):
            return ""
        parts = [
            f"{self._whole(doing, number)} ({self.duration(seconds)})"
            for doing, (number, seconds) in self._took.items()
            if seconds >= FIRST_S / 2
        ]
        if not parts:  # many short ones
            return self.say("Took {time}.", time=self.duration(took))
        return self.say("Took {time}: {parts}.", time=self.duration(took), parts=", ".join(parts))

    def _whole(self, doing: str, number: int) -> str:
        """A part of the work and how much there was of it; work in one piece has no number."""
        if number <= 1:
            return self.name(doing)
        many = self._number(number)
        return f"{self.name(doing)} {self.say('{number} parts', number=many) if doing in IN_PARTS else many}"

    def duration(self, seconds: float) -> str:
        """A time as people read it: 9 s, 2 min 5 s."""
        whole = round(seconds)
        minutes = self.say("{minutes} min", minutes=self._number(whole // 60)) + " " if whole >= 60 else ""
        return minutes + self.say("{seconds} s", seconds=whole % 60)

    def _number(self, value: int) -> str:
        return self.say.number(value)


class InLines(ShownProgress):
    """A plain line now and then, for logs."""

    def show(self) -> None:
        """Print a line."""
        self.out.print(f"{self.name(self.doing)}: {self.how_far()}", soft_wrap=True)


class OnTerminal(ShownProgress):
    """A bar that goes away when the work is done."""

    every_s = 0.2
    first_s = FIRST_S
    _bar: Any = None
    _task: Any = None

    def show(self) -> None:
        """Draw the bar, the first time and again."""
        if self._bar is None:
            from rich.progress import BarColumn, Progress, TextColumn

            columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[far]}")
            self._bar = Progress(*columns, console=self.out, transient=True, auto_refresh=False)
            self._task = self._bar.add_task("", total=None, far="")
            self._bar.start()
        said = {"description": self.name(self.doing), "far": self.how_far()}
        self._bar.update(
            self._task, completed=self.done, total=self.total if self.total > 0 else None, refresh=True, **said
        )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

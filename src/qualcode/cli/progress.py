"""Progress on stderr: a bar on a terminal, nothing off it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qualcode.cli.say import beside, console
from qualcode.cli.settings import Settings

Progress = Callable[[str, int, int], None]
_DOING = {
    "read": "Reading sources",
    "index": "Indexing",
    "code": "Coding",
    "export": "Writing tables",
    "vectors": "Encoding sentences",
    "topics": "Finding topics",
    "choose": "Trying numbers of topics",
}


@contextmanager
def progress(settings: Settings) -> Iterator[Progress | None]:
    """Give steps something to report to; None where nobody is watching."""
    if settings.quiet or settings.json or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress as Bar

    out = console(settings, stderr=True)
    with Bar(console=out, transient=True) as bar, beside(out):
        task = bar.add_task("", total=None)

        def report(doing: str, done: int, total: int) -> None:
            bar.update(task, description=_DOING.get(doing, doing), completed=done, total=total)

        yield report

"""Ten million lines, 2.3 GB in ten files, by one process: time in proportion, bounded memory.

`benchmarks.scale` measures what several processes make of the same.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.commands import QUALCODE
from benchmarks.measure import Figures, measure

FILES = 10
_ROUNDS = 3
"""How often both codebooks are applied."""


def rows(corpus: Path, books: tuple[Path, Path], study: Path) -> Iterator[tuple[str, Figures]]:
    """What was done, how often, and its figures."""
    study.mkdir()
    files = list(_parts(corpus, study))
    yield "`ingest`, once", _once(study, "ingest", "--each", "line", "--segment", "line", "--jobs", "1", *files)
    first = ("code", "--jobs", "1", "--codebook")
    yield "`code` the first time, with its table, once", _once(study, *first, str(books[0]), quiet=False)
    again = [_once(study, *first, str(book)) for _ in range(_ROUNDS) for book in reversed(books)]
    yield "`code` with both codebooks in turn, median of three", _both(again)
    yield "`export barriers`, once", _once(study, "export", "barriers")


def _parts(corpus: Path, folder: Path) -> Iterator[str]:
    """The same lines in ten files, each of which begins with another one."""
    lines = corpus.read_bytes().splitlines(keepends=True)
    for number in range(FILES):
        at = number * len(lines) // FILES
        (folder / f"part-{number}.txt").write_bytes(b"".join([*lines[at:], *lines[:at]]))
        yield f"part-{number}.txt"


def _once(study: Path, *command: str, quiet: bool = True) -> Figures:
    return measure([*QUALCODE, *command, *(["-q"] if quiet else [])], study, runs=1, warm_up=False)


def _both(runs: list[Figures]) -> Figures:
    """The median over rounds of what both codebooks cost together, and the highest peak."""
    sums = sorted(one.cpu_s + other.cpu_s for one, other in list(pairwise(runs))[::2])
    return Figures(sums[len(sums) // 2], max(run.peak_mb for run in runs), "")

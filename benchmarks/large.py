"""Ten million lines, 2.3 GB in ten files: time in proportion, bounded memory, and the same work in two processes."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from benchmarks.commands import QUALCODE
from benchmarks.measure import Figures, measure

FILES = 10
_ROUNDS = 3
"""How often both codebooks are applied by one process and by two."""


def rows(corpus: Path, books: tuple[Path, Path], study: Path) -> Iterator[tuple[str, Figures]]:
    """What was done, how often, and its figures.

    Raises:
        ValueError: two processes wrote other codings than one.
    """
    study.mkdir()
    files = list(_parts(corpus, study))
    yield "`ingest`, once", _once(study, "ingest", "--each", "line", "--segment", "line", *files)
    yield "`code` the first time, with its table, once", _once(study, "code", "--codebook", str(books[0]), quiet=False)
    runs: dict[int, list[Figures]] = {1: [], 2: []}
    written: dict[Path, set[str]] = {book: set() for book in books}
    for jobs, book in [(jobs, book) for _ in range(_ROUNDS) for jobs in runs for book in reversed(books)]:
        figures, codings = _coded(study, book, jobs)
        runs[jobs].append(figures)
        written[book].add(codings)
    if any(len(found) > 1 for found in written.values()):
        raise ValueError("two processes wrote other codings than one")
    for jobs, own in runs.items():
        yield f"`code` with both codebooks in turn, `--jobs {jobs}`, median of three", _both(own)
    yield "`export barriers`, once", _once(study, "export", "barriers")


def ratio(found: Mapping[str, Figures]) -> float:
    """CPU seconds of two processes for each one of a single process."""
    one, two = (next(own.cpu_s for what, own in found.items() if f"--jobs {jobs}" in what) for jobs in (1, 2))
    return two / one


def _parts(corpus: Path, folder: Path) -> Iterator[str]:
    """The same lines in ten files, each of which begins with another one."""
    lines = corpus.read_bytes().splitlines(keepends=True)
    for number in range(FILES):
        at = number * len(lines) // FILES
        (folder / f"part-{number}.txt").write_bytes(b"".join([*lines[at:], *lines[:at]]))
        yield f"part-{number}.txt"


def _once(study: Path, *command: str, quiet: bool = True) -> Figures:
    return measure([*QUALCODE, *command, *(["-q"] if quiet else [])], study, runs=1, warm_up=False)


def _coded(study: Path, book: Path, jobs: int) -> tuple[Figures, str]:
    """Figures of coding again, and a hash of all the codings it wrote."""
    figures = _once(study, "code", "--codebook", str(book), "--jobs", str(jobs))
    found = sha256()
    for file in sorted((study / ".qualcode" / "codings").rglob("*")):
        if file.is_file() and file.suffix != ".json":  # the manifest says what it was made from
            found.update(file.read_bytes())
    return figures, found.hexdigest()


def _both(runs: list[Figures]) -> Figures:
    """The median over rounds of what both codebooks cost together, and the highest peak."""
    sums = sorted(one.cpu_s + other.cpu_s for one, other in list(pairwise(runs))[::2])
    return Figures(sums[len(sums) // 2], max(run.peak_mb for run in runs), "")

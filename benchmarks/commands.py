"""The whole command line on a large file of one respondent a line: start-up and all files included."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figures, measure

QUALCODE = [sys.executable, "-m", "qualcode"]


def rewrite(patterns: Path, codebook: Path, level: str = "exact") -> None:
    """Write `code:` lines with `  - "pattern"` lines under them as a codebook of barriers."""
    lines = ["format: 1", "codebook: bench", "languages: [id, en]", f"defaults: {{level: {level}}}", "codes:"]
    for line in patterns.read_text(encoding="utf-8").splitlines():
        if line.startswith("  - "):
            lines.append(f"      {line.strip()}")
        elif line:
            name = line.removesuffix(":")
            lines += [f"  - code: {name}", "    kind: barrier", f"    label: {{en: {name}}}", "    terms:"]
    codebook.write_text("\n".join(lines) + "\n", encoding="utf-8")


def steps(corpus: Path, codebook: Path, study: Path) -> Iterator[tuple[str, Figures]]:
    """Figures of each command: medians of five rounds, each of which begins in an empty folder."""
    commands = {
        "`ingest --each line --segment line`": ["ingest", "--each", "line", "--segment", "line", str(corpus), "-q"],
        "`code`, the first time": ["code", "-q", "--codebook", str(codebook)],
        "`export barriers`": ["export", "barriers", "-q"],
    }
    runs: dict[str, list[Figures]] = {what: [] for what in commands}
    for _ in range(5):
        shutil.rmtree(study, ignore_errors=True)
        study.mkdir()
        for what, command in commands.items():
            runs[what].append(measure([*QUALCODE, *command], study, runs=1, warm_up=False))
    yield from ((what, _medians(own)) for what, own in runs.items())


def again(books: tuple[Path, Path], study: Path) -> Figures:
    """Coding in turn with two codebooks of one name: each finds the codings of the other, and none that it can keep."""
    runs = [
        measure([*QUALCODE, "code", "-q", "--codebook", str(book)], study, runs=1, warm_up=False)
        for book in (*reversed(books), *reversed(books), *reversed(books))
    ]
    return _medians(runs[1:])


def _medians(runs: list[Figures]) -> Figures:
    middle = len(runs) // 2
    return Figures(sorted(run.cpu_s for run in runs)[middle], sorted(run.peak_mb for run in runs)[middle], "")

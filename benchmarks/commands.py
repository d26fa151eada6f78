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


def steps(corpus: Path, codebook: Path, changed: Path, study: Path) -> Iterator[tuple[str, Figures]]:
    """Figures of each command, each run five times from the state that the one before left."""
    study.mkdir()
    ingest = [*QUALCODE, "ingest", "--each", "line", "--segment", "line", str(corpus), "-q"]
    yield "`ingest --each line --segment line`", _fresh(ingest, study)
    yield "`code`, codebook changed", _alternating(codebook, changed, study)
    yield "`export barriers`", measure([*QUALCODE, "export", "barriers", "-q"], study)


def _fresh(command: list[str], study: Path) -> Figures:
    """Runs that each begin in an empty folder."""
    runs = []
    for _ in range(5):
        shutil.rmtree(study)
        study.mkdir()
        runs.append(measure(command, study, runs=1, warm_up=False))
    return _medians(runs)


def _alternating(one: Path, other: Path, study: Path) -> Figures:
    """Runs each of which finds the codings of another codebook of the same name."""
    code = [*QUALCODE, "code", "-q", "--codebook"]
    measure([*code, str(other)], study, runs=1, warm_up=False)  # what is worked out once for an index
    books = [one, other, one, other, one]
    return _medians([measure([*code, str(book)], study, runs=1, warm_up=False) for book in books])


def _medians(runs: list[Figures]) -> Figures:
    middle = len(runs) // 2
    return Figures(sorted(run.cpu_s for run in runs)[middle], sorted(run.peak_mb for run in runs)[middle], "")

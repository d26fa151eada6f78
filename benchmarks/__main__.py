"""All measurements of this version, as Markdown on stdout.

    python -m benchmarks [FOLDER]

FOLDER holds `gen_corpus.py` and `gen_codebook.py`, the generators of the common corpus and codebook; without it the
rows that need them are left out, and the output says so.
"""

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Figures, measure

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = ROOT.parent / "shared" / "bench"
QUALCODE = [sys.executable, "-m", "qualcode"]
KNOWN_HITS = {500: 87_479, 5_000: 749_597}
"""Hits in 100,000 segments, by number of patterns: what quanteda 4.3.1 counts."""


def main(folder: str = "") -> None:
    print("# Performance\n")
    print("Written by `python -m benchmarks > docs/performance.md`; do not edit.\n")
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} shared cores. CPU seconds are")
    print(
        "medians of 5 runs: of whole processes for commands, without imports for patterns. Hits are checked to the last"
    )
    print("one against what quanteda 4.3.1 counts on the same text.\n")
    print("| what | CPU s | peak MB |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(scratch) / "study"
        study.mkdir()
        for name in ("qualcode.yaml", "codebooks", "corpora"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, study / name)
        _row("`qualcode --help`", [*QUALCODE, "--help"], study)
        _row("`qualcode run` on the shipped study, again", [*QUALCODE, "run", "--quiet"], study)
        _patterns(Path(folder) if folder else GENERATORS, Path(scratch))


def _row(what: str, command: list[str], folder: Path) -> None:
    figures = measure(command, folder)
    print(f"| {what} | {figures.cpu_s:.2f} | {figures.peak_mb:.0f} |")


def _patterns(generators: Path, scratch: Path) -> None:
    """100,000 segments of the common corpus, against a peer on the same machine."""
    if not (generators / "gen_corpus.py").is_file():
        print(f"\nLeft out: patterns in 100,000 segments, because {generators} has no gen_corpus.py.")
        return
    made = shutil.copytree(generators, scratch / "bench")
    measure([sys.executable, "gen_corpus.py", "100000", "c100k.txt"], made, runs=0)
    for number, hits in KNOWN_HITS.items():
        measure([sys.executable, "gen_codebook.py", str(number), f"cb{number}.yaml"], made, runs=0)
        corpus, codebook = str(made / "c100k.txt"), str(made / f"cb{number}.yaml")
        command = [sys.executable, "-m", "benchmarks.patterns", corpus, codebook, str(hits)]
        runs = [measure(command, ROOT, runs=1) for _ in range(5)]
        found = json.loads(runs[0].printed)
        cpu, peak = (statistics.median(values) for values in zip(*map(_figures, runs), strict=True))
        what = f"100,000 segments x {number:,} patterns: {found['hits']:,} hits"
        print(f"| {what} | {cpu:.2f} | {peak:.0f} |")


def _figures(run: Figures) -> tuple[float, float]:
    """CPU seconds without imports, and peak memory, of one run."""
    return json.loads(run.printed)["cpu_s"], run.peak_mb


if __name__ == "__main__":
    main(*sys.argv[1:])

"""All measurements of this version, as Markdown on stdout.

    python -m benchmarks [FOLDER]

FOLDER holds `gen_corpus.py` and `gen_codebook.py`, the generators of the common corpus and codebook; without it the
rows that need them are left out, and the output says so.
"""

import json
import platform
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import large
from benchmarks.commands import again, rewrite, steps
from benchmarks.measure import Figures, machine, measure
from benchmarks.peers import rows
from benchmarks.recode import recoded, write_books

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = ROOT.parent / "shared" / "bench"
KNOWN_HITS = ((100_000, 500, 87_479), (100_000, 5_000, 749_597), (1_000_000, 500, 869_964))
"""Segments, patterns, and the hits that quanteda 4.3.1 counts."""


def main(folder: str = "") -> None:
    print("# Performance\n")
    print("Written by `python -m benchmarks > docs/measured/performance.md`; do not edit.\n")
    print(f"Python {platform.python_version()} on {platform.machine()}: {machine()}. CPU seconds are")
    print(
        "medians of 5 runs unless a row says otherwise: of whole processes for commands, without imports for patterns."
    )
    print("Commands use all cores where that is worth it: their seconds are those of all their processes together.")
    print("Hits are checked to the last one against what quanteda 4.3.1 counts on the same text.\n")
    print("| what | CPU s | peak MB |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        _patterns(Path(folder) if folder else GENERATORS, Path(scratch))


def _patterns(generators: Path, scratch: Path) -> None:
    """The common corpus, against peers on the same machine."""
    if not (generators / "gen_corpus.py").is_file():
        print(f"\nLeft out: patterns in the common corpus, because {generators} has no gen_corpus.py.")
        return
    made = shutil.copytree(generators, scratch / "bench")
    for lines, number, hits in KNOWN_HITS:
        corpus, codebook = made / f"c{lines}.txt", made / f"cb{number}.yaml"
        if not corpus.is_file():
            measure([sys.executable, "gen_corpus.py", str(lines), corpus.name], made, runs=1, warm_up=False)
        measure([sys.executable, "gen_codebook.py", str(number), codebook.name], made, runs=1, warm_up=False)
        _find(corpus, codebook, lines, number, hits)
    _commands(made, scratch)
    _again(made, scratch)
    _large(made, scratch)
    _peers(made)
    print(
        "\nWhat commands cost that are asked again, and on more and more interviews and files: [commands](commands.md)."
    )
    print(
        "Several processes and a cluster: `python -m benchmarks.scale`, of which `docs/large.md` shows what it found."
    )


def _find(corpus: Path, codebook: Path, lines: int, number: int, hits: int) -> None:
    command = [sys.executable, "-m", "benchmarks.patterns", str(corpus), str(codebook), str(hits)]
    runs = [measure(command, ROOT, runs=1, warm_up=False) for _ in range(5)]
    cpu, peak = (statistics.median(values) for values in zip(*map(_figures, runs), strict=True))
    print(f"| {lines:,} segments x {number:,} patterns: {hits:,} hits | {cpu:.2f} | {peak:.0f} |", flush=True)


def _commands(made: Path, scratch: Path) -> None:
    """The command line on a million lines."""
    books = scratch / "cb.yaml", scratch / "changed.yaml"
    rewrite(made / "cb500.yaml", books[0])
    text = books[0].read_text(encoding="utf-8")
    books[1].write_text(text.replace("{level: exact}", "{level: exact, negation: drop}"), encoding="utf-8")
    total = 0.0
    for what, figures in steps(made / "c1000000.txt", books[0], scratch / "million"):
        total += figures.cpu_s
        print(f"| 1,000,000 lines: {what} | {figures.cpu_s:.2f} | {figures.peak_mb:.0f} |", flush=True)
    print(f"| 1,000,000 lines: the three commands together | {total:.2f} | |")
    changed = again(books, scratch / "million")
    print(f"| 1,000,000 lines: `code`, every code changed | {changed.cpu_s:.2f} | {changed.peak_mb:.0f} |", flush=True)


def _again(made: Path, scratch: Path) -> None:
    """Coding a million lines again after an edit, the step alone, in the study that the commands left."""
    books = write_books(made / "cb500.yaml", scratch / "books")
    for what, cpu_s, peak_mb in recoded(scratch / "million", books):
        print(f"| 1,000,000 lines, the step `code`: {what} | {cpu_s:.2f} | {peak_mb:.0f} |", flush=True)


def _large(made: Path, scratch: Path) -> None:
    """Ten million lines."""
    books = scratch / "cb.yaml", scratch / "changed.yaml"
    for what, figures in large.rows(made / "c1000000.txt", books, scratch / "large"):
        print(f"| 10,000,000 lines in ten files: {what} | {figures.cpu_s:.1f} | {figures.peak_mb:,.0f} |", flush=True)


def _peers(made: Path) -> None:
    """What others make of 100,000 segments and 500 patterns."""
    corpus, codebook = str(made / "c100000.txt"), str(made / "cb500.yaml")
    command = [sys.executable, "-m", "benchmarks.patterns", corpus, codebook]
    ours = statistics.median(
        json.loads(measure(command, ROOT, runs=1, warm_up=False).printed)["mb_per_cpu_s"] for _ in range(5)
    )
    print("\n| 100,000 segments x 500 patterns | MB per CPU s | qualcode is faster by | hits |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| qualcode | {ours:.1f} | 1.0 | {KNOWN_HITS[0][2]:,} |", flush=True)
    for row in rows(made, corpus, codebook, ours):
        print(row, flush=True)
    print(
        "\nPeers that look for literals confirm wildcards in Python and miss or add some hits; hyperscan counts bytes."
    )


def _figures(run: Figures) -> tuple[float, float]:
    """CPU seconds without imports, and peak memory, of one run."""
    return json.loads(run.printed)["cpu_s"], run.peak_mb


if __name__ == "__main__":
    main(*sys.argv[1:])

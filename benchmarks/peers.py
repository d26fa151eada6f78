"""Peers on the same corpus and codebook, in the same run; one that is not installed is left out with a message."""

import json
import statistics
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import measure

PEERS = {
    "ahocorasick_rs": ("peer_ac.py", "0", "ahocorasick_rs"),
    "polars": ("peer_polars.py", "0"),
    "hyperscan": ("peer_hyperscan.py", "0", "som"),
    "sklearn": ("peer_sklearn.py", "0"),
    "spacy": ("peer_spacy.py", "2000", "phrase"),
}
"""Package -> its script beside the generators, and what follows corpus and codebook; spaCy gets 2,000 segments."""


def rows(folder: Path, corpus: str, codebook: str, ours: float) -> Iterator[str]:
    """A row of the table for each peer: throughput, hits, and how many times faster we are."""
    for package, (script, *options) in PEERS.items():
        if find_spec(package) is None or not (folder / script).is_file():
            yield f"| {package} | not installed here | | |"
            continue
        command = [sys.executable, script, corpus, codebook, *options]
        runs = [json.loads(measure(command, folder, runs=1).printed.splitlines()[-1]) for _ in range(5)]
        speed = statistics.median(run["MB_cpu_s"] for run in runs)
        yield f"| {package} | {speed:.1f} | {ours / speed:.1f} | {runs[0]['hits']:,} |"

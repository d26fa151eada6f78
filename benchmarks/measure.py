"""Measure a command as a whole process: CPU seconds and peak memory, the median of several runs."""

import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """Medians over the runs of one command."""

    cpu_s: float
    peak_mb: float
    printed: str


def measure(command: Sequence[str], folder: Path, runs: int = 5, *, warm_up: bool = True) -> Figures:
    """Run a command in a folder once to warm up, then `runs` times."""
    cpu, peak, printed = [], [], ""
    for run in range(0 if warm_up else 1, runs + 1):
        child = subprocess.run(
            [sys.executable, __file__, *command], cwd=folder, capture_output=True, text=True, check=True
        )
        printed, _, figures = child.stdout.rpartition("\n#")
        if run:
            seconds, megabytes = map(float, figures.split())
            cpu.append(seconds)
            peak.append(megabytes)
    return Figures(_median(cpu), _median(peak), printed)


def machine() -> str:
    """On which machine figures were measured, and how fast that is at a plain loop: so two machines can be compared."""
    about = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", about.read_text("utf-8")) if about.is_file() else None
    model = named[1] if named else platform.processor() or platform.machine()
    began = time.process_time()
    sum(number * number for number in range(10_000_000))
    loop = time.process_time() - began
    return f"{model}, {os.cpu_count()} shared cores; ten million squares in plain Python take {loop:.2f} CPU s there"


def _median(values: list[float]) -> float:
    return statistics.median(values) if values else float("nan")


def _child(command: Sequence[str]) -> None:
    """Run the command alone in this process's children, so that their accounting is its own."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{done.stdout}\n#{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}", end="")


if __name__ == "__main__":
    _child(sys.argv[1:])

"""One computer's cores and a cluster of two workers: wall beside CPU, memory of all processes together, the same bytes.

    python -m benchmarks.scale [LINES] [FOLDER] [dask]

LINES (10,000,000 unless named) lie in ten files; FOLDER holds the generators of the common corpus. Each row is a whole
cold run, `ingest`, `code` and `export barriers` one after the other; a run that was to be shared and was not, or that
wrote other bytes, ends this with an error. With `dask` the same is done by one worker of Dask and by two.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.commands import QUALCODE, rewrite

FILES = 10
GENERATORS = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"
_LOOK_S = 0.1
"""Seconds between two looks at the processes of a run."""


@dataclass(frozen=True)
class Run:
    """What a command took."""

    wall_s: float
    cpu_s: float
    together_mb: float
    """Most memory of all its processes at one time, without pages of files, which the system takes back."""
    processes: int
    """Most processes that worked at one time."""


def main(lines: str = "10000000", folder: str = "", *more: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        files = _corpus(int(lines), Path(folder) if folder else GENERATORS, Path(scratch))
        book = Path(scratch) / "cb.yaml"
        print(f"{int(lines):,} lines in {FILES} files; load {os.getloadavg()[0]:.1f} at the beginning\n")
        print(
            "| who works | step | wall s | CPU s | MB together | processes |\n| --- | --- | ---: | ---: | ---: | ---: |"
        )
        one = _cold("`--jobs 1`", files, book, Path(scratch), lambda: ["--jobs", "1"])
        two = _cold("`--jobs 2`", files, book, Path(scratch), lambda: ["--jobs", "2"], least=3)
        print(f"\nTwo processes: {one[0] / two[0]:.2f} times as fast as one, the same bytes.")
        if more:
            alone, both = (_on_cluster(workers, files, book, Path(scratch)) for workers in (1, 2))
            print(f"\nTwo workers of Dask: {alone[0] / both[0]:.2f} times as fast as one, the same bytes.")
            _same(one, alone, both)
        _same(one, two)


def _same(*runs: tuple[float, str]) -> None:
    if len({found for _, found in runs}) > 1:
        sys.exit("other bytes were written where the work was shared")


def _corpus(lines: int, generators: Path, scratch: Path) -> list[Path]:
    """Ten files of the same lines, each of which begins with another one; and the codebook beside them."""
    made = shutil.copytree(generators, scratch / "bench")
    own = lines // FILES
    for command in (["gen_corpus.py", str(own), "c.txt"], ["gen_codebook.py", "500", "cb.txt"]):
        subprocess.run([sys.executable, *command], cwd=made, check=True, capture_output=True)
    rewrite(made / "cb.txt", scratch / "cb.yaml")
    rows = (made / "c.txt").read_bytes().splitlines(keepends=True)
    files = [scratch / f"part-{number}.txt" for number in range(FILES)]
    for number, file in enumerate(files):
        at = number * len(rows) // FILES
        file.write_bytes(b"".join([*rows[at:], *rows[:at]]))
    return files


def _cold(
    who: str, files: Sequence[Path], book: Path, scratch: Path, how: Callable[[], list[str]], least: int = 1
) -> tuple[float, str]:
    """Seconds of the three commands in an empty folder, and a hash of what they made."""
    study = scratch / "study"
    study.mkdir()
    steps = {
        "ingest": ["ingest", "--each", "line", "--segment", "line", *map(str, files), *how()],
        "code": ["code", "--codebook", str(book), *how()],
        "export": ["export", "barriers", "-o", str(study / "barriers.csv")],
    }
    wall = 0.0
    for step, command in steps.items():
        run = watched([*QUALCODE, *command, "-q"], study)
        wall += run.wall_s
        print(
            f"| {who} | {step} | {run.wall_s:.1f} | {run.cpu_s:.1f} | {run.together_mb:,.0f} | {run.processes} |",
            flush=True,
        )
        if step != "export" and run.processes < least:
            sys.exit(f"`{step}` was to be shared, and {run.processes} processes worked")
    found = sha256()
    for file in sorted(each for each in study.rglob("*") if each.is_file() and each.suffix != ".json"):
        if file.name != "guard":
            found.update(str(file.relative_to(study)).encode())
            with file.open("rb") as opened:
                while block := opened.read(1 << 20):
                    found.update(block)
    shutil.rmtree(study)
    return wall, found.hexdigest()


def watched(command: Sequence[str], folder: Path) -> Run:
    """Run a command and look at all its processes while it works."""
    began, before, most, processes = time.perf_counter(), os.times(), 0.0, 0
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while running.poll() is None:
        sizes = [size for pid in _family(running.pid) if (size := _megabytes(pid))]
        most, processes = max(most, sum(sizes)), max(processes, len(sizes))
        time.sleep(_LOOK_S)
    wall, after = time.perf_counter() - began, os.times()
    if running.returncode:
        sys.exit(f"{' '.join(command)}: {running.stderr.read().decode() if running.stderr else ''}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, most, processes)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:  # it has just ended
        return
    for child in children.split():
        yield from _family(int(child))


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    anonymous = next((line for line in lines if line.startswith("Pss_Anon:")), "0 0")
    return int(anonymous.split()[1]) / 1024


def _on_cluster(workers: int, files: Sequence[Path], book: Path, scratch: Path) -> tuple[float, str]:
    """The same by workers of Dask, whose CPU seconds are their own."""
    with _cluster(scratch, workers) as address:
        return _cold(f"Dask, {workers}", files, book, scratch, lambda: ["--scheduler", address])


@contextmanager
def _cluster(scratch: Path, workers: int) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(dir=scratch))
    about = folder / "scheduler.json"
    common = ["--no-dashboard", "--scheduler-file", str(about)]
    dask = [sys.executable, "-m"]
    started = [
        subprocess.Popen([*dask, f"distributed.cli.dask_{what}", *common, *own], cwd=folder, stderr=subprocess.DEVNULL)
        for what, own in (
            ("scheduler", ["--host", "127.0.0.1", "--port", "0"]),
            ("worker", ["--nworkers", str(workers), "--nthreads", "1"]),
        )
    ]
    try:
        from distributed import Client

        while not about.is_file():
            time.sleep(_LOOK_S)
        with Client(scheduler_file=str(about)) as client:
            client.wait_for_workers(workers)
            address = client.scheduler.address
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])

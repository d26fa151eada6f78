"""One computer's cores, and a cluster of two workers: wall beside CPU, memory of all processes together, same bytes.

    python -m benchmarks.scale [LINES] [FOLDER] [processes] [dask]

LINES (10,000,000 unless named) lie in ten files; FOLDER holds the generators of the common corpus. Each row is a whole
cold run, `ingest`, `code` and `export barriers` one after the other. Compared are `--jobs 1` and `--jobs 2`, and with
`dask` one worker of Dask and two; `dask` alone compares these only. A run that was to be shared and was not, or that
wrote other bytes, ends this with an error. Ten million lines need 20 GB of disk.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.commands import QUALCODE, rewrite

FILES = 10
GENERATORS = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"
_LOOK_S = 0.1
"""Seconds between two looks at the processes of a run."""
_WORK = 0.08
"""Share of all CPU seconds from which on a process has worked; what only waits or watches takes less."""


@dataclass(frozen=True)
class Run:
    """What a command took."""

    wall_s: float
    cpu_s: float
    together_mb: float
    """Most memory of all its processes at one time, without pages of files, which the system takes back."""
    worked: int
    """Processes beside the command itself that took a share of the CPU seconds."""


def main(lines: str = "10000000", folder: str = "", *ways: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        files = _corpus(int(lines), Path(folder) if folder else GENERATORS, Path(scratch))
        book = Path(scratch) / "cb.yaml"
        print(f"{int(lines):,} lines in {FILES} files; load {os.getloadavg()[0]:.1f} at the beginning\n")
        print("| who works | step | wall s | CPU s | MB together | others |\n| --- | --- | ---: | ---: | ---: | ---: |")
        found = []
        if not ways or "processes" in ways:
            found += _compared(
                "processes", [_cold(f"`--jobs {n}`", files, book, n, ["--jobs", f"{n}"]) for n in (1, 2)]
            )
        if "dask" in ways:
            found += _compared("workers of Dask", [_on_cluster(n, files, book, Path(scratch)) for n in (1, 2)])
        if len(set(found)) > 1:
            sys.exit("other bytes were written where the work was shared")
        print(f"\nThe same bytes; load {os.getloadavg()[0]:.1f} at the end.")


def _compared(who: str, runs: Sequence[tuple[float, str]]) -> list[str]:
    """Say how much faster two are than one; what both wrote."""
    (one, first), (two, second) = runs
    print(f"\nTwo {who}: {one / two:.2f} times as fast as one.\n", flush=True)
    return [first, second]


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
    who: str, files: Sequence[Path], book: Path, workers: int, how: Sequence[str], others: Sequence[int] = ()
) -> tuple[float, str]:
    """Seconds of the three commands in an empty folder, and a hash of what they made.

    `others` are processes that are there already, and work for them.
    """
    study = files[0].parent / "study"
    study.mkdir()
    steps = {
        "ingest": ["ingest", "--each", "line", "--segment", "line", *map(str, files), *how],
        "code": ["code", "--codebook", str(book), *how],
        "export": ["export", "barriers", "-o", str(study / "barriers.csv"), *how],
    }
    wall = 0.0
    for step, command in steps.items():
        run = watched([*QUALCODE, *command, "-q"], study, others)
        wall += run.wall_s
        print(
            f"| {who} | {step} | {run.wall_s:.1f} | {run.cpu_s:.1f} | {run.together_mb:,.0f} | {run.worked} |",
            flush=True,
        )
        divided = step == "ingest" or len(list((study / ".qualcode/index/default").glob("*/"))) > 1
        if divided and run.worked < workers and (workers > 1 or others):
            sys.exit(f"`{step}` was to be shared by {workers}, and {run.worked} processes worked")
    made = _hash(study)
    shutil.rmtree(study)
    return wall, made


def _hash(study: Path) -> str:
    """Of all that was made; manifests of the index hold times of files."""
    found = sha256()
    for file in sorted(each for each in study.rglob("*") if each.is_file() and each.suffix != ".json"):
        if file.name == "guard" or "answers" in file.parts:
            continue
        found.update(str(file.relative_to(study)).encode())
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                found.update(block)
    return found.hexdigest()


def watched(command: Sequence[str], folder: Path, others: Sequence[int] = ()) -> Run:
    """Run a command and look at all its processes, and at others that work for it, while it works."""
    before = {pid: _seconds(pid) for other in others for pid in _family(other)}
    began, mine, most, cpu = time.perf_counter(), os.times(), 0.0, dict[int, float]()
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while running.poll() is None:
        every = [pid for each in (running.pid, *others) for pid in _family(each)]
        most = max(most, sum(map(_megabytes, every)))
        cpu |= {pid: max(_seconds(pid) - before.get(pid, 0), cpu.get(pid, 0)) for pid in every}
        time.sleep(_LOOK_S)
    wall, after = time.perf_counter() - began, os.times()
    if running.returncode:
        sys.exit(f"{' '.join(command)}: {running.stderr.read().decode() if running.stderr else ''}")
    own = after.children_user + after.children_system - mine.children_user - mine.children_system
    theirs = sum(_seconds(pid) - seconds for pid, seconds in before.items())
    del cpu[running.pid]
    return Run(wall, own + theirs, most, sum(seconds >= _WORK * (own + theirs) for seconds in cpu.values()))


def _seconds(pid: int) -> float:
    """CPU seconds of a process until now; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*"):  # a worker of Dask is started by a thread of its nanny
        try:
            children = (thread / "children").read_text()
        except OSError:  # it has just ended
            continue
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
    """The same by workers of Dask."""
    with _cluster(scratch, workers) as (address, others):
        return _cold(f"Dask, {workers}", files, book, workers, ["--scheduler", address], others)


@contextmanager
def _cluster(scratch: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
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
        yield address, [started[-1].pid]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])

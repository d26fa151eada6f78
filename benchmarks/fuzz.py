"""The fuzz run: many damaged and strange files through every reader, each kept as a transcript and indexed.

    python -m benchmarks.fuzz [--files 10000] [--seed 1] [--processes N]

Each file must give turns or one line of error: no exception, at most 5 s of processor time, less than 1 GB of memory.
Files are read in processes of their own, so that one that hangs or dies costs itself only and is named. Prints a table
in Markdown; exit code 1 when a file broke a promise. `--show SEED NUMBER` writes one file to the working folder.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 5.0
"""Processor time that one file may take."""
MOST_MB = 1000.0
"""Memory that a process may have while it reads one file, that of Python and its packages included."""
PATIENCE_S = 60
"""Processor time after which a process is killed."""
CHUNK = 100
"""Files that one process reads."""
_SHOWN = 20
"""Broken promises that are shown."""


@dataclass(frozen=True)
class Read:
    """What became of one file."""

    number: int
    name: str
    turns: int
    error: str
    """Kebab-case name of the finding; empty when it was read."""
    seconds: float
    """Of processor time."""
    megabytes: float
    """Highest memory of the process meanwhile, or of one that it started so far."""
    broken: str
    """The promise that it broke; empty when none."""


def main() -> int:
    options = _options()
    if options.show:
        name, data = _fuzzed()(*options.show)
        Path(name).write_bytes(data)
        print(name)
        return 0
    if options.chunk:
        _read_chunk(options.seed, *options.chunk)
        return 0
    started = time.monotonic()
    found = [each for chunk in _chunks(options.seed, options.files, options.processes) for each in chunk]
    _print(found, options.seed, time.monotonic() - started)
    return int(any(each.broken for each in found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", type=int, nargs=2, metavar=("SEED", "NUMBER"))
    parser.add_argument("--chunk", type=int, nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def _chunks(seed: int, files: int, processes: int) -> Iterator[list[Read]]:
    bounds = [(first, min(first + CHUNK, files)) for first in range(0, files, CHUNK)]
    with ThreadPoolExecutor(processes) as pool:
        yield from pool.map(lambda bound: _whole_chunk(seed, *bound), bounds)


def _whole_chunk(seed: int, first: int, end: int) -> list[Read]:
    """Read a chunk in a process; where it dies, name the file and go on behind it in another one."""
    found: list[Read] = []
    while first < end:
        command = [sys.executable, "-m", "benchmarks.fuzz", "--seed", str(seed), "--chunk", str(first), str(end)]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False)
            printed, ended = done.stdout, f"the process ended with {done.returncode}: {done.stderr[-300:]}"
        except subprocess.TimeoutExpired as error:
            printed, ended = (error.stdout or b"").decode(), "the process stood still"
        found += [Read(**json.loads(line)) for line in printed.splitlines() if line.endswith("}")]
        first = found[-1].number + 1 if found else first
        if first < end:
            found.append(Read(first, _fuzzed()(seed, first)[0], 0, "", float(PATIENCE_S), 0.0, ended))
            first += 1
    return found


def _read_chunk(seed: int, first: int, end: int) -> None:
    fuzzed = _fuzzed()
    for number in range(first, end):
        name, data = fuzzed(seed, number)
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + PATIENCE_S, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        print(json.dumps(asdict(_read(number, name, data))), flush=True)


def _read(number: int, name: str, data: bytes) -> Read:
    _forget_peak()
    turns, error, broken, started = 0, "", "", _used_s()
    try:
        turns, error, broken = _kept(name, data)
    except Exception:
        broken = traceback.format_exc(limit=-3)
    seconds, megabytes = _used_s() - started, _peak_mb()
    broken = broken or ("too slow" if seconds > LONGEST_S else "too large" if megabytes > MOST_MB else "")
    return Read(number, name, turns, error, seconds, megabytes, broken)


def _kept(name: str, data: bytes) -> tuple[int, str, str]:
    """Read a file, keep its turns as a transcript, read that and index it: turns, error, broken promise."""
    from qualcode.index.build import build_shard
    from qualcode.model.transcript import Header, Transcript
    from qualcode.readers import read
    from qualcode.store import jsonl

    reading = read(name, data)
    errors = [finding for finding in reading.findings if finding.level == "error"]
    if len(errors) != (not reading.turns):
        return len(reading.turns), "", f"{len(reading.turns)} turns and {len(errors)} errors"
    if errors:
        wrong = errors[0].file != name or len(str(errors[0]).splitlines()) != 1
        return 0, errors[0].code, "the error is not one line with the file's name" if wrong else ""
    header = Header(PurePath(name).stem, name, "0" * 64, "fuzz", 1, attributes=dict(reading.attributes))
    again = jsonl.parse_transcript(jsonl.write(header, reading.turns), name)
    if not isinstance(again, Transcript) or tuple(again.turns) != tuple(reading.turns):
        return len(reading.turns), "", "the transcript is not what was read"
    build_shard([turn.text for turn in reading.turns])
    return len(reading.turns), "", ""


def _fuzzed():
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    from readers.mutated import fuzzed

    return fuzzed


def _used_s() -> float:
    """Processor time of this process and of the ones that it started and that have ended: PDF is read in one."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _forget_peak() -> None:
    """Begin to look for the highest memory anew; on Linux only, elsewhere it is that of the process so far."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    """Highest memory of this process or of one that it started."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return max(_own_peak_mb(), others)


def _own_peak_mb() -> float:
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(found: Sequence[Read], seed: int, took_s: float) -> None:
    print(f"Python {platform.python_version()}, seed {seed}, {len(found):,} files, {took_s:,.0f} s.\n")
    print("| format | files | read | refused | slowest, CPU s | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    kinds = sorted({PurePath(each.name).suffix for each in found})
    for kind in kinds:
        _row(f"`{kind}`", [each for each in found if PurePath(each.name).suffix == kind])
    _row("all", found)
    reasons = Counter(each.error for each in found if each.error)
    print("\nRefused as " + ", ".join(f"{name} ({count:,})" for name, count in reasons.most_common()) + ".")
    broken = [each for each in found if each.broken]
    print(f"\nBroken promises: {len(broken)}.")
    for each in broken[:_SHOWN]:
        print(f"\n- {each.name}: `--show {seed} {each.number}`\n\n{each.broken}")


def _row(what: str, found: Sequence[Read]) -> None:
    seconds, peak = max(each.seconds for each in found), max(each.megabytes for each in found)
    read = sum(bool(each.turns) for each in found)
    refused = sum(bool(each.error) for each in found)
    print(f"| {what} | {len(found):,} | {read:,} | {refused:,} | {seconds:.2f} | {peak:,.0f} |")


if __name__ == "__main__":
    sys.exit(main())

"""Kills commands of qualcode as `kill -9` does, and says what is not as it should be afterwards; run as a program.

python killer.py TASK SEED CALLS TIMES

TASK is worked on in copies of one study: CALLS times the process dies at a random one of its calls that change the
disk (a write at which it dies is half done), TIMES times at a random moment. Every death is a fork of this process, so
that none pays for the imports. One line of JSON: how often it died, between which calls, and what was wrong.
"""

import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import qualcode.export
import qualcode.rules.engine
import qualcode.steps.check
import qualcode.steps.import_codings
import qualcode.steps.run
from qualcode.store.atomic import LEFTOVER
from study import SOURCES, TXT, Folder, coded, configured, keep_coding, mixed

CALLS = ("replace", "rename", "mkdir", "rmdir", "unlink", "remove", "chmod", "fsync", "open", "write")
"""Functions of `os` that change what is on the disk."""
PRECIOUS = ("interviews/", "codebooks/", "clinic.yaml", "codes.csv", "qualcode.yaml", "corpora/*/sources/")


class Standing(datetime):
    """A clock that stands: what is written twice is written alike."""

    @classmethod
    def now(cls, tz=None):
        return cls(2024, 2, 10, 8, 0, 0, tzinfo=tz or UTC)


class Calls:
    """Counts calls that change the disk, and ends the process at one of them."""

    def __init__(self, last: int = 0) -> None:
        self.made, self._last = 0, last

    def here(self) -> bool:
        self.made += 1
        return self.made == self._last

    def watch(self) -> None:
        """Put a counter before every such call of this process."""
        for name in CALLS:
            setattr(os, name, self._counted(name, getattr(os, name)))
        opened = io.open
        io.open = lambda file, mode="r", *more, **named: (
            self._file(file, mode) if "b" in mode and set("wxa") & set(mode) else opened(file, mode, *more, **named)
        )

    def _counted(self, name: str, call: Callable) -> Callable:
        def counted(*given, **named):
            if self.here():
                if name == "write":
                    call(given[0], given[1][: len(given[1]) // 2])
                die()
            return call(*given, **named)

        return counted

    def _file(self, path, mode: str) -> io.BufferedWriter:
        if self.here():
            die()
        return io.BufferedWriter(_Half(path, mode.replace("b", ""), self))


class _Half(io.FileIO):
    """A file whose process dies with half of the bytes written."""

    def __init__(self, path, mode: str, calls: Calls) -> None:
        super().__init__(path, mode)
        self._calls = calls

    def write(self, data) -> int:
        if self._calls.here():
            super().write(memoryview(data)[: len(data) // 2])
            die()
        return super().write(data)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# The studies and what is done in them. Each begins in the middle of work: some of it is there already.


def _ingest(folder: Path) -> None:
    study = mixed(folder)
    study.done("ingest", "interviews/a.txt", "interviews/b.md")
    keep_coding(study, "a", 4, "Perawat datang")
    study.write("interviews/b.md", SOURCES["b.md"].replace("city: Kota Contoh", "city: Kota Lain"))


def _code(folder: Path) -> None:
    study = coded(folder, SOURCES)
    study.replace("clinic.yaml", "nurse]", "nurse, bidan]")


def _export(folder: Path) -> None:
    study = coded(folder, SOURCES)
    study.done("export", "barriers")
    study.replace("clinic.yaml", "Poor network", "Weak network")
    study.done("code", "-b", "clinic.yaml")


def _run(folder: Path) -> None:
    configured(folder)


def _people(folder: Path) -> None:
    study = coded(folder, SOURCES)
    study.done("sample", "-o", "first.csv", "--per-code", "2", "--uncoded", "2")
    rows = study.rows("first.csv")
    cells = [f"{row['id']},staff" for row in rows[:-1]] + [f"{rows[-1]['id']},-"]
    study.write("codes.csv", "\n".join(["id,codes", *cells]) + "\n")
    for transcript, turn, quote in (("a", 4, "Perawat datang"), ("b", 2, "no nurse")):
        file = keep_coding(study, transcript, turn, quote)
        study.write(f"corpora/default/coding/ani/{file.name}", file.read_bytes())


def _rename(folder: Path) -> None:
    study = coded(folder, {"a.txt": TXT, "b.txt": TXT})
    for transcript in "ab":
        keep_coding(study, transcript, 4, "Perawat datang")


TASKS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "ingest": (_ingest, ["ingest", "interviews"]),
    "code": (_code, ["code", "-b", "clinic.yaml"]),
    "export": (_export, ["export", "barriers"]),
    "run": (_run, ["run"]),
    "people": (_people, ["import", "codings", "codes.csv", "--coder", "ani"]),
    "rename": (_rename, ["codes", "rename", "staff", "nurses", "-b", "clinic.yaml", "--yes"]),
}


class Task:
    """One command in copies of one study, and what an undisturbed run of it makes of them."""

    def __init__(self, name: str, scratch: Path) -> None:
        prepare, self.arguments = TASKS[name]
        self.scratch, self.start = scratch, scratch / "start"
        prepare(self.start)
        self.before = Folder(self.start).tree()
        undisturbed = self.copy()
        begun = time.monotonic()
        ended, calls = self.fork(undisturbed, Calls()), scratch / "calls"
        self.seconds = time.monotonic() - begun
        assert ended == 0, f"the undisturbed run ended with {ended}"
        self.calls = int(calls.read_text())
        self.after = Folder(undisturbed).tree()

    def copy(self) -> Path:
        folder = self.scratch / "work"  # always the same place, so that paths cannot differ
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(self.start, folder))

    def fork(self, folder: Path, calls: Calls, after_s: float = 0) -> int:
        """Run the command in a fork that dies as told; its exit code, negative when it was killed."""
        child = os.fork()
        if not child:
            calls.watch()
            code = Folder(folder).run(*self.arguments).code
            made = calls.made
            (self.scratch / "calls").write_text(str(made))
            os._exit(code)
        if after_s:
            time.sleep(after_s)
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def wrong(self, folder: Path) -> Iterator[str]:
        """What a death left that it should not have, and what the next run did not put right."""
        left = {name: data for name, data in Folder(folder).tree().items() if LEFTOVER not in name}
        for name, data in left.items():
            whole = data in (self.before.get(name), self.after.get(name)) or self._stamped(name, data)
            if not whole and not self._begun(name, data):
                yield f"{name} is not whole"
        yield from (f"{name} is lost" for name in self.before if _by_people(name) and name not in left)
        done = not any(self._differs(left))
        ended = self.fork(folder, Calls())
        if ended and not done:  # what is renamed already cannot be renamed again
            yield f"the next run ended with {ended}"
        yield from self._differs(Folder(folder).tree())

    def _differs(self, found: dict[str, bytes]) -> Iterator[str]:
        for name in sorted(found.keys() | self.after.keys()):
            if name.startswith(".qualcode/before/"):  # the state before each attempt
                continue
            one, other = found.get(name), self.after.get(name)
            if one != other and not (one and other and (self._stamped(name, one) or _same_lines(name, one, other))):
                yield f"{name} differs from that of an undisturbed run"

    def _begun(self, name: str, data: bytes) -> bool:
        """Whether it is an append-only file with the beginning of the line that was written last."""
        before, after = self.before.get(name, b""), self.after.get(name, b"")
        return name.endswith(".looked-at.jsonl") and data.startswith(before) and after.startswith(data)

    def _stamped(self, name: str, data: bytes) -> bool:
        """Whether it is a whole list of transcripts, which keeps the times of their files."""
        if not (name.startswith(".qualcode/index/") and name.count("/") == 3):
            return False
        return any(
            _without_times(data) == _without_times(kept[name]) for kept in (self.before, self.after) if name in kept
        )


def _same_lines(name: str, one: bytes, other: bytes) -> bool:
    """Whether an append-only file has the same whole lines; a torn one is set aside where it stands."""
    return name.endswith(".looked-at.jsonl") and set(other.splitlines()) <= set(one.splitlines())


def _without_times(data: bytes) -> dict:
    said = json.loads(data)
    return {**said, "transcripts": {name: [size, sha] for name, (size, _, sha) in said["transcripts"].items()}}


def _by_people(name: str) -> bool:
    return not name.startswith((".qualcode/", "out/"))


@contextmanager
def standing_clock() -> Iterator[None]:
    for module in (qualcode.steps.import_codings, qualcode.steps.run):
        module.datetime = Standing
    yield


def main(name: str, seed: str, calls: str, times: str) -> None:
    draw = random.Random(f"{name} {seed}")
    with tempfile.TemporaryDirectory() as scratch, standing_clock():
        task = Task(name, Path(scratch))
        chosen = draw.choices(range(1, task.calls + 1), k=int(calls) - min(int(calls), task.calls))
        chosen += draw.sample(range(1, task.calls + 1), k=min(int(calls), task.calls))
        deaths = [(f"call {at}", Calls(at), 0.0) for at in chosen]
        deaths += [(f"{at:.4f} s", Calls(), at) for at in (draw.uniform(0, task.seconds) for _ in range(int(times)))]
        died, wrong = 0, []
        for when, watched, after_s in deaths:
            folder = task.copy()
            died += task.fork(folder, watched, after_s) == -signal.SIGKILL
            wrong += [f"{when}: {each}" for each in task.wrong(folder)]
    print(json.dumps({"calls": task.calls, "deaths": len(deaths), "died": died, "wrong": wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])

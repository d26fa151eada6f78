"""Golden outputs: prove that a refactoring changes nothing that the program gives out.

    python tools/golden.py record FILE.json                   run every scenario; keep hashes, and texts in FILE.d/
    python tools/golden.py compare FILE.json [--only PREFIX]  run again; show what differs and exit with 1

Whatever `qualcode` is on the path is measured. A scenario is one command: its exit code, stdout, stderr and each file
that it wrote or took away. Every command runs in a forked child, so that nothing is left in memory between two of them
and heavy packages are loaded only once. Clocks, folders and the fingerprint of the source are masked.
"""

import argparse
import difflib
import gc
import importlib
import io
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import golden_studies

ENVIRONMENT = {"COLUMNS": "160", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "dumb", "TZ": "UTC", "NO_COLOR": "1"}
ENVIRONMENT |= {"QUALCODE_LANG": "en"}
ENVIRONMENT |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?")
FINGERPRINT = re.compile(r'("fingerprint": "|"name": "run\.json"[^}]{,150}"sha256": ")[0-9a-f]{64}')


class Recorder:
    """Runs commands in study folders below one temporary folder and keeps what each gave out."""

    def __init__(self, root: Path) -> None:
        self.root, self.kept = root, dict[str, str]()
        self.study, self.folder, self._seen = "", root, dict[Path, tuple[int, int]]()

    def enter(self, study: str) -> Path:
        """Begin a study: an empty folder in which the next commands run."""
        self.study, self.folder = study, self.root / study
        self.folder.mkdir(parents=True)
        self._seen = {}
        return self.folder

    def run(self, *given: str) -> None:
        """Run one command; keep exit code, streams and each file written since the last one under its name."""
        name = f"{self.study}/{re.sub(r'[^A-Za-z0-9.,=@+-]+', '_', ' '.join(given))[:150] or 'nothing'}"
        while name in self.kept:
            name += "+"
        code, out, err = self._command(list(given))
        parts = [f"$ qualcode {' '.join(given)}", f"== exit {code}", f"== stdout\n{out}", f"== stderr\n{err}"]
        self.kept[name] = self._masked("\n".join([*parts, *self._changed()]) + "\n")
        shutil.rmtree(self.folder / "g", ignore_errors=True)

    def _command(self, given: list[str]) -> tuple[int, str, str]:
        streams = [self.root / each for each in ("stdout", "stderr", "modules")]
        gc.freeze()  # what is loaded is shared with the child, not copied by its first collection
        child = os.fork()
        if not child:
            _become(given, self.folder, *streams)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for module in json.loads(streams[2].read_text()):  # the next child finds them loaded
            if module not in sys.modules:
                with suppress(ImportError):  # some packages make modules that nobody can import by name
                    importlib.import_module(module)
        return code, streams[0].read_text("utf-8", "replace"), streams[1].read_text("utf-8", "replace")

    def _changed(self) -> Iterator[str]:
        now = {path: _stamp(path) for path in _files(self.folder)}
        for path in sorted(now.keys() | self._seen.keys()):
            name = path.relative_to(self.folder)
            if path not in now:
                if name.parts[0] != "g":
                    yield f"== gone {name}"
            elif now[path] != self._seen.get(path):
                yield f"== file {name}\n{_shown(path.name, path.read_bytes())}"
                now[path] = _settled(path) if name.parts[0] == "corpora" else now[path]
        self._seen = now

    def _masked(self, text: str) -> str:
        text = FINGERPRINT.sub(r"\1<FINGERPRINT>", text.replace(str(self.root), "<TMP>"))
        return CLOCK.sub("<TIME>", text).replace(f"{datetime.now(UTC):%Y-%m-%d}", "<TODAY>")


def _become(given: list[str], folder: Path, out: Path, err: Path, modules: Path) -> NoReturn:
    """In the child: run the command as `python -m qualcode` would, then end without the parent's clean-up."""
    code: object = 0
    os.chdir(folder)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = (open(at, "w", encoding="utf-8", closefd=False) for at in (1, 2))  # noqa: SIM115
    sys.argv = ["qualcode", *given]
    try:
        runpy.run_module("qualcode", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:  # recorded as a crash of the command
        traceback.print_exc()
        code = 120
    modules.write_text(json.dumps([name for name in list(sys.modules) if name != "__main__"]))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _files(folder: Path) -> Iterator[Path]:
    for inside, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if each != ".qualcode"]
        yield from (Path(inside, each) for each in files)


def _stamp(path: Path) -> tuple[int, int]:
    return path.stat().st_mtime_ns, path.stat().st_size


def _settled(path: Path) -> tuple[int, int]:
    """Set the clocks in what a person's coding left behind, for `qualcode.lock` holds the hashes of these files."""
    if path.parent.name not in ("sources", "transcripts"):
        before = path.read_bytes()
        after = re.sub(CLOCK.pattern.encode(), b"2026-01-01T00:00:00+00:00", before)
        if after != before:
            path.write_bytes(after)
    return _stamp(path)


def _shown(name: str, data: bytes) -> str:
    """A file as text that `diff` can show: archives member by member, other binary files as their hash."""
    if name.endswith((".xlsx", ".docx", ".qdpx")) and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(
                f"-- {each.filename} {each.date_time} {each.compress_type} {each.external_attr}\n"
                + _shown(each.filename, archive.read(each)).replace("><", ">\n<")
                for each in archive.infolist()
            )
    with suppress(UnicodeDecodeError):
        return data.decode().replace("\r\n", "<CR>\n")
    return f"binary, {len(data)} bytes, sha256 {sha256(data).hexdigest()}"


def main() -> int:
    """Record, or compare with what was recorded."""
    asked = argparse.ArgumentParser(description="Record or compare what the program gives out.")
    asked.add_argument("what", choices=("record", "compare"))
    asked.add_argument("file", type=Path)
    asked.add_argument("--only", default="", help="studies whose name begins so: shipped, survey, interviews ...")
    given = asked.parse_args()
    os.environ.update(ENVIRONMENT)
    began, root = time.monotonic(), Path(tempfile.mkdtemp(prefix="golden-")).resolve()
    try:
        kept = golden_studies.all_studies(Recorder(root), given.only.split("/")[0])
    finally:
        shutil.rmtree(root)
    kept = {name: text for name, text in kept.items() if name.startswith(given.only)}
    print(f"{len(kept)} scenarios in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return (record if given.what == "record" else compare)(given.file, kept, given.only)


def record(file: Path, kept: dict[str, str], only: str) -> int:
    """Write the hashes, and the outputs themselves beside them; with --only the others stay as they were."""
    hashes = json.loads(file.read_text()) if only and file.exists() else {}
    hashes = {name: value for name, value in hashes.items() if not name.startswith(only)}
    file.parent.mkdir(parents=True, exist_ok=True)
    if not only:
        shutil.rmtree(f"{file}.d", ignore_errors=True)
    for name, text in kept.items():
        path = Path(f"{file}.d", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    hashes |= {name: sha256(text.encode()).hexdigest() for name, text in kept.items()}
    file.write_text(json.dumps(hashes, indent=1, sort_keys=True) + "\n")
    return 0


def compare(file: Path, kept: dict[str, str], only: str) -> int:
    """Print each scenario that is not as recorded, with the first lines of its difference."""
    hashes = {name: value for name, value in json.loads(file.read_text()).items() if name.startswith(only)}
    wrong = [name for name in sorted(hashes.keys() | kept.keys()) if _hash(kept.get(name)) != hashes.get(name)]
    for name in wrong:
        path = Path(f"{file}.d", name)
        before = path.read_text("utf-8").splitlines() if name in hashes and path.exists() else []
        print(f"differs: {name}")
        now = kept.get(name, "").splitlines()
        lines = list(difflib.unified_diff(before, now, "recorded", "now", n=1, lineterm=""))
        print("\n".join(line[:300] for line in lines[:24]))
        if len(lines) > 24:
            print(f"... {len(lines) - 24} lines more")
    print(f"{len(wrong)} of {len(hashes)} scenarios differ")
    return int(bool(wrong))


def _hash(text: str | None) -> str | None:
    return None if text is None else sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())

"""Commands in the middle of work on a small study, and whether what they left is whole."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.api import import_codings, run
from qualcode.privacy import leaving
from qualcode.store.atomic import LEFTOVER
from study import SOURCES, TXT, coded, keep_coding, mixed

Tree = Mapping[str, bytes]
"""Every file of a study and its bytes."""
STAMPING = (import_codings, run, leaving)
"""Modules that write the time."""


class Standing(datetime):
    """A clock that stands: what is written twice is written alike."""

    @classmethod
    def now(cls, tz=None):
        return cls(2024, 2, 10, 8, 0, 0, tzinfo=tz or UTC)


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


def _pseudonymise(folder: Path) -> None:
    study = coded(folder / "study", {"Bu Sari.txt": TXT.replace("Bu?", "Bu Sari?"), "b.txt": TXT})
    keep_coding(study, "b", 4, "Perawat datang")
    study.done("identifiers", "-q")
    key = folder / "study-key/pseudonyms.csv"
    key.write_text(key.read_text("utf-8").replace(",person,,", ",person,replace,").replace(",,,", ",keep,,"), "utf-8")
    study.done("identifiers", "--decide", str(key), "-q")
    study.done("pseudonymise", "--to", "../copy")
    shutil.rmtree(folder / "copy")


def _withdraw(folder: Path) -> None:
    group = TXT + "Bu Ani: Perawat kurang sekali di desa kami ini.\nBu Ani: Dan sinyal belum ada di sana.\n"
    study = coded(folder, {"a.txt": group, "b.txt": TXT})
    study.write("corpora/default/corpus.yaml", "speakers:\n  Informan: {respondent: R1}\n  Bu Ani: participant\n")
    study.done("code", "-b", "clinic.yaml")
    study.done("lock")
    study.done("export", "barriers")
    study.done("sample", "-o", "out/first.csv", "--per-code", "2")
    for coder in ("ani", "budi"):
        for transcript in "ab":
            keep_coding(study, transcript, 4, "Perawat datang", coder=coder)
    memo = {"id": "1", "kind": "turn", "on": {"transcript": "a", "turn": 2}, "text": "x"}
    study.write("corpora/default/memos/ani.jsonl", json.dumps(memo) + "\n")


TASKS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "ingest": (_ingest, ["ingest", "interviews"]),
    "code": (_code, ["code", "-b", "clinic.yaml"]),
    "export": (_export, ["export", "barriers"]),
    "people": (_people, ["import", "codings", "codes.csv", "--coder", "ani"]),
    "pseudonymise": (_pseudonymise, ["-C", "study", "pseudonymise", "--to", "../copy"]),
    "rename": (_rename, ["codes", "rename", "staff", "nurses", "-b", "clinic.yaml", "--yes"]),
    "withdraw": (_withdraw, ["withdraw", "R1", "--yes"]),
}


_INDEX = ".qualcode/index/"
KEPT_TO_BE_QUICK = (".qualcode/answers/", ".qualcode/codebooks/", ".qualcode/stems/")
"""What may be missing or of an earlier state: it says what it was made from, and is made again when it is needed."""


@dataclass(frozen=True)
class Whole:
    """What a command found and what it makes when nothing disturbs it: all that may ever be seen."""

    before: Tree
    after: Tree
    taking: bool = False
    """Whether the command takes files of people away, as `withdraw` alone does, and leaves no index."""

    def torn(self, left: Tree) -> Iterator[str]:
        """Files that a disturbed command left and that are neither the old nor the new ones; and those that it lost."""
        left = {name: data for name, data in left.items() if LEFTOVER not in name}
        for name, data in left.items():
            whole = data in (self.before.get(name), self.after.get(name)) or self._stamped(name, data)
            if not whole and not self._begun(name, data):
                yield f"{name} is not whole"
        wanted = [name for name in self.before if name in self.after or not self.taking]
        yield from (f"{name} is lost" for name in wanted if _by_people(name) and name not in left)

    def differs(self, found: Tree) -> Iterator[str]:
        """Files that are not as an undisturbed run makes them."""
        for name in sorted(found.keys() | self.after.keys()):
            if name.startswith(".qualcode/before/"):  # the state before each attempt
                continue
            if name.startswith(KEPT_TO_BE_QUICK):
                continue
            if name.startswith(_INDEX) and self.taking:
                continue  # who withdraws leaves none, and asking for them again makes one of what is left
            one, other = found.get(name), self.after.get(name)
            if one != other and not (one and other and (self._stamped(name, one) or _same_lines(name, one, other))):
                yield f"{name} differs from that of an undisturbed run"

    def _begun(self, name: str, data: bytes) -> bool:
        """Whether it is an append-only file with the beginning of the line that was written last, or a kept state."""
        before, after = self.before.get(name, b""), self.after.get(name, b"")
        added = name.endswith(".looked-at.jsonl") and data.startswith(before) and after.startswith(data)
        return added or name.startswith((".qualcode/answers/", ".qualcode/before/", ".qualcode/withdrawal.json"))

    def _stamped(self, name: str, data: bytes) -> bool:
        """Whether it is a whole list of transcripts, which keeps the times of their files."""
        if not (name.startswith(".qualcode/index/") and name.count("/") == 3):
            return False
        known = [kept[name] for kept in (self.before, self.after) if name in kept]
        return any(_without_times(data) == _without_times(each) for each in known)


def _same_lines(name: str, one: bytes, other: bytes) -> bool:
    """Whether an append-only file has the same whole lines; a torn one is set aside where it stands."""
    return name.endswith(".looked-at.jsonl") and set(other.splitlines()) <= set(one.splitlines())


def _without_times(data: bytes) -> dict:
    said = json.loads(data)
    return {**said, "transcripts": {name: [size, sha] for name, (size, _, sha) in said["transcripts"].items()}}


def _by_people(name: str) -> bool:
    return not name.startswith((".qualcode/", "out/"))

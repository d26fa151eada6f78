"""What every user waits for: commands again on a study that did not change, and reading labelled lines.

    python -m benchmarks.floor [OTHER_SRC]

Each row is the median of whole processes, and every answer is held against what the same command said the first time;
with the `src` folder of another qualcode, its figures stand beside ours, taken in turn, and both must say the same.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.commands import QUALCODE
from benchmarks.measure import Figures, measure

ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5
_SENTENCE = "Jaringan internet di sini lambat sekali dan pegawai belum dilatih. Kalau listrik mati bagaimana?"
AGAIN = {
    "`status`": ["status"],
    "`export barriers`": ["export", "barriers", "-o", "-"],
    "`run`": ["run", "-q"],
    "`explain`, a sentence of two": ["explain", _SENTENCE],
    "`check`": ["check"],
    "`topics`": ["topics"],
    "`verify`": ["verify"],
}
"""What is asked again of the shipped study, of which nothing changed."""
_WORDS = ("jaringan", "kami", "lambat", "karena", "petugas", "belum", "datang", "warga", "menunggu", "surat", "kantor")
INTERVIEWS = (22, 88, 352, 1_000)


def shipped(folder: Path) -> Path:
    """The shipped study, run once."""
    folder.mkdir(parents=True)
    for name in ("qualcode.yaml", "codebooks", "corpora"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    return folder


def interviews(folder: Path, count: int) -> Path:
    """So many invented interviews of forty turns."""
    chance = random.Random(count)
    (folder / "in").mkdir(parents=True)
    for number in range(count):
        said = (" ".join(chance.choices(_WORDS, k=12 + turn % 2 * 20)) + ".?"[turn % 2 == 0] for turn in range(40))
        lines = (f"{('Pewawancara', 'Informan')[turn % 2]}: {text}\n" for turn, text in enumerate(said))
        (folder / "in" / f"w{number:04}.txt").write_text("".join(lines), "utf-8")
    shutil.copytree(ROOT / "codebooks", folder / "codebooks")
    return folder


def labelled(folder: Path, lines: int = 103_000) -> Path:
    """A transcript of short labelled lines, 4 MB."""
    (folder / "in").mkdir(parents=True)
    said = ((("Pewawancara", "Ibu")[line % 2], line) for line in range(lines))
    text = "".join(f"{who}: Jaringan di desa kami sering lambat {line}\n" for who, line in said)
    (folder / "in" / "ibu.txt").write_text(text, "utf-8")
    return folder


def main(other: str = "") -> None:
    """Print the rows as Markdown."""
    sources = [str(ROOT / "src"), *([other] if other else [])]
    print("| what | CPU s | peak MB |" + (" CPU s of the other |" if other else ""))
    with tempfile.TemporaryDirectory() as scratch:
        for what, runs in _rows(Path(scratch), sources):
            ours, *theirs = runs
            beside = "".join(f" {each.cpu_s:.2f} |" for each in theirs)
            print(f"| {what} | {ours.cpu_s:.2f} | {ours.peak_mb:.0f} |{beside}", flush=True)


def _rows(scratch: Path, sources: list[str]) -> Iterator[tuple[str, list[Figures]]]:
    studies = [shipped(scratch / f"shipped-{at}") for at in range(len(sources))]
    for study, source in zip(studies, sources, strict=True):
        _said(study, source, "run", "-q")
    for what, command in AGAIN.items():
        yield f"{what} again, shipped study", _beside(studies, sources, command)
    for count in INTERVIEWS:
        studies = [interviews(scratch / f"i{count}-{at}", count) for at in range(len(sources))]
        for study, source in zip(studies, sources, strict=True):
            _said(study, source, "ingest", "in", "-q")
            _said(study, source, "code", "-q", "-b", "codebooks/smart-city-barriers.yaml")
        yield f"`status` again, {count:,} interviews", _beside(studies, sources, ["status"])
    studies = [labelled(scratch / f"labelled-{at}") for at in range(len(sources))]
    yield "`ingest` of 103,000 labelled lines, 4 MB", _beside(studies, sources, ["ingest", "in", "-q"], fresh=True)


def _beside(studies: list[Path], sources: list[str], command: list[str], *, fresh: bool = False) -> list[Figures]:
    """Figures of one command by each qualcode in turn.

    Raises:
        ValueError: an answer, or a file that was written, is another one than before.
    """
    runs: list[list[Figures]] = [[] for _ in sources]
    answers = set()
    for _ in range(_ROUNDS):
        for own, study, source in zip(runs, studies, sources, strict=True):
            if fresh:
                for made in ("corpora", ".qualcode"):
                    shutil.rmtree(study / made, ignore_errors=True)
            os.environ["PYTHONPATH"] = source
            own.append(measure([*QUALCODE, *command], study, runs=1, warm_up=not fresh))
            answers.add((own[-1].printed, _files(study)))
    if len(answers) > 1:
        raise ValueError(f"`{' '.join(command)}` did not always say and write the same")
    middle = _ROUNDS // 2
    return [Figures(sorted(r.cpu_s for r in own)[middle], max(r.peak_mb for r in own), "") for own in runs]


def _said(study: Path, source: str, *command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": source}
    subprocess.run([*QUALCODE, *command], cwd=study, env=environment, capture_output=True, check=True)


def _files(study: Path) -> str:
    """Hash of all files of a study but those that can be rebuilt and the record of the last run."""
    found = hashlib.sha256()
    for file in sorted(study.rglob("*")):
        name = file.relative_to(study).as_posix()
        if file.is_file() and not name.startswith(".qualcode/") and file.name != "run.json":
            found.update(f"{name}\n".encode() + file.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main(*sys.argv[1:])

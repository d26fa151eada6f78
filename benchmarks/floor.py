"""What every user waits for: commands again on a study that did not change, and what grows with interviews and files.

    python -m benchmarks.floor [--other OTHER_SRC] [--only TEXT] [--rounds 9] [--write]

Each row is the median of whole processes. Every answer is held against what the same command says when nothing is
kept of its answers; with the `src` folder of another qualcode, its figures stand beside ours, taken in turn, and both
must write and say the same. `--write` makes `docs/measured/commands.md` of the rows, `--only` takes the rows whose name
holds a text.
"""

import argparse
import hashlib
import math
import os
import platform
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.commands import QUALCODE
from benchmarks.measure import Figures, machine, measure

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "commands.md"
_SETTLED_S = 2.5
"""Answers are kept of files that were written so long ago."""
_ALL = ("corpora", ".qualcode")
"""Folders that `ingest` makes."""
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
FILES = (250, 1_000, 4_000, 16_000)


def shipped(folder: Path) -> Path:
    """The shipped study, run once."""
    folder.mkdir(parents=True)
    for name in ("qualcode.yaml", "codebooks", "corpora"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    return folder


def empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    folder.mkdir(parents=True)
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


def lines(folder: Path, line: str, count: int = 1_000_000) -> Path:
    """A talk of two turns with so many lines of one kind between them; `{}` in it is the number of the line."""
    (folder / "in").mkdir(parents=True)
    between = "".join(line.format(number) + "\n" for number in range(count))
    (folder / "in" / "ibu.txt").write_text(f"Pewawancara: Apa?\n{between}Ibu: Sinyal kurang.\n", "utf-8")
    return folder


LINES = {"1,000,000 empty lines": "", "1,000,000 short lines": "sinyal {}"}


def files(folder: Path, count: int) -> Path:
    """So many short notes, a file each."""
    for number in range(count):
        into = folder / "in" / f"{number // 500:03}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"n{number:05}.txt").write_text(f"Pewawancara: Apa?\nIbu: Sinyal kurang {number}.\n", "utf-8")
    return folder


def quoted(folder: Path, lines: int = 1_000_000) -> Path:
    """A survey of so many answers, and a codebook that finds 1.2 passages in each."""
    chance = random.Random(1)
    (folder / "in").mkdir(parents=True)
    with (folder / "in" / "survey.txt").open("w", encoding="utf-8") as out:
        for _ in range(lines):
            out.write(" ".join(chance.choices(_WORDS[:9], k=38)) + " kantor" * (chance.random() < 0.2) + " surat.\n")
    codes = (f"  - {{code: {term}, label: {term}, terms: [={term}]}}\n" for term in _WORDS[9:])
    (folder / "b.yaml").write_text("format: 1\ncodebook: b\nlanguages: [id]\ncodes:\n" + "".join(codes), "utf-8")
    return folder


def main() -> None:
    """Print the rows as Markdown, and write them where they are asked for."""
    asked = argparse.ArgumentParser(description="Measure commands on studies that did not change.")
    asked.add_argument("--other", default="")
    asked.add_argument("--only", default="")
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    sources = [str(ROOT / "src"), *([given.other] if given.other else [])]
    page = ["# Commands, measured", "", *_about(given.rounds, given.other), "", *_head(len(sources) > 1)]
    print("\n".join(page), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for what, runs in _rows(Path(scratch), sources, given.only, given.rounds):
            page.append(_line(what, runs))
            print(page[-1], flush=True)
    if given.write:
        PAGE.write_text("\n".join(page) + "\n", "utf-8")


def _about(rounds: int, other: str) -> Iterator[str]:
    load = ", ".join(f"{each:.0f}" for each in os.getloadavg())
    yield "Written by `python -m benchmarks.floor --write`; do not edit."
    yield ""
    yield f"Python {platform.python_version()}, {machine()}."
    yield f"CPU seconds (user and system) of whole processes, medians of {rounds}; load {load} when it began. *Again*"
    yield "means that nothing changed since the same command was asked, and that the last change is two seconds old: a"
    yield "command keeps what it said for as long as nothing changes. *No answer kept* is what it costs without that."
    if other:
        yield f"*Before* is commit {_commit(other)}, in the same run, in turn; both wrote and said the same."


def _commit(source: str) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=8", "HEAD"], cwd=source, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _head(beside: bool) -> list[str]:
    more = " before | ratio |" if beside else ""
    return [f"| what | CPU s | peak MB |{more}", "| --- | ---: | ---: |" + (" ---: | ---: |" if beside else "")]


def _line(what: str, runs: list[Figures]) -> str:
    ours, *theirs = runs
    beside = "".join(f" {each.cpu_s:.2f} | {ours.cpu_s / each.cpu_s:.2f} |" for each in theirs)
    return f"| {what} | {ours.cpu_s:.2f} | {ours.peak_mb:.0f} |{beside}"


def _rows(scratch: Path, sources: list[str], only: str, rounds: int) -> Iterator[tuple[str, list[Figures]]]:
    def wanted(name: str) -> bool:
        return only in name

    if wanted("`--help`"):
        yield "`--help`", _beside(_each(sources, lambda at: empty(scratch / f"help-{at}")), sources, ["--help"], rounds)
    shared = [name for name in (f"{what} again, shipped study" for what in AGAIN) if wanted(name)]
    if shared:
        studies = _each(sources, lambda at: shipped(scratch / f"shipped-{at}"))
        _all_said(studies, sources, "run", "-q")
        for what, command in AGAIN.items():
            if f"{what} again, shipped study" in shared:
                yield f"{what} again, shipped study", _beside(studies, sources, command, rounds)
    if wanted("`run`, no answer kept, shipped study"):
        studies = _each(sources, lambda at: shipped(scratch / f"unkept-{at}"))
        _all_said(studies, sources, "run", "-q")
        unkept = _beside(studies, sources, AGAIN["`run`"], rounds, fresh=(".qualcode/answers",), settled=True)
        yield "`run`, no answer kept, shipped study", unkept
    if wanted("`check`, one code changed, shipped study"):
        studies = _each(sources, lambda at: shipped(scratch / f"changed-{at}"))
        _all_said(studies, sources, "run", "-q")
        yield "`check`, one code changed, shipped study", _after_changes(studies, sources, rounds)
    yield from _of_interviews(scratch, sources, wanted, rounds)
    yield from _of_files(scratch, sources, wanted, rounds)
    if wanted("`verify` of 1.2 million quotes"):
        studies = _each(sources, lambda at: quoted(scratch / f"quoted-{at}"))
        _all_said(studies, sources, "ingest", "in", "--each", "line", "--segment", "line", "-q")
        _all_said(studies, sources, "code", "-q", "-b", "b.yaml")
        _all_said(studies, sources, "export", "segments", "-q")
        yield "`verify` of 1.2 million quotes", _beside(studies, sources, ["verify"], 3)
    for what, line in LINES.items():
        if wanted(f"`ingest` of {what}"):
            studies = _each(sources, lambda at, what=what, line=line: lines(scratch / f"{what[:12]}-{at}", line))
            yield f"`ingest` of {what}", _beside(studies, sources, ["ingest", "in", "-q"], 3, fresh=_ALL)
    if wanted("`ingest` of 103,000 labelled lines, 4 MB"):
        studies = _each(sources, lambda at: labelled(scratch / f"labelled-{at}"))
        command = ["ingest", "in", "-q"]
        yield "`ingest` of 103,000 labelled lines, 4 MB", _beside(studies, sources, command, rounds, fresh=_ALL)


def _of_interviews(
    scratch: Path, sources: list[str], wanted: Callable[[str], bool], rounds: int
) -> Iterator[tuple[str, list[Figures]]]:
    """Three commands on more and more interviews, again and with no answer kept, and how fast their seconds grow."""
    book = "codebooks/smart-city-barriers.yaml"
    commands = {"`status`": ["status"], "`export barriers`": ["export", "barriers", "-o", "-"]}
    commands["`code`"] = ["code", "-q", "-b", book]
    grown: dict[str, list[list[Figures]]] = {}
    ways = {"again": (), "no answer kept": (".qualcode/answers",)}
    asked = [(what, way) for what in commands for way in ways if wanted(f"{what} {way}, interviews")]
    for count in INTERVIEWS if asked else ():
        studies = _each(sources, lambda at, count=count: interviews(scratch / f"i{count}-{at}", count))
        _all_said(studies, sources, "ingest", "in", "-q")
        _all_said(studies, sources, "code", "-q", "-b", book)
        for what, way in asked:
            runs = _beside(studies, sources, commands[what], rounds, fresh=ways[way], settled=True)
            grown.setdefault(f"{what} {way}", []).append(runs)
            yield f"{what} {way}, {count:,} interviews", runs
    for what, runs in grown.items():
        yield f"{what}, interviews: steepest exponent {_steepest(INTERVIEWS, runs):.2f}", runs[-1]


def _of_files(
    scratch: Path, sources: list[str], wanted: Callable[[str], bool], rounds: int
) -> Iterator[tuple[str, list[Figures]]]:
    """Reading more and more files."""
    grown = []
    for count in FILES if wanted("`ingest` of files") else ():
        studies = _each(sources, lambda at, count=count: files(scratch / f"f{count}-{at}", count))
        grown.append(_beside(studies, sources, ["ingest", "in", "-q"], min(rounds, 3), fresh=_ALL))
        yield f"`ingest` of files, {count:,} of them, medians of {min(rounds, 3)}", grown[-1]
    if grown:
        yield f"`ingest` of files: steepest exponent {_steepest(FILES, grown):.2f}", grown[-1]


def _steepest(sizes: tuple[int, ...], grown: list[list[Figures]]) -> float:
    """The highest exponent from one size to the next: 1 is twice the seconds for twice as much."""
    seconds = [runs[0].cpu_s for runs in grown]
    steps = zip(sizes, sizes[1:], seconds, seconds[1:], strict=False)
    return max(math.log(after / before) / math.log(more / less) for less, more, before, after in steps)


def _each(sources: list[str], make: Callable[[int], Path]) -> list[Path]:
    return [make(at) for at in range(len(sources))]


def _all_said(studies: list[Path], sources: list[str], *command: str) -> None:
    for study, source in zip(studies, sources, strict=True):
        _said(study, source, *command)


def _beside(
    studies: list[Path],
    sources: list[str],
    command: list[str],
    rounds: int,
    *,
    fresh: tuple[str, ...] = (),
    settled: bool = False,
) -> list[Figures]:
    """Figures of one command by each qualcode in turn, each time without the folders `fresh`.

    It is asked before, so that what is built once is there, where it is `settled` or nothing is taken away.

    Raises:
        ValueError: an answer, or a file that was written, is another one than before.
    """
    runs: list[list[Figures]] = [[] for _ in sources]
    answers = set()
    if settled or not fresh:
        time.sleep(_SETTLED_S)
        for study, source in zip(studies, sources, strict=True):
            for _ in range(2):  # what is built once, and then an answer to keep, made without one that was kept before
                shutil.rmtree(study / ".qualcode" / "answers", ignore_errors=True)
                os.environ["PYTHONPATH"] = source
                made = measure([*QUALCODE, *command], study, runs=1, warm_up=False)
                time.sleep(_SETTLED_S)
            answers.add((made.printed, _files(study)))
    for _ in range(rounds):
        for own, study, source in zip(runs, studies, sources, strict=True):
            for name in fresh:
                shutil.rmtree(study / name, ignore_errors=True)
            os.environ["PYTHONPATH"] = source
            own.append(measure([*QUALCODE, *command], study, runs=1, warm_up=False))
            answers.add((own[-1].printed, _files(study)))
    if len(answers) > 1:
        raise ValueError(f"`{' '.join(command)}` did not always say and write the same")
    return [_middle(own) for own in runs]


def _after_changes(studies: list[Path], sources: list[str], rounds: int) -> list[Figures]:
    """Figures of `check`, each after one more term in the codebook, which it looks at for the first time.

    Raises:
        ValueError: another qualcode says something else.
    """
    runs: list[list[Figures]] = [[] for _ in sources]
    for number in range(rounds + 1):  # the first fills what is remembered
        for own, study, source in zip(runs, studies, sources, strict=True):
            book = next((study / "codebooks").glob("*.yaml"))
            book.write_text(re.sub(r"terms: \[", f"terms: [lemot{number}, ", book.read_text("utf-8"), count=1), "utf-8")
            os.environ["PYTHONPATH"] = source
            own.append(measure([*QUALCODE, "check"], study, runs=1, warm_up=False))
        if len({own[-1].printed for own in runs}) > 1:
            raise ValueError("`check` did not always say the same")
    return [_middle(own[1:]) for own in runs]


def _middle(own: list[Figures]) -> Figures:
    return Figures(sorted(each.cpu_s for each in own)[len(own) // 2], max(each.peak_mb for each in own), "")


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
    main()

"""The practice turns: what was said in invented interviews, and how its writer coded it.

    python -m benchmarks.practice FOLDER

makes FOLDER a study with the shipped codebook and the turns as its corpus `practice`. `practice.yaml` says who wrote
them and on what terms they may be used.
"""

import bz2
import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = Path(__file__).with_name("practice.jsonl.bz2")
"""One interview a line: its style, set and name, and of each turn the language, codes and text."""
ABOUT = Path(__file__).with_name("practice.yaml")
"""The head of the corpus's `corpus.yaml`: title, licence, consent."""
USES = Path(__file__).with_name("practice.test-uses.jsonl")
"""Each time that `qualcode evaluate` looked at the test sets; what a study adds to its copy belongs here too."""
CODER = """\
format: 1
kind: model
method: The language model that wrote the turns coded them as it wrote, from one-line definitions of the five barriers \
and of political will, without seeing a codebook. No trained person has checked it.
read_whole: true
"""
TEST = ("f", "ff", "ll", "x", "z")
"""The sets that nothing is learnt from."""


@dataclass(frozen=True)
class Answer:
    """One turn of a participant."""

    set: str
    """Letters of the set; every set was written under its own brief."""
    style: str
    """`plain` or `narrative`."""
    interview: str
    text: str
    codes: frozenset[str]
    """What its writer coded; empty: no code applies."""
    language: str = ""
    """`id`, `en` or `mixed`, as its writer named it."""


def answers(*, test: bool = False) -> list[Answer]:
    """The development sets, or the ones set aside for testing, transcript by transcript."""
    return [answer for answer in _all() if (answer.set in TEST) == test]


def write_study(folder: Path) -> None:
    """Make a new folder a study of all turns: sources, their transcripts, and the codings of coder `author`."""
    folder.mkdir()
    corpus = folder / "corpora" / "practice"
    for name in ("sources", "coding/author"):
        (corpus / name).mkdir(parents=True)
    shutil.copy(ROOT / "qualcode.yaml", folder)
    shutil.copytree(ROOT / "codebooks", folder / "codebooks")
    (corpus / "coding" / "author" / "coder.yaml").write_text(CODER, "utf-8")
    shutil.copy(USES, corpus / "coding" / "test-uses.jsonl")
    transcripts = ["", "transcripts:"]
    for (style, letter), own in groupby(_all(), key=lambda answer: (answer.style, answer.set)):
        _write_transcript(corpus, f"{style}-{letter}", list(own))
        split = "test" if letter in TEST else "development"
        transcripts.append(f"  {style}-{letter}: {{attributes: {{style: {style}, set: {letter}, split: {split}}}}}")
    (corpus / "corpus.yaml").write_text(ABOUT.read_text("utf-8") + "\n".join(transcripts) + "\n", "utf-8")
    ingest = ["ingest", "--corpus", "practice", "--each", "row", "--columns", "id=interview,text=text", "-q"]
    subprocess.run([sys.executable, "-m", "qualcode", *ingest], cwd=folder, check=True)


def _write_transcript(corpus: Path, name: str, said: Sequence[Answer]) -> None:
    """The source of one transcript, and what its writer coded: whole turns."""
    with (corpus / "sources" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("interview", "text", "written_language"))
        rows.writerows((answer.interview, answer.text, answer.language) for answer in said)
    codings = [
        {"turn": turn, "code": code, "start": 0, "end": len(answer.text), "quote": answer.text}
        for turn, answer in enumerate(said, 1)
        for code in sorted(answer.codes)
    ]
    if codings:  # in talk on other subjects no code applies
        lines = [json.dumps(line, ensure_ascii=False) for line in ({"format": 1}, *codings)]
        (corpus / "coding" / "author" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def _all() -> list[Answer]:
    """Every turn in the order of the transcripts, which are named STYLE-SET."""
    with bz2.open(TURNS, "rt", encoding="utf-8") as lines:
        interviews = [json.loads(line) for line in lines]
    return [
        Answer(its["set"], its["style"], its["interview"], text, frozenset(codes), language)
        for its in interviews
        for text, codes, language in zip(its["text"], its["codes"], its["language"], strict=True)
    ]


if __name__ == "__main__":
    write_study(Path(sys.argv[1]))

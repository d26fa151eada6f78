"""A small study about three subjects, with a codebook of definitions, and a person who coded some of it."""

import json
import random
from collections.abc import Collection
from pathlib import Path

import numpy as np

from qualcode.model.codebook import Code
from qualcode.propose.material import CodeTexts, Material
from study import Folder
from topics.meant import SUBJECTS, FakeEncoder

CODES = ("network", "school", "field")
CODEBOOK = """\
format: 1
codebook: subjects
version: 1.0.0
languages: [id, en]
codes:
  - {code: network, label: {id: Jaringan}, definition: {id: "sinyal jaringan menara"}}
  - {code: school, label: {id: Sekolah}, definition: {id: "guru murid sekolah"}}
  - {code: field, label: {id: Sawah}, definition: {id: "sawah petani panen"}}
"""
PEOPLE = "abcdef"
TURNS = 12


def sentences(person: str) -> list[tuple[int, str]]:
    """Subject (0, 1, 2; 3: none) and words of each turn of a person."""
    rng = random.Random(person)
    return [(at % 4, _sentence(rng, at % 4, person, at)) for at in range(TURNS)]


def _sentence(rng: random.Random, subject: int, person: str, at: int) -> str:
    if subject == 3:
        return f"itu saja dari kami {rng.choice(['ya', 'pak', 'bu'])} terima kasih"
    words = rng.sample(SUBJECTS[subject][0], 3)
    return f"{words[0]} dan {words[1]} lalu {words[2]} di sini"


def write_study(path: Path, people: str = PEOPLE) -> Folder:
    """Interviews with everybody, read and indexed."""
    folder = Folder(path)
    for person in people:
        lines = [f"Pewawancara: Lalu?\nInforman: {said}\n" for _, said in sentences(person)]
        folder.write(f"interviews/{person}.txt", "".join(lines))
    folder.write("subjects.yaml", CODEBOOK)
    folder.done("ingest", "interviews", "-q")
    return folder


def code_whole(folder: Folder, person: str, coder: str = "ani", *, looked: Collection[int] | None = None) -> None:
    """Codings of a whole interview; `looked`: only of these turns of the person, from 0, each with a line of review."""
    time = "2026-01-01T10:00:00.000Z"
    lines: list[dict[str, object]] = [{"format": 2}]
    for at, (subject, said) in enumerate(sentences(person)):
        if looked is not None and at not in looked:
            continue
        turn = 2 * at + 2
        lines.append({"do": "looked", "id": f"l{at}", "turn": turn, "time": time})
        if subject < 3:
            place = {"turn": turn, "start": 0, "end": len(said), "quote": said}
            lines.append({"do": "code", "id": f"c{at}", "code": CODES[subject], "time": time, **place})
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    folder.write(f"corpora/default/coding/{coder}/{person}.jsonl", text)


def material(people: str = PEOPLE, taught: Collection[str] = "abcd") -> Material:
    """The same without a disk: everything that some people said is coded."""
    said = [(number, *each) for number, person in enumerate(people) for each in sentences(person)]
    texts = [text for _, _, text in said]
    about = ["sinyal jaringan menara", "guru murid sekolah", "sawah petani panen"]
    vectors = FakeEncoder().encode([*texts, *about])
    known = np.array([[people[number] in taught] * 3 for number, _, _ in said])
    has = np.array([[subject == code for code in range(3)] for _, subject, _ in said]) & known
    return Material(
        texts,
        vectors[: len(texts)],
        np.array([number for number, _, _ in said]),
        tuple(Code(name) for name in CODES),
        has,
        known,
        CodeTexts(tuple(about), np.arange(3), vectors[len(texts) :]),
        np.zeros_like(known),
    )


def subjects(people: str = PEOPLE) -> "np.ndarray":
    """What everybody truly spoke about, shape (turns, codes)."""
    return np.array([[subject == code for code in range(3)] for person in people for subject, _ in sentences(person)])

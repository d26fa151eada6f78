"""An encoder that knows a few words, and a small study in two languages made of them."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qualcode.topics.vectors import VECTOR_DIMENSIONS, Vectors, unit_length
from study import Folder

SUBJECTS = (
    (("sinyal", "jaringan", "menara", "kabel", "listrik"), ("signal", "network", "tower", "cable", "electricity")),
    (("sekolah", "guru", "murid", "ujian", "buku"), ("school", "teacher", "pupil", "exam", "book")),
    (("sawah", "pupuk", "panen", "petani", "traktor"), ("field", "fertiliser", "harvest", "farmer", "tractor")),
)
"""Words of three subjects in Indonesian and in English, each beside its translation."""
PEOPLE = 6
"""Respondents who speak each language."""
SENTENCES = 15
"""Sentences of each."""


class FakeEncoder:
    """Puts a word where its subject and its place in the list lie, whatever its language."""

    name = "fake 1"

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self._place = {
            word: (number, at)
            for number, sides in enumerate(SUBJECTS)
            for side in sides
            for at, word in enumerate(side)
        }

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return unit_length(np.array([self._vector(text) for text in texts], np.float32))

    def _vector(self, text: str) -> list[float]:
        vector = np.zeros(VECTOR_DIMENSIONS)
        for word in text.lower().strip(" .").split():
            if word in self._place:
                subject, at = self._place[word]
                vector[subject] += 1
                vector[10 * (subject + 1) + at] += 0.5
        noise = hashlib.blake2b(text.encode()).digest()
        vector[100:164] += np.frombuffer(noise, np.uint8) / 255 * 0.05
        return [float(value) for value in vector]


def two_languages() -> list[tuple[str, str]]:
    """Sentences and their translations, each of three words of one subject."""
    chance = random.Random(1)
    made = []
    for number in range(PEOPLE * SENTENCES):
        here, there = SUBJECTS[number % len(SUBJECTS)]
        words = chance.sample(range(len(here)), 3)
        made.append(tuple(" ".join(side[at] for at in words).capitalize() + "." for side in (here, there)))
    return made


def write_study(path: Path) -> Folder:
    """A folder with one file of answers: six people speak Indonesian, six others say the same in English."""
    lines = ["who,words"]
    for number, pair in enumerate(two_languages()):
        lines += [
            f"{side}{number // len(SUBJECTS) % PEOPLE},{text}" for side, text in zip(("id", "en"), pair, strict=True)
        ]
    lines += ["id0,Iya betul.", "en0,Yes right."]
    path.mkdir(parents=True, exist_ok=True)
    (path / "answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder = Folder(path)
    assert folder.run("ingest", "answers.csv", "--each", "row", "--columns", "id=who,text=words", "-q").code == 0
    return folder

"""Talk of real people about other subjects, in which no code of the shipped codebook applies.

The texts lie beside the checkout and are not part of the project. Half of those who speak are set aside, by a seed that
was fixed before any rule was tried on either half; the writer of the rules reads the other half only.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.suggestion_sets import DATA, interviews

SEED = 20261201
MOST = 500
"""Texts of a set that are drawn for a half."""
Told = tuple[str, str]
"""Who said it, or where it stands, and the text."""


def real_talk(data: Path = DATA, *, test: bool = False) -> dict[str, list[str]]:
    """Texts of each set that is there: of the half that may be read, or of the one set aside."""
    made = {name: read(data / folder) for name, (folder, read) in SETS.items() if (data / folder).exists()}
    return {name: _half(list(told), test) for name, told in made.items()}


def _half(told: Sequence[Told], test: bool) -> list[str]:
    """What half of the people said, in an order by chance, and no more than is drawn."""
    chance = np.random.default_rng(SEED)
    people = chance.permutation(sorted({who for who, _ in told})).tolist()
    middle = len(people) // 2
    own = set(people[middle:] if test else people[:middle])
    texts = [text for who, text in told if who in own]
    return [texts[at] for at in chance.permutation(len(texts))[:MOST]]


def _interviews(folder: Path) -> Iterator[Told]:
    """Turns of participants of a user study (English)."""
    said = interviews(folder.parent, whole=False)
    yield from zip(map(str, said.people), said.texts, strict=True)


def _tweets(folder: Path) -> Iterator[Told]:
    """Tweets with a feeling (Indonesian)."""
    rows = csv.DictReader((folder / "emot-tweets-train.csv").open(encoding="utf-8"))
    yield from ((str(at), row["tweet"]) for at, row in enumerate(rows))


def _reviews(folder: Path) -> Iterator[Told]:
    """Reviews of hotels (Indonesian)."""
    rows = csv.DictReader((folder / "train_preprocess.csv").open(encoding="utf-8"))
    yield from ((str(at), row["review"]) for at, row in enumerate(rows))


def _web(folder: Path) -> Iterator[Told]:
    """Paragraphs of reviews, letters, questions and diaries on the web (English)."""
    blocks = (folder / "en_ewt-ud-dev.conllu").read_text("utf-8").split("# newdoc id = ")[1:]
    for block in blocks:
        for paragraph in block.split("# newpar id = ")[1:]:
            yield block.split("\n", 1)[0], " ".join(re.findall(r"^# text = (.*)$", paragraph, re.MULTILINE))


SETS = {
    "user study": ("pdpilot-interviews", _interviews),
    "tweets": ("indonlu-informal-dev", _tweets),
    "hotel reviews": ("hoasa-reviews-dev", _reviews),
    "web": ("ud-english-dev", _web),
}
"""Name of a set -> its folder, and what reads it."""

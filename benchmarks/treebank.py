"""Gold lemmas of words, read from CoNLL-U treebanks and cut by sentence into a half to look at and one not to."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HALVES = ("looked at", "held out")
"""Halves of a treebank: rules were written with the errors of the first one in sight, never those of the second."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEFT_OUT = frozenset({"PROPN", "X", "SYM", "PUNCT", "NUM"})
_VOICE = frozenset({"meN", "di", "ter", "ku", "kau", "kan", "i"})
"""Morphemes that level light takes off."""


@dataclass(frozen=True)
class Word:
    """A word of a treebank."""

    form: str
    """Lower-cased."""
    lemma: str
    """The treebank's lemma, lower-cased; of Indonesian words the root."""
    light: str
    """The lemma that level light aims at: of Indonesian words the morphemes without voice and applicative."""
    tag: str
    """Part of speech."""


def halves(path: Path, *, joined: bool = False) -> dict[str, list[Word]]:
    """Read the words of a treebank by half; `joined` keeps *sinyalnya* whole, else it is *sinyal* + *nya*."""
    found: dict[str, list[Word]] = {half: [] for half in HALVES}
    for sentence in path.read_text("utf-8").strip().split("\n\n"):
        lines = sentence.split("\n")
        name = next(line for line in lines if line.startswith("# sent_id")).partition("= ")[2]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        found[HALVES[zlib.crc32(name.encode()) % 2]] += _words(rows, joined)
    return found


def _words(rows: list[list[str]], joined: bool) -> Iterator[Word]:
    inside = range(0)
    for row in rows:
        first, _, last = row[0].partition("-")
        if last and joined:
            inside = range(int(first), int(last) + 1)
            parts = [other for other in rows if other[0].isdigit() and int(other[0]) in inside]
            yield _word(row[1], max(parts, key=lambda part: len(part[1])))
        elif first.isdigit() and not last and int(first) not in inside:
            yield _word(row[1], row)


def _word(form: str, row: list[str]) -> Word:
    morphemes = re.search(r"Morf=\^?([^|$]*)", row[9])
    lemma = row[2].lower()
    light = _light(morphemes[1]) if morphemes else lemma
    return Word(form.lower(), lemma, light, row[3])


def _light(morphemes: str) -> str:
    """Take voice and applicative off an analysis such as `meN+per+baik<a>+i_VSA`."""
    parts = [re.sub("<.>", "", part) for part in morphemes.partition("_")[0].split("+")]
    return "+".join(part for part in parts if part not in _VOICE)


def types(words: list[Word]) -> list[Word]:
    """Each distinct form once, with its most frequent reading; names, numbers and signs are left out."""
    readings: dict[str, Counter[Word]] = defaultdict(Counter)
    for word in words:
        if _WORD.fullmatch(word.form) and word.tag not in _LEFT_OUT:
            readings[word.form][word] += 1
    return [found.most_common(1)[0][0] for found in readings.values()]

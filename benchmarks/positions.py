"""How few selections tell what a program counts: positions of real files, stored anew in every way, a few at a time.

The selections of three files that NVivo made (their words are known) are written as each way to count would store them;
then 1, 2, 3 and 5 of them, drawn 300 times, are all that `decide` sees. It is told nothing about the program.

    python -m benchmarks.positions
"""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from qualcode.exchange.positions import CONVENTIONS, Convention, OffsetRange, Passage, Scale, decide, weigh_offset_units
from qualcode.exchange.refi_read import read_project

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "refi-qda" / "samples"
FEW = (1, 2, 3, 5)
DRAWS = 100
"""Draws from each file."""
NVIVO = Convention("utf-16")
"""How the files count."""


class Text(NamedTuple):
    scale: Scale
    marked: bool
    spans: list[OffsetRange]
    wide: list[int]
    """Code points of two UTF-16 units."""
    breaks: list[int]
    """Line ends that are CRLF in the file."""


def texts() -> Iterator[Text]:
    for file in sorted(SAMPLES.glob("*.qdpx")):
        project = read_project(file.name, file.read_bytes()).project
        for source in project.sources if project else ():
            if source.selections:
                scale = Scale(source.text)
                found = {scale.span(each.start, each.end, NVIVO) for each in source.selections}
                wide = [at for at, sign in enumerate(scale.text) if sign > "\uffff"]
                breaks = [at for at, sign in enumerate(scale.text) if sign == "\n"] if "\r\n" in source.text else []
                yield Text(scale, source.marked, sorted(filter(None, found)), wide, breaks)


def stored(text: Text, span: OffsetRange, way: Convention) -> Passage:
    """A span as this way to count would store it."""

    def count(at: int) -> int:
        more = bisect_left(text.wide, at) if way.unit == "utf-16" else 0
        return at + more + (bisect_left(text.breaks, at) if way.returns else 0) + way.mark

    return Passage(count(span[0]), count(span[1] - way.last))


def outcomes(text: Text, way: Convention, few: int, chance: random.Random) -> Iterator[str]:
    for _ in range(DRAWS):
        drawn = chance.sample(text.spans, few)
        passages = [stored(text, span, way) for span in drawn]
        decided = decide(weigh_offset_units(text.scale, passages, marked=text.marked), [], "")
        for at, span in enumerate(drawn):
            yield "refused" if at in decided.doubtful else "right" if decided.spans[at] == span else "wrong"


def main() -> None:
    every = list(texts())
    if not every:
        raise SystemExit(f"no files in {SAMPLES}")
    print("| how positions are stored | " + " | ".join(f"{few} known" for few in FEW) + " |")
    print("| --- |" + " ---: |" * len(FEW))
    for way in CONVENTIONS:
        able = [text for text in every if (text.marked or not way.mark) and (text.breaks or way.returns)]
        cells = []
        for few in FEW:
            seen = Counter(each for text in able for each in outcomes(text, way, few, random.Random(few)))
            share = {name: 100 * seen[name] / seen.total() for name in ("right", "refused", "wrong")}
            cells.append(" / ".join(f"{share[name]:.0f}" for name in ("right", "refused", "wrong")))
        print(f"| {way} | " + " | ".join(cells) + " |")
    print("\nRight / refused / wrong, in percent of selections.")


if __name__ == "__main__":
    main()

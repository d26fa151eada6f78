"""The report of many interviews: seconds, size of the page, and how soon a browser paints it.

    python -m benchmarks.report [INTERVIEWS ...]        200 and 5,000 unless named

The interviews are made of the words of the shipped, invented ones, about 1,060 a respondent, with twelve barriers each.
"""

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.commands import QUALCODE
from benchmarks.measure import measure

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "corpora" / "smart-city" / "transcripts"
BARRIERS = {
    "network": "sinyalnya hilang kalau hujan",
    "server": "server mati dua hari",
    "staff": "pegawainya tidak mau belajar",
    "money": "anggarannya dipotong lagi",
    "rules": "aturannya tumpang tindih",
    "trust": "warga tidak percaya sistemnya",
}
"""Code -> what people say who name it."""
GROUPS = ("citizen", "frontline", "official", "vendor")
TURNS, NAMED = 20, 12
"""Turns of a respondent, and those of them that name a barrier."""


def make_study(folder: Path, interviews: int, seed: int = 1) -> None:
    """Write a study of so many interviews."""
    chance, words = random.Random(seed), list(_spoken())
    codes = [
        f'  - code: {code}\n    kind: barrier\n    label: {{id: {code} (id), en: {code} (en)}}\n    terms: ["{said}"]'
        for code, said in BARRIERS.items()
    ]
    _write(folder / "codebook.yaml", "format: 1\ncodebook: bench\nversion: 1.0.0\ncodes:\n" + "\n".join(codes) + "\n")
    about = "format: 1\nsynthetic: true\nlicence: CC-BY-4.0\ntranscripts:\n"
    for number in range(interviews):
        name = f"i{number:05}"
        about += f"  {name}: {{attributes: {{stakeholder: {chance.choice(GROUPS)}}}}}\n"
        _write(folder / "interviews" / f"{name}.txt", "\n".join(_interview(chance, words)) + "\n")
    _write(folder / "corpora" / "default" / "corpus.yaml", about)


def _spoken() -> Iterator[str]:
    """The words of the shipped respondents, as they follow each other."""
    for file in sorted(SHIPPED.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines()[1:]:
            yield from json.loads(line)["text"].replace("\n", " ").split()


def _interview(chance: random.Random, words: Sequence[str]) -> Iterator[str]:
    named = set(chance.sample(range(TURNS), NAMED))
    for turn in range(TURNS):
        begin = chance.randrange(len(words) - 60)
        said = words[begin : begin + 53]
        if turn in named:
            said[26:26] = [chance.choice(list(BARRIERS.values())).capitalize() + "."]
        yield f"Pewawancara: Bagaimana dengan hal ke-{turn + 1}?"
        yield f"Informan: {' '.join(said)}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def painted(page: Path) -> tuple[float, float]:
    """Seconds until a browser first paints a page, and until all of it is loaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1280, "height": 800})
        shown.goto(page.as_uri())
        shown.wait_for_timeout(500)
        first = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        load = "performance.getEntriesByType('navigation')[0].loadEventEnd"
        seconds = shown.evaluate(first) / 1000, shown.evaluate(load) / 1000
        browser.close()
    return seconds


def main(numbers: Sequence[int]) -> None:
    """Print a row for each number of interviews."""
    print("| interviews | first time, CPU s | again, CPU s | peak MB | page MB | first paint s | loaded s |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for interviews in numbers:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            make_study(folder, interviews)
            measure([*QUALCODE, "ingest", "interviews", "-q"], folder, runs=1, warm_up=False)
            measure([*QUALCODE, "code", "--codebook", "codebook.yaml", "-q"], folder, runs=1, warm_up=False)
            print(_row(folder, interviews), flush=True)


def _row(folder: Path, interviews: int) -> str:
    first, again = (measure([*QUALCODE, "report"], folder, runs=1, warm_up=False) for _ in range(2))
    page = folder / "out" / "report.html"
    seconds, size = painted(page), page.stat().st_size / 1e6
    figures = f"{first.cpu_s:.2f} | {again.cpu_s:.2f} | {again.peak_mb:.0f} | {size:.2f}"
    return f"| {interviews:,} | {figures} | {seconds[0]:.2f} | {seconds[1]:.2f} |"


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [200, 5_000])

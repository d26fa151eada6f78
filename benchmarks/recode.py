"""Coding again after an edit: CPU seconds of the step `code` with the index on disk, imports apart.

usage: python -m benchmarks.recode STUDY BEFORE CODEBOOK [cold]

BEFORE codes first and is not measured, so that CODEBOOK finds the codings of an earlier state; with `cold` no word is
remembered, neither in the memo nor beside the index.
"""

import json
import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.commands import rewrite
from benchmarks.measure import measure

ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5
_ROWS = (
    ("codebook changed, every code of it", "rules", "changed"),
    ("one rule of 500 changed", "rules", "one"),
    ("level light, words seen before", "phrases", "light"),
    ("level light, words never seen", "phrases", "light", "cold"),
    ("500 rules of near, unless and negation", "phrases", "near"),
)
"""What a row says, the codebook before, the codebook measured, and an option."""
_HEAD = "format: 1\ncodebook: bench\nlanguages: [id, en]\ndefaults: {level: exact}\ncodes:\n"


def recoded(study: Path, books: Mapping[str, Path]) -> Iterator[tuple[str, float, float]]:
    """What was changed, CPU seconds and peak memory of each row: medians of processes of their own, the first apart."""
    for what, before, after, *options in _ROWS:
        command = [sys.executable, "-m", "benchmarks.recode", str(study), str(books[before]), str(books[after])]
        runs = [measure([*command, *options], ROOT, runs=1, warm_up=False) for _ in range(_RUNS + 1)][1:]
        yield (
            what,
            statistics.median(json.loads(run.printed)["cpu_s"] for run in runs),
            statistics.median(run.peak_mb for run in runs),
        )


def write_books(patterns: Path, folder: Path) -> dict[str, Path]:
    """Write the codebooks of the rows, all made of the common patterns and of one name."""
    folder.mkdir(exist_ok=True)
    terms = re.findall(r'^  - "(.*)"$', patterns.read_text(encoding="utf-8"), re.MULTILINE)
    books = {name: folder / f"{name}.yaml" for name in ("phrases", "light", "rules", "changed", "one", "near")}
    rewrite(patterns, books["phrases"])
    rewrite(patterns, books["light"], "light")
    each = [f'any: ["{term}"]' for term in terms]
    first = [
        f'any: ["{term}", pendidikan]' if not at % 25 else rule
        for at, (term, rule) in enumerate(zip(terms, each, strict=True))
    ]
    _write(books["rules"], each)
    _write(books["changed"], first)
    _write(books["one"], [*each[:7], 'any: ["pendidikan"]', *each[8:]])
    _write(books["near"], [_intricate(terms, at) for at in range(len(terms))])
    return books


def _intricate(terms: list[str], at: int) -> str:
    """A third of the rules each: near, unless, and negation that drops."""
    picked = [f'"{terms[(at * step + more) % len(terms)]}"' for step, more in _PICKED]
    if at % 3 == 0:
        return f"near: [[{', '.join(picked[:4])}], [{', '.join(picked[4:])}]]\n        within: 20"
    named = f"any: [{', '.join(picked[:2])}]"
    return f"{named}\n        unless: [{picked[2]}]" if at % 3 == 1 else f"{named}\n        negation: drop"


_PICKED = ((1, 0), (7, 3), (11, 5), (13, 7), (17, 9), (19, 11), (23, 13), (29, 15))
"""Which terms a rule takes: its own number times the first, and the second on top."""


def _write(codebook: Path, rules: list[str]) -> None:
    """Write rules as a codebook, 25 a code."""
    text = [_HEAD]
    for at, rule in enumerate(rules):
        if at % 25 == 0:
            name = f"code_{at // 25:02}"
            text.append(f"  - code: {name}\n    kind: barrier\n    label: {{en: {name}}}\n    rules:\n")
        text.append(f"      - rule: r{at}\n        {rule}\n")
    codebook.write_text("".join(text), encoding="utf-8")


def main(study: str, before: str, after: str, option: str = "") -> None:
    import wordfreq  # noqa: F401  # imports are not measured

    import qualcode.codings.apply  # noqa: F401
    from qualcode.api.code import code
    from qualcode.store.study import open_study

    code(open_study(Path(study)), before)
    if option == "cold":
        hidden = Path(study) / ".qualcode"
        for known in (hidden / "stems", *hidden.glob("index/*/*/families-*")):
            shutil.rmtree(known, ignore_errors=True)
    began = time.process_time()
    report = code(open_study(Path(study)), after)
    print(json.dumps({"cpu_s": time.process_time() - began, "codings": len(report.codings.code)}))


if __name__ == "__main__":
    main(*sys.argv[1:])

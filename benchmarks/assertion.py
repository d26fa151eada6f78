"""How things are put, against targets marked by reading (benchmarks/assertion/README.md).

    python -m benchmarks.assertion [--test | --fresh1 | --fresh2 | --fresh3 | --fresh4 | --fresh5 | --fresh6 |
                                   --fresh7 | --fresh8 | --fresh9 | --fresh10 | --fresh |
                                   --fresh12 | --fresh13]
                                  [--show | --count] [--data FOLDER]

Each text is coded by a rule that holds the target and nothing else, as a row of a survey, by the command itself.
FOLDER holds the real texts, none of which is part of this project; where it is missing, only invented speech is
measured, and the output says so. `--show` lists the targets that were put wrongly; sentences of the set aside are
never printed. `--count` counts the targets and measures nothing.
"""

import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGETS = Path(__file__).resolve().parent / "assertion"
DATA = ROOT.parent / "shared" / "data"
ASSERTIONS = ("affirmed", "negated", "hypothetical", "resolved", "question")
ASIDE = "fresh11"
"""How the names of files and splits begin that are set aside."""
NEXT = "fresh12"
"""How the name of the file and its split begin that are set aside beside it: hypothetical and asked words above all."""
FILES = ("", "fresh-", *(f"fresh{number}-" for number in range(2, 11)), f"{ASIDE}-", f"{NEXT}-", "fresh13-")
"""How the names of all files begin: both halves, then the fresh sets in the order they were marked."""
OPEN = {
    "test": ("test", "the half"),
    "fresh1": ("fresh", "the first fresh set"),
    "fresh2": ("fresh2", "the second fresh set"),
    "fresh3": ("fresh3", "the third fresh set"),
    "fresh4": ("fresh4", "the fourth fresh set"),
    "fresh5": ("fresh5", "the fifth fresh set"),
    "fresh6": ("fresh6", "the sixth fresh set"),
    "fresh7": ("fresh7", "the seventh fresh set"),
    "fresh8": ("fresh8", "the eighth fresh set"),
    "fresh9": ("fresh9", "the ninth fresh set"),
    "fresh10": ("fresh10", "the tenth fresh set"),
    "fresh13": ("fresh13", "the thirteenth fresh set"),
}
"""By option: the split that was set aside once, or never was, and is open now, and what it is called."""
RARE = "-rare"
"""How the name of a split ends whose targets were added for the rare assertions."""
MISSED = "not found"
"""What a target is called that no coding covers: always wrong."""


@dataclass(frozen=True)
class Target:
    """One place in a text, and how its speaker puts it."""

    id: str
    split: str
    """`dev`; `test` and `fresh` to `fresh10` (set aside until they had been measured); `fresh11`, `fresh12`: set aside.
    What was added from the second fresh set on for the rare assertions stands in `fresh2-rare` and so on; the rest was
    drawn at random."""
    language: str
    text: str
    start: int
    end: int
    gold: str

    @property
    def term(self) -> str:
        """The words that are marked."""
        return self.text[self.start : self.end]

    @property
    def kind(self) -> str:
        """`real` or `invented` speech."""
        return self.id.partition("-")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    split = parser.add_mutually_exclusive_group()
    for option, (_, name) in OPEN.items():
        split.add_argument(f"--{option}", action="store_true", help=f"measure {name}, which was set aside once")
    split.add_argument("--fresh", action="store_true", help="measure the set aside (note it in README.md)")
    split.add_argument(f"--{NEXT}", action="store_true", help="measure the twelfth fresh set, set aside as well")
    parser.add_argument("--show", action="store_true", help="list what is put wrongly, except in the set aside")
    parser.add_argument("--count", action="store_true", help="count the targets, measure nothing")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real texts")
    given = parser.parse_args()
    everything = [*invented(), *real(given.data)]
    if given.fresh or given.fresh12:
        measure_aside(everything, NEXT if given.fresh12 else ASIDE, count=given.count)
        return
    chosen = next((name for option, (name, _) in OPEN.items() if getattr(given, option)), "dev")
    targets = [target for target in everything if target.split.removesuffix(RARE) == chosen]
    if given.count:
        print("\n".join(counts(targets)))
        return
    found = put(targets)
    print("\n".join(in_parts(chosen, targets, found)))
    if given.show:
        print("\n".join(wrong(targets, found)))


def measure_aside(everything: Sequence[Target], name: str = ASIDE, *, count: bool) -> None:
    """Print the figures of a set aside: of what was drawn at random, and of all of it; never a sentence."""
    aside = [target for target in everything if target.split.startswith(name)]
    if not aside:
        sys.exit(f"No targets are set aside: {TARGETS} does not hold {name}-invented.tsv or {name}-real.tsv.")
    if count:
        print("\n".join(counts(aside)))
        return
    found = put(aside)
    print(_HEAD)
    print("\n".join(in_parts("drawn at random", aside, found)))


def in_parts(name: str, targets: Sequence[Target], found: Sequence[str]) -> Iterator[str]:
    """The figures of what was drawn at random, then of all, where targets were added for the rare assertions."""
    drawn = [place for place, target in enumerate(targets) if not target.split.endswith(RARE)]
    if drawn:
        yield from report(name, [targets[place] for place in drawn], [found[place] for place in drawn])
    if len(drawn) < len(targets):
        yield ""
        yield from report("with those added for the rare assertions", targets, found)


_HEAD = """# How things are put, measured

Written by `python -m benchmarks.assertion --fresh > docs/measured/assertion.md`, once at the end of a round of work on
the rules, from sentences that no rule was written from; `benchmarks/assertion/README.md` says how they were marked, and
lists every use. *Counted-or-not right*: affirmed where a reader marked affirmed, not affirmed where not.
"""


def invented() -> Iterator[Target]:
    """Targets in invented speech: `[[...]]` stands around each."""
    for row in _rows("invented"):
        before, term, after = re.split(r"\[\[|\]\]", row["text"])
        start = len(before)
        text = before + term + after
        yield Target(row["id"], row["split"], row["language"], text, start, start + len(term), row["assertion"])


def real(data: Path) -> Iterator[Target]:
    """Targets in real speech, for which only places are kept; none where the texts are missing.

    Raises:
        ValueError: a text is not the one that was marked.
    """
    rows = _rows("real")
    missing = sorted({row["source"] for row in rows if not (data / row["source"]).is_file()})
    for source in missing:
        print(f"Left out: {source} is not in {data}.", file=sys.stderr)
    texts = {source: _texts(data / source) for source in {row["source"] for row in rows} - {*missing}}
    for row in rows:
        if row["source"] in missing:
            continue
        text = texts[row["source"]][int(row["unit"])]
        if hashlib.sha256(text.encode()).hexdigest()[:12] != row["sha256"]:
            raise ValueError(f"{row['id']}: {row['source']} has another text at {row['unit']}")
        place = int(row["start"]), int(row["end"])
        yield Target(row["id"], row["split"], row["language"], text, *place, row["assertion"])


def _rows(kind: str) -> list[dict[str, str]]:
    """The marks of one kind of speech: of both halves, then of the fresh sets, of which the last may be missing."""
    rows: list[dict[str, str]] = []
    for path in (TARGETS / f"{prefix}{kind}.tsv" for prefix in FILES):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def _texts(path: Path) -> list[str]:
    """The texts of a source, by number: turns of an interview from 1; records of a sheet (its header) and paragraphs
    of a treebank from 0."""
    if path.suffix == ".txt":
        return ["", *_turns(path.read_text("utf-8"))]
    if path.suffix == ".conllu":
        return _paragraphs(path.read_text("utf-8"))
    tabs, column = path.suffix == ".tsv", {"emot-tweets-train.csv": 1, "dataset1.csv": 1}.get(path.name, 0)
    with path.open(encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
        return [row[column] for row in csv.reader(file, delimiter="\t" if tabs else ",", quoting=quoting)]


def _turns(page: str) -> list[str]:
    """What each speaker says, with the lines of a turn joined by a blank."""
    turns: list[str] = []
    for line in page.split("\n"):
        if re.fullmatch(r"\d+/\d+", line.strip()):  # number of the page
            continue
        if speaker := re.match(r"[A-Z][\w ]{0,20}:\s+(.*)", line):
            turns.append(speaker[1])
        elif turns:
            turns[-1] += " " + line.strip()
    return [turn.strip() for turn in turns]


def _paragraphs(treebank: str) -> list[str]:
    """What stands in each paragraph, with its sentences joined by a blank."""
    found = (re.findall(r"^# text = (.*)", part, re.MULTILINE) for part in treebank.split("\n# newpar")[1:])
    return [" ".join(sentences) for sentences in found]


def counts(targets: Sequence[Target]) -> Iterator[str]:
    """How many targets of each assertion there are, in each kind of speech."""
    yield "| part | texts | " + " | ".join((*ASSERTIONS, "all")) + " |"
    yield "| --- |" + " ---: |" * (len(ASSERTIONS) + 2)
    for name, part in (("all", list(range(len(targets)))), *_parts(targets).items()):
        gold = Counter(targets[place].gold for place in part)
        texts = len({targets[place].text for place in part})
        yield f"| {name} | {texts} | " + " | ".join(str(gold[how]) for how in ASSERTIONS) + f" | {len(part)} |"


def put(targets: Sequence[Target]) -> list[str]:
    """How the rules put each target: the assertion of the coding that covers it."""
    texts = list(dict.fromkeys(target.text for target in targets))
    codes = {term: f"t{number}" for number, term in enumerate(dict.fromkeys(target.term.lower() for target in targets))}
    spans: dict[tuple[int, str], list[tuple[int, int, str]]] = {}
    for row in _codings(texts, codes):
        spans.setdefault((row["turn"], row["code"]), []).append((row["start"], row["end"], row["assertion"]))
    turns = {text: number for number, text in enumerate(texts, 1)}
    return [_covering(target, spans.get((turns[target.text], codes[target.term.lower()]), [])) for target in targets]


def _covering(target: Target, spans: list[tuple[int, int, str]]) -> str:
    indent = len(target.text) - len(target.text.lstrip())  # a cell is read without the blanks around it
    start, end = target.start - indent, target.end - indent
    return next((how for first, last, how in spans if first <= start and end <= last), MISSED)


def _codings(texts: Sequence[str], codes: dict[str, str]) -> list[dict]:
    """All codings of the texts, as `export segments` gives them."""
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder)
        with (study / "speech.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "text"), *((f"r{number}", text) for number, text in enumerate(texts))])
        rules = [
            f"  - code: {code}\n    rules: [{{rule: {code}, any: [{{term: {json.dumps(term)}, level: exact}}]}}]\n"
            for term, code in codes.items()
        ]
        book = "format: 1\ncodebook: targets\nlanguages: [id, en]\ncodes:\n" + "".join(rules)
        (study / "targets.yaml").write_text(book, "utf-8")
        _qualcode(study, "ingest", "speech.csv", "--each", "row")
        _qualcode(study, "code", "--codebook", "targets.yaml")
        table = _qualcode(study, "export", "segments", "--codebook", "targets.yaml", "--to", "jsonl", "-o", "-")
    return [json.loads(line) for line in table.splitlines()]


def _qualcode(study: Path, *arguments: str) -> str:
    """What a command writes to stdout; the run ends with its message when it fails."""
    command = [sys.executable, "-m", "qualcode", *arguments]
    done = subprocess.run(command, cwd=study, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"qualcode {arguments[0]}: {done.stderr}")
    return done.stdout


def report(split: str, targets: Sequence[Target], found: Sequence[str]) -> Iterator[str]:
    """The figures of one half, as Markdown."""
    yield f"{split}: {len(targets)} targets in {len({target.text for target in targets})} texts"
    everything = range(len(targets))
    spoken = [place for place in everything if targets[place].kind == "real"]
    for what, places in (("all speech", everything), ("real speech", spoken)):
        if places:
            yield from _each(what, Counter((targets[place].gold, found[place]) for place in places))
    yield "\n| part | targets | right | counted-or-not right | counted, not affirmed | affirmed, lost |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    yield _line("all", targets, found)
    for name, part in _parts(targets).items():
        yield _line(name, [targets[place] for place in part], [found[place] for place in part])


def _each(what: str, pairs: Counter[tuple[str, str]]) -> Iterator[str]:
    """Recall and precision of each assertion, and what it is taken for."""
    yield f"\n| {what}: marked \\ put as | recall | precision | " + " | ".join((*ASSERTIONS, MISSED)) + " |"
    yield "| --- |" + " ---: |" * (len(ASSERTIONS) + 3)
    for how in ASSERTIONS:
        gold = sum(number for (marked, _), number in pairs.items() if marked == how)
        given = sum(number for (_, said), number in pairs.items() if said == how)
        rates = _share(pairs[how, how], gold), _share(pairs[how, how], given)
        yield f"| {how} | " + " | ".join((*rates, *(str(pairs[how, said]) for said in (*ASSERTIONS, MISSED)))) + " |"


def _parts(targets: Sequence[Target]) -> dict[str, list[int]]:
    """Places of the targets of each kind of speech."""
    groups: dict[str, list[int]] = {}
    for place, target in enumerate(targets):
        groups.setdefault(f"{target.kind}, {target.language}", []).append(place)
    return dict(sorted(groups.items()))


def _line(name: str, targets: Sequence[Target], found: Sequence[str]) -> str:
    pairs = [(target.gold, said) for target, said in zip(targets, found, strict=True)]
    right = sum(gold == said for gold, said in pairs)
    counted = sum(gold != "affirmed" and said == "affirmed" for gold, said in pairs)
    lost = sum(gold == "affirmed" and said != "affirmed" for gold, said in pairs)
    total = len(pairs)
    rates = f"{_share(right, total)} | {_share(total - counted - lost, total)}"
    return f"| {name} | {total} | {rates} | {counted} | {lost} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def wrong(targets: Sequence[Target], found: Sequence[str]) -> Iterator[str]:
    """Targets put otherwise than they were marked, one a line."""
    for target, said in zip(targets, found, strict=True):
        if said != target.gold:
            marked = f"{target.text[: target.start]}[[{target.term}]]{target.text[target.end :]}"
            yield f"{target.id}\t{target.gold}\t{said}\t{marked}"


if __name__ == "__main__":
    main()

"""Read the eighth set with a given qualcode and write down what became of each layout, for a person to judge.

    python -m readers.disks.eighth_judged OUT.md    (in tests/; PYTHONPATH says whose readers)

Nothing is judged right here but what is right in every word, voice and role. All else is quoted.
"""

import difflib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from .eighth import LAYOUTS

NOTE = re.compile(r"\(\(.*?\)\)|\[[^\]]*\]|\([^)]*\)")
FITS = {ASKER: {ASKER}, TELLER: {TELLER}, NOBODY: {NOBODY, "", ASKER, TELLER}, "other": {NOBODY, "other", ""}}
FITS |= {"other or teller": {NOBODY, "other", TELLER}, "any": {NOBODY, "other", "", TELLER, ASKER}}


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "qualcode", *command], cwd=folder, capture_output=True, text=True)


def words(said: list[Said], *, fold: bool) -> list[tuple[str, int]]:
    """Words with the number of their turn; notes in brackets are nobody's."""
    found = []
    for at, one in enumerate(said):
        text = NOTE.sub(" ", one.text).replace("\u2019", "'")
        found += [(word.lower() if fold else word, at) for word in text.split()]
    return found


def read(layout: Layout, folder: Path) -> tuple[dict, str, dict[str, list[Said]]]:
    """The report of an ingest with no option, what the terminal says, and the turns of each transcript."""
    run(folder, "init")
    for name, data in layout.files.items():
        path = folder / "interviews" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    made = run(folder, "ingest", "interviews", "--json")
    report = json.loads(made.stdout) if made.stdout.strip().startswith("{") else {"findings": [], "speakers": []}
    again = run(folder, "ingest", "interviews", "--explain")
    roles = {(one["transcript"], one["speaker"]): one["role"] for one in report.get("speakers", ())}
    found = {}
    for path in sorted(folder.glob("corpora/*/transcripts/*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[1:] if line]
        own = path.stem
        found[own] = [Said(one["speaker"] or "", roles.get((own, one["speaker"]), ""), one["text"]) for one in lines]
    return report, f"rc {made.returncode}\n{made.stderr}\n--explain:\n{again.stdout}{again.stderr}", found


def read_alone(layout: Layout) -> tuple[dict, str, dict[str, list[Said]]]:
    with tempfile.TemporaryDirectory() as folder:
        return read(layout, Path(folder))


def expected_of(layout: Layout, found: dict[str, list[Said]]) -> list[tuple[str, list[Said], list[Said]]]:
    """What each file should give beside what it gave; a file alone may have become several transcripts."""
    if len(layout.expected) == 1:
        (name, said), *_ = layout.expected.items()
        return [(name, said, [one for turns in found.values() for one in turns])]
    return [(name, said, found.get(name.rpartition(".")[0], [])) for name, said in layout.expected.items()]


def compare(layout: Layout, found: dict[str, list[Said]]) -> list[str]:
    """Each fault as a line; none means right."""
    faults: list[str] = []
    voices: dict[str, Counter[str]] = defaultdict(Counter)
    for name, said, given in expected_of(layout, found):
        fold = name.endswith(("kitchen table.txt", "pane.txt"))
        given = [one for one in given if one.who or one.role != "other"]  # heads and notes that nobody said
        wanted, had = words(said, fold=fold), words(given, fold=fold)
        matcher = difflib.SequenceMatcher(None, [one for one, _ in wanted], [one for one, _ in had], autojunk=False)
        kept: Counter[int] = Counter()
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "equal":
                for step in range(j - i):
                    turn, other = wanted[i + step][1], given[had[k + step][1]]
                    kept[turn] += 1
                    who = said[turn].who
                    if who:
                        voices[who][other.who] += 1
                    if other.role not in FITS[said[turn].role]:
                        faults.append(
                            f"role of {who or 'turn'}: {other.role or 'none'} for {said[turn].role} ({other.who})"
                        )
                continue
            if j > i:
                faults.append(f"{name}: lost: {' '.join(one for one, _ in wanted[i:j])}")
            if m > k:
                by = {(given[at].who, given[at].role) for _, at in had[k:m]}
                faults.append(f"{name}: added: {' '.join(one for one, _ in had[k:m])} (in {sorted(by)})")
    owner = {who: names.most_common(1)[0][0] for who, names in voices.items()}
    for who, names in voices.items():
        if len(names) > 1:
            faults.append(f"voice {who} is split: {dict(names)}")
    for who, label in owner.items():
        if label.casefold() != who.casefold() and who != "".join(part[0] for part in label.split()):
            faults.append(f"voice {who} is named {label!r}")
    for label, times in Counter(owner.values()).items():
        if times > 1:
            faults.append(f"voices told as one ({label!r}): {sorted(who for who in owner if owner[who] == label)}")
    if not any(owner.values()) and voices:
        faults.append("nobody has a name")
    return [f"{fault} x{times}" for fault, times in Counter(faults).items()]


def main(out: str) -> None:
    right, text = [], ""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(read_alone, LAYOUTS))
    for layout, (report, said, found) in zip(LAYOUTS, results, strict=True):
        faults = compare(layout, found)
        names = {name: dict(Counter((one.who, one.role) for one in turns)) for name, turns in found.items()}
        told = [finding for finding in report["findings"] if finding["level"] != "note"]
        if not faults:
            right.append(layout.name)
        text += f"## {layout.name}: {'RIGHT' if not faults else 'NOT RIGHT'}\n\n"
        text += "".join(f"- {fault[:600]}\n" for fault in faults) + f"\nfound: {names}\n\n"
        text += "".join(f"told: {finding['level']} {finding['code']}\n" for finding in told)
        text += f"```\n{said.strip()}\n```\n\n"
    Path(out).write_text(f"# {len(right)} of {len(LAYOUTS)} right at sight\n\n{text}", encoding="utf-8")
    print(len(right), "of", len(LAYOUTS))


if __name__ == "__main__":
    main(sys.argv[1])

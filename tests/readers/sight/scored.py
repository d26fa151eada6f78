"""How well a study is read, measured against what is known of its files: words, speakers, roles."""

import json
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from qualcode.text.marks import without_mark_text
from study import Folder

from .talked import ASKER, TELLER, Layout, Said


@dataclass(frozen=True)
class Score:
    words: float
    """Share of words that are in a turn."""
    speakers: float
    """Share of turns with the right speaker."""
    roles: float
    """Share of turns with the right role."""
    miscounted: float
    """Words of interviewers that count as participants', as a share of all that count."""
    added: float
    """Words that somebody is said to say and nobody said, as a share of all."""
    told: tuple[str, ...]
    """Codes of the warnings and errors."""

    @property
    def right(self) -> bool:
        return (
            self.words >= 0.999
            and self.speakers >= 0.985
            and self.roles >= 0.985
            and max(self.miscounted, self.added * 10) <= 0.01
        )


def read_layout(layout: Layout, path: Path) -> tuple[Score, Folder]:
    """Ingest the files of a layout with no option given, and compare."""
    folder = Folder(path)
    for name, data in layout.files.items():
        folder.write(f"interviews/{name}", data)
    report = folder.run("ingest", "interviews", "--json").json
    roles = {(each["transcript"], each["speaker"]): each["role"] for each in report.get("speakers", ())}
    counts: Counter[str] = Counter()
    for name, expected in layout.expected.items():
        transcript = name.rpartition(".")[0]
        file = path / f"corpora/default/transcripts/{transcript}.jsonl"
        lines = file.read_text(encoding="utf-8").split("\n")[1:] if file.exists() else []
        turns = [json.loads(line) for line in lines if line]
        found = [Said(one["speaker"], roles.get((transcript, one["speaker"]), ""), one["text"]) for one in turns]
        counts += _compare(expected, found)
    warned = [finding["code"] for finding in report["findings"] if finding["level"] != "note"]
    share = {what: counts[what] / max(counts["turns"], 1) for what in ("speaker", "role")}
    score = Score(
        counts["found"] / max(counts["words"], 1),
        share["speaker"],
        share["role"],
        counts["miscounted"] / max(counts["counted"], 1),
        counts["added"] / max(counts["words"], 1),
        tuple(dict.fromkeys(warned)),
    )
    return score, folder


def _compare(expected: list[Said], found: list[Said]) -> Counter[str]:
    """Words and turns that are right; the words of both sides are aligned first."""
    wanted, given = _words(expected), _words(found)
    matcher = SequenceMatcher(None, [word for word, _ in wanted], [word for word, _ in given], autojunk=False)
    counts: Counter[str] = Counter()
    speaker: Counter[int] = Counter()
    role: Counter[int] = Counter()
    for one, other, size in matcher.get_matching_blocks():
        for step in range(size):
            turn, voice = wanted[one + step][1], found[given[other + step][1]]
            counts["found"] += 1
            counts["spoken"] += voice.role != "other"
            counts["counted"] += voice.role == TELLER
            counts["miscounted"] += voice.role == TELLER and expected[turn].role == ASKER
            speaker[turn] += voice.who == expected[turn].who
            role[turn] += voice.role == expected[turn].role
    counts["added"] = sum(found[turn].role != "other" for _, turn in given) - counts["spoken"]
    length = Counter(turn for _, turn in wanted)
    for turn, words in length.items():
        counts["turns"] += 1
        counts["words"] += words
        counts["speaker"] += speaker[turn] * 2 > words
        counts["role"] += role[turn] * 2 > words
    return counts


def _words(said: list[Said]) -> list[tuple[str, int]]:
    """Words with the number of their turn; what the transcriber put into brackets is nobody's word, as in the study."""
    return [(word, number) for number, one in enumerate(said) for word in without_mark_text(one.text).split()]

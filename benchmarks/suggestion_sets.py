"""Sets that people coded, to measure suggestions on: real ones that lie beside the checkout, and practice turns."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from benchmarks.practice import answers
from qualcode.codebook.load import load_codebook
from qualcode.index.build import build_shard
from qualcode.model.coding import ASSERTIONS
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook, whole_scope

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
CODEBOOK = ROOT / "codebooks" / "smart-city-barriers.yaml"
FEWEST = 8
"""Turns that a code must have in a set."""
HOTEL = {
    "ac": "AC, pendingin ruangan: dingin, panas, rusak, bocor",
    "air_panas": "air panas untuk mandi, water heater, shower air hangat",
    "bau": "bau kamar: apek, rokok, tidak sedap, wangi",
    "general": "penilaian umum tentang hotel secara keseluruhan: bagus, nyaman, mengecewakan",
    "kebersihan": "kebersihan kamar dan kamar mandi: bersih, kotor, debu, kecoa",
    "linen": "linen: sprei, handuk, selimut, bantal, kasur",
    "service": "pelayanan: staf, resepsionis, karyawan ramah, lambat",
    "sunrise_meal": "sarapan, makanan pagi, menu breakfast",
    "tv": "televisi, tv, saluran, remote",
    "wifi": "wifi, internet, sinyal, koneksi",
}
"""One line for each aspect, written for this measurement: the set has names only."""


@dataclass(frozen=True, eq=False)
class CodedSet:
    """Turns, who said them, and the codes that a person gave."""

    name: str
    texts: Sequence[str]
    has: "np.ndarray"
    """Shape (turns, codes)."""
    people: "np.ndarray"
    codes: Sequence[str]
    definitions: Sequence[tuple[int, str]]
    """Code, and a text that says what it means."""

    def frequent(self) -> "CodedSet":
        """The same with the codes that enough turns have."""
        kept = np.flatnonzero(self.has.sum(axis=0) >= FEWEST)
        place = {int(code): at for at, code in enumerate(kept)}
        texts = [(place[code], text) for code, text in self.definitions if code in place]
        return replace(self, has=self.has[:, kept], codes=[self.codes[at] for at in kept], definitions=texts)

    def among(self, rows: "np.ndarray") -> "CodedSet":
        """Some of the turns."""
        texts = [self.texts[at] for at in rows]
        return replace(self, texts=texts, has=self.has[rows], people=self.people[rows])


def real_sets(data: Path) -> Iterator[CodedSet]:
    """Hotel reviews (Indonesian; aspects, and complaints), open survey answers, interviews (English)."""
    reviews = list(hotel_reviews(data))
    kept = np.random.default_rng(7).permutation(len(reviews[0].texts))[1142:1842]  # the first half was tuned on
    yield from (each.among(kept) for each in reviews)
    yield survey_answers(data)
    yield from (interviews(data, whole=whole) for whole in (True, False))


def hotel_reviews(data: Path) -> Iterator[CodedSet]:
    """HoASA: aspects that a review mentions, and aspects that it complains about."""
    rows = list(csv.DictReader((data / "hoasa-reviews-dev" / "train_preprocess.csv").open(encoding="utf-8")))
    codes, people = list(HOTEL), np.arange(len(rows))
    for name, wanted in (("reviews: aspects", ("pos", "neg", "neg_pos")), ("reviews: complaints", ("neg", "neg_pos"))):
        has = np.array([[row[code] in wanted for code in codes] for row in rows])
        texts = [("" if "aspects" in name else "keluhan tentang ") + about for about in HOTEL.values()]
        yield CodedSet(name, [row["review"] for row in rows], has, people, codes, list(enumerate(texts)))


def survey_answers(data: Path) -> CodedSet:
    """ANES 2008: why somebody won or lost; the codes are numbers, without a word about what they mean."""
    rows = list(csv.DictReader((data / "anes2008-dev" / "dataset1.csv").open(encoding="utf-8", errors="replace")))
    codes = [name for name in rows[0] if name not in ("caseID", "verbatim")]
    has = np.array([[row[code] == "1" for code in codes] for row in rows])
    return CodedSet("survey answers", [row["verbatim"] for row in rows], has, np.arange(len(rows)), codes, [])


_SPEAKER = re.compile(r"(Dan|Participant):\s*(.*)")


def interviews(data: Path, *, whole: bool) -> CodedSet:
    """PDPilot: seven interviews, and their segments as coded in MAXQDA; whole paths, or the groups of codes."""
    folder = data / "pdpilot-interviews"
    turns = [turn for number in range(1, 8) for turn in _turns(folder / "transcripts", f"P{number}")]
    said = [_plain(text) for _, _, text in turns]
    found = defaultdict(set)
    for document, path, text in _segments(folder / "coded-segments.derived.txt"):
        parts = [_plain(part) for part in re.split(r"(?:Dan|Participant):|(?<=[.?!]) ", text)]
        for part in (part for part in parts if len(part) >= 20):
            code = path if whole else path.partition(" > ")[0]
            found[code] |= {at for at, turn in enumerate(turns) if turn[0] == document and part in said[at]}
    codes = [code for code in found if code != "Anonymize"]
    kept = [at for at, (_, speaker, text) in enumerate(turns) if speaker == "Participant" and len(text.split()) > 3]
    has = np.array([[at in found[code] for code in codes] for at in kept])
    about = _meanings(folder / "code-system.derived.txt", codes)
    name = "interviews: codes" if whole else "interviews: groups of codes"
    people = np.array([turns[at][0] for at in kept])
    return CodedSet(name, [turns[at][2] for at in kept], has, people, codes, list(enumerate(about)))


def _turns(folder: Path, name: str) -> Iterator[tuple[str, str, str]]:
    speaker, said = "", []
    for line in (folder / f"{name}.derived.txt").read_text("utf-8").splitlines():
        line = line.strip()
        if not line or line == "Interview" or re.fullmatch(r"\d+(/\d+)?", line):
            continue
        begins = _SPEAKER.match(line)
        if begins:
            if speaker:
                yield name, speaker, " ".join(said)
            speaker, said = begins[1], [begins[2]]
        else:
            said.append(line)
    yield name, speaker, " ".join(said)


def _segments(file: Path) -> list[tuple[str, str, str]]:
    found: list[list[str]] = []
    for line in map(str.strip, file.read_text("utf-8").splitlines()[4:]):
        if re.fullmatch(r"P[1-7]", line):
            found.append([line])
        elif found:
            found[-1].append(line)
    return [(each[0], each[1], " ".join(each[2:])) for each in found if len(each) > 2]


def _meanings(file: Path, codes: Sequence[str]) -> Iterator[str]:
    """The name of each code, and what the code system says of it."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    for code in codes:
        own = code.rpartition(" > ")[2]
        below = lines[lines.index(own) + 1] if own in lines else ""
        yield f"{own}. {below}" if below and not below.isdigit() else own


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def practice_set(name: str, sets: Sequence[str]) -> CodedSet:
    """Practice turns of some sets (invented; coded by the model that wrote them), with the shipped codebook's texts."""
    own = [answer for answer in answers() if answer.set in sets]
    codes = sorted({code for answer in own for code in answer.codes})
    has = np.array([[code in answer.codes for code in codes] for answer in own])
    people = np.array([f"{answer.style} {answer.set} {answer.interview}" for answer in own])
    return CodedSet(name, [answer.text for answer in own], has, people, codes, list(_written(codes)))


def _written(codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    for code in yaml.safe_load(CODEBOOK.read_text("utf-8"))["codes"]:
        if code["code"] in codes:
            at = codes.index(code["code"])
            for language in ("id", "en"):
                yield at, ". ".join(filter(None, (code["label"].get(language), code["definition"].get(language))))
            include = code.get("include", [])
            lines = include if isinstance(include, list) else [line for each in include.values() for line in each]
            yield from ((at, line) for line in lines)
            yield from ((at, example["text"]) for example in code.get("examples", []) if example.get("expect", True))


def rule_hits(codes: Sequence[str], texts: Sequence[str]) -> "np.ndarray":
    """What the shipped codebook's rules find affirmed, those of points (learnt from practice turns) left out."""
    book = yaml.safe_load(CODEBOOK.read_text("utf-8"))
    for code in book["codes"]:
        code["rules"] = [rule for rule in code.get("rules", ()) if rule.keys().isdisjoint({"score", "points"})]
    plain = yaml.safe_dump({key: value for key, value in book.items() if key != "include"}, allow_unicode=True)
    codebook, findings = load_codebook("codebook.yaml", plain.encode())
    if codebook is None:
        raise ValueError(f"the codebook without points cannot be read: {findings[0].message}")
    shard = build_shard(texts)
    coded = code_shard(compile_codebook(codebook), shard, Lookup(shard.keys), whole_scope(shard))
    counted = coded.assertion == ASSERTIONS.index("affirmed")
    found = np.zeros((len(texts), len(codebook.codes)), np.bool_)
    found[coded.turn[counted], coded.code[counted]] = True
    names = [code.code for code in codebook.codes]
    return found[:, [names.index(code) for code in codes]]

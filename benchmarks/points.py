"""The points of a codebook: taken out, put in, written to a file, and run through the engine."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.learner import Evidence
from benchmarks.practice import Answer
from qualcode.codebook.load import load_codebook
from qualcode.index.build import build_shard
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook, whole_scope

ROOT = Path(__file__).resolve().parent.parent
CODEBOOK = ROOT / "codebooks" / "smart-city-barriers.yaml"
WORDS = ROOT / "codebooks" / "evidence" / "smart-city.yaml"
PREFIX = "evidence-"
WITHIN = 60
"""Words of a turn that are added up together; in a long turn, words far apart tell nothing together."""
Book = dict
"""A codebook as its YAML says it."""
Grid = np.ndarray
"""Answers by codes: whether the answer has the code."""
_WORDS = """\
# What words are worth as evidence of the codes of smart-city-barriers.yaml, which includes this file.
# Written by `python -m benchmarks.evidence`, which learns it from corpora/practice; do not edit. docs/evidence.md says
# how, and how well it does. `CODE_3` is worth 3 points, `CODE_against_2` takes 2 away.
"""


def evidence_rules(book: Book) -> list[Book]:
    """The rules of points that a codebook has, in its order."""
    return [rule for code in book["codes"] for rule in code.get("rules", ()) if _is_evidence(rule)]


def learnt_codes(book: Book) -> list[str]:
    """The codes that have an evidence rule, in the codebook's order."""
    return [code["code"] for code in book["codes"] if any(map(_is_evidence, code.get("rules", ())))]


def examples(book: Book, codes: Sequence[str]) -> list[Answer]:
    """The codebook's own examples of these codes, as answers; one that its code must not be found in has none."""
    own = [
        (code["code"], number, each)
        for code in book["codes"]
        for number, each in enumerate(code.get("examples", ()))
        if code["code"] in codes
    ]
    return [
        Answer("book", "plain", f"{code}-{number}", each["text"], frozenset({code} if each["expect"] else ()))
        for code, number, each in own
    ]


def _is_evidence(rule: Mapping[str, object]) -> bool:
    return str(rule.get("rule", "")).startswith(PREFIX)


def shown(learnt: Sequence[Evidence]) -> Book:
    """Lexicons and rules of points, as a codebook has them: `CODE_3` is worth 3, `CODE_against_2` takes 2 away."""
    lexicons, rules = defaultdict(list), []
    for each in learnt:
        values = sorted(set(each.points.values()), reverse=True)
        name = {value: f"{each.code}_{value}" if value > 0 else f"{each.code}_against_{-value}" for value in values}
        for value in values:
            lexicons[name[value]] = sorted(term for term, points in each.points.items() if points == value)
        rules.append({
            "rule": PREFIX + each.code.replace("_", "-"), "within": WITHIN, "negation": "count", "least": each.least,
            "support": each.support,
            "points": {str(value): f"@{name[value]}" for value in values},
        })  # fmt: skip
    return {"lexicons": dict(lexicons), "rules": rules}


def with_points(book: Book, learnt: Sequence[Evidence]) -> Book:
    """The codebook with these points in place of its own; without any, with no rule of points."""
    made = shown(learnt)
    rules = {each.code: rule for each, rule in zip(learnt, made["rules"], strict=True)}
    codes = []
    for code in book["codes"]:
        others = [rule for rule in code.get("rules", ()) if not _is_evidence(rule)]
        codes.append({**code, "rules": [*others, *([rules[code["code"]]] if code["code"] in rules else [])]})
    lexicons = {**book["lexicons"], **made["lexicons"]}
    return {**{key: value for key, value in book.items() if key != "include"}, "lexicons": lexicons, "codes": codes}


def write_words(learnt: Sequence[Evidence]) -> None:
    """Write the lexicons of points to the file that the codebook includes."""
    WORDS.write_text(_WORDS + written({"format": 1, "lexicons": shown(learnt)["lexicons"]}), "utf-8")


def written(book: Book) -> str:
    """YAML of (a part of) a codebook, lists of words side by side."""
    return yaml.safe_dump(book, allow_unicode=True, sort_keys=False, width=114, default_flow_style=None)


def found(book: Book, codes: Sequence[str], said: Sequence[Answer]) -> Grid:
    """What a codebook finds and counts in each answer."""
    codebook, findings = load_codebook("codebook.yaml", written(book).encode())
    if codebook is None:
        raise ValueError(f"the codebook with other points cannot be read: {findings[0].message}")
    shard = build_shard([answer.text for answer in said])
    coded = code_shard(compile_codebook(codebook), shard, Lookup(shard.keys), whole_scope(shard))
    grid = np.zeros((len(said), len(codebook.codes)), dtype=np.bool_)
    counted = coded.assertion == 0
    grid[coded.turn[counted], coded.code[counted]] = True
    return grid[:, [[code.code for code in codebook.codes].index(code) for code in codes]]


def given(codes: Sequence[str], said: Sequence[Answer]) -> Grid:
    """What the writer coded."""
    return np.array([[code in answer.codes for code in codes] for answer in said], dtype=np.bool_)

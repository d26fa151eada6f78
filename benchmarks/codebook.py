"""Measures how far the rules of the shipped codebook reach, on invented answers and other talk, and writes it down.

    python -m benchmarks.codebook

Every answer is coded by the engine that codes a study. The page is docs/measured/rules.md.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.other_talk import MOST, SEED, real_talk
from benchmarks.practice import ROOT, Answer, answers
from qualcode.codebook.load import load_codebook
from qualcode.index.build import build_shard
from qualcode.model.codebook import Codebook
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook, whole_scope

CODEBOOK = ROOT / "codebooks" / "smart-city-barriers.yaml"
PAGE = ROOT / "docs" / "measured" / "rules.md"
KINDS = ("barrier", "enabler")
"""Kinds of the codes that the writers of the answers gave."""
OTHER_TALK = ("ee", "ff", "ii", "jj", "kk", "ll")
"""Sets of talk about other subjects, in which no code applies."""
Grid = np.ndarray
"""Answers by codes: whether the answer has the code."""
Row = tuple[str, ...]
HEAD = """\
# How far rules reach

Written by `python -m benchmarks.codebook`; do not edit. Codebook {codebook.codebook} {codebook.version}.

A rule finds what somebody says plainly: *sinyalnya hilang*, *the agencies refuse to share*. Most of what people tell is
not put so. These figures say how much the rules of the shipped codebook find in answers of invented interviews
(`benchmarks/practice.yaml`), and how much of what they find is right. A language model wrote the answers, set by set,
without seeing a codebook, and coded what it wrote; no trained person has checked it. In *plain* answers people name a
problem, often in one clause of many; in *narrative* ones they tell what happened; in *other talk* nobody speaks about
the matter at all, and everything found is a false alarm. The rules were written with the development sets in sight.
The writer of the codebook did not look at the sets set aside, but earlier codebooks were measured on them too, and who
wrote the rules of how things are put had seen some of their answers. The last set of other talk (podcasts, user
studies, oral history, reviews told aloud) was written after the last change of the codebook, by another run of a
language model that saw no rule; the codebook was not changed after it was measured.

Precision and recall are those of all pairs of answer and code, macro-F1 is the mean over the {codes} codes. A false
alarm is an answer without a code in which any of them is found.

"""
REAL_TALK = """
Talk of real people about other subjects (`benchmarks/other_talk.py`; the texts are not part of the project): turns of a
user study in English, tweets and hotel reviews in Indonesian, paragraphs of the web in English. Half of those who speak
were set aside by a seed ({seed}) before any rule of this version was changed, at most {most} texts of a set were drawn,
and the half set aside was looked at by nobody and measured once, with the final file. What is found is no false alarm
where somebody does speak of an office or a service (a hotel's network, a hospital's permit); all of it is counted here.

"""
READING = """
**How to read it.** The rules are made to be right where they speak: a supervisor can read each one, and a person who
judges what they suggest rejects few. They leave most of what people tell to people; stories are for
[suggestions](../review.md) and for reading. An earlier codebook (2.4.0) found much more in answers that were written
like those that it was learnt from, by 11,953 words worth points: nobody could say why it found something, and on
interviews of other writers it found little. [Decision 035](../decisions/035-rules-that-people-can-read.md) says why it
went.
"""


def page(codebook: Codebook) -> Iterator[str]:
    """The page, part by part."""
    codes = [code.code for code in codebook.codes if code.kind in KINDS]
    yield HEAD.format(codebook=codebook, codes=len(codes))
    said = {"development": answers(), "set aside": answers(test=True)}
    found = {name: _found(codebook, codes, [each.text for each in those]) for name, those in said.items()}
    given = {name: _given(codes, those) for name, those in said.items()}
    columns = ("answers", "part", "n", "precision", "recall", "macro-F1", "false alarms")
    yield _table(columns, [
        (group, name, *_figures(found[name][chosen], given[name][chosen]))
        for name, those in said.items()
        for group, chosen in _groups(those)
        if chosen.any()
    ])  # fmt: skip
    plain = dict(_groups(said["set aside"]))["plain"]
    yield "\nBy code, plain answers set aside:\n\n"
    yield _table(("code", "given", "found", "both", "precision", "recall"), [
        (code, *_of_code(found["set aside"][plain, number], given["set aside"][plain, number]))
        for number, code in enumerate(codes)
    ])  # fmt: skip
    if real_talk():
        yield REAL_TALK.format(seed=SEED, most=MOST)
        yield _table(("texts", "part", "n", "in which a code is found"), list(_other_talk(codebook, codes)))
    yield READING


def _other_talk(codebook: Codebook, codes: Sequence[str]) -> Iterator[Row]:
    """Real texts in which something is found, set by set and in all."""
    for test, part in enumerate(("development", "set aside")):
        flags = {name: _found(codebook, codes, texts).any(axis=1) for name, texts in real_talk(test=bool(test)).items()}
        for name, found in {**flags, "all": np.concatenate(list(flags.values()))}.items():
            yield name, part, str(len(found)), f"{found.sum()} ({_share(found.sum(), len(found))})"


def _groups(said: Sequence[Answer]) -> Iterator[tuple[str, Grid]]:
    """Which answers belong to each row of the table."""
    other = np.array([each.set in OTHER_TALK for each in said])
    plain = np.array([each.style == "plain" for each in said])
    yield "plain", plain & ~other
    for language in ("id", "en", "mixed"):
        yield f"plain, {language}", plain & ~other & np.array([each.language == language for each in said])
    yield "narrative", ~plain & ~other
    yield "other talk", other
    yield "other talk, the last set", np.array([each.set == OTHER_TALK[-1] for each in said])


def _found(codebook: Codebook, codes: Sequence[str], texts: Sequence[str]) -> Grid:
    """What the rules find and count in each text."""
    shard = build_shard(texts)
    coded = code_shard(compile_codebook(codebook), shard, Lookup(shard.keys), whole_scope(shard))
    grid = np.zeros((len(texts), len(codebook.codes)), dtype=np.bool_)
    counted = coded.assertion == 0
    grid[coded.turn[counted], coded.code[counted]] = True
    return grid[:, [[code.code for code in codebook.codes].index(code) for code in codes]]


def _given(codes: Sequence[str], said: Sequence[Answer]) -> Grid:
    """What the writer coded."""
    return np.array([[code in each.codes for code in codes] for each in said], dtype=np.bool_)


def _figures(found: Grid, given: Grid) -> Row:
    both, none = found & given, ~given.any(axis=1)
    f1 = 2 * both.sum(axis=0) / np.maximum(found.sum(axis=0) + given.sum(axis=0), 1)
    alarms = f"{found[none].any(axis=1).sum()} of {none.sum()} ({_share(found[none].any(axis=1).sum(), none.sum())})"
    macro = f"{f1.mean():.2f}" if given.any() else "-"
    return str(len(found)), _share(both.sum(), found.sum()), _share(both.sum(), given.sum()), macro, alarms


def _of_code(found: Grid, given: Grid) -> Row:
    given_n, found_n, both = given.sum(), found.sum(), (found & given).sum()
    return str(given_n), str(found_n), str(both), _share(both, found_n), _share(both, given_n)


def _share(part: int, of: int) -> str:
    return f"{part / of:.3f}" if of else "-"


def _table(columns: Row, rows: Sequence[Row]) -> str:
    lines = [columns, tuple("---" if not place else "---:" for place in range(len(columns))), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(file: Path = CODEBOOK) -> None:
    """Measure, and write the page."""
    codebook, findings = load_codebook(str(file), file.read_bytes())
    if codebook is None:
        raise ValueError(f"{file.name} cannot be read: {findings[0].message}")
    PAGE.write_text("".join(page(codebook)), "utf-8")


if __name__ == "__main__":
    main()

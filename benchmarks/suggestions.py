"""How good suggestions are that are learnt from a person's codings, beside other methods; writes the page of figures.

    python -m benchmarks.suggestions [FOLDER]

FOLDER holds the sets that are not part of the project: ../shared/data unless named.
Settings were chosen on the first half of the hotel reviews and on practice sets bb, n, t and u; nothing here is
measured on those.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.practice import answers
from benchmarks.suggestion_methods import (
    DESIGN,
    METHODS,
    OURS,
    Answered,
    Lesson,
    by_proposals,
    coded,
    lessons,
    prepared,
)
from benchmarks.suggestion_sets import DATA, ROOT, CodedSet, practice_set, real_sets, rule_hits
from qualcode.model.codebook import Code
from qualcode.propose.card import ModelCard, learn_model, score_elsewhere, shared_words
from qualcode.propose.choose import choose_next, random_order
from qualcode.propose.judge import judge
from qualcode.propose.learner import Features, score_turns
from qualcode.propose.material import CodeTexts, Material, TermReader
from qualcode.rules.lookup import Analyser
from qualcode.topics.vectors import SentenceEncoder

PAGE = ROOT / "docs" / "measured" / "suggestions.md"
PRACTICE = ("cc", "dd", "s", "w")
"""Practice sets that take no part in any choice."""
SIZES, DRAWS, SEED = (20, 80, 160), 8, 2026
FIRST = 0.2
LEAST = 3
"""Turns with a code among the tested ones, for the code to be scored."""


def figures(lesson: Lesson, answered: Answered) -> tuple[float, float, float]:
    """Macro-F1, recall in the first fifth of the review lists, and turns whose top 3 hold a right code."""
    has = lesson.set.has[lesson.tested]
    codes = np.flatnonzero(has.sum(axis=0) >= LEAST)
    has, found = has[:, codes], answered.found[lesson.tested][:, codes]
    f1 = 2 * (has & found).sum(axis=0) / np.maximum(has.sum(axis=0) + found.sum(axis=0), 1)
    first = int(np.ceil(FIRST * len(has)))
    best = np.argsort(-answered.review[lesson.tested][:, codes], axis=0, kind="stable")[:first]
    recall = np.take_along_axis(has, best, 0).sum(axis=0) / has.sum(axis=0)
    coded = has.any(axis=1)
    top = np.argsort(-answered.order[lesson.tested][:, codes], axis=1, kind="stable")[:, :3]
    right = np.take_along_axis(has, top, 1).any(axis=1)[coded]
    return float(f1.mean()), float(recall.mean()), float(right.mean())


def main(folder: str = "") -> None:
    data = Path(folder) if folder else DATA
    if not data.is_dir():
        print(f"Left out: {data} is not there.")
        return
    encoder, analyser = SentenceEncoder(), Analyser()
    sets = [
        each.frequent() for each in [*real_sets(data), *(practice_set(f"practice {name}", [name]) for name in PRACTICE)]
    ]
    ready = {own.name: (own, *prepared(own, encoder, analyser)) for own in sets}
    PAGE.write_text("\n".join(page(ready, analyser)) + "\n", "utf-8")


Ready = dict[str, tuple[CodedSet, Material, Features]]


def page(ready: Ready, analyser: Analyser) -> Iterator[str]:
    """The lines of the page."""
    sets = ", ".join(PRACTICE)
    yield from INTRODUCTION.format(draws=DRAWS, seed=SEED, sets=sets, real=len(ready) - len(PRACTICE)).splitlines()
    yield ""
    scores = {
        (name, size, method): _scored(own, size, method)
        for name, own in ready.items()
        for size in SIZES
        for method in METHODS
    }
    yield from _means(ready, scores)
    yield from _by_set(ready, scores)
    yield from _sureness(ready)
    yield from _look_again(ready)
    yield from _next(ready)
    yield from _model(ready, analyser)


def _scored(own: tuple[CodedSet, Material, Features], size: int, method: str) -> Any:
    """Figures of a method, a row for each draw; the same turns for all methods."""
    return np.array([figures(each, METHODS[method](each)) for each in lessons(*own, size, DRAWS, SEED)])


def _means(ready: Ready, scores: Any) -> Iterator[str]:
    yield "| mean of all sets | macro-F1 at n = 20 / 80 / 160 | recall in the first fifth | right code in top 3 |"
    yield "| --- | --- | --- | --- |"
    for method in METHODS:
        means = np.array([[scores[name, size, method].mean(axis=0) for name in ready] for size in SIZES]).mean(axis=1)
        cells = [" / ".join(f"{means[at, what]:.3f}"[1:] for at in range(len(SIZES))) for what in range(3)]
        yield f"| {method} | {' | '.join(cells)} |"
    gain = [scores[name, 80, OURS] - scores[name, 80, DESIGN] for name in ready]
    better = [f"{sum(int((each[:, what] > 0).sum()) for each in gain)}" for what in range(3)]
    total = sum(len(each) for each in gain)
    yield ""
    yield f"At n = 80 it does better than *{DESIGN}* in {better[0]} (F1), {better[1]} (recall)"
    yield f"and {better[2]} (top 3) of {total} draws, each on the same turns."
    yield ""


def _by_set(ready: Ready, scores: Any) -> Iterator[str]:
    yield "## Set by set, n = 80"
    yield ""
    yield "F1 / recall in the first fifth / top 3."
    yield ""
    shown = ["word lists by turn", DESIGN, OURS]
    yield f"| set | turns | people | codes | {' | '.join(shown)} |"
    yield "| --- | ---: | ---: | ---: | --- | --- | --- |"
    for name, (own, made, _) in ready.items():
        cells = [" / ".join(f"{each:.2f}" for each in scores[name, 80, method].mean(axis=0)) for method in shown]
        people = len(np.unique(made.people))
        yield f"| {name} | {len(own.texts)} | {people} | {len(own.codes)} | {' | '.join(cells)} |"
    yield ""


def _sureness(ready: Ready) -> Iterator[str]:
    """Chances as they are shown, and how often a person gave the code."""
    said, true = [], []
    for own in ready.values():
        for lesson in lessons(*own, 80, 3, SEED + 1):
            scores = score_turns(lesson.material, lesson.features)
            chances = judge(lesson.material, lesson.features).chances(lesson.material, scores.within)[lesson.tested]
            told = ~np.isnan(chances)
            said.append(chances[told])
            true.append(lesson.set.has[lesson.tested][told])
    chances, has = np.concatenate(said), np.concatenate(true)
    yield "## How sure"
    yield ""
    yield "| chance as shown | pairs of turn and code | mean chance | the coder gave the code |"
    yield "| --- | ---: | ---: | ---: |"
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        own = (chances >= low) & (chances < high)
        yield f"| {low:.0%} to {min(high, 1):.0%} | {own.sum():,} | {chances[own].mean():.0%} | {has[own].mean():.0%} |"
    yield ""


def _look_again(ready: Ready) -> Iterator[str]:
    """How many of the answers that were turned round on purpose stand in the first fifth of `propose --check`."""
    shares = []
    for own in ready.values():
        for lesson in lessons(*own, 160, 3, SEED + 2):
            random, made = np.random.default_rng(len(shares)), lesson.material
            pairs = np.argwhere(made.has)
            wrong = pairs[random.permutation(len(pairs))[: max(1, len(pairs) // 10)]]
            has = made.has.copy()
            for row, code in wrong:  # the coder took a neighbouring code
                has[row, code] = False
                has[row, random.choice(np.flatnonzero(~made.has[row])) if not made.has[row].all() else code] = True
            turned = replace(made, has=has)
            judged = judge(turned, lesson.features)
            if judged.unseen is None:
                continue
            chances = judged.chances(turned, judged.unseen.within)
            surprise = np.where(has, 1 - chances, chances)[lesson.taught].ravel()
            order = np.argsort(-np.nan_to_num(surprise, nan=-1), kind="stable")
            changed = (has != made.has)[lesson.taught].ravel()
            shares.append(changed[order[: len(order) // 5]].sum() / changed.sum())
    yield "## Look again"
    yield ""
    yield "Of 160 coded turns a tenth of the codes were swapped for another one on purpose. Of the answers that this"
    yield f"made wrong, {np.mean(shares):.0%} stand in the first fifth of `propose --check`; chance puts 20 % there."
    yield ""


def _next(ready: Ready) -> Iterator[str]:
    """`propose next`, ten turns at a time from the first one on, beside turns in random order."""
    yield "## Which turns to code next"
    yield ""
    yield "80 turns coded ten at a time, chosen by `propose next` from the first ten on, or at random; people apart."
    yield ""
    yield "| turns | codes with 3 turns and more | macro-F1 | recall in the first fifth | top 3 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, active in (("at random", False), ("`propose next`", True)):
        found, full = [], []
        for own, made, features in ready.values():
            for lesson in lessons(own, made, features, 80, 3, SEED + 3):
                taught = _chosen(own, made, features, lesson.tested) if active else lesson.taught
                lesson = replace(lesson, material=coded(made, own, taught), taught=taught)
                found.append(figures(lesson, by_proposals(lesson)))
                full.append((lesson.material.positives >= 3).mean())
        f1, recall, top = np.mean(found, axis=0)
        yield f"| {name} | {np.mean(full):.0%} | {f1:.3f} | {recall:.3f} | {top:.3f} |"
    yield ""


def _chosen(own: CodedSet, made: Material, features: Features, tested: Any) -> Any:
    order = random_order([(own.name, at) for at in range(len(own.texts))])
    away = np.zeros(len(own.texts), np.bool_)
    away[tested] = True
    taught = np.empty(0, np.int64)
    while len(taught) < 80:
        material = coded(made, own, taught)
        scores = score_turns(material, features)
        chances = judge(material, features).chances(material, scores.within)
        # Turns of the tested people are not there for `next`: as if they had been looked at.
        hidden = replace(material, known=material.known | away[:, None])
        more = [choice.turn for choice in choose_next(hidden, scores, chances, order, 10)]
        if not more:
            break
        taught = np.sort(np.concatenate([taught, more]).astype(np.int64))
    return taught


def _model(ready: Ready, analyser: Analyser) -> Iterator[str]:
    """A model learnt on other practice sets, for the practice sets that are tested."""
    names = sorted({answer.set for answer in answers()} - set(PRACTICE))
    own = practice_set("elsewhere", names)
    nobody = np.zeros((len(own.texts), 1), np.float32)
    known = np.ones(own.has.shape, np.bool_)
    about = CodeTexts((), np.empty(0, np.int64), np.zeros((0, 1), np.float32))
    people = np.unique(own.people, return_inverse=True)[1].astype(np.int64)
    codes = tuple(Code(name) for name in own.codes)
    taught = Material(own.texts, nobody, people, codes, own.has, known, about, ~known)
    reader = TermReader([*own.texts, *(text for one in ready.values() for text in one[0].texts)], analyser)
    words = shared_words(own.texts, people, reader, ())
    card = ModelCard("", "", "practice", True, "", "", "model", len(own.texts), len(np.unique(people)))
    model = learn_model(taught, reader, words, card, dict.fromkeys(own.codes, ("unknown", (0, 0))))
    yield "## A model learnt elsewhere"
    yield ""
    yield f"Learnt from {len(own.texts):,} practice turns of other sets ({len(words):,} words), for the tested practice"
    yield "sets; rules are the shipped codebook's, without those of points. F1 / recall in the first fifth / top 3;"
    yield "before anything is coded no code is expected, so that there is no F1."
    yield ""
    yield "| turns coded | neither | the model | rules | model and rules |"
    yield "| --- | --- | --- | --- | --- |"
    tested = [one for name, one in ready.items() if name.startswith("practice")]
    said = {one[0].name: score_elsewhere(model, one[1].codes, one[1].texts, reader) for one in tested}
    hits = {one[0].name: rule_hits(one[0].codes, one[0].texts) for one in tested}
    for size in (0, 20, 80):
        cells = []
        for begins, ruled in ((False, False), (True, False), (False, True), (True, True)):
            found = []
            for own_set, made, features in tested:
                more = replace(made, elsewhere=said[own_set.name] if begins else None)
                more = replace(more, rules=hits[own_set.name] if ruled else made.rules)
                for lesson in lessons(own_set, more, features, size, 2, SEED + 4):
                    found.append(figures(lesson, by_proposals(lesson)))
            f1, *others = np.mean(found, axis=0)
            cells.append(" / ".join([f"{f1:.2f}" if size else "–", *(f"{each:.2f}" for each in others)]))
        yield f"| {size} | {' | '.join(cells)} |"


INTRODUCTION = """\
# Suggestions learnt from a person's codings

Written by `python -m benchmarks.suggestions`; do not edit.

Half of the people of a set, drawn anew each time, are coded from; the other half is tested. Of the first half n turns
are drawn; {draws} draws a set and n, seed {seed}. *Macro-F1* is the mean over the codes of a set, *recall* the share of
a code's turns in the first fifth of its review list, *top 3* the share of coded turns of which one of the three
likeliest codes is right. Codes count from 8 turns in a set.

The sets: {real} real ones (Indonesian hotel reviews by aspect, and by complaint; English survey answers whose codes are
numbers without a definition; seven English interviews coded in MAXQDA, by code and by group of codes), and invented
practice turns with the shipped codebook's texts (sets {sets}). Settings were chosen on other reviews and other practice
sets. Regressions and Bayes find a code above even odds, lists and cosines in as many turns as were coded, by share.
"""


if __name__ == "__main__":
    main(*sys.argv[1:])

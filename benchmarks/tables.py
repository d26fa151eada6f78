"""CPU seconds of every table, and of writing it in every format, made of 200,000 invented codings.

    python -m benchmarks.tables [TABLE ...]

Tables and formats are those of the registries. A table that needs an option which is not given here, or refuses this
study, is named with its reason.
"""

import platform
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings, Source
from qualcode.corpus.frame import Frame, RunningWords, TermOccurrences
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import format_problems
from qualcode.model.codebook import Code
from qualcode.model.table import Table
from qualcode.tables import TABLES
from qualcode.tables.kind import TableKind, TableOptions

CODINGS, CODES, INTERVIEWS, TURNS = 200_000, 300, 500, 100_000
SENTENCES = 4
"""Segments of each turn."""
HEADS, TAILS = ("ba", "di", "ka", "lo", "me", "nu", "pe", "ri", "sa", "tu"), ("han", "kin", "mar", "ngat", "pul")
WORDS = [f"{head}{tail}" for head in HEADS for tail in TAILS]
SENTENCE = 12
"""Words of a segment."""
GIVEN = TableOptions(by="city", terms=("bahan",))
"""Options of tables that take or need them."""


def study() -> tuple[Frame, Codings]:
    rng = np.random.default_rng(1)
    texts = [
        " ".join(" ".join(rng.choice(WORDS, SENTENCE)).capitalize() + "." for _ in range(SENTENCES)) for _ in range(997)
    ]
    edges = [[0, *(at.end() for at in re.finditer(r"\.(?: |$)", text))] for text in texts]
    kind = np.arange(TURNS) % len(texts)
    bounds = np.array(edges)
    interview = np.sort(rng.integers(0, INTERVIEWS, TURNS))
    number = np.arange(TURNS) - np.searchsorted(interview, interview) + 1
    return _frame(texts, kind, bounds, interview, number), _codings(rng, kind, bounds)


def _frame(texts: list[str], kind: Any, bounds: Any, interview: Any, number: Any) -> Frame:
    segments = TURNS * SENTENCES
    names = [f"interview-{at}" for at in range(INTERVIEWS)]
    turn = np.arange(TURNS)
    return Frame(
        corpus="invented",
        synthetic=True,
        transcripts=names,
        sessions=names,
        turn_transcript=interview.astype(np.int32),
        turn_number=number.astype(np.int32),
        turn_counted=turn,
        turn_role=np.where(turn % 10 == 0, 0, 1).astype(np.int8),
        turn_respondent=np.where(turn % 10 == 0, -1, interview).astype(np.int32),
        turn_words=np.full(TURNS, SENTENCES * SENTENCE, np.int32),
        turn_speaker=np.where(turn % 10 == 0, 0, 1).astype(np.int32),
        turn_start=np.full(TURNS, np.nan),
        turn_end=np.full(TURNS, np.nan),
        segment_turn=np.repeat(turn, SENTENCES).astype(np.int32),
        segment_number=(np.arange(segments) % SENTENCES + 1).astype(np.int32),
        segment_start=bounds[kind][:, :-1].ravel().astype(np.int32),
        segment_end=bounds[kind][:, 1:].ravel().astype(np.int32),
        languages=lambda: (np.arange(segments) % 4).astype(np.int8),
        respondents=names,
        speakers=["Pewawancara", "Informan"],
        attribute_names=("city", "date"),
        attribute_values={"city": ["Ambon", "Bogor"], "date": [f"2024-01-{day:02}" for day in range(1, 32)]},
        turn_attribute={
            "city": (interview % 2).astype(np.int32),
            "date": (interview % 31).astype(np.int32),
        },
        text=lambda at: texts[kind[at]],
        words=lambda: _words(texts, kind),
        find=lambda terms, level, window: _found(texts, kind, terms[0], window),
    )


def _words(texts: list[str], kind: Any) -> RunningWords:
    """The running words, with one key a word."""
    forms = sorted(WORDS)
    place = {form: at for at, form in enumerate(forms)}
    said = np.array([[place[word.lower()] for word in re.findall(r"\w+", text)] for text in texts], np.int32)
    return RunningWords(forms, forms, said[kind].ravel(), np.arange(TURNS + 1) * SENTENCES * SENTENCE)


def _found(texts: list[str], kind: Any, term: str, window: int) -> TermOccurrences:
    """Every place of one word, as an index would find it."""
    rows = []
    for at, text in enumerate(texts):
        spans = [match.span() for match in re.finditer(r"\w+", text)]
        for place, (start, end) in enumerate(spans):
            if text[start:end].lower() == term:
                low, high = spans[max(place - window, 0)][0], spans[min(place + window, len(spans) - 1)][1]
                rows.append((at, place // SENTENCE, place, start, end, low, high))
    found = np.array(rows)
    turn, match = np.nonzero(kind[:, None] == found[None, :, 0])
    _, segment, place, start, end, low, high = found[match].T
    one = np.ones(len(turn), np.int64)
    return TermOccurrences(one * 0, turn, turn * SENTENCES + segment, place + 1, one, start, end, low, high)


def _codings(rng: Any, kind: Any, bounds: Any) -> Codings:
    codes = tuple(
        Code(f"code_{at}", "barrier", f"code_{at // 10}" if at >= 10 else "", label={"en": f"Code {at}"})
        for at in range(CODES)
    )
    turn = np.sort(rng.integers(0, TURNS, CODINGS))
    segment = rng.integers(0, SENTENCES, CODINGS)
    start = bounds[kind[turn], segment] + rng.integers(0, 20, CODINGS)
    first = turn * SENTENCES * SENTENCE + segment * SENTENCE + rng.integers(0, 6, CODINGS)
    offsets = np.arange(CODINGS + 1)
    code = rng.integers(0, CODES, CODINGS).astype(np.int32)
    source = Source(
        coder="rules",
        kind="rules",
        codebook="invented",
        version="1",
        sha256="0" * 64,
        codes=codes,
        languages=("en",),
        rule_names=[f"rule-{at}" for at in range(CODES)],
    )
    return Codings(
        source=source,
        code=code,
        turn=turn.astype(np.int32),
        segment=(turn * SENTENCES + segment).astype(np.int32),
        start=start.astype(np.int32),
        end=(start + 20).astype(np.int32),
        token_start=first.astype(np.int32),
        token_end=(first + 3).astype(np.int32),
        assertion=np.where(rng.random(CODINGS) < 0.9, 0, 1).astype(np.int8),
        prompted=rng.random(CODINGS) < 0.2,
        rule_offsets=offsets,
        rule=code,
        matched_offsets=offsets,
        matched_start=start.astype(np.int32),
        matched_end=(start + 8).astype(np.int32),
    )


def ways(kind: TableKind) -> list[tuple[str, TableOptions]]:
    """The ways to ask for a table that cost different time: plain, in blocks, each unit."""
    base = replace(TableOptions(), **{kind.needs: getattr(GIVEN, kind.needs)}) if kind.needs else TableOptions()
    made = [("", base)]
    if "by" in kind.takes and kind.needs != "by":
        made.append(("--by", replace(base, by=GIVEN.by)))
    made += [(f"--{flag}", replace(base, **{flag: True})) for flag in ("test", "interval") if flag in kind.takes]
    return [*made, *((f"--unit {unit}", replace(base, unit=unit)) for unit in kind.units[1:])]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def main(names: list[str]) -> None:
    frame, codings = study()
    print(f"Python {platform.python_version()} on {platform.machine()}; {CODINGS:,} codings, {CODES} codes,", end=" ")
    print(f"{INTERVIEWS} interviews, {TURNS * SENTENCES:,} segments; CPU seconds of one run.\n")
    print(
        f"| table | rows | made | {' | '.join(TABLE_FORMATS)} |\n| --- | ---: | ---: |{' ---: |' * len(TABLE_FORMATS)}"
    )
    for name in names or TABLES:
        kind = TABLES[name]
        for way, options in ways(kind):
            coded = replace(codings, kind="person") if name == "saturation" else codings
            wrong = [each for each in kind.wrong(frame, coded, options) if each.level == "error"]
            if wrong:
                print(f"| {name} {way} | refused: {wrong[0].message} |")
                continue
            seconds, table = timed(lambda kind=kind, coded=coded, options=options: kind(frame, coded, options))
            written = [_written(table, how) for how in TABLE_FORMATS]
            print(f"| {name} {way} | {table.rows:,} | {seconds:.2f} | {' | '.join(written)} |", flush=True)


def _written(table: Table, how: str) -> str:
    if any(each.level == "error" for each in format_problems(table, how)):
        return "-"
    return f"{timed(lambda: TABLE_FORMATS[how](table))[0]:.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])

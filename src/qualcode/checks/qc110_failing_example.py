"""QC110: an example that the rules do not treat as it says."""

from collections.abc import Iterator, Mapping

import numpy as np

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, ancestors
from qualcode.index.arrays import Ints
from qualcode.index.build import build_shard
from qualcode.index.codings import Codings
from qualcode.model.codebook import Code, Codebook, Example
from qualcode.model.coding import ASSERTIONS
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Scope, compile_codebook

_Outcome = tuple[str, str]
"""How a code is found in an example: assertion, and the rule that found it."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Run all examples through the engine, each as a turn of its own, after its question where it states one."""
    examples = [(code, example) for code in codebook.codes for example in code.examples if not code.retired]
    if not examples:
        return
    texts, turns, asked = _interview([example for _, example in examples])
    shard = build_shard(texts)
    program = compile_codebook(codebook)
    scope = Scope(np.isin(np.arange(len(texts)), turns), asked)
    coded = code_shard(program, shard, Lookup(shard.keys, context.analyser), scope)
    outcomes = _outcomes(coded)
    above = ancestors(codebook)
    for turn, (code, example) in zip(turns, examples, strict=True):
        own = [
            outcome
            for name, found in outcomes.get(turn, {}).items()
            if name == code.code or code.code in above[name]  # a parent counts its children
            for outcome in found
        ]
        if said := _wrong(code, example, own):
            yield Remark(said[0], code.file or book.file, example.line, example.column, said[1])


def _interview(examples: list[Example]) -> tuple[list[str], list[int], Ints]:
    """The turns that examples and their questions make, which of them are the examples, and who asked each turn."""
    texts: list[str] = []
    turns: list[int] = []
    asked: list[int] = []
    for example in examples:
        if example.question:
            texts.append(example.question)
            asked.append(-1)
        turns.append(len(texts))
        asked.append(len(texts) - 1 if example.question else -1)
        texts.append(example.text)
    return texts, turns, np.array(asked, np.int32)


def _outcomes(coded: Codings) -> dict[int, dict[str, list[_Outcome]]]:
    """Turn -> code -> how it was found."""
    found: dict[int, dict[str, list[_Outcome]]] = {}
    for turn, row in zip(coded.turn.tolist(), coded.rows(), strict=True):
        found.setdefault(turn, {}).setdefault(row.code, []).append((row.assertion, row.rules[0]))
    return found


_PUT = {"negated": "negated", "resolved": "as resolved", "hypothetical": "as hypothetical", "question": "in a question"}
"""Assertion -> how it is said that something was found so."""


def _wrong(code: Code, example: Example, own: list[_Outcome]) -> tuple[str, str] | None:
    """What is wrong with the outcome, and why; None where it is as the example says."""
    by: Mapping[str, str] = dict(reversed(own))
    if example.expect and "affirmed" not in by:
        others = " and ".join(f"{_PUT[how]} (rule `{by[how]}`)" for how in ASSERTIONS if how in by)
        why = (
            f"it is found, but {others}, and only affirmed codings count"
            if others
            else "no rule finds it; `qualcode explain` says why"
        )
        return f"`{code.code}` is not found in this example", why
    if not example.expect and "affirmed" in by:
        return f"`{code.code}` is found in this example and must not be", f"rule `{by['affirmed']}` finds it"
    return None


CHECK = Check(
    code="QC110",
    name="failing-example",
    level="error",
    reason="A codebook that breaks its own examples contradicts itself",
    bad="terms: [jaringan]\nexamples:\n  - {text: Listriknya mati., expect: true}",
    good="terms: [jaringan, listrik]\nexamples:\n  - {text: Listriknya mati., expect: true}",
    find=each_codebook(find),
)

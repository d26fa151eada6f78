"""QC110: an example that the rules do not treat as it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

import numpy as np

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, ancestors
from qualcode.codings.cache import code_keys
from qualcode.index.arrays import Ints
from qualcode.index.build import build_shard
from qualcode.index.codings import Codings
from qualcode.model.codebook import Code, Codebook, Example
from qualcode.model.coding import ASSERTIONS
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Analyser, LevelKeys, Lookup
from qualcode.rules.program import Scope, compile_codebook

_Outcome = tuple[str, str]
"""How a code is found in an example: assertion, and the rule that found it."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Run all examples through the engine, each as a turn of its own, after its question where it states one.

    How a code is found in an example is remembered until the example, the code or one below it changes.
    """
    examples = [(code, example) for code in codebook.codes for example in code.examples if not code.retired]
    families = _families(codebook)
    names = [_name(families[code.code], example) for code, example in examples]
    wanted = dict(zip(names, examples, strict=True))

    def look(unseen: Sequence[str]) -> list[LevelKeys]:
        return _look(codebook, [wanted[name] for name in unseen], families, context.analyser)

    kept = [name for name in names if name]
    known = dict(zip(kept, context.analyser.worked_out("example", kept, look), strict=True))
    anew = [each for name, each in zip(names, examples, strict=True) if not name]
    fresh = iter(_look(codebook, anew, families, context.analyser))
    for name, (code, example) in zip(names, examples, strict=True):
        outcomes = known[name] if name else next(fresh)
        if said := _wrong(code, example, [_outcome(each) for each in outcomes if each]):
            yield Remark(said[0], code.file or book.file, example.line, example.column, said[1])


_Families = Mapping[str, Mapping[str, str]]
"""Code -> it and the codes below it, which count for it, each with what its codings depend on."""


def _families(codebook: Codebook) -> _Families:
    above = ancestors(codebook)
    families: dict[str, dict[str, str]] = {code.code: {} for code in codebook.codes}
    for code, key in zip(codebook.codes, code_keys(codebook), strict=True):
        for name in (code.code, *above[code.code]):
            families.get(name, {})[code.code] = key
    return families


def _name(family: Mapping[str, str], example: Example) -> str:
    """What the outcome of an example depends on; empty where a pattern decides, which may be given up at any time."""
    if not all(family.values()):
        return ""
    return sha256(repr((sorted(family.values()), example.question, example.text)).encode()).hexdigest()


def _look(
    codebook: Codebook, examples: Sequence[tuple[Code, Example]], families: _Families, analyser: Analyser
) -> list[LevelKeys]:
    """How each code is found in its example: assertion and rule of each coding."""
    if not examples:
        return []
    needed = {name for code, _ in examples for name in families[code.code]}
    program = compile_codebook(replace(codebook, codes=tuple(each for each in codebook.codes if each.code in needed)))
    texts, turns, asked = _interview([example for _, example in examples])
    shard = build_shard(texts)
    scope = Scope(np.isin(np.arange(len(texts)), turns), asked)
    outcomes = _outcomes(code_shard(program, shard, Lookup(shard.keys, analyser), scope))
    return [
        tuple(
            f"{assertion} {rule}"
            for name, found in outcomes.get(turn, {}).items()
            if name in families[code.code]
            for assertion, rule in found
        )
        for turn, (code, _) in zip(turns, examples, strict=True)
    ]


def _outcome(written: str) -> _Outcome:
    assertion, _, rule = written.partition(" ")
    return assertion, rule


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

"""Renames: codes of one codebook that are codes of another under a new name.

A codebook keeps no list of its former names, so what a code says tells: its rules, its definition, its label.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.agreement.changes import rule_as_written
from qualcode.model import Code, Codebook, Rule
from qualcode.tables.frame import Codings


@dataclass(frozen=True)
class Renamed:
    """A code that has another name."""

    old: str
    """Its name in the old codebook."""
    new: str
    """Its name in the new codebook."""
    because: tuple[str, ...]
    """What stayed the same: `3 of 3 rules`, `label`, `definition`."""


def renames(old: Codebook, new: Codebook) -> tuple[Renamed, ...]:
    """Codes that are gone, each with the one new code that says the same; two that may be meant are none.

    Most rules must be the same, or the definition; a label is enough where neither code has rules.
    """
    before, after = ({code.code: code for code in book.codes} for book in (old, new))
    gone = [code for name, code in before.items() if name not in after]
    come = [code for name, code in after.items() if name not in before]
    alike = {(one.code, other.code): _alike(one, other) for one in gone for other in come}
    found = {pair: said for pair, said in alike.items() if said}
    best = [(one, other) for one, other in found if _alone(found, one, other)]
    return tuple(Renamed(one, other, found[one, other]) for one, other in best)


def under_new_names(book: Codebook, renamed: Sequence[Renamed]) -> Codebook:
    """The old codebook as if its codes always had their new names."""
    names = {each.old: each.new for each in renamed}
    return replace(book, codes=tuple(_named(code, names) for code in book.codes)) if names else book


def codings_under_new_names(codings: Codings, book: Codebook, renamed: Sequence[Renamed]) -> Codings:
    """What the old `book` finds, under the new names."""
    if not renamed:
        return codings
    codes = dict(zip((code.code for code in book.codes), under_new_names(book, renamed).codes, strict=True))
    pairs = [
        (rule.rule, then.rule)
        for code in book.codes
        for rule, then in zip(code.rules, codes[code.code].rules, strict=True)
    ]
    rules = dict(pairs)
    return replace(
        codings,
        codes=tuple(codes[code.code] for code in codings.codes),
        rule_names=[rules.get(name, name) for name in codings.rule_names],
    )


def _alike(one: Code, other: Code) -> tuple[str, ...]:
    """What two codes have in common, where that is enough to take them for one."""
    rules = [Counter(map(rule_as_written, code.rules)) for code in (one, other)]
    shared, most = (rules[0] & rules[1]).total(), max(rules[0].total(), rules[1].total())
    same = [
        name for name in ("label", "definition") if getattr(one, name) and getattr(one, name) == getattr(other, name)
    ]
    enough = 2 * shared > most or "definition" in same or ("label" in same and not most)
    return (*([f"{shared} of {most} rules"] if shared else []), *same) if enough else ()


def _alone(found: dict[tuple[str, str], tuple[str, ...]], one: str, other: str) -> bool:
    """Whether no other code is as much like either of two; what stayed the same is compared by its number."""
    rivals = [said for pair, said in found.items() if pair != (one, other) and (pair[0] == one or pair[1] == other)]
    return all(len(said) < len(found[one, other]) for said in rivals)


def _named(code: Code, names: dict[str, str]) -> Code:
    """A code under the new names, with its own rules and those above it and after it."""
    name = names.get(code.code, code.code)
    return replace(
        code,
        code=name,
        parent=names.get(code.parent, code.parent),
        replaced_by=names.get(code.replaced_by, code.replaced_by),
        rules=tuple(_rule(rule, code.code, name) for rule in code.rules),
    )


def _rule(rule: Rule, old: str, new: str) -> Rule:
    """A rule without a name of its own is called after its code: `network`, `network-2`."""
    return replace(rule, rule=re.sub(rf"^{re.escape(old)}(?=(-\d+)?$)", new, rule.rule))

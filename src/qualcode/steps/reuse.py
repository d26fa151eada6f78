"""Reuse: when a codebook changes, the codes whose rules stay as they were keep their codings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any

import numpy as np

from qualcode.index.arrays import Ints, order, take_runs
from qualcode.model import Code, Codebook, Rule, Term
from qualcode.tables import Codings

_PLACE = {"line", "column", "file"}
"""Where something stands in its file changes no coding."""
_TERM = tuple(each.name for each in fields(Term) if each.name not in _PLACE)
_RULE = tuple(each.name for each in fields(Rule) if each.name not in {*_PLACE, "lists", "unless"})
_COLUMNS = ("turn", "segment", "start", "end", "first", "last", "assertion", "prompted")
_RUNS = {"rule_offsets": ("rule_ids",), "matched_offsets": ("matched_start", "matched_end")}


@dataclass(frozen=True)
class Earlier:
    """Codings that a codebook of the same name made of the same text, roles and qualcode."""

    columns: Mapping[str, Any]
    """Their columns, as `Codings` names them."""
    keys: Sequence[str]
    """Key of each of its codes."""
    rules: Ints
    """Number of rules of each of its codes."""


def code_keys(codebook: Codebook) -> list[str]:
    """What the codings of each code depend on, beside the text and who speaks; empty: they are always made anew.

    A regular expression or token pattern may be given up for want of time, which is told each time.
    """
    lists: dict[int, tuple[object, ...]] = {}  # a lexicon shared by many rules is read once
    return [_code_key(code, lists) for code in codebook.codes]


def _code_key(code: Code, lists: dict[int, tuple[object, ...]]) -> str:
    if any(term.kind != "words" for rule in code.rules for terms in (*rule.lists, rule.unless) for term in terms):
        return ""
    stated: list[object] = [code.code, code.retired]
    for rule in code.rules:
        stated += [getattr(rule, name) for name in _RULE]
        for terms in (*rule.lists, rule.unless):
            if id(terms) not in lists:
                lists[id(terms)] = tuple(tuple(getattr(term, name) for name in _TERM) for term in terms)
            stated.append(lists[id(terms)])
    return sha256(repr(stated).encode()).hexdigest()


def kept_codes(codebook: Codebook, earlier: Earlier) -> dict[int, int]:
    """Codes that an earlier state of the codebook had just so, with the number that each had there."""
    place = {key: number for number, key in enumerate(earlier.keys) if key}
    return {number: place[key] for number, key in enumerate(code_keys(codebook)) if key in place}


def together(
    codebook: Codebook, earlier: Earlier, kept: Mapping[int, int], fresh: Sequence[int], made: Codings
) -> Codings:
    """The earlier codings of the codes kept and what was found for the fresh ones, in order of text."""
    rules = np.array([len(code.rules) for code in codebook.codes], np.int64)
    old = _renumbered(earlier.columns, (list(kept.values()), list(kept)), earlier.rules, rules)
    new = _renumbered(vars(made), (range(len(fresh)), fresh), rules[list(fresh)], rules)
    names = tuple(rule.rule for code in codebook.codes for rule in code.rules)
    return replace(made, codes=codebook.codes, rule_names=names, **_join(old, new))


def _renumbered(
    columns: Mapping[str, Any], codes: tuple[Sequence[int], Sequence[int]], rules: Ints, all_rules: Ints
) -> dict[str, Any]:
    """Columns with the numbers that codes and rules have now; a code that is no more has the number -1."""
    before, after = np.cumsum(rules) - rules, np.cumsum(all_rules) - all_rules
    code, rule = np.full(len(rules), -1, np.int32), np.full(int(rules.sum()), -1, np.int32)
    for was, now in zip(*codes, strict=True):
        code[was] = now
        rule[before[was] : before[was] + rules[was]] = np.arange(rules[was]) + after[now]
    return {**columns, "code": code[columns["code"]], "rule_ids": rule[columns["rule_ids"]]}


def _join(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The codings of both in order of text, those without a code left out."""
    both = {name: np.concatenate([old[name], new[name]]) for name in ("code", *_COLUMNS)}
    kept = np.flatnonzero(both["code"] >= 0)
    first, last, assertion, code = (both[name][kept] for name in ("first", "last", "assertion", "code"))
    kept = kept[order(first, last - first, assertion, code)]
    taken = {name: column[kept] for name, column in both.items()}
    for bounds, values in _RUNS.items():
        begins = np.concatenate([old[bounds], new[bounds][1:] + old[bounds][-1]])
        taken[bounds], at = take_runs(begins, kept)
        taken |= {name: np.concatenate([old[name], new[name]])[at] for name in values}
    return taken

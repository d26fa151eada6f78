"""Reuse: when a codebook changes, the codes whose rules stay as they were keep their codings."""

from dataclasses import fields
from hashlib import sha256

from qualcode.model import Code, Codebook, Rule, Term

_PLACE = {"line", "column", "file"}
"""Where something stands in its file changes no coding."""
_TERM = tuple(each.name for each in fields(Term) if each.name not in _PLACE)
_RULE = tuple(each.name for each in fields(Rule) if each.name not in {*_PLACE, "lists", "unless"})


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

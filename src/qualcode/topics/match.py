"""Match: topics that were there before keep their number and name."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.model import NamedTopic
from qualcode.tables.frame import Floats
from qualcode.topics.fitted import Fitted
from qualcode.topics.stability import TOP, match

LEAST = 0.4
"""Share of the heaviest terms that a topic must have kept to be the same."""


def keep_numbers(fitted: Fitted, before: Sequence[NamedTopic]) -> Fitted:
    """Number and name topics as they were; those that are new get the numbers after the last one.

    Topics are paired so that they share most terms in all, and a pair counts when it shares enough.
    """
    if not before:
        return fitted
    agreement = _agreement(fitted, before)
    kept = {int(one): before[old] for one, old in zip(*match(agreement), strict=True) if agreement[one, old] >= LEAST}
    fresh = iter(range(max(each.topic for each in before) + 1, len(before) + fitted.size + 10**6))
    number = [kept[one].topic if one in kept else next(fresh) for one in range(fitted.size)]
    label = [(kept[one].name if one in kept else "") or fitted.label[one] for one in range(fitted.size)]
    return replace(fitted, number=np.array(number, np.int64), label=label)


def _agreement(fitted: Fitted, before: Sequence[NamedTopic]) -> Floats:
    """Share of terms that each topic has in common with each earlier one."""
    now = [{fitted.terms[term] for term in own[:TOP].tolist()} for own in fitted.top]
    return np.array([[len(own & set(old.terms[:TOP])) / TOP for old in before] for own in now], np.float64)


def topics_file(fitted: Fitted) -> str:
    """The topics as `topics.yaml`: a place for names, and terms by which they are known again."""
    lines = [
        "# Topics and their names: write a name, and `qualcode topics --match` with this file keeps number and name.",
        "format: 1",
        "topics:",
    ]
    for one in np.argsort(fitted.number, kind="stable").tolist():
        terms = ", ".join(_quoted(fitted.terms[term]) for term in fitted.top[one, :TOP].tolist())
        lines += [
            f"  - topic: {int(fitted.number[one])}",
            f"    name: {_quoted(fitted.label[one])}",
            f"    terms: [{terms}]",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

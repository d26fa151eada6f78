"""Renames: told by what a code says, and by nothing when two codes say it."""

from dataclasses import replace

import pytest

from qualcode.agreement.code_changes import Renamed, renames, under_new_names
from qualcode.model.codebook import Code, Codebook, Rule, Term


def rule(name: str, *terms: str) -> Rule:
    return Rule(name, "any", (tuple(Term(term, line=len(name)) for term in terms),))


def book(*codes: Code) -> Codebook:
    return Codebook("clinic", codes)


NETWORK = Code(
    "network", label={"en": "Poor network"}, definition={"en": "No signal."},
    rules=(rule("network", "signal"), rule("network-1", "internet"), rule("slow", "slow")),
)  # fmt: skip


def told(*after: Code, before: tuple[Code, ...] = (NETWORK,)) -> list[tuple[str, str]]:
    return [(each.old, each.new) for each in renames(book(*before), book(*after))]


def test_what_stayed_is_said():
    after = replace(
        NETWORK, code="coverage", label={"en": "No coverage"}, rules=(rule("coverage", "signal"), *NETWORK.rules[1:])
    )
    assert renames(book(NETWORK), book(after)) == (Renamed("network", "coverage", ("3 of 3 rules", "definition")),)


@pytest.mark.parametrize(
    ("changed", "is_renamed"),
    [
        ({"rules": ()}, True),
        ({"definition": {}, "label": {}}, True),
        ({"definition": {}, "label": {}, "rules": NETWORK.rules[:2]}, True),
        ({"definition": {}, "rules": NETWORK.rules[:1]}, False),
        ({"definition": {}, "rules": ()}, False),
    ],
)
def test_most_rules_or_the_definition_must_stay(changed, is_renamed):
    assert bool(told(replace(NETWORK, code="coverage", **changed))) == is_renamed


def test_a_label_is_enough_for_codes_without_rules():
    top = Code("access", label={"en": "Poor access"})
    assert told(replace(top, code="reach"), before=(top,)) == [("access", "reach")]
    assert told(Code("reach"), before=(Code("access"),)) == []


def test_two_that_may_be_meant_are_none():
    twins = replace(NETWORK, code="coverage"), replace(NETWORK, code="signal")
    assert told(*twins) == []
    assert told(twins[0], before=(NETWORK, twins[1])) == []
    assert told(twins[0], replace(twins[1], definition={})) == [("network", "coverage")]


def test_a_name_that_is_there_before_and_after_is_no_rename():
    assert told(NETWORK, replace(NETWORK, code="coverage")) == []


def test_rules_and_codes_that_are_called_after_it_follow():
    child = Code("wifi", parent="network", replaced_by="network")
    made = under_new_names(book(NETWORK, child), [Renamed("network", "coverage", ())])
    assert [each.rule for each in made.codes[0].rules] == ["coverage", "coverage-1", "slow"]
    assert (made.codes[1].parent, made.codes[1].replaced_by) == ("coverage", "coverage")

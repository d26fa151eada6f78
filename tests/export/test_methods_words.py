"""Both pages on method know every word that a codebook can use for how rules work."""

from typing import get_args

import pytest

from qualcode.export import methods, methods_id
from qualcode.model.codebook import MatchLevel, RuleKind


@pytest.mark.parametrize("page", [methods, methods_id])
def test_every_kind_of_rule_and_level_has_its_words(page):
    assert set(page.SHAPE) == set(get_args(RuleKind))
    assert set(page.LEVEL) == set(get_args(MatchLevel))

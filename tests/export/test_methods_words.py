"""Both pages on method know every word that a codebook can use for how rules work."""

from typing import get_args

import pytest

from qualcode.export import methods, methods_id
from qualcode.model.codebook import MatchLevel
from qualcode.rules.kinds import RULE_KINDS


def test_every_kind_of_rule_has_its_words():
    assert list(methods_id.SHAPE) == list(RULE_KINDS)
    assert all(kind.sentence for kind in RULE_KINDS.values())


@pytest.mark.parametrize("page", [methods, methods_id])
def test_every_level_has_its_words(page):
    assert set(page.LEVEL) == set(get_args(MatchLevel))

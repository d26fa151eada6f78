"""The page on method knows every word that a codebook can use for how rules work."""

from typing import get_args

from qualcode.export import methods
from qualcode.model.codebook import MatchLevel
from qualcode.rules.kinds import RULE_KINDS


def test_every_kind_of_rule_and_level_has_its_words():
    assert all(kind.sentence for kind in RULE_KINDS.values())
    assert set(methods.LEVEL) == set(get_args(MatchLevel))

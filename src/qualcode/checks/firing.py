"""How often rules fire."""

import numpy as np

from qualcode.tables import Codings


def segments_of_rules(coded: Codings) -> dict[str, int]:
    """Rule -> number of segments in which it found something, whatever the assertion."""
    coding = np.repeat(np.arange(len(coded.code)), np.diff(coded.rule_offsets))
    pairs = np.unique(np.stack([coded.rule_ids, coded.segment[coding]]), axis=1)
    rules, counts = np.unique(pairs[0], return_counts=True)
    return {coded.rule_names[rule]: count for rule, count in zip(rules.tolist(), counts.tolist(), strict=True)}

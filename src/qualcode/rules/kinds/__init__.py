"""Rule kinds: one file each; plug-ins add theirs by the entry points `qualcode.rule_kinds`."""

from collections.abc import Mapping
from typing import Any

from qualcode.model.registry import registered
from qualcode.rules.kind import RuleKind
from qualcode.rules.kinds.all_of import AllKind
from qualcode.rules.kinds.any_of import AnyKind
from qualcode.rules.kinds.near import NearKind
from qualcode.rules.kinds.requires import RequiresKind
from qualcode.rules.kinds.score import ScoreKind

_OURS: tuple[RuleKind[Any], ...] = (AnyKind(), AllKind(), NearKind(), ScoreKind(), RequiresKind())
RULE_KINDS: Mapping[str, RuleKind[Any]] = registered("qualcode.rule_kinds", {kind.name: kind for kind in _OURS})
"""Word of the codebook -> the kind, in the order of the manual."""

"""Kinds of terms: one file each; plug-ins add theirs by the entry points `qualcode.term_kinds`.

`words` are looked up in the inverted lists of a shard, all at once; every other kind is searched for in the text of
single segments.
"""

from collections.abc import Mapping

from qualcode.model.registry import registered
from qualcode.rules.kind import TermKind
from qualcode.rules.terms.pattern import PatternKind
from qualcode.rules.terms.regex import RegexKind
from qualcode.rules.terms.words import WordsKind

_OURS: tuple[TermKind, ...] = (WordsKind(), RegexKind(), PatternKind())
TERM_KINDS: Mapping[str, TermKind] = registered("qualcode.term_kinds", {kind.name: kind for kind in _OURS})
"""Name -> the kind, in the order of the manual."""

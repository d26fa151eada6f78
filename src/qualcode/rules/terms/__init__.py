"""Kinds of terms: one file each.

`words` are looked up in the inverted lists of a shard, all at once. The kinds of this registry are looked for in the
text of single segments, by a search that is made of the term and the codebook's pipelines.
"""

from collections.abc import Callable, Mapping

from qualcode.model.codebook import Term, TermKind
from qualcode.rules.kind import Search
from qualcode.rules.terms.pattern import Pattern
from qualcode.rules.terms.regex import RegexTerm

SEARCHES: Mapping[TermKind, Callable[[Term, Mapping[str, str]], Search]] = {"regex": RegexTerm, "pattern": Pattern}

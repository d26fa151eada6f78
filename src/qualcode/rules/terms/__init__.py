"""Kinds of terms: one file each.

`words` are looked up in the inverted lists of a shard, all at once. The kinds of this registry are looked for in the
text of single segments, by a search that is made of the term and the codebook's pipelines.
"""

from collections.abc import Callable, Mapping

from qualcode.model import Term
from qualcode.model.codebook import TermKind
from qualcode.rules.terms.expression import Expression
from qualcode.rules.terms.pattern import Pattern
from qualcode.rules.terms.search import Search

SEARCHES: Mapping[TermKind, Callable[[Term, Mapping[str, str]], Search]] = {"regex": Expression, "pattern": Pattern}

"""Several lists of terms that belong together: the parts of a rule, points, and lexicons by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.codebook.nodes import ListNode, MapNode, Node
from qualcode.codebook.report import Report, quoted
from qualcode.codebook.shapes import Definitions, JsonSchema, Name, whole, wrong
from qualcode.codebook.terms import TermList, Terms

MOST_POINTS = 99
"""A term is never worth more; few codebooks need more than 3."""
LEXICON_NAME = Name(r"[^\W\d_][\w-]*", "a word of letters, digits, `_` or `-`")


@dataclass(frozen=True)
class TermLists:
    """Two or more lists of terms that must occur together."""

    def read(self, node: Node, what: str, report: Report) -> tuple[TermList, ...] | None:
        """The lists in the order of the file."""
        if not isinstance(node, ListNode):
            wrong(node, what, "a list of lists of terms", report, "write [[one, two], [three, four]]")
            return None
        if len(node.items) < 2:
            hint = "add a second list, or write `any`"
            report.error("too-few-lists", f"{what} needs two lists or more", node, hint)
        lists = (Terms().read(item, f"a list of {what}", report) for item in node.items)
        return tuple(terms for terms in lists if terms is not None)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Two lists or more."""
        return {"type": "array", "items": Terms().schema(definitions), "minItems": 2}


@dataclass(frozen=True)
class PointLists:
    """Lists of terms by the points that each term is worth: `{2: [...], 1: [...], -1: [...]}`."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[int, TermList] | None:
        """Points -> list; numbers below zero speak against the code."""
        if not isinstance(node, MapNode):
            wrong(node, what, "lists of terms by points", report, "write {2: [strong], 1: [weak], -1: [against]}")
            return None
        lists = {}
        for key, value in node.entries:
            points = whole(key.text)
            if not points or abs(points) > MOST_POINTS:
                takes = f"whole numbers from 1 to {MOST_POINTS}, or below zero"
                wrong(key, f"a key of {what}", takes, report, "write {2: [...], 1: [...], -1: [...]}")
            elif terms := Terms().read(value, f"the list worth {points} of {what}", report):
                lists[points] = terms
        if not any(points > 0 for points in lists):
            report.error("no-points", f"{what} has no list that speaks for the code", node, "write {1: [...]}")
        return lists

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Whole numbers with lists of terms."""
        numbers = {"^-?[1-9][0-9]?$": Terms().schema(definitions)}
        return {"type": "object", "patternProperties": numbers, "additionalProperties": False, "minProperties": 1}


@dataclass(frozen=True)
class Lexicons:
    """Word lists by name."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, TermList] | None:
        """Name -> list; a list's place is that of its name."""
        if not isinstance(node, MapNode):
            wrong(node, what, "names with lists of terms", report, "write `name: [...]`")
            return None
        lexicons = {}
        for key, value in node.entries:
            name = LEXICON_NAME.read(key, "the name of a lexicon", report)
            terms = Terms().read(value, f"the lexicon {quoted(key.text)}", report)
            if name and terms:
                lexicons[name] = TermList(terms.entries, key)
        return lexicons

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Names with lists of terms."""
        return {"type": "object", "additionalProperties": Terms().schema(definitions)}

"""What a YAML file is made of, each piece with the place where it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file."""

    line: int
    """Line, from 1."""
    column: int
    """Column in characters, from 1."""
    file: str = field(default="", kw_only=True)
    """The file, where it is an included one; empty: the codebook's own."""


@dataclass(frozen=True, slots=True)
class ScalarNode(Place):
    """A single value: a word, a number, a text."""

    text: str
    """As written, without quotes."""
    plain: bool
    """True when it was written without quotes."""


@dataclass(frozen=True, slots=True)
class ListNode(Place):
    """A list of values."""

    items: tuple[Node, ...]
    """In the order of the file."""


@dataclass(frozen=True, slots=True)
class MapNode(Place):
    """Keys with values."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    """In the order of the file; no key occurs twice."""
    inline: bool
    """True when it was written between braces."""


Node = ScalarNode | ListNode | MapNode

CURLY = frozenset("“”„‟")
"""Quotes of word processors, which are letters like others to YAML."""
STRAIGHT = 'only straight quotes hold a text together: write "..." instead of “...”'
"""What to do about them."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""How YAML 1.2 writes "nothing"."""


def is_blank(node: Node) -> bool:
    """Nothing stands where a value was expected."""
    return isinstance(node, ScalarNode) and node.plain and not node.text


def is_null(node: Node) -> bool:
    """The value is nothing, or the word that says so."""
    return isinstance(node, ScalarNode) and node.plain and node.text in NULLS

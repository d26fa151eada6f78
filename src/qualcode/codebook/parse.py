"""YAML text to nodes with places.

Only plain YAML is read: no anchors, aliases, tags or second documents, and no guessing of types.
What a value means (`no`, `12:30`, `4`) is decided by the field that it stands in, not here.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from qualcode.codebook import syntax
from qualcode.codebook.nodes import ListNode, MapNode, Node, Place, ScalarNode
from qualcode.codebook.report import Report, described, quoted

MAX_DEPTH = 20
"""Deepest nesting; a codebook needs eight."""
MAX_REREADS = 50
MAX_REREAD_CHARACTERS = 10_000_000
"""How often, and how much, is read again behind unquoted signs, to tell all of them at once."""
STAND_INS = {sign: chr(0xE000 + number) for number, sign in enumerate(f"{syntax.SIGNS}:")}
SIGNS_BACK = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})


def parse(text: str, report: Report, pure: bool = False) -> Node | None:
    """The file's content as a tree, or None when its syntax is too broken to go on or it holds nothing.

    `pure=True` reads with the slower parser written in Python, as where the C one is missing.
    """
    repaired = False
    for _ in range(min(MAX_REREADS, 2 + MAX_REREAD_CHARACTERS // (len(text) + 1))):
        try:
            return _Reader(report, _events(text, pure), repaired).root()
        except yaml.YAMLError as error:
            slip = syntax.explain(error, text)
        for each in syntax.tabs(text) if slip.code == "tab" else ():
            report.error(each.code, each.message, each.at, each.hint)
        report.error(slip.code, slip.message, slip.at, slip.hint)
        if slip.sign is None:
            return None
        repaired = True
        # The same length, so that every later place stays where it is.
        text = text[: slip.sign] + STAND_INS[text[slip.sign]] + text[slip.sign + 1 :]
    return None


def _events(text: str, pure: bool) -> Iterator[Event]:
    loader: Any = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(text, Loader=loader))


class _TooDeep(Exception):
    """Nested deeper than a codebook can be."""


class _Reader:
    """Builds nodes from the parser's events, without recursion into what a file could nest without end."""

    def __init__(self, report: Report, events: Iterator[Event], repaired: bool) -> None:
        self.report = report
        self.file = report.included
        self.events = events
        self.signs_back = SIGNS_BACK if repaired else {}

    def root(self) -> Node | None:
        node = None
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if node is not None:
                where, hint = _place(event), "keep one codebook in a file; take the `---` away"
                self.report.error("several-documents", "a second document begins here", where, hint)
                break
            try:
                node = self.node(next(self.events), 1)
            except _TooDeep:
                return None
        return node

    def node(self, event: Any, depth: int) -> Node:
        at = _place(event)
        if isinstance(event, AliasEvent):
            slip = syntax.unquoted("*", str(event.anchor), at)
            self.report.error("alias", "aliases are not part of the codebook language", at, f"if a term, {slip.hint}")
            return ScalarNode(at.line, at.column, f"*{event.anchor}", plain=False, file=self.file)
        self.refuse_magic(event, at)
        if isinstance(event, ScalarEvent):
            text = event.value.translate(self.signs_back) if self.signs_back else event.value
            return ScalarNode(at.line, at.column, text, plain=not event.style, file=self.file)
        if depth > MAX_DEPTH:
            self.report.error("too-deep", f"nested more than {MAX_DEPTH} times", at, "take brackets or indents away")
            raise _TooDeep
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, at, depth)
        items = tuple(self.node(inner, depth + 1) for inner in self.until_end())
        return ListNode(at.line, at.column, items, file=self.file)

    def mapping(self, event: Any, at: Place, depth: int) -> MapNode:
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for inner in self.until_end():
            key, value = self.node(inner, depth + 1), self.node(next(self.events), depth + 1)
            if not isinstance(key, ScalarNode):
                self.report.error("key-not-text", f"{described(key)} stands where a key was expected", key, "quote it")
            elif key.text in entries:
                first = entries[key.text][0].line
                message = f"the key {quoted(key.text)} already stands in line {first}"
                self.report.error("duplicate-key", message, key, "keep one of the two")
            else:
                entries[key.text] = (key, value)
        return MapNode(at.line, at.column, tuple(entries.values()), inline=bool(event.flow_style), file=self.file)

    def until_end(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def refuse_magic(self, event: Any, at: Place) -> None:
        if event.anchor is not None:
            hint = f'if it is a text, quote it: "&{event.anchor}"; if not, take it away'
            self.report.error("anchor", "anchors are not part of the codebook language", at, hint)
        if event.tag is not None:
            hint = f"if it is a text, {syntax.QUOTE_TEXT}; if not, take it away"
            self.report.error("tag", "tags (`!word`) are not part of the codebook language", at, hint)


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)

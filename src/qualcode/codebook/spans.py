"""Spans: where each piece of a YAML text begins and ends, for edits that leave everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class Span:
    """A value in the text."""

    start: int
    """Its first character."""
    end: int
    """The character after it; comments behind it are not part of it."""
    column: int
    """Characters before it in its line."""
    flow: bool
    """True when it is written between brackets, braces or quotes."""
    text: str | None = None
    """What it says, where it is a single value."""
    items: tuple[Span, ...] = ()
    """Items of a list."""
    fields: tuple[tuple[Span, Span], ...] = ()
    """Keys and values of a mapping."""

    def get(self, key: str) -> Span | None:
        """Value of a key of a mapping."""
        return next((value for name, value in self.fields if name.text == key), None)

    def key(self, key: str) -> Span | None:
        """The key itself."""
        return next((name for name, _ in self.fields if name.text == key), None)


def spans(text: str) -> Span | None:
    """The spans of a YAML text that loads as a codebook; None where it holds nothing."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    starts = [0, *accumulate(len(line) for line in _LINE.findall(text))]
    return _span(root, starts, text) if root is not None else None


def codes(root: Span | None) -> tuple[Span, ...]:
    """The codes of a codebook, each a mapping."""
    listed = root.get("codes") if root else None
    return tuple(item for item in listed.items if item.fields) if listed else ()


def name_of(code: Span) -> str:
    """Name of a code."""
    stated = code.get("code")
    return stated.text or "" if stated else ""


def line_start(text: str, at: int) -> int:
    """First character of the line in which a character stands."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """The character after the line, its line end included, in which a character stands."""
    found = _LINE.match(text, at)
    return found.end() if found else at


def _span(node: Any, starts: list[int], text: str) -> Span:
    import yaml

    start = starts[node.start_mark.line] + node.start_mark.column
    stop = starts[node.end_mark.line] + node.end_mark.column
    place = {"start": start, "column": node.start_mark.column}
    if isinstance(node, yaml.ScalarNode):
        end = start + len(text[start:stop].rstrip())
        return Span(end=end, flow=node.style in ("'", '"'), text=node.value, **place)
    flow = bool(node.flow_style)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_span(item, starts, text) for item in node.value)
        return Span(end=stop if flow else _last(items, start), flow=flow, items=items, **place)
    fields = tuple((_span(key, starts, text), _span(value, starts, text)) for key, value in node.value)
    inner = [each for field in fields for each in field]
    return Span(end=stop if flow else _last(inner, start), flow=flow, fields=fields, **place)


def _last(inner: Any, start: int) -> int:
    return max((each.end for each in inner), default=start)


def walk(code: Span, keys: tuple[str, ...]) -> Iterator[Span]:
    """The values of some keys of a code."""
    yield from (value for key, value in code.fields if key.text in keys)

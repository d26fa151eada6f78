"""YAML as a tree of nodes that know their line and column, so that every message can say where.

Only plain YAML is read: anchors, aliases and tags are refused, and so are keys given twice. Text is kept as it was
written: whoever reads a node decides whether it is a number, a boolean (`true`, `false`) or words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from qualcode.model import Finding

MOST_BYTES = 5_000_000
"""A larger file is refused at once: it is no configuration."""
_MOST_DEEP = 50
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is ten times as fast


@dataclass(frozen=True)
class Node:
    """A piece of a YAML file and where it begins."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""


@dataclass(frozen=True)
class Scalar(Node):
    """One value."""

    text: str
    """As written, without quotes."""
    plain: bool
    """False when it was quoted or a block: then it is text, whatever it looks like."""

    @property
    def missing(self) -> bool:
        """Whether no value is given (`key:`, `null`, `~`)."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Items(Node):
    """A list of values."""

    items: tuple[Node, ...]
    """In the order of the file."""


@dataclass(frozen=True)
class Fields(Node):
    """Keys with their values."""

    fields: tuple[tuple[Scalar, Node], ...]
    """In the order of the file; no key stands twice."""


def parse(name: str, data: bytes) -> tuple[Node | None, list[Finding]]:
    """Tree of a YAML file, and what is wrong; None when it is empty or cannot be read at all."""
    reader = _Reader(name)
    try:
        text = reader.decode(data)
        return reader.document(yaml.parse(text, Loader=_LOADER)), reader.findings
    except _Refused:
        return None, reader.findings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        return None, [Finding("error", "yaml-syntax", f"this is not YAML: {said}", name, *place)]


class _Refused(Exception):
    """The file cannot be read any further; the finding that says why is noted already."""


class _Reader:
    """Builds the tree of one file from the parser's events and notes what is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []

    def decode(self, data: bytes) -> str:
        """Text of the file: UTF-8 of a sensible size without control characters."""
        if len(data) > MOST_BYTES:
            self._refuse("file-too-large", f"the file is larger than {MOST_BYTES // 1_000_000} MB", None, None)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8-sig", "replace")
            self._refuse("not-utf8", "this is not UTF-8", *_place(before), "save the file as UTF-8")
        if found := _CONTROL.search(text):
            message = f"a control character (U+{ord(found.group()):04X}) stands here"
            self._refuse("control-character", message, *_place(text[: found.start()]), "remove it")
        return text

    def document(self, events: Iterator[Any]) -> Node | None:
        """The one document of the file."""
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._refuse(
                    "several-documents", "a second document begins here", *_mark(event), "use one file for each"
                )
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, deep=0)
        return None if isinstance(root, Scalar) and root.missing else root

    def _node(self, event: Any, events: Iterator[Any], deep: int) -> Node:
        self._check(event, deep)
        line, column = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, column, event.value, bool(event.implicit[0]) and event.style in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, column, tuple(self._items(events, yaml.SequenceEndEvent, deep)))
        return self._fields(line, column, list(self._items(events, yaml.MappingEndEvent, deep)))

    def _items(self, events: Iterator[Any], end: type, deep: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events, deep + 1)

    def _fields(self, line: int, column: int, nodes: list[Node]) -> Fields:
        fields: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._refuse("key-not-text", "a key must be a word", key.line, key.column)
            if key.text in fields:
                first = fields[key.text][0].line
                message = f"`{key.text}` stands twice, first in line {first}"
                self._note("duplicate-key", message, key.line, key.column, "keep one of them")
            else:
                fields[key.text] = (key, value)
        return Fields(line, column, tuple(fields.values()))

    def _check(self, event: Any, deep: int) -> None:
        if deep > _MOST_DEEP:
            self._refuse("too-deep", "lists and keys stand in each other too deeply", *_mark(event))
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            hint = "write it out, or put text that begins with & or * in quotes"
            code = "anchor" if event.anchor and not isinstance(event, yaml.AliasEvent) else "alias"
            self._refuse(code, "anchors (&) and aliases (*) are not read", *_mark(event), hint)
        if event.tag and event.tag != "!":
            hint = "remove it, or put text that begins with ! in quotes"
            self._refuse("tag", f"the tag `{event.tag}` is not read", *_mark(event), hint)

    def _note(self, code: str, message: str, line: int | None, column: int | None, hint: str = "") -> None:
        self.findings.append(Finding("error", code, message, self.name, line, column, hint))

    def _refuse(self, code: str, message: str, line: int | None, column: int | None, hint: str = "") -> NoReturn:
        self._note(code, message, line, column, hint)
        raise _Refused


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")

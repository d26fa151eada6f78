"""What a YAML file is made of, each piece with the place where it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from qualcode.model.finding import Finding


@dataclass(frozen=True, slots=True)
class YamlPlace:
    """A place in the file."""

    line: int
    """Line, from 1."""
    column: int
    """Column in characters, from 1."""
    file: str = field(default="", kw_only=True)
    """The file, where it is an included one; empty: the codebook's own."""


@dataclass(frozen=True, slots=True)
class ScalarNode(YamlPlace):
    """A single value: a word, a number, a text."""

    text: str
    """As written, without quotes."""
    plain: bool
    """True when it was written without quotes."""


@dataclass(frozen=True, slots=True)
class ListNode(YamlPlace):
    """A list of values."""

    items: tuple[YamlNode, ...]
    """In the order of the file."""


@dataclass(frozen=True, slots=True)
class MapNode(YamlPlace):
    """Keys with values."""

    entries: tuple[tuple[ScalarNode, YamlNode], ...]
    """In the order of the file; no key occurs twice."""
    inline: bool
    """True when it was written between braces."""


YamlNode = ScalarNode | ListNode | MapNode
CURLY = frozenset("“”„‟")
"""Quotes of word processors, which are letters like others to YAML."""
STRAIGHT = 'only straight quotes hold a text together: write "..." instead of “...”'
"""What to do about them."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""How YAML 1.2 writes "nothing"."""


def is_blank(node: YamlNode) -> bool:
    """Nothing stands where a value was expected."""
    return isinstance(node, ScalarNode) and node.plain and not node.text


def is_null(node: YamlNode) -> bool:
    """The value is nothing, or the word that says so."""
    return isinstance(node, ScalarNode) and node.plain and node.text in NULLS


SIGNS = "@`%*&!"
"""Signs with which an unquoted text cannot begin."""
MAX_SIGN_REACH = 50
"""How far behind such a sign the parser gives up because of it."""
QUOTE_TEXT = 'put the whole text in quotes: "..."'


@dataclass(frozen=True)
class Slip:
    """A syntax error: where, what, and what to write."""

    code: str
    """Stable name of this kind of mistake."""
    message: str
    """What is wrong."""
    hint: str
    """What to write instead."""
    at: YamlPlace
    """Where."""
    sign: int | None = None
    """Index in the text of a sign that only lacks quotes: reading can go on as if it were a letter."""


@dataclass(frozen=True)
class _Wording:
    context: str
    problem: str
    message: str
    hint: str
    at_context: bool = False
    """True: the place to repair is where the piece began, not where the parser gave up."""


_WORDINGS = (
    _Wording("quoted scalar", "end of stream", "this quote is never closed", "write the closing quote (\" or ')", True),
    _Wording("quoted scalar", "escape", "a backslash in double quotes starts an escape", "use single quotes, or \\\\"),
    _Wording(
        "flow sequence", "", "this list is not closed, or lacks a comma", "write [one, two] and quote texts", True
    ),
    _Wording(
        "flow mapping", "", "these braces are not closed, or lack a comma", "write {key: value, key: value}", True
    ),
    _Wording("flow node", "", "a value is missing", "write a value, or take the comma or bracket away"),
    _Wording("block scalar", "", "text stands on the line of | or >", "start the text on the next line, indented"),
    _Wording("block mapping", "", "this line does not fit the lines above it", "check its indentation and quotes"),
    _Wording(
        "block collection", "", "this line does not fit the list above it", "give list items the same indentation"
    ),
    _Wording("simple key", "", "this line is neither `key: value` nor `- item`", "add the colon, or indent it", True),
    _Wording("a directive", "", "a line cannot begin with %", 'put it in quotes: "%..."', True),
    _Wording("", "mapping values", "a value cannot begin here", "start it on the next line, indented"),
    _Wording("", "sequence entries", "a list cannot begin here", "start it on the next line: `- item`"),
)


def explain_yaml_error(error: object, text: str) -> Slip:
    """Say in plain words what the YAML parser stumbled over.

    `error` is the parser's exception; `text` the text that it read.
    """
    mark = getattr(error, "problem_mark", None)
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    if mark is None:
        return Slip("yaml-syntax", "this is not YAML", "compare it with the examples of the manual", YamlPlace(1, 1))
    began = getattr(error, "context_mark", None) or mark
    at_mark = text[mark.index : mark.index + 1]
    if text[began.index : began.index + 1] in set(SIGNS) and began.index >= mark.index - MAX_SIGN_REACH:
        return _unquoted(text, began)
    if at_mark == ":" and (above := _too_deep_under(text.split("\n"), mark.line)):
        hint = f"begin it below the first letter of `{above}`"
        return Slip("indentation", "this field is indented deeper than the one above it", hint, _yaml_place(mark))
    if at_mark == ":" and began.line == mark.line:
        hint = f"if it belongs to the text, {QUOTE_TEXT}"
        return Slip("unquoted-colon", "a second `: ` stands in this line", hint, _yaml_place(mark), mark.index)
    if "nesting depth" in problem:
        return Slip("too-deep", "nested too deeply", "take brackets away", _yaml_place(mark))
    if "tab" in problem.split() or at_mark == "\t":
        return Slip("tab", "a tab stands where YAML wants spaces", "indent with spaces", _yaml_place(mark))
    for wording in _WORDINGS:
        if wording.context in context and wording.problem in problem:
            at = _yaml_place(began if wording.at_context else mark)
            return Slip("yaml-syntax", wording.message, wording.hint, at)
    return Slip("yaml-syntax", "this is not YAML", "check indentation, quotes and brackets here", _yaml_place(mark))


def _too_deep_under(lines: list[str], line: int) -> str:
    """The field above one that stands farther right, although it has its value already; empty: there is none."""
    above = _FIELD.match(lines[line - 1]) if line else None
    own = _FIELD.match(lines[line])
    if not above or not own or not above[3] or above[3] in _OPENING or len(own[1]) <= len(above[1]):
        return ""
    return above[2]


_FIELD = re.compile(r"([ -]*)([\w-]+):(?: +(\S.*))?")
"""A line with a field: what stands before it, its name, and its value."""
_OPENING = {"|", ">", "|-", ">-"}
"""Values that go on in deeper lines."""


def unquoted(sign: str, word: str, at: YamlPlace, index: int | None = None) -> Slip:
    """A text that begins with a sign that YAML keeps for itself."""
    hint = f'quote it: "{sign}{word}"' if word and len(word) <= 40 else QUOTE_TEXT
    return Slip("unquoted-sign", f"a text that begins with {sign} needs quotes", hint, at, index)


def tabs(text: str) -> list[Slip]:
    """Every line that is indented with a tab."""
    return [
        Slip(
            "tab", "a tab stands where YAML wants spaces", "indent with spaces", YamlPlace(number, line.index("\t") + 1)
        )
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1)
        if "\t" in line[: len(line) - len(line.lstrip())]
    ]


def _unquoted(text: str, mark: object) -> Slip:
    index: int = getattr(mark, "index", 0)
    word = re.match(r"[\w*@.-]*", text[index + 1 : index + 60])
    return unquoted(text[index], word[0] if word else "", _yaml_place(mark), index)


def _yaml_place(mark: object) -> YamlPlace:
    return YamlPlace(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


MOST_YAML_BYTES = 5_000_000
"""A larger file is refused at once: it is no configuration."""
_MOST_DEEP = 50
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is ten times as fast


@dataclass(frozen=True)
class PlacedNode:
    """A piece of a YAML file and where it begins."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""


@dataclass(frozen=True)
class Scalar(PlacedNode):
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
class Items(PlacedNode):
    """A list of values."""

    items: tuple[PlacedNode, ...]
    """In the order of the file."""


@dataclass(frozen=True)
class Fields(PlacedNode):
    """Keys with their values."""

    fields: tuple[tuple[Scalar, PlacedNode], ...]
    """In the order of the file; no key stands twice."""


def parse_yaml(name: str, data: bytes) -> tuple[PlacedNode | None, list[Finding]]:
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
        if len(data) > MOST_YAML_BYTES:
            self._refuse("file-too-large", f"the file is larger than {MOST_YAML_BYTES // 1_000_000} MB", None, None)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8-sig", "replace")
            self._refuse("not-utf8", "this is not UTF-8", *_line_and_column(before), "save the file as UTF-8")
        if found := _CONTROL.search(text):
            message = f"a control character (U+{ord(found.group()):04X}) stands here"
            self._refuse("control-character", message, *_line_and_column(text[: found.start()]), "remove it")
        return text

    def document(self, events: Iterator[Any]) -> PlacedNode | None:
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

    def _node(self, event: Any, events: Iterator[Any], deep: int) -> PlacedNode:
        self._check(event, deep)
        line, column = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, column, event.value, bool(event.implicit[0]) and event.style in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, column, tuple(self._items(events, yaml.SequenceEndEvent, deep)))
        return self._fields(line, column, list(self._items(events, yaml.MappingEndEvent, deep)))

    def _items(self, events: Iterator[Any], end: type, deep: int) -> Iterator[PlacedNode]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events, deep + 1)

    def _fields(self, line: int, column: int, nodes: list[PlacedNode]) -> Fields:
        fields: dict[str, tuple[Scalar, PlacedNode]] = {}
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


def _line_and_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")

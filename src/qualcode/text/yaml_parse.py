"""Bytes of a YAML file to nodes with places: the one reader of codebooks and of settings.

Only plain YAML is read: no anchors, aliases, tags or second documents, and no guessing of types.
What a value means (`no`, `12:30`, `4`) is decided by the field that it stands in, not here.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, DocumentStartEvent, Event, MappingStartEvent, ScalarEvent

from qualcode.text.shapes import YamlReport, describe_node, quote_word, whole_number
from qualcode.text.yaml import (
    QUOTE_TEXT,
    SIGNS,
    ListNode,
    MapNode,
    ScalarNode,
    YamlNode,
    YamlPlace,
    explain_yaml_error,
    is_null,
    tabs,
    unquoted,
)

MOST_YAML_BYTES = 5_000_000
START = YamlPlace(1, 1)
UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for a line break although no editor shows one (U+0085, U+2028, U+2029)."""
INDENT = re.compile("[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])")
"""The first space of a line's indentation that is not a plain one."""
DASH = re.compile("[ \t]*(-)(code|rule|any|all|near|text|term|regex|pattern):( |$)")
"""A list item of a codebook that lacks the space after its dash."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_yaml(data: bytes, report: YamlReport, newest: int) -> YamlNode | None:
    """The file's content as a tree; None where it holds nothing or the report says why it cannot be used.

    `newest` is the latest format that this program knows. What a later one means is not ours to judge: nothing more
    is said about such a file.
    """
    text = decode_yaml(data, report)
    root = None if text is None else parse_yaml(text, report)
    return None if root is None or is_null(root) or _is_newer(root, newest, report) else root


def _is_newer(root: YamlNode, newest: int, report: YamlReport) -> bool:
    entries = root.entries if isinstance(root, MapNode) else ()
    stated = next((value for key, value in entries if key.text == "format"), None)
    if not isinstance(stated, ScalarNode) or whole_number(stated.text) <= newest:
        return False
    message = f"this file has format {stated.text}; this qualcode reads formats up to {newest}"
    report.error("newer-format", message, stated, "update qualcode")
    return True


def decode_yaml(data: bytes, report: YamlReport) -> str | None:
    """Text of the file, or None when it cannot be read as text at all."""
    if len(data) > MOST_YAML_BYTES:
        hint = f"such a file has at most {MOST_YAML_BYTES // 1_000_000} MB"
        report.error("file-too-large", f"the file has {len(data) / 1e6:.1f} MB", START, hint)
        return None
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        report.error("not-utf8", "the file is saved as UTF-16", START, "save it as UTF-8")
        return None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        at = place_after(data[: wrong.start].decode("utf-8"))
        report.error("not-utf8", f"byte 0x{data[wrong.start]:02X} is not UTF-8", at, "save the file as UTF-8")
        return None
    return text if _is_clean(text, report) and _is_indented(text, report) else None


def _is_indented(text: str, report: YamlReport) -> bool:
    """False when lines begin in a way that would make YAML stumble at every line after them.

    Spaces of another kind, as copied from a web page, are letters to YAML, and a dash without a space is a text.
    """
    errors = report.errors
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        if strange := INDENT.match(line):
            message = f"the line begins with U+{ord(strange[1]):04X}, which looks like a space but is not one"
            report.error("strange-space", message, YamlPlace(number, strange.start(1) + 1), "indent with plain spaces")
        elif dash := DASH.match(line):
            at = YamlPlace(number, dash.start(1) + 1)
            report.error("dash-without-space", "a list item needs a space after its dash", at, f"write - {dash[2]}:")
    return report.errors == errors


def place_after(text: str) -> YamlPlace:
    """Place of the character that follows this beginning of a file."""
    lines = LINE_BREAK.split(text)
    return YamlPlace(len(lines), len(lines[-1]) + 1)


def _is_clean(text: str, report: YamlReport) -> bool:
    line_starts = [0, *(end.end() for end in LINE_BREAK.finditer(text))] if UNWANTED.search(text) else []
    line = 0
    for found in UNWANTED.finditer(text):
        while line + 1 < len(line_starts) and line_starts[line + 1] <= found.start():
            line += 1
        at = YamlPlace(line + 1, found.start() - line_starts[line] + 1)
        report.error("control-character", f"invisible character U+{ord(found[0]):04X}", at, "delete it")
    return not line_starts


MAX_DEPTH = 20
"""Deepest nesting; a codebook needs eight levels."""
MAX_REREADS = 50
MAX_REREAD_CHARACTERS = 10_000_000
"""How often, and how much, is read again behind unquoted signs, to tell all of them at once."""
STAND_INS = {sign: chr(0xE000 + number) for number, sign in enumerate(f"{SIGNS}:")}
SIGNS_BACK = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})


def parse_yaml(text: str, report: YamlReport, pure: bool = False) -> YamlNode | None:
    """The file's content as a tree, or None when its syntax is too broken to go on or it holds nothing.

    `pure=True` reads with the slower parser written in Python, as where the C one is missing.
    """
    repaired = False
    for _ in range(min(MAX_REREADS, 2 + MAX_REREAD_CHARACTERS // (len(text) + 1))):
        try:
            return _Reader(report, _events(text, pure), repaired).root()
        except yaml.YAMLError as error:
            slip = explain_yaml_error(error, text)
        for each in tabs(text) if slip.code == "tab" else ():
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
    """Nested deeper than any file of a study can be."""


class _Reader:
    """Builds nodes from the parser's events, without recursion into what a file could nest without end."""

    def __init__(self, report: YamlReport, events: Iterator[Event], repaired: bool) -> None:
        self.report = report
        self.file = report.included
        self.events = events
        self.signs_back = SIGNS_BACK if repaired else {}

    def root(self) -> YamlNode | None:
        node = None
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if node is not None:
                where, hint = _place(event), "keep one document in a file; take the `---` away"
                self.report.error("several-documents", "a second document begins here", where, hint)
                break
            try:
                node = self.node(next(self.events), 1)
            except _TooDeep:
                return None
        return node

    def node(self, event: Any, depth: int) -> YamlNode:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, AliasEvent):
            hint = unquoted("*", str(event.anchor), _place(event)).hint
            self.report.error("alias", "aliases (`*word`) are not read", _place(event), f"if a term, {hint}")
            return ScalarNode(line, column, f"*{event.anchor}", plain=False, file=self.file)
        self.refuse_magic(event)
        if isinstance(event, ScalarEvent):
            text = event.value.translate(self.signs_back) if self.signs_back else event.value
            return ScalarNode(line, column, text, plain=not event.style, file=self.file)
        if depth > MAX_DEPTH:
            message, hint = f"nested more than {MAX_DEPTH} times", "take brackets or indents away"
            self.report.error("too-deep", message, _place(event), hint)
            raise _TooDeep
        if isinstance(event, MappingStartEvent):
            return MapNode(line, column, self.entries(depth), inline=bool(event.flow_style), file=self.file)
        items = tuple(self.node(inner, depth + 1) for inner in self.until_end())
        return ListNode(line, column, items, file=self.file)

    def entries(self, depth: int) -> tuple[tuple[ScalarNode, YamlNode], ...]:
        entries: dict[str, tuple[ScalarNode, YamlNode]] = {}
        for inner in self.until_end():
            key, value = self.node(inner, depth + 1), self.node(next(self.events), depth + 1)
            if not isinstance(key, ScalarNode):
                message = f"{describe_node(key)} stands where a key was expected"
                self.report.error("key-not-text", message, key, "quote it")
            elif key.text in entries:
                first = entries[key.text][0].line
                message = f"the key {quote_word(key.text)} already stands in line {first}"
                self.report.error("duplicate-key", message, key, "keep one of the two")
            else:
                entries[key.text] = (key, value)
        return tuple(entries.values())

    def until_end(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def refuse_magic(self, event: Any) -> None:
        if event.anchor is not None:
            hint = f'if it is a text, quote it: "&{event.anchor}"; if not, take it away'
            self.report.error("anchor", "anchors (`&word`) are not read", _place(event), hint)
        if event.tag is not None:
            hint = f"if it is a text, {QUOTE_TEXT}; if not, take it away"
            self.report.error("tag", "tags (`!word`) are not read", _place(event), hint)


def _place(event: Any) -> YamlPlace:
    return YamlPlace(event.start_mark.line + 1, event.start_mark.column + 1)

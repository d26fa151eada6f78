"""YAML text to nodes with places.

Only plain YAML is read: no anchors, aliases, tags or second documents, and no guessing of types.
What a value means (`no`, `12:30`, `4`) is decided by the field that it stands in, not here.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, DocumentStartEvent, Event, MappingStartEvent, ScalarEvent

from qualcode.model.codebook import Code
from qualcode.text import yaml as yaml_
from qualcode.text.shapes import YamlReport, describe_node, quote_word
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, YamlNode, YamlPlace

MAX_BYTES = 5_000_000
START = YamlPlace(1, 1)
UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for a line break although no editor shows one (U+0085, U+2028, U+2029)."""
INDENT = re.compile("[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])")
"""The first space of a line's indentation that is not a plain one."""
DASH = re.compile("[ \t]*(-)(code|rule|any|all|near|text|term|regex|pattern):( |$)")
"""A list item of a codebook that lacks the space after its dash."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def decode_codebook(data: bytes, report: YamlReport) -> str | None:
    """Text of the file, or None when it cannot be read as text at all."""
    if len(data) > MAX_BYTES:
        report.error("file-too-large", f"the file has {len(data) / 1e6:.1f} MB", START, "a codebook has at most 5 MB")
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
            message = f"the line begins with U+{ord(strange[1]):04X}, which looks like a space and is none"
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
"""Deepest nesting; a codebook needs eight."""
MAX_REREADS = 50
MAX_REREAD_CHARACTERS = 10_000_000
"""How often, and how much, is read again behind unquoted signs, to tell all of them at once."""
STAND_INS = {sign: chr(0xE000 + number) for number, sign in enumerate(f"{yaml_.SIGNS}:")}
SIGNS_BACK = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})


def parse_codebook(text: str, report: YamlReport, pure: bool = False) -> YamlNode | None:
    """The file's content as a tree, or None when its syntax is too broken to go on or it holds nothing.

    `pure=True` reads with the slower parser written in Python, as where the C one is missing.
    """
    repaired = False
    for _ in range(min(MAX_REREADS, 2 + MAX_REREAD_CHARACTERS // (len(text) + 1))):
        try:
            return _Reader(report, _events(text, pure), repaired).root()
        except yaml.YAMLError as error:
            slip = yaml_.explain_yaml_error(error, text)
        for each in yaml_.tabs(text) if slip.code == "tab" else ():
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
                where, hint = _place(event), "keep one codebook in a file; take the `---` away"
                self.report.error("several-documents", "a second document begins here", where, hint)
                break
            try:
                node = self.node(next(self.events), 1)
            except _TooDeep:
                return None
        return node

    def node(self, event: Any, depth: int) -> YamlNode:
        at = _place(event)
        if isinstance(event, AliasEvent):
            slip = yaml_.unquoted("*", str(event.anchor), at)
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

    def mapping(self, event: Any, at: YamlPlace, depth: int) -> MapNode:
        entries: dict[str, tuple[ScalarNode, YamlNode]] = {}
        for inner in self.until_end():
            key, value = self.node(inner, depth + 1), self.node(next(self.events), depth + 1)
            if not isinstance(key, ScalarNode):
                self.report.error(
                    "key-not-text", f"{describe_node(key)} stands where a key was expected", key, "quote it"
                )
            elif key.text in entries:
                first = entries[key.text][0].line
                message = f"the key {quote_word(key.text)} already stands in line {first}"
                self.report.error("duplicate-key", message, key, "keep one of the two")
            else:
                entries[key.text] = (key, value)
        return MapNode(at.line, at.column, tuple(entries.values()), inline=bool(event.flow_style), file=self.file)

    def until_end(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def refuse_magic(self, event: Any, at: YamlPlace) -> None:
        if event.anchor is not None:
            hint = f'if it is a text, quote it: "&{event.anchor}"; if not, take it away'
            self.report.error("anchor", "anchors are not part of the codebook language", at, hint)
        if event.tag is not None:
            hint = f"if it is a text, {yaml_.QUOTE_TEXT}; if not, take it away"
            self.report.error("tag", "tags (`!word`) are not part of the codebook language", at, hint)


def _place(event: Any) -> YamlPlace:
    return YamlPlace(event.start_mark.line + 1, event.start_mark.column + 1)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as blocks, lists are indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def write_plain(name: str, languages: Sequence[str], codes: Sequence[Code], remarks: Sequence[str]) -> str:
    """YAML of a codebook; `remarks` are the comments above it, a line each."""
    head = [f"# {_clean(line)}" for line in remarks]
    body = {"format": 1, "codebook": _clean(name), "languages": list(languages)}
    parts = [dump_plain(body), "codes:\n", *("\n".join([_listed(_fields(code)), ""]) for code in codes)]
    return "\n".join(head) + "\n" + "".join(parts)


def _listed(fields: Mapping[str, Any]) -> str:
    """One code as an entry of the list."""
    lines = dump_plain(fields).splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]) + "\n"


def _fields(code: Code) -> dict[str, Any]:
    """What is known of a code, in the order of the manual."""
    stated = {
        "code": code.code,
        "kind": code.kind,
        "parent": code.parent,
        "label": dict(_languages(code.label)),
        "definition": dict(_languages(code.definition)),
        "include": [_clean(text) for text in code.include],
        "exclude": [_clean(text) for text in code.exclude],
        "memo": _clean(code.memo),
        "retired": code.retired,
        "replaced_by": code.replaced_by,
    }
    return {key: value for key, value in stated.items() if value}


def _languages(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((lang, _clean(text)) for lang, text in texts.items() if _clean(text))


def _clean(text: str) -> str:
    """A text without what codebooks refuse, each line without white space at its end (YAML would quote it all)."""
    return "\n".join(line.rstrip() for line in UNWANTED.sub("", text.replace("\t", " ")).splitlines()).strip()


def dump_plain(value: Mapping[str, Any]) -> str:
    """Plain values as YAML, texts of several lines as blocks."""
    return yaml.dump(dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

"""What a YAML file is made of, each piece with the place where it stands, and what its syntax errors mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


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
QUOTE_COMMAS = "between braces a comma begins a new field: quote texts that hold a comma"
"""What to do about a text that broke into two fields."""
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

"""YAML syntax errors in words that say what to do."""

import re
from dataclasses import dataclass

from qualcode.codebook.nodes import Place

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
    at: Place
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


def explain(error: object, text: str) -> Slip:
    """Say in plain words what the YAML parser stumbled over.

    `error` is the parser's exception; `text` the text that it read.
    """
    mark = getattr(error, "problem_mark", None)
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    if mark is None:
        return Slip("yaml-syntax", "this is not YAML", "compare it with the examples of the manual", Place(1, 1))
    began = getattr(error, "context_mark", None) or mark
    at_mark = text[mark.index : mark.index + 1]
    if text[began.index : began.index + 1] in set(SIGNS) and began.index >= mark.index - MAX_SIGN_REACH:
        return _unquoted(text, began)
    if at_mark == ":" and (above := _too_deep_under(text.split("\n"), mark.line)):
        hint = f"begin it below the first letter of `{above}`"
        return Slip("indentation", "this field is indented deeper than the one above it", hint, _place(mark))
    if at_mark == ":" and began.line == mark.line:
        hint = f"if it belongs to the text, {QUOTE_TEXT}"
        return Slip("unquoted-colon", "a second `: ` stands in this line", hint, _place(mark), mark.index)
    if "nesting depth" in problem:
        return Slip("too-deep", "nested too deeply", "take brackets away", _place(mark))
    if "tab" in problem.split() or at_mark == "\t":
        return Slip("tab", "a tab stands where YAML wants spaces", "indent with spaces", _place(mark))
    for wording in _WORDINGS:
        if wording.context in context and wording.problem in problem:
            at = _place(began if wording.at_context else mark)
            return Slip("yaml-syntax", wording.message, wording.hint, at)
    return Slip("yaml-syntax", "this is not YAML", "check indentation, quotes and brackets here", _place(mark))


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


def unquoted(sign: str, word: str, at: Place, index: int | None = None) -> Slip:
    """A text that begins with a sign that YAML keeps for itself."""
    hint = f'quote it: "{sign}{word}"' if word and len(word) <= 40 else QUOTE_TEXT
    return Slip("unquoted-sign", f"a text that begins with {sign} needs quotes", hint, at, index)


def tabs(text: str) -> list[Slip]:
    """Every line that is indented with a tab."""
    return [
        Slip("tab", "a tab stands where YAML wants spaces", "indent with spaces", Place(number, line.index("\t") + 1))
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1)
        if "\t" in line[: len(line) - len(line.lstrip())]
    ]


def _unquoted(text: str, mark: object) -> Slip:
    index: int = getattr(mark, "index", 0)
    word = re.match(r"[\w*@.-]*", text[index + 1 : index + 60])
    return unquoted(text[index], word[0] if word else "", _place(mark), index)


def _place(mark: object) -> Place:
    return Place(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)

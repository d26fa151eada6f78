"""How values of a YAML file are written, and the report that collects what is wrong, so that it is told at once."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, Protocol, TypeVar, get_args

from qualcode.model.finding import Finding, FindingLevel
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, YamlNode, YamlPlace

LONGEST_QUOTE = 40
MOST_FINDINGS_PER_LEVEL = 1000
"""Most findings of one level: who mends a thousand will load the file again."""
COMPARISONS = 200_000
"""Most words compared for suggestions in one file: a file of nothing but mistakes must not take minutes."""


class YamlReport:
    """Findings of one codebook or settings file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.included = ""
        """The included file that is being read; empty while it is the codebook itself."""
        self.errors = 0
        """How many errors were told, repeated ones too."""
        self.incomplete = False
        """True once an included file could not be read: nobody knows which lexicons stand in it."""
        self.languages: list[ScalarNode] = []
        """Languages named in labels and terms; compared with `languages` when the whole file is read."""
        self._findings: dict[Finding, None] = {}
        self._files = {file: 0}
        self._room = dict.fromkeys(get_args(FindingLevel), MOST_FINDINGS_PER_LEVEL)
        self._comparisons = COMPARISONS

    @property
    def failed(self) -> bool:
        """True once there is an error."""
        return self.errors > 0

    def error(self, code: str, message: str, at: YamlPlace, hint: str = "") -> None:
        """Note something that stops the codebook from being used."""
        self.errors += 1
        self._add("error", code, message, at, hint)

    def warning(self, code: str, message: str, at: YamlPlace, hint: str = "") -> None:
        """Note something that is probably not meant."""
        self._add("warning", code, message, at, hint)

    def note(self, code: str, message: str, at: YamlPlace, hint: str = "") -> None:
        """Note something worth knowing."""
        self._add("note", code, message, at, hint)

    def begin(self, included: str) -> None:
        """From now on places are in this included file; with an empty name, in the codebook itself."""
        self.included = included
        self._files.setdefault(included or self.file, len(self._files))

    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the file, included files after it, each once."""
        return tuple(sorted(self._findings, key=self._order))

    def _order(self, found: Finding) -> tuple[int, int, int]:
        return self._files.get(found.file, 0), found.line or 0, found.column or 0

    def suggest(self, word: str, known: Collection[str], otherwise: str = "") -> str:
        """Say which known word was probably meant, or something else when none is near."""
        self._comparisons -= len(known)
        if self._comparisons < 0 or len(word) > LONGEST_QUOTE:
            return otherwise
        near = get_close_matches(word, known, n=1) or get_close_matches(word.lower(), known, n=1)
        return f"did you mean `{near[0]}`?" if near else otherwise

    def _add(self, level: FindingLevel, code: str, message: str, at: YamlPlace, hint: str) -> None:
        file = at.file or self.included or self.file
        found = Finding(level, code, message, file, at.line, at.column, hint)
        if found in self._findings or self._room[level] < 0:
            return
        if self._room[level] == 0:
            message, hint = f"there is more after {MOST_FINDINGS_PER_LEVEL:,} findings", "mend the others first"
            found = Finding(level, "more-findings", message, file, at.line, at.column, hint)
        self._room[level] -= 1
        self._findings[found] = None


def quote_word(text: str) -> str:
    """A word of the file as a message shows it: short, on one line."""
    flat = " ".join(text.split())
    return f"`{flat}`" if len(flat) <= LONGEST_QUOTE else f"`{flat[: LONGEST_QUOTE - 1]}…`"


def where_first_stands(first: YamlPlace, now: YamlPlace) -> str:
    """Where the first of two things stands, as a message about the second says it."""
    return f"in line {first.line}" + (f" of {first.file or 'the codebook'}" if first.file != now.file else "")


def describe_node(node: YamlNode) -> str:
    """What stands in the file, in words: a list, a mapping, nothing, or the short value itself."""
    if isinstance(node, ListNode):
        return "a list" if node.items else "an empty list"
    if not isinstance(node, ScalarNode):
        return "a mapping (`key: value`)"
    if not node.text.strip():
        return "nothing"
    return quote_word(node.text) if len(node.text) <= LONGEST_QUOTE else "a longer text"


def list_words(words: Collection[str], last: str = "or") -> str:
    """Words as a person lists them: `a`, `b` or `c`."""
    marked = [f"`{word}`" for word in words]
    return f"{', '.join(marked[:-1])} {last} {marked[-1]}" if len(marked) > 1 else "".join(marked)


JsonSchema = dict[str, Any]
Definitions = dict[str, JsonSchema]
"""Name -> schema, for what the schema says once and refers to."""
Value = TypeVar("Value")
ValueT = TypeVar("ValueT", covariant=True)
TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
BOOLEAN_WORDS = {"yes": "true", "on": "true", "y": "true", "ya": "true", "no": "false", "off": "false", "n": "false"}
NUMBER = re.compile(r"[-+]?[0-9]{1,9}|0o[0-7]{1,9}|0x[0-9a-fA-F]{1,7}")
ANY_SCALAR = ["string", "number", "boolean"]
"""What YAML may take a text for: `4`, `1.10` and `true` are texts where a text is asked for."""


class Readable(Protocol[ValueT]):
    """How a value is written; `what` is the field's name as messages show it."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> ValueT | None:
        """The value, or None after telling the report why not."""
        ...


class Shape(Readable[ValueT], Protocol[ValueT]):
    """One that JSON Schema can describe, as all fields of a codebook are."""

    def schema(self, definitions: Definitions, /) -> JsonSchema:
        """The shape as JSON Schema; shapes with a name of their own are added to the definitions."""
        ...


def whole_number(text: str) -> int:
    """The whole number that YAML 1.2 reads in a text; 0 when there is none."""
    return int(text, 0 if text[1:2] in ("o", "x") else 10) if NUMBER.fullmatch(text) else 0


def wrong(node: YamlNode, what: str, takes: str, report: YamlReport, hint: str = "") -> None:
    """Tell that a field takes something else than what stands there."""
    report.error("wrong-value", f"{what} takes {takes}, not {describe_node(node)}", node, hint)


@dataclass(frozen=True)
class TextShape:
    """A text for people."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The text without white space around it."""
        if isinstance(node, ScalarNode) and node.text.strip():
            return node.text.strip()
        hint = "quote a text that contains `: `" if isinstance(node, MapNode) else ""
        wrong(node, what, "a text", report, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """Any single value."""
        return {"type": ANY_SCALAR}


@dataclass(frozen=True)
class Name:
    """A short name of a given form, such as `citizen_trust`."""

    form: str
    """Regular expression of the whole name."""
    takes: str
    """The form in words."""
    joint: str = "_"
    """What a suggestion writes between words."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The name, when it has the form."""
        if not isinstance(node, ScalarNode) or not node.text.strip():
            wrong(node, what, self.takes, report)
            return None
        if re.fullmatch(self.form, node.text):
            return node.text
        report.error(
            "bad-name", f"{what} takes {self.takes}, not {quote_word(node.text)}", node, self._mended(node.text)
        )
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """The form, where its letters are plain ones: outside Python, a word character is never é."""
        plain = "\\w" not in self.form and "\\W" not in self.form
        return {"type": "string", "pattern": f"^{self.form}$"} if plain else {"type": ANY_SCALAR}

    def _mended(self, text: str) -> str:
        mended = self.joint.join(re.findall(r"[a-z0-9]+", text.lower()))
        return f"write `{mended}`" if re.fullmatch(self.form, mended) else ""


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> bool | None:
        """True or false; `yes` and `no` are words in YAML 1.2."""
        if isinstance(node, ScalarNode) and node.plain and node.text in TRUE | FALSE:
            return node.text in TRUE
        meant = BOOLEAN_WORDS.get(node.text.lower(), node.text.lower()) if isinstance(node, ScalarNode) else ""
        wrong(node, what, "true or false", report, f"write {meant} without quotes" if meant in TRUE | FALSE else "")
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """True or false."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class ChoiceShape(Generic[Value]):
    """One of a few words."""

    values: tuple[Value, ...]
    """The words."""
    blank: bool = False
    """True: quotes with nothing between them are as if the field were not there."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Value | None:
        """The value that was chosen."""
        known = {str(value): value for value in self.values}
        if self.blank and isinstance(node, ScalarNode) and not node.text:
            return None
        if isinstance(node, ScalarNode) and node.text in known:
            return known[node.text]
        hint = report.suggest(node.text, known) if isinstance(node, ScalarNode) else ""
        wrong(node, what, list_words(known), report, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """The words."""
        return {"enum": list(self.values)}


@dataclass(frozen=True)
class Number(Generic[Value]):
    """A whole number from 1, or one of a few words instead."""

    words: tuple[Value, ...] = ()
    """Words that may stand instead."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> int | Value | None:
        """The number (also `0x10` and `0o7`), or the word."""
        known = {str(word): word for word in self.words}
        text = node.text if isinstance(node, ScalarNode) else ""
        if text in known:
            return known[text]
        number = whole_number(text)
        if isinstance(node, ScalarNode) and node.plain and number > 0:
            return number
        hint = f"write {text} without quotes" if number > 0 else report.suggest(text, known)
        wrong(node, what, "a whole number from 1" + (f", {list_words(known)}" if known else ""), report, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """A number, or one of the words."""
        number: JsonSchema = {"type": "integer", "minimum": 1}
        return {"anyOf": [number, {"enum": list(self.words)}]} if self.words else number


@dataclass(frozen=True)
class ManyOf(Generic[Value]):
    """A list of values of one shape."""

    shape: Readable[Value]
    """Shape of each value."""
    single: bool = False
    """True: one value without a list is a list of one."""
    least: int = 0
    """Fewest values."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> tuple[Value, ...] | None:
        """The values that fit."""
        items = node.items if isinstance(node, ListNode) else (node,) if self.single else None
        if items is None:
            wrong(node, what, "a list", report, "write [one, two], or each on a line after `- `")
            return None
        if len(items) < self.least:
            report.error("empty-list", f"{what} is an empty list", node, "write a value between the brackets")
        values = (self.shape.read(item, f"each entry of {what}", report) for item in items)
        return tuple(value for value in values if value is not None)


@dataclass(frozen=True)
class ListOf(ManyOf[Value]):
    """A list of values of one shape that JSON Schema can describe."""

    shape: Shape[Value]
    """Shape of each value."""

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A list, or a single value where that is a list of one."""
        each = self.shape.schema(definitions)
        many: JsonSchema = {"type": "array", "items": each} | ({"minItems": self.least} if self.least else {})
        return {"anyOf": [each, many]} if self.single else many

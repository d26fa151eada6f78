"""The shapes that a field's value can have, and how each is read from a node.

A shape returns None when the value does not fit; what is wrong then stands in the report.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from qualcode.codebook.nodes import ListNode, MapNode, Node, ScalarNode, is_null
from qualcode.codebook.report import Report, described, listed, quoted

JsonSchema = dict[str, Any]
Definitions = dict[str, JsonSchema]
"""Name -> schema, for what the schema says once and refers to."""
Value = TypeVar("Value")
Read = TypeVar("Read", covariant=True)

TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
MEANT = {"yes": "true", "on": "true", "y": "true", "ya": "true", "no": "false", "off": "false", "n": "false"}
NUMBER = re.compile(r"[-+]?[0-9]{1,9}|0o[0-7]{1,9}|0x[0-9a-fA-F]{1,7}")
ANY_SCALAR = ["string", "number", "boolean"]
"""What YAML may take a text for: `4`, `1.10` and `true` are texts where a text is asked for."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Shape(Protocol[Read]):
    """How a value is written; `what` is the field's name as messages show it."""

    def read(self, node: Node, what: str, report: Report) -> Read | None:
        """The value, or None after telling the report why not."""
        ...

    def schema(self, definitions: Definitions, /) -> JsonSchema:
        """The shape as JSON Schema; shapes with a name of their own are added to the definitions."""
        ...


def whole(text: str) -> int:
    """The whole number that YAML 1.2 reads in a text; 0 when it is none."""
    return int(text, 0 if text[1:2] in ("o", "x") else 10) if NUMBER.fullmatch(text) else 0


def wrong(node: Node, what: str, takes: str, report: Report, hint: str = "") -> None:
    """Tell that a field takes something else than what stands there."""
    report.error("wrong-value", f"{what} takes {takes}, not {described(node)}", node, hint)


@dataclass(frozen=True)
class Text:
    """A text for people."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
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

    def read(self, node: Node, what: str, report: Report) -> str | None:
        """The name, when it has the form."""
        if not isinstance(node, ScalarNode) or not node.text.strip():
            wrong(node, what, self.takes, report)
            return None
        if re.fullmatch(self.form, node.text):
            return node.text
        report.error("bad-name", f"{what} takes {self.takes}, not {quoted(node.text)}", node, self._mended(node.text))
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

    def read(self, node: Node, what: str, report: Report) -> bool | None:
        """True or false; `yes` and `no` are words in YAML 1.2."""
        if isinstance(node, ScalarNode) and node.plain and node.text in TRUE | FALSE:
            return node.text in TRUE
        meant = MEANT.get(node.text.lower(), node.text.lower()) if isinstance(node, ScalarNode) else ""
        wrong(node, what, "true or false", report, f"write {meant} without quotes" if meant in TRUE | FALSE else "")
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """True or false."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """One of a few words."""

    values: tuple[Value, ...]
    """The words."""

    def read(self, node: Node, what: str, report: Report) -> Value | None:
        """The value that was chosen."""
        known = {str(value): value for value in self.values}
        if isinstance(node, ScalarNode) and node.text in known:
            return known[node.text]
        hint = report.suggest(node.text, known) if isinstance(node, ScalarNode) else ""
        wrong(node, what, listed(known), report, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """The words."""
        return {"enum": list(self.values)}


@dataclass(frozen=True)
class Number(Generic[Value]):
    """A whole number from 1, or one of a few words instead."""

    words: tuple[Value, ...] = ()
    """Words that may stand instead."""

    def read(self, node: Node, what: str, report: Report) -> int | Value | None:
        """The number (also `0x10` and `0o7`), or the word."""
        known = {str(word): word for word in self.words}
        text = node.text if isinstance(node, ScalarNode) else ""
        if text in known:
            return known[text]
        number = whole(text)
        if isinstance(node, ScalarNode) and node.plain and number > 0:
            return number
        hint = f"write {text} without quotes" if number > 0 else report.suggest(text, known)
        wrong(node, what, "a whole number from 1" + (f", {listed(known)}" if known else ""), report, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """A number, or one of the words."""
        number: JsonSchema = {"type": "integer", "minimum": 1}
        return {"anyOf": [number, {"enum": list(self.words)}]} if self.words else number


@dataclass(frozen=True)
class ListOf(Generic[Value]):
    """A list of values of one shape."""

    shape: Shape[Value]
    """Shape of each value."""
    single: bool = False
    """True: one value without a list is a list of one."""
    least: int = 0
    """Fewest values."""

    def read(self, node: Node, what: str, report: Report) -> tuple[Value, ...] | None:
        """The values that fit."""
        items = node.items if isinstance(node, ListNode) else (node,) if self.single else None
        if items is None:
            wrong(node, what, "a list", report, "write [one, two], or each on a line after `- `")
            return None
        if len(items) < self.least:
            report.error("empty-list", f"{what} is an empty list", node, "write a value between the brackets")
        values = (self.shape.read(item, f"each entry of {what}", report) for item in items)
        return tuple(value for value in values if value is not None)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A list, or a single value where that is a list of one."""
        each = self.shape.schema(definitions)
        many: JsonSchema = {"type": "array", "items": each} | ({"minItems": self.least} if self.least else {})
        return {"anyOf": [each, many]} if self.single else many


@dataclass(frozen=True)
class Language:
    """A language code such as `id` or `en`."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        """The code, in lower case as written."""
        if isinstance(node, ScalarNode) and LANGUAGE.fullmatch(node.text):
            return node.text
        wrong(node, what, "a language code such as `id` or `en`", report)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """A code."""
        return {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"}


@dataclass(frozen=True)
class ByLanguage:
    """A text in one or more languages; a bare text is in the codebook's first language (key "")."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, str] | None:
        """Language -> text."""
        if not isinstance(node, MapNode):
            text = Text().read(node, what, report)
            return None if text is None else {"": text}
        texts = {}
        for key, value in node.entries:
            language = read_language(key, what, report)
            if language and not is_null(value):
                texts[language] = Text().read(value, f"{what} in `{language}`", report) or ""
        return texts

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A text, or texts by language."""
        text = Text().schema(definitions)
        return {"anyOf": [text, by_language({"type": [*ANY_SCALAR, "null"]})]}


@dataclass(frozen=True)
class Pipelines:
    """Names of trained pipelines by language."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, str] | None:
        """Language -> name of the pipeline."""
        if not isinstance(node, MapNode):
            wrong(node, what, "languages with names of pipelines", report, "write `{en: en_core_web_sm}`")
            return None
        read = ((key.text, read_language(key, what, report), value) for key, value in node.entries)
        names = ((language, Text().read(value, f"{what} in `{key}`", report)) for key, language, value in read)
        return {language: name for language, name in names if language and name}

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A mapping from language codes to names."""
        return by_language(Text().schema(definitions))


def by_language(value: JsonSchema) -> JsonSchema:
    """The schema of a mapping from language codes to such values."""
    return {"type": "object", "patternProperties": {f"^{LANGUAGE.pattern}$": value}, "additionalProperties": False}


def read_language(key: ScalarNode, what: str, report: Report) -> str | None:
    """The language that a key of `{id: ..., en: ...}` names."""
    language = Language().read(key, f"a key of {what}", report)
    if language:
        report.languages.append(key)
    return language

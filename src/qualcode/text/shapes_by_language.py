"""Values of a YAML file that stand by language: `{id: Antrean, en: Queue}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.text.shapes import Definitions, JsonSchema, ListOf, TextShape, YamlReport, wrong
from qualcode.text.yaml import QUOTE_COMMAS, MapNode, ScalarNode, YamlNode, is_blank, is_null

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Language:
    """A language code such as `id` or `en`."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The code, in lower case as written."""
        if isinstance(node, ScalarNode) and LANGUAGE_TAG.fullmatch(node.text):
            return node.text
        wrong(node, what, "a language code such as `id` or `en`", report)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """A code."""
        return {"type": "string", "pattern": f"^{LANGUAGE_TAG.pattern}$"}


@dataclass(frozen=True)
class ByLanguage:
    """A text in one or more languages; a bare text is in the codebook's first language (key "")."""

    text: TextShape = field(default_factory=TextShape)
    """How each text is written."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, str] | None:
        """Language -> text."""
        if not isinstance(node, MapNode):
            text = self.text.read(node, what, report)
            return None if text is None else {"": text}
        texts = {}
        for key, value in node.entries:
            if node.inline and is_blank(value) and not LANGUAGE_TAG.fullmatch(key.text):
                report.error("stray-text", f"a piece of text without a language stands in {what}", key, QUOTE_COMMAS)
                continue
            language = read_language(key, what, report)
            if language and not is_null(value):
                texts[language] = self.text.read(value, f"{what} in `{language}`", report) or ""
        return texts

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A text, or texts by language."""
        text = self.text.schema(definitions)
        kinds = text["type"] if isinstance(text["type"], list) else [text["type"]]
        return {"anyOf": [text, schema_by_language({"type": [*kinds, "null"]})]}


TEXTS_SHAPE = ListOf(TextShape(), single=True)


class TextsByLanguage:
    """A text or a list of texts, or one for each language; without a language (key "") they are for everybody."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, tuple[str, ...]] | None:
        """Language -> texts."""
        if not isinstance(node, MapNode):
            texts = TEXTS_SHAPE.read(node, what, report)
            return None if texts is None else {"": texts}
        read = ((read_language(key, what, report), value) for key, value in node.entries)
        named = {language: value for language, value in read if language and not is_null(value)}
        return {lang: TEXTS_SHAPE.read(value, f"{what} in `{lang}`", report) or () for lang, value in named.items()}

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A text, a list, or these by language."""
        texts = TEXTS_SHAPE.schema(definitions)
        return {"anyOf": [*texts["anyOf"], schema_by_language({"anyOf": [*texts["anyOf"], {"type": "null"}]})]}


@dataclass(frozen=True)
class Pipelines:
    """Names of trained pipelines by language."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, str] | None:
        """Language -> name of the pipeline."""
        if not isinstance(node, MapNode):
            wrong(node, what, "languages with names of pipelines", report, "write `{en: en_core_web_sm}`")
            return None
        read = ((key.text, read_language(key, what, report), value) for key, value in node.entries)
        names = ((language, TextShape().read(value, f"{what} in `{key}`", report)) for key, language, value in read)
        return {language: name for language, name in names if language and name}

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A mapping from language codes to names."""
        return schema_by_language(TextShape().schema(definitions))


def schema_by_language(value: JsonSchema) -> JsonSchema:
    """The schema of a mapping from language codes to such values."""
    return {"type": "object", "patternProperties": {f"^{LANGUAGE_TAG.pattern}$": value}, "additionalProperties": False}


def read_language(key: ScalarNode, what: str, report: YamlReport) -> str | None:
    """The language that a key of `{id: ..., en: ...}` names."""
    language = Language().read(key, f"a key of {what}", report)
    if language:
        report.languages.append(key)
    return language

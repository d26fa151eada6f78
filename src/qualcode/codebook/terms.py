"""Lists of terms as written in the file: words, phrases, wildcards, expressions, `@lexicon`, by language or not."""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from qualcode.model.codebook import MatchLevel
from qualcode.rules.kind import TermKind
from qualcode.rules.terms import TERM_KINDS
from qualcode.rules.terms.words import EXACT, WordShape
from qualcode.text.records import YamlMapping, YamlRecord, declare_field, declare_group
from qualcode.text.shapes import (
    ANY_SCALAR,
    ChoiceShape,
    Definitions,
    Flag,
    JsonSchema,
    Name,
    Shape,
    YamlReport,
    list_words,
    quote_word,
    whole_number,
    wrong,
)
from qualcode.text.shapes_by_language import Language, read_language, schema_by_language
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, YamlNode, YamlPlace, is_null


def term_kind_fields() -> dict[str, Any]:
    """The field of each kind of term; a term with settings has exactly one of them."""
    return {kind.field: declare_field(kind.shape, kind.says) for kind in TERM_KINDS.values()}


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term before its rule's settings are applied."""

    text: str
    """The term as written."""
    place: YamlPlace
    """Where it stands."""
    level: MatchLevel | None = None
    """How its inflected forms are found; None: as its rule says."""
    language: str = ""
    """Language that it states or is listed under; empty: none."""
    case: bool | None = None
    """True: upper and lower case must be as written; None: as its rule says."""
    kind: str = "words"
    """Kind of term: words, a regular expression, a token pattern ..."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The mention of a lexicon."""

    lexicon: str
    """Name of the lexicon."""
    place: YamlPlace
    """Where it is named."""
    language: str = ""
    """Language of the lexicon's terms that have none of their own."""


Entry = TermDraft | Reference


@dataclass(frozen=True, slots=True)
class TermList:
    """A list of terms as written."""

    entries: tuple[Entry, ...]
    """Terms and references to lexicons."""
    place: YamlPlace
    """Where the list begins."""


@dataclass(frozen=True)
class TermFields(YamlMapping):
    """A term with settings of its own."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """Exactly one of the kinds."""
        return {"oneOf": [{"required": [name]} for name in term_kind_fields()]}

    texts: Mapping[str, str | None] = declare_group(term_kind_fields)
    level: MatchLevel | None = declare_field(ChoiceShape(get_args(MatchLevel)), "How inflected forms are found.")
    case: bool | None = declare_field(Flag(), "True: upper and lower case must be as written.")
    language: str | None = declare_field(Language(), "Whose inflection is used; both languages' when missing.")


@dataclass(frozen=True)
class TermsShape:
    """A list of terms; or one term; or such lists by language: `{id: [...], en: [...]}`."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> TermList | None:
        """The valid entries, each with its language."""
        if isinstance(node, MapNode) and not _is_term(node):
            parts = [(read_language(key, what, report), side) for key, side in node.entries]
        else:
            parts = [("", node)]
        written = [(language or "", item) for language, side in parts for item in _items(side, language or "")]
        if not written:
            report.error("empty-list", f"{what} has no terms", node, "write a term between the brackets")
        entries = [(item, _entry(item, language, what, report)) for language, item in written]
        return TermList(tuple(_unrepeated(entries, report)), node)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A reference to the one definition, since lists of terms occur in many places."""
        if "terms" not in definitions:
            term = YamlRecord(TermFields, "a term").schema(definitions)
            lexicon_or_word = {"description": "A term, or `@lexicon`.", "type": ANY_SCALAR, "minLength": 1}
            one: JsonSchema = {"anyOf": [lexicon_or_word, term]}
            some: JsonSchema = {"anyOf": [*one["anyOf"], {"type": "array", "items": one, "minItems": 1}]}
            side = {"anyOf": [*some["anyOf"], {"type": "null"}]}
            says = "A list of terms, a single one, or such lists by language."
            definitions["terms"] = {"description": says, "anyOf": [*some["anyOf"], schema_by_language(side)]}
        return {"$ref": "#/$defs/terms"}


def _is_term(node: MapNode) -> bool:
    written = {key.text for key, _ in node.entries}
    return any(kind.field in written for kind in TERM_KINDS.values())


def _items(side: YamlNode, language: str) -> tuple[YamlNode, ...]:
    if isinstance(side, ListNode):
        return side.items
    # `en:` with nothing behind it is a side still to be written.
    return () if language and is_null(side) else (side,)


def _entry(node: YamlNode, language: str, what: str, report: YamlReport) -> Entry | None:
    if isinstance(node, ListNode):
        hint = "lists that must occur together belong to `all` or `near`; other lists are written as one"
        report.error("nested-list", f"a list stands inside a list of terms in {what}", node, hint)
        return None
    if isinstance(node, MapNode):
        return _term_with_settings(node, language, report)
    if node.text.startswith("@"):
        return Reference(node.text[1:].strip(), node, language)
    if node.plain and ", " in node.text:
        hint = f"for single words write [{node.text}]; for one phrase leave the comma out"
        report.warning(
            "comma-in-term", f"{quote_word(node.text)} is one phrase: no brackets stand around it", node, hint
        )
    text = WordShape().read(node, what, report)
    return _words(text, node, language, None, None) if text else None


def _words(text: str, place: YamlPlace, language: str, level: MatchLevel | None, case: bool | None) -> TermDraft:
    if text.startswith(EXACT):
        return TermDraft(text.removeprefix(EXACT), place, "exact", language, case)
    return TermDraft(text, place, level, language, case)


def _term_with_settings(node: MapNode, language: str, report: YamlReport) -> TermDraft | None:
    draft = YamlRecord(TermFields, "a term").read(node, "", report)
    kind = _only_kind(draft, node, report) if draft else None
    if draft is None or kind is None or (text := draft.texts[kind.field]) is None:
        return None
    if isinstance(stated := draft.nodes.get("language"), ScalarNode) and draft.language:
        report.languages.append(stated)
    language, place = draft.language or language, draft.nodes[kind.field]
    if kind.name == "words":
        return _words(text, place, language, draft.level, draft.case)
    return TermDraft(text, place, None, language, draft.case, kind.name)


def _only_kind(draft: TermFields, node: MapNode, report: YamlReport) -> TermKind | None:
    """The kind of a term; several kinds, none, and fields that do not fit are reported."""
    kinds = [kind for kind in TERM_KINDS.values() if kind.field in draft.keys]
    if len(kinds) != 1:
        several = (
            f"a term has {list_words([kind.field for kind in kinds], 'and')} at once"
            if kinds
            else f"a term needs {list_words(term_kind_fields())}"
        )
        report.error("several-kinds" if kinds else "no-kind", several, node, "make a term of each" if kinds else "")
        return None
    for field in kinds[0].unfit:
        if field in draft.keys:
            report.error("unfit-field", f"`{field}` has no meaning beside `{kinds[0].field}`", draft.keys[field])
    if draft.level and draft.level != "exact" and (draft.texts.get("term") or "").startswith(EXACT):
        message = f"`=` asks for this form only, `level` for {quote_word(draft.level)}"
        report.error("two-levels", message, draft.keys["level"], "take one of the two away")
    return kinds[0]


def _unrepeated(entries: list[tuple[YamlNode, Entry | None]], report: YamlReport) -> Iterator[Entry]:
    seen: dict[object, int] = {}
    for node, entry in entries:
        if entry is None:
            continue
        same = _identity(entry)
        if same in seen:
            written = f"@{entry.lexicon}" if isinstance(entry, Reference) else entry.text
            message = f"{quote_word(written)} already stands in this list (line {seen[same]})"
            report.warning("repeated-term", message, node, "take one of the two away")
            continue
        seen[same] = node.line
        yield entry


def _identity(entry: Entry) -> object:
    if isinstance(entry, Reference):
        return "@", entry.lexicon, entry.language
    return entry.kind, unicodedata.normalize("NFC", entry.text), entry.level, entry.language, entry.case


HIGHEST_WEIGHT = 99
"""Highest weight of a term; few codebooks need more than 3."""
LEXICON_NAME = Name(r"[^\W\d_][\w-]*", "a word of letters, digits, `_` or `-`")


@dataclass(frozen=True)
class TermLists:
    """Two or more lists of terms that must occur together."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> tuple[TermList, ...] | None:
        """The lists in the order of the file."""
        if not isinstance(node, ListNode):
            wrong(node, what, "a list of lists of terms", report, "write [[one, two], [three, four]]")
            return None
        if len(node.items) < 2:
            hint = "add a second list, or write `any`"
            report.error("too-few-lists", f"{what} needs two lists or more", node, hint)
        lists = (TermsShape().read(item, f"a list of {what}", report) for item in node.items)
        return tuple(terms for terms in lists if terms is not None)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Two lists or more."""
        return {"type": "array", "items": TermsShape().schema(definitions), "minItems": 2}


@dataclass(frozen=True)
class WeightLists:
    """Lists of terms by weight: `{2: [...], 1: [...], -1: [...]}`."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[int, TermList] | None:
        """Weight -> list; negative weights count against the code."""
        if not isinstance(node, MapNode):
            wrong(
                node,
                what,
                "lists of terms by what they are worth",
                report,
                "write {2: [strong], 1: [weak], -1: [against]}",
            )
            return None
        lists = {}
        for key, value in node.entries:
            weight = whole_number(key.text)
            if not weight or abs(weight) > HIGHEST_WEIGHT:
                takes = f"whole numbers from 1 to {HIGHEST_WEIGHT}, or below zero"
                wrong(key, f"a key of {what}", takes, report, "write {2: [...], 1: [...], -1: [...]}")
            elif terms := TermsShape().read(value, f"the list worth {weight} of {what}", report):
                lists[weight] = terms
        if not any(weight > 0 for weight in lists):
            report.error("no-weight", f"{what} has no list that speaks for the code", node, "write {1: [...]}")
        return lists

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Whole numbers with lists of terms."""
        numbers = {"^-?[1-9][0-9]?$": TermsShape().schema(definitions)}
        return {"type": "object", "patternProperties": numbers, "additionalProperties": False, "minProperties": 1}


LIST_SHAPES: Mapping[str, Shape[Any]] = {"one": TermsShape(), "several": TermLists(), "weighted": WeightLists()}
"""How a rule kind arranges its lists -> the shape in which they are written."""


def lists_as_written(written: TermList | tuple[TermList, ...] | Mapping[int, TermList] | None) -> tuple[TermList, ...]:
    """The lists of a rule, whatever their shape."""
    if isinstance(written, TermList):
        return (written,)
    return tuple(written.values()) if isinstance(written, Mapping) else written or ()


@dataclass(frozen=True)
class Lexicons:
    """Word lists by name."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, TermList] | None:
        """Name -> list; a list's place is that of its name."""
        if not isinstance(node, MapNode):
            wrong(node, what, "names with lists of terms", report, "write `name: [...]`")
            return None
        lexicons = {}
        for key, value in node.entries:
            name = LEXICON_NAME.read(key, "the name of a lexicon", report)
            terms = TermsShape().read(value, f"the lexicon {quote_word(key.text)}", report)
            if name and terms:
                lexicons[name] = TermList(terms.entries, key)
        return lexicons

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Names with lists of terms."""
        return {"type": "object", "additionalProperties": TermsShape().schema(definitions)}

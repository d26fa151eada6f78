"""Lists of terms as the file writes them: words, phrases, wildcards, expressions, `@lexicon`, by language or not."""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from qualcode.model.codebook import MatchLevel, TermKind
from qualcode.rules.terms.pattern import TokenPattern
from qualcode.rules.terms.regex import ExpressionShape
from qualcode.text.records import YamlMapping, YamlRecord, declare_field
from qualcode.text.shapes import (
    ANY_SCALAR,
    ChoiceShape,
    Definitions,
    Flag,
    JsonSchema,
    Language,
    Name,
    YamlReport,
    list_words,
    quote_word,
    read_language,
    schema_by_language,
    whole_number,
    wrong,
)
from qualcode.text.yaml import CURLY, STRAIGHT, ListNode, MapNode, ScalarNode, YamlNode, YamlPlace, is_null

EXACT = "="
"""Stands before a term of which only this form is meant."""
TERM_KIND_FIELDS = ("term", "regex", "pattern")
"""Fields of which a term with settings has exactly one."""
UNFIT = {"term": (), "regex": ("level",), "pattern": ("level", "case")}
"""Settings that mean nothing for a kind of term."""


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term before its rule's settings are known."""

    text: str
    """The term as written."""
    place: YamlPlace
    """Where it stands."""
    level: MatchLevel | None = None
    """How its inflected forms are found; None: as its rule says."""
    language: str = ""
    """Language that it states, or stands under; empty: none."""
    case: bool | None = None
    """True: upper and lower case must be as written; None: as its rule says."""
    kind: TermKind = "words"
    """What it is: words, a regular expression, or a token pattern."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The mention of a lexicon."""

    lexicon: str
    """Name of the lexicon."""
    place: YamlPlace
    """Where it is named."""
    language: str = ""
    """Given to the lexicon's terms that have no language of their own."""


Entry = TermDraft | Reference


@dataclass(frozen=True, slots=True)
class TermList:
    """A list of terms as written."""

    entries: tuple[Entry, ...]
    """Terms, and lexicons that are named among them."""
    place: YamlPlace
    """Where the list begins."""


@dataclass(frozen=True)
class WordShape:
    """The text of a term."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The term as written (`no` and `4` too), with single spaces; a `=` before it marks it as exact."""
        if not isinstance(node, ScalarNode):
            wrong(node, what, "a word or phrase", report)
            return None
        text = " ".join(node.text.split())
        if text.startswith(EXACT):
            text = EXACT + text[1:].lstrip()
        problem = _problem(text.removeprefix(EXACT))
        if problem is None:
            return text
        code, message, hint = problem
        report.error(code, message, node, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """Any single value: `no` and `4` are words too."""
        return {"type": ANY_SCALAR}


def _problem(text: str) -> tuple[str, str, str] | None:
    if not text:
        return "empty-term", "a term is empty", "write a word, or take the entry away"
    if any(not word.strip("*") for word in text.split()):
        return "bare-wildcard", "`*` alone would match every word", "put letters beside it: `koordinasi*`"
    if not any(character.isalnum() for character in text):
        return "no-letters", f"the term {quote_word(text)} has no letter or digit", "write a word"
    if (text[0] in CURLY) != (text[-1] in CURLY):
        return "curly-quotes", f"the term {quote_word(text)} is cut off at a comma", STRAIGHT
    if text.startswith("@"):
        return "lexicon-as-term", f"{quote_word(text)} names a lexicon", f'write it as an entry of its own: "{text}"'
    return None


@dataclass(frozen=True)
class TermFields(YamlMapping):
    """A term with settings of its own."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """Exactly one of the kinds."""
        return {"oneOf": [{"required": [name]} for name in TERM_KIND_FIELDS]}

    term: str | None = declare_field(
        WordShape(), "Word, phrase (words separated by spaces) or wildcard (`koordinasi*`); `=word` is exact."
    )
    regex: str | None = declare_field(ExpressionShape(), "Regular expression, looked for in the text of a segment.")
    pattern: str | None = declare_field(TokenPattern(), "Token pattern in the syntax of the Matcher of spaCy.")
    level: MatchLevel | None = declare_field(ChoiceShape(get_args(MatchLevel)), "How inflected forms are found.")
    case: bool | None = declare_field(Flag(), "True: upper and lower case must be as written.")
    language: str | None = declare_field(Language(), "Whose inflection is used; both languages' when missing.")


@dataclass(frozen=True)
class TermsShape:
    """A list of terms; or one term; or such lists by language: `{id: [...], en: [...]}`."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> TermList | None:
        """The entries that fit, each with its language."""
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
        """A reference: lists of terms stand in many places."""
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
    return not {key.text for key, _ in node.entries}.isdisjoint(TERM_KIND_FIELDS)


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
    if draft is None or not _is_one_kind(draft, node, report):
        return None
    if isinstance(stated := draft.nodes.get("language"), ScalarNode) and draft.language:
        report.languages.append(stated)
    language = draft.language or language
    if draft.term is not None:
        return _words(draft.term, draft.nodes["term"], language, draft.level, draft.case)
    if draft.regex is not None:
        return TermDraft(draft.regex, draft.nodes["regex"], None, language, draft.case, "regex")
    return TermDraft(draft.pattern or "", draft.nodes["pattern"], None, language, None, "pattern")


def _is_one_kind(draft: TermFields, node: MapNode, report: YamlReport) -> bool:
    """Tell the report which fields do not go together; false when no term can be made of them."""
    kinds = [kind for kind in TERM_KIND_FIELDS if kind in draft.keys]
    if len(kinds) != 1:
        several = (
            f"a term has {list_words(kinds, 'and')} at once"
            if kinds
            else f"a term needs {list_words(TERM_KIND_FIELDS)}"
        )
        report.error("several-kinds" if kinds else "no-kind", several, node, "make a term of each" if kinds else "")
        return False
    for field in UNFIT[kinds[0]]:
        if field in draft.keys:
            report.error("unfit-field", f"`{field}` has no meaning beside `{kinds[0]}`", draft.keys[field])
    if draft.level and draft.level != "exact" and (draft.term or "").startswith(EXACT):
        message = f"`=` asks for this form only, `level` for {quote_word(draft.level)}"
        report.error("two-levels", message, draft.keys["level"], "take one of the two away")
    return getattr(draft, kinds[0]) is not None


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
"""A term is never worth more; few codebooks need more than 3."""
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
    """Lists of terms by the points that each term is worth: `{2: [...], 1: [...], -1: [...]}`."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[int, TermList] | None:
        """Points -> list; numbers below zero speak against the code."""
        if not isinstance(node, MapNode):
            wrong(node, what, "lists of terms by points", report, "write {2: [strong], 1: [weak], -1: [against]}")
            return None
        lists = {}
        for key, value in node.entries:
            points = whole_number(key.text)
            if not points or abs(points) > HIGHEST_WEIGHT:
                takes = f"whole numbers from 1 to {HIGHEST_WEIGHT}, or below zero"
                wrong(key, f"a key of {what}", takes, report, "write {2: [...], 1: [...], -1: [...]}")
            elif terms := TermsShape().read(value, f"the list worth {points} of {what}", report):
                lists[points] = terms
        if not any(points > 0 for points in lists):
            report.error("no-points", f"{what} has no list that speaks for the code", node, "write {1: [...]}")
        return lists

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Whole numbers with lists of terms."""
        numbers = {"^-?[1-9][0-9]?$": TermsShape().schema(definitions)}
        return {"type": "object", "patternProperties": numbers, "additionalProperties": False, "minProperties": 1}


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

"""Lists of terms as the file writes them: words, phrases, wildcards, `@lexicon`, by language or not."""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from qualcode.codebook.nodes import ListNode, MapNode, Node, Place, ScalarNode, is_null
from qualcode.codebook.records import Draft, Record, given
from qualcode.codebook.report import Report, quoted
from qualcode.codebook.shapes import Choice, Flag, Language, Name, read_language, wrong
from qualcode.model.codebook import MatchLevel

LEXICON_NAME = Name(r"[^\W\d_][\w-]*", "a word of letters, digits, `_` or `-`")


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term before its rule's settings are known."""

    text: str
    place: Place
    level: MatchLevel | None = None
    language: str = ""
    case: bool | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The mention of a lexicon."""

    lexicon: str
    place: Place
    language: str = ""
    """Given to the lexicon's terms that have no language of their own."""


Entry = TermDraft | Reference


@dataclass(frozen=True, slots=True)
class TermList:
    """A list of terms as written."""

    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True)
class Word:
    """The text of a term."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        """The term as written (`no` and `4` too), with single spaces."""
        if not isinstance(node, ScalarNode):
            wrong(node, what, "a word or phrase", report)
            return None
        text = " ".join(node.text.split())
        problem = _problem(text)
        if problem is None:
            return text
        code, message, hint = problem
        report.error(code, message, node, hint)
        return None


def _problem(text: str) -> tuple[str, str, str] | None:
    if not text:
        return "empty-term", "a term is empty", "write a word, or take the entry away"
    if any(not word.strip("*") for word in text.split()):
        return "bare-wildcard", "`*` alone would match every word", "put letters beside it: `koordinasi*`"
    if not any(character.isalnum() for character in text):
        return "no-letters", f"the term {quoted(text)} has no letter or digit", "write a word"
    if text.startswith("@"):
        return "lexicon-as-term", f"{quoted(text)} names a lexicon", f'write it as an entry of its own: "{text}"'
    return None


@dataclass(frozen=True)
class TermFields(Draft):
    """A term with settings of its own."""

    term: str | None = given(
        Word(), "Word, phrase (words separated by spaces) or wildcard (`koordinasi*`).", "term: jaringan"
    )
    level: MatchLevel | None = given(Choice(get_args(MatchLevel)), "How inflected forms are found.")
    case: bool | None = given(Flag(), "True: upper and lower case must be as written.")
    language: str | None = given(Language(), "Whose inflection is used; both languages' when missing.")


@dataclass(frozen=True)
class Terms:
    """A list of terms; or one term; or such lists by language: `{id: [...], en: [...]}`."""

    def read(self, node: Node, what: str, report: Report) -> TermList | None:
        """The entries that fit, each with its language."""
        if isinstance(node, MapNode) and "term" not in {key.text for key, _ in node.entries}:
            parts = [(read_language(key, what, report), side) for key, side in node.entries]
        else:
            parts = [("", node)]
        written = [(language or "", item) for language, side in parts for item in _items(side, language or "")]
        if not written:
            report.error("empty-list", f"{what} has no terms", node, "write a term between the brackets")
        entries = [(item, _entry(item, language, what, report)) for language, item in written]
        return TermList(tuple(_unrepeated(entries, report)), node)


def _items(side: Node, language: str) -> tuple[Node, ...]:
    if isinstance(side, ListNode):
        return side.items
    # `en:` with nothing behind it is a side still to be written.
    return () if language and is_null(side) else (side,)


def _entry(node: Node, language: str, what: str, report: Report) -> Entry | None:
    if isinstance(node, ListNode):
        hint = "lists that must occur together belong to `all` or `near`; other lists are written as one"
        report.error("nested-list", f"a list stands inside a list of terms in {what}", node, hint)
        return None
    if isinstance(node, MapNode):
        return _term_with_settings(node, language, report)
    if node.text.startswith("@"):
        return Reference(node.text[1:].strip(), node, language)
    text = Word().read(node, what, report)
    return TermDraft(text, node, language=language) if text else None


def _term_with_settings(node: MapNode, language: str, report: Report) -> TermDraft | None:
    draft = Record(TermFields, "a term").read(node, "", report)
    if draft is None or draft.term is None:
        return None
    if isinstance(stated := draft.nodes.get("language"), ScalarNode) and draft.language:
        report.languages.append(stated)
    return TermDraft(draft.term, draft.nodes["term"], draft.level, draft.language or language, draft.case)


def _unrepeated(entries: list[tuple[Node, Entry | None]], report: Report) -> Iterator[Entry]:
    seen: dict[object, int] = {}
    for node, entry in entries:
        if entry is None:
            continue
        same = _identity(entry)
        if same in seen:
            written = f"@{entry.lexicon}" if isinstance(entry, Reference) else entry.text
            message = f"{quoted(written)} already stands in this list (line {seen[same]})"
            report.warning("repeated-term", message, node, "take one of the two away")
            continue
        seen[same] = node.line
        yield entry


def _identity(entry: Entry) -> object:
    if isinstance(entry, Reference):
        return "@", entry.lexicon, entry.language
    return unicodedata.normalize("NFC", entry.text), entry.level, entry.language, entry.case


@dataclass(frozen=True)
class TermLists:
    """Two or more lists of terms that must occur together."""

    def read(self, node: Node, what: str, report: Report) -> tuple[TermList, ...] | None:
        """The lists in the order of the file."""
        if not isinstance(node, ListNode):
            wrong(node, what, "a list of lists of terms", report, "write [[one, two], [three, four]]")
            return None
        if len(node.items) < 2:
            hint = "add a second list, or write `any`"
            report.error("too-few-lists", f"{what} needs two lists or more", node, hint)
        lists = (Terms().read(item, f"a list of {what}", report) for item in node.items)
        return tuple(terms for terms in lists if terms is not None)


@dataclass(frozen=True)
class Lexicons:
    """Word lists by name."""

    def read(self, node: Node, what: str, report: Report) -> Mapping[str, TermList] | None:
        """Name -> list; a list's place is that of its name."""
        if not isinstance(node, MapNode):
            wrong(node, what, "names with lists of terms", report, "write `name: [...]`")
            return None
        lexicons = {}
        for key, value in node.entries:
            name = LEXICON_NAME.read(key, "the name of a lexicon", report)
            terms = Terms().read(value, f"the lexicon {quoted(key.text)}", report)
            if name and terms:
                lexicons[name] = TermList(terms.entries, key)
        return lexicons

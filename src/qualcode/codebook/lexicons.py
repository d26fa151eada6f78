"""Expands lexicons to their terms, and gives every term its settings."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.codebook.terms import Entry, Reference, TermDraft, TermList
from qualcode.model.codebook import MatchLevel, Term
from qualcode.rules.terms import TERM_KINDS
from qualcode.text.shapes import YamlReport, quote_word

MAX_NESTING = 50
MAX_TERMS = 10_000_000
"""Most terms in all lists together after expansion: nested lexicons must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Settings of the rule that uses a list, for terms without their own."""

    level: MatchLevel = "light"
    """How inflected forms are found."""
    case: bool = False
    """True: upper and lower case must be as written."""
    language: str = ""
    """Language whose inflections are meant; empty: all."""


@dataclass(frozen=True, slots=True)
class _Expanded:
    terms: tuple[Term, ...] = ()
    keys: frozenset[object] = frozenset()
    """Keys of the terms, by which shared terms are found quickly."""


class Lexicon:
    """All lexicons of a codebook; rules that use a list in the same manner share its expansion."""

    def __init__(self, lists: Mapping[str, TermList], pipelines: Mapping[str, str], report: YamlReport) -> None:
        self.lists = lists
        self.pipelines = pipelines
        self.report = report
        self.used: set[str] = set()
        """Lexicons that a rule reaches."""
        self._expanded: dict[tuple[str, Manner], _Expanded] = {}
        self._open: list[str] = []
        self._room = MAX_TERMS

    def terms(self, written: TermList, manner: Manner) -> tuple[Term, ...]:
        """The distinct terms of a list, its lexicons expanded."""
        return self._merged(written, manner).terms

    def check_uses(self, written: TermList) -> None:
        """Record which lexicons a rule uses, directly or through others."""
        waiting = [entry.lexicon for entry in written.entries if isinstance(entry, Reference)]
        while waiting:
            name = waiting.pop()
            if name in self.lists and name not in self.used:
                self.used.add(name)
                waiting += [entry.lexicon for entry in self.lists[name].entries if isinstance(entry, Reference)]

    def _merged(self, written: TermList, manner: Manner) -> _Expanded:
        parts = [self._part(entry, manner) for entry in written.entries]
        if len(parts) == 1:
            return parts[0]
        if self._room < sum(len(part.terms) for part in parts):
            hint = "use fewer or smaller lexicons in one another"
            self.report.error("too-many-terms", f"lists hold over {MAX_TERMS:,} terms together", written.place, hint)
            return _Expanded()
        terms, keys = _union(parts)
        self._room -= len(terms)
        return _Expanded(terms, keys)

    def _part(self, entry: Entry, manner: Manner) -> _Expanded:
        language = entry.language or manner.language
        if isinstance(entry, Reference):
            return self._lexicon(entry, Manner(manner.level, manner.case, language))
        term = _term(entry, manner, language, self.report.file)
        TERM_KINDS[term.kind].check(term, entry.place, self.pipelines, self.report)
        return _Expanded((term,), frozenset((_key(term),)))

    def _lexicon(self, entry: Reference, manner: Manner) -> _Expanded:
        if not self._is_usable(entry):
            return _Expanded()
        name = entry.lexicon
        if (name, manner) not in self._expanded:
            self._open.append(name)
            self._expanded[name, manner] = self._merged(self.lists[name], manner)
            self._open.pop()
        return self._expanded[name, manner]

    def _is_usable(self, entry: Reference) -> bool:
        name = entry.lexicon
        if name not in self.lists and self.report.incomplete:
            return False  # it may stand in the file that is not there, which was told
        if name not in self.lists:
            hint = self.report.suggest(name, self.lists, "add it under `lexicons`").replace("you mean `", "you mean `@")
            self.report.error("unknown-lexicon", f"there is no lexicon {quote_word(name)}", entry.place, hint)
        elif name in self._open:
            path = " -> ".join(f"@{each}" for each in [*self._open[self._open.index(name) :], name])
            self.report.error("lexicon-cycle", f"a lexicon holds itself: {path}", entry.place, "take this entry away")
        elif len(self._open) >= MAX_NESTING:
            message = f"lexicons stand in lexicons more than {MAX_NESTING} times"
            self.report.error("lexicons-too-deep", message, entry.place, "write the terms themselves")
        else:
            return True
        return False


def _term(draft: TermDraft, manner: Manner, language: str, file: str) -> Term:
    unfit = TERM_KINDS[draft.kind].unfit
    return Term(
        draft.text,
        "exact" if "level" in unfit else draft.level or manner.level,
        language,
        "case" not in unfit and (manner.case if draft.case is None else draft.case),
        draft.place.line,
        draft.place.column,
        draft.kind,
        draft.place.file or file,
    )


def _key(term: Term) -> object:
    text = unicodedata.normalize("NFC", term.text)
    text = text if term.case or not term.is_words else text.lower()
    return term.kind, text, term.level, term.language, term.case


def _union(parts: list[_Expanded]) -> tuple[tuple[Term, ...], frozenset[object]]:
    terms: list[Term] = []
    keys: set[object] = set()
    for part in parts:
        # Lexicons seldom share terms: comparing sets once saves comparing each term.
        apart = keys.isdisjoint(part.keys)
        terms += part.terms if apart else [term for term in part.terms if _key(term) not in keys]
        keys |= part.keys
    return tuple(terms), frozenset(keys)

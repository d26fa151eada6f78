"""Where terms match: single words, phrases, wildcards, regular expressions, token patterns."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from oracle.turns import Turn, Word
from qualcode.model.codebook import Term
from qualcode.text import tokens
from qualcode.text.tokens import fold

Span = tuple[int, int]
"""First word of a turn, and the word after the last."""


@dataclass(frozen=True)
class Wanted:
    """What one word of a text must be."""

    key: str
    written: str
    level: str
    language: str


def matches(term: Term, turn: Turn) -> set[Span]:
    """All places where a term matches: its words follow each other within one segment, whatever stands between."""
    if term.kind != "words":
        return {span for segment in range(len(turn.segments)) for span in _touched(term, turn, segment)}
    wanted = _wanted(term)
    if any(one.level == "exact" and one.key not in turn.keys for one in wanted):  # most cues: nothing to look for
        return set()
    starts = range(len(turn.words) - len(wanted) + 1) if wanted else ()
    spans = ((start, start + len(wanted)) for start in starts)
    return {span for span in spans if _fits(wanted, turn.words[slice(*span)], term.case)}


def identity(term: Term) -> object:
    """What two terms share that are one: the same words, found the same way."""
    if term.kind != "words":
        return term.kind, term.text, term.case, term.language
    words = _wanted(term)
    names = tuple(one.level != "exact" and _is_name(one) for one in words)
    return tuple((one.key, one.level, one.language) for one in words), names, term.text if term.case else ""


def matches_of_any(terms: Iterable[Term], turn: Turn) -> set[Span]:
    """All places where one of several terms matches."""
    return {span for term in terms for span in matches(term, turn)}


def _touched(term: Term, turn: Turn, segment: int) -> set[Span]:
    """The words of a segment that share a character with what an expression or pattern matches."""
    text, begin = turn.said(segment)
    found = set()
    for start, end in (_expression if term.kind == "regex" else _pattern)(term, text):
        touched = [
            at
            for at, word in enumerate(turn.words)
            if word.segment == segment and max(word.start, begin + start) < min(word.end, begin + end)
        ]
        if touched:
            found.add((touched[0], touched[-1] + 1))
    return found


def _expression(term: Term, text: str) -> list[Span]:
    import regex

    return [match.span() for match in regex.finditer(term.text, text, 0 if term.case else regex.IGNORECASE)]


def _pattern(term: Term, text: str) -> list[Span]:
    import spacy
    from spacy.matcher import Matcher

    language = spacy.blank(term.language or "xx")
    matcher = Matcher(language.vocab)
    matcher.add("term", [json.loads(term.text)])
    spans = matcher(language(text), as_spans=True)
    return [(span.start_char, span.end_char) for span in spans]


@cache
def _wanted(term: Term) -> tuple[Wanted, ...]:
    """The words of a term: a piece with `*` is one word, any other is split as texts are."""
    found: list[Wanted] = []
    for piece in term.text.split():
        if "*" in piece:
            found.append(Wanted(fold(piece), piece, "wildcard", term.language))
        else:
            written = [piece[start:end] for start, end in tokens.token_spans(piece)]
            found += [Wanted(fold(word), word, term.level, term.language) for word in written]
    return tuple(found)


def _fits(wanted: tuple[Wanted, ...], words: tuple[Word, ...], case: bool) -> bool:
    """Whether these words of one segment are the wanted ones."""
    return (
        len({word.segment for word in words}) == 1
        and all(_catches(one, word.key) for one, word in zip(wanted, words, strict=True))
        and (not case or all(_written_so(a.written, b.written) for a, b in zip(wanted, words, strict=True)))
    )


def _catches(wanted: Wanted, key: str) -> bool:
    """Whether a word with this key is the wanted one, by itself, by pattern or by family."""
    if wanted.level == "wildcard":
        return re.fullmatch(".*".join(map(re.escape, wanted.key.split("*"))), key, re.DOTALL) is not None
    if wanted.level != "exact" and _is_name(wanted):
        return wanted.key in (key, _without_clitic(key))
    return wanted.key == key or (wanted.level != "exact" and _related(wanted, key))


@cache
def _is_name(wanted: Wanted) -> bool:
    """Whether the word is a name: a capital, no dictionary, and a base that is another word."""
    from qualcode.text import languages

    return wanted.written[:1].isupper() and languages.name_keys([wanted.key]) == [languages.NAME]


def _without_clitic(key: str) -> str:
    """A word without the one clitic at its end, and without the hyphen before that."""
    return re.sub(r"(?<=.)(-?(nya|ku|mu|lah|kah|pun|tah)|'s)$", "", key)


@cache
def _related(wanted: Wanted, key: str) -> bool:
    """Whether two words share a light key, or a root key."""
    from qualcode.text import languages

    analyse = languages.light_keys if wanted.level == "light" else languages.root_keys
    return not set(languages.term_keys(wanted.key, wanted.level, wanted.language)).isdisjoint(analyse([key])[0])


def _written_so(term: str, word: str) -> bool:
    """Whether a word begins with the capitals and small letters that the term states."""
    wanted = _capitals(term)
    return _capitals(word)[: len(wanted)] == wanted


def _capitals(written: str) -> list[bool]:
    """Which letters are capitals; composed first, since an accent is no letter of its own."""
    return [letter.isupper() for letter in unicodedata.normalize("NFC", written) if letter.isalpha()]

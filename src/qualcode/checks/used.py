"""The terms of a codebook with the rules that use them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.model import Code, Codebook, Rule, Term


@dataclass(frozen=True)
class Used:
    """One list of terms in a rule."""

    code: Code
    """Code that the rule suggests."""
    rule: Rule
    """Rule."""
    terms: tuple[Term, ...]
    """The list, lexicons put in."""
    cancels: bool = False
    """True for `unless`."""

    @property
    def alone(self) -> bool:
        """Whether each of its terms is a hit by itself."""
        return self.rule.kind == "any" and not self.cancels and self.rule.context == "turn"

    @property
    def words(self) -> Iterator[Term]:
        """Its words, phrases and wildcards."""
        return (term for term in self.terms if term.kind == "words")


def used_lists(codebook: Codebook) -> Iterator[Used]:
    """Every list of terms in every rule, in the order of the file."""
    for code in codebook.codes:
        for rule in code.rules:
            yield from (Used(code, rule, terms) for terms in rule.lists)
            if rule.unless:
                yield Used(code, rule, rule.unless, cancels=True)


def written_terms(codebook: Codebook) -> Iterator[Term]:
    """Every term of any kind, once for each place in the file: those of a lexicon stand in many rules."""
    lists: set[int] = set()
    places: set[object] = set()
    for used in used_lists(codebook):
        if id(used.terms) in lists:  # a list of ten thousand terms shared by a thousand rules is looked at once
            continue
        lists.add(id(used.terms))
        yield from _new(used.terms, places)


def _new(terms: Sequence[Term], places: set[object]) -> Iterator[Term]:
    for term in terms:
        place = (term.file, term.line, term.column, term.text, term.level)
        if place not in places:
            places.add(place)
            yield term


def at(term: Term, file: str) -> tuple[str, int, int]:
    """File, line and column of a term in a codebook: an included file may hold it."""
    return term.file or file, term.line, term.column


def at_code(code: Code, file: str) -> tuple[str, int, int]:
    """File, line and column of a code in a codebook."""
    return code.file or file, code.line, code.column


def ancestors(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Each code -> the codes above it."""
    parent = {code.code: code.parent for code in codebook.codes}
    return {name: frozenset(_above(name, parent)) for name in parent}


def _above(name: str, parent: dict[str, str]) -> Iterator[str]:
    seen = {name}
    while (name := parent.get(name, "")) and name not in seen:
        seen.add(name)
        yield name

"""QC117: a code whose rules have words of one language only."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.languages import current
from qualcode.model.codebook import Code, Codebook, Term
from qualcode.rules.lookup import words_of_term
from qualcode.text.languages import class_name, type_classes


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Codes in use that one of the codebook's languages cannot find; names belong to all languages."""
    declared = [language for language in codebook.languages if language in current().codes]
    known: dict[int, set[str]] = {}
    for code in codebook.codes if len(declared) > 1 else ():
        sides = _sides(code, known) if code.rules and not code.retired else set()
        for language in declared if sides and "" not in sides else ():
            if language not in sides:
                message = f"the rules of `{code.code}` have no words in `{language}`"
                hint = f"add an `{language}: [...]` side, or the code looks rarer in that language than it is"
                yield Remark(message, *at_code(code, book.file), hint)


def _sides(code: Code, known: dict[int, set[str]]) -> set[str]:
    """Languages of the terms of a code; the empty one for terms of no language or both."""
    lists = [terms for rule in code.rules for terms in rule.lists]
    for terms in lists:
        if id(terms) not in known:  # the list of a lexicon is one and the same in all rules that use it
            known[id(terms)] = _of_list([term for term in terms if term.is_words])
    return set().union(*(known[id(terms)] for terms in lists))


def _of_list(terms: list[Term]) -> set[str]:
    stated = {term.language for term in terms if term.language}
    return stated | _told(tuple(term for term in terms if not term.language))


def _told(terms: tuple[Term, ...]) -> set[str]:
    """Languages of terms that do not state one, by their words."""
    sides: set[str] = set()
    phrases = [[word.key for word in words_of_term(term)] for term in terms]
    classes = iter(type_classes([key for phrase in phrases for key in phrase]).tolist())
    for phrase in phrases:
        told = {class_name(next(classes)) for _ in phrase} - {"", "both"}
        sides |= told if len(told) == 1 else {""}
    return sides


CHECK = Check(
    code="QC117",
    name="missing-language-side",
    level="warning",
    reason="A code with words of one language is not found in the other, and comparisons of groups mislead",
    bad="languages: [id, en]\ncodes:\n  - {code: staff, terms: [perawat, bidan]}",
    good="languages: [id, en]\ncodes:\n  - {code: staff, terms: {id: [perawat, bidan], en: [nurse, midwife]}}",
    find=each_codebook(find),
)

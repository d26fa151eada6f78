"""QC117, QC126: a code whose rules cover one language only, and an example in a third language."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.languages import current
from qualcode.model.codebook import Code, Codebook, Term
from qualcode.rules.lookup import words_of_term
from qualcode.text import tokens
from qualcode.text.languages import class_name, third_language, type_classes


def codes_without_words(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
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


MISSING_LANGUAGE_SIDE = Check(
    code="QC117",
    name="missing-language-side",
    level="warning",
    reason="A code with words of one language is not found in the other, and comparisons of groups mislead",
    bad="languages: [id, en]\ncodes:\n  - {code: staff, terms: [perawat, bidan]}",
    good="languages: [id, en]\ncodes:\n  - {code: staff, terms: {id: [perawat, bidan], en: [nurse, midwife]}}",
    find=each_codebook(codes_without_words),
)


def foreign_examples(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Examples of codes in use whose words are those of a third language."""
    for code in codebook.codes:
        for example in () if code.retired else code.examples:
            if language := third_language(tokens.keys(example.text)):
                message = f"this example of `{code.code}` is rather in {language}"
                hint = "rules know the forms of Indonesian and English words only; others are found as they are written"
                yield Remark(message, code.file or book.file, example.line, example.column, hint)


THIRD_LANGUAGE = Check(
    code="QC126",
    name="third-language",
    level="warning",
    reason="Inflections and negation are known in Indonesian and English; in other languages codes are missed",
    bad="examples:\n  - {text: La route est en mauvais état., expect: true}",
    good="examples:\n  - {text: The road is in bad shape., expect: true}",
    find=each_codebook(foreign_examples),
)

CHECKS = (MISSING_LANGUAGE_SIDE, THIRD_LANGUAGE)

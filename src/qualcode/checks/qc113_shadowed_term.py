"""QC113: a term that adds nothing, because a shorter one of the same code finds all of it already."""

from collections.abc import Iterator, Mapping

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, Used, at, used_lists
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.lookup import TermWord, words_of_term

LONGEST_PHRASE_CHECKED = 12
"""Longer phrases are not taken apart."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Phrases that hold a term which is a hit of the same code by itself."""
    lists: dict[str, list[Used]] = {}
    for used in used_lists(codebook):
        if used.alone:
            lists.setdefault(used.code.code, []).append(used)
    for own in lists.values():
        yield from _shadowed(own[0].code, own, book.file)


def _shadowed(code: Code, lists: list[Used], file: str) -> Iterator[Remark]:
    """Terms of one code that another one finds; only rules that nothing cancels can make others needless."""
    free: dict[object, tuple[Term, str]] = {
        (_manner(used.rule), _plain(words_of_term(term))): (term, used.rule.rule)
        for used in reversed(lists)
        if not used.rule.unless
        for term in used.words
        if not term.case
    }
    seen: set[tuple[str, int, int]] = set()
    for used in lists:
        for term in used.words:
            found = _shorter(term, _manner(used.rule), free)
            if found and at(term, file) not in seen:
                seen.add(at(term, file))
                other, rule = found
                where = f"rule `{rule}`" if rule != used.rule.rule else "the same rule"
                message = f"`{term.text}` adds nothing: `{other.text}` in {where} finds it for `{code.code}`"
                yield Remark(message, *at(term, file), "take one of the two away")


_Plain = tuple[tuple[str, str, str], ...]


def _manner(rule: Rule) -> object:
    """What two rules must share for one to make a term of the other redundant."""
    return rule.negation, rule.hypothetical, rule.question, rule.languages, rule.roles


def _plain(phrase: tuple[TermWord, ...]) -> _Plain:
    return tuple((word.key, word.level, word.language) for word in phrase)


def _shorter(term: Term, manner: object, free: Mapping[object, tuple[Term, str]]) -> tuple[Term, str] | None:
    """A term that is found wherever this one is: part of it, in the same level and language."""
    phrase = _plain(words_of_term(term))
    if len(phrase) > LONGEST_PHRASE_CHECKED:
        return None
    for size in range(1, len(phrase)):
        for begin in range(len(phrase) - size + 1):
            if found := free.get((manner, phrase[begin : begin + size])):
                return found
    same = free.get((manner, phrase))
    elsewhere = same and at(same[0], "") != at(term, "")
    return same if elsewhere else None


CHECK = Check(
    code="QC113",
    name="shadowed-term",
    level="note",
    reason="A term that another one covers can be changed or taken away without any effect, which misleads the editor",
    bad="terms: [jaringan, jaringan lambat]",
    good="terms: [jaringan]",
    find=each_codebook(find),
)

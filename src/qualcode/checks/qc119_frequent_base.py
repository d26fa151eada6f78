"""QC119, QC127: a term whose base is another word: a very frequent one, or one that only looks like its base."""

from collections.abc import Iterator, Sequence

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at, bases, used_lists, written_terms
from qualcode.languages import current
from qualcode.languages.id import indonesian
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser, TermWord, words_of_term

FREQUENT = 5e-4
"""Share of running words above which a word is met on every page."""
TIMES_MORE_FREQUENT = 10
"""How much more frequent the base is than the form that the term states."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Terms of one word that are hits by themselves and whose base is far more common than they are."""
    seen: set[tuple[str, int, int]] = set()
    for used in used_lists(codebook):
        for term in used.words if used.alone else ():
            base = _frequent_base(term, context.analyser)
            if base and at(term, book.file) not in seen:
                seen.add(at(term, book.file))
                message = f"`{term.text}` at level {term.level} also finds `{base}`, a very frequent word"
                hint = f"write `{{term: {term.text}, level: exact}}` if only this form is meant"
                yield Remark(message, *at(term, book.file), hint)


def _frequent_base(term: Term, analyser: Analyser) -> str:
    """The frequent word to which a term comes down; empty where there is none."""
    phrase = words_of_term(term)
    if len(phrase) != 1 or phrase[0].level == "exact" or analyser.is_name(phrase[0]):
        return ""
    word = phrase[0]
    if word.key in current().colloquial:
        return ""  # that *gak* finds *tidak* is what its author wants
    for key in analyser.keys(word.level, [word.key])[0]:
        language, _, base = key.partition(":")
        if base == word.key or (word.language and language != word.language):
            continue
        usual = current().pack(language).frequencies()
        if usual.get(base, 0.0) >= FREQUENT and usual[base] > TIMES_MORE_FREQUENT * usual.get(word.key, 0.0):
            return base
    return ""


def find_names(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Words of terms that are probably names and are nevertheless taken for forms of another word."""
    seen: set[TermWord] = set()
    for term in written_terms(codebook):
        for word in words_of_term(term):
            if word in seen or word.level == "exact" or context.analyser.is_name(word):
                continue
            seen.add(word)
            others = sorted(bases(word, context.analyser) - {word.key})
            if others and (word.capital or _is_loan_by_chance(word.key, others, context.analyser)):
                named = " and ".join(f"`{other}`" for other in others)
                message = f"`{word.key}` is taken for an affixed word and also finds {named}"
                hint = f"where it is a name, write `={word.key}`" + _or_capital(word)
                yield Remark(message, *at(term, book.file), hint)


def _is_loan_by_chance(key: str, others: Sequence[str], analyser: Analyser) -> bool:
    """Whether no dictionary has a word, and what it comes down to is no Indonesian root either: *dicoding*."""
    unknown = analyser.is_name(TermWord(key, "light", "", capital=True))
    return unknown and indonesian().words.roots.isdisjoint(others)


def _or_capital(word: TermWord) -> str:
    return "" if word.capital else f", or `{word.key.capitalize()}`, which is found with clitics too"


NAME_WITH_BASE = Check(
    code="QC127",
    name="base-of-a-name",
    level="note",
    reason="A name that begins or ends like an affix loses letters, and its term finds another word",
    bad="terms: [dicoding]      # a firm; at level light it finds coding",
    good="terms: [Dicoding]",
    find=each_codebook(find_names),
)
CHECK = Check(
    code="QC119",
    name="frequent-base",
    level="warning",
    reason="A term that comes down to a common word finds that word on every page",
    bad="terms: [menempati]      # occupy; at level light it finds tempat, place",
    good="terms: [{term: menempati, level: exact}, penempatan]",
    find=each_codebook(find),
)

"""QC119: a light term whose base is a very frequent word."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at, used_lists
from qualcode.languages import current
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser, words_of_term

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
    if len(phrase) != 1 or phrase[0].level == "exact":
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


CHECK = Check(
    code="QC119",
    name="frequent-base",
    level="warning",
    reason="A term that comes down to a common word finds that word on every page",
    bad="terms: [menempati]      # occupy; at level light it finds tempat, place",
    good="terms: [{term: menempati, level: exact}, penempatan]",
    find=each_codebook(find),
)

"""QC114: one term that is a hit of two codes."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, ancestors, at, bases, learn, used_lists
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser, words_of_term


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Terms that suggest two codes by themselves, unless one code stands above the other."""
    above = ancestors(codebook)
    first: dict[object, dict[str, Term]] = {}
    lists = [used for used in used_lists(codebook) if used.alone and not used.code.retired]
    learn([term for used in lists for term in used.words], context.analyser)
    for used in lists:
        code = used.code.code
        for term in used.words:
            places = [first.setdefault(key, {}) for key in _keys(term, context.analyser)]
            known = {other: found for place in places for other, found in place.items()}
            if code not in known:
                apart = (other for other in known if other not in above[code] and code not in above[other])
                if (other := next(apart, "")) and at(known[other], book.file) != at(term, book.file):
                    yield _remark(book.file, term, code, other, known[other])
            for place in places:
                place.setdefault(code, term)


def _keys(term: Term, analyser: Analyser) -> Iterator[object]:
    """What a term shares with another: its words as written, or what they come down to."""
    yield tuple(word.key for word in words_of_term(term))
    if not term.case:
        yield tuple(bases(word, analyser) for word in words_of_term(term))


def _remark(file: str, term: Term, code: str, other: str, same: Term) -> Remark:
    what = "" if same.text.casefold() == term.text.casefold() else f" (there as `{same.text}`)"
    message = f"`{term.text}` alone suggests both `{other}`{what} and `{code}`"
    return Remark(message, *at(term, file), "add a word that tells them apart, or keep both on purpose")


CHECK = Check(
    code="QC114",
    name="shared-term",
    level="warning",
    reason="Two codes that share a term count the same words twice and look related when they are not",
    bad="- {code: network, terms: [sinyal]}\n- {code: devices, terms: [sinyal]}",
    good="- {code: network, terms: [sinyal]}\n- {code: devices, terms: [pemancar sinyal]}",
    find=each_codebook(find),
)

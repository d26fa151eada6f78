"""QC114: one term that is a hit of two codes."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Book, Context
from qualcode.checks.each import each_codebook
from qualcode.checks.used import ancestors, at, used_lists
from qualcode.model import Codebook, Term
from qualcode.rules.word import words

_Key = tuple[str, ...]


def find(codebook: Codebook, book: Book, context: Context) -> Iterator[Remark]:
    """Terms that suggest two codes by themselves, unless one code stands above the other."""
    above = ancestors(codebook)
    first: dict[_Key, dict[str, Term]] = {}
    for used in used_lists(codebook):
        for term in used.words if used.alone and not used.code.retired else ():
            codes = first.setdefault(_key(term), {})
            if used.code.code in codes:
                continue
            for other in codes:
                if other not in above[used.code.code] and used.code.code not in above[other]:
                    yield _remark(book.file, term, used.code.code, other)
                    break
            codes[used.code.code] = term


def _key(term: Term) -> _Key:
    return tuple(word.key for word in words(term))


def _remark(file: str, term: Term, code: str, other: str) -> Remark:
    message = f"`{term.text}` alone suggests both `{other}` and `{code}`"
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

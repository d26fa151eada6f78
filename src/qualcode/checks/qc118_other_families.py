"""QC118: a term at level root, with the families of words that it joins."""

from collections.abc import Iterator, Sequence

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at, written_terms
from qualcode.languages import current, per_languages
from qualcode.model.codebook import Codebook
from qualcode.rules.lookup import Analyser, TermWord, words_of_term

FAMILIES_SHOWN = 6
"""So many families are named, the most frequent first."""
BEGINNING = 4
"""English words of one stem share so many letters."""
RARE_WORD_SHARE = 1e-6
"""Share of running words below which an English word is not looked at."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Root terms whose stem, in the dictionaries, is that of other families too."""
    done: set[TermWord] = set()
    for term in written_terms(codebook):
        for word in words_of_term(term):
            if word.level != "root" or word in done or context.analyser.is_name(word):
                continue
            done.add(word)
            own, others = _families(word, context.analyser)
            if others:
                yield _remark(word.key, own, others, at(term, book.file))


def _remark(word: str, own: float, others: dict[str, float], place: tuple[str, int, int]) -> Remark:
    """A warning where most of what is found belongs to other families: then they are what is counted."""
    ordered = sorted(others, key=lambda form: (-others[form], form))
    shown = ", ".join(f"`{form}`" for form in ordered[:FAMILIES_SHOWN])
    more = f" and {len(ordered) - FAMILIES_SHOWN} more" if len(ordered) > FAMILIES_SHOWN else ""
    mostly = sum(others.values()) > own
    message = f"`{word}` at level root also finds {shown}{more}" + (", which are more frequent" if mostly else "")
    hint = "list the words that are meant, at level light"
    return Remark(message, *place, hint, level="warning" if mostly else None)


def _families(word: TermWord, analyser: Analyser) -> tuple[float, dict[str, float]]:
    """Frequency of the word's own light family, and of the others with its root, each by its most frequent form."""
    roots, light = set(_keys(word, word.key, "root", analyser)), set(_keys(word, word.key, "light", analyser))
    own, others = 0.0, dict[str, dict[str, float]]()
    for each in _candidates(word, roots):
        if roots.isdisjoint(_keys(word, each, "root", analyser)):
            continue
        keys = _keys(word, each, "light", analyser)
        share = max(pack.frequencies().get(each, 0.0) for pack in current().packs)
        if each == word.key or not light.isdisjoint(keys):
            own += share
        else:
            others.setdefault(keys[0], {})[each] = share
    return own, {max(forms, key=lambda form: forms[form]): sum(forms.values()) for forms in others.values()}


def _keys(word: TermWord, form: str, level: str, analyser: Analyser) -> Sequence[str]:
    return [key for key in analyser.keys(level, [form])[0] if key.startswith(word.language)]


def _candidates(word: TermWord, roots: set[str]) -> list[str]:
    """Dictionary words that could belong to the family: to stem all of them would take a minute."""
    bases = {key.partition(":")[2] for key in roots} | {word.key}
    found = {word.key}
    if word.language in ("", "id"):
        found.update(each for base in bases for each in _holding(base[1:]))
    if word.language in ("", "en"):
        found.update(_beginning(word.key[:BEGINNING]))
    return sorted(found)


@per_languages
def _holding(part: str) -> tuple[str, ...]:
    """Indonesian words that hold this: a root without its first letter, which prefixes may swallow."""
    return tuple(each for each in current().pack("id").frequencies() if part in each) if len(part) > 2 else ()


@per_languages
def _beginning(letters: str) -> tuple[str, ...]:
    return tuple(
        each
        for each, share in current().pack("en").frequencies().items()
        if share >= RARE_WORD_SHARE and each.startswith(letters)
    )


CHECK = Check(
    code="QC118",
    name="other-families",
    level="note",
    reason="Level root joins all words of a stem, also those with a meaning of their own, and their counts become one",
    bad="terms: [{term: adil, level: root}]      # just; finds pengadilan, court",
    good="terms: [adil, keadilan]",
    find=each_codebook(find),
)

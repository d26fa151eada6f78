"""QC118, QC119, QC127: a term that also finds other words: another family, a frequent base, or the base of a name."""

from collections.abc import Iterator, Sequence

from qualcode.checks.check import Check, Remark, each_codebook, first_at_each_place
from qualcode.checks.context import CheckContext, CodebookFile, at, bases, used_lists, words_in_terms
from qualcode.languages import current, per_languages
from qualcode.languages.id import indonesian
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser, TermWord, words_of_term

FAMILIES_SHOWN = 6
"""Families that are named, the most frequent first."""
BEGINNING = 4
"""Initial letters that English words of one stem share."""
RARE_WORD_SHARE = 1e-6
"""Share of running words below which an English word is not looked at."""


def joined_families(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Root terms whose stem, in the dictionaries, other word families have too."""
    for term, word in words_in_terms(codebook):
        if word.level == "root" and not context.analyser.is_name(word):
            own, others = _families(word, context.analyser)
            if others:
                yield _remark(word.key, own, others, at(term, book.file))


def _remark(word: str, own: float, others: dict[str, float], place: tuple[str, int, int]) -> Remark:
    """A warning where other families are more frequent than the term's own: the count is then mostly theirs."""
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
    """Dictionary words that may belong to the family; stemming the whole dictionary would take a minute."""
    bases = {key.partition(":")[2] for key in roots} | {word.key}
    found = {word.key}
    if word.language in ("", "id"):
        found.update(each for base in bases for each in _holding(base[1:]))
    if word.language in ("", "en"):
        found.update(_beginning(word.key[:BEGINNING]))
    return sorted(found)


@per_languages
def _holding(part: str) -> tuple[str, ...]:
    """Indonesian words that contain a root without its first letter, which prefixes may replace."""
    return tuple(each for each in current().pack("id").frequencies() if part in each) if len(part) > 2 else ()


@per_languages
def _beginning(letters: str) -> tuple[str, ...]:
    return tuple(
        each
        for each, share in current().pack("en").frequencies().items()
        if share >= RARE_WORD_SHARE and each.startswith(letters)
    )


OTHER_FAMILIES = Check(
    code="QC118",
    name="other-families",
    level="note",
    reason="Level root joins all words of a stem, also those with a meaning of their own, and their counts become one",
    bad="terms: [{term: adil, level: root}]      # just; finds pengadilan, court",
    good="terms: [adil, keadilan]",
    find=each_codebook(joined_families),
)
FREQUENT = 5e-4
"""Share of running words above which a word is met on every page."""
TIMES_MORE_FREQUENT = 10
"""How much more frequent the base is than the form that the term states."""


def frequent_bases(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Terms of one word that are hits by themselves and whose base is far more frequent than they are."""
    yield from first_at_each_place(
        Remark(
            f"`{term.text}` at level {term.level} also finds `{base}`, a very frequent word",
            *at(term, book.file),
            f"write `{{term: {term.text}, level: exact}}` if only this form is meant",
        )
        for used in used_lists(codebook)
        for term in (used.words if used.alone else ())
        if (base := _frequent_base(term, context.analyser))
    )


def _frequent_base(term: Term, analyser: Analyser) -> str:
    """The frequent word that is the base of a term; empty if there is none."""
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


FREQUENT_BASE = Check(
    code="QC119",
    name="frequent-base",
    level="warning",
    reason="A term that comes down to a common word finds that word on every page",
    bad="terms: [menempati]      # occupy; at level light it finds tempat, place",
    good="terms: [{term: menempati, level: exact}, penempatan]",
    find=each_codebook(frequent_bases),
)


def bases_of_names(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Words of terms that are probably names but are analysed as forms of another word."""
    for term, word in words_in_terms(codebook):
        if word.level == "exact" or context.analyser.is_name(word):
            continue
        others = sorted(bases(word, context.analyser) - {word.key})
        if others and (word.capital or _is_loan_by_chance(word.key, others, context.analyser)):
            named = " and ".join(f"`{other}`" for other in others)
            message = f"`{word.key}` is taken for an affixed word and also finds {named}"
            capital = "" if word.capital else f", or `{word.key.capitalize()}`, which is found with clitics too"
            yield Remark(message, *at(term, book.file), f"where it is a name, write `={word.key}`{capital}")


def _is_loan_by_chance(key: str, others: Sequence[str], analyser: Analyser) -> bool:
    """Whether no dictionary has the word, and its supposed base is no Indonesian root either: *dicoding*."""
    unknown = analyser.is_name(TermWord(key, "light", "", capital=True))
    return unknown and indonesian().words.roots.isdisjoint(others)


NAME_WITH_BASE = Check(
    code="QC127",
    name="base-of-a-name",
    level="note",
    reason="A name that begins or ends like an affix loses letters, and its term finds another word",
    bad="terms: [dicoding]      # a firm; at level light it finds coding",
    good="terms: [Dicoding]",
    find=each_codebook(bases_of_names),
)

CHECKS = (OTHER_FAMILIES, FREQUENT_BASE, NAME_WITH_BASE)

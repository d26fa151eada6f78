"""QC113, QC114, QC115, QC125: terms and rules that find the same words."""

from collections.abc import Iterator, Mapping

from qualcode.checks.check import Check, Remark, each_codebook, first_at_each_place, from_loader
from qualcode.checks.context import CheckContext, CodebookFile, Used, ancestors, at, bases, learn, used_lists
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.lookup import Analyser, TermWord, words_of_term

LONGEST_PHRASE_CHECKED = 12
"""Longer phrases are not taken apart."""


def shadowed_terms(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Phrases that contain a term which is a hit of the same code by itself."""
    lists: dict[str, list[Used]] = {}
    for used in used_lists(codebook):
        if used.alone:
            lists.setdefault(used.code.code, []).append(used)
    for own in lists.values():
        yield from first_at_each_place(_shadowed(own[0].code, own, book.file))


def _shadowed(code: Code, lists: list[Used], file: str) -> Iterator[Remark]:
    """Terms of one code that another one finds; only rules without `unless` can make others redundant."""
    free: dict[object, tuple[Term, str]] = {
        (_settings(used.rule), _plain(words_of_term(term))): (term, used.rule.rule)
        for used in reversed(lists)
        if not used.rule.unless
        for term in used.words
        if not term.case
    }
    for used in lists:
        for term in used.words:
            if found := _shorter(term, _settings(used.rule), free):
                other, rule = found
                where = f"rule `{rule}`" if rule != used.rule.rule else "the same rule"
                message = f"`{term.text}` adds nothing: `{other.text}` in {where} finds it for `{code.code}`"
                yield Remark(message, *at(term, file), "take one of the two away")


def _settings(rule: Rule) -> tuple[object, ...]:
    """What two rules must share for one to make a term of the other redundant."""
    return rule.negation, rule.hypothetical, rule.question, rule.languages, rule.roles


def _plain(phrase: tuple[TermWord, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((word.key, word.level, word.language) for word in phrase)


def _shorter(term: Term, settings: object, free: Mapping[object, tuple[Term, str]]) -> tuple[Term, str] | None:
    """A term that matches wherever this one does: part of it, at the same level and in the same language."""
    phrase = _plain(words_of_term(term))
    if len(phrase) > LONGEST_PHRASE_CHECKED:
        return None
    for size in range(1, len(phrase)):
        for begin in range(len(phrase) - size + 1):
            if found := free.get((settings, phrase[begin : begin + size])):
                return found
    same = free.get((settings, phrase))
    elsewhere = same and at(same[0], "") != at(term, "")
    return same if elsewhere else None


SHADOWED_TERM = Check(
    code="QC113",
    name="shadowed-term",
    level="note",
    reason="A term that another one covers can be changed or taken away without any effect, which misleads the editor",
    bad="terms: [jaringan, jaringan lambat]",
    good="terms: [jaringan]",
    find=each_codebook(shadowed_terms),
)


def ambiguous_terms(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Terms that suggest two codes by themselves, unless one code is an ancestor of the other."""
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
                    yield _shared(book.file, term, code, other, known[other])
            for place in places:
                place.setdefault(code, term)


def _keys(term: Term, analyser: Analyser) -> Iterator[object]:
    """What a term shares with another: its words as written, or their base forms."""
    yield tuple(word.key for word in words_of_term(term))
    if not term.case:
        yield tuple(bases(word, analyser) for word in words_of_term(term))


def _shared(file: str, term: Term, code: str, other: str, same: Term) -> Remark:
    what = "" if same.text.casefold() == term.text.casefold() else f" (there as `{same.text}`)"
    message = f"`{term.text}` alone suggests both `{other}`{what} and `{code}`"
    return Remark(message, *at(term, file), "add a word that tells them apart, or keep both on purpose")


SHARED_TERM = Check(
    code="QC114",
    name="shared-term",
    level="warning",
    reason="Two codes that share a term count the same words twice and look related when they are not",
    bad="- {code: network, terms: [sinyal]}\n- {code: devices, terms: [sinyal]}",
    good="- {code: network, terms: [sinyal]}\n- {code: devices, terms: [pemancar sinyal]}",
    find=each_codebook(ambiguous_terms),
)


def repeated_terms(context: CheckContext) -> Iterator[Remark]:
    """Terms that the loader found twice, and terms of one list whose words have the same base forms."""
    yield from from_loader("repeated-term")(context)
    for book in context.books:
        if book.codebook:
            yield from first_at_each_place(_same_forms(book.codebook, book.file, context.analyser))


def _same_forms(codebook: Codebook, file: str, analyser: Analyser) -> Iterator[Remark]:
    lists = {id(used.terms): used for used in used_lists(codebook)}  # many rules may share a list
    for used in lists.values():
        terms = tuple(used.words)
        learn(terms, analyser)
        first: dict[object, Term] = {}
        for term in terms:
            other = first.setdefault(_forms(term, analyser), term)
            if at(other, "") != at(term, ""):
                message = f"`{term.text}` finds what `{other.text}` finds already"
                hint = "take one of the two away, or write `level: exact` where only one form is meant"
                yield Remark(message, *at(term, file), hint)


def _forms(term: Term, analyser: Analyser) -> object:
    """What distinguishes the words that a term finds from those of another term."""
    own = tuple((word.level, bases(word, analyser)) for word in words_of_term(term))
    return own, term.language, term.text if term.case else ""


REPEATED_TERM = Check(
    code="QC115",
    name="repeated-term",
    level="note",
    reason="Inflected forms are found anyway; a list without them is shorter and says what it means",
    bad="terms: [jaringan, jaringannya]",
    good="terms: [jaringan]",
    find=repeated_terms,
    loader=("repeated-term",),
)


def repeated_rules(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Rules of one code that differ in name only."""
    lists = _ListNumbers()
    for code in codebook.codes:
        first: dict[object, Rule] = {}
        for rule in code.rules:
            other = first.setdefault(_content(rule, lists), rule)
            if other is not rule:
                message = f"the rule `{rule.rule}` says what `{other.rule}` says in line {other.line}"
                yield Remark(message, code.file or book.file, rule.line, rule.column, "take one of the two away")


class _ListNumbers:
    """Numbers lists of terms by their content; a list that many rules share is read once."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._numbers: dict[frozenset[object], int] = {}

    def of(self, terms: tuple[Term, ...]) -> int:
        if id(terms) not in self._seen:
            own = ((term.text, term.level, term.language, term.case, term.kind) for term in terms)
            self._seen[id(terms)] = self._numbers.setdefault(frozenset(own), len(self._numbers))
        return self._seen[id(terms)]


def _content(rule: Rule, numbers: _ListNumbers) -> object:
    """A rule without its name and place."""
    lists = tuple(numbers.of(terms) for terms in (*rule.lists, rule.unless))
    return rule.kind, lists, rule.own, rule.context, _settings(rule)


REPEATED_RULE = Check(
    code="QC125",
    name="repeated-rule",
    level="warning",
    reason="Whoever mends one of them believes that the other is something else",
    bad="rules:\n  - {rule: net, any: [jaringan]}\n  - {rule: signal, any: [jaringan]}",
    good="rules:\n  - {rule: net, any: [jaringan]}\n  - {rule: signal, any: [sinyal]}",
    find=each_codebook(repeated_rules),
)

CHECKS = (SHADOWED_TERM, SHARED_TERM, REPEATED_TERM, REPEATED_RULE)

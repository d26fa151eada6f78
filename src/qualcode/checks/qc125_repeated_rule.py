"""QC125: two rules of one code that say the same."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.model.codebook import Codebook, Rule, Term


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Rules that differ in name only."""
    lists = _Lists()
    for code in codebook.codes:
        first: dict[object, Rule] = {}
        for rule in code.rules:
            other = first.setdefault(_said(rule, lists), rule)
            if other is not rule:
                message = f"the rule `{rule.rule}` says what `{other.rule}` says in line {other.line}"
                yield Remark(message, code.file or book.file, rule.line, rule.column, "take one of the two away")


class _Lists:
    """Numbers lists of terms by what they hold; one that many rules share is looked at once."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._numbers: dict[frozenset[object], int] = {}

    def number(self, terms: tuple[Term, ...]) -> int:
        if id(terms) not in self._seen:
            own = ((term.text, term.level, term.language, term.case, term.kind) for term in terms)
            self._seen[id(terms)] = self._numbers.setdefault(frozenset(own), len(self._numbers))
        return self._seen[id(terms)]


def _said(rule: Rule, numbers: _Lists) -> object:
    """A rule without its name and places."""
    lists = tuple(numbers.number(terms) for terms in (*rule.lists, rule.unless))
    how = rule.context, rule.languages, rule.roles
    return rule.kind, lists, rule.own, how, rule.negation, rule.hypothetical, rule.question


CHECK = Check(
    code="QC125",
    name="repeated-rule",
    level="warning",
    reason="Whoever mends one of them believes that the other is something else",
    bad="rules:\n  - {rule: net, any: [jaringan]}\n  - {rule: signal, any: [jaringan]}",
    good="rules:\n  - {rule: net, any: [jaringan]}\n  - {rule: signal, any: [sinyal]}",
    find=each_codebook(find),
)

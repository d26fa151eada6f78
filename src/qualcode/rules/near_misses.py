"""Almost: rules that found nothing in a segment, and the one thing that stood in the way.

Two questions are asked of the engine. Which lists of the rule have a match in the segment? And does the rule fire once
one of its own settings is taken back to what holds where nothing is said?
"""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.trace import RuleTrace, Span, TracedPassage

_FIXED = frozenset({"line", "column", "points", "least", "support"})
"""Fields of a rule that are its place, or without which it is no rule."""
_WITHIN_THE_TURN = frozenset({"within", "negation", "ordered"})
"""Settings that never find words outside the turn: without a match of each list in it, taking them back is no use."""
_FEW = 4
"""Terms of a missing list that are shown."""


@dataclass(frozen=True)
class NearMiss:
    """A rule that found nothing in a segment, with what it lacked."""

    code: str
    """Code of the rule."""
    rule: str
    """Name of the rule."""
    segment: int
    """Segment of the turn, from 1."""
    matched: tuple[Span, ...]
    """The words that it did match."""
    missing: str
    """`list 2`, `points`, `support`, or the setting that stood in the way: `within`, `negation` ..."""
    said: str
    """The same as a sentence."""


@dataclass(frozen=True)
class CancelledHit:
    """A passage of a rule that an `unless` term cancels."""

    code: str
    """Code of the rule."""
    rule: str
    """Name of the rule."""
    start: int
    """First code point of the passage."""
    end: int
    """Code point after it."""
    matched: tuple[Span, ...]
    """The words that the rule matched."""
    by: tuple[tuple[str, int, int], ...]
    """Terms that cancel, as the codebook writes them, with their places in the text."""


@dataclass(frozen=True)
class Trial:
    """One rule on one turn."""

    code: str
    """Code of the rule."""
    rule: Rule
    """The rule."""
    fired: Sequence[TracedPassage]
    """What it finds by itself."""
    lists: Sequence[Sequence[TracedPassage]]
    """Where the terms of each of its lists stand."""

    @property
    def hopeful(self) -> bool:
        """Whether it can find more once a setting is taken back: not when a list has no match in the whole turn."""
        known = {name for name, _ in _settings(self.rule)} <= _WITHIN_THE_TURN
        needed = any(self.lists) if self.rule.kind == "points" else all(self.lists)
        return needed or not known


def try_rules(probe: RuleTrace, codebook: Codebook) -> list[Trial]:
    """Every rule of a codebook by itself."""
    rules = [(code.code, rule) for code in codebook.codes for rule in code.rules]
    alone = probe.alone(codebook, [rule for _, rule in rules])
    places = iter(probe.places(codebook, [terms for _, rule in rules for terms in rule.lists]))
    return [
        Trial(code, rule, fired, [next(places) for _ in rule.lists])
        for (code, rule), fired in zip(rules, alone, strict=True)
    ]


def find_near_misses(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> list[NearMiss]:
    """Rules that lack one thing, in order of segment and file."""
    missing = [*_with_a_missing_list(codebook, trials), *_with_too_few_points(probe, codebook, trials)]
    found = [*missing, *_held_back(probe, codebook, trials), *_unsupported(probe, codebook, trials)]
    order = {trial.rule.rule: number for number, trial in enumerate(trials)}
    return sorted(found, key=lambda each: (each.segment, order[each.rule], each.missing))


def find_cancelled_hits(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> list[CancelledHit]:
    """Passages that would stand without `unless`, with the terms that cancel them."""
    own = [trial for trial in trials if trial.rule.unless and trial.hopeful]
    freed = probe.alone(codebook, [replace(trial.rule, unless=()) for trial in own])
    return [
        CancelledHit(trial.code, trial.rule.rule, each.start, each.end, each.matched, _by(probe, codebook, trial, each))
        for trial, now in zip(own, freed, strict=True)
        for each in _new(now, trial.fired)
    ]


def _by(probe: RuleTrace, codebook: Codebook, trial: Trial, lost: TracedPassage) -> tuple[tuple[str, int, int], ...]:
    """The `unless` terms that stand in the segments that the passage touches."""
    touched = {n for n, (start, end) in enumerate(probe.segments(), 1) if start < lost.end and end > lost.start}
    terms = trial.rule.unless
    return tuple(
        (term.text, *span)
        for term, places in zip(terms, probe.places(codebook, [[term] for term in terms]), strict=True)
        for place in places
        if place.segment in touched
        for span in place.matched
    )


def _with_a_missing_list(codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Rules of several lists of which all but one have a match in the segment (in the turn, where that is allowed)."""
    for trial in trials:
        if trial.rule.kind not in ("all", "near") or trial.rule.context == "question":  # its words stand elsewhere
            continue
        if trial.rule.within == "turn":
            if _lacks_one(trial.lists):
                first = min(each.segment for found in trial.lists for each in found)
                yield _missing_list(codebook, trial, first, trial.lists)
        else:
            for segment in sorted({each.segment for found in trial.lists for each in found}):
                inside = [[each for each in found if each.segment == segment] for found in trial.lists]
                if _lacks_one(inside):
                    yield _missing_list(codebook, trial, segment, inside)


def _with_too_few_points(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Rules with points that a single point more would let fire."""
    near = [trial for trial in trials if trial.rule.least > 1 and trial.hopeful]
    freed = probe.alone(codebook, [replace(trial.rule, least=trial.rule.least - 1) for trial in near])
    for trial, now in zip(near, freed, strict=True):
        for each in _new(now, trial.fired):
            least = trial.rule.least
            said = f"one point is missing: the words are worth {least - 1} together, and least is {least}"
            yield NearMiss(trial.code, trial.rule.rule, each.segment, each.matched, "points", said)


def _unsupported(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Passages that a rule finds by itself and a rule of its code with `support` does not let stand."""
    pairs = [
        (trial, judge.rule)
        for judge in trials
        for trial in trials
        if judge.rule.support and not trial.rule.support and trial.code == judge.code and trial.fired
    ]
    codes = tuple(Code(str(number), rules=(trial.rule, judge)) for number, (trial, judge) in enumerate(pairs))
    standing = probe.code(replace(codebook, codes=codes)) if pairs else []
    for number, (trial, judge) in enumerate(pairs):
        kept = [each for each in standing if each.code == number and 2 * number in each.rules]
        for each in _new(trial.fired, kept):
            said = f"support: the words around are worth less than {judge.support} in {judge.rule}"
            yield NearMiss(trial.code, trial.rule.rule, each.segment, each.matched, "support", said)


def _lacks_one(lists: Sequence[Sequence[TracedPassage]]) -> bool:
    return sum(not found for found in lists) == 1


def _missing_list(codebook: Codebook, trial: Trial, segment: int, lists: Sequence[Sequence[TracedPassage]]) -> NearMiss:
    number = next(at for at, found in enumerate(lists) if not found)
    said = f"list {number + 1} is missing: {_named(codebook, trial.rule.lists[number])}"
    matched = sorted({span for found in lists for each in found for span in each.matched})
    return NearMiss(trial.code, trial.rule.rule, segment, tuple(matched), f"list {number + 1}", said)


def _named(codebook: Codebook, terms: Sequence[Term]) -> str:
    """A list as a person knows it: by the name of its lexicon, else by its first terms."""
    words = [term.text for term in terms]
    for name, lexicon in codebook.lexicons.items():
        if [term.text for term in lexicon] == words:
            return f"@{name}"
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return f"{', '.join(words[:_FEW])}{more}"


def _held_back(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Rules that find more once one setting is taken back; `unless` has a list of its own."""
    tried = [
        (trial, setting, replace(trial.rule, **{setting: default}))
        for trial in trials
        if trial.hopeful
        for setting, default in _settings(trial.rule)
    ]
    freed = probe.alone(codebook, [rule for *_, rule in tried])
    for (trial, setting, _), now in zip(tried, freed, strict=True):
        for each in _new(now, trial.fired):
            said = _said(trial.rule, setting, each)
            yield NearMiss(trial.code, trial.rule.rule, each.segment, each.matched, setting, said)


def _settings(rule: Rule) -> list[tuple[str, Any]]:
    """Settings in which a rule differs from one that states none, with what holds then."""
    stated = [(each.name, each.default) for each in fields(Rule) if each.default is not MISSING]
    return [
        (name, default)
        for name, default in stated
        if name not in _FIXED and name != "unless" and getattr(rule, name) != default
    ]


def _said(rule: Rule, setting: str, found: TracedPassage) -> str:
    if setting == "within":
        return f"within: {rule.within}, but {found.tokens} words lie from the first to the last"
    value = getattr(rule, setting)
    if value == "drop":
        return f"{setting}: drop, and it is put as {found.assertion}"
    listed = value if isinstance(value, tuple) else (value,)
    return f"{setting}: {', '.join(str(each).lower() for each in listed)}"


def _new(now: Sequence[TracedPassage], before: Sequence[TracedPassage]) -> list[TracedPassage]:
    """Passages that do not lie in one found before."""
    return [each for each in now if not any(old.start <= each.start and each.end <= old.end for old in before)]

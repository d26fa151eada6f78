"""Near misses: rules that found nothing in a segment, and the one thing that prevented it.

The engine is asked two questions. Which lists of the rule have a match in the segment? And does the rule fire once one
of its own settings is set back to its default?
"""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.coding import CodingRow, Span
from qualcode.rules.kind import RuleKind
from qualcode.rules.kinds import RULE_KINDS
from qualcode.rules.trace import RuleTrace

_FIXED = frozenset({"line", "column", "own", "unless"})
"""Fields of a rule that are its place, or are tried in another way."""
_WITHIN_THE_TURN = frozenset({"negation"})
"""Settings that, like those of a rule kind, never find words outside the turn: if the turn lacks the matches that the
kind needs, resetting them is no use."""
_FEW = 4
"""Terms of a missing list that are shown."""


@dataclass(frozen=True)
class NearMiss:
    """A rule that found nothing in a segment, and what it lacked."""

    code: str
    """Code of the rule."""
    rule: str
    """Name of the rule."""
    segment: int
    """Segment of the turn, from 1."""
    matched: tuple[Span, ...]
    """The words that it matched."""
    missing: str
    """`list 2`, or the setting that prevented a hit: `within`, `negation`, `score`, `context_score` ..."""
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
    """Terms that cancel it, as written in the codebook, with their places in the text."""


@dataclass(frozen=True)
class Trial:
    """One rule on one turn."""

    code: str
    """Code of the rule."""
    rule: Rule
    """The rule."""
    fired: Sequence[CodingRow]
    """What it finds by itself."""
    lists: Sequence[Sequence[CodingRow]]
    """Matches of each of its lists."""

    @property
    def kind(self) -> RuleKind[Any]:
        """The kind of the rule."""
        return RULE_KINDS[self.rule.kind]

    @property
    def judges(self) -> bool:
        """Whether it judges hits of the code's other rules."""
        return self.kind.judges(self.rule.own)

    @property
    def hopeful(self) -> bool:
        """Whether it may find more once a setting is reset: not if a list has no match in the whole turn."""
        known = {name for name, _ in _settings(self.rule)} <= _WITHIN_THE_TURN
        needed = all(self.lists) if self.kind.each_list else any(self.lists)
        return needed or not known


def try_rules(probe: RuleTrace, codebook: Codebook) -> list[Trial]:
    """Try every rule of a codebook by itself, except those of retired codes, which find nothing."""
    rules = [(code.code, rule) for code in codebook.codes if not code.retired for rule in code.rules]
    alone = probe.alone(codebook, [rule for _, rule in rules])
    places = iter(probe.places(codebook, [terms for _, rule in rules for terms in rule.lists]))
    return [
        Trial(code, rule, fired, [next(places) for _ in rule.lists])
        for (code, rule), fired in zip(rules, alone, strict=True)
    ]


def find_near_misses(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> list[NearMiss]:
    """Rules that lack one thing, in order of segment and file."""
    missing, held_back = _with_a_missing_list(codebook, trials), _held_back(probe, codebook, trials)
    found = [*missing, *held_back, *_judged_away(probe, codebook, trials)]
    order = {trial.rule.rule: number for number, trial in enumerate(trials)}
    return sorted(found, key=lambda each: (each.segment, order[each.rule], each.missing))


def find_cancelled_hits(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> list[CancelledHit]:
    """Passages that would be found without `unless`, with the terms that cancel them."""
    own = [trial for trial in trials if trial.rule.unless and trial.hopeful]
    freed = probe.alone(codebook, [replace(trial.rule, unless=()) for trial in own])
    return [
        CancelledHit(trial.code, trial.rule.rule, each.start, each.end, each.matched, _by(probe, codebook, trial, each))
        for trial, now in zip(own, freed, strict=True)
        for each in _new(now, trial.fired)
    ]


def _by(probe: RuleTrace, codebook: Codebook, trial: Trial, lost: CodingRow) -> tuple[tuple[str, int, int], ...]:
    """The `unless` terms in the segments that the passage touches."""
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
    """Rules of several lists of which all but one have a match in the segment (or turn, if the rule allows it)."""
    for trial in trials:
        one_list = len(trial.lists) < 2 or not trial.kind.each_list
        if one_list or trial.rule.context == "question":  # its words stand elsewhere
            continue
        if trial.kind.area(trial.rule.own) == "turn":
            if _lacks_one(trial.lists):
                first = min(each.segment for found in trial.lists for each in found)
                yield _missing_list(codebook, trial, first, trial.lists)
        else:
            for segment in sorted({each.segment for found in trial.lists for each in found}):
                inside = [[each for each in found if each.segment == segment] for found in trial.lists]
                if _lacks_one(inside):
                    yield _missing_list(codebook, trial, segment, inside)


def _judged_away(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Passages that a rule finds by itself and another rule of its code rejects."""
    pairs = [
        (trial, judge)
        for judge in trials
        for trial in trials
        if judge.judges and not trial.judges and trial.code == judge.code and trial.fired
    ]
    codes = tuple(Code(str(number), rules=(trial.rule, judge.rule)) for number, (trial, judge) in enumerate(pairs))
    standing = probe.code(replace(codebook, codes=codes)) if pairs else []
    for number, (trial, judge) in enumerate(pairs):
        kept = [each for each in standing if each.code == str(number) and trial.rule.rule in each.rules]
        setting = judge.kind.judging
        for each in _new(trial.fired, kept):
            said = f"{setting}: {judge.kind.verdict(judge.rule.own)} in {judge.rule.rule}"
            yield NearMiss(trial.code, trial.rule.rule, each.segment, each.matched, setting, said)


def _lacks_one(lists: Sequence[Sequence[CodingRow]]) -> bool:
    return sum(not found for found in lists) == 1


def _missing_list(codebook: Codebook, trial: Trial, segment: int, lists: Sequence[Sequence[CodingRow]]) -> NearMiss:
    number = next(at for at, found in enumerate(lists) if not found)
    said = f"list {number + 1} is missing: {_named(codebook, trial.rule.lists[number])}"
    matched = sorted({span for found in lists for each in found for span in each.matched})
    return NearMiss(trial.code, trial.rule.rule, segment, tuple(matched), f"list {number + 1}", said)


def _named(codebook: Codebook, terms: Sequence[Term]) -> str:
    """A list in words: the name of its lexicon, else its first terms."""
    words = [term.text for term in terms]
    for name, lexicon in codebook.lexicons.items():
        if [term.text for term in lexicon] == words:
            return f"@{name}"
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return f"{', '.join(words[:_FEW])}{more}"


def _held_back(probe: RuleTrace, codebook: Codebook, trials: Sequence[Trial]) -> Iterator[NearMiss]:
    """Rules that find more once one setting is reset; for `unless` see `find_cancelled_hits`."""
    tried = [(trial, *relaxed) for trial in trials if trial.hopeful for relaxed in _relaxed(trial)]
    freed = probe.alone(codebook, [rule for _, _, rule, _ in tried])
    for (trial, setting, _, told), now in zip(tried, freed, strict=True):
        for each in _new(now, trial.fired):
            said = told.format(tokens=probe.words_in(each), assertion=each.assertion)
            yield NearMiss(trial.code, trial.rule.rule, each.segment, each.matched, setting, said)


def _relaxed(trial: Trial) -> Iterator[tuple[str, Rule, str]]:
    """Each setting that may prevent a hit: its name, the rule without it, and the near miss in words."""
    rule = trial.rule
    for setting, default in _settings(rule):
        yield setting, replace(rule, **{setting: default}), _told(setting, getattr(rule, setting))
    for setting, own, told in trial.kind.relaxed(rule.own) if rule.own else ():
        yield setting, replace(rule, own=own), told


def _settings(rule: Rule) -> list[tuple[str, Any]]:
    """Settings of any kind that a rule changes, with their defaults."""
    stated = [(each.name, each.default) for each in fields(Rule) if each.default is not MISSING]
    return [(name, default) for name, default in stated if name not in _FIXED and getattr(rule, name) != default]


def _told(setting: str, value: object) -> str:
    if value == "drop":
        return f"{setting}: drop, and it is put as {{assertion}}"
    listed = value if isinstance(value, tuple) else (value,)
    return f"{setting}: {', '.join(str(each).lower() for each in listed)}"


def _new(now: Sequence[CodingRow], before: Sequence[CodingRow]) -> list[CodingRow]:
    """Passages that do not lie within one found before."""
    return [each for each in now if not any(old.start <= each.start and each.end <= old.end for old in before)]

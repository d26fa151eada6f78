"""Explain: what a codebook sees in a turn, word for word."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Codebook, Finding
from qualcode.model.coding import Assertion
from qualcode.model.corpus import Role
from qualcode.rules.almost import Almost, Cancelled, Trial, find_almost, find_cancelled, try_rules
from qualcode.rules.cause import Cause, find_causes
from qualcode.rules.probe import Found, Probe, Span
from qualcode.text.languages import LANGUAGES, type_classes
from qualcode.text.levels import light_keys, root_keys

CLASSES = ("", "id", "en", "both")
"""What `type_classes` says of a word."""


@dataclass(frozen=True)
class Token:
    """One word as rules see it."""

    text: str
    """As written."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    segment: int
    """Segment of the turn, from 1."""
    exact: str
    """What `level: exact` compares."""
    light: tuple[str, ...]
    """What `level: light` compares: Indonesian and English key."""
    root: tuple[str, ...]
    """What `level: root` compares."""
    language: str
    """`id`, `en`, `both`, or empty where the word does not tell."""


@dataclass(frozen=True)
class Segment:
    """One segment of the turn."""

    segment: int
    """Number in the turn, from 1."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    language: str
    """`id`, `en`, `mixed`, `und`."""


@dataclass(frozen=True)
class Fired:
    """A passage that one rule finds."""

    code: str
    """Code of the rule."""
    rule: str
    """Name of the rule."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    segment: int
    """Segment in which it begins, from 1."""
    quote: str
    """The passage."""
    matched: tuple[Span, ...]
    """The matched words."""
    assertion: Assertion
    """How the speaker puts it."""
    causes: tuple[Cause, ...]
    """The cues that make it so."""


@dataclass(frozen=True)
class Coded:
    """A coding as tables have it: what the rules of one code find, overlapping or touching, as one passage."""

    code: str
    """Code."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    segment: int
    """Segment in which it begins, from 1."""
    assertion: Assertion
    """How the speaker puts it; only `affirmed` counts."""
    rules: tuple[str, ...]
    """The rules that made it."""
    matched: tuple[Span, ...]
    """The matched words."""
    prompted: bool
    """Whether the question before brought the matter up."""


@dataclass(frozen=True)
class Explanation:
    """Everything that a codebook sees in a turn."""

    text: str
    """The turn."""
    segments: tuple[Segment, ...]
    """How it is cut."""
    tokens: tuple[Token, ...]
    """Its words outside transcriber marks."""
    codings: tuple[Coded, ...]
    """What comes out."""
    fired: tuple[Fired, ...]
    """What each rule finds by itself."""
    almost: tuple[Almost, ...]
    """Rules that lack one thing."""
    cancelled: tuple[Cancelled, ...]
    """Passages that `unless` cancels."""
    given_up: tuple[Finding, ...] = ()
    """Regular expressions and patterns that could not be searched for, and why."""


def explain(
    text: str,
    codebook: Codebook | None,
    question: str | None = None,
    how: str = "sentence",
    role: Role = "participant",
) -> Explanation:
    """What a codebook sees in a turn; without a codebook, its words only.

    Args:
        text: the turn.
        codebook: whose rules.
        question: the turn of the interviewer before it, where there is one.
        how: how the turn is cut into segments.
        role: who speaks; rules for participants are tried whoever it is.
    """
    probe = Probe(text, question, how, role)
    segments, tokens = _segments(probe), _tokens(probe)
    if codebook is None:
        return Explanation(text, segments, tokens, (), (), (), ())
    trials = try_rules(probe, codebook)
    return Explanation(
        text,
        segments,
        tokens,
        tuple(_coded(codebook, trials, each) for each in probe.code(codebook)),
        tuple(_fired(probe, codebook, trial, each) for trial in trials for each in trial.fired),
        tuple(find_almost(probe, codebook, trials)),
        tuple(find_cancelled(probe, codebook, trials)),
        probe.given_up(),
    )


def _segments(probe: Probe) -> tuple[Segment, ...]:
    spans = zip(probe.segments(), probe.languages(), strict=True)
    return tuple(Segment(n, *span, LANGUAGES[language]) for n, (span, language) in enumerate(spans, 1))


def _tokens(probe: Probe) -> tuple[Token, ...]:
    spans, keys, segments = probe.tokens()
    known = zip(spans, keys, segments, light_keys(keys), root_keys(keys), type_classes(keys).tolist(), strict=True)
    return tuple(
        Token(probe.text[start:end], start, end, segment, key, light, root, CLASSES[language])
        for (start, end), key, segment, light, root, language in known
    )


def _coded(codebook: Codebook, trials: Sequence[Trial], found: Found) -> Coded:
    names = tuple(trials[number].rule.rule for number in found.rules)
    code = codebook.codes[found.code].code
    return Coded(code, found.start, found.end, found.segment, found.assertion, names, found.matched, found.prompted)


def _fired(probe: Probe, codebook: Codebook, trial: Trial, found: Found) -> Fired:
    return Fired(
        code=trial.code,
        rule=trial.rule.rule,
        start=found.start,
        end=found.end,
        segment=found.segment,
        quote=probe.text[found.start : found.end],
        matched=found.matched,
        assertion=found.assertion,
        causes=find_causes(probe, codebook, trial.rule, found),
    )

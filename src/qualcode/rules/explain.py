"""Explain: what a codebook finds in a turn, word for word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from qualcode.languages import current
from qualcode.model.codebook import Codebook, Rule, Term
from qualcode.model.coding import Assertion, CodingRow, Span
from qualcode.model.corpus import Role
from qualcode.model.finding import Finding
from qualcode.rules.lookup import Analyser
from qualcode.rules.near_misses import CancelledHit, NearMiss, Trial, find_cancelled_hits, find_near_misses, try_rules
from qualcode.rules.trace import RuleTrace
from qualcode.text.languages import class_name, segment_language_names

CUE_LISTS = {
    "negated": ("negators", "near_negators/near"),
    "hypothetical": ("hypothetical_markers", "conditions/would", "conditions/inverted"),
    "resolved": (
        "resolved_markers",
        *(f"changes/{each}" for each in ("already", "again", "again at the end", "no longer", "past", "used")),
        *(f"changes/{each}" for each in ("gone", "until", "until recently", "until at last", "former", "given up")),
        *(f"changes/{each}" for each in ("once", "while", "frames", "back then", "mended", "mended by", "undone")),
        *(f"changes/{each}" for each in ("fades", "compared")),
    ),
    "question": tuple(
        f"unmarked_questions/{each}"
        for each in (
            *("first", "at the beginning", "behind the subject", "disbelieving", "whether", "in place"),
            *("contradicting", "particles", "particles at the end"),
        )
    ),
}
"""Assertion status -> the word lists, or sections of them, that are its cues."""
_SOLUTION = ("already", "mended")
"""Sections of `changes` whose words together say that something is solved: *sudah beres*."""
_STRUCK = "\u01c2"
"""A letter that no listed word has; a struck-out word remains a word, so that distances do not change."""


@dataclass(frozen=True)
class AssertionTrigger:
    """A cue that decides an assertion status, with its place in the turn's text."""

    cue: str
    """`negator`, `hypothetical`, `resolved`, `question`, or `answer`: the word that answers the question before."""
    text: str
    """As written."""
    start: int
    """First code point."""
    end: int
    """Code point after it."""


def find_assertion_triggers(
    probe: RuleTrace, codebook: Codebook, rule: Rule, found: CodingRow
) -> tuple[AssertionTrigger, ...]:
    """The cues that decide the assertion status of a passage; none if it is affirmed."""
    if found.assertion == "question" and (mark := _question_mark(probe, found)):
        return mark
    if found.assertion not in CUE_LISTS:
        return ()
    if rule.context == "question" and found.assertion == "negated":  # the passage is the word that answers
        return (AssertionTrigger("answer", probe.text[found.start : found.end], found.start, found.end),)
    places = _cue_places(probe, codebook, found)

    def still(struck: Sequence[Span]) -> bool:
        return _is_put_so(probe, codebook, rule, found, strike(probe.text, struck))

    name = "negator" if found.assertion == "negated" else found.assertion
    deciding = _deciding(places, still) if name != "negator" else _nearest(places, still)
    if not deciding:  # what no list holds: *did you*; or, in the end, a cue that is part of the passage itself
        deciding = _deciding(_words_around(probe, found), still) or [(found.start, found.end)]
    return tuple(AssertionTrigger(name, probe.text[slice(*span)], *span) for span in deciding)


def _deciding(places: Sequence[Span], still: Callable[[Sequence[Span]], bool]) -> list[Span]:
    """The last place that decides alone; else the fewest that decide together."""
    alone = [place for place in places if not still([place])]
    if alone:
        return alone[-1:]
    for count in range(2, len(places) + 1):
        if not still(places[-count:]):
            return list(places[-count:])
    return []


def _nearest(places: Sequence[Span], still: Callable[[Sequence[Span]], bool]) -> list[Span]:
    """The last place that decides alone or, if there is none, once all others are struck out.

    The nearest negator decides, but one farther off may reach the passage too (*tidak takut dan tidak khawatir*).
    """
    enough = [place for place in places if still([other for other in places if other != place])]
    alone = [place for place in places if not still([place])]
    return alone[-1:] or enough[-1:] or _deciding(places, still)


def _cue_places(probe: RuleTrace, codebook: Codebook, found: CodingRow) -> list[Span]:
    """Cues of its status in or just before the passage's segment, in order of text, outside the passage."""
    entries = [entry for name in CUE_LISTS[found.assertion] for entry in current().words(*name.split("/"))]
    if found.assertion == "resolved":
        entries += [" ".join(words) for words in product(*(current().words("changes", each) for each in _SOLUTION))]
    terms = [Term(entry, level="exact") for entry in dict.fromkeys(entries)]
    stands = probe.places(codebook, [terms])[0]
    whole = found.assertion == "resolved"  # *dulu* and *sekarang* may stand in the segments around
    near = (found.segment - 1, found.segment)  # where the one before breaks off, both are one sentence
    inside = [span for each in stands if whole or each.segment in near for span in each.matched]
    own = [span for span in inside if span not in found.matched]
    return sorted(
        one for one in own if not any(other[0] <= one[0] < one[1] <= other[1] and other != one for other in own)
    )


def _words_around(probe: RuleTrace, found: CodingRow) -> list[Span]:
    """The words of the passage's segment and of the one before, outside the passage."""
    spans, _, segments = probe.tokens()
    near = (found.segment - 1, found.segment)
    words = [span for span, segment in zip(spans, segments, strict=True) if segment in near]
    return [(start, end) for start, end in words if not any(low < end and start < high for low, high in found.matched)]


def _is_put_so(probe: RuleTrace, codebook: Codebook, rule: Rule, found: CodingRow, text: str) -> bool:
    """Whether the passage is still found with the same status in a changed text."""
    telling = replace(rule, negation="flag", hypothetical="flag", question="flag")  # dropped, it would tell nothing
    others = [each for each in probe.alone(codebook, [telling], text)[0] if each.start <= found.start < each.end]
    return any(each.assertion == found.assertion for each in others) or not others


def strike(text: str, spans: Sequence[Span]) -> str:
    """The text with its letters in some places struck out."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [_STRUCK if letter.isalnum() else letter for letter in text[start:end]]
    return "".join(letters)


def _question_mark(probe: RuleTrace, found: CodingRow) -> tuple[AssertionTrigger, ...]:
    """The question mark at the end of the segment in which the passage ends."""
    _, end = next(span for span in probe.segments() if span[0] < found.end <= span[1])
    at = probe.text.rfind("?", found.end, end)
    return () if at < 0 else (AssertionTrigger("question", "?", at, at + 1),)


@dataclass(frozen=True)
class Token:
    """One word, as rules see it."""

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
    """What `level: light` compares: the key in each language."""
    root: tuple[str, ...]
    """What `level: root` compares."""
    language: str
    """Code of its language, `both`, or empty if the word belongs to none."""


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
    terms: tuple[str, ...]
    """The rule's terms in the matched words, as written in the codebook."""
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
    """Assertion status."""
    causes: tuple[AssertionTrigger, ...]
    """The cues that decide it."""


@dataclass(frozen=True)
class Explanation:
    """Everything that a codebook finds in a turn."""

    text: str
    """The turn."""
    segments: tuple[Segment, ...]
    """Its segments."""
    tokens: tuple[Token, ...]
    """Its words outside transcriber marks."""
    codings: tuple[CodingRow, ...]
    """The codings of the whole codebook."""
    fired: tuple[Fired, ...]
    """What each rule finds by itself."""
    almost: tuple[NearMiss, ...]
    """Rules that lack one thing."""
    cancelled: tuple[CancelledHit, ...]
    """Passages that `unless` cancels."""
    given_up: tuple[Finding, ...] = ()
    """Regular expressions and patterns whose search was given up, and why."""
    says: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Rule -> language -> what it finds, in a sentence; only for rules that state it."""


def explain_turn(
    text: str,
    codebook: Codebook | None,
    question: str | None = None,
    how: str = "sentence",
    role: Role = "participant",
    analyser: Analyser | None = None,
) -> Explanation:
    """What a codebook finds in a turn; without a codebook, only its words and segments.

    Args:
        text: the turn.
        codebook: whose rules.
        question: the interviewer's turn before it, if there is one.
        how: how the turn is cut into segments.
        role: role of the speaker; rules for participants are tried in any case.
        analyser: the analysis of words, if it is loaded already.
    """
    probe = RuleTrace(text, question, how, role, analyser)
    segments, tokens = _segments(probe), _tokens(probe)
    if codebook is None:
        return Explanation(text, segments, tokens, (), (), (), ())
    trials = try_rules(probe, codebook)
    return Explanation(
        text,
        segments,
        tokens,
        tuple(probe.code(codebook)),
        tuple(each for trial in trials if trial.fired for each in _fired(probe, codebook, trial)),
        tuple(find_near_misses(probe, codebook, trials)),
        tuple(find_cancelled_hits(probe, codebook, trials)),
        probe.given_up(),
        {rule.rule: rule.says for code in codebook.codes for rule in code.rules if rule.says},
    )


def _segments(probe: RuleTrace) -> tuple[Segment, ...]:
    spans = zip(probe.segments(), probe.languages(), strict=True)
    return tuple(Segment(n, *span, segment_language_names()[language]) for n, (span, language) in enumerate(spans, 1))


def _tokens(probe: RuleTrace) -> tuple[Token, ...]:
    spans, keys, segments = probe.tokens()
    levels = (probe.words(level, keys) for level in ("light", "root", "class"))
    known = zip(spans, keys, segments, *levels, strict=True)
    return tuple(
        Token(probe.text[start:end], start, end, segment, key, light, root, class_name(int(language)))
        for (start, end), key, segment, light, root, (language,) in known
    )


def _fired(probe: RuleTrace, codebook: Codebook, trial: Trial) -> Iterator[Fired]:
    """What a rule finds by itself, with those of its terms that occur there."""
    terms = list(dict.fromkeys(term for own in trial.rule.lists for term in probe.standing(own)))
    stands = list(zip(terms, probe.places(codebook, [[term] for term in terms]), strict=True))
    for found in trial.fired:
        yield Fired(
            code=trial.code,
            rule=trial.rule.rule,
            terms=tuple(term.text for term, places in stands if _stands_in(found, places)),
            start=found.start,
            end=found.end,
            segment=found.segment,
            quote=probe.text[found.start : found.end],
            matched=found.matched,
            assertion=found.assertion,
            causes=find_assertion_triggers(probe, codebook, trial.rule, found),
        )


def _stands_in(found: CodingRow, places: Sequence[CodingRow]) -> bool:
    """Whether a term occurs in the matched words of a passage."""
    stands = [span for each in places for span in each.matched]
    return any(low <= start and end <= high for start, end in stands for low, high in found.matched)

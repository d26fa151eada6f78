"""Cause: the word that makes a passage negated, resolved, hypothetical or a question.

Found by counterfactual: a cue is the cause when the rule's passage is put in another way once the cue is struck out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.model import Codebook, Rule, Term
from qualcode.rules.probe import Found, Probe, Span
from qualcode.text import wordlists

CUE_LISTS = {"negated": "negators", "hypothetical": "hypothetical_markers", "resolved": "resolved_markers"}
"""Assertion -> the word list whose words make it."""
_STRUCK = "\u01c2"
"""A letter that no word of ours has; a struck-out word stays a word, so that distances stay what they are."""


@dataclass(frozen=True)
class Cause:
    """A cue and its place in the turn's text."""

    cue: str
    """`negator`, `hypothetical`, `resolved`, `question`, or `answer`: the word that answers the question before."""
    text: str
    """As written."""
    start: int
    """First code point."""
    end: int
    """Code point after it."""


def find_causes(probe: Probe, codebook: Codebook, rule: Rule, found: Found) -> tuple[Cause, ...]:
    """The cues that decide how a passage of a rule is put; none when it is affirmed."""
    if found.assertion == "question":
        return _question_mark(probe, found)
    if found.assertion not in CUE_LISTS:
        return ()
    if rule.context == "question" and found.assertion == "negated":  # the passage is the word that answers
        return (Cause("answer", probe.text[found.start : found.end], found.start, found.end),)
    places = _cue_places(probe, codebook, found)

    def still(struck: Sequence[Span]) -> bool:
        return _is_put_so(probe, codebook, rule, found, strike(probe.text, struck))

    name = "negator" if found.assertion == "negated" else found.assertion
    deciding = _deciding(places, still) if name != "negator" else _nearest(places, still)
    return tuple(Cause(name, probe.text[slice(*span)], *span) for span in deciding)


def _deciding(places: Sequence[Span], still: Callable[[Sequence[Span]], bool]) -> list[Span]:
    """Places that decide alone, the last one of them; else the fewest that decide together."""
    alone = [place for place in places if not still([place])]
    if alone:
        return alone[-1:]
    for count in range(2, len(places) + 1):
        if not still(places[-count:]):
            return list(places[-count:])
    return []


def _nearest(places: Sequence[Span], still: Callable[[Sequence[Span]], bool]) -> list[Span]:
    """The last place that decides alone or, where no place does, once all others are struck out.

    The nearest negator decides; one farther off may reach the passage too (*tidak takut dan tidak khawatir*).
    """
    enough = [place for place in places if still([other for other in places if other != place])]
    alone = [place for place in places if not still([place])]
    return alone[-1:] or enough[-1:] or _deciding(places, still)


def _cue_places(probe: Probe, codebook: Codebook, found: Found) -> list[Span]:
    """Cues of the kind in the segments of the passage, in order of text, that do not belong to it."""
    terms = [Term(entry, level="exact") for entry in wordlists.load(CUE_LISTS[found.assertion])]
    stands = probe.places(codebook, [terms])[0]
    inside = [span for each in stands if each.segment == found.segment for span in each.matched]
    return sorted(span for span in inside if span not in found.matched)


def _is_put_so(probe: Probe, codebook: Codebook, rule: Rule, found: Found, text: str) -> bool:
    """Whether the passage is still found and put the same way in a changed text."""
    others = [each for each in probe.alone(codebook, [rule], text)[0] if each.start <= found.start < each.end]
    return any(each.assertion == found.assertion for each in others) or not others


def strike(text: str, spans: Sequence[Span]) -> str:
    """The text with the letters in some places struck out."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [_STRUCK if letter.isalnum() else letter for letter in text[start:end]]
    return "".join(letters)


def _question_mark(probe: Probe, found: Found) -> tuple[Cause, ...]:
    """The mark that ends the segment in which the passage ends."""
    _, end = next(span for span in probe.segments() if span[0] < found.end <= span[1])
    at = probe.text.rfind("?", found.end, end)
    return () if at < 0 else (Cause("question", "?", at, at + 1),)

"""Suggest: draft codes for the topics that the codebook leaves uncoded, as a codebook of their own."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Codings, Frame
from qualcode.tables.places import reference
from qualcode.tables.rounding import percent
from qualcode.text.languages import LANGUAGES
from qualcode.topics.coverage import has_codebook, uncoded
from qualcode.topics.fitted import Fitted
from qualcode.topics.representative import representative

TERMS = 8
"""Most terms of a draft rule."""
SEGMENTS = 5
"""Segments named for each draft."""


@dataclass(frozen=True)
class Draft:
    """One draft code."""

    code: str
    """Its name: the topic's number and first term."""
    topic: int
    """Number of the topic."""
    label: str
    """Label of the topic."""
    terms: tuple[tuple[str, int, int, bool], ...]
    """Term, units of the topic in which it stands, respondents who say it there, and whether it is of the core, whose
    terms come first."""
    segments: int
    """Units of the topic."""
    respondents: int
    """Respondents of the topic."""
    uncoded: int | None
    """Units of the topic without a coding; None: nothing is coded."""
    stability: float
    """Stability of the topic."""
    stable: bool
    """Whether that is enough to call it stable."""
    language: str
    """`id` or `en`: what most of its units are spoken in."""
    places: tuple[str, ...]
    """Uncoded units to read first, as `transcript:turn:segment`."""


def drafts(frame: Frame, codings: Codings, fitted: Fitted, top: int) -> list[Draft]:
    """A draft for each reported topic, those with most uncoded units first; by size where nothing is coded."""
    known = has_codebook(codings)
    left = (uncoded(frame, codings, fitted) if known else fitted.segments).tolist()
    ranked = sorted(np.flatnonzero(fitted.reported).tolist(), key=lambda one: (-left[one], one))
    return [_draft(frame, fitted, one, left[one] if known else None) for one in ranked[:top] if left[one]]


def _draft(frame: Frame, fitted: Fitted, one: int, uncoded: int | None) -> Draft:
    terms = _terms(fitted, one)
    number = int(fitted.number[one])
    first = re.sub(r"\W+", "_", terms[0][0]).strip("_").lower() if terms else "topic"
    places = [
        reference(frame, int(fitted.units.segment[unit]), "segment")
        for unit in representative(frame, fitted, one, SEGMENTS).tolist()
    ]
    return Draft(
        f"topic_{number}_{first}", number, fitted.label[one], tuple(terms), int(fitted.segments[one]),
        int(fitted.respondents[one]), uncoded, float(fitted.stability[one]), bool(fitted.stable[one]),
        _language(frame, fitted, one), tuple(places),
    )  # fmt: skip


def _terms(fitted: Fitted, one: int) -> list[tuple[str, int, int, bool]]:
    """The heaviest terms that enough respondents say, those of the core first."""
    units, people, core = fitted.top_units[one], fitted.top_respondents[one], fitted.top_core[one]
    enough = (fitted.weight[one] > 0) & (people >= fitted.options.fewest_respondents)
    ranks = [*np.flatnonzero(enough & core).tolist(), *np.flatnonzero(enough & ~core).tolist()][:TERMS]
    return [(fitted.terms[fitted.top[one, at]], int(units[at]), int(people[at]), bool(core[at])) for at in ranks]


def _language(frame: Frame, fitted: Fitted, one: int) -> str:
    spoken = frame.segment_language[fitted.units.segment[fitted.unit_topic == one]]
    indonesian, english = (int(np.count_nonzero(spoken == LANGUAGES.index(each))) for each in ("id", "en"))
    return "en" if english > indonesian else "id"


def snippet(made: Sequence[Draft], languages: Sequence[str]) -> str:
    """The drafts as a codebook that `qualcode check` accepts: read the segments, rename, define, then copy."""
    lines = [
        "# Draft codes for topics that the codebook leaves uncoded. Words suggest them, people decide: read the",
        "# segments, then rename, define and merge them into your codebook, or drop them. Every example is invented.",
        "format: 1",
        "codebook: topics-suggested",
        "version: 0.1.0",
        f"languages: [{', '.join(languages)}]",
        "codes:",
    ]
    for each in made:
        lines += _code(each, languages)
    return "\n".join(lines) + "\n"


def _code(draft: Draft, languages: Sequence[str]) -> Iterator[str]:
    words = [term for term, *_ in draft.terms[:3]]
    label = {language: ", ".join(words) for language in languages}
    definition = {each: _DEFINITION.get(each, _DEFINITION["en"]).format(label[each]) for each in languages}
    yield f"  # Topic {draft.topic}: {_behind(draft)}"
    yield f"  # Read first: {' '.join(draft.places)}" if draft.places else "  # No segment may be shown."
    yield f"  - code: {draft.code}"
    yield f"    label: {_map(label)}"
    yield f"    definition: {_map(definition)}"
    yield "    rules:"
    yield f"      - rule: topic-{draft.topic}-words"
    yield "        any:"
    width = max(len(_text(term)) for term, *_ in draft.terms)
    for term, units, people, core in draft.terms:
        yield f"          - {_text(term):<{width}}  # {units} segments, {people} respondents{', core' * core}"
    yield "    examples:"
    yield f"      - {{text: {_text(_EXAMPLE[draft.language].format(words[0]))}, expect: true}}"
    yield f"      - {{text: {_text(_OTHER[draft.language])}, expect: false}}"


def _behind(draft: Draft) -> str:
    steady = f"stability {draft.stability:.2f}{'' if draft.stable else ' (unstable)'}"
    left = ""
    if draft.uncoded is not None:
        left = f", {draft.uncoded} of them uncoded ({percent(draft.uncoded, draft.segments)} %)"
    return f"{draft.segments} segments{left}, {draft.respondents} respondents, {steady}."


_DEFINITION = {
    "id": "Draf: bagian yang membicarakan {}; tulis di sini apa yang dimaksud.",
    "en": "Draft: segments that talk about {}; write here what is meant.",
}
_EXAMPLE = {"id": "Kami sering membahas {} di sini.", "en": "We often discuss {} here."}
_OTHER = {"id": "Zebra itu belang.", "en": "Zebras wear stripes."}


def _map(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{language}: {_text(text)}" for language, text in texts.items()) + "}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

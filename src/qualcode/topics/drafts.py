"""Draft codes: topics that the codebook leaves uncoded, as reading lists in the form of a codebook."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, participants
from qualcode.languages import current
from qualcode.languages.catalogue import N_, Messages
from qualcode.tables.pairs import reference
from qualcode.tables.statistics import percent
from qualcode.text.languages import segment_language_names
from qualcode.topics.fitted import Fitted, has_codebook, uncoded
from qualcode.topics.label import passage, representative

DRAFT_RULE_TERMS = 8
"""Most terms of a draft rule."""
QUOTES = 3
"""Segments to read for each draft, of different respondents if possible."""
TIMES = 4
"""How many times as frequent as in general language a telling word must be in the interviews."""


@dataclass(frozen=True)
class DraftCode:
    """One draft code."""

    code: str
    """Its name: the topic's number and first term."""
    topic: int
    """Number of the topic."""
    label: str
    """Label of the topic."""
    terms: tuple[tuple[str, int, int, bool], ...]
    """Telling term, units of the topic that contain it, respondents who say it there, and whether it belongs to the
    core, whose terms come first."""
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
    """`id` or `en`: the language of most of its units."""
    read: tuple[tuple[str, str], ...]
    """Units to read first: `transcript:turn:segment`, and the whole sentence."""


def drafts(frame: Frame, codings: Codings, fitted: Fitted, top: int) -> list[DraftCode]:
    """A draft for each reported topic, those with most uncoded units first; by size if nothing is coded."""
    known = has_codebook(codings)
    left = (uncoded(frame, codings, fitted) if known else fitted.segments).tolist()
    ranked = sorted(np.flatnonzero(fitted.reported).tolist(), key=lambda one: (-left[one], one))
    return [_draft(frame, fitted, one, left[one] if known else None) for one in ranked[:top] if left[one]]


def _draft(frame: Frame, fitted: Fitted, one: int, uncoded: int | None) -> DraftCode:
    terms = _terms(fitted, one, int(frame.turn_words[participants(frame)].sum()))
    number = int(fitted.number[one])
    first = re.sub(r"\W+", "_", terms[0][0] if terms else fitted.label[one].split(",")[0]).strip("_").lower()
    read = [
        (reference(frame, int(fitted.units.segment[unit]), "segment"), " ".join(passage(frame, fitted, unit).split()))
        for unit in representative(frame, fitted, one, QUOTES).tolist()
    ]
    return DraftCode(
        f"topic_{number}_{first}", number, fitted.label[one], tuple(terms), int(fitted.segments[one]),
        int(fitted.respondents[one]), uncoded, float(fitted.stability[one]), bool(fitted.stable[one]),
        _language(frame, fitted, one), tuple(read),
    )  # fmt: skip


def _terms(fitted: Fitted, one: int, words: int) -> list[tuple[str, int, int, bool]]:
    """The heaviest telling terms that enough respondents say, those of the core first."""
    units, people, core = fitted.top_units[one], fitted.top_respondents[one], fitted.top_core[one]
    telling = np.array([_is_telling(fitted, one, at, words) for at in range(len(units))], np.bool_)
    enough = (fitted.weight[one] > 0) & (people >= fitted.options.fewest_respondents) & telling
    ranks = [*np.flatnonzero(enough & core).tolist(), *np.flatnonzero(enough & ~core).tolist()][:DRAFT_RULE_TERMS]
    return [(fitted.terms[fitted.top[one, at]], int(units[at]), int(people[at]), bool(core[at])) for at in ranks]


def _is_telling(fitted: Fitted, one: int, at: int, words: int) -> bool:
    """Whether a term is specific to a topic, and far more frequent here than in general language.

    *Search*, *help* and *quick* are heavy in many topics only because they are common.
    """
    assert fitted.top_everywhere is not None, "drafts are made of topics just found"
    everywhere, term = int(fitted.top_everywhere[one, at]), fitted.terms[fitted.top[one, at]]
    usual = max(pack.frequencies().get(term, 0.0) for pack in current().packs)
    return 2 * int(fitted.top_units[one, at]) >= everywhere >= TIMES * usual * words


def _language(frame: Frame, fitted: Fitted, one: int) -> str:
    spoken = frame.segment_language[fitted.units.segment[fitted.unit_topic == one]]
    indonesian, english = (
        int(np.count_nonzero(spoken == segment_language_names().index(each))) for each in ("id", "en")
    )
    return "en" if english > indonesian else "id"


DEFINITION = N_("Draft: {words}.")


def snippet(made: Sequence[DraftCode], languages: Sequence[str], quotes: bool = True) -> str:
    """The drafts as a codebook that `qualcode check` accepts: read the segments, rename, define, then copy."""
    lines = [
        "# Draft codes for topics that the codebook leaves uncoded. Words suggest them, people decide: read the",
        "# segments, then rename, define and merge them into your codebook, or drop them. Every example is invented;",
        "# what stands behind a place is a participant's own sentence, so this file stays in the study.",
        "format: 1",
        "codebook: topics-suggested",
        "version: 0.1.0",
        f"languages: [{', '.join(languages)}]",
        "codes:",
    ]
    for each in made:
        lines += _code(each, languages, quotes)
    return "\n".join(lines) + "\n"


def _code(draft: DraftCode, languages: Sequence[str], quotes: bool) -> Iterator[str]:
    definition = {each: Messages(each)(DEFINITION, words=draft.label) for each in languages}
    yield f"  # Topic {draft.topic}: {_behind(draft)}"
    for place, quote in draft.read:
        yield f"  #   {place}{f': {quote}' if quotes else ''}"
    if not draft.read:
        yield "  # No segment may be shown."
    yield f"  # More like it: qualcode propose {draft.code} -b FILE"
    yield f"  - code: {draft.code}"
    yield f"    label: {_map(dict.fromkeys(languages, draft.label))}"
    yield f"    definition: {_map(definition)}"
    if draft.terms:
        yield from _rule(draft)


def _rule(draft: DraftCode) -> Iterator[str]:
    """A rule of the telling terms, with its invented examples."""
    say = Messages(draft.language)
    yield "    rules:"
    yield f"      - rule: topic-{draft.topic}-words"
    yield "        any:"
    width = max(len(_text(term)) for term, *_ in draft.terms)
    for term, units, people, core in draft.terms:
        yield f"          - {_text(term):<{width}}  # {units} segments, {people} respondents{', core' * core}"
    yield "    examples:"
    yield f"      - {{text: {_text(say('We often discuss {word} here.', word=draft.terms[0][0]))}, expect: true}}"
    yield f"      - {{text: {_text(say('Zebras wear stripes.'))}, expect: false}}"


def _behind(draft: DraftCode) -> str:
    steady = f"stability {draft.stability:.2f}{'' if draft.stable else ' (unstable)'}"
    left = ""
    if draft.uncoded is not None:
        left = f", {draft.uncoded} of them uncoded ({percent(draft.uncoded, draft.segments)} %)"
    return f"{draft.segments} segments{left}, {draft.respondents} respondents, {steady}."


def _map(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{language}: {_text(text)}" for language, text in texts.items()) + "}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

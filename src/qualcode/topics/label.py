"""Labels: the three terms that tell a topic apart."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Floats, Frame, Int8s, Int64s
from qualcode.languages.catalogue import N_, Messages
from qualcode.tables.pairs import reference
from qualcode.tables.statistics import percent
from qualcode.text.languages import segment_language_names
from qualcode.topics.fitted import Fitted, has_codebook, uncoded
from qualcode.topics.judge import tops
from qualcode.topics.terms import TOPIC_LANGUAGES

TERMS_OF_LABEL = 3
"""Terms of a label."""
LAMBDA = 0.6
"""Weight of a term's share against its lift (Sievert and Shirley 2014 found 0.6 to serve people best)."""
OF_EACH = 2
"""Terms of each language in a label of two."""
FEWEST_SHARE = 0.05
"""Share of a topic's weight from which a language is named."""


def relevance(components: Floats) -> Floats:
    """How well a term names a topic: frequent in it, and not in all others (Sievert and Shirley 2014, LDAvis)."""
    inside = components / (components.sum(axis=1, keepdims=True) + 1e-30)
    overall = inside.mean(axis=0, keepdims=True)
    with np.errstate(divide="ignore"):
        found: Floats = LAMBDA * np.log(inside + 1e-30) + (1 - LAMBDA) * np.log((inside + 1e-30) / (overall + 1e-30))
    return found


def label_topics(components: Floats, tops: Int64s, core: Bools, names: Sequence[str]) -> list[str]:
    """A label for each topic: of its core those terms that tell it apart best, then of its other heaviest terms."""
    score = np.round(relevance(components), 6)
    made = []
    for topic, own in enumerate(tops):
        best = own[np.lexsort((-score[topic, own], ~core[topic]))][:TERMS_OF_LABEL]
        made.append(", ".join(names[term] for term in best.tolist()))
    return made


def label_both(components: Floats, language: Int8s, names: Sequence[str]) -> list[str]:
    """A label in each language that a topic holds, the one that weighs more first: *sinyal, hujan / signal, rain*.

    Terms that are at home in both languages (*internet*) stand with the first.
    """
    weight = np.stack([components[:, language == side].sum(axis=1) for side in TOPIC_LANGUAGES])
    share = weight / np.maximum(components.sum(axis=1), 1e-30)
    score = np.round(relevance(components), 6)
    made = []
    for topic, order in enumerate(np.argsort(-weight, axis=0, kind="stable").T.tolist()):
        shown = [side for side in order if share[side, topic] >= FEWEST_SHARE] or order[:1]
        size = OF_EACH if len(shown) > 1 else TERMS_OF_LABEL
        others = [np.isin(language, [each for each in TOPIC_LANGUAGES if each != TOPIC_LANGUAGES[shown[0]]])]
        others += [language != TOPIC_LANGUAGES[side] for side in shown[1:]]
        best = [_best(np.where(other, 0.0, components[topic]), score[topic], size) for other in others]
        made.append(" / ".join(", ".join(names[term] for term in own) for own in best))
    return made


def _best(weights: Floats, score: Floats, size: int) -> list[int]:
    """Of the ten heaviest terms those that tell the topic apart best."""
    heavy = tops(weights[None, :])[0]
    heavy = heavy[weights[heavy] > 0]
    best: list[int] = heavy[np.argsort(-score[heavy], kind="stable")][:size].tolist()
    return best


SHORT_UNIT = 6
"""Words below which a unit is a fragment, quoted only when nothing longer is left."""


def representative(frame: Frame, fitted: Fitted, topic: int, top: int) -> Int64s:
    """The most typical units of a topic, best first; nobody is quoted again while others have a unit left.

    Units of transcripts that are set aside for testing are left out, and what was said twice is quoted once.
    """
    own = np.flatnonzero((fitted.unit_topic == topic) & fitted.unit_quotable)
    short = _words(frame, fitted, own) < SHORT_UNIT
    order = np.lexsort((own, -fitted.unit_strength[own], -fitted.unit_closeness[own], short))
    quoted: dict[int, int] = {}
    left: list[int] = own[order].tolist()
    chosen: list[int] = []
    said: set[str] = set()
    while left and len(chosen) < top:
        who = fitted.units.respondent
        fewest = min(quoted.get(int(who[unit]), 0) for unit in left)
        unit = next(unit for unit in left if quoted.get(int(who[unit]), 0) == fewest)
        left.remove(unit)
        text = passage(frame, fitted, unit).casefold()
        if text not in said:
            said.add(text)
            chosen.append(unit)
            quoted[int(who[unit])] = quoted.get(int(who[unit]), 0) + 1
    return np.array(chosen, np.int64)


def passage(frame: Frame, fitted: Fitted, unit: int) -> str:
    """The text of a unit: of a window its middle segment, of a turn all of it."""
    segment = int(fitted.units.segment[unit])
    turn = int(frame.segment_turn[segment])
    text = frame.text(turn)
    if fitted.units.kind == "turn":
        return text.strip()
    return text[int(frame.segment_start[segment]) : int(frame.segment_end[segment])].strip()


def _words(frame: Frame, fitted: Fitted, units: Int64s) -> Int64s:
    """About how many words each unit has, by its length: looking at every text would take long."""
    segment = fitted.units.segment[units]
    if fitted.units.kind == "turn":
        return frame.turn_words[fitted.units.turn[units]].astype(np.int64)
    return ((frame.segment_end[segment] - frame.segment_start[segment]) // 6).astype(np.int64)


DRAFT_RULE_TERMS = 8
"""Most terms of a draft rule."""
SEGMENTS = 5
"""Segments named for each draft."""


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


def drafts(frame: Frame, codings: Codings, fitted: Fitted, top: int) -> list[DraftCode]:
    """A draft for each reported topic, those with most uncoded units first; by size where nothing is coded."""
    known = has_codebook(codings)
    left = (uncoded(frame, codings, fitted) if known else fitted.segments).tolist()
    ranked = sorted(np.flatnonzero(fitted.reported).tolist(), key=lambda one: (-left[one], one))
    return [_draft(frame, fitted, one, left[one] if known else None) for one in ranked[:top] if left[one]]


def _draft(frame: Frame, fitted: Fitted, one: int, uncoded: int | None) -> DraftCode:
    terms = _terms(fitted, one)
    number = int(fitted.number[one])
    first = re.sub(r"\W+", "_", terms[0][0]).strip("_").lower() if terms else "topic"
    places = [
        reference(frame, int(fitted.units.segment[unit]), "segment")
        for unit in representative(frame, fitted, one, SEGMENTS).tolist()
    ]
    return DraftCode(
        f"topic_{number}_{first}", number, fitted.label[one], tuple(terms), int(fitted.segments[one]),
        int(fitted.respondents[one]), uncoded, float(fitted.stability[one]), bool(fitted.stable[one]),
        _language(frame, fitted, one), tuple(places),
    )  # fmt: skip


def _terms(fitted: Fitted, one: int) -> list[tuple[str, int, int, bool]]:
    """The heaviest terms that enough respondents say, those of the core first."""
    units, people, core = fitted.top_units[one], fitted.top_respondents[one], fitted.top_core[one]
    enough = (fitted.weight[one] > 0) & (people >= fitted.options.fewest_respondents)
    ranks = [*np.flatnonzero(enough & core).tolist(), *np.flatnonzero(enough & ~core).tolist()][:DRAFT_RULE_TERMS]
    return [(fitted.terms[fitted.top[one, at]], int(units[at]), int(people[at]), bool(core[at])) for at in ranks]


def _language(frame: Frame, fitted: Fitted, one: int) -> str:
    spoken = frame.segment_language[fitted.units.segment[fitted.unit_topic == one]]
    indonesian, english = (
        int(np.count_nonzero(spoken == segment_language_names().index(each))) for each in ("id", "en")
    )
    return "en" if english > indonesian else "id"


DEFINITION = N_("Draft: segments that talk about {words}; write here what is meant.")


def snippet(made: Sequence[DraftCode], languages: Sequence[str]) -> str:
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


def _code(draft: DraftCode, languages: Sequence[str]) -> Iterator[str]:
    words = [term for term, *_ in draft.terms[:3]]
    label = {language: ", ".join(words) for language in languages}
    definition = {each: Messages(each)(DEFINITION, words=label[each]) for each in languages}
    say = Messages(draft.language)
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
    yield f"      - {{text: {_text(say('We often discuss {word} here.', word=words[0]))}, expect: true}}"
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

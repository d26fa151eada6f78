"""Labels of topics, and the passages that represent them."""

from collections.abc import Sequence

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Frame, Int8s, Int64s
from qualcode.topics.fitted import Fitted
from qualcode.topics.judge import tops
from qualcode.topics.terms import TOPIC_LANGUAGES

TERMS_OF_LABEL = 3
"""Terms of a label."""
LAMBDA = 0.6
"""Weight of a term's share against its lift (Sievert and Shirley 2014 found 0.6 to serve people best)."""
OF_EACH = 2
"""Terms of each language in a label of two."""
FEWEST_SHARE = 0.05
"""Least share of a topic's weight for a language in its label."""


def relevance(components: Floats) -> Floats:
    """How well a term characterises a topic: frequent in it, less so in others (Sievert and Shirley 2014, LDAvis)."""
    inside = components / (components.sum(axis=1, keepdims=True) + 1e-30)
    overall = inside.mean(axis=0, keepdims=True)
    with np.errstate(divide="ignore"):
        found: Floats = LAMBDA * np.log(inside + 1e-30) + (1 - LAMBDA) * np.log((inside + 1e-30) / (overall + 1e-30))
    return found


def label_topics(components: Floats, tops: Int64s, core: Bools, names: Sequence[str]) -> list[str]:
    """A label for each topic: its most relevant core terms, then its most relevant other heavy terms."""
    score = np.round(relevance(components), 6)
    made = []
    for topic, own in enumerate(tops):
        best = own[np.lexsort((-score[topic, own], ~core[topic]))][:TERMS_OF_LABEL]
        made.append(", ".join(names[term] for term in best.tolist()))
    return made


def label_both(components: Floats, language: Int8s, names: Sequence[str]) -> list[str]:
    """A label in each language of a topic, the dominant one first: *sinyal, hujan / signal, rain*.

    Terms of both languages (*internet*) go with the first.
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
    """The most relevant of the ten heaviest terms."""
    heavy = tops(weights[None, :])[0]
    heavy = heavy[weights[heavy] > 0]
    best: list[int] = heavy[np.argsort(-score[heavy], kind="stable")][:size].tolist()
    return best


SHORT_UNIT = 6
"""Words below which a unit is a fragment, quoted only if nothing longer is left."""


def representative(frame: Frame, fitted: Fitted, topic: int, top: int) -> Int64s:
    """The most typical units of a topic, best first; nobody is quoted again while others have units left.

    Units of transcripts set aside for testing are left out, and repeated texts are quoted once.
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
    """The text of a unit: for a window its middle segment, for a turn all of it."""
    segment = int(fitted.units.segment[unit])
    turn = int(frame.segment_turn[segment])
    text = frame.text(turn)
    if fitted.units.kind == "turn":
        return text.strip()
    return text[int(frame.segment_start[segment]) : int(frame.segment_end[segment])].strip()


def _words(frame: Frame, fitted: Fitted, units: Int64s) -> Int64s:
    """Approximate number of words of each unit, by its length, since reading every text would be slow."""
    segment = fitted.units.segment[units]
    if fitted.units.kind == "turn":
        return frame.turn_words[fitted.units.turn[units]].astype(np.int64)
    return ((frame.segment_end[segment] - frame.segment_start[segment]) // 6).astype(np.int64)

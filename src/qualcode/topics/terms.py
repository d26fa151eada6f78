"""Terms: how often each word and collocation stands in each unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int8s, Int64s
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import Speech, light_keys_of_words, speech
from qualcode.index.arrays import Flags
from qualcode.languages import current
from qualcode.languages.id import indonesian
from qualcode.rules.lookup import Analyser
from qualcode.store.study import OpenStudy
from qualcode.text import tokens
from qualcode.text.languages import BOTH, ENGLISH, INDONESIAN, NEUTRAL, type_classes
from qualcode.topics.fitted import TopicOptions, TopicUnits

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class SpokenWords:
    """Running words of a corpus in order of text, one entry a word; those inside transcriber marks left out."""

    forms: Sequence[str]
    """Distinct forms in lower case."""
    form: Int64s
    """Index into `forms`."""
    key: Int64s
    """Number of the light key, which inflected forms share."""
    segment: Int64s
    """Global segment."""
    breaks: Bools
    """True where a clause begins: no collocation crosses it."""
    used: Bools
    """True for meaningful words: no stop words, fillers, numbers or names."""


def stop_words(extra: Iterable[str] = ()) -> frozenset[str]:
    """Stop words of all languages in lower case, and those that a study adds."""
    return current().stop_words | {word.lower() for word in extra if " " not in word}


SHORTEST_TERM = 3
"""Letters of the shortest word that can be a term."""


def spoken_words(study: OpenStudy, corpus: OpenCorpus, analyser: Analyser) -> SpokenWords:
    """The running words; stop words, fillers, numbers and names are not used.

    A name is a word that is mostly written with a capital where no sentence begins, a word of a speaker's label or
    respondent's name that no dictionary of roots has, or one that the study lists.
    """
    said = speech(corpus, analyser)
    names = {name.lower() for each in study.settings.topics.names for name in tokens.keys(each)} | _labels(corpus)
    out = _stopped(said, stop_words(study.settings.topics.stop_words) | names, analyser)
    used = said.content & ~said.name & ~out
    forms, form = said.forms
    running = said.running
    form, key, segment = (each.astype(np.int64, copy=False) for each in (form, running.key, running.segment))
    return SpokenWords(forms, form, key, segment, running.breaks, used)


def _stopped(said: Speech, listed: frozenset[str], analyser: Analyser) -> Flags:
    """Words that are too short, listed, or share a light key with a listed word."""
    forms, form = said.forms
    stop_keys = set(light_keys_of_words(sorted(listed), analyser))
    by_form = np.array([len(each) < SHORTEST_TERM or each in listed for each in forms], np.bool_)
    by_key = np.array([each in stop_keys for each in said.keys], np.bool_)
    out: Flags = by_form[form] | by_key[said.running.key]
    return out


def tell_names(corpus: OpenCorpus) -> bool:
    """Whether labels are searched for names; in a large survey they are row numbers."""
    return len(corpus.frame.speakers) <= 10_000


def _labels(corpus: OpenCorpus) -> set[str]:
    """Words of speakers' labels and respondents' names that are neither role words nor in the dictionary."""
    columns = corpus.frame
    if not tell_names(corpus):
        return set()
    roots = indonesian().words.roots
    roles = {word for entry in current().words("role_labels") for word in entry.split()}
    words = {word for label in [*columns.speakers, *columns.respondents] for word in tokens.keys(label)}
    return {word for word in words if word not in roles and word not in roots and not word.isdigit()}


FEWEST_COLLOCATIONS = 5
"""Fewest occurrences of a pair of adjacent words."""
LEAST_NPMI = 0.35
"""Least NPMI: 0 is chance, 1 is never apart."""
NPMI_DECIMALS = 9
"""Decimals of scores, so that the last bit of a logarithm makes no difference."""


@dataclass(frozen=True, eq=False)
class Joined:
    """Running terms: words, and collocations in place of their two words."""

    first: Int64s
    """First word of each term, an index into the running words."""
    pair: Bools
    """True where the term is two words."""


def join_collocations(spoken: SpokenWords, among: Bools) -> Joined:
    """Join collocations, *smart city*, *tanda tangan*; of overlapping pairs the tighter one wins.

    Pairs are adjacent in one segment and clause and are scored by NPMI, ln(p(a,b) / p(a) p(b)) / -ln p(a,b),
    with shares of running words (Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction").

    Args:
        spoken: the running words.
        among: the words that count.
    """
    at = np.flatnonzero(among)
    beside = at[:-1][(np.diff(at) == 1) & (spoken.segment[at[:-1]] == spoken.segment[at[1:]]) & ~spoken.breaks[at[1:]]]
    score = _npmi(spoken.key, at, beside)
    tight = score > 0
    pairs = _apart(beside[tight], score[tight])
    second = np.zeros(len(among), np.bool_)
    second[pairs + 1] = True
    first = at[~second[at]]
    opens = np.zeros(len(among), np.bool_)
    opens[pairs] = True
    return Joined(first, opens[first])


def _npmi(key: Int64s, at: Int64s, beside: Int64s) -> Floats:
    """NPMI of each pair that is frequent and tight enough, else 0."""
    width = int(key.max(initial=0)) + 1
    often = np.bincount(key[at], minlength=width).astype(np.float64)
    name = key[beside] * width + key[beside + 1]
    names, number, together = np.unique(name, return_inverse=True, return_counts=True)
    total = max(len(at), 1)
    share = together / total
    pmi = np.log(share * total * total / (often[names // width] * often[names % width]))
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(share < 1, pmi / -np.log(share), 1.0)
    score[(together < FEWEST_COLLOCATIONS) | (score < LEAST_NPMI) | (names // width == names % width)] = 0
    return np.round(score, NPMI_DECIMALS)[number].astype(np.float64)


def _apart(pairs: Int64s, score: Floats) -> Int64s:
    """Pairs that share no word: where two overlap, the better scored one, then the first."""
    taken: set[int] = set()
    kept = []
    chained = np.zeros(len(pairs), np.bool_)
    close = np.flatnonzero(np.diff(pairs) == 1)
    chained[close] = chained[close + 1] = True
    alone = pairs[~chained]
    rest = np.flatnonzero(chained)
    for one in rest[np.lexsort((pairs[rest], -score[rest]))].tolist():
        pair = int(pairs[one])
        if not {pair, pair + 1} & taken:
            taken |= {pair, pair + 1}
            kept.append(pair)
    return np.sort(np.concatenate([alone, np.array(kept, np.int64)]))


TOPIC_LANGUAGES = (INDONESIAN, ENGLISH)
"""The two languages, in the order in which they are shown."""


def term_languages(names: Sequence[str]) -> Int8s:
    """The class of each term: 0 neutral, 1 Indonesian, 2 English, 3 both (*data*, *internet*)."""
    words = [name.split() for name in names]
    known = dict(
        zip(distinct := sorted({each for name in words for each in name}), type_classes(distinct), strict=True)
    )
    return np.fromiter((_together([int(known[each]) for each in name]) for name in words), np.int8, len(words))


def _together(classes: Sequence[int]) -> int:
    """A collocation has the language of its words; with words of both languages, it belongs to both."""
    told = {each for each in classes if each in TOPIC_LANGUAGES}
    if len(told) == 1:
        return told.pop()
    return BOTH if told or BOTH in classes else NEUTRAL


def larger_language(components: Floats, language: Int8s) -> Floats:
    """Components without the terms of each topic's minor language: a word and its translation never share a unit."""
    weight = np.stack([components[:, language == side].sum(axis=1) for side in TOPIC_LANGUAGES])
    other = np.where(weight[0] >= weight[1], TOPIC_LANGUAGES[1], TOPIC_LANGUAGES[0])
    kept: Floats = np.where(language[None, :] == other[:, None], 0.0, components)
    return kept


FEWEST_RESPONDENTS = 3
"""Fewest respondents who must say a term: one person's pet word, or a stray name, makes no topic."""


@dataclass(frozen=True, eq=False)
class TermCounts:
    """Counts of terms in units."""

    counts: "csr_array"
    """Shape (units, terms), 32-bit numbers."""
    names: Sequence[str]
    """Each term in its most frequent form."""
    spoken: int
    """Units with any word that says something, a term or not."""


def count_terms(spoken: SpokenWords, made: TopicUnits, options: TopicOptions) -> TermCounts:
    """Count terms: light keys and collocations that are neither too rare nor too common."""
    from scipy.sparse import csr_array

    speech = spoken.used & (made.of_segment[spoken.segment] >= 0)
    joined = join_collocations(spoken, speech)
    names, number = _names(spoken, joined)
    segments = len(made.of_segment)
    one = np.ones(len(number), np.float32)
    said = csr_array((one, (spoken.segment[joined.first], number)), shape=(segments, len(names)))
    membership = csr_array(
        (np.ones(len(made.inside[0]), np.float32), (made.inside[1], made.inside[0])), shape=(made.size, segments)
    )
    counts = (membership @ said).tocsr()
    counts.sum_duplicates()
    speaking = int(np.count_nonzero(np.diff(counts.indptr)))
    kept = _kept(counts, made.respondent, options)
    counts = counts[:, kept]
    counts.sort_indices()
    return TermCounts(counts, [names[at] for at in kept.tolist()], speaking)


def _names(spoken: SpokenWords, joined: Joined) -> tuple[list[str], Int64s]:
    """The most frequent form of each term, and the number of each running term."""
    width, wide = int(spoken.key.max(initial=0)) + 1, len(spoken.forms) + 1
    last = np.where(joined.pair, joined.first + 1, joined.first)
    key = spoken.key[joined.first] * (width + 1) + np.where(joined.pair, spoken.key[last] + 1, 0)
    keys, number = np.unique(key, return_inverse=True)
    form = spoken.form[joined.first] * (wide + 1) + np.where(joined.pair, spoken.form[last] + 1, 0)
    forms, of_form, often = np.unique(form, return_index=True, return_counts=True)
    owner = number[of_form]
    order = np.lexsort((forms, -often, owner))
    best = order[np.searchsorted(owner[order], np.arange(len(keys)))]
    return [_written(spoken, int(forms[at]), wide + 1) for at in best.tolist()], number


def _written(spoken: SpokenWords, form: int, wide: int) -> str:
    first, second = divmod(form, wide)
    return " ".join([spoken.forms[first], *([spoken.forms[second - 1]] if second else [])])


def _kept(counts: "csr_array", respondent: Int64s, options: TopicOptions) -> Int64s:
    """The terms to keep, in order of their key."""
    from scipy.sparse import csr_array

    present = counts.copy()
    present.data[:] = 1
    often = np.bincount(present.indices, minlength=counts.shape[1])
    known = np.flatnonzero(respondent >= 0)
    people = int(respondent.max(initial=0)) + 1
    who = csr_array((np.ones(len(known), np.float32), (respondent[known], known)), shape=(people, counts.shape[0]))
    sayers = np.bincount((who @ present).tocsr().indices, minlength=counts.shape[1])
    fit = (often >= options.min_df) & (often <= options.max_df * counts.shape[0]) & (sayers >= FEWEST_RESPONDENTS)
    kept = np.flatnonzero(fit)
    if len(kept) > options.max_features:
        kept = np.sort(kept[np.lexsort((kept, -often[kept]))][: options.max_features])
    return kept

"""The table of keyness: the words that participants of one group use more, or less, than the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s, RunningWords
from qualcode.model.finding import Finding
from qualcode.model.table import Column
from qualcode.tables.groups import Groups, compared, groups_by, nothing_to_compare, report_incomparable
from qualcode.tables.kind import OF_WORDS, TableKind, TableOptions
from qualcode.tables.listing import BY, in_columns
from qualcode.tables.notes import TableBasis
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import chi_squared, log_likelihood, log_ratio, per_1000, percent
from qualcode.text.languages import segment_language_names

COUNTED_WORD = (
    Column("word", "string", "The word in its most frequent form.", "words"),
    Column(
        "forms",
        "string",
        "Forms that count as this word (level light), the most frequent first, joined by `;`.",
        "words",
    ),
)
"""What a counted word is: itself, and what counts as it."""
COLUMNS = (
    *BY,
    Column("rank", "integer", "Place in its group by g2, from 1.", "count"),
    *COUNTED_WORD,
    Column("sign", "string", "positive: the group uses it more than the other groups; negative: less.", "open"),
    Column("frequency", "integer", "How often participants of the group say it.", "count"),
    Column("per_1000_words", "number", "frequency per 1000 words of the group's participants, to 2 decimals.", "count"),
    Column("other_frequency", "integer", "How often participants of all other groups say it.", "count"),
    Column(
        "other_per_1000_words", "number", "other_frequency per 1000 words of the other groups, to 2 decimals.", "count"
    ),
    Column("respondents", "integer", "Respondents of the group who say it.", "count"),
    Column("respondents_total", "integer", "N: participants of the group with at least one word.", "count"),
    Column("other_respondents", "integer", "Respondents of the other groups who say it.", "count"),
    Column("other_total", "integer", "N of the other groups together.", "count"),
    Column("g2", "number", "Log-likelihood ratio (Dunning 1993), to 2 decimals: how sure the difference is.", "count"),
    Column("g2_signed", "number", "g2 with the sign of the difference: below 0 where the group says it less.", "count"),
    Column(
        "chi2", "number", "Pearson's chi-squared of the same four cells, without correction, to 2 decimals.", "count"
    ),
    Column("chi2_signed", "number", "chi2 with the sign of the difference.", "count"),
    Column(
        "log_ratio", "number", "log2 of the ratio of both rates (Hardie 2014), 0 taken as 0.5, to 2 decimals.", "count"
    ),
)
TOP_WORDS = 50
"""Words of each group, unless `--top` says otherwise."""
FEWEST_RESPONDENTS_USING_WORD = 2
"""Respondents who must use a word on the side that uses it more: one person's pet word says nothing of a group."""
FAR_APART = 20
"""Percentage points between the groups' shares of English from which the table says so."""


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Words counted by group; arrays of two dimensions have the shape (groups, words)."""

    groups: tuple[str, ...]
    """Values of the attribute that are compared."""
    sizes: Int64s
    """N of each group."""
    other_sizes: Int64s
    """N of all other groups together; a respondent of several groups counts once."""
    frequency: Int64s
    """Occurrences."""
    respondents: Int64s
    """Different respondents who say it."""
    other_respondents: Int64s
    """Different respondents of all other groups who say it."""
    forms: Sequence[str]
    """Distinct forms, those of one word together, the most frequent first."""
    form_starts: Int64s
    """The forms of word i are `forms[form_starts[i]:form_starts[i + 1]]`."""


def find_keywords(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """The most distinctive words of each group, by log-likelihood."""
    basis = TableBasis(frame, codings, options, coded=False)
    made, top = basis.groups, options.top or TOP_WORDS
    counted = count_words(frame, made)
    rows = [
        {"by": options.by, "group": counted.groups[at], **row}
        for at in range(len(counted.groups))
        if counted.sizes[at] >= FEWEST_RESPONDENTS_USING_WORD
        for row in _of_group(at, counted, top)
    ]
    said = (
        *basis.notes,
        *report_incomparable(made, options),
        _alone(counted, options),
        _languages(frame, made, options),
        *_cautions(options),
    )
    what, data = options.message("Key words"), in_columns(rows, COLUMNS)
    table = basis.table("keyness", what, COLUMNS, data, fewest_respondents=FEWEST_RESPONDENTS_USING_WORD, top=top)
    return Made(table, said)


def count_words(frame: Frame, made: Groups) -> WordCounts:
    """Count the words of the groups that can be compared."""
    words, comparable = frame.words(), compared(made)
    place = np.full(len(made.groups) + 1, -1)  # its last entry answers for turns without a block, -1
    place[comparable] = np.arange(len(comparable))
    turn = np.repeat(np.arange(len(frame.turn_words)), np.diff(words.turn_words))
    inside = place[made.turn_block][turn] >= 0
    turn, form = turn[inside], words.form[inside]
    names, key_of = np.unique(np.array(words.keys, dtype=np.str_), return_inverse=True)
    group, key = place[made.turn_block][turn], key_of[form]
    shape = len(comparable), len(names)
    own, others = _respondents(key, group, frame.turn_respondent[turn], shape)
    return WordCounts(
        tuple(str(made.groups[block]) for block in comparable),
        made.sizes[comparable],
        _other_sizes(made, comparable),
        np.bincount(group * shape[1] + key, minlength=shape[0] * shape[1]).reshape(shape),
        own,
        others,
        *_forms(words, key_of, np.bincount(form, minlength=len(words.forms)), len(names)),
    )


def _respondents(key: Int64s, group: Int64s, respondent: Int32s, shape: tuple[int, int]) -> tuple[Int64s, Int64s]:
    """Different respondents who say each word: in each group, and in all others together."""
    groups, names = shape
    known = respondent >= 0
    everyone = int(respondent.max(initial=0)) + 1
    said = np.unique((group[known] * names + key[known]) * everyone + respondent[known])
    cell, who = said // everyone, said % everyone
    own = np.bincount(cell, minlength=groups * names).reshape(shape)
    of_group, word = cell // names, cell % names
    others = [np.unique((word * everyone + who)[of_group != one]) // everyone for one in range(groups)]
    return own, np.array([np.bincount(one, minlength=names) for one in others]).reshape(shape)


def _other_sizes(made: Groups, comparable: Sequence[int]) -> Int64s:
    block, who = made.member_block, made.member_respondent
    inside = np.isin(block, comparable)
    return np.array([len(np.unique(who[inside & (block != one)])) for one in comparable], np.int64)


def _forms(words: RunningWords, key_of: Int64s, said: Int64s, names: int) -> tuple[list[str], Int64s]:
    """The forms that are said, grouped by word, and where those of each word begin."""
    order = np.lexsort((np.array(words.forms, dtype=np.str_), -said, key_of))
    order = order[said[order] > 0]
    return [words.forms[at] for at in order.tolist()], np.searchsorted(key_of[order], np.arange(names + 1))


def _of_group(at: int, counted: WordCounts, top: int) -> list[dict[str, Any]]:
    """The rows of one group."""
    own, others = counted.frequency[at], counted.frequency.sum(axis=0) - counted.frequency[at]
    said, other_said = int(own.sum()), int(others.sum())
    g2, ratio = log_likelihood(own, others, said, other_said), log_ratio(own, others, said, other_said)
    chi2 = chi_squared(own, others, said, other_said)
    more = own * other_said > others * said
    users = np.where(more, counted.respondents[at], counted.other_respondents[at])
    fit = np.flatnonzero((users >= FEWEST_RESPONDENTS_USING_WORD) & (g2 > 0))
    chosen = fit[np.lexsort((fit, -g2[fit]))][:top].tolist()
    return [
        {
            "rank": rank,
            "word": counted.forms[counted.form_starts[one]],
            "forms": ";".join(counted.forms[counted.form_starts[one] : counted.form_starts[one + 1]]),
            "sign": "positive" if more[one] else "negative",
            "frequency": int(own[one]),
            "per_1000_words": per_1000(int(own[one]), said),
            "other_frequency": int(others[one]),
            "other_per_1000_words": per_1000(int(others[one]), other_said),
            "respondents": int(counted.respondents[at, one]),
            "respondents_total": int(counted.sizes[at]),
            "other_respondents": int(counted.other_respondents[at, one]),
            "other_total": int(counted.other_sizes[at]),
            "g2": round(float(g2[one]), 2),
            "g2_signed": round(float(g2[one] if more[one] else -g2[one]), 2),
            "chi2": round(float(chi2[one]), 2),
            "chi2_signed": round(float(chi2[one] if more[one] else -chi2[one]), 2),
            "log_ratio": round(float(ratio[one]), 2),
        }
        for rank, one in enumerate(chosen, start=1)
    ]


def _alone(counted: WordCounts, options: TableOptions) -> str:
    """A sentence about groups of one respondent."""
    sizes = zip(counted.groups, counted.sizes.tolist(), strict=True)
    names = ", ".join(f"`{group}`" for group, size in sizes if size < FEWEST_RESPONDENTS_USING_WORD)
    if not names:
        return ""
    return options.message("Not listed, but among the others' words: groups of one respondent ({names}).", names=names)


def _languages(frame: Frame, made: Groups, options: TableOptions) -> str:
    """A sentence about groups that speak different languages: it explains most of their words."""
    block = made.turn_block[frame.segment_turn]
    english = frame.segment_language == segment_language_names().index("en")
    sizes, said = (
        np.bincount(block[flags], minlength=len(made.groups)) for flags in (block >= 0, (block >= 0) & english)
    )
    shares = {str(made.groups[one]): percent(int(said[one]), int(sizes[one])) or 0.0 for one in compared(made)}
    if max(shares.values()) - min(shares.values()) < FAR_APART:
        return ""
    each = [options.message("`{group}` {share:.0f} %", group=group, share=share) for group, share in shares.items()]
    return options.message(
        "The groups differ in language, and so in every word (segments in English: {named}).", named=", ".join(each)
    )


def _cautions(options: TableOptions) -> tuple[str, ...]:
    """What is counted, which statistics these are elsewhere, and what G2 does not say."""
    how = options.message(
        "Words of participants outside transcriber marks; inflected forms are one word (level light); "
        "function words stay. A word is listed when {fewest} respondents or more of "
        "the side that uses it more say it.",
        fewest=FEWEST_RESPONDENTS_USING_WORD,
    )
    same = options.message(
        "g2_signed is what quanteda's textstat_keyness gives with "
        'measure="lr", correction="none", and chi2_signed what it gives with '
        'measure="chi2", correction="none", each group against all the others.'
    )
    caution = options.message(
        "G2 puts words in order and is not a test: it takes every word as independent, and one person's words "
        "are not. Read it with log_ratio and respondents. Names that people say are words too: look before "
        "you share the table."
    )
    return how, same, caution


def cannot_list(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """Why there are no key words to list."""
    by, made = options.by, groups_by(frame, options.by)
    if wrong := nothing_to_compare(made, by):
        return wrong
    if not (made.sizes[compared(made)] >= FEWEST_RESPONDENTS_USING_WORD).any():
        message = f"every group of `{by}` is one respondent: their words are personal, not the group's"
        return (Finding("error", "lone-respondents", message, hint="name an attribute with larger groups"),)
    return ()


def no_shared_words(options: TableOptions) -> Finding:
    """Why there is no key word."""
    message = (
        f"no word is said by {FEWEST_RESPONDENTS_USING_WORD} respondents of the groups that say it more: "
        f"there are no key words of `{options.by}`"
    )
    return Finding("error", "no-shared-words", message, hint="name an attribute with larger groups")


KIND = TableKind(
    "Words that participants of one group use more or less than the others, by log-likelihood.",
    find_keywords,
    COLUMNS,
    frozenset({"by", "top"}),
    needs="by",
    wrong=cannot_list,
    when_empty=no_shared_words,
    refuses=OF_WORDS,
    coded=False,
)

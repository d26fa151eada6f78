"""Sentences under the table that compares groups: what the groups are, and what its tests do not say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.corpus.frame import Frame, Int64s
from qualcode.languages.catalogue import N_
from qualcode.tables.counts import CellCounts
from qualcode.tables.groups import Groups, attribute_note, compared, report_incomparable
from qualcode.tables.kind import TableOptions
from qualcode.tables.statistics import SMALL, Association, caution, ratio

EACH_ROW = N_("{groups} groups: each row compares one with all the others together.")
WHICH_GROUPS = N_(
    "residual and group_p_holm say which groups differ (Haberman 1973; Fisher against the others, Holm over the "
    "groups). They are exploratory: read them where p_holm of the code is small."
)
SMALL_GROUP = 5
"""A group with fewer respondents is spoken of: one person changes its share by more than 20 points."""


def cautions(
    frame: Frame, made: Groups, options: TableOptions, tests: Mapping[int, tuple[Association, float]]
) -> list[str]:
    """Sentences about the groups, and about tests and intervals where they were asked for."""
    groups, smallest = len(compared(made)), int(made.sizes[compared(made)].min())
    points = ratio(100, smallest, 1, 0)
    several = options.message(EACH_ROW, groups=groups)
    small = options.message(
        "The smallest group has N = {smallest}: one person is {points:.0f} percentage points of it.",
        smallest=smallest,
        points=points,
    )
    speech = options.message("Who speaks more can name more: look at words_per_respondent before a difference.")
    return [
        attribute_note(frame, options),
        *report_incomparable(made, options),
        several if groups > 2 else "",
        small if smallest < SMALL_GROUP else "",
        speech,
        caution(options),
        *(_said_tests(options, tests, groups) if options.test else []),
    ]


def _said_tests(options: TableOptions, tests: Mapping[int, tuple[Association, float]], groups: int) -> list[str]:
    number = len(tests)
    rough = sum(test.test == "chi-squared" and (test.expected or 0) < SMALL for test, _ in tests.values())
    how = options.message(
        "Test: {test}; p_holm is corrected for {number} tests (Holm 1979). Codes that nobody or everybody names are "
        "not tested.",
        test=_how(groups, options),
        number=number,
    )
    unsure = options.message(
        "{rough} of {number} codes have an expected count under {small}: their chi-squared p is rough.",
        rough=rough,
        number=number,
        small=SMALL,
    )
    independent = options.message(
        "Tests take respondents as independent random draws. A purposive sample is not random, and people of one "
        "focus group hear each other: read p as description. A code and those under it are not independent "
        "either."
    )
    narrow = options.message(
        "Tests are corrected over all codes of the codebook, or of the kind asked for, not over the codes shown: "
        "choosing what to show would be choosing among tests."
    )
    after = options.message(WHICH_GROUPS)
    return [how, narrow if options.codes else "", unsure if rough else "", after if groups > 2 else "", independent]


def _how(groups: int, options: TableOptions) -> str:
    if groups == 2:
        return options.message(
            "Fisher's exact test, two-sided; odds ratio by conditional maximum likelihood with exact 95 % interval, "
            "without added halves"
        )
    return options.message(
        "Pearson's chi-squared over the {groups} groups, without correction; exact (Freeman and Halton 1951) where an "
        "expected count is under {small}",
        groups=groups,
        small=SMALL,
    )


@dataclass(frozen=True, eq=False)
class ComparedGroup:
    """One group, or several together."""

    group: str | None
    """Its value; None: all other groups together."""
    total: int
    """N."""
    words: int
    """Words of its participants."""
    respondent_words: int
    """Words of its respondents: those of voices that cannot be told apart are not among them."""
    respondents: Int64s
    """Respondents with a mention of each code."""
    mentions: Int64s
    """Mentions of each code."""


def pairs_of(
    made: Groups, counted: CellCounts, kept: Sequence[int], codes: int
) -> list[tuple[ComparedGroup, ComparedGroup]]:
    """What is compared with what: two groups once, of more each with the rest."""
    if len(kept) == 2:
        return [(_side(made, counted, kept[:1], codes), _side(made, counted, kept[1:], codes))]
    rests = [[block for block in kept if block != own] for own in kept]
    return [
        (_side(made, counted, [own], codes), _side(made, counted, rest, codes))
        for own, rest in zip(kept, rests, strict=True)
    ]


def _side(made: Groups, counted: CellCounts, own: Sequence[int], codes: int) -> ComparedGroup:
    """Groups added up; nobody stands in two of them."""
    inside = np.isin(np.repeat(np.arange(len(made.sizes)), made.sizes), own)  # members stand in order of block
    return ComparedGroup(
        group=made.groups[own[0]] if len(own) == 1 else None,
        total=int(made.sizes[own].sum()),
        words=int(made.words[own].sum()),
        respondent_words=int(made.member_words[inside].sum()),
        respondents=counted.respondents.reshape(len(made.sizes), codes)[own].sum(axis=0),
        mentions=counted.mentions.reshape(len(made.sizes), codes)[own].sum(axis=0),
    )

"""Sides: groups of respondents set against each other, with what each says of every code."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.tables.blocks import Blocks
from qualcode.tables.counts import Counts
from qualcode.tables.frame import Longs


@dataclass(frozen=True, eq=False)
class Side:
    """One group, or several together."""

    group: str | None
    """Its value; None: all other groups together."""
    total: int
    """N."""
    words: int
    """Words of its participants."""
    respondent_words: int
    """Words of its respondents: those of voices that cannot be told apart are not among them."""
    respondents: Longs
    """Respondents with a mention of each code."""
    mentions: Longs
    """Mentions of each code."""


def pairs_of(made: Blocks, counted: Counts, kept: Sequence[int], codes: int) -> list[tuple[Side, Side]]:
    """What is compared with what: two groups once, of more each with the rest."""
    if len(kept) == 2:
        return [(_side(made, counted, kept[:1], codes), _side(made, counted, kept[1:], codes))]
    rests = [[block for block in kept if block != own] for own in kept]
    return [
        (_side(made, counted, [own], codes), _side(made, counted, rest, codes))
        for own, rest in zip(kept, rests, strict=True)
    ]


def _side(made: Blocks, counted: Counts, own: Sequence[int], codes: int) -> Side:
    """Groups added up; nobody stands in two of them."""
    inside = np.isin(np.repeat(np.arange(len(made.sizes)), made.sizes), own)  # members stand in order of block
    return Side(
        group=made.groups[own[0]] if len(own) == 1 else None,
        total=int(made.sizes[own].sum()),
        words=int(made.words[own].sum()),
        respondent_words=int(made.member_words[inside].sum()),
        respondents=counted.respondents.reshape(-1, codes)[own].sum(axis=0),
        mentions=counted.mentions.reshape(-1, codes)[own].sum(axis=0),
    )

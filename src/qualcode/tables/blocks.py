"""Blocks: the groups of a table made with `--by`, with the respondents and words of each.

Without `--by` there is one block that holds every participant.
"""

from dataclasses import dataclass

import numpy as np

from qualcode.model import ROLES
from qualcode.tables.frame import Bools, Frame, Ints, Longs
from qualcode.tables.options import SMALLEST_CELL, Options

PARTICIPANT = ROLES.index("participant")


@dataclass(frozen=True, eq=False)
class Blocks:
    """Groups of participants' turns, and the denominators of each group."""

    groups: tuple[str | None, ...]
    """Value of the attribute for each block, sorted; None, the last one, is for turns without a value."""
    turn_block: Ints
    """Block of each turn; -1 for turns that are not a participant's."""
    words: Longs
    """Participants' words in each block, those of voices that cannot be told apart included."""
    members: Longs
    """Sorted `block * len(respondents) + respondent` of everyone with at least one word in the block."""
    member_words: Longs
    """Words of each member in the block."""
    sizes: Longs
    """N: members of each block."""
    total: int
    """Different respondents of all blocks together."""
    everyone: int
    """The number by which `members` divide into block and respondent: that of the corpus' respondents, at least 1."""

    @property
    def member_block(self) -> Longs:
        """Block of each member."""
        return self.members // self.everyone

    @property
    def member_respondent(self) -> Longs:
        """Respondent that each member is."""
        return self.members % self.everyone


def participants(frame: Frame) -> Bools:
    """True for each turn of a participant: the only turns that are counted."""
    return np.asarray(frame.turn_role == PARTICIPANT)


def blocks(frame: Frame, by: str = "") -> Blocks:
    """The blocks that an attribute makes; one block when `by` is empty."""
    counted = participants(frame)
    if by:
        groups, turn_block = _groups(frame, by, counted)
    else:
        groups, turn_block = (None,), counted.astype(np.int32) - np.int32(1)
    return _with_denominators(frame, groups, turn_block)


def _groups(frame: Frame, by: str, counted: Bools) -> tuple[tuple[str | None, ...], Ints]:
    """Values that a participant's turn has, in order of their text, and the missing value last."""
    values, attribute = frame.attribute_values[by], frame.attribute(by)
    used = sorted(np.unique(attribute[counted & (attribute >= 0)]).tolist(), key=lambda index: values[index])
    place = np.full(len(values) + 1, -1, dtype=np.int32)  # its last entry answers for the missing value, -1
    place[used] = np.arange(len(used))
    groups: tuple[str | None, ...] = tuple(values[index] for index in used)
    if np.any(counted & (attribute < 0)):
        place[-1] = len(groups)
        groups = (*groups, None)
    return groups, np.where(counted, place[attribute], -1).astype(np.int32)


def _with_denominators(frame: Frame, groups: tuple[str | None, ...], turn_block: Ints) -> Blocks:
    size = len(groups)
    inside = turn_block >= 0
    words = np.bincount(turn_block[inside], frame.turn_words[inside], size).astype(np.int64)
    speaks = inside & (frame.turn_respondent >= 0) & (frame.turn_words > 0)
    everyone = max(len(frame.respondents), 1)
    keys = turn_block[speaks].astype(np.int64)
    keys *= everyone
    keys += frame.turn_respondent[speaks]
    members, member_words = _summed(keys, frame.turn_words[speaks], size * everyone)
    return Blocks(
        groups=groups,
        turn_block=turn_block,
        words=words,
        members=members,
        member_words=member_words,
        sizes=np.bincount(members // everyone, minlength=size),
        everyone=everyone,
        total=int(np.count_nonzero(np.bincount(members % everyone))),  # numpy.unique hashes, a hundred times slower
    )


def _summed(keys: Longs, words: Ints, most: int) -> tuple[Longs, Longs]:
    """The different keys, all below `most`, in order, and the words of each; every item has some."""
    if most > _ROOM * len(keys):
        members, place = np.unique(keys, return_inverse=True)
        return members, np.bincount(place, words, len(members)).astype(np.int64)
    total = np.bincount(keys, words, most)  # a place for each key there may be: no need to sort ten million
    members = np.flatnonzero(total)
    return members, total[members].astype(np.int64)


_ROOM = 4
"""Keys that may be there for each that is."""


def members_of(frame: Frame, made: Blocks, turn: "Ints | Longs") -> tuple[Longs, Bools]:
    """The block member who speaks each turn, and whether there is one.

    Voices that cannot be told apart, people without words and other roles are no members.
    """
    block, respondent = made.turn_block[turn].astype(np.int64), frame.turn_respondent[turn]
    keys = block * made.everyone + respondent
    member = np.searchsorted(made.members, keys)
    found = np.append(made.members, -1)[member] == keys
    return member, found & (respondent >= 0) & (block >= 0)


def listing_groups(frame: Frame, options: Options) -> list[str | None] | None:
    """The attribute's value for each turn of a table that lists turns or codings; None where none is asked for.

    Small groups lose their value when redacted. Turns of other roles keep it: they are listed, not counted.
    """
    if not options.by:
        return None
    hidden = _small(frame, options.by) if options.redact else set()
    named = [None if value in hidden else value for value in frame.attribute_values[options.by]]
    return [named[index] if index >= 0 else None for index in frame.attribute(options.by).tolist()]


def group_names(made: Blocks, redact: bool) -> list[str | None]:
    """Value of each block; a group of one or two loses it when redacted, for it can tell who they are."""
    small = [redact and size < SMALLEST_CELL for size in made.sizes.tolist()]
    return [None if few else group for group, few in zip(made.groups, small, strict=True)]


def _small(frame: Frame, by: str) -> set[str]:
    made = blocks(frame, by)
    large = {group for group, size in zip(made.groups, made.sizes.tolist(), strict=True) if size >= SMALLEST_CELL}
    return {value for value in frame.attribute_values[by] if value not in large}

"""Attributes: what they are said of, and which of their groups can be compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Bools, Frame, Int32s, Int64s, participants, sessions_of_turns
from qualcode.languages.catalogue import Messages
from qualcode.model.corpus import AttributeLevel
from qualcode.model.finding import Finding
from qualcode.tables.parts import KeySums, TablePart, sums_of
from qualcode.text.visible import natural

if TYPE_CHECKING:
    from qualcode.tables.kind import TableOptions


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of participants' turns, and the denominators of each group."""

    groups: tuple[str | None, ...]
    """Value of the attribute for each block, sorted; None, the last one, is for turns without a value."""
    turn_block: Int32s
    """Block of each turn; -1 for turns that are not a participant's. Empty where only sums are there."""
    place: Int64s
    """Block of each slot (`slots`); -1: none."""
    words: Int64s
    """Participants' words in each block, those of voices that cannot be told apart included."""
    members: Int64s
    """Sorted `block * len(respondents) + respondent` of everyone with at least one word in the block.

    Where only numbers are shown, those who speak in one shard are counted, and not named here.
    """
    member_words: Int64s
    """Words of each member in the block."""
    sizes: Int64s
    """N: members of each block."""
    total: int
    """Different respondents of all blocks together."""
    everyone: int
    """The number by which `members` divide into block and respondent: that of the corpus' respondents, at least 1."""

    @property
    def member_block(self) -> Int64s:
        """Block of each member."""
        return self.members // self.everyone

    @property
    def member_respondent(self) -> Int64s:
        """Respondent that each member is."""
        return self.members % self.everyone


def slots(frame: Frame, by: str) -> Int32s:
    """Where each turn counts: the number of its value of an attribute, one more for the missing value; -1: nowhere.

    A slot has the same number in every shard of a corpus. Without an attribute there is one.
    """
    counted = participants(frame)
    if not by:
        return counted.astype(np.int32) - np.int32(1)
    value = frame.attribute(by)
    return np.where(counted, np.where(value < 0, len(frame.attribute_values[by]), value), -1).astype(np.int32)


def said_in_slots(frame: Frame, slot: Int32s) -> TablePart:
    """Who says how much in which slot: turns and words of each slot, and words of each respondent there."""
    inside = slot >= 0
    speaks = inside & (frame.turn_respondent >= 0) & (frame.turn_words > 0)
    keys = slot[speaks].astype(np.int64)
    keys *= everyone(frame)
    keys += frame.turn_respondent[speaks]
    turns = np.ones(np.count_nonzero(inside), np.int8)
    return {
        "slots": KeySums.of(slot[inside], turns, frame.turn_words[inside]),
        "members": KeySums.of(keys, frame.turn_words[speaks]),
    }


def everyone(frame: Frame) -> int:
    """The number by which keys divide into slot or block, and respondent."""
    return max(len(frame.respondents), 1)


def groups_by(frame: Frame, by: str = "") -> Groups:
    """The blocks that an attribute makes; one block when `by` is empty."""
    slot = slots(frame, by)
    made = groups_of(frame, by, said_in_slots(frame, slot))
    return replace(made, turn_block=np.append(made.place, -1)[slot].astype(np.int32))


def groups_of(frame: Frame, by: str, part: TablePart) -> Groups:
    """The same without their turns, from what was counted (`said_in_slots`)."""
    of_slots, of_members, width = sums_of(part, "slots"), sums_of(part, "members"), everyone(frame)
    groups, used = _groups(frame, by, of_slots.keys.tolist())
    place = np.full(len(frame.attribute_values[by]) + 1 if by else 1, -1)
    place[used] = np.arange(len(used))
    words = np.zeros(len(groups), np.int64)
    words[place[of_slots.keys]] = of_slots.sums[:, 1]
    slot, respondent = np.divmod(of_members.keys, width)
    members, member_words = place[slot] * width + respondent, of_members.sums[:, 0]
    if (members[1:] < members[:-1]).any():
        order = np.argsort(members)
        members, member_words = members[order], member_words[order]
    sizes, total = np.bincount(members // width, minlength=len(groups)), np.count_nonzero(np.bincount(respondent))
    if "others" in part:
        others = sums_of(part, "others")
        sizes[place[others.keys]] += others.sums[:, 0]
        total += int(sums_of(part, "all others").sums.sum())
    return Groups(
        groups=groups,
        turn_block=np.empty(0, np.int32),
        place=place,
        words=words,
        members=members,
        member_words=member_words,
        sizes=sizes,
        everyone=width,
        total=int(total),
    )


def _groups(frame: Frame, by: str, there: Sequence[int]) -> tuple[tuple[str | None, ...], list[int]]:
    """Values that a participant's turn has, in order of their numbers and text, the missing value last; their slots."""
    if not by:
        return (None,), [0]
    values = frame.attribute_values[by]
    used = sorted((slot for slot in there if slot < len(values)), key=lambda slot: natural(values[slot]))
    missing = [slot for slot in there if slot == len(values)]
    return (*(values[slot] for slot in used), *(None for _ in missing)), [*used, *missing]


def members_of(frame: Frame, made: Groups, turn: "Int32s | Int64s") -> tuple[Int64s, Bools]:
    """The block member who speaks each turn, and whether there is one.

    Voices that cannot be told apart, people without words and other roles are no members.
    """
    block, respondent = made.turn_block[turn].astype(np.int64), frame.turn_respondent[turn]
    member, found = _members_at(made, block * made.everyone + respondent)
    return member, found & (respondent >= 0) & (block >= 0)


def members_in(made: Groups, keys: Int64s) -> tuple[Int64s, Bools]:
    """The same for keys `slot * everyone + respondent`."""
    slot, respondent = np.divmod(keys, made.everyone)
    return _members_at(made, made.place[slot] * made.everyone + respondent)


def _members_at(made: Groups, keys: Int64s) -> tuple[Int64s, Bools]:
    member = np.searchsorted(made.members, keys)
    return member, np.append(made.members, -1)[member] == keys


def level(frame: Frame, name: str) -> AttributeLevel:
    """What an attribute is said of: as `corpus.yaml` declares, else the widest thing that has one value each.

    Where each respondent has one value it is `respondent`, also when each session has one too: people are what is
    compared, and values of a session that never differ within a person say the same of the person.
    """
    declared = frame.declared.get(name)
    if declared and declared.level:
        return declared.level
    if not len(_several(frame, name, frame.turn_respondent)):
        return "respondent"
    return "session" if differing_sessions(frame, name) == 0 else "turn"


def differing_sessions(frame: Frame, name: str) -> int:
    """Sessions whose participants have different values of an attribute."""
    return len(_several(frame, name, sessions_of_turns(frame)))


def attribute_note(frame: Frame, options: "TableOptions") -> str:
    """A sentence that says what the attribute of the groups is said of, and how that is known."""
    name = options.by
    declared = frame.declared.get(name)
    label = declared.called(options.lang) if declared else ""
    called = f"`{name}` ({label})" if label else f"`{name}`"
    unit = Messages(options.lang).noun(2, level(frame, name))
    if declared and declared.level:
        return options.message("{name} is an attribute of {units} (corpus.yaml).", name=called, units=unit)
    return options.message(
        "{name} is taken as an attribute of {units}, by its values; corpus.yaml does not declare its level.",
        name=called,
        units=unit,
    )


def in_several(frame: Frame, made: Groups) -> list[str]:
    """Respondents who stand in more than one group; the missing value is no group."""
    who = made.member_respondent[np.isin(made.member_block, _named(made))]
    number, often = np.unique(who, return_counts=True)
    return [frame.respondents[at] for at in number[often > 1].tolist()]


def compared(made: Groups) -> list[int]:
    """Blocks that can be compared: those with a value and at least one respondent."""
    return [block for block in _named(made) if made.sizes[block]]


def nothing_to_compare(made: Groups, by: str) -> tuple[Finding, ...]:
    """An error where an attribute makes fewer than two groups that can be compared."""
    groups = len(compared(made))
    if groups > 1:
        return ()
    message = f"`{by}` makes {groups} group of respondents: there is nothing to compare"
    return (Finding("error", "one-group", message, hint="name an attribute with two values or more"),)


def report_incomparable(made: Groups, options: "TableOptions") -> tuple[str, ...]:
    """Sentences about respondents and groups that cannot be compared."""
    by = options.by
    named = np.isin(made.member_block, _named(made))
    inside, outside = (made.member_respondent[each] for each in (named, ~named))
    without, partly = len(np.setdiff1d(outside, inside)), len(np.intersect1d(outside, inside))
    said = []
    if without:
        said.append(
            options.message(
                "Left out: {without} of {total} respondents, who have no value of `{by}`.",
                without=without,
                total=made.total,
                by=by,
            )
        )
    if partly:
        said.append(
            options.message("Left out: what {partly} respondents said where `{by}` has no value.", partly=partly, by=by)
        )
    return (*said, *(_nobody(made, block, options) for block in _named(made) if not made.sizes[block]))


def _nobody(made: Groups, block: int, options: "TableOptions") -> str:
    called = f" `{made.groups[block]}`"
    return options.message("Left out: the group{called}, in which nobody can be told apart (N = 0).", called=called)


def _named(made: Groups) -> list[int]:
    return [block for block, group in enumerate(made.groups) if group is not None]


def _several(frame: Frame, name: str, owner: Int32s) -> Int32s:
    """Owners of participants' turns that have more than one value; -1 owns nothing."""
    value = frame.attribute(name)
    known = participants(frame) & (value >= 0) & (owner >= 0) & (frame.turn_words > 0)
    pairs = np.unique(np.stack([owner[known], value[known]]), axis=1)
    owners, often = np.unique(pairs[0], return_counts=True)
    several: Int32s = owners[often > 1]
    return several


def dividing_attributes(frame: Frame) -> list[str]:
    """Attributes of the corpus, those first by which respondents fall into a few groups of some size."""

    def rank(name: str) -> tuple[bool, int, str]:
        speaking = frame.turn_respondent >= 0
        pairs = {
            *zip(frame.turn_respondent[speaking].tolist(), frame.turn_attribute[name][speaking].tolist(), strict=True)
        }
        sizes = Counter(value for _, value in pairs if value >= 0)
        useful = len(sizes) >= 2 and 2 * len(sizes) <= sum(sizes.values())
        return not useful, -sum(sizes.values()), name

    return sorted(frame.attribute_names, key=rank)

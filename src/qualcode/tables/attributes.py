"""Attributes: what they are said of, and which of their groups can be compared."""

import numpy as np

from qualcode.model import Finding
from qualcode.model.corpus import AttributeLevel
from qualcode.tables.blocks import Blocks, participants
from qualcode.tables.frame import Frame, Ints
from qualcode.tables.notes import UNIT
from qualcode.tables.options import Options


def level(frame: Frame, name: str) -> AttributeLevel:
    """What an attribute is said of: as `corpus.yaml` declares, else the widest thing that has one value each.

    Where each respondent has one value it is `respondent`, also when each session has one too: people are what is
    compared, and values of a session that never differ within a person say the same of the person.
    """
    declared = frame.declared.get(name)
    if declared and declared.level:
        return declared.level
    if _is_constant(frame, name, frame.turn_respondent):
        return "respondent"
    return "session" if differing_sessions(frame, name) == 0 else "turn"


def differing_sessions(frame: Frame, name: str) -> int:
    """Sessions whose participants have different values of an attribute."""
    return len(_several(frame, name, _sessions(frame)))


def said_level(frame: Frame, options: Options) -> str:
    """A sentence that says what the attribute of the groups is said of, and how that is known."""
    name = options.by
    declared = frame.declared.get(name)
    called = f"`{name}` ({declared.label})" if declared and declared.label else f"`{name}`"
    found = level(frame, name)
    if declared and declared.level:
        return options.said(
            f"{called} is an attribute of {found}s (corpus.yaml).",
            f"{called} adalah atribut {UNIT[found]} (corpus.yaml).",
        )
    return options.said(
        f"{called} is taken as an attribute of {found}s, by its values; corpus.yaml does not declare its level.",
        f"{called} dianggap sebagai atribut {UNIT[found]} menurut nilainya; corpus.yaml tidak menyatakan tingkatnya.",
    )


def in_several(frame: Frame, made: Blocks) -> list[str]:
    """Respondents who stand in more than one group; the missing value is no group."""
    who = made.member_respondent[np.isin(made.member_block, _named(made))]
    number, often = np.unique(who, return_counts=True)
    return [frame.respondents[at] for at in number[often > 1].tolist()]


def compared(made: Blocks) -> list[int]:
    """Blocks that can be compared: those with a value and at least one respondent."""
    return [block for block in _named(made) if made.sizes[block]]


def nothing_to_compare(made: Blocks, by: str) -> tuple[Finding, ...]:
    """An error where an attribute makes fewer than two groups that can be compared."""
    groups = len(compared(made))
    if groups > 1:
        return ()
    message = f"`{by}` makes {groups} group of respondents: there is nothing to compare"
    return (Finding("error", "one-group", message, hint="name an attribute with two values or more"),)


def left_out(frame: Frame, made: Blocks, options: Options) -> tuple[str, ...]:
    """Sentences about respondents and groups that cannot be compared; a redacted table names no such group."""
    by = options.by
    named = np.isin(made.member_block, _named(made))
    inside, outside = (made.member_respondent[each] for each in (named, ~named))
    without, partly = len(np.setdiff1d(outside, inside)), len(np.intersect1d(outside, inside))
    said = []
    if without:
        said.append(
            options.said(
                f"Left out: {without} of {made.total} respondents, who have no value of `{by}`.",
                f"Tidak disertakan: {without} dari {made.total} informan yang tidak memiliki nilai `{by}`.",
            )
        )
    if partly:
        said.append(
            options.said(
                f"Left out: what {partly} respondents said where `{by}` has no value.",
                f"Tidak disertakan: ucapan {partly} informan di tempat `{by}` tidak memiliki nilai.",
            )
        )
    return (*said, *(_nobody(made, block, options) for block in _named(made) if not made.sizes[block]))


def _nobody(made: Blocks, block: int, options: Options) -> str:
    called = "" if options.redact else f" `{made.groups[block]}`"
    return options.said(
        f"Left out: the group{called}, in which nobody can be told apart (N = 0).",
        f"Tidak disertakan: kelompok{called}, yang tidak seorang pun di dalamnya dapat dibedakan (N = 0).",
    )


def _named(made: Blocks) -> list[int]:
    return [block for block, group in enumerate(made.groups) if group is not None]


def _sessions(frame: Frame) -> Ints:
    """Number of each turn's session."""
    number = {session: at for at, session in enumerate(dict.fromkeys(frame.sessions))}
    return np.array([number[session] for session in frame.sessions], np.int32)[frame.turn_transcript]


def _is_constant(frame: Frame, name: str, owner: Ints) -> bool:
    return len(_several(frame, name, owner)) == 0


def _several(frame: Frame, name: str, owner: Ints) -> Ints:
    """Owners of participants' turns that have more than one value; -1 owns nothing."""
    value = frame.attribute(name)
    known = participants(frame) & (value >= 0) & (owner >= 0) & (frame.turn_words > 0)
    pairs = np.unique(np.stack([owner[known], value[known]]), axis=1)
    owners, often = np.unique(pairs[0], return_counts=True)
    several: Ints = owners[often > 1]
    return several

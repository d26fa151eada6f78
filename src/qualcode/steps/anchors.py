"""Anchors: does a coding still stand on the words on which it was made?"""

from qualcode.model import PersonCoding

CONTEXT = 32
"""Characters kept before and after a quote."""


def stands(coding: PersonCoding, text: str) -> bool:
    """Whether the quote is in its place in the text of its turn, among the words that were around it.

    A short quote such as *iya* may stand at the same place of another answer; its surroundings tell.
    """
    return text[coding.start : coding.end] == coding.quote and _context_holds(coding, text)


def _context_holds(coding: PersonCoding, text: str) -> bool:
    """Whether what was kept of the surroundings is still there; codings without a hash kept nothing."""
    if not coding.turn_sha256:
        return True
    before, after = text[max(0, coding.start - CONTEXT) : coding.start], text[coding.end : coding.end + CONTEXT]
    return (before, after) == (coding.prefix, coding.suffix)

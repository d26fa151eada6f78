"""Notes: the sentences under every table of topics."""

from typing import Any

import numpy as np

from qualcode.tables.frame import Codings, Frame
from qualcode.tables.notes import kept, some
from qualcode.tables.options import Options
from qualcode.topics.coverage import has_codebook
from qualcode.topics.fitted import Fitted

CAUTION = "Topics are patterns of words, not findings: read the segments before you name one."


def topic_title(what: str, frame: Frame) -> str:
    """Title of a table of topics."""
    return f"{what}: corpus {frame.corpus}"


def in_order(fitted: Fitted) -> list[int]:
    """The topics that are reported, in order of their numbers."""
    shown = np.flatnonzero(fitted.reported)
    return [int(one) for one in shown[np.argsort(fitted.number[shown], kind="stable")]]


def topic_notes(frame: Frame, codings: Codings, fitted: Fitted, options: Options) -> tuple[str, ...]:
    """N, how the topics were found, what was left out, cautions."""
    invented = "Invented interviews (synthetic)." if frame.synthetic else ""
    return kept(
        (
            f"N = {some(fitted.people, 'respondent')}: participants with at least one word.",
            invented,
            _found(fitted),
            _judged(fitted),
            _hidden(fitted),
            _compared(codings),
            CAUTION,
        )
    )


def _found(fitted: Fitted) -> str:
    asked, terms = fitted.options, some(len(fitted.terms), "term")
    units = f"{some(fitted.units.size, fitted.units.kind)} of participants"
    without = int((fitted.unit_topic < 0).sum())
    return (
        f"Found by {asked.method}: {some(fitted.size, 'topic')} of {terms} in {units}, seed {asked.seed}; "
        f"{without} hold no term of a topic."
    )


def _judged(fitted: Fitted) -> str:
    samples = some(fitted.options.samples, "sample")
    return (
        "Stability: mean share of its ten heaviest terms that a topic keeps when it is looked for in "
        f"{samples} of respondents drawn with replacement; stable from {fitted.options.stable}."
    )


def _hidden(fitted: Fitted) -> str:
    hidden, least = int((~fitted.reported).sum()), fitted.options
    if not hidden:
        return ""
    return (
        f"Not reported: {some(hidden, 'topic')} with fewer than {least.fewest_segments} {fitted.units.kind}s "
        f"or {least.fewest_respondents} respondents."
    )


def _compared(codings: Codings) -> str:
    if not has_codebook(codings):
        return "Nothing is coded yet: what a codebook leaves out is not known."
    named = " ".join(part for part in (codings.codebook, codings.version) if part)
    return f"Compared with the codings of {codings.coder} ({named}); a unit is coded when any coding stands in it."


def topic_meta(frame: Frame, codings: Codings, fitted: Fitted) -> dict[str, Any]:
    """The facts of the notes for machines."""
    return {
        "n": fitted.people,
        "corpus": frame.corpus,
        "synthetic": frame.synthetic,
        "method": fitted.options.method,
        "topics": fitted.size,
        "unit": fitted.units.kind,
        "seed": fitted.options.seed,
        "samples": fitted.options.samples,
        "coder": codings.coder,
        "codebook": codings.codebook,
        "codebook_version": codings.version,
        "codebook_sha256": codings.sha256,
    }

"""Notes: the sentences under every table of topics."""

from typing import Any

from qualcode.tables.blocks import blocks
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.notes import corpus_notes, kept, some
from qualcode.tables.options import Options
from qualcode.topics.coverage import has_codebook
from qualcode.topics.fitted import Fitted

CAUTION = "Topics are patterns of words, not findings: read the segments before you name one."


def topic_title(what: str, frame: Frame) -> str:
    """Title of a table of topics."""
    return f"{what}: corpus {frame.corpus}"


def topic_notes(frame: Frame, codings: Codings, fitted: Fitted, options: Options) -> tuple[str, ...]:
    """N, how the topics were found, what was left out, cautions."""
    asked = fitted.options
    hidden = int((~fitted.reported).sum())
    said = (
        *corpus_notes(frame, blocks(frame), options),
        f"Found by {asked.method} in {some(fitted.units.size, fitted.units.kind)}, {fitted.size} topics, seed {asked.seed}.",
        f"Stability: share of its ten heaviest terms that a topic keeps in {some(asked.samples, 'sample')} of respondents "
        f"drawn with replacement; from {asked.stable} it is marked stable.",
        f"Not reported: {some(hidden, 'topic')} with fewer than {asked.fewest_segments} {fitted.units.kind}s or "
        f"{asked.fewest_respondents} respondents."
        if hidden
        else "",
        f"Codebook: {codings.codebook} {codings.version}".rstrip() + f", coder {codings.coder}."
        if has_codebook(codings)
        else "Nothing is coded yet: what the codebook leaves out is not known.",
        CAUTION,
    )
    return kept(said)


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

"""Notes: the title, the sentences under a table, and the same facts for machines."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from qualcode.tables.blocks import Blocks, participants
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.options import SMALLEST_CELL, Options

FREQUENCY = "Frequency is not importance."


def title(what: str, frame: Frame, codings: Codings, options: Options) -> str:
    """Title of a table: what it lists, the corpus and the coder layer."""
    by = f" by {options.by}" if options.by else ""
    return f"{what}{by}: corpus {frame.corpus}, coder {codings.coder}"


def corpus_notes(frame: Frame, blocks: Blocks, options: Options) -> tuple[str, ...]:
    """The sentences under a table that is made without codings."""
    invented = "Invented interviews (synthetic)." if frame.synthetic else ""
    return kept((_n(blocks, options), invented, _voices(frame)))


def notes(frame: Frame, codings: Codings, blocks: Blocks, options: Options) -> tuple[str, ...]:
    """The sentences that every table carries, in one order: N, coder, codebook, cautions."""
    said = (
        _n(blocks, options),
        f"Coder: {codings.coder} ({codings.kind}).",
        _codebook(codings),
        "Invented interviews (synthetic)." if frame.synthetic else "",
        "Made by rules alone: rules suggest, people find." if codings.kind == "rules" else "",
        options.validation or "",
        _voices(frame),
        _left_out(frame, codings),
    )
    return kept(said)


def kept(said: Iterable[str]) -> tuple[str, ...]:
    """The sentences that say something."""
    return tuple(sentence for sentence in said if sentence)


def redaction(options: Options) -> str:
    """What `--redact` took out of a table, as a sentence; empty when nothing."""
    if not options.redact:
        return ""
    cells = f"; groups and cells under {SMALLEST_CELL} respondents are suppressed" if options.by else ""
    return f"Redacted: without quotes, names and paths{cells}."


def meta(frame: Frame, codings: Codings, blocks: Blocks, options: Options) -> dict[str, Any]:
    """The facts of the notes for machines."""
    return {
        "n": blocks.total,
        "words": int(blocks.words.sum()),
        "corpus": frame.corpus,
        "synthetic": frame.synthetic,
        "coder": codings.coder,
        "coder_kind": codings.kind,
        "codebook": codings.codebook,
        "codebook_version": codings.version,
        "codebook_sha256": codings.sha256,
        "by": options.by,
        "redacted": options.redact,
        "validation": options.validation,
    }


def _n(blocks: Blocks, options: Options) -> str:
    if not options.by:
        return f"N = {blocks.total} respondents: participants with at least one word."
    said = f"N = {blocks.total} respondents; N of a block = its participants with at least one word."
    if int(blocks.sizes.sum()) > blocks.total:
        said += f" Some respondents stand in several blocks and count in each of them ({options.by})."
    return said


def _codebook(codings: Codings) -> str:
    named = " ".join(part for part in (codings.codebook, codings.version) if part)
    hashed = f"sha256 {codings.sha256[:12]}" if codings.sha256 else ""
    said = ", ".join(part for part in (named, hashed) if part)
    return f"Codebook: {said}." if said else ""


def _voices(frame: Frame) -> str:
    voices = participants(frame) & (frame.turn_respondent < 0) & (frame.turn_words > 0)
    turns = int(np.count_nonzero(voices))
    if not turns:
        return ""
    return f"Voices that cannot be told apart ({some(turns, 'turn')}) count in mentions and words, never in N."


def _left_out(frame: Frame, codings: Codings) -> str:
    others = int(np.count_nonzero(~participants(frame)[codings.turn]))
    return f"Not counted: {some(others, 'coding')} in turns of other or unknown roles." if others else ""


def some(number: int, unit: str) -> str:
    """A number with its unit: *1 turn*, *2 turns*."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

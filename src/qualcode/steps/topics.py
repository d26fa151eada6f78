"""Topics: what people talk about, beside what the codebook codes."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.model import Finding, Table
from qualcode.rules.analyser import Analyser
from qualcode.steps.errors import StepError
from qualcode.steps.export import Layer, open_layer, uncoded_layer
from qualcode.steps.frame import Framed
from qualcode.steps.index import Progress
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.speech import Speech, speech
from qualcode.steps.study import Opened
from qualcode.steps.vectors import unit_vectors
from qualcode.steps.vocabulary import light_keys
from qualcode.tables import Options
from qualcode.topics.fit import fit, usual
from qualcode.topics.fitted import Fitted
from qualcode.topics.methods import METHODS
from qualcode.topics.options import TopicOptions
from qualcode.topics.problems import bad_options, problems, with_usual_k
from qualcode.topics.spoken import Spoken
from qualcode.topics.stop_words import stop_words
from qualcode.topics.tables import TOPIC_TABLES
from qualcode.topics.terms import count_terms
from qualcode.topics.units import units

UNCODED = ("not-coded", "stale-codings", "no-codebook")
"""Errors of a study whose codings cannot be compared with topics."""


@dataclass(frozen=True)
class TopicsReport:
    """Topics that were found."""

    topics: Table
    """The table `topics`."""
    fitted: Fitted
    """All about them."""
    findings: tuple[Finding, ...]
    """Warnings about codings and topics."""


def topics(opened: Opened, options: TopicOptions, progress: Progress | None = None) -> TopicsReport:
    """Find topics in the participants' speech.

    Raises:
        StepError: the corpus is too small, or the options ask for what it cannot give.
    """
    if wrong := bad_options(options):
        raise StepError(*wrong)
    with opened.writing():
        layer, findings = topic_layer(opened)
        analyser = load_analyser(opened)
        fitted = find_topics(opened, layer.framed, analyser, options, progress)
        save_analyser(opened, analyser)
        table = TOPIC_TABLES["topics"].of(fitted)(layer.framed.frame, layer.codings, Options())
    return TopicsReport(table, fitted, findings)


def topic_layer(opened: Opened, coder: str = "rules", codebook: str = "") -> tuple[Layer, tuple[Finding, ...]]:
    """The codings that topics are compared with; none where nothing is coded, and a note that says so."""
    try:
        layer = open_layer(opened, coder, codebook)
    except StepError as error:
        if coder != "rules" or any(each.code not in UNCODED for each in error.findings if each.level == "error"):
            raise
        return uncoded_layer(opened), tuple(replace(each, level="warning") for each in error.findings)
    return layer, layer.findings


def find_topics(
    opened: Opened, framed: Framed, analyser: Analyser, options: TopicOptions, progress: Progress | None = None
) -> Fitted:
    """Count the words of the participants and fit a model.

    Raises:
        StepError: the corpus is too small for what is asked.
    """
    columns = framed.frame
    made = units(columns, options.unit, options.window)
    options = usual(made, options)
    spoken = spoken_words(opened, framed, analyser)
    terms = count_terms(spoken, made, options)
    used = int(np.count_nonzero(spoken.used & (made.of_segment[spoken.segment] >= 0)))
    if wrong := problems(made, terms, used, options):
        raise StepError(*wrong)
    vectors = None
    if METHODS[options.method].vectors:
        vectors = unit_vectors(opened, framed, made, np.unique(spoken.segment[spoken.used]), progress)
    return fit(columns, made, terms, with_usual_k(terms, options), progress, vectors)


def spoken_words(opened: Opened, framed: Framed, analyser: Analyser) -> Spoken:
    """The running words of a corpus, with those marked that say something."""
    said = speech(framed, analyser)
    stopped = _stopped(framed, said, analyser)
    used = said.content & ~said.name & ~stopped
    return Spoken(said.forms[0], said.forms[1], said.running.key, said.running.segment, said.running.breaks, used)


def _stopped(framed: Framed, said: Speech, analyser: Analyser) -> Flags:
    """Words that are stop words, or share a light key with one."""
    listed = stop_words()
    forms, form = said.forms
    keys = light_keys(forms, analyser)
    stop_keys = set(light_keys(sorted(listed), analyser))
    out = np.array([len(each) < 3 or each in listed or key in stop_keys for each, key in zip(forms, keys, strict=True)])
    return out.astype(np.bool_)[form]

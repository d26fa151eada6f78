"""Spoken words: the running words of a corpus, with those marked from which topics are made."""

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.rules.analyser import Analyser
from qualcode.steps.frame import Framed
from qualcode.steps.speech import Speech, speech
from qualcode.steps.study import Opened
from qualcode.steps.vocabulary import light_keys
from qualcode.text import lexicon, tokens, wordlists
from qualcode.topics.spoken import Spoken
from qualcode.topics.stop_words import stop_words

SHORTEST = 3
"""Letters of the shortest word that can be a term."""


def spoken_words(opened: Opened, framed: Framed, analyser: Analyser) -> Spoken:
    """The running words; stop words, fillers, numbers and names are not used.

    A name is a word that is mostly written with a capital where no sentence begins, a word of a speaker's label or
    respondent's name that no dictionary of roots has, or one that the study lists.
    """
    said = speech(framed, analyser)
    names = {name.lower() for each in opened.study.topics.names for name in tokens.keys(each)} | _labels(framed)
    out = _stopped(said, stop_words(opened.study.topics.stop_words) | names, analyser)
    used = said.content & ~said.name & ~out
    forms, form = said.forms
    running = said.running
    form, key, segment = (each.astype(np.int64, copy=False) for each in (form, running.key, running.segment))
    return Spoken(forms, form, key, segment, running.breaks, used)


def _stopped(said: Speech, listed: frozenset[str], analyser: Analyser) -> Flags:
    """Words that are too short, are listed, or share a light key with a listed one."""
    forms, form = said.forms
    stop_keys = set(light_keys(sorted(listed), analyser))
    by_form = np.array([len(each) < SHORTEST or each in listed for each in forms], np.bool_)
    by_key = np.array([each in stop_keys for each in said.keys], np.bool_)
    out: Flags = by_form[form] | by_key[said.running.key]
    return out


def _labels(framed: Framed) -> set[str]:
    """Words of the speakers' labels and the respondents' names that are no words of the language."""
    columns = framed.frame
    if len(columns.speakers) > 10_000:  # a survey: labels are numbers of rows
        return set()
    roles = {word for entry in wordlists.load("role_labels") for word in entry.split()}
    words = {word for label in [*columns.speakers, *columns.respondents] for word in tokens.keys(label)}
    return {word for word in words if word not in roles and word not in lexicon.roots() and not word.isdigit()}

"""A copy of a study with the transcripts whose participants agreed to a use of their words, and with nothing else."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from qualcode.corpus.frame import CONSENT, Frame, said_by_participants
from qualcode.corpus.shards import read_transcript
from qualcode.corpus.speakers import Speakers
from qualcode.identifiers.traces import search_folder
from qualcode.model.corpus import CONSENTS, Consent, consent_of
from qualcode.privacy.leaving import Leaving, five_words_of, runs_said_only
from qualcode.privacy.without import corpus_without, lines_without, looks_without, respondents_without, sample_without
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.jsonl import write
from qualcode.store.layout import StudyLayout
from qualcode.store.people import coder_without
from qualcode.store.study import OpenStudy

_MOST_NAMED = 5
"""Transcripts that a message names."""


def consent_by_transcript(study: OpenStudy, frame: Frame) -> dict[str, Consent]:
    """The widest use of each transcript to which everybody in it agreed; `none` where nothing is said."""
    found = dict[str, Consent]()
    for transcript, stated in _stated(frame).items():
        uses: list[Consent] = [use for use in CONSENTS[1:] if study.corpus.allows(use, stated)]
        found[transcript] = uses[-1] if uses else "none"
    return found


def refusing(study: OpenStudy, frame: Frame) -> list[str]:
    """Transcripts of which it is said that nobody may use them (`consent: none`), whoever of those in them says so."""
    if study.corpus.synthetic:
        return []
    stated = _stated(frame)
    return [
        name for name, own in stated.items() if "none" in {consent_of(each or study.corpus.consent) for each in own}
    ]


def _stated(frame: Frame) -> dict[str, list[str]]:
    """Transcript -> what is stated of its participants' consent, each value once; empty: nothing of their own."""
    spoken = said_by_participants(frame)
    there = CONSENT in frame.attribute_names
    values = [*frame.attribute_values[CONSENT], ""] if there else [""]
    said = frame.attribute(CONSENT) if there else np.full(len(spoken), -1)
    return {
        name: [values[at] for at in np.unique(said[spoken & (frame.turn_transcript == number)]).tolist()]
        for number, name in enumerate(frame.transcripts)
    }


def unagreed_files(study: OpenStudy, frame: Frame, folder: Path, quoting: Collection[str] = ()) -> dict[str, list[str]]:
    """Files of a folder that quote participants who did not agree to that -> the transcripts of these.

    `quoting` are files that are known to quote, though perhaps in less than five words: who, nobody can say.
    """
    below = [name for name, use in consent_by_transcript(study, frame).items() if use in ("none", "analysis")]
    texts = {name: [turn.text for turn in read_transcript(study, name).turns] for name in below}
    only, _ = runs_said_only(study, (text for each in texts.values() for text in each), {}, below)
    runs = {
        name: set(only).intersection(run for text in each for run in five_words_of(text))
        for name, each in texts.items()
    }
    found = {file: set(below) for file in quoting} if below else {}
    said = dict[str, set[str]]()
    for trace in search_folder(folder, only).traces:
        said.setdefault(trace.file, set()).update(name for name in below if trace.string in runs[name])
    return {file: sorted(names) for file, names in sorted((found | said).items())}


def listed(transcripts: Sequence[str]) -> str:
    """Names of transcripts in a message: the first ones, and how many more there are."""
    more = len(transcripts) - _MOST_NAMED
    return ", ".join(transcripts[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def copy_study(study: OpenStudy, speakers: Speakers, kept: Collection[str], codebook: str, folder: Path) -> None:
    """Copy a study with some of its transcripts: settings, codebooks, codings and notes go along as far as these do.

    Sources, projects of other programs, what was taken back, tables, the lock and everything hidden stay behind.
    """
    layout, to, name = study.layout, StudyLayout(folder), study.name
    left = _left(study, speakers, kept)
    for path in _written_by_hand(layout, codebook):
        write_bytes(folder / layout.relative(path), read_bytes(path))
    if layout.corpus_file(name).is_file():
        write_bytes(to.corpus_file(name), corpus_without(read_bytes(layout.corpus_file(name)), left))
    if layout.respondents_file(name).is_file():
        data = read_bytes(layout.respondents_file(name))
        for respondent in _respondents(speakers, left.whole) - _respondents(speakers, kept):
            data = respondents_without(data, respondent)
        write_bytes(to.respondents_file(name), data)
    for transcript in kept:
        old = read_transcript(study, transcript)
        header = replace(old.header, source="", sha256="")
        write_bytes(to.transcript(name, transcript), write(header, old.turns))
    _copy_people(study, to, left)


def _left(study: OpenStudy, speakers: Speakers, kept: Collection[str]) -> Leaving:
    """Transcripts that stay behind, as if their speakers withdrew."""
    labels = {own[0].transcript: tuple(each.speaker for each in own) for own in speakers.transcripts if own}
    gone = [transcript for transcript in labels if transcript not in kept]
    here = {label for transcript in kept for label in labels.get(transcript, ())}
    alone = {label for transcript in gone for label in labels[transcript]} - here
    return Leaving(
        corpus=study.name, respondent="", turns=dict.fromkeys(gone, ()),
        labels={transcript: labels[transcript] for transcript in gone}, sole=tuple(sorted(alone)), whole=tuple(gone),
        numbered=(), foreign=(), sources=(), outside=(), names=(), alike=(), runs=(), shared=0, words=0, date="",
        stone=0,
    )  # fmt: skip


def _respondents(speakers: Speakers, transcripts: Collection[str]) -> set[str]:
    return {each.respondent for each in speakers.individuals if each.transcript in transcripts} - {""}


def _written_by_hand(layout: StudyLayout, codebook: str) -> Iterator[Path]:
    """Settings, codebooks and lists of words."""
    named = {layout.root / codebook} if codebook else set()
    found = {layout.study_file, *layout.codebooks.rglob("*"), *(layout.root / "words").rglob("*"), *named}
    inside = (path for path in found if path.is_file() and path.resolve().is_relative_to(layout.root.resolve()))
    yield from sorted(inside)


def _copy_people(study: OpenStudy, to: StudyLayout, left: Leaving) -> None:
    """Codings, memos, translations and samples of what goes along."""
    layout, name = study.layout, study.name
    for coder in layout.coder_names(name):
        for transcript in layout.coded_ids(name, coder):
            if transcript not in left.whole:
                data = read_bytes(layout.coding_file(name, coder, transcript))
                write_bytes(to.coding_file(name, coder, transcript), data)
        if layout.coder_file(name, coder).is_file():
            file = layout.coder_file(name, coder)
            write_bytes(to.coder_file(name, coder), coder_without(file, read_bytes(file), coder, left.whole))
    for sample in layout.sample_names(name):
        kept, units = sample_without(read_bytes(layout.sample(name, sample)), left)
        write_bytes(to.sample(name, sample), kept.data)
        if layout.looked_at(name, sample).is_file():
            looked = looks_without(read_bytes(layout.looked_at(name, sample)), units, left)
            write_bytes(to.looked_at(name, sample), looked.data)
    for folder in ("memos", "translations"):
        for path in _files(layout.corpus(name) / folder):
            where = to.corpus(name) / path.relative_to(layout.corpus(name))
            write_bytes(where, lines_without(read_bytes(path), left).data)


def _files(folder: Path) -> list[Path]:
    return [Path(here, file) for here, _, files in os.walk(folder) for file in sorted(files)]


def counted(consents: Mapping[str, Consent]) -> dict[Consent, int]:
    """How many transcripts have each consent."""
    return {use: sum(each == use for each in consents.values()) for use in CONSENTS}

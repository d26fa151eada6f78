"""What a user can name as a table of topics."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.table import Column, Table
from qualcode.tables.groups import UNITS_IN_INDONESIAN
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.notes import invented, nonempty_sentences, some
from qualcode.topics.fitted import Fitted, has_codebook
from qualcode.topics.terms import FEWEST_RESPONDENTS

TOPIC = (
    Column(
        "topic",
        "integer",
        "Number of the topic, from 1: the largest first, unless --match kept older numbers.",
        "Nomor topik, mulai dari 1: yang terbesar lebih dahulu, kecuali bila --match mempertahankan nomor lama.",
    ),
    Column(
        "label",
        "string",
        "Name of the topic: given by people, or its three most telling terms.",
        "Nama topik: pemberian manusia, atau tiga istilahnya yang paling khas.",
    ),
)
STABILITY = Column("stability", "number", "Stability of the topic, 0 to 1.", "Stabilitas topik, 0 sampai 1.")
TOPIC_RESPONDENTS = Column("topic_respondents", "integer", "Respondents of the topic.", "Informan topik itu.")


def about(fitted: Fitted, one: int) -> dict[str, Any]:
    """What a row says of its topic."""
    return {
        "topic": int(fitted.number[one]),
        "label": fitted.label[one],
        "stability": float(fitted.stability[one]),
        "topic_respondents": int(fitted.respondents[one]),
    }


@dataclass(frozen=True)
class TopicTable:
    """One table about fitted topics; with the topics it becomes a table like any other."""

    about: str
    """What the table says, in one sentence."""
    make: Callable[[Frame, Codings, Fitted, TableOptions], Table]
    """Makes it."""
    columns: tuple[Column, ...]
    """Every column that it can have; options may leave some out."""
    takes: frozenset[str] = frozenset()
    """Options that change it, beside those that every table takes."""
    needs: str = ""
    """Option without which it cannot be made."""
    meaning: bool = False
    """True: it compares what typical units mean, where the extra for it is installed."""
    coded: bool = False
    """True: it cannot be made before something is coded."""
    refuses: Mapping[str, str] = field(default_factory=dict)
    """Options that every other table takes -> why this one does not."""

    def of(self, fitted: Fitted | None) -> TableKind:
        """The table of some topics; without topics, only its options can be looked at."""

        def make(frame: Frame, codings: Codings, options: TableOptions) -> Table:
            if fitted is None:
                raise ValueError("no topics were given")
            return self.make(frame, codings, fitted, options)

        return TableKind(self.about, make, self.columns, self.takes, self.needs, refuses=self.refuses, coded=self.coded)


def topic_title(what: str, frame: Frame, options: TableOptions) -> str:
    """Title of a table of topics."""
    return what + options.said(f": corpus {frame.corpus}", f": korpus {frame.corpus}")


def in_order(fitted: Fitted) -> list[int]:
    """The topics that are reported, in order of their numbers."""
    shown = np.flatnonzero(fitted.reported)
    return [int(one) for one in shown[np.argsort(fitted.number[shown], kind="stable")]]


def topic_notes(frame: Frame, codings: Codings, fitted: Fitted, options: TableOptions) -> tuple[str, ...]:
    """N, how the topics were found, what was left out, cautions."""
    return nonempty_sentences(
        (
            options.said(
                f"N = {some(fitted.people, 'respondent')}: participants with at least one word.",
                f"N = {fitted.people} informan: peserta yang mengucapkan sedikitnya satu kata.",
            ),
            invented(frame, options),
            _found(fitted, options),
            _silent(fitted, options),
            _judged(fitted, options),
            _core(fitted, options),
            _hidden(fitted, options),
            _compared(codings, options),
            options.said(
                "Topics are patterns of words, not findings: read the segments before you name one.",
                "Topik adalah pola kata, bukan temuan: bacalah segmennya sebelum memberinya nama.",
            ),
        )
    )


def _found(fitted: Fitted, options: TableOptions) -> str:
    asked, kind, size = fitted.options, fitted.units.kind, fitted.units.size
    return options.said(
        f"Found by {asked.method}: {some(fitted.size, 'topic')} of {some(len(fitted.terms), 'term')} in "
        f"{some(size, kind)} of participants, seed {asked.seed}.",
        f"Ditemukan dengan {asked.method}: {fitted.size} topik dari {len(fitted.terms)} istilah dalam "
        f"{size} {UNITS_IN_INDONESIAN[kind]} peserta, benih acak {asked.seed}.",
    )


def _silent(fitted: Fitted, options: TableOptions) -> str:
    """Units that belong to no topic, and why."""
    without = int((fitted.unit_topic < 0).sum())
    if not without:
        return ""
    silent = fitted.units.size - fitted.spoken
    return options.said(
        f"Without a topic: {some(without, fitted.units.kind)}; {silent} hold stop words and fillers only, the others "
        f"words that fewer than {FEWEST_RESPONDENTS} respondents say or that no topic holds.",
        f"Tanpa topik: {without} {UNITS_IN_INDONESIAN[fitted.units.kind]}; {silent} hanya memuat kata umum dan "
        f"pengisi, sisanya kata dari kurang dari {FEWEST_RESPONDENTS} informan atau yang tidak termasuk "
        "topik mana pun.",
    )


def _judged(fitted: Fitted, options: TableOptions) -> str:
    samples, stable = fitted.options.samples, fitted.options.stable
    return options.said(
        "Stability: mean share of its ten heaviest terms that a topic keeps when it is looked for in "
        f"{samples} halves of the respondents; stable from {stable}.",
        "Stabilitas: rerata bagian dari sepuluh istilah terberat yang bertahan bila topik itu dicari lagi dalam "
        f"{samples} belahan informan; stabil mulai dari {stable}.",
    )


def _core(fitted: Fitted, options: TableOptions) -> str:
    judging, least = fitted.options.samples // 2, fitted.options.stable
    choosing = fitted.options.samples - judging
    return options.said(
        f"Core: terms that come back in {least} or more of {choosing} halves; how often they do is told from the other "
        f"{judging}, which did not choose them.",
        f"Inti: istilah yang muncul lagi dalam {least} atau lebih dari {choosing} belahan; seberapa sering, dihitung "
        f"dari {judging} belahan lain yang tidak memilihnya.",
    )


def _hidden(fitted: Fitted, options: TableOptions) -> str:
    hidden, least = int((~fitted.reported).sum()), fitted.options
    if not hidden:
        return ""
    return options.said(
        f"Not reported: {some(hidden, 'topic')} with fewer than {least.fewest_segments} {fitted.units.kind}s "
        f"or {least.fewest_respondents} respondents.",
        f"Tidak dilaporkan: {hidden} topik dengan kurang dari {least.fewest_segments} "
        f"{UNITS_IN_INDONESIAN[fitted.units.kind]} atau {least.fewest_respondents} informan.",
    )


def _compared(codings: Codings, options: TableOptions) -> str:
    if not has_codebook(codings):
        return options.said(
            "There are no codings to compare with: what a codebook leaves out is not known.",
            "Tidak ada pengodean sebagai pembanding: apa yang dilewatkan buku kode tidak diketahui.",
        )
    named = " ".join(part for part in (codings.source.codebook, codings.source.version) if part)
    return options.said(
        f"Compared with the codings of {codings.coder} ({named}); a unit is coded when any coding stands in it.",
        f"Dibandingkan dengan pengodean oleh {codings.coder} ({named}); suatu satuan terkode bila memuat pengodean.",
    )


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
        "codebook": codings.source.codebook,
        "codebook_version": codings.source.version,
        "codebook_sha256": codings.source.sha256,
    }

"""What a user can name as a table of topics."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding
from qualcode.model.table import Column, Table
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import in_columns
from qualcode.tables.notes import invented, nonempty_sentences
from qualcode.tables.reading import incomplete_reading
from qualcode.tables.redaction import Made, RedactedStudy
from qualcode.tables.suppression import SMALLEST_CELL, Naming
from qualcode.topics.fitted import Fitted, has_codebook
from qualcode.topics.terms import FEWEST_RESPONDENTS

TOPIC = (
    Column(
        "topic", "integer", "Number of the topic, from 1: the largest first, unless --match kept older numbers.", "open"
    ),
    Column("label", "string", "Name of the topic: given by people, or its three most telling terms.", "open"),
)
TopicRows = Sequence[Mapping[str, Any]]
"""Rows of a table, each with what it says by column."""
STABILITY = Column("stability", "number", "Stability of the topic, 0 to 1.", "open")
TOPIC_AND_SIZE = (*TOPIC, STABILITY, Column("topic_respondents", "integer", "Respondents of the topic.", "quasi"))
"""What rows about a part of a topic say of the topic itself."""


@dataclass(frozen=True, eq=False)
class TopicBasis:
    """What a table of topics is made from."""

    frame: Frame
    """Who said what where."""
    codings: Codings
    """One coder's codings in force, with which topics are compared."""
    fitted: Fitted
    """The topics."""
    options: TableOptions
    """How the table is asked for."""

    def table(self, name: str, what: str, columns: tuple[Column, ...], rows: TopicRows, /, **facts: object) -> Table:
        """A table of topics without its notes; `facts` are more of them for machines."""
        named = what + self.options.message(": corpus {corpus}", corpus=self.frame.corpus)
        return Table(name, named, columns, in_columns(rows, columns), meta={**self._meta(), **facts})

    def notes(self) -> tuple[str, ...]:
        """N, how the topics were found, what was left out, and cautions."""
        options = self.options
        people = options.some(self.fitted.people, "respondent")
        return nonempty_sentences(
            (
                options.message("N = {respondents}: participants with at least one word.", respondents=people),
                invented(self.frame, options),
                self._found(),
                self._without_topic(),
                self._judged(),
                self._core(),
                self._hidden(),
                self._compared(),
                options.message("Topics are patterns of words, not findings: read the segments before you name one."),
            )
        )

    def _found(self) -> str:
        asked, kind, size = self.fitted.options, self.fitted.units.kind, self.fitted.units.size
        return self.options.message(
            "Found by {method}: {topics} of {terms} in {units} of participants, seed {seed}.",
            method=asked.method,
            topics=self.options.some(self.fitted.size, "topic"),
            terms=self.options.some(len(self.fitted.terms), "term"),
            units=self.options.some(size, kind),
            seed=asked.seed,
        )

    def _without_topic(self) -> str:
        """Units that belong to no topic, and why."""
        without = int((self.fitted.unit_topic < 0).sum())
        if not without:
            return ""
        silent = self.fitted.units.size - self.fitted.spoken
        return self.options.message(
            "Without a topic: {units}; {silent} hold stop words and fillers only, the others words that fewer than "
            "{fewest} respondents say or that no topic holds.",
            units=self.options.some(without, self.fitted.units.kind),
            silent=Messages(self.options.lang).number(silent),
            fewest=FEWEST_RESPONDENTS,
        )

    def _judged(self) -> str:
        samples, stable = self.fitted.options.samples, self.fitted.options.stable
        return self.options.message(
            "Stability: mean share of its ten heaviest terms that a topic keeps when it is looked for in "
            "{samples} halves of the respondents; stable from {stable}.",
            samples=samples,
            stable=stable,
        )

    def _core(self) -> str:
        judging, least = self.fitted.options.samples // 2, self.fitted.options.stable
        choosing = self.fitted.options.samples - judging
        return self.options.message(
            "Core: terms that come back in {least} or more of {choosing} halves; how often they do is measured "
            "on the other {judging}, which did not choose them.",
            least=least,
            choosing=choosing,
            judging=judging,
        )

    def _hidden(self) -> str:
        hidden, least = int((~self.fitted.reported).sum()), self.fitted.options
        if not hidden:
            return ""
        return self.options.message(
            "Not reported: {topics} with fewer than {segments} {units} or {respondents} respondents.",
            topics=self.options.some(hidden, "topic"),
            segments=least.fewest_segments,
            units=Messages(self.options.lang).noun(2, self.fitted.units.kind),
            respondents=least.fewest_respondents,
        )

    def _compared(self) -> str:
        if not has_codebook(self.codings):
            return self.options.message(
                "There are no codings to compare with: what a codebook leaves out is not known."
            )
        named = " ".join(part for part in (self.codings.source.codebook, self.codings.source.version) if part)
        return self.options.message(
            "Compared with the codings of {coder} ({named}); a unit is coded when any coding stands in it.",
            coder=self.codings.source.named,
            named=named,
        )

    def _meta(self) -> dict[str, Any]:
        """The facts of the notes for machines."""
        frame, codings, fitted = self.frame, self.codings, self.fitted
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


@dataclass(frozen=True)
class TopicTable:
    """One table about fitted topics; with the topics it becomes a table like any other."""

    about: str
    """What the table says, in one sentence."""
    make: Callable[[TopicBasis], Made]
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
    redacted: bool = False
    """True: it counts respondents topic by topic, and can be given away redacted."""

    def of(self, fitted: Fitted | None) -> TableKind:
        """The table of some topics; without topics, only its options can be looked at."""

        def make(frame: Frame, codings: Codings, options: TableOptions) -> Made:
            if fitted is None:
                raise ValueError("no topics were given")
            return self.make(TopicBasis(frame, codings, fitted, options))

        def redacted(study: RedactedStudy, options: TableOptions) -> Made:
            if fitted is None:
                raise ValueError("no topics were given")
            frame = study.frame_by(options.by, options.message("other groups"))
            told = replace(fitted, kept_back=~_told(study, fitted, options.by))
            made = self.make(TopicBasis(frame, study.codings, told, options))
            return replace(made, notes=(*made.notes, _kept_back(told, options)))

        return TableKind(
            self.about,
            make,
            self.columns,
            self.takes,
            self.needs,
            read_by_coder,
            refuses=self.refuses,
            coded=self.coded,
            redacted=redacted if self.redacted else None,
        )


def _told(study: RedactedStudy, fitted: Fitted, by: str) -> Bools:
    """Which topics may be told: of all respondents, or by an attribute."""
    everyone = study.plan.everyone.member_respondent
    who, topic = fitted.units.respondent, fitted.unit_topic
    known = (topic >= 0) & np.isin(who, everyone)
    pairs = np.unique(np.searchsorted(everyone, who[known]) * fitted.size + topic[known])
    naming = Naming(pairs // fitted.size, pairs % fitted.size, fitted.size)
    told = study.plan.told(naming)
    if by:
        told[[one for one in np.flatnonzero(told).tolist() if by not in study.plan.attributes(naming, [one])]] = False
    return told


def _kept_back(fitted: Fitted, options: TableOptions) -> str:
    """Of which topics a redacted table counts respondents, as a sentence."""
    return options.message(
        "Redacted: without quotes, names, paths and places; respondents are counted for {left} of {topics}, those of "
        "which at least {smallest} speak and at least {smallest} do not{each}.",
        left=int((fitted.reported & fitted.counted).sum()),
        topics=options.some(int(fitted.reported.sum()), "topic"),
        smallest=SMALLEST_CELL,
        each=options.message(", in each group") if options.by else "",
    )


def read_by_coder(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """An error where the coder that topics are compared with is known not to have looked at all of them."""
    if not frame.looked.known:  # of which a warning tells
        return ()
    return incomplete_reading(frame, codings, "topics are those of all transcripts, and can be compared with all only")

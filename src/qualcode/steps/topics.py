"""Topics: what people talk about, beside what the codebook codes."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.model import Finding, NamedTopic, Table
from qualcode.rules.analyser import Analyser
from qualcode.steps.coded import Layer, maybe_coded
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.frame import Framed
from qualcode.steps.index import Progress
from qualcode.steps.kept_topics import save_topics
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.splits import in_split, set_aside
from qualcode.steps.spoken import spoken_words
from qualcode.steps.study import Opened
from qualcode.steps.vectors import unit_meaning
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.topicsfile import read_topics
from qualcode.tables import Options
from qualcode.topics.choose import RULE
from qualcode.topics.fit import fit, usual
from qualcode.topics.fitted import Fitted, Tried
from qualcode.topics.match import keep_numbers, topics_file
from qualcode.topics.material import Meaning
from qualcode.topics.methods import METHODS
from qualcode.topics.options import TopicOptions as TopicOptions  # the command line knows steps only
from qualcode.topics.problems import bad_options, problems
from qualcode.topics.stability import TOP
from qualcode.topics.suggest import drafts, snippet
from qualcode.topics.tables import TOPIC_TABLES
from qualcode.topics.terms import count_terms
from qualcode.topics.units import units


@dataclass(frozen=True)
class TopicsWanted:
    """What topics are found, and what becomes of them."""

    options: TopicOptions = field(default_factory=TopicOptions)
    """How they are found."""
    coder: str = "rules"
    """Whose codings they are compared with."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    split: str = ""
    """Only transcripts of this split; empty: all, but for suggestions those that are not set aside for testing."""
    match: str = ""
    """File with topics whose numbers and names are kept."""
    save: str = ""
    """File to write numbers, names and terms to."""
    suggest: bool = False
    """True: draft codes for what the codebook leaves uncoded."""
    drafts: int = 5
    """Most draft codes."""
    dry_run: bool = False
    """True: keep and write nothing."""


@dataclass(frozen=True)
class TopicsReport:
    """Topics that were found."""

    topics: Table
    """The table `topics`."""
    segments: Table
    """The table `topic_segments`, one passage a topic."""
    tried: tuple[Tried, ...]
    """Numbers of topics that were tried, where there was a choice."""
    rule: str
    """How the number was chosen among them, as a sentence; empty where there was no choice."""
    suggestion: str
    """Draft codes as YAML; empty where none were asked for or nothing is left uncoded."""
    saved: str
    """File that numbers and names were written to; empty: none."""
    set_aside: int
    """Transcripts that were left out because they are set aside for testing."""
    findings: tuple[Finding, ...]
    """Warnings about codings and topics."""


def topics(opened: Opened, wanted: TopicsWanted, progress: Progress | None = None) -> TopicsReport:
    """Find topics in the participants' speech, and keep them for `qualcode export topics` and its neighbours.

    Raises:
        StepError: the corpus is too small, or the options ask for what it cannot give.
    """
    if wrong := bad_options(wanted.options):
        raise StepError(*wrong)
    before = _named(opened, wanted.match)
    with opened.writing(reading=wanted.dry_run):
        layer = maybe_coded(opened, wanted.coder, wanted.codebook)
        fitted, more = find_topics(opened, layer.framed, wanted, progress)
        fitted = keep_numbers(fitted, before)
        report = _report(layer, fitted, wanted)
        if not wanted.dry_run and not wanted.suggest:  # suggestions look at less, and replace nothing
            save_topics(opened, layer.framed, fitted, wanted.match and opened.layout.relative(Path(wanted.match)))
        if wanted.save and not wanted.dry_run:
            write_bytes(Path(wanted.save), topics_file(fitted).encode())
    return replace(report, findings=(*layer.findings, *more))


def find_topics(
    opened: Opened, framed: Framed, wanted: TopicsWanted, progress: Progress | None = None
) -> tuple[Fitted, tuple[Finding, ...]]:
    """Count the words of the participants and fit a model.

    Raises:
        StepError: the corpus is too small for what is asked.
    """
    columns, analyser = framed.frame, load_analyser(opened)
    out = _left_out(framed, wanted)
    made = units(columns, wanted.options.unit, wanted.options.window, out)
    options = usual(made, wanted.options)
    spoken = spoken_words(opened, framed, analyser)
    _save_words(opened, analyser, wanted)
    terms = count_terms(spoken, made, options)
    used = int(np.count_nonzero(spoken.used & (made.of_segment[spoken.segment] >= 0)))
    if wrong := problems(made, terms, used, options):
        raise StepError(*wrong)
    meaning = Meaning(columns.segment_language[made.segment]) if options.by_language else None
    if METHODS[options.method].vectors:
        speaking = np.unique(spoken.segment[spoken.used])
        meaning = unit_meaning(opened, framed, made, speaking, progress, keep=not wanted.dry_run)
    fitted = fit(made, terms, options, progress, meaning)
    quotable = ~set_aside(columns)[columns.segment_turn[made.segment]]
    return replace(fitted, unit_quotable=quotable), _warnings(fitted, options, wanted)


def _save_words(opened: Opened, analyser: Analyser, wanted: TopicsWanted) -> None:
    """Keep the stems that were worked out, unless nothing is to be written."""
    if not wanted.dry_run:
        save_analyser(opened, analyser)


def _left_out(framed: Framed, wanted: TopicsWanted) -> Flags:
    """Turns that are not looked at: other splits, and for suggestions what is set aside for testing."""
    columns = framed.frame
    out = ~in_split(columns, wanted.split)
    return out | set_aside(columns) if wanted.suggest else out


def _named(opened: Opened, file: str) -> tuple[NamedTopic, ...]:
    """The topics of an earlier model."""
    if not file:
        return ()
    path = Path(file) if Path(file).is_file() else opened.layout.root / file
    if not path.is_file():
        raise refuse("no-such-file", f"there is no file {file}", "write one with `qualcode topics --save FILE`")
    named, findings = read_topics(opened.layout.relative(path), read_bytes(path))
    if named is None:
        raise StepError(*findings)
    return named


def _report(layer: Layer, fitted: Fitted, wanted: TopicsWanted) -> TopicsReport:
    columns, codings = layer.framed.frame, layer.codings
    made = {
        name: TOPIC_TABLES[name].of(fitted)(columns, codings, options)
        for name, options in (("topics", Options()), ("topic_segments", Options(top=1)))
    }
    draft = drafts(columns, codings, fitted, wanted.drafts) if wanted.suggest else []
    languages = layer.codebook.languages or ("id", "en")
    aside = np.unique(columns.turn_transcript[set_aside(columns)]) if wanted.suggest else ()
    return TopicsReport(
        topics=made["topics"],
        segments=made["topic_segments"],
        tried=tuple(fitted.tried),
        rule=_rule(fitted, wanted),
        suggestion=snippet(draft, languages) if draft else "",
        saved="" if wanted.dry_run else wanted.save,
        set_aside=len(aside),
        findings=(),
    )


def _rule(fitted: Fitted, wanted: TopicsWanted) -> str:
    """How the number of topics was chosen."""
    if not fitted.tried or wanted.options.k[1]:
        return RULE if fitted.tried else ""
    tried = ", ".join(str(each.k) for each in fitted.tried)
    return f"Numbers of topics tried: {tried}. {RULE} `--k 4..20` shows the curve."


def _warnings(fitted: Fitted, options: TopicOptions, wanted: TopicsWanted) -> tuple[Finding, ...]:
    """What a reader of the topics should know."""
    found = []
    if options.method != wanted.options.method:
        message = f"{fitted.units.size:,} {fitted.units.kind}s are many: fitted in batches (MiniBatchNMF)"
        found.append(Finding("note", "batches", message, hint="`--method nmf` is what smaller corpora get"))
    if len(fitted.terms) < 2 * TOP:
        message = f"only {len(fitted.terms)} terms recur, and topics share most of them"
        hint = "their stability says little, even 1.00: ingest more interviews, or try --min-df 2"
        found.append(Finding("warning", "few-terms", message, hint=hint))
    if not fitted.reported.any():
        message = f"no topic has {options.fewest_segments} segments and {options.fewest_respondents} respondents"
        found.append(Finding("warning", "no-topics", message, hint="ask for fewer topics with --k"))
    elif not fitted.stable[fitted.reported].any():
        message = "no topic is stable: with half of the respondents, other words would come out"
        hint = "trust the words under `core` where they are kept in most halves, and read the others as one sample's"
        found.append(Finding("warning", "unstable-topics", message, hint=hint))
    return tuple(found)

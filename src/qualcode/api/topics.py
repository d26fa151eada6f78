"""Topics: what people talk about, beside what the codebook codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from qualcode.api.open import CoderCodings, maybe_coded
from qualcode.codings.coders import ALL_SPLITS, in_split, set_aside
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.executors import SERIAL, Executor
from qualcode.index.arrays import Flags
from qualcode.model.corpus import NamedTopic
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.table import Table
from qualcode.store.atomic import write_bytes
from qualcode.store.config import read_topics
from qualcode.store.doors import read_through
from qualcode.store.hashing import sha256_bytes
from qualcode.store.study import OpenStudy, in_own_languages, output_path
from qualcode.tables.kind import TableOptions, unknown_option_value
from qualcode.topics.drafts import drafts, snippet
from qualcode.topics.fit import METHODS, fit_topics, usual
from qualcode.topics.fitted import TOPIC_UNITS, Fitted, Meaning, TopicOptions, TopicUnits, Tried, topic_units
from qualcode.topics.judge import COMPARED_TERMS, keep_numbers, most_topics, topics_file
from qualcode.topics.kept import save_topics, topics_again, unit_meaning
from qualcode.topics.tables import TOPIC_TABLES
from qualcode.topics.tables.kind import read_by_coder
from qualcode.topics.terms import FEWEST_RESPONDENTS, TermCounts, count_terms, spoken_words, tell_names


def _bad_options(options: TopicOptions) -> tuple[Finding, ...]:
    """What is wrong with options before a corpus is looked at."""
    found = []
    if options.method not in METHODS:
        found.append(unknown_option_value("method", options.method, METHODS))
    if options.unit not in TOPIC_UNITS:
        found.append(unknown_option_value("unit", options.unit, TOPIC_UNITS))
    if options.by_language and options.method in METHODS and METHODS[options.method].vectors:
        hint = "leave --by-language out, or take another method"
        found.append(_error("two-ways", f"topics of --method {options.method} hold both languages already", hint))
    low, high = options.k
    if (low or high) and not 2 <= low <= high:
        hint = "write `--k 10` or `--k 4..20`, from 2"
        found.append(_error("bad-k", f"--k {low}..{high} is not a range of topics", hint))
    if options.fewest_respondents < 3:
        hint = "a topic of one or two people is a portrait of them"
        found.append(_error("too-few-respondents", "topics of fewer than 3 respondents are never reported", hint))
    return tuple(found)


def _no_topics(made: TopicUnits, terms: TermCounts, spoken: int, options: TopicOptions) -> Finding | None:
    """Why this corpus has no topics, or not as many as asked for.

    `spoken` is the number of words that were left after stop words, names and fillers.
    """
    if made.people < options.fewest_respondents:
        message = f"topics need {options.fewest_respondents} respondents; participants here: {made.people}"
        hint = "ingest more interviews, or see `qualcode status` for the roles"
        return _error("too-few-respondents", message, hint)
    if not spoken:
        message = "no word is left when stop words, names and fillers are out"
        return _error("no-terms", message, "see `topics:` in qualcode.yaml: its stop_words may take too much")
    most = most_topics(terms, options)
    if most < 2:
        full = int(np.count_nonzero(np.diff(terms.counts.indptr)))
        message = f"too little text for topics: {full} {made.kind}s hold {len(terms.names)} terms that recur"
        hint = (
            f"a term needs {FEWEST_RESPONDENTS} respondents and {options.min_df} {made.kind}s; ingest more interviews"
        )
        return _error("too-little-text", message, hint)
    if options.k[1] > most:
        message = f"{options.k[1]} topics are more than this text holds: at most {most}"
        return _error("too-many-topics", message, f"write `--k {most}` or less")
    return None


def _error(code: str, message: str, hint: str) -> Finding:
    return Finding("error", code, message, hint=hint)


@dataclass(frozen=True)
class TopicsRequest:
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
    no_quotes: bool = False
    """True: drafts name the places to read, without the sentences."""
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


@in_own_languages
def topics(study: OpenStudy, wanted: TopicsRequest, executor: Executor = SERIAL) -> TopicsReport:
    """Find topics in the participants' speech, and keep them for `qualcode export topics` and its neighbours.

    The executor fits the halves of the respondents by which stability is told, where they say much.

    Raises:
        StudyError: the corpus is too small, or the options ask for what it cannot give.
    """
    if wrong := _bad_options(wanted.options):
        raise StudyError(*wrong)
    before = _named(study, wanted.match)
    with study.writing(reading=wanted.dry_run):
        layer = maybe_coded(study, wanted.coder, wanted.codebook)
        if unread := read_by_coder(layer.frame, layer.codings, TableOptions()):
            raise StudyError(*unread)
        match = wanted.match and study.layout.relative(Path(wanted.match))
        asked = _asked(study, layer.corpus, wanted, [match, *before])
        kept = not (wanted.suggest or METHODS[wanted.options.method].vectors)  # an encoder is not ours to know again
        again = topics_again(study, layer.corpus, asked) if kept else None
        fitted = again or keep_numbers(_find_topics(study, layer.corpus, wanted, executor), before)
        report = _report(layer, fitted, wanted)
        if not (wanted.dry_run or wanted.suggest or again):  # suggestions look at less, and replace nothing
            save_topics(study, layer.corpus, fitted, match, asked)
        if wanted.save and not wanted.dry_run:
            write_bytes(output_path(study, wanted.save), topics_file(fitted).encode())
    return replace(report, findings=(*layer.findings, *_warnings(fitted, wanted)))


def _asked(study: OpenStudy, corpus: OpenCorpus, wanted: TopicsRequest, named: Sequence[object]) -> str:
    """Hash of all that decides which topics are found, beside the text and who speaks.

    Names of people are in it, since these are no terms; so are the transcripts that are left out or not to be quoted.
    """
    columns = corpus.frame
    people = (columns.speakers, columns.respondents) if tell_names(corpus) else ()
    stated = repr([wanted.options, study.settings.topics, named, [list(each) for each in people]])
    aside = _left_out(corpus, wanted).tobytes() + set_aside(columns).tobytes()
    return sha256_bytes(stated.encode("utf-8", "surrogatepass") + aside)


def _find_topics(study: OpenStudy, corpus: OpenCorpus, wanted: TopicsRequest, executor: Executor) -> Fitted:
    """Count the words of the participants and fit a model."""
    columns, analyser = corpus.frame, load_analyser(study)
    out = _left_out(corpus, wanted)
    made = topic_units(columns, wanted.options.unit, wanted.options.window, out)
    options = usual(made, wanted.options)
    spoken = spoken_words(study, corpus, analyser)
    if not wanted.dry_run:
        save_analyser(study, analyser)
    terms = count_terms(spoken, made, options)
    used = int(np.count_nonzero(spoken.used & (made.of_segment[spoken.segment] >= 0)))
    if wrong := _no_topics(made, terms, used, options):
        raise StudyError(wrong)
    meaning = Meaning(columns.segment_language[made.segment]) if options.by_language else None
    if METHODS[options.method].vectors:
        speaking = np.unique(spoken.segment[spoken.used])
        meaning = unit_meaning(study, corpus, made, speaking, keep=not wanted.dry_run)
    fitted = fit_topics(made, terms, options, meaning, executor)
    quotable = ~set_aside(columns)[columns.segment_turn[made.segment]]
    return replace(fitted, unit_quotable=quotable)


def _left_out(corpus: OpenCorpus, wanted: TopicsRequest) -> Flags:
    """Turns that are not looked at: other splits, and for suggestions what is set aside for testing."""
    columns = corpus.frame
    out = ~in_split(columns, wanted.split or ALL_SPLITS)
    return out | set_aside(columns) if wanted.suggest else out


def _named(study: OpenStudy, file: str) -> tuple[NamedTopic, ...]:
    """The topics of an earlier model."""
    if not file:
        return ()
    path = Path(file) if Path(file).is_file() else study.layout.root / file
    if not path.is_file():
        raise study_error("no-such-file", f"there is no file {file}", "write one with `qualcode topics --save FILE`")
    named, findings = read_topics(study.layout.relative(path), read_through("settings", path))
    if named is None:
        raise StudyError(*findings)
    return named


def _report(layer: CoderCodings, fitted: Fitted, wanted: TopicsRequest) -> TopicsReport:
    columns, codings = layer.corpus.frame, layer.codings
    made = {
        name: TOPIC_TABLES[name].of(fitted)(columns, codings, options)
        for name, options in (("topics", TableOptions()), ("topic_segments", TableOptions(top=1)))
    }
    draft = drafts(columns, codings, fitted, wanted.drafts) if wanted.suggest else []
    languages = layer.codebook.languages or ("id", "en")
    aside = np.unique(columns.turn_transcript[set_aside(columns)]) if wanted.suggest else ()
    return TopicsReport(
        topics=made["topics"],
        segments=made["topic_segments"],
        tried=tuple(fitted.tried),
        rule=_rule(fitted, wanted),
        suggestion=snippet(draft, languages, not wanted.no_quotes) if draft else "",
        saved="" if wanted.dry_run else wanted.save,
        set_aside=len(aside),
        findings=(),
    )


def _rule(fitted: Fitted, wanted: TopicsRequest) -> str:
    """How the number of topics was chosen."""
    if not fitted.tried:
        return ""
    rule = (
        "The number is taken that ranks best in coherence and stability together (sum of both ranks); of equal ones "
        "the steadier, then the smaller."
    )
    if wanted.options.k[1]:
        return rule
    tried = ", ".join(str(each.k) for each in fitted.tried)
    return f"Numbers of topics tried: {tried}. {rule} `--k 4..20` shows the curve."


def _warnings(fitted: Fitted, wanted: TopicsRequest) -> tuple[Finding, ...]:
    """What a reader of the topics should know."""
    found, options = [], fitted.options
    if options.method != wanted.options.method:
        message = f"{fitted.units.size:,} {fitted.units.kind}s are many: fitted in batches (MiniBatchNMF)"
        found.append(Finding("note", "batches", message, hint="`--method nmf` is what smaller corpora get"))
    if len(fitted.terms) < 2 * COMPARED_TERMS:
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

"""Coded corpora: a corpus with one coder's codings, opened for tables, documents and topics."""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast, get_args

from qualcode.api.folder import study_language as study_language
from qualcode.codings.cache import load_rules
from qualcode.codings.coders import load_person, open_codebook
from qualcode.codings.looked import read_whole, turns_looked_at, unknown_reading, unknown_transcripts
from qualcode.codings.reviewed import review_rules
from qualcode.codings.schema import RULES, Codings, CodingsByCode, Source, as_codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import EVERYTHING, Frame, Looked
from qualcode.corpus.index import index
from qualcode.corpus.source import SOURCE_COLUMN_USES, IngestOptions
from qualcode.corpus.speakers import OpenCorpus
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, StudyError, did_you_mean, refuse_unknown, study_error
from qualcode.readers.reading import ReadOptions as ReadingOptions
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook_path
from qualcode.tables.kind import TableOptions
from qualcode.text.sentences import SegmentMode

if TYPE_CHECKING:  # agreement is slow to import, and only asked of studies in which people coded
    from qualcode.agreement.coders import Compared

UNCODED = ("not-coded", "stale-codings", "no-codebook")
"""Errors of a study that has no codings to compare topics with."""


@dataclass(frozen=True)
class CoderCodings:
    """Everything that tables of one coder's codings need."""

    corpus: OpenCorpus
    codebook: Codebook
    made: Codings | CodingsByCode
    """The codings in force; those of rules as they lie on the disk."""
    compared: Sequence["Compared"]
    """Codings of people beside them, where they were made by rules."""
    findings: tuple[Finding, ...]
    """What was wrong with the codings."""
    unread: tuple[str, ...] = ()
    """Coders of whom it is not known what they read: nothing can be measured on their codings."""
    looked: Looked = EVERYTHING
    """What the coder has looked at."""

    @cached_property
    def codings(self) -> Codings:
        """The codings in force as columns; those of rules are put together when somebody asks."""
        return self.made if isinstance(self.made, Codings) else as_codings(self.made, self.corpus, self.codebook)

    @cached_property
    def frame(self) -> Frame:
        """Who said what where, of which only what the coder has looked at is counted."""
        return replace(self.corpus.frame, looked=self.looked)


@in_own_languages
def open_codings(study: OpenStudy, coder: str = RULES, codebook_file: str = "", reviewed_by: str = "") -> CoderCodings:
    """Open one coder's codings; those of rules as they are, or as a person corrected them.

    Those of rules are compared with people's.

    Raises:
        StudyError: nothing was coded yet, the codings are stale, or there is no such coder.
    """
    check_reviewed(coder, reviewed_by)
    codebook, _ = open_codebook(study, codebook_file or last_codebook_path(study))
    corpus = frame(study, index(study))
    if coder == RULES:
        layer = CoderCodings(corpus, codebook, load_rules(study, corpus, codebook), (), ())
        if reviewed_by:
            codings, wrong = review_rules(study, corpus, codebook, layer.codings, reviewed_by)
            layer = CoderCodings(corpus, codebook, codings, (), tuple(wrong))
        return beside_people(layer, study)
    codings, findings = load_person(study, corpus, codebook, coder)
    looked, more = _looked(study, corpus, coder)
    return CoderCodings(corpus, codebook, codings, (), (*findings, *more), looked=looked)


def beside_people(layer: CoderCodings, study: OpenStudy) -> CoderCodings:
    """The codings of rules with those of people beside them; where nobody coded, nothing has to be put together."""
    if not study.layout.coder_names(study.name):
        return layer
    from qualcode.agreement.coders import validate

    found = validate(study, layer.corpus, layer.codebook, layer.codings)
    every = (*layer.findings, *found.findings)
    return replace(layer, made=layer.codings, compared=found.compared, findings=every, unread=found.unread)


def check_reviewed(coder: str, reviewed_by: str) -> None:
    """Refuse a review of codings that no rules suggested.

    Raises:
        StudyError: the coder is somebody else.
    """
    if reviewed_by and coder != RULES:
        message = f"--reviewed-by {reviewed_by} goes with --coder rules, not with `{coder}`"
        raise study_error("bad-option", message, "what rules suggest is reviewed; a person's codings are her own")


def _looked(study: OpenStudy, corpus: OpenCorpus, name: str) -> tuple[Looked, list[Finding]]:
    """What a coder has looked at, with warnings about what is not known or not there."""
    from qualcode.agreement.coders import kind_of

    coder, file = kind_of(study, name), study.layout.relative(study.layout.coder_file(study.name, name))
    looked = turns_looked_at(study, corpus.frame, coder)
    if not looked.known and not coder.between:
        return looked, [unknown_reading(name, file)]
    if not looked.known:
        return looked, [each for one in coder.between for each in _looked(study, corpus, one)[1]]
    return looked, unknown_transcripts(corpus.frame, read_whole(study, coder), file)


@in_own_languages
def open_without_codings(study: OpenStudy) -> CoderCodings:
    """A corpus without codings, for tables that list words only."""
    corpus, codebook = frame(study, index(study)), Codebook("", ())
    return CoderCodings(corpus, codebook, Codings.none(Source.of(codebook)), (), ())


@in_own_languages
def maybe_coded(study: OpenStudy, coder: str, codebook_file: str, reviewed_by: str = "") -> CoderCodings:
    """The codings that topics are compared with; none where nothing is coded, and warnings that say so.

    Raises:
        StudyError: there is no such coder, or something else is wrong than that nothing is coded.
    """
    try:
        return open_codings(study, coder, codebook_file, reviewed_by)
    except StudyError as error:
        if coder != RULES or any(each.code not in UNCODED for each in error.findings):
            raise
        warnings = tuple(replace(each, level="warning") for each in error.findings)
        return replace(open_without_codings(study), findings=warnings)


PACKAGE = "datapackage.json"
"""File that describes the csv files of its folder."""
NUMBERS = ("window", "top", "shuffles", "seed", "base", "run")
"""Options of tables that are numbers."""


@dataclass(frozen=True)
class ExportOptions:
    """What is exported, in which format, and where to."""

    table: str = "barriers"
    """Name of the table."""
    format: str = ""
    """Name of the format; empty: by the ending of `output`, else csv."""
    output: str = ""
    """File; empty: `out/TABLE.FORMAT`, the options in its name; `-`: nowhere, the bytes are in the report."""
    coder: str = ""
    """Whose codings; empty: those of the rules, and of a project everybody's."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    options: TableOptions = field(default_factory=TableOptions)
    """Options of the table."""
    spreadsheet_safe: bool = False
    """True: in csv and tsv, texts that a spreadsheet would take for a formula begin with an apostrophe."""
    dry_run: bool = False
    """True: write nothing."""
    checklist: str = ""
    """Checklist in whose order `methods` is written: `coreq` or `srqr`; empty: the page itself."""
    table_only: bool = False
    """True: the table is made and not turned into bytes."""
    program: str = ""
    """Program that a project is for; empty: every one that reads the standard."""
    columns: tuple[str, ...] = ()
    """Columns to print, by their names in csv; `all`: every one; none: those that are usual for the table."""
    style: str = "plain"
    """How numbers and captions are printed: `plain` or `apa`."""
    reviewed_by: str = ""
    """Person by whose answers the codings of rules are corrected; empty: they stand as rules made them."""

    def __post_init__(self) -> None:
        """Tables are made of the codings of the rules unless somebody is named."""
        if not self.coder and self.table != "project":
            object.__setattr__(self, "coder", RULES)

    @property
    def ending(self) -> str:
        """The ending of the file, in small letters without its dot; empty where none is named."""
        return Path(self.output).suffix.lower().removeprefix(".") if self.output not in ("", "-") else ""


class ShortOptions(TypedDict, total=False):
    """The options of tables as keywords; `TableOptions` says what each means."""

    by: str
    kind: str
    codes: str | Sequence[str]
    unit: str
    terms: str | Sequence[str]
    level: str
    window: int
    top: int
    test: bool
    interval: bool
    shuffles: int
    seed: int
    base: int
    run: int
    lang: str
    speakers: bool
    redact: bool
    no_quotes: bool
    gloss: str


_LISTS = ("codes", "terms")
"""Options that are several words; one word alone is written as it is."""


def merged_options(options: TableOptions | None, short: ShortOptions) -> TableOptions:
    """The options of a table, those given as keywords first.

    Raises:
        StudyError: there is no such option.
    """
    known = [each.name for each in fields(TableOptions)]
    refuse_unknown("option", short, known)
    given = cast(dict[str, Any], short)
    words = {name: (word,) if isinstance(word := given[name], str) else tuple(word) for name in _LISTS if name in given}
    return replace(options or TableOptions(), **{**given, **words})


def export_stem(wanted: ExportOptions) -> str:
    """Name of the file without its ending: each way to ask for a table has its own, so that none replaces another."""
    options, usual = wanted.options, TableOptions()
    flags = [name for name in ("test", "interval", "speakers", "no_quotes", "redact") if getattr(options, name)]
    flags += ["spreadsheet safe"] if wanted.spreadsheet_safe else []
    numbers = [f"{name} {getattr(options, name)}" for name in NUMBERS if getattr(options, name) != getattr(usual, name)]
    level = options.level if options.level != usual.level else ""
    words = [options.kind, *options.codes, *options.terms, level, options.unit, options.by and f"by {options.by}"]
    coder = "" if wanted.coder == RULES else wanted.coder
    words += [f"gloss {options.gloss}"] if options.gloss else []
    reviewed = wanted.reviewed_by and f"reviewed by {wanted.reviewed_by}"
    said = [wanted.table, wanted.checklist, *words, *numbers, coder, reviewed, options.lang, *flags]
    return re.sub(r"[^\w.]+|_", "-", "-".join(part for part in said if part))


SURVEY_UNITS = ("row", "line")


def reading_options(each: str, columns: str, *, encoding: str, delimiter: str, questions: str) -> ReadingOptions:
    """How sources are read; several text columns are named as `text=a,b`.

    Raises:
        StudyError: a word is not one of those allowed.
    """
    if each and each not in SURVEY_UNITS:
        raise _unknown("--each", each, SURVEY_UNITS)
    return ReadingOptions(
        encoding=_encoding(encoding),
        columns=named_columns(columns, SOURCE_COLUMN_USES),
        each=each,  # type: ignore[arg-type]  # checked above
        delimiter=_delimiter(delimiter),
        questions=one_of("--questions", questions, "bold") if questions else "",
    )


def ingest_options(
    reading: ReadingOptions, interviewers: Sequence[str], segment: str, *, meta: str, reset: bool, move_codings: bool,
    set_aside: bool, prune: bool, dry_run: bool, opaque_ids: bool = False,
) -> IngestOptions:  # fmt: skip
    """Options of `ingest`; labels are given one by one or with commas.

    Raises:
        StudyError: a word is not one of those allowed.
    """
    if segment and segment not in get_args(SegmentMode):
        raise _unknown("--segment", segment, get_args(SegmentMode))
    labels = tuple(label.strip() for given in interviewers for label in given.split(",") if label.strip())
    return IngestOptions(
        reading, labels, meta, segment, reset,
        move_codings=move_codings or set_aside, set_aside=set_aside, prune=prune, opaque_ids=opaque_ids,
        dry_run=dry_run,
    )  # fmt: skip


def topic_numbers(text: str) -> tuple[int, int]:
    """`12` or `4..20` as fewest and most topics; 0 and 0 where nothing is said.

    Raises:
        StudyError: it is neither.
    """
    low, _, high = text.partition("..")
    try:
        return (int(low), int(high or low)) if text else (0, 0)
    except ValueError:
        message = f"`--k {text}` is not a number of topics"
        raise study_error("bad-k", message, "write a number such as 12, or a range such as 4..20") from None


def one_of(option: str, word: str, *known: str) -> Any:
    """A word that an option takes.

    Raises:
        StudyError: it is not one of those that are known.
    """
    if word not in known:
        raise _unknown(option, word, known)
    return word


_NEXT_USE = re.compile(r",(?=\s*\w+\s*=)")


def named_columns(text: str, uses: Sequence[str]) -> dict[str, str]:
    """`text=answer,id=respondent` as a mapping from use to the column's name, in which commas stay.

    Raises:
        StudyError: a use is not known, or names no column.
    """
    pairs = [part.partition("=") for part in _NEXT_USE.split(text) if part.strip()]
    for use, equals, name in pairs:
        if use.strip() not in uses:
            raise _unknown("--columns", use.strip(), uses)
        if not equals or not name.strip():
            hint = f"write --columns {use.strip()}=NAME"
            raise study_error("bad-option", f"--columns: `{use}` names no column", hint)
    return {use.strip(): name.strip() for use, _, name in pairs}


def _encoding(name: str) -> str:
    """An encoding that Python knows."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        raise study_error("bad-option", f"--encoding does not know `{name}`", "write utf-8, windows-1252 ...") from None


def _delimiter(text: str) -> str:
    """One character; a tab may be written as a word."""
    if len(text) > 1 and text != "tab":
        message = f"--delimiter takes one character, not `{text}`"
        raise study_error("bad-option", message, "write --delimiter ';' or tab")
    return text


def _unknown(option: str, word: str, known: Sequence[str]) -> StudyError:
    hint = did_you_mean(word, known, f"write one of {', '.join(known)}")
    return study_error("bad-option", f"{option} does not know `{word}`", hint)

"""Report: what a study found as one page or one chapter, written where its participants agreed to be quoted."""

import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode.agreement.coders import Compared, validation_note
from qualcode.agreement.evaluation import evaluate_pair, evaluation_table
from qualcode.api.documents import method_page
from qualcode.api.open import CoderCodings, open_codings, study_language
from qualcode.codings.coders import SPLIT
from qualcode.codings.schema import RULES
from qualcode.corpus.frame import CONSENT, Frame, stated_consents
from qualcode.languages.catalogue import Messages, has_catalogue, written_languages
from qualcode.model.corpus import StudySettings
from qualcode.model.finding import Finding, StudyError, refuse_unknown, study_error, unknown_name
from qualcode.model.table import Table
from qualcode.report.page import report_page, report_parts
from qualcode.report.sections import REPORT_SECTIONS
from qualcode.report.source import ReportSource
from qualcode.store.atomic import write_bytes
from qualcode.store.doors import read_through
from qualcode.store.study import OpenStudy, in_own_languages, output_path, warn_unignored_file
from qualcode.tables.groups import groups_by
from qualcode.tables.kind import TableKind, TableOptions, option_problems, unknown_option_value
from qualcode.tables.reading import reading_problems
from qualcode.text.dates import DATE
from qualcode.topics.kept import load_topics
from qualcode.topics.tables import TOPIC_TABLES

REPORT_FILE = "report"
"""File in `out/` to which a report is written unless another one is named, without its ending."""
REPORT_FORMATS = ("html", "docx")
"""A page for the browser, and a chapter for Word."""
NO_GROUPS = (SPLIT, CONSENT, DATE)
"""Attributes that say something of the study and not of the people in it."""
MOST_GROUPS = 12
"""Groups up to which an attribute that nobody asked for is shown."""


@dataclass(frozen=True)
class ReportOptions:
    """What a report shows, and where it is written."""

    output: str = ""
    """File; empty: `out/report.html` or `.docx`; `-`: nowhere, the bytes are in the result."""
    format: str = ""
    """`html` or `docx`; empty: by the ending of `output`, else html."""
    template: str = ""
    """Word file whose styles and page a docx takes; empty: ours."""
    coder: str = RULES
    """Whose codings."""
    reviewed_by: str = ""
    """Person by whose answers the codings of rules are corrected; empty: they stand as rules made them."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    lang: str = ""
    """Language of the page; empty: that of the study, else English."""
    sections: tuple[str, ...] = ()
    """Names of the sections; empty: every one of which there is something to show."""
    by: tuple[str, ...] = ()
    """Attributes that make groups; empty: those that divide the respondents."""
    between: tuple[str, ...] = ()
    """Two coders whose disagreements are shown; empty: none."""
    compare: str = ""
    """Folder of another study, or a git revision of this one, since which changes are shown; empty: none."""
    redact: bool = False
    """True: nothing that participants said, no names and places, and nothing of fewer than three respondents."""
    no_quotes: bool = False
    """True: nothing that participants said."""
    every_quote: bool = False
    """True: also of a large study, every quote is kept."""
    dry_run: bool = False
    """True: write nothing."""


@dataclass(frozen=True)
class ReportResult:
    """A report and where it was written."""

    data: bytes
    """The page."""
    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    sections: tuple[str, ...]
    """Names of the sections that were asked for."""
    attributes: tuple[str, ...]
    """Attributes that make groups."""
    interviews: int
    """Interviews of the study."""
    quotes: int
    """Quotes that the page holds."""
    left_out: int
    """Quotes that it leaves out, since there are too many."""
    findings: tuple[Finding, ...]
    """What was wrong with the codings, or must be known before the page is given away."""


@in_own_languages
def report(study: OpenStudy, wanted: ReportOptions) -> ReportResult:
    """Make a report of one coder's codings and write it.

    Raises:
        StudyError: an option is wrong, nothing was coded, or participants did not agree to be quoted.
    """
    asked = _checked(study, wanted)
    with study.writing(reading=asked.dry_run or asked.output == "-"):
        layer = open_codings(study, asked.coder, asked.codebook, asked.reviewed_by)
        findings = [*layer.findings, *_problems(layer, asked), *_consent(study, layer, asked)]
        if wrong := [each for each in findings if each.level == "error"]:
            raise StudyError(*wrong)
        of = _source(study, layer, asked)
        data, said = _written_as(of, asked)
    findings += said
    path = output_path(study, asked.output) if asked.output else study.layout.out / f"{REPORT_FILE}.{asked.format}"
    written = not asked.dry_run and asked.output != "-" and write_bytes(path, data)
    if of.quoted and asked.output not in ("", "-"):
        findings += warn_unignored_file(study, path, stated_consents(layer.corpus.frame))
    quotes, left = (len(of.quotes), of.left_out) if of.quoted else (0, 0)
    file = "" if asked.output == "-" else study.layout.relative(path)
    interviews = len(set(of.frame.sessions))
    return ReportResult(data, file, written, of.sections, of.attributes, interviews, quotes, left, tuple(findings))


def _checked(study: OpenStudy, wanted: ReportOptions) -> ReportOptions:
    """The options with the language of the study and all sections where none are named."""
    refuse_unknown("section", wanted.sections, REPORT_SECTIONS)
    if wanted.lang and not has_catalogue(wanted.lang):
        raise unknown_name("language", wanted.lang, written_languages())
    sections = tuple(name for name in REPORT_SECTIONS if not wanted.sections or name in wanted.sections)
    lang = wanted.lang or study_language(study) or "en"
    return replace(wanted, lang=lang, sections=sections, format=_format(wanted))


def _format(wanted: ReportOptions) -> str:
    """The format that is asked for by its name, or by the ending of the file.

    Raises:
        StudyError: there is no such format, file and format differ, or a page is to take a template of Word.
    """
    if wanted.format and wanted.format not in REPORT_FORMATS:
        raise unknown_name("format", wanted.format, REPORT_FORMATS)
    ending = {".htm": "html"}.get(suffix := Path(wanted.output).suffix.lower(), suffix.removeprefix("."))
    if ending and ending not in REPORT_FORMATS:
        message = f"a report is a page for the browser or a chapter for Word, not `.{ending}`"
        raise study_error("bad-option", message, "write -o report.html or -o report.docx")
    made = wanted.format or ending or ("docx" if wanted.template else "html")
    if ending and ending != made:
        message = f"the file is named as {ending}, and --to asks for {made}"
        raise study_error("two-formats", message, f"leave --to out, or write -o {Path(wanted.output).stem}.{made}")
    if wanted.template and made != "docx":
        raise study_error("wrong-arguments", "--template is for docx", "write --to docx, or leave it out")
    return made


def _written_as(of: ReportSource, asked: ReportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The report in its format, and what is to be said of it."""
    if asked.format == "html":
        return report_page(of), ()
    from qualcode.report.drawn import drawn_figures  # a page for the browser needs neither
    from qualcode.report.paper import Template, report_document

    path = Path(asked.template)
    template = Template(read_through("template", path), asked.template) if asked.template else None
    parts = report_parts(of)
    figures, said = drawn_figures(of, tuple(parts))
    return report_document(of, parts, figures, template), said


def _options(layer: CoderCodings, wanted: ReportOptions) -> TableOptions:
    """Options of the tables of the page."""
    options = TableOptions(lang=wanted.lang, redact=wanted.redact, no_quotes=wanted.no_quotes)
    if wanted.redact:  # precision and recall count single codings
        return options
    barriers = {code.code for code in layer.codebook.codes if code.kind == "barrier"}
    codes = barriers or {code.code for code in layer.codebook.codes}
    return replace(options, validation=validation_note(layer.compared, layer.unread, codes, options))


def _problems(layer: CoderCodings, wanted: ReportOptions) -> Sequence[Finding]:
    frame, options = layer.frame, TableOptions(lang=wanted.lang)
    unknown = [
        unknown_option_value("attribute", name, frame.attribute_names)
        for name in wanted.by
        if name not in frame.attribute_names
    ]
    return [
        *unknown,
        *option_problems("codes", frame, layer.codings, options),
        *reading_problems("counts", frame, layer.codings),
    ]


def _consent(study: OpenStudy, layer: CoderCodings, wanted: ReportOptions) -> tuple[Finding, ...]:
    """An error where a page would quote participants who did not agree to that; a warning where nobody says."""
    stated = stated_consents(layer.corpus.frame)
    nothing = not len(layer.codings.code) and not (wanted.between or wanted.compare)
    if wanted.redact or wanted.no_quotes or nothing or study.corpus.allows("quotes", stated):
        return ()
    hint = "write --no-quotes, or --redact to give the numbers away"
    if any((study.corpus.consent, *stated)):
        message = "the consent of the participants does not cover quotes, and a report quotes them"
        return (Finding("error", "no-consent", message, hint=hint),)
    message = "nobody says whether the participants agreed to be quoted, and this page quotes them"
    return (
        Finding("warning", "consent-unknown", message, hint=f"state `consent: quotes` in corpus.yaml; else {hint}"),
    )


def _source(study: OpenStudy, layer: CoderCodings, wanted: ReportOptions) -> ReportSource:
    of = ReportSource(
        title=study.settings.title or study.corpus.title or _untitled(study, layer, wanted),
        frame=layer.frame,
        codings=layer.codings,
        codebook=layer.codebook,
        options=_options(layer, wanted),
        method="",
        command=_command(study, wanted),
        licence=study.corpus.licence,
        every_quote=wanted.every_quote,
        sections=wanted.sections,
    )
    return replace(
        of,
        **_beside(study, layer, wanted),
        attributes=_attributes(of, wanted),
        method=method_page(study, layer, wanted.lang, redact=wanted.redact) if "method" in wanted.sections else "",
        agreements=[_scores(each) for each in layer.compared] if "agreement" in wanted.sections else [],
        topics=_topics(study, layer) if "topics" in wanted.sections else None,
    )


def _beside(study: OpenStudy, layer: CoderCodings, wanted: ReportOptions) -> Mapping[str, Any]:
    """What stands beside the codings: those of two coders, and another state of the study."""
    if not (wanted.between or wanted.compare):
        return {}
    from qualcode.api.report_beside import changes_since, two_beside  # brings all that codes a study

    made: dict[str, Any] = {}
    if wanted.between and "between" in wanted.sections:
        made["between"] = two_beside(study, layer, wanted.between)
    if wanted.compare and "changes" in wanted.sections:
        whose = wanted.coder, wanted.reviewed_by
        made["changes"] = changes_since(study, layer, wanted.compare, whose, wanted.lang)
    return made


def _untitled(study: OpenStudy, layer: CoderCodings, wanted: ReportOptions) -> str:
    """What stands over a study that nobody has given a title or a name."""
    if study.name != StudySettings.corpus:
        return study.name
    say = Messages(wanted.lang)
    return say("Coded answers") if layer.frame.surveys else say("Coded interviews")


def _attributes(of: ReportSource, wanted: ReportOptions) -> tuple[str, ...]:
    """The attributes that make groups; a redacted page has those that may be told."""
    may = tuple(of.redacted.plan.joined) if wanted.redact else None
    if wanted.by:
        for name in wanted.by:
            if may is not None:
                of.redacted.frame_by(name, "")  # raises, and says by which ones it can be
        return wanted.by
    names = [name for name in (of.frame.attribute_names if may is None else may) if name not in NO_GROUPS]
    divided = {
        name: sizes for name in names if _divide(sizes := _sizes(of.frame, name), of.redacted.plan.everyone.total)
    }
    declared = [*of.frame.declared]
    place = {name: declared.index(name) if name in declared else len(declared) for name in divided}
    return tuple(sorted(divided, key=lambda name: (place[name], max(divided[name]), -min(divided[name]), name)))


def _sizes(frame: Frame, name: str) -> list[int]:
    """Respondents of each value of an attribute."""
    made = groups_by(frame, name)
    return [size for group, size in zip(made.groups, made.sizes.tolist(), strict=True) if group is not None]


def _divide(sizes: Sequence[int], everyone: int) -> bool:
    """Whether groups of these sizes say something: few, two of them with two people or more, and most stand in one."""
    several = sum(size > 1 for size in sizes) > 1
    return several and 2 * len(sizes) <= sum(sizes) and 2 * sum(sizes) >= everyone and len(sizes) <= MOST_GROUPS


def _scores(compared: Compared) -> tuple[str, Table]:
    """The scores of the rules beside one coder, on transcripts that are not set aside for testing."""
    tuned = bool(compared.test.any())
    pair = compared.pair.among(~compared.test) if tuned else compared.pair
    unit = pair.made.unit
    table = evaluation_table([evaluate_pair(pair, 1)], "", "", (), unit)
    return compared.reference.coder, replace(table, meta={**table.meta, "tuned": tuned})


def _topics(study: OpenStudy, layer: CoderCodings) -> dict[str, TableKind] | None:
    """The tables of the topics that were found last; None where none were, or the corpus is another one now."""
    with suppress(StudyError):
        fitted = load_topics(study, layer.corpus)
        return {"topics": TOPIC_TABLES["topics"].of(fitted)}
    return None


def _command(study: OpenStudy, wanted: ReportOptions) -> str:
    """The command that makes the page again, without the folder in which it lies."""
    usual = f"{REPORT_FILE}.{wanted.format}"
    words = ["qualcode", "report", "-o", Path(wanted.output).name if wanted.output not in ("", "-") else usual]
    words += ["--template", Path(wanted.template).name] if wanted.template else []
    words += ["--corpus", study.name] if study.name != study.settings.corpus else []
    words += ["--coder", wanted.coder] if wanted.coder != RULES else []
    words += ["--reviewed-by", wanted.reviewed_by] if wanted.reviewed_by else []
    words += ["--codebook", wanted.codebook] if wanted.codebook and not Path(wanted.codebook).is_absolute() else []
    words += ["--between", ",".join(wanted.between)] if wanted.between else []
    words += (
        ["--compare", Path(wanted.compare).name if Path(wanted.compare).is_absolute() else wanted.compare]
        if wanted.compare
        else []
    )
    words += ["--lang", wanted.lang, *(word for name in wanted.by for word in ("--by", name))]
    if wanted.sections != tuple(REPORT_SECTIONS):
        words += ["--sections", ",".join(wanted.sections)]
    flags = {"--redact": wanted.redact, "--no-quotes": wanted.no_quotes, "--all-quotes": wanted.every_quote}
    return shlex.join([*words, *(flag for flag, given in flags.items() if given)])

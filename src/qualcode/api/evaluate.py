"""Evaluate: how far the rules, or any coder, agree with another coder, and where they do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from qualcode import __version__
from qualcode.agreement.coders import Compared, Wish, compare_coders, has_reviewed, kind_of
from qualcode.agreement.disagreements import (
    ComparedCodings,
    Disagreement,
    are_people,
    disagreement_table,
    disagreements,
)
from qualcode.agreement.evaluation import (
    CoderPair,
    ScoreBlock,
    ScoreLine,
    evaluate_groups,
    evaluate_pair,
    evaluation_table,
    languages_of_units,
)
from qualcode.agreement.quality import QualityFacts, quality_page
from qualcode.agreement.several import one_person
from qualcode.agreement.units import DRAWS
from qualcode.api.agreement import figures_format
from qualcode.api.code import code
from qualcode.api.export import as_bytes
from qualcode.api.export_figure import draw_scores
from qualcode.api.open import check_reviewed, study_language
from qualcode.codings.coders import (
    DEVELOPMENT,
    SPLIT,
    TEST,
    about_aside,
    load_person,
    note_test_use,
    open_codebook,
    refuse_both_halves,
    uses_of_test,
)
from qualcode.codings.looked import NOT_BLIND
from qualcode.codings.mentions import code_label
from qualcode.codings.reviewed import review_rules
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import stated_consents
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.figures import FIGURE_FORMATS
from qualcode.languages.catalogue import Messages
from qualcode.model.codebook import Codebook
from qualcode.model.corpus import in_language
from qualcode.model.finding import Finding, refuse_unknown, study_error, unknown_name
from qualcode.model.progress import working
from qualcode.model.table import PageChoices, PageWords, Table
from qualcode.store.atomic import write_bytes
from qualcode.store.study import (
    OpenStudy,
    in_own_languages,
    last_codebook_path,
    output_path,
    warn_unagreed,
    warn_unignored_file,
)
from qualcode.tables.notes import about_layer

TWO_PEOPLE_NOTE = (
    "Both are people, so neither is the measure of the other: precision and recall change places with the coders; F1, "
    "agreement, kappa and alpha stay."
)
"""Note on two people."""
WEIGHTED_NOTE = (
    "Scores are estimates for all units: each unit of the sample is weighted by the inverse of its chance of being "
    "drawn. Counts are those of the sample, not weighted, so that a score is not one count divided by another."
)
"""Note on units of a sample."""
SPLIT_BY_LANGUAGE = "language"
"""What `--by` takes besides attributes: the language of the turn."""


@dataclass(frozen=True)
class EvaluateOptions:
    """Who is compared with whom, on what."""

    against: str
    """The reference: a coder of the study."""
    coder: str = RULES
    """The coder under test."""
    wish: Wish = field(default_factory=Wish)
    """Unit, split and sample."""
    by: str = ""
    """Attribute, or `language`: a block of rows for each value."""
    seed: int = 1
    """Seed of the intervals."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    misses: str = ""
    """File for the disagreements; its ending says the format."""
    output: str = ""
    """File for the table; its ending says the format."""
    dry_run: bool = False
    """True: write nothing; the test transcripts are then refused, since every use of them is kept."""
    no_quotes: bool = False
    """True: the file of disagreements has none of the participants' words."""
    reviewed_by: str = ""
    """Person by whose answers the codings of rules are corrected; empty: they stand as rules made them."""


@dataclass(frozen=True, eq=False)
class EvaluateReport:
    """Agreement of two coders."""

    table: Table
    """Scores by code, in blocks."""
    whole: ScoreBlock
    """Scores of all units together."""
    disagreements: tuple[Disagreement, ...] = field(repr=False)
    """Misses, then false alarms, most instructive first; of two people, what one and what the other alone gives."""
    kinds: tuple[str, str]
    """What both sorts of disagreement are called."""
    people: bool
    """True when both are people, of whom neither is the measure of the other."""
    uses_test: bool
    """True when transcripts set aside for testing were looked at."""
    test_uses: int
    """How often they were, this time included; 0 when they were not looked at."""
    files: tuple[str, ...]
    """Files that were written, or would be."""
    codebook: Codebook = field(repr=False)
    compared: Compared = field(repr=False)
    """Both coders' codes."""
    corpus: OpenCorpus = field(repr=False)
    findings: tuple[Finding, ...]
    """What was left out."""


@in_own_languages
def evaluate_coder(study: OpenStudy, options: EvaluateOptions) -> EvaluateReport:
    """Compare a coder with a reference; the rules are applied anew when they changed.

    Raises:
        StudyError: there is no such coder, unit, split, sample or attribute, or nothing that both looked at.
    """
    formats = {file: figures_format(str(output_path(study, file))) for file in (options.misses, options.output) if file}
    with study.writing():
        corpus, codebook, tested, findings = _open(study, options)
        reference, more = load_person(study, corpus, codebook, options.against, blind=True)
        refuse_both_halves(corpus.frame)
        compared = compare_coders(study, corpus, reference, tested, options.wish)
        uses_test = bool(compared.test.any())
        if uses_test and options.dry_run:
            raise study_error("test-use", "every use of the test transcripts is kept, so there is no dry run on them")
        with working("evaluate"):
            whole = evaluate_pair(compared.pair, options.seed)
        pair, seed = compared.pair, options.seed
        blocks = evaluate_groups(pair, _groups(corpus, pair, options.by), seed) if options.by else (whole,)
        uses = _note_use(study, options, codebook, compared, whole) if uses_test else 0
        notes = [*_notes(study, options, codebook, compared, whole, uses), *_about_split(corpus, options)]
        table = evaluation_table(blocks, _title(study, options, compared), options.by, notes, compared.pair.made.unit)
        sides = ComparedCodings(corpus.frame, reference, tested)
        found = disagreements(sides, compared.pair)
        listed = disagreement_table(found, f"Disagreements. {table.title}", words=not options.no_quotes)
        if not options.dry_run:
            _write(study, {options.misses: listed, options.output: table}, formats, codebook)
    seen = _about_words(study, corpus, options.misses) if options.misses and not options.no_quotes else ()
    return EvaluateReport(
        table, whole, tuple(found), sides.kinds, are_people(reference, tested), uses_test, uses,
        tuple(study.layout.relative(Path(file)) for file in formats), codebook,
        compared, corpus, tuple(dict.fromkeys((*findings, *more, *compared.findings, *seen))),
    )  # fmt: skip


def _write(study: OpenStudy, tables: Mapping[str, Table], formats: Mapping[str, str], codebook: Codebook) -> None:
    """Write each table to its file, as a table or drawn."""
    for file, how in formats.items():
        if how in FIGURE_FORMATS:
            draw_scores(_named(tables[file], codebook, study), file, language=study_language(study))
        else:
            write_bytes(Path(file), as_bytes(tables[file], how)[0])


def _about_words(study: OpenStudy, corpus: OpenCorpus, file: str) -> tuple[Finding, ...]:
    """Warnings about participants' words in a file: without consent, or where git would take it up."""
    stated = stated_consents(corpus.frame)
    return (*warn_unagreed(study, "analysis", stated), *warn_unignored_file(study, Path(file), stated))


def _named(table: Table, codebook: Codebook, study: OpenStudy) -> Table:
    """The table with what codes are called in figures."""
    languages = (study_language(study), *codebook.languages)
    short = {code.code: in_language(code.short, languages[0]) or code_label(code, languages) for code in codebook.codes}
    return replace(table, page=PageChoices(words=PageWords(short=short)))


def _open(study: OpenStudy, options: EvaluateOptions) -> tuple[OpenCorpus, Codebook, Codings, list[Finding]]:
    """The corpus, the codebook and the coder under test."""
    file = options.codebook or last_codebook_path(study)
    if options.against == RULES:
        hint = f"write --against {options.coder if options.coder != RULES else 'NAME'}; --coder rules is under test"
        raise study_error("bad-option", "the reference is a coder who read the transcripts, not the rules", hint)
    refuse_unknown("coder", (options.against, options.coder), [RULES, *study.layout.coder_names(study.name)])
    if kind_of(study, options.against).kind == "rules":
        message = f"`{options.against}` is `kind: rules`: the reference is a coder who read the transcripts"
        raise study_error("bad-option", message, f"write --coder {options.against} to put it under test")
    if options.coder == options.against:
        raise study_error("bad-option", f"`{options.coder}` cannot be compared with itself")
    check_reviewed(options.coder, options.reviewed_by)
    if options.coder == RULES:
        return open_rules(study, options, file)
    codebook, _ = open_codebook(study, file)
    corpus = frame(study, index(study))
    codings, findings = load_person(study, corpus, codebook, options.coder, blind=True)
    return corpus, codebook, codings, findings


@in_own_languages
def open_rules(
    study: OpenStudy, options: EvaluateOptions, file: str
) -> tuple[OpenCorpus, Codebook, Codings, list[Finding]]:
    """The corpus, the codebook, and what its rules find now, or what a person left of it.

    Raises:
        StudyError: that person is the reference, and would be compared with herself.
    """
    coded, findings = code(study, file, dry_run=True), list[Finding]()
    codings, by = coded.codings, options.reviewed_by
    if by:
        codings, findings = review_rules(study, coded.corpus, coded.codebook, codings, by)
        for name in options.against, *options.coder.split(","):
            if name.strip() != RULES and has_reviewed(codings, kind_of(study, name.strip())):
                message = f"`{name.strip()}` holds what `{by}` decided, and so do the rules that `{by}` reviewed"
                raise study_error("bad-option", message, "compare with a coder who did not review them")
    return coded.corpus, coded.codebook, codings, [*coded.findings, *findings]


def _groups(corpus: OpenCorpus, pair: CoderPair, by: str) -> Sequence[str]:
    """The group of each unit."""
    if by == SPLIT_BY_LANGUAGE:
        return languages_of_units(pair.made)
    columns = corpus.frame
    if by not in columns.attribute_names:
        raise unknown_name("attribute", by, [SPLIT_BY_LANGUAGE, *columns.attribute_names])
    values = [*columns.attribute_values[by], ""]  # the last one answers for a missing value, -1
    return [values[at] for at in np.asarray(columns.attribute(by))[pair.made.turn].tolist()]


def _note_use(
    study: OpenStudy, options: EvaluateOptions, codebook: Codebook, compared: Compared, whole: ScoreBlock
) -> int:
    """Keep that the test transcripts were used, for what, and with which result."""
    return note_test_use(
        study,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        coder=compared.tested.source.named,
        against=options.against,
        split=options.wish.split,
        unit=compared.pair.made.unit,
        sample=compared.sample,
        codebook=codebook.codebook,
        version=codebook.version,
        codebook_sha256=codebook.sha256,
        macro_f1=None if whole.macro.f1.value is None else round(whole.macro.f1.value, 4),
        qualcode=__version__,
    )


def _title(study: OpenStudy, options: EvaluateOptions, compared: Compared) -> str:
    split = f", split {options.wish.split}" if options.wish.split else ""
    unit = compared.pair.made.unit
    return f"Coder {compared.tested.source.named} against {options.against}: corpus {study.name}, {unit} level{split}"


def _notes(
    study: OpenStudy, options: EvaluateOptions, codebook: Codebook, compared: Compared, whole: ScoreBlock, uses: int
) -> list[str]:
    """What must be known to read the scores."""
    reference, unit = kind_of(study, options.against), compared.pair.made.unit
    said = [
        f"{whole.units} {unit}s of participants in {whole.transcripts} transcripts that both looked at.",
        _resumed(compared),
        f"Reference: {reference.coder} ({reference.kind}).{reference.method and f' {reference.method}'}",
        about_layer(compared.tested.source.layer, Messages()),
        TWO_PEOPLE_NOTE if are_people(compared.reference, compared.tested) else "",
        f"Codebook: {f'{codebook.codebook} {codebook.version}'.strip()}, sha256 {codebook.sha256[:12]}.",
        "Invented interviews (synthetic)." if study.corpus.synthetic else "",
        f"Units come from sample {compared.sample}." if compared.sample else "",
        WEIGHTED_NOTE if compared.pair.made.weighted else "",
        about_intervals(whole, options.seed),
        f"Not compared, since the reference never gives them: {', '.join(compared.left_out)}."
        if compared.left_out
        else "",
        *(_about_set(line, whole) for line in whole.nominal),
        *(f"{each.message}." for each in compared.findings if each.code == NOT_BLIND),
        f"Use {uses} of the transcripts set aside for testing (kept in test-uses.jsonl)." if uses else "",
    ]
    return [sentence for sentence in said if sentence]


def _resumed(compared: Compared) -> str:
    """That speech after a backchannel is no turn of its own, where turns are compared."""
    if compared.pair.made.unit != "turn":
        return ""
    return "Speech that goes on after a backchannel (hmm, iya) is one turn with what stood before it."


def _about_set(line: ScoreLine, whole: ScoreBlock) -> str:
    """What the row of codes that exclude each other is."""
    return (
        f"{line.code}: which of these codes a unit has, or none, as one value; kappa is Cohen's, alpha Krippendorff's "
        f"(nominal), over the {whole.units} units without those to which a coder gives several."
    )


def about_intervals(whole: ScoreBlock, seed: int) -> str:
    """How the intervals were made, in a sentence."""
    if whole.people < 2:
        return "No intervals: they need two respondents who did not talk with each other."
    few = "; with so few they are too narrow rather than too wide" if whole.people < 20 else ""
    drawn = f"{whole.people} respondents"
    if whole.people != whole.respondents:
        drawn = f"{whole.people} groups of people who talked together ({whole.respondents} respondents)"
    return (
        f"Intervals: 95 %, percentile bootstrap of {DRAWS} draws over {drawn}, seed {seed}{few}. "
        "Where no draw can move a score (2 of 2), Wilson's interval of its units."
    )


def quotes_of(report: EvaluateReport) -> Sequence[Disagreement]:
    """The disagreements that a terminal may show: none of the test transcripts, whose words are not to be tuned on."""
    frame = report.corpus.frame
    values: Any = frame.attribute_values.get("split", ())
    if not report.uses_test or TEST not in values:
        return report.disagreements
    aside = {frame.transcripts[int(at)] for at in report.compared.pair.made.transcript[report.compared.test]}
    return [each for each in report.disagreements if each.transcript not in aside]


def _about_split(corpus: OpenCorpus, options: EvaluateOptions) -> list[str]:
    """What was left out since it is set aside, and whether both coders are one person."""
    passes = one_person((options.against, options.coder))
    return [sentence for sentence in (passes, about_aside(corpus.frame, options.wish.split)) if sentence]


@in_own_languages
def quality(study: OpenStudy, options: EvaluateOptions, file: str) -> tuple[EvaluateReport, str]:
    """Evaluate the rules and write the page about their codebook; gives the scores, and the page as users write it.

    Raises:
        StudyError: the coder under test is not the rules, or the evaluation cannot be made.
    """
    if options.coder != RULES:
        raise study_error("bad-option", "the page is about the rules of a codebook", "leave --coder out")
    report = evaluate_coder(study, options)
    examples = _examples(study, options, report)
    pair = report.compared.pair
    facts = QualityFacts(
        codebook=report.codebook,
        corpus=study.name,
        synthetic=study.corpus.synthetic,
        split=options.wish.split,
        reference=kind_of(study, options.against),
        unit=pair.made.unit,
        whole=report.whole,
        languages=evaluate_groups(pair, languages_of_units(pair.made), options.seed),
        weighted=WEIGHTED_NOTE if pair.made.weighted else "",
        about_intervals=about_intervals(report.whole, options.seed),
        test_uses=uses_of_test(study),
        examples_from=DEVELOPMENT if examples and _has(report, DEVELOPMENT) else "",
        examples=examples.disagreements if examples else (),
        quotes=study.corpus.allows("quotes", stated_consents(report.corpus.frame)),
    )
    path = output_path(study, file)
    if not options.dry_run:
        write_bytes(path, quality_page(facts).encode())
    return report, study.layout.relative(path)


def _examples(study: OpenStudy, options: EvaluateOptions, report: EvaluateReport) -> EvaluateReport | None:
    """The evaluation that examples come from: never one of transcripts set aside for testing."""
    if not report.uses_test:
        return report
    if not _has(report, DEVELOPMENT):
        return None
    wish = replace(options.wish, split=DEVELOPMENT)
    return evaluate_coder(study, replace(options, wish=wish, by="", misses="", output=""))


def _has(report: EvaluateReport, split: str) -> bool:
    values = report.corpus.frame.attribute_values.get(SPLIT, ())
    return split in values and TEST in values

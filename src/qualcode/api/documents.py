"""Documents: the page on method, and `out/` described as a research object (RO-Crate)."""

import json
import platform
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from qualcode import __version__
from qualcode.agreement.coders import Compared
from qualcode.agreement.units import scores, tally
from qualcode.api.lock import drift
from qualcode.api.open import (
    PACKAGE,
    CoderCodings,
    ExportOptions,
    export_stem,
    open_codings,
    study_language,
)
from qualcode.api.people import coder_facts, people_facts, set_aside_facts
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.frame import Frame, participants, stated_consents
from qualcode.corpus.speakers import OpenCorpus
from qualcode.export.checklists import CHECKLISTS, checklist_page
from qualcode.export.facts import AgreementFacts, CodebookFacts, Coding, InterviewFacts, StudyFacts
from qualcode.export.metadata import CRATE_FILE, Crate, Part, crate
from qualcode.export.methods import material, methods
from qualcode.export.prose import PROSE
from qualcode.languages.catalogue import has_catalogue, written_languages
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.privacy.shared import listed, refusing, unagreed_files
from qualcode.rules.kinds import RULE_KINDS
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_bytes, sha256_file
from qualcode.store.people import read_coder
from qualcode.store.study import WORD_COLUMNS, OpenStudy, in_own_languages, output_path
from qualcode.tables.groups import groups_by
from qualcode.tables.kind import TableOptions
from qualcode.text.languages import segment_language_names

PACKAGES = ("numpy", "PySastrawi", "regex", "simplemma", "spacy", "wordfreq")
"""Packages whose version can change what is found."""


def _study_facts(study: OpenStudy, layer: CoderCodings, *, redact: bool = False) -> StudyFacts:
    """The facts of a study whose codings are open."""
    made = [_agreement_with_coder(study, compared) for compared in layer.compared]
    return StudyFacts(
        material=_material(study, layer.corpus),
        coding=_coding(study, layer),
        book=_book(layer.codebook),
        checks=[check for check in made if check],
        kept_aside=None in made,
        unread=layer.unread,
        versions=_versions(),
        locked=study.layout.lock_file.is_file() and not drift(study),
        coders=coder_facts(study),
        people=people_facts(study, layer.corpus, layer.codebook),
        test=set_aside_facts(study, layer.codebook),
        redacted=redact,
    )


def _material(study: OpenStudy, corpus: OpenCorpus) -> InterviewFacts:
    frame = corpus.frame
    counted, made = participants(frame), groups_by(frame)
    spoken = frame.segment_language[counted[frame.segment_turn]]
    whole = frame.turn_counted == np.arange(len(frame.turn_counted))
    roles = np.bincount(frame.turn_role[whole], minlength=len(ROLES)).tolist()
    names = segment_language_names()
    return InterviewFacts(
        corpus=study.name,
        title=study.corpus.title or study.settings.title,
        synthetic=frame.synthetic,
        transcripts=len(frame.transcripts),
        sessions=len(set(frame.sessions)),
        respondents=made.total,
        turns=int((counted & whole).sum()),
        words=int(made.words.sum()),
        segments=len(spoken),
        unit=corpus.indexed.how,
        languages=dict(zip(names, np.bincount(spoken, minlength=len(names)).tolist(), strict=True)),
        others={role: roles[place] for place, role in enumerate(ROLES) if role != "participant"},
        voices=int((counted & whole & (frame.turn_respondent < 0) & (frame.turn_words > 0)).sum()),
    )


def _coding(study: OpenStudy, layer: CoderCodings) -> Coding:
    codings = layer.codings
    inside = participants(layer.corpus.frame)[codings.turn]
    numbers = np.bincount(codings.assertion[inside], minlength=len(ASSERTIONS)).tolist()
    affirmed = inside & (codings.assertion == ASSERTIONS.index("affirmed"))
    return Coding(
        coder=codings.coder,
        kind=codings.kind,
        method=_method(study, codings),
        assertions=dict(zip(ASSERTIONS, numbers, strict=True)),
        prompted=int((affirmed & codings.prompted).sum()),
        left_out=_left_out(layer, codings),
        layer=codings.source.layer,
    )


def _left_out(layer: CoderCodings, codings: Codings) -> Mapping[str, int]:
    """Codings by the roles in whose turns they stand, without those of participants."""
    often = np.bincount(layer.corpus.frame.turn_role[codings.turn], minlength=len(ROLES)).tolist()
    return {role: n for role, n in zip(ROLES, often, strict=True) if role != "participant"}


def _method(study: OpenStudy, codings: Codings) -> str:
    """How a coder worked, as `coder.yaml` says; a sentence that may be quoted."""
    if codings.coder == RULES:
        return ""
    coder, _ = read_coder(study.layout, study.name, codings.coder)
    return " ".join(coder.method.split()) if coder else ""


def _book(codebook: Codebook) -> CodebookFacts:
    used = [code for code in codebook.codes if not code.retired]
    rules = [rule for code in used for rule in code.rules]
    every = (term for rule in rules for each in (*rule.lists, rule.unless) for term in each)
    terms = {(term.kind, term.text, term.level, term.language, term.case): term for term in every}.values()
    return CodebookFacts(
        codebook=codebook.codebook,
        title=codebook.title,
        version=codebook.version,
        sha256=codebook.sha256,
        file=codebook.file,
        included=max(len(codebook.files) - 1, 0),
        codes=len(used),
        retired=len(codebook.codes) - len(used),
        kinds=_counted([code.kind for code in used]),
        rules=len(rules),
        shapes=_counted([rule.kind for rule in rules]),
        levels=_counted([term.level for term in terms if term.is_words]),
        patterns=sum(not term.is_words for term in terms),
        unless=sum(bool(rule.unless) for rule in rules),
        supported=sum(any(RULE_KINDS[rule.kind].judges(rule.own) for rule in code.rules) for code in used),
        questions=sum(rule.context == "question" for rule in rules),
        denied=_counted([rule.negation for rule in rules if rule.negation != "flag"]),
    )


def _counted(names: Sequence[str]) -> Mapping[str, int]:
    """How often each name stands there, in order of the names."""
    return dict(sorted(Counter(names).items()))


def _agreement_with_coder(study: OpenStudy, compared: Compared) -> AgreementFacts | None:
    """The rules beside one coder; None where only transcripts set aside for testing could be looked at.

    They stay aside for the reason that `validation_note` gives.
    """
    aside = bool(compared.test.any())
    pair = compared.pair.among(~compared.test) if aside else compared.pair
    if not len(pair.made):
        return None
    made = scores(tally(pair.made, pair.there, pair.found)).micro[0].tolist()
    precision, recall, f1 = (None if np.isnan(score) else float(score) for score in made)
    reference = compared.reference
    return AgreementFacts(
        coder=reference.coder,
        kind=reference.kind,
        method=_method(study, reference),
        unit=pair.made.unit,
        units=len(pair.made),
        transcripts=len(np.unique(pair.made.transcript)),
        codes=len(pair.codes),
        sample=compared.sample,
        tuned=aside,
        both=int((pair.there & pair.found).sum()),
        found=int(pair.found.sum()),
        there=int(pair.there.sum()),
        precision=precision,
        recall=recall,
        f1=f1,
    )


def _versions() -> Mapping[str, str]:
    """Versions of qualcode, Python and the packages that decide what is found."""
    versions = {"qualcode": __version__, "Python": platform.python_version()}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):  # part of an installation that was put together by hand
            versions[package] = version(package)
    return versions


@in_own_languages
def method_page(study: OpenStudy, layer: CoderCodings, lang: str, *, redact: bool = False) -> str:
    """The page on method about codings that are open, in Markdown."""
    return methods(_study_facts(study, layer, redact=redact), lang).decode()


def _methods(study: OpenStudy, wanted: ExportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The page about one coder's codings."""
    lang, how = document_language(study, wanted), _format(wanted)
    layer = open_codings(study, wanted.coder, wanted.codebook, wanted.reviewed_by)
    facts = _study_facts(study, layer, redact=wanted.options.redact)
    if wanted.checklist:
        return PROSE[how](checklist_page(wanted.checklist, facts, lang), lang), layer.findings
    return methods(facts, lang, how), layer.findings


@in_own_languages
def document_language(study: OpenStudy, wanted: ExportOptions) -> str:
    """The language asked for; else that of the study; English where it names none."""
    asked = wanted.options.lang
    if asked and not has_catalogue(asked):
        raise unknown_name("language", asked, written_languages())
    return asked or study_language(study) or "en"


def _format(wanted: ExportOptions) -> str:
    """The format asked for, or the one that the file's ending says; Markdown unless one of them does."""
    ending = wanted.ending
    how = wanted.format or ending or "md"
    if how not in PROSE:
        raise study_error("bad-option", f"`methods` is not written as {how}", f"write one of {', '.join(PROSE)}")
    if ending and ending != how:
        raise study_error("two-formats", f"the file is named as {ending}, and --to asks for {how}", "leave --to out")
    return how


def _crate(study: OpenStudy, wanted: ExportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The description of every file in `out/`, which lies in the folder that it describes."""
    out = study.layout.out
    if wanted.output not in ("", "-") and Path(wanted.output).resolve() != (out / CRATE_FILE).resolve():
        message = f"a crate describes the folder it lies in, as {CRATE_FILE}"
        raise study_error("bad-option", message, "leave -o out, or write -o -")
    lang = document_language(study, wanted)
    layer = open_codings(study, wanted.coder, wanted.codebook, wanted.reviewed_by)
    found = _study_facts(study, layer)
    lock = study.layout.lock_file
    made = Crate(
        facts=found,
        description=material(found.material, lang).replace("`", ""),
        lang=lang,
        parts=list(_parts(out)),
        licence=study.corpus.licence,
        time=time_of_run(study.layout.run_record),
        lock_sha256=sha256_file(lock) if lock.is_file() else "",
    )
    return crate(made), (*layer.findings, *_wanting(made), *_unagreed(study, layer.corpus.frame))


def _parts(out: Path) -> Iterator[Part]:
    """Every file of the folder but the description itself and what begins with a dot."""
    titles = _titles(out / PACKAGE)
    for path in sorted(out.rglob("*")) if out.is_dir() else ():
        name = path.relative_to(out).as_posix()
        if path.is_file() and name != CRATE_FILE and not any(part.startswith(".") for part in name.split("/")):
            data = read_bytes(path)
            yield Part(name, len(data), sha256_bytes(data), titles.get(name, ""))


def _titles(package: Path) -> Mapping[str, str]:
    """Titles of the csv files, as their description says."""
    try:
        resources = json.loads(read_bytes(package))["resources"] if package.is_file() else []
        return {str(each["path"]): str(each.get("title", "")) for each in resources}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # somebody else's


def _unagreed(study: OpenStudy, frame: Frame) -> Iterator[Finding]:
    """A warning for each file of the crate that quotes participants who did not agree to that.

    Raises:
        StudyError: a file quotes somebody who allows no use of their words at all.
    """
    if not any((study.corpus.consent, *stated_consents(frame))):
        return
    refused = set(refusing(study, frame))
    for path, names in unagreed_files(study, frame, study.layout.out, _quoting(study.layout.out / PACKAGE)).items():
        file = study.layout.relative(study.layout.out / path)
        message = f"words of participants whose consent does not include `quotes` stand here: {listed(names)}"
        if refused.intersection(names):
            raise study_error("no-consent", message, "take the file out of the folder, or write it again", file)
        yield Finding("warning", "no-consent", message, file, hint="leave the words out (--no-quotes), or see QC203")


def _quoting(package: Path) -> list[str]:
    """Tables with columns of what people said, as their description says: they may quote less than five words."""
    try:
        resources = json.loads(read_bytes(package))["resources"] if package.is_file() else []
        return [
            str(each["path"])
            for each in resources
            if WORD_COLUMNS & {field["name"] for field in each["schema"]["fields"]}
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # somebody else's


def time_of_run(record: Path) -> str:
    """When the results were made, as the record of the run says."""
    try:
        return str(json.loads(read_bytes(record))["time"]) if record.is_file() else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _wanting(made: Crate) -> Iterator[Finding]:
    """What the standard asks for and the study does not say."""
    if not made.parts:
        yield Finding("warning", "empty-crate", "there are no files in out/", hint="run `qualcode run` first")
    if not made.time:
        message = "no run is recorded, so the crate has no date, which RO-Crate asks for"
        yield Finding("warning", "no-date", message, hint="run `qualcode run` first")
    if not made.licence:
        message = "the corpus states no licence, which RO-Crate asks for"
        yield Finding("warning", "no-licence", message, hint="write `licence: ...` in corpus.yaml")


Make = Callable[[OpenStudy, ExportOptions], tuple[bytes, tuple[Finding, ...]]]
DOCUMENTS: Mapping[str, Make] = {"crate": _crate, "methods": _methods}
"""Name -> what makes the document."""


@dataclass(frozen=True)
class DocumentReport:
    """A document and where it was written."""

    data: bytes
    """The file's bytes."""
    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """Notes about the codings and about what the document lacks."""


@in_own_languages
def export_document(study: OpenStudy, wanted: ExportOptions) -> DocumentReport:
    """Make a document and write it.

    Raises:
        StudyError: an option is one of tables, there is no such language or format, or nothing was coded.
    """
    _check_document_options(wanted)
    with study.writing(reading=wanted.output == "-"):
        data, findings = DOCUMENTS[wanted.table](study, wanted)
        if any(finding.level == "error" for finding in findings):
            raise StudyError(*findings)
        if wanted.output == "-":
            return DocumentReport(data, "", False, findings)
        # A page for another coder or language has a file of its own.
        file = CRATE_FILE if wanted.table == "crate" else f"{export_stem(wanted)}.{_format(wanted)}"
        path = output_path(study, wanted.output) if wanted.output else study.layout.out / file
        written = not wanted.dry_run and write_bytes(path, data)
        return DocumentReport(data, study.layout.relative(path), written, findings)


def check_checklist(wanted: ExportOptions) -> None:
    """Refuse a checklist that there is not, or that is asked of something else than the method.

    Raises:
        StudyError: there is no such checklist, or it was asked of a table.
    """
    if wanted.checklist and wanted.table != "methods":
        raise study_error("bad-option", "--checklist goes with `methods`", "write export methods --checklist coreq")
    if wanted.checklist and wanted.checklist not in CHECKLISTS:
        raise unknown_name("checklist", wanted.checklist, CHECKLISTS)


def _check_document_options(wanted: ExportOptions) -> None:
    """Refuse what only tables can do; neither document holds participants' words, so leaving them out is no wish."""
    check_checklist(wanted)
    if wanted.format and wanted.table == "crate":
        raise study_error("bad-option", f"`{wanted.table}` has one format of its own", "leave --to out")
    page = wanted.table == "methods" and not wanted.checklist
    redact = wanted.options.redact and not page  # a crate describes files, a checklist counts codings
    if replace(wanted.options, lang="", no_quotes=False, redact=redact) != TableOptions():
        hint = "leave out all but -o, --lang, --coder, --codebook and --dry-run; methods takes --redact too"
        raise study_error("bad-option", f"`{wanted.table}` is not a table and takes no options of tables", hint)

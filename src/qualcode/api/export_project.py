"""Export a project: the study as the file that other programs for qualitative research open (REFI-QDA)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np

from qualcode import __version__
from qualcode.api.open import ExportOptions, check_reviewed, one_of
from qualcode.codings.cache import load_rules
from qualcode.codings.coders import codings_in_force, load_person, open_codebook
from qualcode.codings.reviewed import review_rules
from qualcode.codings.schema import RULES, as_codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import stated_consents
from qualcode.corpus.index import index
from qualcode.corpus.shards import read_transcript
from qualcode.corpus.speakers import OpenCorpus
from qualcode.exchange.back import outgoing
from qualcode.exchange.foreign import Foreign, read_foreign
from qualcode.exchange.project_out import ProjectHeader, Respondent
from qualcode.exchange.qualcoder import PROGRAMS
from qualcode.exchange.refi_write import to_qdc
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS, Coder, PersonCoding
from qualcode.model.finding import Finding, StudyError, refuse_unknown, study_error
from qualcode.privacy.shared import consent_by_transcript, listed, refusing
from qualcode.store.atomic import write_bytes
from qualcode.store.memos import fold_memos, read_memos
from qualcode.store.people import read_coder
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook_path, output_path, warn_unignored_file
from qualcode.tables.kind import TableOptions

PROJECT_EXPORT = "project"
"""What is exported, as users name it."""
ENDINGS = (".qdpx", ".qdc")
"""A project with its texts, and the codebook alone."""


@dataclass(frozen=True)
class ProjectReport:
    """A project and where it was written."""

    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    transcripts: int
    """Texts in it."""
    codes: int
    """Codes of the codebook."""
    coders: tuple[str, ...]
    """Whose codings are in it."""
    codings: Mapping[str, int]
    """Assertion -> codings."""
    respondents: int
    """Cases in it."""
    data: bytes
    """The file's bytes."""
    findings: tuple[Finding, ...]
    """What was wrong, and a warning where participants did not agree that their words are passed on."""


@in_own_languages
def export_project(study: OpenStudy, wanted: ExportOptions) -> ProjectReport:
    """Write a study as a project (`.qdpx`), or its codebook alone (`.qdc`).

    Codings that are not affirmed get codes of their own, in a folder aside: with the code itself they would be
    counted as mentions.

    Raises:
        StudyError: an option is one of tables, there is no such coder, or nothing is coded.
    """
    alone = _is_codebook(wanted)
    _check(wanted, alone=alone)
    one_of("--for", wanted.program, "", *PROGRAMS)
    if wanted.reviewed_by and RULES not in (names := [name.strip() for name in wanted.coder.split("+")]):
        check_reviewed(" and ".join(name for name in names if name) or "all", wanted.reviewed_by)
    with study.writing(reading=wanted.output == "-"):
        foreign = read_foreign(study)
        told, findings, stated = _study(study, wanted, foreign, alone=alone)
        sent = outgoing(told, [] if alone else foreign, wanted.program)
        made, data = sent.project, to_qdc(sent.project) if alone else sent.data
        findings = [*findings, *sent.findings]
        name = f"{told.codebook.codebook if alone else study.name}{ENDINGS[alone]}"
        path = output_path(study, wanted.output) if wanted.output else study.layout.out / name
        to_file = wanted.output != "-"
        written = to_file and not wanted.dry_run and write_bytes(path, data)
    if wanted.output and to_file and not alone:
        findings = [*findings, *warn_unignored_file(study, path, stated)]
    counts = Counter(coding.assertion for coding in told.codings)
    return ProjectReport(
        file=study.layout.relative(path) if to_file else "",
        written=written,
        transcripts=len(made.sources),
        codes=len(told.codebook.codes),
        coders=tuple(coder.coder for coder in told.coders),
        codings={assertion: counts[assertion] for assertion in ASSERTIONS if counts[assertion]},
        respondents=len(made.cases),
        data=data,
        findings=tuple(findings),
    )


def _is_codebook(wanted: ExportOptions) -> bool:
    """Whether the codebook alone is wanted, by the ending of the file or by `--to`."""
    stated = PurePath(wanted.output).suffix.lower()
    asked = f".{wanted.format}" if wanted.format else ""
    if asked not in ("", *ENDINGS):
        raise study_error("bad-option", f"`project` has no format `{wanted.format}`", "write --to qdpx, or --to qdc")
    if wanted.output not in ("", "-") and (stated not in ENDINGS or asked not in ("", stated)):
        raise study_error("bad-option", "a project is a .qdpx file, a codebook a .qdc file", "-o out/study.qdpx")
    return (asked or stated or ENDINGS[0]) == ".qdc"


def _check(wanted: ExportOptions, *, alone: bool) -> None:
    """Refuse what only tables can do, and a project without words: its texts are the participants' words."""
    options = wanted.options
    if (options.redact or options.no_quotes) and not alone:
        hint = "-o out/codes.qdc holds the codebook alone, without participants' words"
        raise study_error("bad-option", "a project holds the transcripts, which cannot be redacted", hint)
    if replace(options, lang="", no_quotes=False, redact=False) != TableOptions():
        hint = "leave out all but -o, --to, --lang, --coder, --codebook and --dry-run"
        raise study_error("bad-option", "`project` is not a table and takes no options of tables", hint)


def _study(
    study: OpenStudy, wanted: ExportOptions, foreign: Sequence[Foreign], *, alone: bool
) -> tuple[ProjectHeader, list[Finding], tuple[str, ...]]:
    """Everything that other programs can hold, or the codebook `alone`; and what is stated of consent.

    The codebook is that of the last import where none is named.
    """
    imported = [each.codebook_file for each in foreign if each.codebook_file]
    named = wanted.codebook or last_codebook_path(study)
    if not named and imported and not study.settings.codebook:
        named = str(study.layout.root / imported[-1])
    codebook, findings = open_codebook(study, named)
    if alone:
        return _header(study, codebook, wanted.options.lang), list(findings), ()
    corpus = frame(study, index(study))
    if refused := refusing(study, corpus.frame):
        message = f"participants do not allow any use of their words (`consent: none`): {listed(refused)}"
        hint = "ask for consent, or take these transcripts out of the study"
        raise study_error("no-consent", message, hint)
    coders = _coders(study, wanted.coder) if wanted.coder else _every_coder(study, codebook)
    told, found = project_header_of(study, corpus, codebook, coders, wanted.options.lang, only=bool(wanted.coder),
                                     reviewed_by=wanted.reviewed_by)  # fmt: skip
    stated = stated_consents(corpus.frame)
    return told, [*findings, *found, *_warnings(study, corpus, stated)], stated


def _header(study: OpenStudy, codebook: Codebook, lang: str = "") -> ProjectHeader:
    title = study.settings.title or study.corpus.title
    return ProjectHeader(title, study.name, f"qualcode {__version__}", codebook, lang)


@in_own_languages
def project_header_of(
    study: OpenStudy,
    corpus: OpenCorpus,
    codebook: Codebook,
    names: Sequence[str],
    lang: str = "",
    *,
    only: bool = False,
    reviewed_by: str = "",
) -> tuple[ProjectHeader, list[Finding]]:
    """A study with the codings of some coders, as other programs are told of it; `only` leaves out others' memos."""
    lines, found = read_memos(study.layout, study.name)
    each_coder = [
        _rules(study, corpus, codebook, reviewed_by) if name == RULES else _person(study, corpus, codebook, name)
        for name in names
    ]
    told = replace(
        _header(study, codebook, lang),
        coders=[coder for coder, _, _ in each_coder],
        codings=[coding for _, own, _ in each_coder for coding in own],
        transcripts={name: read_transcript(study, name).turns for name in corpus.frame.transcripts},
        respondents=list(_respondents(corpus)),
        attributes=_of_transcripts(corpus),
        memos=[memo for memo in fold_memos(lines).memos if not only or memo.coder in names],
        about={
            "codebook": codebook.codebook,
            "synthetic": "true" if study.corpus.synthetic else "",
            "licence": study.corpus.licence,
            "consent": study.corpus.consent,
        },
    )
    return told, [*found, *(finding for _, _, wrong in each_coder for finding in wrong)]


def _warnings(study: OpenStudy, corpus: OpenCorpus, stated: Sequence[str]) -> Iterator[Finding]:
    """Where words leave the study without consent to that; and surveys: a text does not say who gave which answer."""
    if not study.corpus.allows("share", stated):
        consents = consent_by_transcript(study, corpus.frame)
        names = listed([name for name, consent in consents.items() if consent != "share"])
        message = f"this file holds words of participants whose consent does not include `share`: {names}"
        yield Finding("warning", "no-sharing", message, hint="give it only to those who may read the interviews")
    for transcript, header in corpus.indexed.headers.items():
        if header.each:
            message = "a survey goes out as one text: its respondents are cases, and no speakers when it comes back"
            yield Finding("warning", "survey-as-text", message, transcript, hint="hand on the sheet itself as well")


def _coders(study: OpenStudy, asked: str) -> list[str]:
    """Names of the coders asked for, divided by `+`."""
    names = list(dict.fromkeys(name.strip() for name in asked.split("+")))
    refuse_unknown("coder", names, [RULES, *study.layout.coder_names(study.name)])
    return names


def _every_coder(study: OpenStudy, codebook: Codebook) -> list[str]:
    """The rules, where the codebook has any, and all people."""
    rules = [RULES] if any(code.rules for code in codebook.codes) else []
    return [*rules, *study.layout.coder_names(study.name)]


def _rules(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, reviewed_by: str
) -> tuple[Coder, list[PersonCoding], list[Finding]]:
    """What the rules found, or what a person left of it; the memo of each says which of them."""
    codings, findings = as_codings(load_rules(study, corpus, codebook), corpus, codebook), list[Finding]()
    named = f"rules of {codebook.codebook}"
    if reviewed_by:
        codings, findings = review_rules(study, corpus, codebook, codings, reviewed_by)
        named = f"{named}, reviewed by {reviewed_by}"
    coder = Coder(named, "rules")
    columns, turns = corpus.frame, codings.turn.tolist()
    lines = [
        PersonCoding(
            coder=coder.coder,
            transcript=columns.transcripts[columns.turn_transcript[turn]],
            turn=int(columns.turn_number[turn]),
            code=row.code,
            start=row.start,
            end=row.end,
            quote=columns.text(turn)[row.start : row.end],
            assertion=row.assertion,
            memo=f"rules: {', '.join(row.rules)}" if row.rules else f"given by {reviewed_by} instead",
        )
        for turn, row in zip(turns, codings.rows(), strict=True)
    ]
    return coder, lines, [*codings.source.findings, *findings]


def _person(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, name: str
) -> tuple[Coder, list[PersonCoding], list[Finding]]:
    """A person's codings that stand in their places, and findings about the others."""
    codings, findings = load_person(study, corpus, codebook, name)
    coder, _ = read_coder(study.layout, study.name, name)
    if coder is None:
        raise StudyError(*findings)
    lines, _, _ = codings_in_force(study, corpus, coder)
    placed = [] if codings.line is None else sorted(codings.line.tolist())
    return coder, [lines[at] for at in placed], findings


def _respondents(corpus: OpenCorpus) -> Iterator[Respondent]:
    """Every respondent with the transcripts that are theirs alone, and their turns in the others."""
    columns = corpus.frame
    speaking = np.flatnonzero(columns.turn_respondent >= 0)
    pairs = np.unique(np.stack([columns.turn_transcript[speaking], columns.turn_respondent[speaking]]), axis=1)
    sizes = Counter(pairs[0].tolist())
    own: list[list[int]] = [[] for _ in columns.respondents]
    for turn in speaking.tolist():
        own[columns.turn_respondent[turn]].append(turn)
    for number, name in enumerate(columns.respondents):
        shared = [turn for turn in own[number] if sizes[int(columns.turn_transcript[turn])] > 1]
        alone = dict.fromkeys(int(columns.turn_transcript[turn]) for turn in own[number])
        yield Respondent(
            name,
            tuple(columns.transcripts[each] for each in alone if sizes[each] == 1),
            tuple(
                (columns.transcripts[columns.turn_transcript[each]], int(columns.turn_number[each])) for each in shared
            ),
            _attributes(corpus, own[number]),
        )


def _attributes(corpus: OpenCorpus, turns: Sequence[int]) -> dict[str, str]:
    """Attributes that have one value in all turns of a respondent."""
    columns, found = corpus.frame, {}
    for name in columns.attribute_names:
        values = {int(columns.turn_attribute[name][turn]) for turn in turns}
        if len(values) == 1 and (value := values.pop()) >= 0:
            found[name] = columns.attribute_values[name][value]
    return found


def _of_transcripts(corpus: OpenCorpus) -> dict[str, dict[str, str]]:
    """Attributes that have one value in all turns of a transcript, whoever speaks."""
    turns: list[list[int]] = [[] for _ in corpus.frame.transcripts]
    for turn, transcript in enumerate(corpus.frame.turn_transcript.tolist()):
        turns[transcript].append(turn)
    return {name: _attributes(corpus, own) for name, own in zip(corpus.frame.transcripts, turns, strict=True)}

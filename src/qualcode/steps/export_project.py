"""Export a project: the study as the file that other programs for qualitative research open (REFI-QDA)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import numpy as np

from qualcode import __version__
from qualcode.export.refi import to_qdc, to_qdpx
from qualcode.export.refi.project import Respondent, Told, project
from qualcode.model import ASSERTIONS, Codebook, Coder, Finding, PersonCoding
from qualcode.model.project import Project
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError, refuse, unknown
from qualcode.steps.export_options import ExportOptions
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import index
from qualcode.steps.kept_codings import load_rules
from qualcode.steps.last import last_codebook
from qualcode.steps.layer import RULES, load_person
from qualcode.steps.outside import outside
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_transcript
from qualcode.store.atomic import write_bytes
from qualcode.store.people import read_coder, read_codings
from qualcode.tables import Options

PROJECT = "project"
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


def export_project(opened: Opened, wanted: ExportOptions) -> ProjectReport:
    """Write a study as a project (`.qdpx`), or its codebook alone (`.qdc`).

    Codings that are not affirmed get codes of their own, in a folder aside: with the code itself they would be
    counted as mentions.

    Raises:
        StepError: an option is one of tables, there is no such coder, or nothing is coded.
    """
    alone = _is_codebook(wanted)
    _check(wanted, alone=alone)
    with opened.writing(reading=wanted.output == "-"):
        told, findings = _codebook(opened, wanted) if alone else _study(opened, wanted)
        made = project(told)
        data = to_qdc(made) if alone else to_qdpx(made)
        name = f"{told.codebook.codebook if alone else opened.name}{ENDINGS[alone]}"
        path = Path(wanted.output) if wanted.output else opened.layout.out / name
        to_file = wanted.output != "-"
        written = to_file and not wanted.dry_run and write_bytes(path, data)
    if wanted.output and to_file and not alone:
        findings = [*findings, *outside(opened, path)]
    file = opened.layout.relative(path) if to_file else ""
    return _report(told, made, file, data, findings, written=written)


def _is_codebook(wanted: ExportOptions) -> bool:
    """Whether the codebook alone is wanted, by the ending of the file or by `--to`."""
    stated = PurePath(wanted.output).suffix.lower()
    asked = f".{wanted.format}" if wanted.format else ""
    if asked not in ("", *ENDINGS):
        raise refuse("bad-option", f"`project` has no format `{wanted.format}`", "write --to qdpx, or --to qdc")
    if wanted.output not in ("", "-") and (stated not in ENDINGS or asked not in ("", stated)):
        raise refuse("bad-option", "a project is a .qdpx file, a codebook a .qdc file", "-o out/study.qdpx")
    return (asked or stated or ENDINGS[0]) == ".qdc"


def _check(wanted: ExportOptions, *, alone: bool) -> None:
    """Refuse what only tables can do, and a project without words: its texts are the participants' words."""
    options = wanted.options
    if (options.redact or options.no_quotes) and not alone:
        hint = "-o out/codes.qdc holds the codebook alone, without participants' words"
        raise refuse("bad-option", "a project holds the transcripts, which cannot be redacted", hint)
    if replace(options, lang="", no_quotes=False, redact=False) != Options():
        hint = "leave out all but -o, --to, --lang, --coder, --codebook and --dry-run"
        raise refuse("bad-option", "`project` is no table and takes no options of tables", hint)


def _codebook(opened: Opened, wanted: ExportOptions) -> tuple[Told, list[Finding]]:
    codebook, findings = open_codebook(opened, wanted.codebook or last_codebook(opened)[1])
    return _told(opened, wanted, codebook), list(findings)


def _told(opened: Opened, wanted: ExportOptions, codebook: Codebook) -> Told:
    title = opened.study.title or opened.corpus.title
    return Told(title, opened.name, f"qualcode {__version__}", codebook, wanted.options.lang)


def _study(opened: Opened, wanted: ExportOptions) -> tuple[Told, list[Finding]]:
    """Everything that other programs can hold."""
    codebook, findings = open_codebook(opened, wanted.codebook or last_codebook(opened)[1])
    framed = frame(opened, index(opened))
    coders, codings, found = [], [], list(findings)
    for name in _coders(opened, wanted.coder):
        coder, own, wrong = (
            _rules(opened, framed, codebook) if name == RULES else _person(opened, framed, codebook, name)
        )
        coders.append(coder)
        codings += own
        found += wrong
    told = replace(
        _told(opened, wanted, codebook),
        coders=coders,
        codings=codings,
        transcripts={name: read_transcript(opened, name).turns for name in framed.frame.transcripts},
        respondents=list(_respondents(framed)),
        about={
            "codebook": codebook.codebook,
            "synthetic": "true" if opened.corpus.synthetic else "",
            "licence": opened.corpus.licence,
            "consent": opened.corpus.consent,
        },
    )
    return told, [*found, *_shared(opened), *_surveys(framed)]


def _surveys(framed: Framed) -> Iterator[Finding]:
    """A warning for each survey: whoever reads the text again knows no longer who said which row."""
    for transcript, header in framed.indexed.headers.items():
        if header.each:
            message = "a survey goes out as one text: its respondents are cases, and no speakers when it comes back"
            yield Finding("warning", "survey-as-text", message, transcript, hint="hand on the sheet itself as well")


def _coders(opened: Opened, asked: str) -> list[str]:
    """Names of the coders asked for, divided by `+`."""
    names = list(dict.fromkeys(name.strip() for name in asked.split("+")))
    known = [RULES, *opened.layout.coder_names(opened.name)]
    for name in names:
        if name not in known:
            raise unknown("coder", name, known)
    return names


def _rules(opened: Opened, framed: Framed, codebook: Codebook) -> tuple[Coder, list[PersonCoding], list[Finding]]:
    """What the rules found; the memo of each says which of them."""
    codings = load_rules(opened, framed, codebook)
    coder = Coder(f"rules of {codebook.codebook}", "rules")
    columns = framed.frame
    found = []
    for at in range(len(codings.code)):
        turn, start, end = int(codings.turn[at]), int(codings.start[at]), int(codings.end[at])
        own = codings.rule_ids[codings.rule_offsets[at] : codings.rule_offsets[at + 1]].tolist()
        found.append(
            PersonCoding(
                coder=coder.coder,
                transcript=columns.transcripts[columns.turn_transcript[turn]],
                turn=int(columns.turn_number[turn]),
                code=codings.codes[codings.code[at]].code,
                start=start,
                end=end,
                quote=columns.text(turn)[start:end],
                assertion=ASSERTIONS[codings.assertion[at]],
                memo=f"rules: {', '.join(codings.rule_names[rule] for rule in own)}",
            )
        )
    return coder, found, list(codings.findings)


def _person(
    opened: Opened, framed: Framed, codebook: Codebook, name: str
) -> tuple[Coder, list[PersonCoding], list[Finding]]:
    """A person's codings that stand in their places, and findings about the others."""
    _, findings = load_person(opened, framed, codebook, name)
    coder, _ = read_coder(opened.layout, opened.name, name)
    if coder is None:
        raise StepError(*findings)
    columns, codes = framed.frame, {code.code for code in codebook.codes}
    names = [columns.transcripts[number] for number in columns.turn_transcript.tolist()]
    turn_of = {pair: at for at, pair in enumerate(zip(names, columns.turn_number.tolist(), strict=True))}
    codings, _ = read_codings(opened.layout, opened.name, name)

    def stands(coding: PersonCoding) -> bool:
        turn = turn_of.get((coding.transcript, coding.turn))
        return turn is not None and columns.text(turn)[coding.start : coding.end] == coding.quote

    return coder, [each for each in codings if each.code in codes and stands(each)], list(findings)


def _respondents(framed: Framed) -> Iterator[Respondent]:
    """Every respondent with the transcripts that are theirs alone, and their turns in the others."""
    columns = framed.frame
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
            _attributes(framed, own[number]),
        )


def _attributes(framed: Framed, turns: Sequence[int]) -> dict[str, str]:
    """Attributes that have one value in all turns of a respondent."""
    columns, found = framed.frame, {}
    for name in columns.attribute_names:
        values = {int(columns.turn_attribute[name][turn]) for turn in turns}
        if len(values) == 1 and (value := values.pop()) >= 0:
            found[name] = columns.attribute_values[name][value]
    return found


def _shared(opened: Opened) -> Iterator[Finding]:
    """A warning where participants' words leave the study without their consent to that."""
    if not opened.corpus.synthetic and "sharing" not in opened.corpus.consent:
        message = "this file holds the participants' words, and `consent:` in corpus.yaml does not include sharing"
        yield Finding("warning", "no-sharing", message, hint="give it only to those who may read the interviews")


def _report(
    told: Told, made: Project, file: str, data: bytes, findings: Sequence[Finding], *, written: bool
) -> ProjectReport:
    counts = Counter(coding.assertion for coding in told.codings)
    return ProjectReport(
        file=file,
        written=written,
        transcripts=len(made.sources),
        codes=len(told.codebook.codes),
        coders=tuple(coder.coder for coder in told.coders),
        codings={assertion: counts[assertion] for assertion in ASSERTIONS if counts[assertion]},
        respondents=len(made.cases),
        data=data,
        findings=tuple(findings),
    )

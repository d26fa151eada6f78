"""Share: one file with what the participants agreed to, checked by opening it again."""

import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.api.code import code
from qualcode.api.documents import export_document, time_of_run
from qualcode.api.export import export
from qualcode.api.export_redacted import export_redacted
from qualcode.api.open import ExportOptions
from qualcode.api.pseudonymise import PseudonymiseOptions, names_left, pseudonymise
from qualcode.api.verify import verify
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.shards import read_transcript
from qualcode.identifiers.traces import search_folder
from qualcode.languages.catalogue import Messages
from qualcode.model.corpus import CONSENTS, Consent
from qualcode.model.finding import Finding, StoreError, store_errors, study_error
from qualcode.privacy.leaving import runs_said_only
from qualcode.privacy.shared import consent_by_transcript, copy_study, counted
from qualcode.pseudonyms.key import key_folder, read_key
from qualcode.store.atomic import LEFTOVER, new_folder_beside, read_bytes, write_bytes
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook, open_study, output_path
from qualcode.tables.kind import TableOptions

_STATEMENT, _README = "WHAT-WAS-REMOVED.md", "README.md"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_HIDDEN = ".qualcode"


@dataclass(frozen=True)
class ShareReport:
    """What was put into the file."""

    file: str
    """The file as users write it."""
    consents: Mapping[Consent, int]
    """Consent -> transcripts."""
    shared: int
    """Transcripts that go along with their words."""
    quoted: int
    """Transcripts from which passages are quoted."""
    counted: int
    """Transcripts that are counted in tables."""
    files: tuple[str, ...]
    """Files in it."""
    written: bool
    """False: it did not pass when it was opened again, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """What to look at."""


@in_own_languages
def share_study(
    study: OpenStudy,
    output: Path,
    *,
    redact: bool = False,
    dry_run: bool = False,
    pseudonyms: PseudonymiseOptions | None = None,
    lang: str = "",
) -> ShareReport:
    """Put into one zip file what consent allows: counts of what may be analysed, quotes, whole transcripts.

    Args:
        study: the study.
        output: the file.
        redact: counts only: no quotes and no transcripts.
        dry_run: only say what would go along.
        pseudonyms: how names are replaced before; None: they stay.
        lang: language of findings and of what stands in the file about it; empty: English.

    Raises:
        StudyError: nobody agreed to anything, or nothing was coded yet; nobody decided about names.
    """
    if output.suffix.lower() != ".zip":
        raise study_error("bad-option", "what is shared is one zip file", "write `-o study.zip`")
    output = output_path(study, output)
    codebook = last_codebook(study)[1] or study.settings.codebook
    if pseudonyms and not dry_run:
        return _pseudonymised(study, output, codebook, pseudonyms, Messages(lang), redact=redact)
    return _shared(study, output, codebook, Messages(lang), redact=redact, dry_run=dry_run)


def _pseudonymised(
    study: OpenStudy, output: Path, codebook: str, pseudonyms: PseudonymiseOptions, say: Messages, *, redact: bool
) -> ShareReport:
    """Share a copy without the names, which lies beside the output and is gone afterwards; search the file for them."""
    work = new_folder_beside(output)
    try:
        made = pseudonymise(study, replace(pseudonyms, to=str(work / "study")))
        if any(each.level == "error" for each in made.findings):
            none: dict[Consent, int] = dict.fromkeys(CONSENTS, 0)
            return ShareReport(study.layout.relative(output), none, 0, 0, 0, (), written=False, findings=made.findings)
        name = made.corpora.get(study.name, study.name)
        packed = work / "packed.zip"
        report = _shared(open_study(work / "study", name), packed, codebook, say, redact=redact, named=False)
        left = tuple(_names_left(study, packed, work / "searched", pseudonyms, say)) if report.written else ()
        if report.written and not left:
            with store_errors(output, "written"):
                packed.replace(output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    findings = (*made.findings, *report.findings, *left)
    file = study.layout.relative(output)
    return replace(report, file=file, written=report.written and not left, findings=findings)


def _names_left(
    study: OpenStudy, file: Path, again: Path, pseudonyms: PseudonymiseOptions, say: Messages
) -> Iterator[Finding]:
    """Names of the key that stand in a file all the same."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(again)
    for trace in names_left(again, read_key(key_folder(study.layout.root, pseudonyms.key))).left:
        message = say("the name `{name}` is left ({place})", name=trace.string, place=trace.place)
        hint = say("decide about it with `qualcode identifiers`")
        yield Finding("error", "names-left", message, trace.file, hint=hint)


def _shared(
    study: OpenStudy,
    output: Path,
    codebook: str,
    say: Messages,
    *,
    redact: bool,
    dry_run: bool = False,
    named: bool = True,
) -> ShareReport:
    """Put into one file what consent allows; `named`: people's names are in it."""
    with study.writing():
        corpus = frame(study, index(study))
        consents = consent_by_transcript(study, corpus.frame)
        may = {use: _allowing(consents, use) for use in CONSENTS[1:]}
        if not may["analysis"]:
            hint = "write `consent: analysis`, `quotes` or `share` in corpus.yaml"
            raise study_error("no-consent", "no transcript says that its participants agreed to anything", hint)
        if redact:
            may = {**may, "quotes": [], "share": []}
        files, findings = tuple[str, ...](), tuple[Finding, ...]()
        if not dry_run:
            work = new_folder_beside(study.layout.hidden / "share")
            try:
                for use, kept in may.items():
                    if kept:
                        copy_study(study, corpus.speakers, kept, codebook, work / use)
                files, findings = _made(study, work, codebook, consents, may, output, say, named=named)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    numbers = {use: len(kept) for use, kept in may.items()}
    written = not dry_run and not any(each.level == "error" for each in findings)
    file = study.layout.relative(output)
    return ShareReport(
        file, counted(consents), numbers["share"], numbers["quotes"], numbers["analysis"], files, written, findings
    )


def _allowing(consents: Mapping[str, Consent], use: Consent) -> list[str]:
    return [name for name, consent in consents.items() if CONSENTS.index(consent) >= CONSENTS.index(use)]


def _made(
    study: OpenStudy,
    work: Path,
    codebook: str,
    consents: Mapping[str, Consent],
    may: Mapping[Consent, Sequence[str]],
    output: Path,
    say: Messages,
    *,
    named: bool,
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Make tables in the copies, put all into the file, and open it again."""
    opened = {use: open_study(work / use, study.name) for use, kept in may.items() if kept}
    tables = work / "analysis" / "out"
    said = _export_tables(study, opened, codebook, tables)
    top = _joined(work, tables, shared="share" in opened)
    write_bytes(top / _STATEMENT, _statement(counted(consents), may, say, named=named).encode())
    write_bytes(top / _README, _readme(study, codebook, may, say).encode())
    names = tuple(sorted(path.relative_to(top).as_posix() for path in _shown(top)))
    packed = output.with_name(f".{output.name}{LEFTOVER}")
    try:
        with store_errors(output, "written"):
            _pack(top, names, packed)
        wrong = tuple(_wrong(packed, top, names, work / "again", study.name, verified="share" in opened))
        wrong += tuple(_leaks(study, consents, work / "again", say))
        if not wrong:
            with store_errors(output, "written"):
                packed.replace(output)
    finally:
        packed.unlink(missing_ok=True)
    if not named:  # times of a copy without names are moved: it has no day
        said = [each for each in said if each.code != "no-date"]
    return names, (*wrong, *dict.fromkeys(said))


def _export_tables(study: OpenStudy, opened: Mapping[Consent, OpenStudy], codebook: str, tables: Path) -> list[Finding]:
    """Code the copies and export what each may show; gives the warnings."""
    for copy in opened.values():
        code(copy, str(copy.layout.root / codebook) if codebook else "")  # that of the copy, wherever we stand
    redacted = export_redacted(
        opened["analysis"], ExportOptions("", output=str(tables), options=TableOptions(redact=True))
    )
    if "quotes" in opened:
        export(opened["quotes"], ExportOptions("quotes", output=str(tables / "quotes.csv")))
    ran = time_of_run(study.layout.run_record)
    if ran:
        write_bytes(opened["analysis"].layout.run_record, json.dumps({"time": ran}).encode() + b"\n")
    crate = export_document(opened["analysis"], ExportOptions("crate", output=str(tables / "ro-crate-metadata.json")))
    return [each for each in (*redacted.findings, *crate.findings) if each.level == "warning"]


def _joined(work: Path, tables: Path, *, shared: bool) -> Path:
    """The folder to pack: the tables beside the transcripts that may be shared, or alone."""
    if shared:
        shutil.copytree(tables, work / "share" / "out", dirs_exist_ok=True)
        return work / "share"
    shutil.rmtree(work / "analysis" / "corpora")
    return work / "analysis"


def _shown(top: Path) -> Iterator[Path]:
    return (path for path in top.rglob("*") if path.is_file() and _HIDDEN not in path.relative_to(top).parts)


def _pack(top: Path, names: Sequence[str], file: Path) -> None:
    """Write the zip file; the same files give the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), read_bytes(top / name), zipfile.ZIP_DEFLATED)


def _wrong(
    file: Path, top: Path, names: Sequence[str], again: Path, corpus: str, *, verified: bool
) -> Iterator[Finding]:
    """What does not hold when the file is unpacked and opened as somebody else would."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(again)
    different = [name for name in names if read_bytes(again / name) != read_bytes(top / name)]
    if different:
        raise StoreError(file, f"does not hold what was put into it: {different[0]}")
    if verified:
        found = verify(open_study(again, corpus))
        yield from (each for each in found.findings if each.level == "error")


def _leaks(study: OpenStudy, consents: Mapping[str, Consent], again: Path, say: Messages) -> Iterator[Finding]:
    """Words of transcripts that may not be passed on, in what will be: in a memo or an example of the codebook."""
    passed: tuple[tuple[Consent, tuple[str, ...]], ...] = (("quotes", ()), ("share", ("out/quotes.csv",)))
    for use, quoted in passed:
        below = {name for name in consents if name not in _allowing(consents, use)}
        texts = [turn.text for name in below for turn in read_transcript(study, name).turns]
        runs, _ = runs_said_only(study, texts, {}, below)
        found = search_folder(again, runs).traces
        for file, place in sorted({(trace.file, trace.place) for trace in found if trace.file not in quoted}):
            message = say(
                "this would hold words of a participant whose consent does not include `{use}` ({place})",
                use=use, place=place,
            )  # fmt: skip
            yield Finding("error", "no-consent", message, file, hint=say("take them out, or ask for consent"))


def _statement(
    numbers: Mapping[Consent, int], may: Mapping[Consent, Sequence[str]], say: Messages, *, named: bool
) -> str:
    """What is not in the file, in the words of its receiver."""
    total = sum(numbers.values())
    lines = [
        say("Whole transcripts, with people's codings and memos on them: {number} of {total}.",
            number=len(may["share"]), total=total),
        say("Quoted in `out/quotes.csv`: {number} of {total}.", number=len(may["quotes"]), total=total),
        say("Counted in the other tables: {number} of {total}, no group of one or two respondents.",
            number=len(may["analysis"]), total=total),
        say("Never here: sources as received, recordings, names of files, projects of other programs, codings that "
            "were taken back, earlier states, and what corpus.yaml and respondents.csv say of other people."),
        say("Names inside of transcripts and quotes were not replaced.") if named
        else say("Names that were found were replaced by others or by tags; exact ages and dates by ranges."),
    ]  # fmt: skip
    return "\n".join(
        [
            f"# {say('What was removed')}",
            "",
            say("The study has {total} transcripts. Their participants agreed to:", total=total),
            "",
            f"| {say('consent')} | {say('transcripts')} |",
            "| --- | --- |",
            *(f"| {use} | {number} |" for use, number in numbers.items()),
            "",
            *(f"- {line}" for line in lines),
            "",
        ]
    )


def _readme(study: OpenStudy, codebook: str, may: Mapping[Consent, Sequence[str]], say: Messages) -> str:
    """What the file holds and how it is opened."""
    title = study.corpus.title or study.settings.title or study.name
    licence = study.corpus.licence or say("none is stated: ask before you use it")
    opened = say("Open it with qualcode: `{command}`.", command=f"qualcode code -b {codebook} && qualcode verify")
    lines = [
        say("`out/`: tables, each described in `datapackage.json` (Frictionless) and `ro-crate-metadata.json`; "
            "`methods.md` says how they were made."),
        say("`{codebook}`: the codebook, with definitions and rules.", codebook=codebook),
        *([say("`corpora/`: transcripts, and what people coded in them.")] if may["share"] else []),
        say("`{file}`: what is not here, and why.", file=_STATEMENT),
    ]  # fmt: skip
    return "\n".join(
        [
            f"# {title}",
            "",
            say("Licence: {licence}.", licence=licence),
            "",
            *(f"- {line}" for line in lines),
            "",
            opened if may["share"] else say("Without transcripts the tables can be read as they are."),
            "",
        ]
    )

"""`qualcode import`."""

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, codebook_file, coder_option, dry_run, flag, option
from qualcode.cli.output import finish, open_here, plural, progress, put_json, say, say_findings

if TYPE_CHECKING:
    from collections.abc import Mapping


def _import_project(settings: CliSettings, asked: "ImportArguments") -> int:
    """Import a project into the study around the working folder, and say what became of it."""
    from qualcode.exchange.codings_in import ProjectOptions

    coders = tuple(name.strip() for name in asked.coder.split("+") if name.strip())
    study = open_here(settings)
    say_findings(settings, study.findings)
    options = ProjectOptions(coders, asked.codebook, asked.lang, asked.positions, asked.dry_run)
    with progress(settings):
        report = api.import_project.import_project(study, Path(asked.file), options)
    if settings.json:
        put_json(report)
    for line in _positions(report):
        say(settings, line)
    if report.kept:
        things = ", ".join(plural(count, *api.import_project.ONLY_THERE[kind]) for kind, count in report.kept.items())
        say(settings, f"Kept for the way back: {things} (corpora/{study.name}/foreign/).")
    counts = [
        f"{plural(len(report.texts), 'transcript')} ({sum(text.new for text in report.texts)} new)",
        plural(report.codes, "code") + (f" in {report.codebook}" if report.codebook else ""),
        *(f"{plural(count, 'new coding')} of {coder}" for coder, count in report.coders.items()),
        *([f"{plural(report.cases, 'case')} in corpus.yaml"] if report.cases else []),
        *([plural(report.memos, "new memo")] if report.memos else []),
        *([f"{report.known} known already"] if report.known else []),
        *([f"{report.repeated} more than once in the file"] if report.repeated else []),
        *([f"{plural(report.refused, 'selection')} refused"] if report.refused else []),
    ]
    following = "Nothing was written." if asked.dry_run else _next(report, study.settings.codebook)
    return finish(settings, report.findings, f"{', '.join(counts)}. {following}")


def import_project(settings: CliSettings, file: str, *, dry_run: bool) -> int:
    """Bring a project as `import project` does."""
    return _import_project(settings, replace(ImportArguments(what="project", file=file), dry_run=dry_run))


def _positions(report: "api.import_project.ProjectImport") -> list[str]:
    """How positions were read, a line for each way to count."""
    ways: dict[tuple[str, str], list[str]] = {}
    for text in report.texts:
        if text.positions:
            ways.setdefault((text.positions, text.by), []).append(text.transcript)
    shown = []
    for (positions, by), names in ways.items():
        some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        reason = f" (decided by {by})" if by else ""
        shown.append(f"Positions counted in {positions}{reason}: {some}.")
    return shown


def _next(report: "api.import_project.ProjectImport", own: str) -> str:
    """What comes next; commands that name no codebook would go on with the study's `own` one."""
    if not report.coders:
        return f"Next: write rules into {report.codebook}." if report.codebook_new else "Next: `qualcode status`."
    coder = shlex.quote(next(iter(report.coders)))
    other = f" To work with its codes, write `codebook: {report.codebook}` in qualcode.yaml in place of `{own}`."
    named = other if own and own != report.codebook else ""
    return f"Next: `qualcode export codes --coder {coder} -b {shlex.quote(report.codebook)}`.{named}"


@dataclass(frozen=True)
class ImportArguments:
    """What is imported, whose codings they are, and how a sheet is read."""

    what: str = argument(
        "WHAT", "codings, translations or project.", complete=choices("codings", "translations", "project")
    )
    file: str = argument("FILE", "Sheet (xlsx, csv), or project (qdpx, qdc).")
    coder: str = coder_option("Whose codings they are; of a project, those wanted (a+b).", "")
    kind: str = option(
        "--kind", "KIND", "What the coder is: person, rules or model.", "person",
        complete=choices("person", "rules", "model"),
    )  # fmt: skip
    method: str = option("--method", "METHOD", "How the coder worked, in a sentence.")
    codebook: str = codebook_file("Codebook with the codes.")
    columns: str = option(
        "--columns", "USE=NAME,...", "Columns: id, transcript, turn, segment, quote, codes, assertion, note."
    )
    delimiter: str = option("--delimiter", "SIGN", "Character between columns, or tab.")
    encoding: str = option("--encoding", "NAME", "Encoding of a csv that is not UTF-8.")
    lang: str = option("--lang", "LANG", "Language of a project's names and definitions.")
    positions: str = option("--positions", "UNIT", "What a project's positions count: code-points or utf-16.")
    read_whole: bool = flag("--read-whole", "The coder read each of these transcripts to its end.")
    replace: bool = flag("--replace", "Take back earlier codings of these rows that they do not name.")
    skip_bad: bool = flag("--skip-bad", "Leave out rows that are wrong.")
    dry_run: bool = dry_run()


@command(
    "import",
    """
    qualcode import codings out/sheet.xlsx --coder ani
    qualcode import codings old.csv --coder budi --columns codes=Kode
    qualcode import translations out/quotes-gloss-en.xlsx
    qualcode import project interviews.qdpx
    """,
)
def import_(settings: CliSettings, asked: ImportArguments) -> int:
    """Read a filled sheet, or another program's project.

    A sheet of `qualcode sample`, or any sheet with transcript, turn or quote, and codes divided by ; or , - a code
    that the codebook lacks is refused, and so is a sheet that rules wrote, unless --kind says so. Codings are added to
    those that the coder has; --replace takes back what the sheet no longer names, and keeps it apart.

    A sheet of `export quotes --gloss LANG`, its column of translations filled, brings these; `-` takes one back.

    A project of NVivo, MAXQDA, ATLAS.ti, QualCoder and others (REFI-QDA) brings transcripts, codes and the codings of
    every coder; a selection whose words are not certain is refused.
    """
    from qualcode.model.finding import study_error

    of_sheets: dict[str, object] = {
        **{"--method": asked.method, "--columns": asked.columns, "--delimiter": asked.delimiter},
        **{"--encoding": asked.encoding, "--skip-bad": asked.skip_bad, "--kind": asked.kind != "person"},
        **{"--read-whole": asked.read_whole, "--replace": asked.replace},
    }
    if api.open.one_of("import", asked.what, "codings", "translations", "project") == "project":
        _refuse_others(asked.what, of_sheets)
        return _import_project(settings, asked)
    if asked.what == "translations":
        _refuse_others(asked.what, {name: of_sheets[name] for name in _OF_CODINGS} | {"--lang": asked.lang})
        return _import_translations(settings, asked)
    _refuse_others(asked.what, {"--lang": asked.lang, "--positions": asked.positions})
    if not asked.coder:
        raise study_error("no-coder", "a sheet does not say whose codings they are", "write --coder NAME")
    kind = api.open.one_of("--kind", asked.kind, "person", "rules", "model")
    columns = api.open.named_columns(asked.columns, api.import_codings.CODING_COLUMN_USES)
    options = api.import_codings.ImportOptions(
        asked.coder, kind, asked.method, asked.codebook, columns, asked.delimiter, asked.encoding, asked.read_whole,
        asked.replace, asked.skip_bad, asked.dry_run,
    )  # fmt: skip
    study = open_here(settings)
    report = api.import_codings.import_codings(study, Path(asked.file), options)
    findings = (*study.findings, *report.findings)
    if settings.json:
        put_json(report)
    say(settings, "Columns: " + ", ".join(f"{use} = {title}" for use, title in report.columns.items()) + ".")
    return finish(settings, findings, _summary(report, dry_run=asked.dry_run))


_OF_CODINGS = ("--method", "--columns", "--kind", "--read-whole", "--replace")
"""Options of sheets of codings that mean nothing to translations."""


def _import_translations(settings: CliSettings, asked: ImportArguments) -> int:
    """Bring the translations of a sheet, and say what became of them."""
    options = api.translations.TranslationOptions(
        asked.coder, asked.encoding, asked.delimiter, asked.skip_bad, asked.dry_run
    )
    study = open_here(settings)
    report = api.translations.import_translations(study, Path(asked.file), options)
    if settings.json:
        put_json(report)
    counts = [f"{plural(report.added, 'new translation')} ({', '.join(report.languages)})"]
    counts += [f"{report.changed} changed"] if report.changed else []
    counts += [f"{report.known} known already"] if report.known else []
    following = f"Next: `qualcode export quotes --gloss {report.languages[0]}`."
    following = "Nothing was written." if asked.dry_run else following
    return finish(settings, (*study.findings, *report.findings), f"{', '.join(counts)}. {following}")


def _refuse_others(what: str, given: "Mapping[str, object]") -> None:
    """Refuse options that this import would pass over."""
    from qualcode.model.finding import study_error

    for name, value in given.items():
        if value:
            raise study_error("bad-option", f"`{name}` does not go with `import {what}`", "leave it out")


def _summary(report: "api.import_codings.ImportReport", *, dry_run: bool) -> str:
    """What became of the rows, and what comes next."""
    counts = {"without a code": report.without, "not looked at": report.empty, "wrong and left out": report.bad}
    said = "".join(f"; {plural(count, 'row')} {what}" for what, count in counts.items() if count)
    known = f", {report.known} known already" if report.known else ""
    known += f", {report.taken_back} {'would be ' if dry_run else ''}taken back" if report.taken_back else ""
    known += f", {plural(report.noted, 'note')} added to them" if report.noted else ""
    known += f", {plural(report.memos, 'note')} on passages without a code" if report.memos else ""
    return f"{plural(report.rows, 'row')}: {plural(report.added, 'new coding')}{known}{said}. " + (
        "Nothing was written." if dry_run else _following(report)
    )


def _following(report: "api.import_codings.ImportReport") -> str:
    """What comes next; a sheet in which nobody wrote is to be filled first."""
    if report.rows and report.empty == report.rows:
        return "Next: fill in the column codes, save the sheet, and import it again."
    if report.kind == "rules":
        return f"Next: `qualcode evaluate --coder {shlex.quote(report.coder)} --against NAME`."
    if not report.measures:
        how = "where each of these transcripts was read to its end, import again with --read-whole"
        return f"Next: {how}; until then nothing can be measured on these codings."
    return f"Next: `qualcode evaluate --against {shlex.quote(report.coder)}`."

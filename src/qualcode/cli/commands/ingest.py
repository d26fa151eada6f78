"""`qualcode ingest`."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import exit_code, open_here, plural, progress, put_json, say, say_findings, show
from qualcode.cli.settings import CliSettings
from qualcode.model.finding import Finding

if TYPE_CHECKING:
    from qualcode.anchoring.reanchor import ReanchoredCoding
    from qualcode.api.ingest import IngestReport
    from qualcode.api.look import Look
    from qualcode.corpus.source import IngestOptions
    from qualcode.corpus.speakers import Speakers, SpeakerSummary


_MOST_ROWS = 60
"""Longer lists are cut in the terminal; `--json` has them all."""
_MANY_SPEAKERS = 20
"""More labels in one transcript are one row: they are a survey's respondents."""


@command(
    "ingest",
    """
    qualcode ingest interviews/
    qualcode ingest interviews/ --interviewer Dan
    qualcode ingest interview-03.docx --explain
    qualcode ingest survey.csv --each row --columns text=answer,id=respondent
    """,
)
def ingest(
    settings: CliSettings,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Files or folders; the corpus's sources/ unless named.", show_default=False
        ),
    ] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option("--interviewer", metavar="LABEL", help="Labels that are interviewers: K,G.")
    ] = None,
    segment: Annotated[
        str, typer.Option("--segment", metavar="HOW", help="Cut turns into: sentence, turn, paragraph, line.")
    ] = "",
    each: Annotated[
        str, typer.Option("--each", metavar="WHAT", help="One respondent in each: row (of a sheet), line (of a text).")
    ] = "",
    columns: Annotated[
        str,
        typer.Option("--columns", metavar="USE=NAME,...", help="Columns of a sheet: speaker, text, start, end, id."),
    ] = "",
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="SIGN", help="Character between columns, or tab.")
    ] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8.")
    ] = "",
    meta: Annotated[
        str, typer.Option("--meta", metavar="FILE.csv", help="Attributes of transcripts, one row each.")
    ] = "",
    reset: Annotated[bool, typer.Option("--reset", help="Forget options, labels and attributes given before.")] = False,
    move_codings: Annotated[
        bool, typer.Option("--move-codings", help="Let kept codings follow their words in a corrected source.")
    ] = False,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="And take out, kept apart, those whose words are gone.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove transcripts whose source is gone and that nobody coded.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen; write nothing.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how files are read; write nothing.")] = False,
) -> int:
    """Read interviews into transcripts and index them.

    Formats: txt, md, docx, odt, rtf, pdf, html, vtt, srt, csv, tsv, xlsx, json, eaf. Unchanged sources are skipped;
    one bad file costs itself only.
    """
    from qualcode.api.ingest import ingest
    from qualcode.api.open import ingest_options

    options = ingest_options(
        interviewers=interviewer or [], segment=segment, each=each, columns=columns, delimiter=delimiter,
        encoding=encoding, meta=meta, reset=reset, move_codings=move_codings, set_aside=set_aside, prune=prune,
        dry_run=dry_run,
    )  # fmt: skip
    if explain:
        pass

        return show_looks(settings, paths or [], options, strict=strict)
    study = open_here(settings)
    with progress(settings) as report_progress:
        report = ingest(study, paths or [], options, report_progress)
    if settings.json:
        put_json(_json(report))
    else:
        show_speakers(settings, report.speakers)
        _show_corrected(settings, report.corrected)
    findings = (*study.findings, *report.findings)
    say_findings(settings, findings)
    again = shlex.join(
        ["qualcode", "ingest", *map(str, paths or []), "--set-aside" if move_codings else "--move-codings"]
    )
    say(settings, summary(report, study.settings.codebook, again, dry_run=dry_run))
    return exit_code(findings, strict=strict) if _read(report) else ExitCode.REFUSED


def summary(report: "IngestReport", codebook: str, again: str = "", *, dry_run: bool = False) -> str:
    """What became of the sources, and what comes next; `again` is what helps where codings hold a transcript."""
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged, "failed": report.failed}
    said = ", ".join(f"{len(which)} {status}" for status, which in counts.items() if which) or "nothing read"
    missing = f"; {plural(len(report.missing), 'source')} gone, transcripts kept" if report.missing else ""
    if report.removed:
        missing = f"; {len(report.removed)} {'would be ' if dry_run else ''}removed, as their sources are gone{missing}"
    if dry_run:
        return f"Transcripts: {said}{missing}. Nothing was written."
    if again and any(finding.code == "coding-would-move" for finding in report.findings):
        return f"Transcripts: {said}{missing}. Next: `{again} -n` shows what it would do with the codings named above."
    command = "qualcode code" if codebook else "qualcode code --codebook FILE"
    following = f" Next: `{command}`." if _read(report) else ""
    return f"Transcripts: {said}{missing}.{following}"


def _read(report: "IngestReport") -> bool:
    """Whether any source could be read."""
    return bool(report.new or report.changed or report.unchanged)


def show_speakers(settings: CliSettings, speakers: "Speakers") -> None:
    """Print who speaks, how much, in which role; a survey's respondents are one line."""
    if not speakers.transcripts or settings.quiet:
        return
    rows = [row for own in speakers.transcripts for row in _rows(own)]
    headings = ["transcript", "speaker", "turns", "words", "role", ""]
    show(settings, "Speakers", headings, rows[:_MOST_ROWS], ("turns", "words"))
    if len(rows) > _MOST_ROWS:
        say(settings, f"... and {len(rows) - _MOST_ROWS:,} more; `--json` lists them all")


def _show_corrected(settings: CliSettings, corrected: "Sequence[ReanchoredCoding]") -> None:
    """Print the words of codings that followed a correction, as they were and as they are."""
    if corrected and not settings.quiet:
        rows = [[each.transcript, str(each.turn), each.coder, each.code, each.was, each.now] for each in corrected]
        show(settings, "Codings on corrected words", ["transcript", "turn", "coder", "code", "was", "is now"], rows)


def _rows(speakers: "Sequence[SpeakerSummary]") -> list[list[str]]:
    """A row for each speaker of a transcript, or one for all where there are very many."""
    if len(speakers) > _MANY_SPEAKERS:
        from qualcode.corpus.speakers import summed

        turns, words, roles = summed(speakers)
        return [[speakers[0].transcript, f"({len(speakers):,} speakers)", f"{turns:,}", f"{words:,}", roles, ""]]
    return [
        [
            speaker.transcript,
            speaker.speaker or "(no label)",
            f"{speaker.turns:,}",
            f"{speaker.words:,}",
            speaker.role,
            _why(speaker),
        ]
        for speaker in speakers
    ]


def _why(speaker: "SpeakerSummary") -> str:
    return f"guessed: {speaker.reason}" if speaker.guessed else speaker.reason if speaker.role == "unknown" else ""


def _json(report: "IngestReport") -> dict[str, object]:
    names = ("new", "changed", "unchanged", "failed", "missing", "removed", "speakers", "corrected", "findings")
    said = {name: getattr(report, name) for name in names}
    return {**said, "speakers": list(report.speakers.summaries)}


_LONGEST = 240
"""Characters of a turn that are shown."""


def show_looks(settings: CliSettings, paths: Sequence[Path], options: "IngestOptions", *, strict: bool) -> int:
    """Read files, show how, and give the exit code."""
    from qualcode.api.look import look

    looks, found = look(paths, options)
    if settings.json:
        put_json({"files": looks, "findings": found})
    elif not settings.quiet:
        for each in looks:
            _show(settings, each)
    findings = (*found, *(finding for each in looks for finding in each.findings))
    say_findings(settings, findings if settings.json else [each for each in findings if each.level == "error"])
    read = sum(bool(each.turns) for each in looks)
    say(settings, f"{plural(read, 'file')} read, {len(looks) - read} failed. Nothing was written.")
    return exit_code(findings, strict=strict) if read else ExitCode.REFUSED


def _show(settings: CliSettings, look: "Look") -> None:
    if not look.turns:
        return
    rows = [
        ["file", look.file],
        ["format", f"{look.reader}, {look.encoding}" if look.encoding else look.reader],
        ["speakers", look.labels or "not looked for: every turn is one respondent"],
        ["left out", _counts(look.skipped) or "nothing"],
        *([name, value] for name, value in look.attributes.items()),
        ["turns", f"{look.turns:,}"],
        *([finding.level, _said(finding)] for finding in look.findings),
    ]
    show(settings, "Read as", ["", ""], rows)
    if look.voices:
        voices = [
            [it.speaker or "(no label)", f"{it.turns:,}", f"{it.words:,}", it.role, it.reason] for it in look.voices
        ]
        show(settings, "Speakers", ["speaker", "turns", "words", "role", "because"], voices, ("turns", "words"))
    turns = [[str(it.turn), it.place, _clock(it.start_s), it.speaker, _short(it.text)] for it in look.first]
    show(settings, "First turns", ["turn", "place", "time", "speaker", "text"], turns, ("turn",))


def _said(finding: Finding) -> str:
    """A finding without the name of the file, which stands above it."""
    return str(replace(finding, file=f"line {finding.line}" if finding.line else "", line=None, column=None))


def _counts(skipped: Mapping[str, int]) -> str:
    return ", ".join(f"{what} ({number:,})" for what, number in skipped.items())


def _clock(time: float | None) -> str:
    if time is None:
        return ""
    minutes, seconds = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]} …"

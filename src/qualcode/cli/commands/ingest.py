"""`qualcode ingest`."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.progress import progress
from qualcode.cli.say import exit_code, plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here
from qualcode.cli.tables import show

if TYPE_CHECKING:
    from qualcode.steps.ingest import IngestReport
    from qualcode.steps.moves import Corrected
    from qualcode.steps.speakers import Speakers, SpeakerSummary

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
    settings: Settings,
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
    from qualcode.steps.ingest import ingest
    from qualcode.steps.options import ingest_options

    options = ingest_options(
        interviewers=interviewer or [], segment=segment, each=each, columns=columns, delimiter=delimiter,
        encoding=encoding, meta=meta, reset=reset, move_codings=move_codings, set_aside=set_aside, prune=prune,
        dry_run=dry_run,
    )  # fmt: skip
    if explain:
        from qualcode.cli.looking import show_looks

        return show_looks(settings, paths or [], options, strict=strict)
    opened = open_here(settings)
    with progress(settings) as report_progress:
        report = ingest(opened, paths or [], options, report_progress)
    if settings.json:
        put_json(_json(report))
    else:
        show_speakers(settings, report.speakers)
        _show_corrected(settings, report.corrected)
    findings = (*opened.findings, *report.findings)
    say_findings(settings, findings)
    again = shlex.join(
        ["qualcode", "ingest", *map(str, paths or []), "--set-aside" if move_codings else "--move-codings"]
    )
    say(settings, summary(report, opened.study.codebook, again, dry_run=dry_run))
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


def show_speakers(settings: Settings, speakers: "Speakers") -> None:
    """Print who speaks, how much, in which role; a survey's respondents are one line."""
    if not speakers.transcripts or settings.quiet:
        return
    rows = [row for own in speakers.transcripts for row in _rows(own)]
    headings = ["transcript", "speaker", "turns", "words", "role", ""]
    show(settings, "Speakers", headings, rows[:_MOST_ROWS], ("turns", "words"))
    if len(rows) > _MOST_ROWS:
        say(settings, f"... and {len(rows) - _MOST_ROWS:,} more; `--json` lists them all")


def _show_corrected(settings: Settings, corrected: "Sequence[Corrected]") -> None:
    """Print the words of codings that followed a correction, as they were and as they are."""
    if corrected and not settings.quiet:
        rows = [[each.transcript, str(each.turn), each.coder, each.code, each.was, each.now] for each in corrected]
        show(settings, "Codings on corrected words", ["transcript", "turn", "coder", "code", "was", "is now"], rows)


def _rows(speakers: "Sequence[SpeakerSummary]") -> list[list[str]]:
    """A row for each speaker of a transcript, or one for all where there are very many."""
    if len(speakers) > _MANY_SPEAKERS:
        from qualcode.steps.speakers import summed

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

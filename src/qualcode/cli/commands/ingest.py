"""`qualcode ingest`."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import (
    CliSettings,
    arguments,
    dry_run,
    executor,
    flag,
    jobs,
    option,
    repeated,
    scheduler,
    strict,
)
from qualcode.cli.output import (
    exit_code,
    finish,
    in_words,
    open_here,
    parts,
    plural,
    present,
    progress,
    say,
    say_findings,
    show,
)
from qualcode.executors import executor_named
from qualcode.model.finding import Finding

if TYPE_CHECKING:
    from qualcode.corpus.source import IngestOptions
    from qualcode.corpus.speakers import SpeakerSummary


_MOST_ROWS = 60
"""Longer lists are cut in the terminal; `--json` has them all."""
_MANY_SPEAKERS = 20
"""More labels in one transcript are one row: they are a survey's respondents."""


@dataclass(frozen=True)
class IngestArguments:
    """What is read, how, and what may change."""

    paths: tuple[Path, ...] = arguments("PATH", "Files or folders; the corpus's sources/ unless named.")
    interviewer: tuple[str, ...] = repeated("--interviewer", "LABEL", "Labels that are interviewers: K,G.")
    segment: str = option(
        "--segment", "HOW", "Cut turns into: sentence, turn, paragraph, line.",
        complete=choices("sentence", "turn", "paragraph", "line"),
    )  # fmt: skip
    each: str = option(
        "--each", "WHAT", "One respondent in each: row (of a sheet), line (of a text).", complete=choices("row", "line")
    )
    columns: str = option("--columns", "USE=NAME,...", "Columns of a sheet: speaker, text, start, end, id.")
    questions: str = option("--questions", "HOW", "No labels, questions in bold: bold.", complete=choices("bold"))
    delimiter: str = option("--delimiter", "SIGN", "Character between columns, or tab.")
    encoding: str = option("--encoding", "NAME", "Encoding of files that are not UTF-8.")
    meta: str = option("--meta", "FILE.csv", "Attributes of transcripts, one row each.")
    reset: bool = flag("--reset", "Forget options, labels and attributes given before.")
    move_codings: bool = flag("--move-codings", "Let kept codings follow their words in a corrected source.")
    set_aside: bool = flag("--set-aside", "And take out, kept apart, those whose words are gone.")
    prune: bool = flag("--prune", "Remove transcripts whose source is gone and that nobody coded.")
    opaque_ids: bool = flag("--opaque-ids", "Name transcripts R01, R02 ..., not by files named like people.")
    strict: bool = strict()
    dry_run: bool = dry_run()
    jobs: int = jobs()
    executor: str = executor()
    scheduler: str = scheduler()
    explain: bool = flag("--explain", "Show how files are read; write nothing.")


@command(
    "ingest",
    """
    qualcode ingest interviews/
    qualcode ingest interviews/ --interviewer Dan
    qualcode ingest interview-03.docx --explain
    qualcode ingest survey.csv --each row --columns text=answer,id=respondent
    """,
)
def ingest(settings: CliSettings, asked: IngestArguments) -> int:
    """Read interviews; show who speaks and who asks.

    Formats: txt, md, doc, docx, odt, rtf, pdf, html, vtt, srt, csv, tsv, xlsx, ods, json, eaf, exb, cha.
    Unchanged sources are skipped; a bad file never affects the others.
    """
    reading = api.open.reading_options(
        asked.each, asked.columns, encoding=asked.encoding, delimiter=asked.delimiter, questions=asked.questions
    )
    options = api.open.ingest_options(
        reading, asked.interviewer, asked.segment, meta=asked.meta, reset=asked.reset,
        move_codings=asked.move_codings, set_aside=asked.set_aside, prune=asked.prune, dry_run=asked.dry_run,
        opaque_ids=asked.opaque_ids,
    )  # fmt: skip
    if asked.explain:
        return show_looks(settings, asked.paths, options, strict=asked.strict)
    study = open_here(settings)
    with progress(settings), executor_named(asked.executor, asked.jobs, asked.scheduler) as workers:
        report = api.ingest.ingest(study, asked.paths, options, workers)
    product = parts(
        report, "new changed unchanged failed missing removed speakers corrected findings",
        speakers=report.speakers.summaries,
    )  # fmt: skip
    present(settings, product, lambda: _show_read(settings, report))
    findings = (*study.findings, *report.findings)
    more = "--set-aside" if asked.move_codings else "--move-codings"
    again = shlex.join(["qualcode", "ingest", *map(str, asked.paths), more])
    closing = summary(report, study.settings.codebook, again, dry_run=asked.dry_run)
    code = finish(settings, findings, *_offer(report), closing, strict=asked.strict)
    return code if _read(report) else ExitCode.REFUSED


def _offer(report: "api.ingest.IngestReport") -> Iterator[str]:
    """What helps where files are named like people."""
    if report.persons:
        which = plural(report.persons, "transcript")
        yield f"{which} named like persons: `--opaque-ids` names them R01, R02 ... before anybody codes."


def summary(report: "api.ingest.IngestReport", codebook: str, again: str = "", *, dry_run: bool = False) -> str:
    """What became of the sources, and what comes next; `again` is what helps where codings hold a transcript."""
    counts = {
        f"{len(report.new)} new": report.new, f"{len(report.changed)} changed": report.changed,
        f"{len(report.unchanged)} unchanged": report.unchanged, f"{len(report.failed)} failed": report.failed,
    }  # fmt: skip
    said = [", ".join(status for status, which in counts.items() if which) or "nothing read"]
    if report.removed:
        many = len(report.removed)
        would = f"{many} would be removed, as their sources are gone"
        said.append(would if dry_run else f"{many} removed, as their sources are gone")
    if report.missing:
        said.append(f"{plural(len(report.missing), 'source')} gone, transcripts kept")
    read = f"Transcripts: {'; '.join(said)}."
    if dry_run:
        return f"{read} Nothing was written."
    if again and any(finding.code == "coding-would-move" for finding in report.findings):
        return f"{read} Next: `{again} -n` shows what it would do with the codings named above."
    return f"{read} {_following(codebook)}" if _read(report) else read


def _following(codebook: str) -> str:
    """What helps once interviews are there: rules where the codebook has some, else a person."""
    if not codebook:
        return "Next: `qualcode code --codebook FILE`."
    if api.init.is_example(Path(codebook)):
        return f"Next: put your codes into {codebook}, or name your codebook: `qualcode code --codebook FILE`."
    if api.folder.has_rules(Path(codebook)):
        return "Next: `qualcode code`."
    return "Next: `qualcode review` to code by hand; `qualcode propose next` says which turns to begin with."


def _read(report: "api.ingest.IngestReport") -> bool:
    """Whether any source could be read."""
    return bool(report.new or report.changed or report.unchanged)


def _show_read(settings: CliSettings, report: "api.ingest.IngestReport") -> None:
    """Who speaks, how much, in which role; then the words of codings that followed a correction, before and after."""
    rows = [row for own in report.speakers.transcripts for row in _rows(own)]
    if report.speakers.transcripts:
        headings = ["transcript", "speaker", "turns", "words", "role", ""]
        show(settings, "Speakers", headings, rows[:_MOST_ROWS], ("turns", "words"), ("role", ""))
    if len(rows) > _MOST_ROWS:
        say(settings, f"... and {len(rows) - _MOST_ROWS:,} more; `--json` lists them all")
    if report.corrected:
        rows = [
            [each.transcript, str(each.turn), each.coder, each.code, each.was, each.now] for each in report.corrected
        ]
        show(settings, "Codings on corrected words", ["transcript", "turn", "coder", "code", "was", "is now"], rows)


def _rows(speakers: "Sequence[SpeakerSummary]") -> list[list[str]]:
    """A row for each speaker of a transcript, or one for all where there are very many."""
    if len(speakers) > _MANY_SPEAKERS:
        from qualcode.corpus.speakers import summed

        turns, words, roles = summed(speakers)
        return [
            [speakers[0].transcript, in_words(f"({len(speakers):,} speakers)"), f"{turns:,}", f"{words:,}", roles, ""]
        ]
    rows = []
    for each in speakers:
        why = f"guessed: {each.reason}" if each.guessed else each.reason if each.role == "unknown" else ""
        counts = (f"{each.turns:,}", f"{each.words:,}")
        rows.append([each.transcript, each.speaker or in_words("(no label)"), *counts, each.role, why])
    return rows


_LONGEST = 240
"""Characters of a turn that are shown."""


def show_looks(settings: CliSettings, paths: Sequence[Path], options: "IngestOptions", *, strict: bool) -> int:
    """Read files, show how, and give the exit code."""
    looks, found = api.look.look(paths, options)
    present(settings, {"files": looks, "findings": found}, lambda: _show_looks(settings, looks))
    findings = (*found, *(finding for each in looks for finding in each.findings))
    say_findings(settings, findings if settings.json else [each for each in findings if each.level == "error"])
    read = sum(bool(each.turns) for each in looks)
    say(settings, f"{plural(read, 'file')} read, {len(looks) - read} failed. Nothing was written.")
    return exit_code(findings, strict=strict) if read else ExitCode.REFUSED


def _show_looks(settings: CliSettings, looks: "Sequence[api.look.Look]") -> None:
    for look in looks:
        if look.turns:
            _show(settings, look)


def _show(settings: CliSettings, look: "api.look.Look") -> None:
    rows = [
        ["file", look.file],
        ["format", f"{look.reader}, {look.encoding}" if look.encoding else look.reader],
        ["speakers", look.labels or "not looked for: every turn is one respondent"],
        ["left out", ", ".join(f"{in_words(what)} ({number:,})" for what, number in look.skipped.items()) or "nothing"],
        *([name, value] for name, value in look.attributes.items()),
        ["turns", f"{look.turns:,}"],
        *([finding.level, _said(finding)] for finding in look.findings),
    ]
    show(settings, "Read as", ["what", "how"], rows, words=["what", "how"])
    if look.voices:
        voices = [
            [it.speaker or in_words("(no label)"), f"{it.turns:,}", f"{it.words:,}", it.role, it.reason]
            for it in look.voices
        ]
        headings = ["speaker", "turns", "words", "role", "because"]
        show(settings, "Speakers", headings, voices, ("turns", "words"), ("role", "because"))
    turns = [[str(it.turn), it.place, _clock(it.start_s), it.speaker, _short(it.text)] for it in look.first]
    show(settings, "First turns", ["turn", "place", "at", "speaker", "text"], turns, ("turn",), ["place"])


def _said(finding: Finding) -> str:
    """A finding without the name of the file, which stands above it."""
    return str(replace(finding, file=f"line {finding.line}" if finding.line else "", line=None, column=None))


def _clock(time: float | None) -> str:
    if time is None:
        return ""
    minutes, seconds = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]} …"

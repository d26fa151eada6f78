"""`qualcode merge`."""

from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.commands.import_codings import import_project
from qualcode.cli.options import CliSettings, argument, dry_run, flag
from qualcode.cli.output import finish, open_here, parts, plural, present, progress, show


@dataclass(frozen=True)
class MergeArguments:
    """Whose copy is brought."""

    copy: str = argument("COPY", "A colleague's copy of the study (a folder), or a project (qdpx, qdc).")
    yes: bool = flag("--yes -y", "Write; without it, show what would be written.")
    dry_run: bool = dry_run("Show what would be written, even with --yes.")


@command(
    "merge",
    """
    qualcode merge ../from-budi
    qualcode merge ../from-budi --yes
    qualcode merge budi.qdpx --yes
    """,
)
def merge(settings: CliSettings, asked: MergeArguments) -> int:
    """Bring a colleague's copy of the study.

    Says what is new, what both have and what contradicts. Codings on another version of a transcript follow their
    words, or are kept apart and named. Nothing that is here changes or is lost.
    """
    write = asked.yes and not asked.dry_run
    if Path(asked.copy).suffix.lower() in (".qdpx", ".qdc"):
        return import_project(settings, asked.copy, dry_run=not write)
    study = open_here(settings)
    with progress(settings):
        report = api.merge.merge(study, Path(asked.copy), write=write)
    product = parts(report, "folder transcripts coders files contradictions written findings")
    present(settings, product, lambda: _show(settings, report))
    new = sum(each.new for each in report.coders)
    counts = [
        f"{plural(len(report.transcripts), 'new transcript')}",
        plural(new, "new line"),
        f"{plural(sum(each.both for each in report.coders), 'line')} in both",
        plural(report.contradictions, "contradiction"),
    ]
    following = "Next: `qualcode verify`." if write else "Nothing was written: add --yes."
    if not report.files and not any(each.aside for each in report.coders):
        following = "There is nothing to bring."
    return finish(settings, (*study.findings, *report.findings), f"{', '.join(counts)}. {following}")


def _show(settings: CliSettings, report: "api.merge.MergeReport") -> None:
    rows = [
        [each.coder, *(f"{number:,}" for number in (each.new, each.both, each.placed, each.aside))]
        for each in report.coders
    ]
    headings = ["coder", "new", "in both", "on another version", "kept apart"]
    show(settings, f"Codings in {report.folder}", headings, rows, headings[1:])

"""`qualcode share`."""

from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, dry_run, flag, number, option
from qualcode.cli.output import finish, open_here, plural, present, show


@dataclass(frozen=True)
class ShareOptions:
    """What is shared, and where to."""

    output: str = option("--output -o", "FILE", "File to write: study.zip unless named.")
    redact: bool = flag("--redact", "Counts only: no quotes, no transcripts.")
    pseudonymised: bool = flag("--pseudonymised", "Replace names first, as you decided: see qualcode identifiers.")
    key: str = option("--key", "DIR", "Folder of the key; beside the study unless named.")
    k: int = number("--k", "K", "Respondents who must share each combination of attributes.", 3, least=0)
    dry_run: bool = dry_run("Say what would go along; write nothing.")


@command(
    "share",
    """
    qualcode share -o study.zip
    qualcode share -o study.zip --pseudonymised
    qualcode share -o counts.zip --redact
    qualcode share -n
    """,
)
def share_study(settings: CliSettings, options: ShareOptions) -> int:
    """Put what the participants agreed to into one zip file.

    Whole transcripts, quotes or counts only, as the consent of each transcript allows; opened again to check it.
    """
    study = open_here(settings)
    pseudonyms = api.pseudonymise.PseudonymiseOptions(key=options.key, k=options.k) if options.pseudonymised else None
    report = api.share.share_study(
        study,
        Path(options.output or "study.zip"),
        redact=options.redact,
        dry_run=options.dry_run,
        pseudonyms=pseudonyms,
    )
    rows = [[use, f"{number:,}"] for use, number in report.consents.items()]
    present(settings, report, lambda: show(settings, "Consent", ["consent", "transcripts"], rows, ["transcripts"]))
    total = sum(report.consents.values())
    parts = f"{report.shared} of {plural(total, 'transcript')} whole, {report.quoted} quoted, {report.counted} counted"
    if options.dry_run:
        said = f"Would write {report.file}: {parts}."
    elif report.written:
        said = f"Wrote {report.file}: {parts}; opened again and verified."
        said += " The names that you decided about were replaced." if pseudonyms else " Names in it were not replaced."
    else:
        said = f"{report.file} was not written: it did not pass when it was opened again."
    code = finish(settings, (*study.findings, *report.findings), said)
    return ExitCode(code)

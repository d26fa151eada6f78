"""`qualcode share`."""

from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, dry_run, flag, number, option
from qualcode.cli.output import finish, open_here, present, progress, show, spoken
from qualcode.languages.catalogue import Messages


@dataclass(frozen=True)
class ShareOptions:
    """What is shared, and where to."""

    output: str = option("--output -o", "FILE", "File to write: study.zip unless named.")
    redact: bool = flag("--redact", "Counts only: no quotes, no transcripts.")
    pseudonymised: bool = flag("--pseudonymised", "Replace names first, as you decided: see qualcode identifiers.")
    key: str = option("--key", "DIR", "Folder of the key; beside the study unless named.")
    k: int = number("--k", "K", "Respondents who must share each combination of attributes.", 3, least=0)
    lang: str = option("--lang", "LANG", "Language of what is said: id or en; the terminal's unless named.",
                       complete=choices("id", "en"))  # fmt: skip
    dry_run: bool = dry_run("Say what would be included; write nothing.")


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
    study, message = open_here(settings), spoken()
    pseudonyms = None
    if options.pseudonymised:
        pseudonyms = api.pseudonymise.PseudonymiseOptions(key=options.key, k=options.k, lang=message.language)
    with progress(settings):
        report = api.share.share_study(
            study,
            Path(options.output or "study.zip"),
            redact=options.redact,
            dry_run=options.dry_run,
            pseudonyms=pseudonyms,
            lang=message.language,
        )
    headings = [message("consent"), message("transcripts")]
    rows = [[use, f"{number:,}"] for use, number in report.consents.items()]
    present(settings, report, lambda: show(settings, message("Consent"), headings, rows, headings[1:]))
    parts = message(
        "{shared} of {total} transcripts whole, {quoted} quoted, {counted} counted",
        shared=report.shared, total=sum(report.consents.values()), quoted=report.quoted, counted=report.counted,
    )  # fmt: skip
    said = _said(report, message, parts, dry_run=options.dry_run)
    if report.written and report.shared + report.quoted:  # counts hold no names
        replaced = message("The names that you decided about were replaced.")
        said += " " + (replaced if pseudonyms else message("Names in it were not replaced."))
    return ExitCode(finish(settings, (*study.findings, *report.findings), said))


def _said(report: "api.share.ShareReport", message: Messages, parts: str, *, dry_run: bool) -> str:
    """What became of the file."""
    if dry_run:
        return message("Would write {file}: {parts}.", file=report.file, parts=parts)
    if report.written:
        return message("Wrote {file}: {parts}; opened again and verified.", file=report.file, parts=parts)
    return message("{file} was not written: it did not pass when it was opened again.", file=report.file)

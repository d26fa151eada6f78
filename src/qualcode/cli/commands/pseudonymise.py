"""`qualcode pseudonymise`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, dry_run, flag, number, option, repeated
from qualcode.cli.output import finish, open_here, present, progress, show, spoken
from qualcode.languages.catalogue import Messages

_MOST_SHOWN = 20


@dataclass(frozen=True)
class PseudonymiseArguments:
    """Where the copy goes, and how names and attributes are replaced."""

    to: str = option("--to", "DIR", "Folder of the copy; it must not hold anything.")
    key: str = option("--key", "DIR", "Folder of the key; beside the study unless named.")
    tags: bool = flag("--tags", "People become [NAME-3] instead of other names.")
    k: int = number(
        "--k", "K", "Respondents who must share each combination of attributes; 0: do not look.", 3, least=0
    )
    quasi: tuple[str, ...] = repeated("--quasi", "ATTRIBUTE", "An attribute that others may know; all unless named.")
    ordered: tuple[str, ...] = repeated("--ordered", "ATTRIBUTE", "Its values in corpus.yaml stand in their order.")
    groups: str = option("--groups", "FILE", "Sheet (attribute, value, group): groups come before `other`.")
    places: bool = flag("--places", "Places become other places instead of [PLACE-2].")
    regions: bool = flag("--regions", "A Javanese name becomes a Javanese one, and so on; with --places also a place.")
    all_decided: bool = flag("--all-decided", "Seldom candidates must be decided, too.")
    lang: str = option("--lang", "LANG", "Language of what is said: id or en; the terminal's unless named.",
                       complete=choices("id", "en"))  # fmt: skip
    dry_run: bool = dry_run()


@command(
    "pseudonymise",
    """
    qualcode pseudonymise --to ../to-share
    qualcode pseudonymise --to ../to-share --tags
    qualcode pseudonymise --to ../to-share --k 5 --quasi position --quasi city
    """,
)
def pseudonymise(settings: CliSettings, asked: PseudonymiseArguments) -> int:
    """Copy the study with its names replaced.

    What `qualcode identifiers` listed and you decided to replace becomes something else everywhere: in transcripts,
    labels, ids, names of files, attributes, memos, codings and samples, which stay on their words. Exact ages and dates
    become ranges, times of codings are moved, rare values of attributes are put together. Then every byte of the copy
    is searched; while a name of the key or a likely candidate that nobody decided is left, no copy is
    written and the exit code is 1.
    Sources and lock are not copied.
    """
    study, message = open_here(settings), spoken()
    options = api.pseudonymise.PseudonymiseOptions(**vars(asked))
    with progress(settings):
        report = api.pseudonymise.pseudonymise(study, replace(options, lang=message.language))
    left = list(dict.fromkeys((trace.string, trace.file, trace.place) for trace in report.left))
    present(settings, report, lambda: _show(settings, report, left[:_MOST_SHOWN], message))
    said = []
    if len(left) > _MOST_SHOWN:
        said.append(message("... and {number} more places.", number=len(left) - _MOST_SHOWN))
    if not left:
        done = message("Would write {folder}: {files} files, {replaced} replaced, none left.") if asked.dry_run else (
            message("Wrote {folder}: {files} files, {replaced} replaced, none left.")
        )  # fmt: skip
        said.append(done.format(folder=report.folder, files=report.files, replaced=report.replaced))
    alone = [each for each in report.alone if each]  # where nothing is known of people, nothing tells them apart
    if alone:
        combinations = "; ".join(", ".join(each) for each in alone)
        said.append(message("Fewer than {k} respondents share: {combinations}.", k=asked.k, combinations=combinations))
    if report.left_out and not left:
        said.append(message("Left out: {files}.", files=", ".join(report.left_out)))
    lost = [name for name, (before, now, _) in report.widened.items() if now == 1 < before]
    if lost:
        said.append(
            message(
                "Of {attributes} one value is left: name with --quasi what others may know, or groups with --groups.",
                attributes=", ".join(lost),
            )
        )
    if not left and not asked.dry_run:
        said.append(message("Next: read a transcript of the copy as a stranger would; `qualcode verify` there."))
    return finish(settings, (*study.findings, *report.findings), *said)


def _show(
    settings: CliSettings,
    report: "api.pseudonymise.PseudonymiseReport",
    left: Sequence[Sequence[str]],
    message: Messages,
) -> None:
    if left:
        show(settings, message("Left"), ["name", "file", "place"], left, words=["place"])
    if report.widened:
        headings = [message("attribute"), message("values before"), message("values now"), message("respondents")]
        rows = [[name, *map(str, counts)] for name, counts in report.widened.items()]
        show(settings, message("Wider values"), headings, rows, headings[1:])

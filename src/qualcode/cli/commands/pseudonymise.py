"""`qualcode pseudonymise`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, dry_run, flag, number, option, repeated
from qualcode.cli.output import finish, open_here, plural, present, say, show

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
    is searched; while a name of the key or an undecided candidate is left, no copy is written and the exit code is 1.
    Sources and lock are not copied.
    """
    study = open_here(settings)
    options = api.pseudonymise.PseudonymiseOptions(**vars(asked))
    report = api.pseudonymise.pseudonymise(study, options)
    left = list(dict.fromkeys((trace.string, trace.file, trace.place) for trace in report.left))
    present(
        settings,
        report,
        lambda: show(settings, "Left", ["name", "file", "place"], left[:_MOST_SHOWN]) if left else None,
    )
    if len(left) > _MOST_SHOWN:
        say(settings, f"... and {len(left) - _MOST_SHOWN} more places.")
    done = "Would write" if asked.dry_run else "Wrote"
    said = (
        []
        if left
        else [f"{done} {report.folder} ({plural(report.files, 'file')}): {report.replaced} replaced, none left."]
    )
    if report.widened:
        rows = [[name, *map(str, counts)] for name, counts in report.widened.items()]
        headings = ["attribute", "values before", "values now", "respondents"]
        if not settings.json:
            show(settings, "Wider values", headings, rows, headings[1:])
    if report.alone:
        said.append(f"Fewer than {asked.k} respondents share: {'; '.join(', '.join(each) for each in report.alone)}.")
    said += [f"Left out: {', '.join(report.left_out)}."] if report.left_out and not left else []
    return finish(settings, (*study.findings, *report.findings), *said)

"""`qualcode codes`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_codes
from qualcode.cli.options import CliSettings, argument, arguments, codebook_file, dry_run, flag, option
from qualcode.cli.output import open_here, plural, present, put, put_json, say, say_findings, show
from qualcode.model.codebook import Code, Codebook

if TYPE_CHECKING:
    from qualcode.api.codes import ChangeReport, CodesReport
    from qualcode.store.study import OpenStudy


_ACTIONS = {"list": 0, "show": 1, "rename": 2, "merge": 2, "retire": 1}
"""Action -> how many codes it takes."""


@dataclass(frozen=True)
class CodesOptions:
    """What is done with which codes."""

    action: str = argument("ACTION", "list, show, rename, merge or retire.", "list", complete=choices(*_ACTIONS))
    names: tuple[str, ...] = arguments("CODE", "show CODE; rename OLD NEW; merge FROM INTO.", complete=complete_codes)
    replaced_by: str = option(
        "--replaced-by", "CODE", "With retire: the code that codings get instead.", complete=complete_codes
    )
    codebook: str = codebook_file()
    yes: bool = flag("--yes -y", "Change the files; without it, show what would change.")
    dry_run: bool = dry_run("Show what would change, even with --yes.")


@command(
    "codes",
    """
    qualcode codes list
    qualcode codes show infrastructure
    qualcode codes rename infrastructure networks --yes
    qualcode codes merge networks infrastructure --yes
    qualcode codes retire networks --replaced-by infrastructure --yes
    """,
)
def codes(settings: CliSettings, options: CodesOptions) -> int:
    """List codes, show, rename, merge or retire one.

    The codebook, with its comments, and people's codings change together, and only with --yes.
    """
    action, names = options.action, options.names
    _check(action, names, options.replaced_by)
    study, write = open_here(settings), options.yes and not options.dry_run
    if action in ("list", "show"):
        return _look(settings, study, names, options.codebook)
    report = _change(study, action, [*names, options.replaced_by], options.codebook, write=write)
    present(settings, report, lambda: put(f"{report.diff}\n" if report.diff else ""))
    say_findings(settings, (*study.findings, *report.findings))
    for line in _closing(report):
        say(settings, line)
    return ExitCode.DONE


def _check(action: str, names: Sequence[str], replaced_by: str) -> None:
    from qualcode.model.finding import study_error, unknown_name

    if action not in _ACTIONS:
        raise unknown_name("action", action, _ACTIONS)
    if len(names) != _ACTIONS[action]:
        wanted = {0: "no code", 1: "CODE", 2: "FROM INTO" if action == "merge" else "OLD NEW"}[_ACTIONS[action]]
        raise study_error("wrong-arguments", f"`codes {action}` takes {wanted}", "see `qualcode codes --help`")
    if replaced_by and action != "retire":
        raise study_error(
            "wrong-arguments", f"--replaced-by does not go with `codes {action}`", "it goes with `codes retire CODE`"
        )


def _change(study: "OpenStudy", action: str, names: Sequence[str], codebook: str, *, write: bool) -> "ChangeReport":
    from qualcode.api import codes

    change = {"rename": codes.rename_code, "merge": codes.merge_codes, "retire": codes.retire_code}[action]
    return change(study, names[0], names[1], codebook, write=write)


def _closing(report: "ChangeReport") -> Iterator[str]:
    total = sum(report.recoded.values())
    people = f"{plural(total, 'coding')} in {plural(len(report.recoded), 'file')} of people" if total else ""
    if report.written:
        yield f"Changed the codebook{f' and {people}' if people else ''}. The old files are in {report.kept}."
        yield "Next: `qualcode check`, then `qualcode code`."
        return
    for file, count in report.recoded.items():
        yield f"{file}: {plural(count, 'coding')}"
    if not report.diff and not total:
        yield "Nothing would change."
        return
    yield f"Would change the codebook{f' and {people}' if people else ''}. Nothing was written: add --yes."


def _look(settings: CliSettings, study: "OpenStudy", names: Sequence[str], codebook: str) -> int:
    from qualcode.api.codes import codes, find_code

    report = codes(study, codebook)
    chosen = [find_code(report.codebook, name) for name in names]
    if settings.json:
        listed = chosen or report.codebook.codes
        put_json({"codebook": report.codebook.file, "codes": listed, "given": report.given})
    elif chosen:
        put("\n".join(_lines(report, chosen[0])) + "\n")
    elif not settings.quiet:
        headings = ["code", "kind", "parent", "label", "rules", "examples", "codings of people", ""]
        show(settings, _title(report.codebook), headings, _rows(report), ("rules", "examples", "codings of people"))
    say_findings(settings, (*study.findings, *report.findings))
    return ExitCode.DONE


def _title(codebook: Codebook) -> str:
    return f"{codebook.codebook} {codebook.version}".strip()


def _rows(report: "CodesReport") -> list[list[str]]:
    return [
        [
            code.code, code.kind, code.parent, _label(report.codebook, code), str(len(code.rules)),
            str(len(code.examples)), f"{sum(report.given.get(code.code, {}).values()):,}", _state(code),
        ]
        for code in report.codebook.codes
    ]  # fmt: skip


def _label(codebook: Codebook, code: Code) -> str:
    return next((code.label[language] for language in codebook.languages if code.label.get(language)), "")


def _state(code: Code) -> str:
    return f"retired{f', see {code.replaced_by}' if code.replaced_by else ''}" if code.retired else ""


def _lines(report: "CodesReport", code: Code) -> Iterator[str]:
    """Everything that the codebook says of a code, for reading."""
    given = report.given.get(code.code, {})
    children = [each.code for each in report.codebook.codes if each.parent == code.code]
    yield code.code
    yield from _field("state", [_state(code)])
    yield from _field("kind", [code.kind])
    yield from _field("parent", [code.parent])
    yield from _field("children", [", ".join(children)])
    yield from _field("label", [f"{language}: {text}" for language, text in code.label.items()])
    yield from _field("definition", [f"{language}: {text}" for language, text in code.definition.items()])
    yield from _field("include", code.include)
    yield from _field("exclude", code.exclude)
    yield from _field("memo", [code.memo])
    yield from _field("rules", [f"{rule.rule} ({rule.kind}, line {rule.line})" for rule in code.rules])
    yield from _field("examples", [f"{'is    ' if each.expect else 'is not'}  {each.text}" for each in code.examples])
    yield from _field("codings", [f"{coder}: {count:,}" for coder, count in given.items()])


def _field(name: str, values: Sequence[str]) -> Iterator[str]:
    """A field's values, a line each, under its name."""
    for number, value in enumerate(filter(None, values)):
        yield f"  {name if not number else '':<11} {' '.join(value.split())}"

"""`qualcode codes`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_codes
from qualcode.cli.options import CliSettings, argument, arguments, codebook_file, dry_run, flag, option
from qualcode.cli.output import (
    finish,
    in_words,
    one_line,
    open_here,
    plural,
    present,
    put,
    put_json,
    say_findings,
    show,
)
from qualcode.model.codebook import Code

if TYPE_CHECKING:
    from qualcode.store.study import OpenStudy


_ACTIONS = {"list": 0, "show": 1, "add": 1, "rename": 2, "merge": 2, "retire": 1}
"""Action -> how many codes it takes."""


@dataclass(frozen=True)
class CodesOptions:
    """What is done with which codes."""

    action: str = argument("ACTION", "list, show, add, rename, merge or retire.", "list", complete=choices(*_ACTIONS))
    names: tuple[str, ...] = arguments("CODE", "show CODE; rename OLD NEW; merge FROM INTO.", complete=complete_codes)
    replaced_by: str = option(
        "--replaced-by", "CODE", "With retire: the code that codings get instead.", complete=complete_codes
    )
    label: str = option("--label", "TEXT", "With add: its short name in tables, in the codebook's first language.")
    definition: str = option("--definition", "TEXT", "With add: what it means.")
    kind: str = option("--kind", "KIND", "With add: barrier, enabler, actor, theme, or what you call it.")
    codebook: str = codebook_file()
    yes: bool = flag("--yes -y", "Change the files; without it, show what would change.")
    dry_run: bool = dry_run("Show what would change, even with --yes.")


@command(
    "codes",
    """
    qualcode codes list
    qualcode codes show infrastructure
    qualcode codes add digital_skills --kind barrier --yes
    qualcode codes rename infrastructure networks --yes
    qualcode codes merge networks infrastructure --yes
    qualcode codes retire networks --replaced-by infrastructure --yes
    """,
)
def codes(settings: CliSettings, options: CodesOptions) -> int:
    """List codes, show, add, rename, merge or retire one.

    The codebook, with its comments, and people's codings change together, and only with --yes.
    """
    action, names = options.action, options.names
    _check(options)
    study, write = open_here(settings), options.yes and not options.dry_run
    if action in ("list", "show"):
        return _look(settings, study, names, options.codebook)
    report = _change(study, options, write=write)
    present(settings, report, lambda: put(f"{report.diff}\n" if report.diff else ""))
    finish(settings, (*study.findings, *report.findings), *_closing(report))
    return ExitCode.DONE


def _change(study: "OpenStudy", options: CodesOptions, *, write: bool) -> "api.codes.ChangeReport":
    code, other = [*options.names, options.replaced_by][:2]
    if options.action == "add":
        label, definition = ({"": text} if text else {} for text in (options.label, options.definition))
        new = Code(code, options.kind, label=label, definition=definition)
        return api.codes.add_code(study, new, options.codebook, write=write)
    changes = {"rename": api.codes.rename_code, "merge": api.codes.merge_codes, "retire": api.codes.retire_code}
    return changes[options.action](study, code, other, options.codebook, write=write)


def _check(options: CodesOptions) -> None:
    from qualcode.model.finding import study_error, unknown_name

    action, names = options.action, options.names
    if action not in _ACTIONS:
        raise unknown_name("action", action, _ACTIONS)
    if len(names) != _ACTIONS[action]:
        wanted = {0: "no code", 1: "CODE", 2: "FROM INTO" if action == "merge" else "OLD NEW"}[_ACTIONS[action]]
        raise study_error("wrong-arguments", f"`codes {action}` takes {wanted}", "see `qualcode codes --help`")
    for name, wanted in {"replaced_by": "retire", "label": "add", "definition": "add", "kind": "add"}.items():
        if getattr(options, name) and action != wanted:
            message = f"--{name.replace('_', '-')} does not go with `codes {action}`"
            raise study_error("wrong-arguments", message, f"it goes with `codes {wanted} CODE`")


def _closing(report: "api.codes.ChangeReport") -> Iterator[str]:
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
    report = api.codes.codes(study, codebook)
    chosen = [api.codes.find_code(report.codebook, name) for name in names]
    if settings.json:
        listed = chosen or report.codebook.codes
        put_json({"codebook": report.codebook.file, "codes": listed, "given": report.given})
    elif chosen:
        put("".join(f"{line}\n" for line in _lines(report, chosen[0])))
    elif not settings.quiet:
        _list(settings, report)
    say_findings(settings, (*study.findings, *report.findings))
    return ExitCode.DONE


def _list(settings: CliSettings, report: "api.codes.CodesReport") -> None:
    """A row for each code, with its label in the codebook's first language that has one."""
    book = report.codebook
    rows = [
        [
            code.code, code.kind, code.parent, next(filter(None, map(code.label.get, book.languages)), ""),
            str(len(code.rules)), str(len(code.examples)), f"{sum(report.given.get(code.code, {}).values()):,}",
            _state(code),
        ]
        for code in book.codes
    ]  # fmt: skip
    headings = ["code", "kind", "parent", "label", "rules", "examples", "codings of people", ""]
    show(settings, f"{book.codebook} {book.version}".strip(), headings, rows, headings[4:7], [""])


def _state(code: Code) -> str:
    return f"retired{f', see {code.replaced_by}' if code.replaced_by else ''}" if code.retired else ""


def _by_language(texts: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{lang}: {text}" if lang else text for lang, own in texts.items() for text in own]


def _lines(report: "api.codes.CodesReport", code: Code) -> Iterator[str]:
    """Everything that the codebook says of a code, for reading."""
    fields: dict[str, Iterable[str]] = {
        "state": [in_words(_state(code))],
        "kind": [code.kind],
        "parent": [code.parent],
        "children": [", ".join(each.code for each in report.codebook.codes if each.parent == code.code)],
        "label": [f"{language}: {text}" for language, text in code.label.items()],
        "definition": [f"{language}: {text}" for language, text in code.definition.items()],
        "include": _by_language(code.include),
        "exclude": _by_language(code.exclude),
        "memo": [code.memo],
        "rules": [in_words(f"{rule.rule} ({rule.kind}, line {rule.line})") for rule in code.rules],
        "examples": [f"{in_words('is' if each.expect else 'is not'):<6}  {each.text}" for each in code.examples],
        "codings": [f"{coder}: {count:,}" for coder, count in report.given.get(code.code, {}).items()],
    }
    yield code.code
    for name, values in fields.items():
        for number, value in enumerate(filter(None, values)):
            yield f"  {in_words(name) if not number else '':<11} {one_line(value)}"

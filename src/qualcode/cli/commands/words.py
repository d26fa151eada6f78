"""`qualcode words`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import open_here, plural, put_json, say, say_findings, show
from qualcode.cli.settings import CliSettings

if TYPE_CHECKING:
    from qualcode.api.words import Caught, WordForm, WordsReport


_MANY = 40
"""More forms of a level are cut; `--json` has them all."""


@command(
    "words",
    """
    qualcode words percaya
    qualcode words 'lack of' --level light
    qualcode words 'koordinasi*'
    qualcode words --regex '(ter|ke)lambat\\w*'
    """,
)
def words(
    settings: CliSettings,
    term: Annotated[str, typer.Argument(metavar="TERM", help="Word, phrase, pattern with `*`, or expression.")],
    regex: Annotated[
        bool, typer.Option("--regex", help="TERM is a regular expression; shows the words it touches.")
    ] = False,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL", help="Only this level: exact, light, root.")] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="LANG", help="Use this language's inflection only: id, en.")
    ] = "",
) -> int:
    """Show every form in the corpus that a term catches.

    Each level lists what it adds to the one before; words of all speakers count.
    """
    from qualcode.api.words import words

    study = open_here(settings)
    report = words(study, term, level, language, regex=regex)
    if settings.json:
        put_json({
            "term": report.term, "corpus": report.corpus, "levels": report.levels, "near": report.near,
            "findings": report.findings,
        })  # fmt: skip
    elif not settings.quiet:
        show(settings, _title(report), ["level", "compared by", "found", "forms"], _rows(report), ("found",))
    say_findings(settings, (*study.findings, *report.findings))
    if not report.corpus:
        say(settings, "There are no transcripts yet, so no forms to show: `qualcode ingest PATH` reads some.")
    if report.near:
        say(settings, f"Nothing was found. Written much the same: {', '.join(report.near)}.")
    return ExitCode.DONE


def _title(report: "WordsReport") -> str:
    return f"{report.term} in corpus {report.corpus}" if report.corpus else report.term


def _rows(report: "WordsReport") -> list[list[str]]:
    """A row for each level, with the forms that the level before does not catch."""
    rows, known = [], set[str]()
    for caught in report.levels:
        new = [form for form in caught.forms if form.form not in known]
        known |= {form.form for form in new}
        found = f"{caught.count:,}" if report.corpus else ""
        rows.append([caught.level, _keys(caught), found, _listed(new, more=len(new) < len(caught.forms))])
    return rows


def _keys(caught: "Caught") -> str:
    """`id:percaya en:trust` for each word; the key alone where both languages have the same."""
    bare = [sorted({key.rpartition(":")[2] for key in keys}) for keys in caught.keys]
    return " + ".join(own[0] if len(own) == 1 else "/".join(keys) for own, keys in zip(bare, caught.keys, strict=True))


def _listed(forms: "Sequence[WordForm]", *, more: bool) -> str:
    if not forms and more:
        return "as above"
    said = ", ".join(f"{form.form} {form.count:,}" for form in forms[:_MANY])
    cut = f" and {plural(len(forms) - _MANY, 'more form')}" if len(forms) > _MANY else ""
    return f"{'+ ' if more and said else ''}{said}{cut}"

"""`qualcode words`."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, flag, option
from qualcode.cli.output import finish, open_here, parts, plural, present, show

_MANY = 40
"""More forms of a level are cut; `--json` has them all."""


@dataclass(frozen=True)
class WordsOptions:
    """Which term is looked up, and at which level."""

    term: str = argument("TERM", "Word, phrase, pattern with `*`, or expression.")
    regex: bool = flag("--regex", "TERM is a regular expression; shows the words it touches.")
    level: str = option(
        "--level", "LEVEL", "Only this level: exact, light, root.", complete=choices("exact", "light", "root")
    )
    language: str = option("--language", "LANG", "Use this language's inflection only: id, en.")
    split: str = option("--split", "SPLIT", "test, development, or all; all but test unless named.")


@command(
    "words",
    """
    qualcode words percaya
    qualcode words 'lack of' --level light
    qualcode words 'koordinasi*'
    qualcode words --regex '(ter|ke)lambat\\w*'
    """,
)
def words(settings: CliSettings, options: WordsOptions) -> int:
    """Show every form that a term catches.

    Lists the forms in the corpus. Each level lists what it adds to the one before; words of all speakers count, but
    those of transcripts set aside for testing.
    """
    study = open_here(settings)
    report = api.words.words(
        study, options.term, options.level, options.language, regex=options.regex, split=options.split
    )
    headings = ["level", "compared by", "found", "forms"]
    product = parts(report, "term corpus levels near findings")
    title = f"{report.term} in corpus {report.corpus}" if report.corpus else report.term
    present(settings, product, lambda: show(settings, title, headings, _rows(report), ("found",), headings[-1:]))
    closing = []
    if not report.corpus:
        closing.append("There are no transcripts yet, so no forms to show: `qualcode ingest PATH` reads some.")
    if report.near:
        closing.append(f"Nothing was found. Written much the same: {', '.join(report.near)}.")
    closing += [f"Note: {each.message}; {each.hint}." for each in report.findings if each.code == "set-aside"]
    finish(settings, (*study.findings, *report.findings), *closing)
    return ExitCode.DONE


def _rows(report: "api.words.WordsReport") -> list[list[str]]:
    """A row for each level, with the forms that the level before does not catch."""
    rows, known = [], set[str]()
    for caught in report.levels:
        new = [form for form in caught.forms if form.form not in known]
        known |= {form.form for form in new}
        found = f"{caught.count:,}" if report.corpus else ""
        rows.append([caught.level, _keys(caught), found, _listed(new, more=len(new) < len(caught.forms))])
    return rows


def _keys(caught: "api.words.Caught") -> str:
    """`id:percaya en:trust` for each word; the key alone where both languages have the same."""
    bare = [sorted({key.rpartition(":")[2] for key in keys}) for keys in caught.keys]
    return " + ".join(own[0] if len(own) == 1 else "/".join(keys) for own, keys in zip(bare, caught.keys, strict=True))


def _listed(forms: "Sequence[api.words.WordForm]", *, more: bool) -> str:
    if not forms and more:
        return "as above"
    said = ", ".join(f"{form.form} {form.count:,}" for form in forms[:_MANY])
    cut = f" and {plural(len(forms) - _MANY, 'more form')}" if len(forms) > _MANY else ""
    return f"{'+ ' if more and said else ''}{said}{cut}"

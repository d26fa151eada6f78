"""`qualcode identifiers`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, dry_run, number, option
from qualcode.cli.output import finish, in_words, one_line, open_here, present, progress, show, spoken
from qualcode.identifiers import IDENTIFIER_KINDS
from qualcode.languages.catalogue import Messages

if TYPE_CHECKING:
    from qualcode.pseudonyms.key import KeyLine

_WIDEST = 60


@dataclass(frozen=True)
class IdentifierArguments:
    """Where names and decisions come from, and where the key lies."""

    names: str = option("--names", "FILE", "Names that you know, one a line; for texts without capitals.")
    decide: str = option("--decide", "FILE", "Sheet that you filled in; it is taken into the key.")
    key: str = option("--key", "DIR", "Folder of the key; beside the study unless named.")
    pipeline: str = option("--pipeline", "NAME", "Trained spaCy pipeline that you installed; it finds names, too.")
    top: int = number("--top", "N", "Undecided candidates that are shown.", 20, least=0)
    lang: str = option("--lang", "LANG", "Language of what is said: id or en; the terminal's unless named.",
                       complete=choices("id", "en"))  # fmt: skip
    dry_run: bool = dry_run()


@command(
    "identifiers",
    """
    qualcode identifiers
    qualcode identifiers --names colleagues.txt
    qualcode identifiers --decide decided.csv
    """,
)
def identifiers(settings: CliSettings, asked: IdentifierArguments) -> int:
    """List what may identify somebody.

    Names of people, organisations and places, numbers (NIK, NPWP, phones, accounts, plates), addresses, dates of birth,
    and offices that one person holds. Each distinct one stands once in the sheet `pseudonyms.csv`, the likeliest first;
    it lies outside the study, in ../STUDY-key. Fill in its column `decision`: `keep`, `replace`, or a kind such as
    `person`. Then `qualcode pseudonymise --to DIR` makes a copy of the study without them.
    """
    study, message = open_here(settings), spoken()
    options = api.identifiers.IdentifierOptions(
        asked.names, asked.decide, asked.key, asked.pipeline, asked.dry_run, message.language
    )
    with progress(settings):
        report = api.identifiers.identifiers(study, options)
    first = [line for line in report.candidates if not line.decision][: asked.top]
    rows = [
        [_named(line, message), _kind(line.kind, message), str(line.count), one_line(_place(line), _WIDEST)]
        for line in first
    ]
    headings = [message("candidate"), message("kind"), message("found"), message("first place")]
    title, numeric = message("Undecided"), [headings[2]]
    undecided = sum(not line.decision for line in report.candidates)
    if len(first) < undecided:
        title = message("Undecided: {some} of {all}", some=len(first), all=undecided)
    present(settings, report, lambda: show(settings, title, headings, rows, numeric) if rows else None)
    decided = len(report.candidates) - report.undecided - report.seldom
    many = message.some(len(report.candidates), "candidate")
    wrote = message("Would write {file} ({size}).") if asked.dry_run else message("Wrote {file} ({size}).")
    said = message(
        "{decided} decided, {open} undecided in {words} words.",
        decided=decided, open=report.undecided, words=message.number(report.words),
    )  # fmt: skip
    if report.seldom:
        said += " " + message("{number} more are seldom names, at the end of the sheet.", number=report.seldom)
    following = message("Next: fill in its column `decision`, then `qualcode pseudonymise --to DIR`.")
    if not report.undecided:
        following = message("Next: `qualcode pseudonymise --to DIR`")
    lines = (f"{wrote.format(file=report.file, size=many)} {said}", following)
    return finish(settings, (*study.findings, *report.findings), *lines)


def _place(line: "KeyLine") -> str:
    """The first place, named in words of the reader, and what stands there."""
    place, end, words = line.places[0].partition(": ")
    return f"{in_words(place)}{end}{words}"


def _kind(name: str, message: Messages) -> str:
    """A kind as the sheet names it; in another language than that of its names, what it means."""
    return name if message.language == "en" else message(IDENTIFIER_KINDS[name].about)


def _named(line: "KeyLine", message: Messages) -> str:
    """A candidate, and the longer name of which it may be the short form."""
    return message("{name} (for {longer}?)", name=line.name, longer=line.short_for) if line.short_for else line.name

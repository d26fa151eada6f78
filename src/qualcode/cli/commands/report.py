"""`qualcode report`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_attributes
from qualcode.cli.options import (
    CliSettings,
    codebook_file,
    coder_option,
    dry_run,
    flag,
    option,
    repeated,
    reviewed_by_option,
)
from qualcode.cli.output import about_file, finish, open_here, parts, plural, progress, put_bytes, put_json

SECTION_NAMES = (
    "barriers", "groups", "interviews", "cooccurrence", "codes", "keyness", "topics", "saturation", "agreement",
    "between", "changes", "quotes", "codebook", "method",
)  # fmt: skip
"""Sections of a report, as the help names them."""


@dataclass(frozen=True)
class ReportWish:
    """What a report shows, and where it is written."""

    output: str = option("--output -o", "FILE", "File to write; `-` is stdout; out/report.html unless named.")
    format: str = option(
        "--to", "FORMAT", "html, or docx: a chapter for Word, with numbered tables.", complete=choices("html", "docx")
    )
    template: str = option("--template", "FILE", "docx or dotx whose styles and page a docx takes.")
    coder: str = coder_option("Whose codings.")
    reviewed_by: str = reviewed_by_option()
    codebook: str = codebook_file("Codebook that coded.")
    lang: str = option("--lang", "LANG", "Language of the page: id or en.", complete=choices("id", "en"))
    sections: str = option(
        "--sections", "NAMES", f"Only these, with commas: {', '.join(SECTION_NAMES)}.", complete=choices(*SECTION_NAMES)
    )
    by: tuple[str, ...] = repeated(
        "--by", "ATTRIBUTE", "Groups by this attribute; may be repeated.", complete=complete_attributes
    )
    between: str = option("--between", "A,B", "Two coders whose disagreements are shown, with what was decided.")
    compare: str = option("--compare", "STUDY", "What changed since: folder of a study, or a git revision of this one.")
    redact: bool = flag("--redact", "No words, names or places; nothing of few people.")
    no_quotes: bool = flag("--no-quotes", "None of the participants' words.")
    every_quote: bool = flag("--all-quotes", "Keep every quote, also where there are more than 5,000.")
    dry_run: bool = dry_run("Make the page; write nothing.")


@command(
    "report",
    """
    qualcode report -o out/report.html
    qualcode report --coder reader-1 --lang id
    qualcode report --by stakeholder --sections barriers,groups,quotes
    qualcode report --redact -o to-give-away.html
    qualcode report --to docx --template faculty.dotx -o chapter-4.docx
    """,
)
def report(settings: CliSettings, wish: ReportWish) -> int:
    """Write what was found as one page to read, print and send.

    The page opens in any browser without a network. Every count opens exactly its quotes, every quote its turn with
    what was asked before. It holds participants' words unless --no-quotes or --redact leave them out.
    """
    study = open_here(settings)
    listed = {name: _names(getattr(wish, name)) for name in ("sections", "between")}
    with progress(settings):
        made = api.report.report(study, api.report.ReportOptions(**{**vars(wish), **listed}))
    if settings.json:
        put_json(parts(made, "file written sections attributes interviews quotes left_out findings"))
    elif wish.output == "-":
        put_bytes(made.data)
    if not made.file:
        return finish(settings, made.findings)
    written = about_file(made.file, f"{len(made.data) // 1000:,} kB", dry_run=wish.dry_run, written=made.written)
    return finish(settings, made.findings, written, *_about(made, wordless=wish.redact or wish.no_quotes))


def _names(written: str) -> tuple[str, ...]:
    """Names that were written with commas."""
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _about(made: "api.report.ReportResult", *, wordless: bool) -> list[str]:
    """What the page holds, and what it leaves out."""
    groups = f", groups by {', '.join(made.attributes)}" if made.attributes else ""
    without = "it holds none of the participants' words" if wordless else "it holds no quotes"
    words = "it holds participants' words" if made.quotes else without
    said = f"{plural(made.interviews, 'interview')}{groups}, {plural(made.quotes, 'quote')}. One file; {words}."
    if not made.left_out:
        return [said]
    return [
        said,
        f"{made.left_out:,} more quotes are left out: the first ones of each code are kept (--all-quotes keeps all).",
    ]

"""`qualcode review`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, codebook_file, coder_option, flag, number, option
from qualcode.cli.output import finish, in_words, open_here, plural, progress, put, put_json, spoken


@dataclass(frozen=True)
class PageOptions:
    """Who reviews, and how the page is shown."""

    coder: str = coder_option("Who reviews; a new name begins a new coder.", default="")
    codebook: str = codebook_file()
    blind: bool = flag("--blind", "Show suggestions of a transcript only once you have finished reading it.")
    between: str = option("--between", "A,B", "Decide where these two coders differ; kept as coder `agreed`.")
    sample: str = option("--sample", "NAME", "Read the units of this sample, without suggestions.")
    identifiers: bool = flag("--identifiers", "Decide, one after the other, what may identify somebody.")
    names: str = option("--names", "FILE", "With --identifiers: names that you know, one a line.")
    key: str = option("--key", "DIR", "With --identifiers: folder of the key; beside the study unless named.")
    apply: str = option("--apply", "FILE", "Keep the decisions of this file of JSON lines; open no page.")
    port: int = number("--port", "N", "Port of 127.0.0.1; a free one unless named.", 0, 0, 65535, shown=False)
    no_browser: bool = flag("--no-browser", "Print the address; open no browser.")


@command(
    "review",
    """
    qualcode review --coder ani
    qualcode review --coder budi --blind
    qualcode review --coder budi --sample pilot
    qualcode review --coder ani --between ani,budi
    qualcode review --coder ani --json
    qualcode review --identifiers
    """,
)
def review(settings: CliSettings, options: PageOptions) -> int:
    """Read and code interviews on a page of your browser.

    Give codes to words, and accept or reject what rules suggest. Only this computer can see the page. Every decision is
    on disk before the page says so, as a line that is added and never changed; with --json nothing is opened and all is
    printed. With --identifiers, names and numbers that may identify somebody are decided as in the sheet of
    `qualcode identifiers`, and kept in the same key outside the study.
    """
    study = open_here(settings)
    if options.identifiers:
        return _identifiers(settings, options, study)
    between = tuple(name.strip() for name in options.between.split(",") if name.strip())
    asked = api.review_desk.DeskOptions(options.coder, options.codebook, options.blind, between, options.sample)
    with progress(settings):
        desk = api.review.open_desk(study, asked)
    if options.apply:
        kept = api.review.apply_decisions(study, desk, Path(options.apply))
        return finish(settings, study.findings, f"Kept {plural(kept, 'decision')} of {desk.coder}.")
    if settings.json:
        put_json(api.review.review_state(study, desk))
        return ExitCode.DONE
    before = api.review.review_report(study, desk)
    finish(settings, study.findings, _before(before))
    api.review.serve_desk(desk, options.port, spoken().language, lambda address: _open(settings, options, address))
    after = api.review.review_report(study, desk)
    return finish(settings, (), *_after(after))


def _identifiers(settings: CliSettings, options: PageOptions, study: "api.folder.OpenStudy") -> int:
    """Show what may identify somebody, and say what is decided at the end."""
    message = spoken()
    asked = api.identifiers.IdentifierOptions(options.names, key=options.key, lang=message.language)
    with progress(settings):
        desk = api.identifiers.IdentifierDesk(study, asked)
    if settings.json:
        put_json(desk.candidates())
        return ExitCode.DONE
    finish(settings, (*study.findings, *desk.report.findings))
    api.identifiers.serve_identifiers(
        desk, options.port, message.language, lambda address: _open(settings, options, address)
    )
    after = desk.candidates()["candidates"]
    decided = sum(bool(each["decision"]) for each in after)
    still_open = sum(not each["decision"] and not each["seldom"] for each in after)
    said = message("{decided} decided, {open} undecided in {words} words.", decided=decided, open=still_open,
                   words=message.number(desk.report.words))  # fmt: skip
    return finish(settings, (), f"{desk.report.file}: {said}", message("Next: `qualcode pseudonymise --to DIR`"))


def _before(report: "api.review.ReviewReport") -> str:
    decided = f"{plural(report.open, 'suggestion')} open, {report.accepted + report.rejected} decided"
    transcripts = plural(report.transcripts, "transcript")
    return f"Reviewing corpus {report.corpus} as {report.coder}: {transcripts}, {decided}."


def _open(settings: CliSettings, options: PageOptions, address: str) -> None:
    # The address is the product here: it is printed with --quiet, too.
    put(in_words(f"{address}   (this computer only; Ctrl-C ends it, all is saved at every key)") + "\n")
    sys.stdout.flush()
    if not options.no_browser and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(address)


def _after(report: "api.review.ReviewReport") -> tuple[str, ...]:
    decided = f"{report.accepted} accepted, {report.rejected} rejected, {report.open} open"
    said = f"{report.coder}: {plural(report.codings, 'coding')} in force; suggestions: {decided}."
    return said, f"Next: `qualcode export {report.table} --coder {report.coder}`"

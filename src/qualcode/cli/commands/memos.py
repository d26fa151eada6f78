"""`qualcode memos`."""

from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, option
from qualcode.cli.output import console, exit_code, in_words, open_here, put, put_json, say, say_findings
from qualcode.model.memo import minute

if TYPE_CHECKING:
    from qualcode.model.memo import Memo

_KINDS = ("study", "transcript", "respondent", "set", "code", "turn", "passage", "coding")
"""Kinds of memos, as the help names them."""


@dataclass(frozen=True)
class MemoChoices:
    """Which memos are shown."""

    kind: str = option("--kind", "KIND", f"Memos of one kind: {', '.join(_KINDS)}.", complete=choices(*_KINDS))
    about: str = option("--about", "NAME", "Memos about one code, transcript or respondent.")


@command(
    "memos",
    """
    qualcode memos
    qualcode memos --about queue
    qualcode memos --kind study
    """,
)
def memos(settings: CliSettings, asked: MemoChoices) -> int:
    """Show what coders noted down.

    Memos of the study, of transcripts, respondents, codes, turns and passages are lines of corpora/NAME/memos/; those
    of the codebook and of codings are shown with them. `qualcode export memos --to docx` makes a document of all.
    """
    study = open_here(settings)
    report = api.memos.memos(study, asked.kind, asked.about)
    if settings.json:
        put_json(report)
    else:
        width = console(settings).width
        put("\n".join(_shown(memo, width) for memo in report.memos))
        if not report.memos:
            say(settings, "There are no memos.")
    say_findings(settings, (*study.findings, *report.findings))
    return exit_code(report.findings)


def _shown(memo: "Memo", width: int) -> str:
    """What a memo is about and who wrote it; under it the words that it stands on, and its own."""
    on = memo.on
    place = f"{on.transcript}:{on.turn}" if on.turn else on.transcript
    head = " ".join(
        filter(None, (in_words(memo.kind), place, on.code, on.respondent, on.set, memo.name and f"“{memo.name}”"))
    )
    quote = f"“{' '.join(on.quote.split())}”\n" if on.quote else ""
    written = (quote + memo.text).splitlines()
    lines = (fill(line, width, initial_indent="  ", subsequent_indent="  ") for line in written)
    return "\n".join((f"{head} ({', '.join(filter(None, (memo.coder, minute(memo.time))))})", *lines, ""))

"""`qualcode suggest`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import complete_codes
from qualcode.cli.options import CliSettings, argument, codebook_file, coder_option, number
from qualcode.cli.output import finish, open_here, plural, put, put_json

_PLAIN = re.compile(r"[^\W\d_][\w'’ -]*")
_NOTHING = ("null", "~")


@dataclass(frozen=True)
class SuggestOptions:
    """For which code words are suggested, and from whose codings."""

    code: str = argument("CODE", "Code of the codebook.", complete=complete_codes)
    coder: str = coder_option("Whose codings; else the coder who used the code most.", "")
    top: int = number("--top", "N", "Most suggestions.", 20, least=1)
    codebook: str = codebook_file()


@command("suggest", "qualcode suggest infrastructure\nqualcode suggest infrastructure --coder siti --top 40")
def suggest(settings: CliSettings, options: SuggestOptions) -> int:
    """Suggest words for a code's rules.

    Prints YAML: words and phrases that stand out in the segments with this code and that its rules do not catch yet.
    """
    study = open_here(settings)
    report = api.suggest.suggest(study, options.code, options.coder, options.top, options.codebook)
    if settings.json:
        put_json(report)
    elif report.suggestions:
        put("\n".join(_snippet(report)) + "\n")
    finish(settings, (*study.findings, *report.findings), *_closing(report))
    return ExitCode.DONE


def _snippet(report: "api.suggest.SuggestReport") -> Iterator[str]:
    """A rule to paste under `rules:`; what it is made from stands in comments."""
    yield f"      # {report.code}: {_segments(report.inside)} ({report.source}) against {report.outside:,} others."
    yield "      # in: its segments with the word; out: others; G2: how sure; ratio: how large, as a power of 2."
    yield "      # Then the segments: read them before a word becomes a term."
    yield f"      - rule: {report.code}-suggested"
    yield "        any:"
    terms = [_quoted(each.term) for each in report.suggestions]
    width = max(map(len, terms))
    for term, each in zip(terms, report.suggestions, strict=True):
        counts = f"in {each.inside:>3}  out {each.outside:>3}  G2 {each.g2:>6.2f}  ratio {each.log_ratio:>5.2f}"
        yield f"          - {term:<{width}}  # {counts}  {' '.join(each.segments)}"


def _quoted(term: str) -> str:
    return term if _PLAIN.fullmatch(term) and term not in _NOTHING else json.dumps(term, ensure_ascii=False)


def _segments(number: int) -> str:
    return f"{number:,} {'segment' if number == 1 else 'segments'}"


def _closing(report: "api.suggest.SuggestReport") -> Iterator[str]:
    if report.set_aside:
        yield f"{plural(report.set_aside, 'transcript')} set aside for testing left out."
    if report.source == "examples":
        yield f"Nobody coded `{report.code}` and its rules find nothing: the segments are those most like its examples."
    if report.source == "rules":
        yield f"Nobody coded `{report.code}`: the segments are those that its rules find."
    if not report.suggestions:
        yield f"No word stands out in the {_segments(report.inside)} of `{report.code}`."
    else:
        yield "Next: `qualcode words TERM` shows what a word would catch."

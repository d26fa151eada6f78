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
from qualcode.cli.output import finish, in_words, open_here, plural, progress, put, put_json

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

    Prints YAML: words and phrases that stand out where the code is, that two respondents or more say there, and that
    its rules do not catch yet. `qualcode propose` ranks turns, and finds more than words can.
    """
    study = open_here(settings)
    with progress(settings):
        report = api.suggest.suggest(study, options.code, options.coder, options.top, options.codebook)
    if settings.json:
        put_json(report)
    elif report.suggestions:
        put("\n".join(map(in_words, _snippet(report))) + "\n")
    finish(settings, (*study.findings, *report.findings), *_closing(report))
    return ExitCode.DONE


def _snippet(report: "api.suggest.SuggestReport") -> Iterator[str]:
    """A rule to paste under `rules:`; what it is made from stands in comments."""
    other = "other turns that were looked at" if report.looked_at else "other turns, of which some may have it, too"
    yield f"      # {report.code}: {_turns(report)} ({report.source}) against {report.outside:,} {other}."
    yield "      # in: its turns with the word; by: respondents who say it there; out: other turns with it."
    yield "      # G2: how sure; ratio: how large, as a power of 2."
    yield "      # Read the segments before a word becomes a term."
    yield f"      - rule: {report.code}-suggested"
    yield "        any:"
    terms = [_quoted(each.term) for each in report.suggestions]
    width = max(map(len, terms))
    for term, each in zip(terms, report.suggestions, strict=True):
        said = f"in {each.inside:>3}  by {each.respondents:>3}  out {each.outside:>3}"
        counts = f"{said}  G2 {each.g2:>6.2f}  ratio {each.log_ratio:>5.2f}"
        yield f"          - {term:<{width}}  # {counts}  {' '.join(each.segments)}"


def _quoted(term: str) -> str:
    return term if _PLAIN.fullmatch(term) and term not in _NOTHING else json.dumps(term, ensure_ascii=False)


def _turns(report: "api.suggest.SuggestReport") -> str:
    return f"{plural(report.inside, 'turn')} of {plural(report.respondents, 'respondent')}"


def _closing(report: "api.suggest.SuggestReport") -> Iterator[str]:
    if report.set_aside:
        yield f"{plural(report.set_aside, 'transcript')} set aside for testing left out."
    if report.source == "examples":
        yield f"Nobody coded `{report.code}` and its rules find nothing: the turns are those most like its examples."
    if report.source == "rules":
        yield f"Nobody coded `{report.code}`: the turns are those that its rules find."
    if not report.suggestions:
        yield f"No word that two respondents say stands out in the {_turns(report)} with `{report.code}`."
    else:
        yield "Next: `qualcode words TERM` shows what a word would catch."

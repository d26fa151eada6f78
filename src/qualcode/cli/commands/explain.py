"""`qualcode explain`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, argument, codebook_file, flag, option
from qualcode.cli.output import console, finish, in_words, one_line, open_here, present, show, spoken

if TYPE_CHECKING:
    from qualcode.rules.explain import Explanation, Fired, Token
    from qualcode.rules.near_misses import CancelledHit


_MANY_WORDS = 40
"""Of a longer turn only the words that a rule matched are listed."""
_MANY_TERMS = 4
"""More terms of one passage are cut."""
_MANY_RULES = 8
"""More rules that almost fired are cut, the nearest first."""


@dataclass(frozen=True)
class ExplainOptions:
    """What is explained, and at what length."""

    what: str = argument("TEXT|TRANSCRIPT:TURN", "A sentence, or a turn of the corpus.")
    codebook: str = codebook_file()
    split: str = option("--split", "SPLIT", "test, development, or all; all but test unless named.")
    all: bool = flag("--all", "List every word and every rule that almost fired.")


@command("explain", 'qualcode explain "Di desa kami sinyalnya belum ada."\nqualcode explain interview-03:12')
def explain(settings: CliSettings, options: ExplainOptions) -> int:
    """Say why words were coded, or were not.

    Lists the words as rules see them, and every rule that fired, almost fired or was cancelled.
    """
    study = open_here(settings)
    report = api.explain.explain(study, options.what, options.codebook, options.split)
    present(settings, report, lambda: _show(settings, report, every=options.all))
    closing = []
    if not report.codebook:
        closing.append("No codebook is named: only words are explained. Name one with --codebook FILE.")
    if report.role not in (None, "participant"):
        closing.append(f"The speaker is {report.role}: this turn is not coded, whatever is said in it.")
    finish(settings, (*study.findings, *report.findings), *closing)
    return ExitCode.DONE


def _show(settings: CliSettings, report: "api.explain.ExplainReport", *, every: bool) -> None:
    explained, text = report.explanation, report.explanation.text
    _show_text(settings, report)
    _show_words(settings, explained, every=every)
    fired = [_fired(explained, each) for each in explained.fired]
    _show_any(settings, "Fired", ("code", "put as", "because of", "rule", "term", "found"), fired)
    if explained.codings:
        coded = [
            f"{each.code} {each.start}-{each.end} {in_words(each.assertion)}"
            + (f", {in_words('prompted')}" if each.prompted else "")
            for each in explained.codings
        ]
        console(settings).print(in_words(f"Coded: {'; '.join(coded)}\n"), soft_wrap=True)
    cancelled = [_cancelled(explained, each) for each in explained.cancelled]
    _show_any(settings, "Cancelled", ("code", "rule", "found", "unless"), cancelled)
    # Rules that a setting holds back have all their words, and come first.
    almost = sorted(explained.almost, key=lambda each: each.missing.startswith("list "))
    kept = almost if every else almost[:_MANY_RULES]
    missed = [[each.code, _rule(explained, each.rule), _words(text, each.matched), each.said] for each in kept]
    _show_any(settings, "Almost", ("code", "rule", "found", "but"), missed)
    if report.codebook and not explained.fired:
        console(settings).print(in_words("No rule fired."))
    if len(kept) < len(almost):
        more = f"... and {len(almost) - len(kept)} more rules that almost fired; --all lists them"
        console(settings).print(in_words(more))


def _show_any(settings: CliSettings, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, where there is anything in it."""
    if rows:
        show(settings, title, headings, rows, words=("language", "put as", "because of", "but"))


def _show_text(settings: CliSettings, report: "api.explain.ExplainReport") -> None:
    """The text, a segment a line, with its language."""
    where = f"{report.place}  {report.speaker} ({in_words(report.role or '')})" if report.place else "Text"
    text = report.explanation.text
    rows = [
        [str(each.segment), each.language, one_line(text[each.start : each.end])]
        for each in report.explanation.segments
    ]
    show(settings, where, ["segment", "language", "text"], rows, ("segment",), words=("language",))


def _show_words(settings: CliSettings, explained: "Explanation", *, every: bool) -> None:
    """The words, each once, as the three levels compare them."""
    first: dict[str, Token] = {}
    for token in explained.tokens:
        first.setdefault(token.exact, token)
    words = list(first.values())
    if len(words) > _MANY_WORDS and not every:
        matched = [each.matched for rules in (explained.fired, explained.almost, explained.cancelled) for each in rules]
        spans = [span for own in matched for span in own]
        words = [token for token in words if any(start <= token.start < end for start, end in spans)]
        title = f"Words that a rule matched ({len(explained.tokens)} in all; --all lists them)"
    else:
        title = "Words, and what each level compares where it is something else"
    rows = [[one_line(each.text), each.language, *_levels(each)] for each in words]
    _show_any(settings, title, ("word", "language", "exact", "light", "root"), rows)


def _levels(token: "Token") -> list[str]:
    """Keys of a word at each level, where they are not those of the level before."""
    exact, light, root = token.exact, _keys(token.light), _keys(token.root)
    return [
        "" if exact == one_line(token.text) else exact,
        "" if light == exact else light,
        "" if root == light else root,
    ]


def _keys(keys: Sequence[str]) -> str:
    """`id:percaya en:trust`, or the key alone where both languages have the same."""
    bare = {key.partition(":")[2] for key in keys}
    return bare.pop() if len(bare) == 1 else "  ".join(keys)


def _rule(explained: "Explanation", name: str) -> str:
    """What a rule finds, as its codebook says it, and its name."""
    says = explained.says.get(name, {})
    return f"{says.get(spoken().language) or says.get('en') or next(iter(says.values()))} ({name})" if says else name


def _fired(explained: "Explanation", fired: "Fired") -> list[str]:
    because = ", ".join(f'{cause.cue} "{one_line(cause.text)}" at {cause.start}' for cause in fired.causes)
    more = in_words(f"and {len(fired.terms) - _MANY_TERMS} more") if len(fired.terms) > _MANY_TERMS else ""
    terms = f"{', '.join(fired.terms[:_MANY_TERMS])} {more}".rstrip()
    where = _passage(explained.text, fired.start, fired.end, fired.matched)
    return [fired.code, fired.assertion, because, _rule(explained, fired.rule), terms, where]


def _cancelled(explained: "Explanation", cancelled: "CancelledHit") -> list[str]:
    by = ", ".join(f"{term} (at {start})" for term, start, _ in cancelled.by)
    where = _passage(explained.text, cancelled.start, cancelled.end, cancelled.matched)
    return [cancelled.code, _rule(explained, cancelled.rule), where, by]


def _passage(text: str, start: int, end: int, matched: Sequence[tuple[int, int]]) -> str:
    """Place and passage, with the matched words where they are not all of it."""
    quote = f'{start}-{end} "{one_line(text[start:end])}"'
    return quote if len(matched) == 1 else f"{quote} = {_words(text, matched)}"


def _words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " + ".join(one_line(text[start:end]) for start, end in spans)

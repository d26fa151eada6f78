"""`qualcode topics`."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.output import console, exit_code, open_here, progress, put, put_json, say, say_findings, show
from qualcode.cli.settings import CliSettings

if TYPE_CHECKING:
    from qualcode.api.topics import TopicsReport


_HEADINGS = ("#", "topic", "label", "%", "respondents", "stability", "core", "kept", "core, kept", "uncoded", "quote")
QUOTE = 80
"""Characters of a quote in the terminal."""
CORE = 5
"""Most terms of a core in the terminal."""
FOR_TERMS, FOR_QUOTES = 100, 150
"""Columns of a terminal from which there is room for the terms of a core, and for quotes."""


@command(
    "topics",
    """
    qualcode topics
    qualcode topics --k 4..20
    qualcode topics --suggest > drafts.yaml
    qualcode topics --save topics.yaml
    qualcode topics --match topics.yaml
    qualcode export topic_segments -o topics.xlsx
    """,
)
def topics(
    settings: CliSettings,
    k: Annotated[str, typer.Option("--k", metavar="K", help="Number of topics; of a range (4..20) the best.")] = "",
    method: Annotated[str, typer.Option("--method", metavar="METHOD", help="nmf, minibatch, lda or meaning.")] = "nmf",
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="Count words in each segment, turn or window.")
    ] = "segment",
    window: Annotated[
        int, typer.Option("--window", metavar="N", min=1, help="Neighbours on each side, of unit window.")
    ] = 1,
    min_df: Annotated[int, typer.Option("--min-df", metavar="N", min=1, help="Fewest segments with a term.")] = 3,
    max_df: Annotated[
        float, typer.Option("--max-df", metavar="SHARE", min=0, max=1, help="Largest share of segments with it.")
    ] = 0.5,
    max_iter: Annotated[int, typer.Option("--max-iter", metavar="N", min=1, help="Most rounds of fitting.")] = 200,
    samples: Annotated[
        int, typer.Option("--samples", metavar="N", min=2, help="Halves of the respondents for stability.")
    ] = 20,
    by_language: Annotated[
        bool, typer.Option("--by-language", help="As many topics for each language; see `export topic_pairs`.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of everything random.")] = 1,
    split: Annotated[str, typer.Option("--split", metavar="SPLIT", help="Transcripts with this `split` only.")] = "",
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Whose codings to compare with.")] = "rules",
    codebook: Annotated[str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook that coded.")] = "",
    match: Annotated[str, typer.Option("--match", metavar="FILE", help="Keep numbers and names of this file.")] = "",
    save: Annotated[str, typer.Option("--save", metavar="FILE", help="Write numbers, names and terms.")] = "",
    suggest: Annotated[bool, typer.Option("--suggest", help="Draft codes for what is uncoded, as YAML.")] = False,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="None of the participants' sentences.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Keep and write nothing.")] = False,
) -> int:
    """Find what people talk about, and what the codebook misses.

    A topic is a set of words that are used together. Each is shown with the respondents behind it and its stability:
    how much of it comes back among half of them; its core is what does. `qualcode export` then writes topics,
    topic_terms, topic_segments, topic_by or crosswalk.
    """
    from qualcode.api.open import topic_numbers
    from qualcode.api.topics import TopicsRequest, topics
    from qualcode.topics.fitted import TopicOptions

    options = TopicOptions(
        method=method, k=topic_numbers(k), unit=unit, window=window, seed=seed, samples=samples,
        min_df=min_df, max_df=max_df, max_iter=max_iter, by_language=by_language,
    )  # fmt: skip
    study = open_here(settings)
    wanted = TopicsRequest(options, coder, codebook, split, match=match, save=save, suggest=suggest, dry_run=dry_run)
    with progress(settings) as told:
        report = topics(study, wanted, told)
    say_findings(settings, (*study.findings, *report.findings))
    if settings.json:
        put_json(_product(report, no_quotes))
    elif suggest:
        put(report.suggestion)
    else:
        _show(settings, report, no_quotes, curve=bool(k))
    _close(settings, report, wanted.suggest)
    return exit_code(report.findings)


def _product(report: "TopicsReport", no_quotes: bool) -> dict[str, object]:
    """What `--json` prints."""
    product: dict[str, object] = {"topics": report.topics, "tried": list(report.tried)}
    if not no_quotes:
        product["segments"] = report.segments
    if report.suggestion:
        product["suggestion"] = report.suggestion
    return product


def _show(settings: CliSettings, report: "TopicsReport", no_quotes: bool, curve: bool) -> None:
    """The curve where a range was asked for, then the topics with as much as there is room for."""
    if report.tried and curve:
        _show_curve(settings, report)
    data = report.topics.data
    quotes = dict(zip(report.segments.data["topic"], report.segments.data["quote"], strict=True))
    width = console(settings).width
    hidden = {"quote"} if no_quotes or width < FOR_QUOTES else set()
    if width < FOR_TERMS:
        hidden |= {"topic", "core", "kept"}
    else:
        hidden |= {"#", "core, kept"}
    if not any(each is not None for each in data["uncoded"]):
        hidden.add("uncoded")  # nothing is coded yet
    rows = [_row({name: data[name][at] for name in data}, quotes) for at in range(report.topics.rows)]
    headings = [heading for heading in _HEADINGS if heading not in hidden]
    shown = [[row[heading] for heading in headings] for row in rows]
    show(settings, report.topics.title, headings, shown, ("#", "topic", "%", "kept", "uncoded"))


def _show_curve(settings: CliSettings, report: "TopicsReport") -> None:
    """Each number of topics that was tried, with its scores."""
    rows = [
        [str(each.k), f"{each.coherence:.2f}", f"{each.stability:.2f}", _bar(each.stability), "<-" * each.chosen]
        for each in report.tried
    ]
    show(settings, "Numbers of topics", ["topics", "coherence", "stability", "", ""], rows, ("topics",))


def _bar(share: float) -> str:
    """A share as a bar of twenty signs."""
    return "█" * round(20 * share)


def _row(topic: dict[str, object], quotes: dict[int, str]) -> dict[str, str]:
    """What each column that there can be says of a topic."""
    number, uncoded = topic["topic"], topic["uncoded_pct"]
    core = [term for term in str(topic["core"]).split(";") if term]
    kept = _marked(topic["core_kept"], topic["core_stable"])
    quote = " ".join(quotes.get(number, "").split())  # type: ignore[call-overload]  # a topic's number
    return {
        "#": str(number),
        "topic": str(number),
        "label": str(topic["label"]),
        "%": str(topic["share_pct"]),
        "respondents": f"{topic['respondents']} of {topic['respondents_total']}",
        "stability": _marked(topic["stability"], topic["stable"]),
        "core": _core(core),
        "kept": kept,
        "core, kept": f"{len(core)} of 10: {kept}" if core else "",
        "uncoded": "" if uncoded is None else f"{uncoded} %",
        "quote": quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…",
    }


def _core(terms: list[str]) -> str:
    """The terms that come back, as many as there is room for; a label begins with them."""
    return ", ".join(terms[:CORE]) + (f" +{len(terms) - CORE}" if len(terms) > CORE else "")


def _marked(share: object, stable: object) -> str:
    """A share that comes back, marked where it is too little; nothing where there is none."""
    return "" if share is None else f"{share:.2f}" + ("" if stable else " unstable")


def _close(settings: CliSettings, report: "TopicsReport", suggest: bool) -> None:
    """What a reader should know, and what comes next."""
    if report.set_aside:
        say(settings, f"Transcripts set aside for testing left out: {report.set_aside}.")
    if suggest:
        nothing = "The codebook reaches every segment of every topic: there is nothing to suggest."
        said = "Next: keep it as a file, read the segments, and look at it with `qualcode check FILE`."
        say(settings, said if report.suggestion else nothing)
        return
    for note in (report.rule, *report.topics.notes):
        if note:
            say(settings, note)
    if report.saved:
        say(settings, f"Numbers and names: {report.saved}.")
    say(settings, "Next: `qualcode export topic_segments`, or `qualcode topics --suggest`.")

"""`qualcode topics`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, WorkChoices, codebook_file, coder_option, dry_run, flag, number, option
from qualcode.cli.output import (
    console,
    exit_code,
    one_line,
    open_here,
    progress,
    put,
    put_json,
    say,
    say_findings,
    show,
)

_HEADINGS = ("#", "topic", "label", "%", "respondents", "stability", "core", "kept", "core, kept", "uncoded", "quote")
CORE = 5
"""Most terms of a core in the terminal."""
FOR_TERMS, FOR_QUOTES = 100, 150
"""Columns of a terminal from which there is room for the terms of a core, and for quotes."""


@dataclass(frozen=True)
class FitOptions:
    """How topics are found: fields of the verb's options, in the order of the help."""

    k: str = option("--k", "K", "Number of topics; of a range (4..20) the best.")
    method: str = option(
        "--method", "METHOD", "nmf, minibatch, lda or meaning.", "nmf",
        complete=choices("nmf", "minibatch", "lda", "meaning"),
    )  # fmt: skip
    unit: str = option(
        "--unit", "UNIT", "Count words in each segment, turn or window.", "segment",
        complete=choices("segment", "turn", "window"),
    )  # fmt: skip
    window: int = number("--window", "N", "Neighbours on each side, of unit window.", 1, least=1)
    min_df: int = number("--min-df", "N", "Fewest segments with a term.", 3, least=1)
    max_df: float = number("--max-df", "SHARE", "Largest share of segments with it.", 0.5, least=0, most=1)
    max_iter: int = number("--max-iter", "N", "Most rounds of fitting.", 200, least=1)
    samples: int = number("--samples", "N", "Halves of the respondents for stability.", 20, least=2)
    by_language: bool = flag("--by-language", "As many topics for each language; see `export topic_pairs`.")
    seed: int = number("--seed", "N", "Seed of everything random.", 1, least=0)


@dataclass(frozen=True)
class TopicsArguments:
    """What topics are compared with, and what becomes of them."""

    split: str = option("--split", "SPLIT", "Transcripts with this `split` only.")
    coder: str = coder_option("Whose codings to compare with.")
    codebook: str = codebook_file("Codebook that coded.")
    match: str = option("--match", "FILE", "Keep numbers and names of this file.")
    save: str = option("--save", "FILE", "Write numbers, names and terms.")
    suggest: bool = flag("--suggest", "Draft codes for what is uncoded, as YAML.")
    no_quotes: bool = flag("--no-quotes", "None of the participants' sentences.")
    dry_run: bool = dry_run("Keep and write nothing.")


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
    again=True,
)
def topics(settings: CliSettings, fit: FitOptions, asked: TopicsArguments, work: WorkChoices) -> int:
    """Find what people talk about, and what the codebook misses.

    A topic is a set of words that are used together. Each is shown with the respondents behind it and its stability:
    how much of it comes back among half of them; its core is what does. `qualcode export` then writes topics,
    topic_terms, topic_segments, topic_by or crosswalk.
    """
    from qualcode.topics.fitted import TopicOptions

    options = TopicOptions(**{**vars(fit), "k": api.open.topic_numbers(fit.k)})
    study = open_here(settings)
    wanted = api.topics.TopicsRequest(options, **vars(asked))
    with progress(settings), work.workers() as workers:
        report = api.topics.topics(study, wanted, workers)
    say_findings(settings, (*study.findings, *report.findings))
    if settings.json:
        put_json(_product(report, asked.no_quotes))
    elif asked.suggest:
        put(report.suggestion)
    else:
        _show(settings, report, asked.no_quotes, curve=bool(fit.k))
    _close(settings, report, wanted.suggest)
    return exit_code(report.findings)


def _product(report: "api.topics.TopicsReport", no_quotes: bool) -> dict[str, object]:
    """What `--json` prints."""
    product: dict[str, object] = {"topics": report.topics, "tried": list(report.tried)}
    if not no_quotes:
        product["segments"] = report.segments
    if report.suggestion:
        product["suggestion"] = report.suggestion
    return product


def _show(settings: CliSettings, report: "api.topics.TopicsReport", no_quotes: bool, curve: bool) -> None:
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
    show(settings, report.topics.title, headings, shown, ("#", "topic", "%", "kept", "uncoded"),
         ("core, kept", "respondents", "stability"))  # fmt: skip


def _show_curve(settings: CliSettings, report: "api.topics.TopicsReport") -> None:
    """Each number of topics that was tried, with its scores."""
    rows = []
    for each in report.tried:
        bar = "█" * round(20 * each.stability)
        rows.append([str(each.k), f"{each.coherence:.2f}", f"{each.stability:.2f}", bar, "<-" * each.chosen])
    show(settings, "Numbers of topics", ["topics", "coherence", "stability", "", ""], rows, ("topics",))


def _row(topic: dict[str, object], quotes: dict[int, str]) -> dict[str, str]:
    """What each column that there can be says of a topic."""
    number, uncoded = topic["topic"], topic["uncoded_pct"]
    core = [term for term in str(topic["core"]).split(";") if term]
    kept = _marked(topic["core_kept"], topic["core_stable"])
    more = f" +{len(core) - CORE}" if len(core) > CORE else ""
    return {
        "#": str(number),
        "topic": str(number),
        "label": str(topic["label"]),
        "%": str(topic["share_pct"]),
        "respondents": f"{topic['respondents']} of {topic['respondents_total']}",
        "stability": _marked(topic["stability"], topic["stable"]),
        "core": ", ".join(core[:CORE]) + more,  # a label begins with them
        "kept": kept,
        "core, kept": f"{len(core)} of 10: {kept}" if core else "",
        "uncoded": "" if uncoded is None else f"{uncoded} %",
        "quote": one_line(quotes.get(number, "")),  # type: ignore[call-overload]  # a topic's number
    }


def _marked(share: object, stable: object) -> str:
    """A share that comes back, marked where it is too little; nothing where there is none."""
    if share is None:
        return ""
    return f"{share:.2f}" if stable else f"{share:.2f} unstable"


def _close(settings: CliSettings, report: "api.topics.TopicsReport", suggest: bool) -> None:
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

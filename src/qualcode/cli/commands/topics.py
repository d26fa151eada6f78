"""`qualcode topics`."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.progress import progress
from qualcode.cli.say import put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here
from qualcode.cli.tables import show

if TYPE_CHECKING:
    from qualcode.steps.topics import TopicsReport


@command("topics", "qualcode topics\nqualcode topics --k 12\nqualcode topics --k 4..20 --unit window")
def topics(
    settings: Settings,
    k: Annotated[str, typer.Option("--k", metavar="K", help="Number of topics, or a range such as 4..20.")] = "",
    method: Annotated[str, typer.Option("--method", help="nmf, minibatch, lda or meaning.")] = "nmf",
    unit: Annotated[str, typer.Option("--unit", help="Count words in each segment, turn or window.")] = "segment",
    seed: Annotated[int, typer.Option("--seed", help="Seed of everything random.")] = 1,
) -> int:
    """Find what people talk about, and what the codebook misses.

    Topics are words that people use together. Each is shown with the respondents behind it and its stability.
    """
    from qualcode.steps.topics import TopicOptions, topics

    opened = open_here(settings)
    options = TopicOptions(method=method, k=_range(k), unit=unit, seed=seed)
    with progress(settings) as report_to:
        report = topics(opened, options, report_to)
    say_findings(settings, (*opened.findings, *report.findings))
    if settings.json:
        put_json({"topics": report.topics})
    else:
        _show(settings, report)
    return ExitCode.DONE


def _range(text: str) -> tuple[int, int]:
    """`12` or `4..20`."""
    low, _, high = text.partition("..")
    try:
        return (int(low), int(high or low)) if text else (0, 0)
    except ValueError:
        raise typer.BadParameter("write a number such as 12, or a range such as 4..20", param_hint="--k") from None


def _show(settings: Settings, report: "TopicsReport") -> None:
    data = report.topics.data
    rows = [
        [str(topic), label, f"{share}", f"{people} of {total}", f"{stability:.2f}{'' if stable else ' unstable'}"]
        for topic, label, share, people, total, stability, stable in zip(
            *(
                data[name]
                for name in ("topic", "label", "share_pct", "respondents", "respondents_total", "stability", "stable")
            ),
            strict=True,
        )
    ]
    show(settings, report.topics.title, ["topic", "label", "%", "respondents", "stability"], rows, ("topic", "%"))
    for note in report.topics.notes:
        say(settings, note)

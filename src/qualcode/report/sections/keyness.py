"""Whose words they are: what the people of a group say more or less often than the others."""

from itertools import groupby
from typing import Any

from qualcode.report.markup import Head, decimals, note, records, simple_table, text
from qualcode.report.passages import Passages
from qualcode.report.source import ReportSource
from qualcode.tables import TABLES

TOP_WORDS_SHOWN = 10
"""Words of each group."""


def key_words(passages: Passages) -> str:
    """The words of each group by the first attribute that can be compared; none on a page without people's words."""
    of = passages.of
    name = compared_by(of)
    rows = records(of.table("keyness", by=name, top=TOP_WORDS_SHOWN).data) if name else []
    return _table(passages, name, rows) if rows else ""


def compared_by(of: ReportSource) -> str:
    """The first attribute whose groups' words can be compared and may be shown; empty where there is none."""
    if of.options.redact or of.options.no_quotes:
        return ""
    wrong = TABLES["keyness"].wrong
    return next((name for name in of.attributes if not wrong(of.frame, of.codings, of.table_options(by=name))), "")


def _table(passages: Passages, name: str, rows: list[dict[str, Any]]) -> str:
    say = passages.of.say
    heads = [
        Head(text(say("Word")), "word", number=False),
        Head("n", "frequency"),
        Head(text(say("Per 1,000 words")), "per_1000_words"),
        Head(text(say("Respondents")), "respondents"),
        Head(text(say("n (others)")), "other_frequency"),
        Head(text(say("Per 1,000 words (others)")), "other_per_1000_words"),
        Head(text(say("Log ratio")), "log_ratio"),
        Head("G²", "g2"),
    ]
    made = []
    order = passages.of.in_stated_order(name, dict.fromkeys(row["group"] for row in rows))
    rows = sorted(rows, key=lambda row: order.index(row["group"]))
    for group, some in groupby(rows, key=lambda row: str(row["group"])):
        called = passages.of.value_called(name, group, group=True)
        label = text(f"{passages.of.label_of(name)}: {called}")
        caption = f"{text(passages.of.label_of(name))}: <b>{text(called)}</b>"
        ordered = sorted(some, key=lambda row: (row["sign"] != "positive", -row["log_ratio"], row["rank"]))
        body = [("", _row(passages, row)) for row in ordered]
        made.append(simple_table(label, caption, heads, body, f"keyness:{text(group)}", marks="keyness"))
    said = say(
        "Counts are of all that respondents say, not of quotes. A log ratio of 1 is twice as often, of −1 half as "
        "often. G² orders words and is not a test; read it beside the respondents who say the word."
    )
    return "".join(made) + note(text(said))


def _row(passages: Passages, row: dict[str, Any]) -> list[str]:
    say = passages.of.say
    forms = [form for form in str(row["forms"]).split(";") if form != row["word"]]
    others = f'<small lang="">{text(", ".join(forms[:4]))}</small>' if forms else ""
    return [
        f'<span lang="">{text(row["word"])}</span>{others}',
        say.number(row["frequency"]),
        decimals(row["per_1000_words"], say, 1),
        say("{n} of {total}", n=say.number(row["respondents"]), total=say.number(row["respondents_total"])),
        say.number(row["other_frequency"]),
        decimals(row["other_per_1000_words"], say, 1),
        decimals(row["log_ratio"], say, 1),
        decimals(row["g2"], say, 0),
    ]

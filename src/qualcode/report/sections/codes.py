"""The other codes: everything that the ranking does not hold, by kind."""

from itertools import groupby
from typing import Any

from qualcode.report.markup import Head, count, note, records, simple_table, text, whole_percent
from qualcode.report.passages import Passages


def others(passages: Passages) -> str:
    """Codes of other kinds than those ranked: a table for each kind."""
    of = passages.of
    shown = set(of.ranked.data["code"])
    rows = [row for row in records(of.every_code.data) if row["code"] not in shown]
    rows.sort(key=lambda row: str(row["kind"] or ""))
    return "".join(
        _table(passages, str(kind), list(some)) for kind, some in groupby(rows, key=lambda row: str(row["kind"] or ""))
    )


def _table(passages: Passages, kind: str, rows: list[dict[str, Any]]) -> str:
    say, total = passages.of.say, passages.of.say.number(passages.of.every_code.meta["n"])
    caption = text(
        say("Codes of kind {kind} (N = {n})", kind=passages.of.kind_name(kind), n=total)
        if kind
        else say("Codes (N = {n})", n=total)
    )
    heads = [
        Head(text(say("Code")), "label", number=False),
        Head(text(say("Respondents")), "respondents"),
        Head("%", "respondents_pct"),
        Head(text(say("Mentions")), "mentions"),
    ]
    named = [(f' data-code="{text(row["code"])}"', _row(passages, row)) for row in rows if row["mentions"]]
    silent = ", ".join(row["label"] for row in rows if not row["mentions"])
    nobody = note(text(say("Nobody mentions: {codes}.", codes=silent))) if silent else ""
    if not named:
        return f"<h3>{caption}</h3>{nobody}"
    return simple_table(caption, caption, heads, named, "codes", marks="others") + nobody


def _row(passages: Passages, row: dict[str, Any]) -> list[str]:
    say, code = passages.of.say, row["code"]
    name = text(row["label"])
    return [
        f'<a href="#c{passages.of.number[code]}">{name}</a>' if passages.of.quoted else name,
        count(row["respondents"], say, passages.door_of(code, by="r")),
        whole_percent(row["respondents"], row["respondents_total"], say),
        count(row["mentions"], say, passages.door_of(code)),
    ]

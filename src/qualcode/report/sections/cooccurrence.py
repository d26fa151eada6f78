"""What stands together: pairs of ranked codes that people mention in one turn."""

from typing import Any

import numpy as np

from qualcode.report.markup import Head, count, decimals, note, records, simple_table, text
from qualcode.report.passages import Passages
from qualcode.report.source import BARRIER

MOST_PAIRS = 20
"""Pairs that are shown, the most frequent first."""


def pairs(passages: Passages) -> str:
    """The pairs, most frequent first; nothing on a redacted page, since a pair joins what one person says."""
    of, say = passages.of, passages.of.say
    if of.options.redact:
        return ""
    kind = {"kind": BARRIER} if of.main == "barriers" else {}
    table = of.table("cooccurrence", unit="turn", **kind)
    rows = records(table.data)
    if not rows:
        return ""
    heads = [
        Head(text(say("Code A")), "label_a", number=False),
        Head(text(say("Code B")), "label_b", number=False, wide="words"),
        Head(text(say("Turns with both")), "n"),
        Head(text(say("% of A")), "n_of_a_pct"),
        Head(text(say("% of B")), "n_of_b_pct"),
        Head("Jaccard", "jaccard"),
        Head("NPMI", "npmi"),
        Head(text(say("Respondents")), "respondents"),
    ]
    caption = text(say("Turns of respondents that mention both codes."))
    body = [
        (f' data-code="{text(row["code_a"])} {text(row["code_b"])}"', _row(passages, row)) for row in rows[:MOST_PAIRS]
    ]
    more = say("{left} rarer pairs are left out here.", left=say.number(len(rows) - MOST_PAIRS))
    meaning = say("NPMI: 1 when two codes stand only together, 0 when they meet as often as chance makes them.")
    said = meaning if len(rows) <= MOST_PAIRS else f"{meaning} {more}"
    return simple_table(text(say("Pairs of codes")), caption, heads, body, table.name) + note(text(said))


def _row(passages: Passages, row: dict[str, Any]) -> list[str]:
    say = passages.of.say
    return [
        text(row["label_a"]),
        text(row["label_b"]),
        count(row["n"], say, _door(passages, row, "u")),
        decimals(row["n_of_a_pct"], say, 0),
        decimals(row["n_of_b_pct"], say, 0),
        decimals(row["jaccard"], say, 2),
        decimals(row["npmi"], say, 2),
        count(row["respondents"], say, _door(passages, row, "r")),
    ]


def _door(passages: Passages, row: dict[str, Any], by: str) -> Any:
    """The quotes of both codes that stand in one turn, put together by turns or by respondents."""
    quotes, of = passages.quotes, passages.of
    if not of.quoted:
        return None
    one, other = of.number[row["code_a"]], of.number[row["code_b"]]
    turn = of.frame.turn_counted[quotes.turn]
    mine, theirs = (passages.counted & (quotes.code == code) for code in (one, other))
    both = mine & np.isin(turn, turn[theirs])
    known = ".w" if by == "r" else ""
    return passages.door(f".k{one}.m{known}", both, f"c{one}", by=by, other=f".k{other}.m{known}")

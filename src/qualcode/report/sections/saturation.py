"""Saturation: how much new each interview brought, for codes that a person made while reading."""

from qualcode.model.table import Table
from qualcode.report.markup import Head, note, records, simple_table, text
from qualcode.report.passages import Passages
from qualcode.tables import TABLES

WIDTH, HEIGHT = 600, 160
"""Size of the drawing in its own units."""


def curve(passages: Passages) -> str:
    """The curve of new codes over the interviews; nothing where saturation must not be told."""
    of, kind = passages.of, TABLES["saturation"]
    if of.options.redact:
        return ""
    if any(each.level == "error" for each in kind.wrong(of.frame, of.codings, of.table_options())):
        return ""
    table, say = of.table("saturation"), of.say
    heads = [
        Head(text(say("Interview")), "session", number=False),
        Head(text(say("Date")), "date", number=False, wide="words"),
        Head(text(say("New codes")), "new_codes"),
        Head(text(say("Codes so far")), "codes"),
        Head(text(say("New information (%)")), "new_information_pct"),
    ]
    body = [
        (
            f' data-code="{text(str(row["session"]))}"',
            [
                text(str(row["session"])),
                text(str(row["date"] or "–")),
                say.number(row["new_codes"]),
                say.number(row["codes"]),
                "–" if row["new_information_pct"] is None else say.number(row["new_information_pct"], 1),
            ],
        )
        for row in records(table.data)
    ]
    caption = text(say("Different codes found so far, interview by interview."))
    drawn = _drawing(table)
    said = " ".join(each for each in table.notes if "Guest" in each or "2020" in each)
    return drawn + simple_table(text(say("Saturation")), caption, heads, body, "saturation") + note(text(said))


def _drawing(table: Table) -> str:
    """The codes so far as a line; the table below has its numbers."""
    codes = table.data["codes"]
    most, last = max(max(codes), 1), max(len(codes) - 1, 1)
    points = " ".join(
        f"{WIDTH * at / last:.0f},{HEIGHT - HEIGHT * number / most:.0f}" for at, number in enumerate(codes)
    )
    return (
        f'<svg class="curve" viewBox="-4 -4 {WIDTH + 8} {HEIGHT + 8}" aria-hidden="true">'
        f'<path d="M0 {HEIGHT}H{WIDTH}M0 0V{HEIGHT}"/><polyline points="{points}"/></svg>'
    )

"""The ranking: who names each barrier, how many and how often, with a dot and its interval in the row."""

from collections.abc import Callable, Mapping
from typing import Any

from qualcode.printed.page import DIVIDE
from qualcode.report.markup import Head, about_drawing, count, decimals, note, records, scrolled, text, whole_percent
from qualcode.report.passages import Passages, redacted_note
from qualcode.report.source import ReportSource

Row = Mapping[str, Any]
_AXIS = '<span class="axis" aria-hidden="true"><span>0</span><span>50</span><span>100%</span></span>'


def ranking(passages: Passages) -> str:
    """The barriers ranked, or all codes where the codebook has no barriers."""
    of = passages.of
    say, table = of.say, of.ranked
    total = say.number(table.meta["n"])
    caption = text(say("Ranked by the respondents who name them, with Wilson's interval of 95%."))
    caption += about_drawing(say("The dot is the share, the line its interval."))
    shown = [each for each in _columns(passages) if _stands(of, each[0].column)]
    spanned = ("plot", "respondents", "respondents_pct", "respondents_pct_low")
    own = sum(head.column in spanned for head, _ in shown)
    before, after = 2, len(shown) - 2 - own
    rest = f'<td colspan="{after}"></td>' if after else ""
    spanner = (
        f'<tr class="span"><td colspan="{before}"></td><th scope="colgroup" colspan="{own}">'
        f"{text(say('Respondents (N = {n})', n=total))}</th>{rest}</tr>"
    )
    heads = f"<tr>{''.join(head.html() for head, _ in shown)}</tr>"
    body = "\n".join(_row(row, shown) for row in records(table.data))
    return scrolled(text(say("Ranking")), caption, spanner + heads, body, table.name, marks="ranking") + _notes(
        passages
    )


def _stands(of: ReportSource, column: str) -> bool:
    """Whether a column has something to say: the table is not redacted of it, and answers are no interviews."""
    return column == "plot" or (column in of.ranked.data and not (column == "sessions" and of.survey))


def _row(row: Row, shown: list[tuple[Head, Callable[[Row], str]]]) -> str:
    cells = [head.cell(cell(row), heads=head.column == "label") for head, cell in shown]
    return f'<tr data-code="{text(row["code"])}">{"".join(cells)}</tr>'


def _columns(passages: Passages) -> list[tuple[Head, Callable[[Row], str]]]:
    """Headings, and what stands under each for a row of the table."""
    of, say = passages.of, passages.of.say
    opened = {"respondents": "r", "sessions": "s", "mentions": ""}

    def counted(column: str) -> Callable[[Row], str]:
        return lambda row: count(row[column], say, passages.door_of(row["code"], by=opened[column]))

    name = say("Barrier") if of.main == "barriers" else say("Code")
    prompted = text(say("Prompted (%)")).replace(DIVIDE, "&shy;")
    return [
        (Head("#", "rank"), lambda row: say.number(row["rank"])),
        (Head(text(name), "label", number=False), lambda row: _named(passages, row)),
        (Head(_AXIS, "plot", number=False, wide="plot", drawn=True), lambda row: _dot(row, of.colour[row["code"]])),
        (Head("n", "respondents"), counted("respondents")),
        (
            Head("%", "respondents_pct"),
            lambda row: whole_percent(row["respondents"], row["respondents_total"], say),
        ),
        (Head(text(say("95% CI")), "respondents_pct_low"), lambda row: _interval(passages, row)),
        (Head(text(say("Interviews")), "sessions"), counted("sessions")),
        (Head(text(say("Mentions")), "mentions"), counted("mentions")),
        (Head(text(say("Per 1,000 words")), "per_1000_words"), lambda row: decimals(row["per_1000_words"], say, 1)),
        *(
            [(Head(prompted, "prompted_pct"), lambda row: decimals(row["prompted_pct"], say, 0))]
            if of.codings.kind == "rules"
            else []
        ),
    ]


def _named(passages: Passages, row: Row) -> str:
    label, code = text(row["label"]), passages.of.number[row["code"]]
    return f'<a href="#c{code}">{label}</a>' if passages.of.quoted else label


def _dot(row: Row, colour: int) -> str:
    """The share as a dot on its interval; the numbers stand beside it."""
    if row["respondents_pct"] is None:
        return ""
    low, at, high = (row[f"respondents_pct{end}"] for end in ("_low", "", "_high"))
    line = f'<line x1="{low}%" x2="{high}%" y1="50%" y2="50%"/>'
    return f'<svg class="dot c{colour}" aria-hidden="true">{line}<circle cx="{at}%" cy="50%" r="5.5"/></svg>'


def _interval(passages: Passages, row: Row) -> str:
    say, low, high = passages.of.say, row["respondents_pct_low"], row["respondents_pct_high"]
    places = 0 if row["respondents_total"] < 100 else 1
    return "–" if low is None else f"{decimals(low, say, places)}–{decimals(high, say, places)}"


def _notes(passages: Passages) -> str:
    say = passages.of.say
    several = say("One respondent can name several of them.")
    chance = say(
        "The interval says how far chance alone moves a share in a random sample; purposive samples are not random."
    )
    return note(text(f"{several} {chance}")) + redacted_note(passages)

"""Bars: how often each of a list of things stands there. Lengths can be compared, the sizes of a word cloud cannot."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, one_block
from qualcode.figures.rows import MARGIN, lay_rows, place_labels
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet, nice_axis


@dataclass(frozen=True)
class Bar:
    """One bar with what is written beside it."""

    label: str
    value: float
    told: str
    """The value as it is written."""
    people: int
    """Respondents behind it."""


def draw_frequencies(source: FigureSource, sheet: Sheet) -> Drawing:
    """A bar for each term: how often participants use it, and how many of them do."""
    rows, bars = one_block(source), []
    for term in source.table.meta["terms"]:
        own = [row for row in rows if row["pattern"] == term]
        people = {row["respondent"] for row in own if row["respondent"] is not None}
        bars.append(Bar(term, len(own), sheet.say.number(len(own)), len(people)))
    bars.sort(key=lambda bar: -bar.value)
    say = sheet.say
    reading = say(
        "Bars: places where participants use the term, in all its forms; beside them n and the respondents who use it."
    )
    told = "; ".join(f"{bar.label} {bar.told}" for bar in bars[:12])
    alt = say("Bar chart of how often participants use each term: {told}.", told=told)
    return _draw(sheet, bars, say("Places where participants use it"), ("n", say("Respondents")), reading, alt)


def draw_words(source: FigureSource, sheet: Sheet) -> Drawing:
    """A bar for each of the most frequent words, and how many respondents say it."""
    rows, say = one_block(source), sheet.say
    bars = [Bar(row["word"], row["frequency"], say.number(row["frequency"]), row["respondents"]) for row in rows]
    total = rows[0]["respondents_total"]
    reading = say(
        "Bars: how often participants say the word, in all its forms; beside them the number and the respondents who "
        "say it, of N = {n}. Stop words are left out, and so are numbers and single letters.",
        n=total,
    )
    told = "; ".join(f"{bar.label} {bar.told}" for bar in bars[:12])
    alt = say("Bar chart of the words that participants say most: {told}.", told=told)
    return _draw(sheet, bars, say("How often participants say it"), ("n", say("Respondents")), reading, alt)


def draw_topic_shares(source: FigureSource, sheet: Sheet) -> Drawing:
    """A bar for each topic: its share of what participants say, and how many of them speak of it."""
    say = sheet.say
    bars = [
        Bar(
            row["label"] or str(row["topic"]),
            row["share_pct"] or 0.0,
            say.number(row["share_pct"] or 0.0, 1),
            row["respondents"],
        )
        for row in source.rows()
    ]
    bars.sort(key=lambda bar: -bar.value)
    total = source.rows()[0]["respondents_total"]
    reading = say(
        "Bars: share of a topic in all that participants say; beside them the share and n, the respondents who "
        "speak of it, of N = {n}.",
        n=total,
    )
    told = "; ".join(f"{bar.label} {bar.told}" for bar in bars[:12])
    alt = say("Bar chart of topics by their share in per cent: {told}.", told=told)
    return _draw(sheet, bars, say("Share of what is said (%)"), ("%", "n"), reading, alt)


def _draw(sheet: Sheet, bars: Sequence[Bar], axis: str, heads: tuple[str, str], reading: str, alt: str) -> Drawing:
    """Bars from 0, with the value and the respondents in columns of their own."""
    rows = lay_rows(sheet, [bar.label for bar in bars], sheet.width * 0.4, beside=True)
    column, top = max(sheet.measure(heads[1], SMALL_TYPE), 4) + 2, 5.0
    numbers = max(sheet.widest([bar.told for bar in bars], SMALL_TYPE), 4) + 2
    wide = sheet.width - rows.left - MARGIN - column - numbers - 1
    said = sheet.fold(axis, wide + 20)
    sheet.begin(top + rows.height + 5.5 + LINE_HEIGHT * len(said))
    axes = sheet.axes(rows.left, top, wide, rows.height)
    sheet.share_axis(axes, *nice_axis(max(bar.value for bar in bars)))
    axes.set_xlabel("\n".join(said), labelpad=2)
    axes.barh(rows.marks, [bar.value for bar in bars], 3.2, color=sheet.ink.strong)
    place_labels(sheet, rows, top)
    right = sheet.width - MARGIN
    for x, text in ((right - column, heads[0]), (right, heads[1])):
        sheet.write(x, 2.5, text, size=SMALL_TYPE, align="right", style="italic", colour=sheet.ink.quiet)
    for bar, y in zip(bars, rows.marks, strict=True):
        sheet.write(right - column, top + y, bar.told, size=SMALL_TYPE, align="right")
        sheet.write(right, top + y, str(bar.people), size=SMALL_TYPE, align="right", colour=sheet.ink.quiet)
    return Drawing(sheet.figure, reading, alt)


FREQUENCIES = FigureKind(
    "Bars: how often participants use each of the terms, and how many of them do.",
    ("kwic",),
    draw_frequencies,
    ("docname", "pattern", "respondent"),
)
WORD_BARS = FigureKind(
    "Bars: the words that participants say most, without stop words, and how many respondents say each.",
    ("frequencies",),
    draw_words,
    ("rank", "word", "frequency", "respondents", "respondents_total"),
    {"top": 25},
)
TOPIC_BARS = FigureKind(
    "Bars: the share of each topic in what participants say.",
    ("topics",),
    draw_topic_shares,
    ("topic", "label", "share_pct", "respondents", "respondents_total"),
)

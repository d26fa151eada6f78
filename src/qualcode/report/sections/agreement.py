"""How far coders agree: the rules beside each coder whose codings the study keeps, code by code."""

from collections.abc import Iterator

from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.report.markup import Head, decimals, note, records, simple_table, text
from qualcode.report.passages import Passages


def scores_by_code(passages: Passages) -> str:
    """A table for each coder; nothing on a redacted page, since the scores count single codings."""
    of = passages.of
    if of.options.redact:
        return ""
    return "".join(scores_table(passages, (coder, of.codings.coder), table) for coder, table in of.agreements)


def scores_table(passages: Passages, names: tuple[str, str], table: Table) -> str:
    """The scores of two coders by code; the first one is the measure of precision and recall."""
    say, coder = passages.of.say, names[0]
    caption = f'<b class="screen">{text(f"{coder} – {names[1]}")}.</b> ' + text(
        say(
            "{units} {unit} that both looked at: how many of them each gave the code.",
            units=say.number(table.data["units"][0]),
            unit=say.noun(2, str(table.meta["unit"])),
        )
    )
    measure = say("Precision and recall take {coder} as the measure.", coder=coder)
    open_ = (
        say("These transcripts were open to tuning of the rules, so the figures are optimistic.")
        if table.meta["tuned"]
        else ""
    )
    title, heads, body = text(f"{coder} – {names[1]}"), _heads(names, say), list(_rows(passages, table))
    return simple_table(title, caption, heads, body, f"agreement:{text(coder)}") + note(
        text(f"{measure} {open_}".strip())
    )


def _heads(names: tuple[str, str], say: Messages) -> list[Head]:
    return [
        Head(text(say("Code")), "code", number=False),
        Head(text(names[0]), "reference"),
        Head(text(names[1]), "found"),
        Head(text(say("both")), "both"),
        Head(text(say("Precision")), "precision"),
        Head(text(say("Recall")), "recall"),
        Head("F1", "f1"),
        Head(text(say("Kappa")), "kappa"),
        Head(text(say("Alpha")), "alpha"),
    ]


def _rows(passages: Passages, table: Table) -> Iterator[tuple[str, list[str]]]:
    """Attributes and cells of each code of the report, and of all codes together."""
    of, say = passages.of, passages.of.say
    for row in records(table.data):
        code = str(row["code"])
        if code in of.labels or code == "(micro)":
            named = of.labels.get(code) or say("All codes together")
            numbers = [decimals(row[name], say, 0) for name in ("reference", "found", "both")]
            scores = [decimals(row[name], say, 3) for name in ("precision", "recall", "f1", "kappa", "alpha")]
            yield f' data-code="{text(code)}"', [text(named), *numbers, *scores]

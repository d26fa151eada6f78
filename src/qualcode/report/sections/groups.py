"""Who names them: for each attribute that divides, how many of each group name each ranked code."""

from collections.abc import Sequence
from typing import Any

from qualcode.report.markup import Head, about_drawing, count, note, records, simple_table, text, whole_percent
from qualcode.report.passages import Passages, redacted_note

GROUPS_BESIDE = 8
"""Groups that stand side by side; of more, each has a row, or there are further tables."""
FEWEST_FOR_SHARES = 10
"""Respondents of a group from which a share is written: of fewer, each is a tenth and more."""
TINTS = 10
"""Shades of a cell, by the share of the group."""


def by_groups(passages: Passages) -> str:
    """One table for each attribute; a redacted page says by which ones no code may be told."""
    of = passages.of
    made = {name: _of_attribute(passages, at, name) for at, name in enumerate(of.attributes)}
    left = ", ".join(of.label_of(name) for name, part in made.items() if not part)
    return "".join(made.values()) + (
        note(text(of.say("No code may be shown by: {attributes}.", attributes=left)))
        if left and any(made.values())
        else ""
    )


def _of_attribute(passages: Passages, at: int, name: str) -> str:
    of = passages.of
    rows = records(of.table(of.main, by=name).data)
    groups = of.in_stated_order(name, dict.fromkeys(row["group"] for row in rows))
    cells = {(row["code"], row["group"]): row for row in rows}
    label = text(of.say("By {attribute}", attribute=of.label_of(name)))
    codes = [code for code in of.ranked.data["code"] if groups and (code, groups[0]) in cells]
    if not codes:
        return ""
    if len(groups) > GROUPS_BESIDE >= len(codes):
        turned = _turned(passages, (at, name), label, (groups, codes), cells)
        return f"<h3>{label}</h3>{turned}{_note(passages, cells)}{redacted_note(passages, name)}"
    parts = [groups[first : first + GROUPS_BESIDE] for first in range(0, len(groups), GROUPS_BESIDE)]
    labels = [label if len(parts) == 1 else f"{label} ({number}/{len(parts)})" for number in range(1, len(parts) + 1)]
    return (
        f"<h3>{label}</h3>"
        + "".join(_part(passages, (at, name), *each, cells) for each in zip(labels, parts, strict=True))
        + _note(passages, cells)
        + redacted_note(passages, name)
    )


def _part(
    passages: Passages, attribute: tuple[int, str], label: str, groups: Sequence[Any],
    cells: dict[tuple[Any, Any], dict[str, Any]],
) -> str:  # fmt: skip
    """The table of some of the groups; two tables of one attribute have two labels, so that they can be told apart."""
    of, (at, name) = passages.of, attribute
    codes = [code for code in of.ranked.data["code"] if (code, groups[0]) in cells]
    heads = [Head(text(of.say("Barrier") if of.main == "barriers" else of.say("Code")), "label", number=False)]
    heads += [_head(passages, name, group, cells[codes[0], group]["respondents_total"]) for group in groups]
    body = [
        (
            f' data-code="{text(code)}"',
            [text(of.labels[code]), *(_cell(passages, (at, name), cells[code, group]) for group in groups)],
        )
        for code in codes
    ]
    return simple_table(label, _caption(passages), heads, body, f"{of.main}:{text(name)}", marks="groups")


def _turned(
    passages: Passages, attribute: tuple[int, str], label: str, both: tuple[Sequence[Any], Sequence[str]],
    cells: dict[tuple[Any, Any], dict[str, Any]],
) -> str:  # fmt: skip
    """The table with a row for each group: many groups beside each other are too wide for a screen and for paper."""
    of, (_, name), (groups, codes) = passages.of, attribute, both
    heads = [Head(text(of.label_of(name)), "label", number=False)]
    heads += [Head(text(of.labels[code]), text(code)) for code in codes]
    body = []
    for group in groups:
        named = _head(passages, name, group, cells[codes[0], group]["respondents_total"]).words
        counted = [_cell(passages, attribute, cells[code, group]) for code in codes]
        body.append((f' data-code="{text(str(group or ""))}"', [named, *counted]))
    return simple_table(label, _caption(passages), heads, body, f"{of.main}:{text(name)}", marks="groups turned")


def _caption(passages: Passages) -> str:
    say = passages.of.say
    darker = about_drawing(say("The stronger the colour, the larger their share."))
    return text(say("Respondents of each group who name it.")) + darker


def _head(passages: Passages, name: str, group: Any, total: int) -> Head:
    say = passages.of.say
    named = (
        text(passages.of.value_called(name, str(group), group=True))
        if group is not None
        else f"<i>{text(say('no value'))}</i>"
    )
    return Head(f"{named}<small>N = {say.number(total)}</small>", text(str(group or "")))


def _cell(passages: Passages, attribute: tuple[int, str], row: dict[str, Any]) -> str:
    """How many name it, and their share where the group is not too small for one."""
    of, named, total = passages.of, row["respondents"], row["respondents_total"]
    share = whole_percent(named, total, of.say)
    tint = round(TINTS * named / total) if total else 0
    written = count(named, of.say, _door(passages, attribute, row))
    small = f"<small>{share}%</small>" if total >= FEWEST_FOR_SHARES else ""
    return f'<span class="heat h{tint}">{written}{small}</span>'


def _door(passages: Passages, attribute: tuple[int, str], row: dict[str, Any]) -> Any:
    of, (at, name) = passages.of, attribute
    if not of.quoted or not row["respondents"]:
        return None
    block, code = of.groups[name].groups.index(row["group"]), of.number[row["code"]]
    quotes = passages.quotes
    which = (quotes.code == code) & passages.counted & passages.known & (passages.groups[at] == block)
    return passages.door(f".k{code}.m.w.g{at}-{block}", which, f"c{code}", by="r")


def _note(passages: Passages, cells: dict[tuple[Any, Any], dict[str, Any]]) -> str:
    small = any(row["respondents_total"] < FEWEST_FOR_SHARES for row in cells.values())
    if not small:
        return ""
    return note(
        text(
            passages.of.say(
                "Groups of fewer than {least} respondents have no percentages: one person would move them by ten "
                "points.",
                least=FEWEST_FOR_SHARES,
            )
        )
    )

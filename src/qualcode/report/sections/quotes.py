"""Quotes: by code the most typical passages, varied ones, those put otherwise, then all others."""

import numpy as np

from qualcode.languages.catalogue import N_
from qualcode.model.coding import ASSERTIONS
from qualcode.report.markup import QuoteDoor, count, note, text
from qualcode.report.passages import Passages
from qualcode.report.quotes import CHOSEN_CONTRARY, CHOSEN_OTHER, CHOSEN_TYPICAL, CHOSEN_VARIED, FIRST_QUOTES
from qualcode.report.sections.codebook import definition_line

CONTRARY_SHOWN = 3
"""Passages put otherwise that stand in the open; more are folded away."""
_HEADINGS = {
    CHOSEN_TYPICAL: N_("Typical"),
    CHOSEN_VARIED: N_("Varied"),
    CHOSEN_CONTRARY: N_("Put otherwise, and not counted"),
}
"""What a quote was chosen as -> the heading over it."""


def by_code(passages: Passages) -> str:
    """One part for each code that somebody mentions, the ranked ones first; then every turn that is quoted, folded."""
    of = passages.of
    if not of.quoted:
        return ""
    order = [*of.ranked.data["code"], *(code for code in of.every_code.data["code"] if code not in of.colour)]
    parts = [part for code in order if (part := _of_code(passages, code))]
    if not parts:
        return ""
    turns = f'<div id="turns">{"".join(passages.turns())}</div>'
    return _about(passages) + "".join(parts) + turns


def _about(passages: Passages) -> str:
    of, say = passages.of, passages.of.say
    how = say(
        "Typical: closest to the centre of what is said under the code; varied: unlike those before. The same person "
        "is quoted again only when nobody else is left."
    )
    cut = say(
        "This file keeps the first {first} quotes of each code, one of each respondent before anybody's second; "
        "{left} more are left out (--all-quotes keeps them).",
        first=FIRST_QUOTES,
        left=say.number(of.left_out),
    )
    return note(text(how)) + (f'<p class="cut">{text(cut)}</p>' if of.left_out else "")


def _of_code(passages: Passages, code: str) -> str:
    of, number = passages.of, passages.of.number[code]
    mine = np.flatnonzero(passages.quotes.code == number)
    if not len(mine):
        return ""
    chosen = passages.quotes.chosen[mine]
    colour = f" c{of.colour[code]}" if code in of.colour else ""
    shown = [_some(passages, mine[chosen == what], heading) for what, heading in _HEADINGS.items()]
    rest = mine[chosen == CHOSEN_OTHER].tolist()
    return (
        f'<section class="code{colour}" id="c{number}"><h3>{text(of.labels[code])}</h3>'
        f"{definition_line(of, of.codings.codes[number])}{_counts(passages, code)}"
        f"{''.join(shown)}{_folded(passages, rest)}</section>"
    )


def _some(passages: Passages, which: "np.ndarray[tuple[int], np.dtype[np.int64]]", heading: str) -> str:
    if not len(which):
        return ""
    open_, folded = which.tolist(), []
    if passages.quotes.chosen[which[0]] == CHOSEN_CONTRARY:
        open_, folded = open_[:CONTRARY_SHOWN], open_[CONTRARY_SHOWN:]
    return f"<h4>{text(passages.of.say(heading))}</h4>{''.join(map(passages.figure, open_))}{_folded(passages, folded)}"


def _folded(passages: Passages, which: list[int]) -> str:
    if not which:
        return ""
    more = text(passages.of.say("{n} more", n=passages.of.say.number(len(which))))
    return f"<details><summary>{more}</summary>{''.join(map(passages.figure, which))}</details>"


def _counts(passages: Passages, code: str) -> str:
    """How many name it, how often, and how it is put otherwise."""
    of, say = passages.of, passages.of.say
    row = of.counted[code]
    said = [
        say(
            "{n} of {total} respondents",
            n=count(row["respondents"], say, passages.door_of(code, by="r")),
            total=say.number(row["respondents_total"]),
        ),
        f"{count(row['mentions'], say, passages.door_of(code))} {text(say.noun(row['mentions'], 'mention'))}",
    ]
    for at, assertion in enumerate(ASSERTIONS):
        if number := of.put_otherwise.get((code, assertion)):
            door: QuoteDoor | None = passages.door_of(code, assertion=at)
            said.append(f"{count(number, say, door)} {text(of.assertion_word(assertion))}")
    return f'<p class="counts" data-code="{text(code)}">{" · ".join(said)}</p>'

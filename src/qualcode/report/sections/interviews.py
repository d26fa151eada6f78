"""Where in the interviews: a lane for each, from its first word to its last, with a mark for each mention."""

import numpy as np

from qualcode.corpus.frame import Floats, Int64s, sessions_of_turns
from qualcode.report.markup import Head, about_drawing, count, note, simple_table, text
from qualcode.report.passages import Passages
from qualcode.report.source import CODE_COLOURS
from qualcode.text.order import natural

MOST_LANES = 200
"""Interviews that have a lane; of more, those with most mentions."""
STEP = 5
"""Pixels from the lane of one code to that of the next."""


def lanes(passages: Passages) -> str:
    """A row for each interview; nothing where single interviews must not be told, or nothing stands in them."""
    of = passages.of
    if of.options.redact or of.survey or not passages.top.any():
        return ""
    names, totals = passages.session_names, np.bincount(passages.session[passages.top], minlength=1)
    totals = np.pad(totals, (0, max(len(names) - len(totals), 0)))
    shown = np.argsort(-totals, kind="stable")[:MOST_LANES].tolist()
    group = _groups(passages)
    shown.sort(key=lambda at: (group[at] == "", natural(group[at]), natural(names[at])))
    at, marks = places(passages), _marks(passages, shown)
    heads = [
        Head(text(of.say("Interview")), "session", number=False),
        Head(text(of.say("beginning to end")), number=False, wide="lane"),
        Head(text(of.say("Mentions")), "mentions"),
    ]
    rows = [
        (f' data-session="{text(names[one])}"', _row(passages, one, (group[one], int(totals[one])), (marks[one], at)))
        for one in shown
    ]
    marks_are = of.say("Each line is an interview from its first word to its last; each mark is a mention.")
    caption = about_drawing(marks_are)
    left = of.say(
        "{left} interviews with fewer mentions are left out here.", left=of.say.number(len(names) - len(shown))
    )
    label = text(of.say("Where in the interviews"))
    return (
        simple_table(label, caption, heads, rows, "interviews", marks="lanes")
        + _legend(passages)
        + note(text(left) if len(names) > len(shown) else "")
    )


def _groups(passages: Passages) -> list[str]:
    """The group of each interview by the first attribute of the report; empty where it has several or none."""
    of, names = passages.of, passages.session_names
    if not of.attributes:
        return [""] * len(names)
    made = next(iter(of.groups.values()))
    session, found = sessions_of_turns(of.frame), [set[int]() for _ in names]
    for at, block in zip(session.tolist(), made.turn_block.tolist(), strict=True):
        if block >= 0:
            found[at].add(block)
    return [str(made.groups[blocks.pop()] or "") if len(blocks) == 1 else "" for blocks in found]


def places(passages: Passages) -> Floats:
    """Where each quote stands in its interview, in per cent of the words that all speakers say there."""
    frame, quotes = passages.of.frame, passages.quotes
    session = sessions_of_turns(frame).astype(np.int64)
    order = np.argsort(session, kind="stable")
    words = frame.turn_words[order].astype(np.int64)
    through = np.cumsum(words) - words
    first = np.concatenate(([True], session[order][1:] != session[order][:-1]))
    before = np.empty(len(order), np.int64)
    before[order] = through - np.maximum.accumulate(np.where(first, through, 0))
    total = np.maximum(np.bincount(session, frame.turn_words, len(passages.session_names)), 1)
    return (before[quotes.turn] + _words_before(passages)) * 100 / total[passages.session]


def _words_before(passages: Passages) -> Int64s:
    """Words of its turn before each quote, by the part of the turn's letters that stand before it."""
    frame, quotes = passages.of.frame, passages.quotes
    letters = np.array([max(len(frame.text(turn)), 1) for turn in quotes.turn.tolist()], np.int64)
    return frame.turn_words[quotes.turn].astype(np.int64) * quotes.start // letters


def _marks(passages: Passages, shown: list[int]) -> dict[int, list[int]]:
    """The mentions of each interview that is shown."""
    marks: dict[int, list[int]] = {one: [] for one in shown}
    top = np.flatnonzero(passages.top)
    for at, session in zip(top.tolist(), passages.session[top].tolist(), strict=True):
        if session in marks:
            marks[session].append(at)
    return marks


def _row(passages: Passages, session: int, about: tuple[str, int], marks: tuple[list[int], Floats]) -> list[str]:
    of, (group, total), (mentioned, at) = passages.of, about, marks
    codes = [each.code for each in of.codings.codes]
    step = {code: number for number, code in enumerate(of.top)}
    ticks = []
    for quote in mentioned:
        code = codes[int(passages.quotes.code[quote])]
        level, colour = min(step[code], CODE_COLOURS - 1), of.colour[code]
        opens = f' data-quote="{quote}"' if of.quoted else ""
        ticks.append(f'<rect class="c{colour}" x="{at[quote]:.1f}%" y="{2 + level * STEP}"{opens}/>')
    height = 6 + STEP * min(len(of.top), CODE_COLOURS)
    lane = f'<svg class="ticks" height="{height}" aria-hidden="true">{"".join(ticks)}</svg>'
    called = text(of.value_called(of.attributes[0], group)) if group else ""
    named = f"{text(passages.session_names[session])}{f' <small>{called}</small>' if group else ''}"
    door = passages.door(f".b.s{session}", passages.top & (passages.session == session), "quotes") if total else None
    return [named, lane, count(total, of.say, door)]


def _legend(passages: Passages) -> str:
    of = passages.of
    shown = [f'<li><i class="c{of.colour[code]}"></i>{text(of.labels[code])}</li>' for code in of.top[:CODE_COLOURS]]
    others = f"<li>{text(of.say('and others'))}</li>" if len(of.top) > CODE_COLOURS else ""
    return f'<ul class="legend">{"".join(shown)}{others}</ul>'

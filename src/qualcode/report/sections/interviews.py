"""Where in the interviews: a lane for each, from its first word to its last, with a mark for each mention."""

from collections.abc import Mapping

import numpy as np

from qualcode.corpus.frame import Floats, Int64s, sessions_of_turns
from qualcode.report.markup import Head, about_drawing, count, note, simple_table, text
from qualcode.report.passages import Passages
from qualcode.report.quotes import ReportQuotes
from qualcode.report.source import CODE_COLOURS
from qualcode.text.visible import natural

MOST_LANES = 200
"""Interviews that have a lane; of more, those with most mentions."""
STEP = 5
"""Pixels from the lane of one code to that of the next."""


def lanes(passages: Passages) -> str:
    """A row for each interview; nothing where single interviews must not be told, or nothing stands in them."""
    of = passages.of
    if of.options.redact or of.survey or not passages.top_of(of.all_quotes).any():
        return ""
    names, marks = passages.session_names, _marks(passages)
    shown = sorted(range(len(names)), key=lambda at: -len(marks[at]))[:MOST_LANES]
    group = _groups(passages)
    drawn = np.array([at for one in shown for at in marks[one]])
    place = dict(zip(drawn.tolist(), _places(passages, of.all_quotes.take(drawn)).tolist(), strict=True))
    shown.sort(key=lambda at: (group[at] == "", natural(group[at]), natural(names[at])))
    heads = [
        Head(text(of.say("Interview")), "session", number=False),
        Head(text(of.say("beginning to end")), number=False, wide="lane"),
        Head(text(of.say("Mentions")), "mentions"),
    ]
    rows = [
        (f' data-session="{text(names[one])}"', _row(passages, one, group[one], {at: place[at] for at in marks[one]}))
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


def _marks(passages: Passages) -> list[list[int]]:
    """For each interview its mentions of ranked codes, by their numbers among all quotes."""
    marks: list[list[int]] = [[] for _ in passages.session_names]
    top = np.flatnonzero(passages.top_of(passages.of.all_quotes))
    sessions = passages.session_of(passages.of.all_quotes)[top]
    for at, session in zip(top.tolist(), sessions.tolist(), strict=True):
        marks[session].append(at)
    return marks


def _places(passages: Passages, quotes: ReportQuotes) -> Floats:
    """Where each quote stands in its interview, in per cent of the words that all speakers say there."""
    frame = passages.of.frame
    session = sessions_of_turns(frame).astype(np.int64)
    order = np.argsort(session, kind="stable")
    words = frame.turn_words[order].astype(np.int64)
    through = np.cumsum(words) - words
    first = np.concatenate(([True], session[order][1:] != session[order][:-1]))
    before = np.empty(len(order), np.int64)
    before[order] = through - np.maximum.accumulate(np.where(first, through, 0))
    total = np.maximum(np.bincount(session, frame.turn_words, len(passages.session_names)), 1)
    return (before[quotes.turn] + _words_before(passages, quotes)) * 100 / total[session[quotes.turn]]


def _words_before(passages: Passages, quotes: ReportQuotes) -> Int64s:
    """Words of its turn before each quote, by the part of the turn's letters that stand before it."""
    frame = passages.of.frame
    letters = np.array([max(len(frame.text(turn)), 1) for turn in quotes.turn.tolist()], np.int64)
    return frame.turn_words[quotes.turn].astype(np.int64) * quotes.start // letters


def _row(passages: Passages, session: int, group: str, places: Mapping[int, float]) -> list[str]:
    of, quotes = passages.of, passages.of.all_quotes
    step = {of.number[code]: number for number, code in enumerate(of.top)}
    ticks = []
    for at, place in places.items():
        level = step[int(quotes.code[at])]
        opens = f' data-quote="{passages.page_number[at]}"' if of.quoted and quotes.kept[at] else ""
        colour, y = of.colour[of.top[level]], 2 + min(level, CODE_COLOURS - 1) * STEP
        ticks.append(f'<rect class="c{colour}" x="{place:.1f}%" y="{y}"{opens}/>')
    height = 6 + STEP * min(len(of.top), CODE_COLOURS)
    lane = f'<svg class="ticks" height="{height}" aria-hidden="true">{"".join(ticks)}</svg>'
    called = text(of.value_called(of.attributes[0], group)) if group else ""
    named = f"{text(passages.session_names[session])}{f' <small>{called}</small>' if group else ''}"
    kept = passages.top & (passages.session == session)
    door = passages.door(f".b.s{session}", kept, "quotes") if kept.any() else None
    return [named, lane, count(len(places), of.say, door)]


def _legend(passages: Passages) -> str:
    of = passages.of
    shown = [f'<li><i class="c{of.colour[code]}"></i>{text(of.labels[code])}</li>' for code in of.top[:CODE_COLOURS]]
    others = f"<li>{text(of.say('and others'))}</li>" if len(of.top) > CODE_COLOURS else ""
    return f'<ul class="legend">{"".join(shown)}{others}</ul>'

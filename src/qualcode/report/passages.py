"""Passages: a quote with the words around it, who said it where, and its whole turn with what was asked before."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, code_tree
from qualcode.codings.schema import RULES
from qualcode.corpus.frame import Bools, Int64s, sessions_of_turns
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES
from qualcode.printed.numbers import clock
from qualcode.readers.continues import is_backchannel
from qualcode.report.markup import QuoteDoor, note, said, text
from qualcode.report.quotes import ReportQuotes
from qualcode.report.source import ReportSource
from qualcode.tables.groups import members_of
from qualcode.tables.listing import quote_spans, sentences_of_each
from qualcode.text.visible import shown

AROUND = 110
"""Characters shown before and after a quote at most."""
ATTRIBUTES_SHOWN = 2
"""Attributes of the report whose values stand beside a respondent's name."""
INTERVIEWER = ROLES.index("interviewer")


class Passages:
    """The quotes of a report as figures, and which of them a count opens."""

    def __init__(self, of: ReportSource) -> None:
        """Take the quotes of a report."""
        self.of = of
        self._frame, self.say = of.frame, of.say

    @cached_property
    def quotes(self) -> ReportQuotes:
        """The quotes of the report."""
        return self.of.quotes

    @cached_property
    def page_number(self) -> Int64s:
        """For each quote of the study its number on the page, if the page keeps it."""
        return np.cumsum(self.of.all_quotes.kept) - 1

    @cached_property
    def session(self) -> Int64s:
        """Session of each quote."""
        return self.session_of(self.quotes)

    def session_of(self, quotes: ReportQuotes) -> Int64s:
        """Session of each of some quotes."""
        return sessions_of_turns(self._frame)[quotes.turn].astype(np.int64)

    @cached_property
    def session_names(self) -> list[str]:
        """Names of the sessions, by their numbers."""
        return list(dict.fromkeys(self._frame.sessions))

    @cached_property
    def counted(self) -> Bools:
        """Which quotes are mentions; the others are put otherwise than affirmed."""
        return np.asarray(self.quotes.assertion == AFFIRMED_INDEX)

    @cached_property
    def top(self) -> Bools:
        """Which quotes are mentions of a ranked code that stands under no other one."""
        return self.top_of(self.quotes)

    def top_of(self, quotes: ReportQuotes) -> Bools:
        """The same of any quotes."""
        ranked = np.isin(quotes.code, [self.of.number[code] for code in self.of.top])
        return np.asarray(ranked & (quotes.assertion == AFFIRMED_INDEX))

    @cached_property
    def groups(self) -> list[Int64s]:
        """Group of each quote's turn, for each attribute of the report."""
        return [made.turn_block[self.quotes.turn].astype(np.int64) for made in self.of.groups.values()]

    @cached_property
    def known(self) -> Bools:
        """Which quotes are those of respondents who can be told apart."""
        everyone = self.of.redacted.plan.everyone
        return members_of(self._frame, everyone, self.quotes.turn)[1]

    def door(self, marks: str, which: Bools, part: str, *, by: str = "", other: str = "") -> QuoteDoor | None:
        """What a count opens: the quotes with some marks; without JavaScript the first of them.

        `part` is where a reader comes to of whose quotes the page keeps none.
        """
        if not self.of.quoted:
            return None
        found = np.flatnonzero(which)
        return QuoteDoor(marks, f"q{int(found[0])}" if len(found) else part, by, other)

    def door_of(self, code: str, *, by: str = "", assertion: int = AFFIRMED_INDEX) -> QuoteDoor | None:
        """The quotes of a code; those that count respondents leave out voices that cannot be told apart."""
        if not self.of.quoted:
            return None
        number = self.of.number[code]
        put = ".m" if assertion == AFFIRMED_INDEX else f".a{assertion}"
        return QuoteDoor(f".k{number}{put}{'.w' if by == 'r' else ''}", f"c{number}", by)

    @cached_property
    def _codings(self) -> list[Int64s]:
        """For each quote the codings that it is made of: those of its code, or of one below, in its place."""
        codings, tree = self.of.codings, code_tree(self.of.codings.codes)
        lines = [tree.lineage[low:high] for low, high in pairwise(tree.offsets.tolist())]
        order = np.argsort(codings.turn, kind="stable")
        turns, found = codings.turn[order], []
        for code, turn, start, end, put in zip(*(column.tolist() for column in self._places()), strict=True):
            here = order[slice(*np.searchsorted(turns, (turn, turn + 1)))]
            here = here[(codings.start[here] < end) & (codings.end[here] > start) & (codings.assertion[here] == put)]
            found.append(here[[code in lines[own] for own in codings.code[here].tolist()]])
        return found

    def _places(self) -> tuple[Int64s, ...]:
        quotes = self.quotes
        return quotes.code, quotes.turn, quotes.start, quotes.end, quotes.assertion

    @cached_property
    def _rules(self) -> Mapping[str, tuple[str, str]]:
        """Name of each rule -> what it finds, in the language of the page where it can be; and what language that is.

        A rule without a sentence has its name.
        """
        named = {rule.rule: rule.says for code in self.of.codebook.codes for rule in code.rules}
        return {
            name: ("".join(says[0]), says[1]) if (says := self.of.in_language(written))[0] else (name, "")
            for name, written in named.items()
        }

    def _why(self, at: int) -> str:
        """What the rules find that made a quote; nothing where a person coded."""
        codings = self.of.codings
        if codings.kind != RULES:
            return ""
        names = dict.fromkeys(name for row in self._codings[at].tolist() for name in codings.rules_of(row))
        said = [self._rules.get(name, (name, "")) for name in names]
        return "".join(f'<span class="why"{self.of.lang(lang)}>{text(words)}</span>' for words, lang in said)

    def figure(self, at: int) -> str:
        """One quote, the coded words marked in it, with the words around it, who said it, and the way to its turn."""
        turn, start, end = (int(column[at]) for column in (self.quotes.turn, self.quotes.start, self.quotes.end))
        words = self._frame.text(turn)
        lows, highs = quote_spans(self._frame, self.of.codings, self._codings[at])
        low, high = min([start, *lows.tolist()]), max([end, *highs.tolist()])
        (begins,) = sentences_of_each(self._frame, self.quotes.turn[at : at + 1])
        before = _before(words, low, begins) + words[low:start]
        after = words[end:high] + _after(words, high, begins)
        quote = f"{said(before)}<mark>{said(words[start:end])}</mark>{said(after)}"
        place = f"{_units(words[:start])} {_units(words[:end])}"
        return (
            f'<figure class="{self._marks(at)}" id="q{at}" data-at="{place}"><blockquote lang="">{quote}</blockquote>'
            f"{self._translated(turn, low, high)}"
            f"<figcaption>{self._caption(at, turn)}</figcaption></figure>"
        )

    def _translated(self, turn: int, start: int, end: int) -> str:
        """What a quote says in other languages, where somebody translated it."""
        found = ((name, texts.get((turn, start, end))) for name, texts in self._frame.translations.items())
        return "".join(f'<p class="gloss" lang="{text(name)}">{said(each)}</p>' for name, each in found if each)

    def _marks(self, at: int) -> str:
        """Classes by which counts find a quote."""
        frame, turn = self._frame, int(self.quotes.turn[at])
        put = "m" if self.counted[at] else f"a{int(self.quotes.assertion[at])}"
        marks = ["q", f"k{int(self.quotes.code[at])}", put, f"s{int(self.session[at])}"]
        marks += [f"r{int(frame.turn_respondent[turn])}", "w"] if self.known[at] else []
        marks += ["b"] if self.top[at] else []
        marks += ["p"] if self.quotes.prompted[at] and self.counted[at] else []
        marks += [f"g{number}-{int(group[at])}" for number, group in enumerate(self.groups)]
        return " ".join([*marks, f"u{int(frame.turn_counted[turn])}"])

    def _caption(self, at: int, turn: int) -> str:
        tags = [] if self.counted[at] else [self.of.assertion_word(ASSERTIONS[int(self.quotes.assertion[at])])]
        tags += [self.say("prompted")] if self.quotes.prompted[at] else []
        tagged = "".join(f'<span class="tag">{text(each)}</span>' for each in tags)
        whole = f'<a class="whole" href="#t{turn}">{text(self.say("The whole turn"))}</a>'
        where = f'<span class="place">{self.where(turn)}</span>'
        return f"<cite>{self.who(turn)}</cite>{where}{tagged}{whole}{self._why(at)}"

    def who(self, turn: int) -> str:
        """Who speaks a turn, with the groups that the report divides by first."""
        frame, who = self._frame, int(self._frame.turn_respondent[turn])
        named = self.of.respondent(who) if who >= 0 else self.say("a voice that cannot be told apart")
        shown = self.of.attributes[:ATTRIBUTES_SHOWN]
        values = [(name, frame.attribute_values[name], int(frame.attribute(name)[turn])) for name in shown]
        called = (self.of.value_called(name, known[at]) for name, known, at in values if at >= 0)
        return " · ".join(text(each) for each in [named, *called])

    def where(self, turn: int) -> str:
        """Where a turn stands: its interview, its number, and its time."""
        frame, who = self._frame, int(self._frame.turn_respondent[turn])
        transcript = frame.transcripts[frame.turn_transcript[turn]]
        repeated = ' class="said"' if who >= 0 and self.of.respondent(who).startswith(f"{transcript}/") else ""
        number = self.say("turn {turn}", turn=int(frame.turn_number[turn]))
        place = f"<span{repeated}><b>{text(transcript)}</b>, </span>{text(number)}"
        begins = float(frame.turn_start[turn])
        return place if begins != begins else f"{place}, {clock(begins, self.say.decimal_separator)}"

    def turns(self) -> Iterator[str]:
        """Every turn with a quote, once: what was asked before, then the turn; hidden until somebody goes there."""
        first: dict[int, int] = {}
        for at, turn in enumerate(self.quotes.turn.tolist()):
            first.setdefault(turn, at)
        back = text(self.say("Back to the quote"))
        for turn in sorted(first):
            yield (
                f'<article class="turn" id="t{turn}">{self.asked(turn)}{self.speech(turn)}'
                f'<a class="back" href="#q{first[turn]}">{back}</a></article>'
            )

    def speech(self, turn: int) -> str:
        """All that is said in a turn."""
        return f'<p class="speech" lang="">{said(self._frame.text(turn))}</p>'

    def asked(self, turn: int) -> str:
        """What the interviewer said last before a turn, a *hmm* aside; nothing where nobody asked."""
        frame = self._frame
        at = int(self._asked_before[frame.turn_counted[turn]])
        while at >= 0 and frame.turn_transcript[at] == frame.turn_transcript[turn]:
            if not is_backchannel(words := frame.text(at)):
                named = text(self.say("Asked before:"))
                return f'<p class="ask"><b>{named}</b> <span lang="">{said(words)}</span></p>'
            at = int(self._asked_before[at - 1]) if at else -1
        return ""

    @cached_property
    def _asked_before(self) -> Int64s:
        """For each turn the last one of an interviewer that stands before it; -1: none."""
        own = np.where(self._frame.turn_role == INTERVIEWER, np.arange(len(self._frame.turn_role)), -1)
        return np.maximum.accumulate(own)


def redacted_note(passages: Passages, by: str = "") -> str:
    """Which codes a redacted table holds, and why not the others; nothing on another page."""
    of = passages.of
    return note(text(" ".join(of.redacted.said(of.table_options(by=by))))) if of.options.redact else ""


def _before(words: str, start: int, begins: Sequence[int]) -> str:
    """The text before a quote, from where a sentence begins; from a word where none does near by."""
    if start <= AROUND:
        return words[:start]
    if near := [at for at in begins if start - AROUND <= at <= start]:
        return f"… {words[near[0] : start]}"
    reached = words[start - AROUND : start]
    return f"… {reached.partition(' ')[2] or reached}"


def _after(words: str, end: int, begins: Sequence[int]) -> str:
    """The text after a quote, to where a sentence begins; to a word where none does near by."""
    if len(words) - end <= AROUND:
        return words[end:]
    if near := [at for at in begins if end <= at <= end + AROUND]:
        return f"{words[end : near[-1]].rstrip()} …"
    reached = words[end : end + AROUND]
    return f"{reached.rpartition(' ')[0] or reached} …"


def _units(words: str) -> int:
    """Length of a text as it stands in the page, in the units in which JavaScript counts."""
    return len(shown(words).encode("utf-16-le", "surrogatepass")) // 2

"""Disagreements: misses and false alarms as quotes, those that teach most first.

A miss teaches most when its words recur in other misses of the code and hardly elsewhere: one term may then find them
all. A false alarm teaches most when its rule is often wrong and seldom right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from qualcode.agreement.evaluation import CoderPair
from qualcode.agreement.units import unit_spans, unit_text
from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.coding import ASSERTIONS
from qualcode.model.table import Column, Table
from qualcode.tables.listing import matched, quote_spans, slices
from qualcode.tables.redaction import Made, suppress
from qualcode.text.languages import segment_language_names
from qualcode.text.tokens import keys

MISS, FALSE_ALARM = "miss", "false alarm"
_Words = Sequence[frozenset[str]]
"""The distinct words of each unit."""
_FEW = 2
"""A word tells something when it stands in so many misses of a code."""
_SHOWN = 3
"""Recurring words that are named."""


@dataclass(frozen=True)
class Disagreement:
    """One unit and code that two coders do not agree on."""

    kind: str
    """`miss` or `false alarm`; of two people, `only by` and the one who gives the code."""
    code: str
    """The code."""
    transcript: str
    """Transcript."""
    turn: int
    """Number of the turn."""
    segment: int | None
    """Number of the segment; None where whole turns are compared."""
    language: str
    """Language of the turn."""
    quote: str
    """Miss: the words that the reference coded. False alarm: those that the coder under test coded."""
    others: str
    """Miss: the codes that were found there. False alarm: the codes that the reference gives."""
    assertion: str
    """Miss: how the coding of this code was put, where one was found and does not count (negated, resolved ...)."""
    rules: str
    """False alarm: the rules that made it."""
    matched: str
    """False alarm: the words that the rules matched."""
    recurring: str
    """Miss: words that recur in misses of this code; false alarm: how often these rules are right, of all units."""
    worth: float
    """What it can teach; greater ones come first."""


@dataclass(frozen=True, eq=False)
class ComparedCodings:
    """The codings of both coders, for the quotes."""

    frame: Frame
    """Who said what where."""
    reference: Codings
    """The reference."""
    tested: Codings
    """The coder under test."""

    @property
    def kinds(self) -> tuple[str, str]:
        """What to call the codes that only the reference gives, and those that only the coder under test gives."""
        if are_people(self.reference, self.tested):
            return f"only by {self.reference.coder}", f"only by {self.tested.coder}"
        return MISS, FALSE_ALARM


def are_people(reference: Codings, tested: Codings) -> bool:
    """Whether both coders are people, of whom neither is the measure of the other."""
    return reference.kind == tested.kind == "person"


def disagreements(sides: ComparedCodings, pair: CoderPair) -> list[Disagreement]:
    """Misses first, then false alarms, each from the one that teaches most to the one that teaches least."""
    words = [frozenset(keys(unit_text(sides.frame, pair.made, unit))) for unit in range(len(pair.made))]
    misses = [each for code in range(len(pair.codes)) for each in _misses(sides, pair, code, words)]
    alarms = list(_false_alarms(sides, pair))
    return [*sorted(misses, key=_order), *sorted(alarms, key=_order)]


def _order(each: Disagreement) -> tuple[float, int, str, str, int, int]:
    return (-each.worth, len(each.quote), each.code, each.transcript, each.turn, each.segment or 0)


def _misses(sides: ComparedCodings, pair: CoderPair, code: int, words: _Words) -> Iterator[Disagreement]:
    missed = np.flatnonzero(pair.there[:, code] & ~pair.found[:, code]).tolist()
    if not missed:
        return
    worth = _words_of(pair, code, missed, words)
    quotes, flagged = _Quotes(sides.frame, sides.reference, pair), _Quotes(sides.frame, sides.tested, pair)
    for unit in missed:
        recurring = sorted(worth[unit].items(), key=lambda word: (-word[1], word[0]))[:_SHOWN]
        own = quotes.of(unit, code, AFFIRMED_INDEX)
        yield _disagreement(
            sides.frame, pair, unit, code,
            kind=sides.kinds[0],
            quote=quotes.text(own) or unit_text(sides.frame, pair.made, unit),
            others=_codes(pair, pair.found[unit]),
            assertion=flagged.put_otherwise(unit, code),
            recurring=", ".join(word for word, _ in recurring),
            worth=max((value for _, value in recurring), default=0.0),
        )  # fmt: skip


def _words_of(pair: CoderPair, code: int, missed: Sequence[int], words: _Words) -> Mapping[int, Mapping[str, float]]:
    """For each missed unit its words that recur in misses, with what each is worth.

    Worth of a word: misses with it, times the binary logarithm of how much likelier it is in a miss than in a unit
    without the code.
    """
    often = Counter(word for unit in missed for word in words[unit])
    recurring = frozenset(word for word, count in often.items() if count >= _FEW)
    without = np.flatnonzero(~pair.there[:, code]).tolist()
    elsewhere = Counter(word for unit in without for word in recurring & words[unit])
    value = {
        word: often[word] * log2((often[word] / len(missed)) / ((elsewhere[word] + 0.5) / (len(without) + 1)))
        for word in recurring
    }
    return {unit: {word: value[word] for word in words[unit] if value.get(word, 0) > 0} for unit in missed}


def _false_alarms(sides: ComparedCodings, pair: CoderPair) -> Iterator[Disagreement]:
    quotes = _Quotes(sides.frame, sides.tested, pair)
    wrong = list(zip(*(places.tolist() for places in np.nonzero(pair.found & ~pair.there)), strict=True))
    right = list(zip(*(places.tolist() for places in np.nonzero(pair.found & pair.there)), strict=True))
    wrongs, rights = (Counter(rule for each in which for rule in quotes.rules(*each)) for which in (wrong, right))
    for unit, code in wrong:
        own = quotes.of(unit, code, AFFIRMED_INDEX)
        rules = quotes.rules(unit, code)
        yield _disagreement(
            sides.frame, pair, unit, code,
            kind=sides.kinds[1],
            quote=quotes.text(own) or unit_text(sides.frame, pair.made, unit),
            others=_codes(pair, pair.there[unit]),
            rules=", ".join(rules),
            matched=quotes.matched(own) if rules else "",
            recurring=", ".join(f"{rule} {rights[rule]}/{wrongs[rule] + rights[rule]}" for rule in rules),
            worth=max((wrongs[rule] ** 2 / (wrongs[rule] + rights[rule]) for rule in rules), default=0.0),
        )  # fmt: skip


def _disagreement(
    frame: Frame, pair: CoderPair, unit: int, code: int, *, kind: str, quote: str, others: str, worth: float, 
    recurring: str, assertion: str = "", rules: str = "", matched: str = "",
) -> Disagreement:  # fmt: skip
    turn = int(pair.made.turn[unit])
    return Disagreement(
        kind=kind,
        code=pair.codes[code],
        transcript=frame.transcripts[int(pair.made.transcript[unit])],
        turn=int(frame.turn_number[turn]),
        segment=int(frame.segment_number[pair.made.place[unit]]) if pair.made.unit == "segment" else None,
        language=segment_language_names()[int(pair.made.language[unit])],
        quote=quote,
        others=others,
        assertion=assertion,
        rules=rules,
        matched=matched,
        recurring=recurring,
        worth=round(worth, 3),
    )


def _codes(pair: CoderPair, has: Iterable[bool]) -> str:
    return ";".join(code for code, given in zip(pair.codes, has, strict=True) if given)


class _Quotes:
    """One coder's codings by turn, to find those in a unit."""

    def __init__(self, frame: Frame, codings: Codings, pair: CoderPair) -> None:
        self.codings = codings
        self._frame, self._pair = frame, pair
        self._order = np.lexsort((codings.code, codings.assertion, codings.end, codings.start, codings.turn))
        self._turns = codings.turn[self._order].astype(np.int64)  # as the numbers looked up: no copy for each
        names = [code.code for code in codings.codes]
        self._codes = [_with_children(codings, names.index(code)) for code in pair.codes]

    def of(self, unit: int, code: int, assertion: int | None = None) -> list[int]:
        """Codings of a code, or of its children, that overlap a unit; without an assertion all that do not count."""
        found = []
        for turn, start, end in unit_spans(self._frame, self._pair.made, unit):
            low, high = np.searchsorted(self._turns, (turn, turn + 1)).tolist()
            for coding in self._order[low:high].tolist():
                fits = (self.codings.assertion[coding] == AFFIRMED_INDEX) == (assertion == AFFIRMED_INDEX)
                overlaps = self.codings.start[coding] < end and self.codings.end[coding] > start
                if fits and overlaps and int(self.codings.code[coding]) in self._codes[code]:
                    found.append(coding)
        return found

    def rules(self, unit: int, code: int) -> list[str]:
        """Names of the rules that made the codings of a code in a unit."""
        rules = [rule for coding in self.of(unit, code, AFFIRMED_INDEX) for rule in self.codings.rules_of(coding)]
        return list(dict.fromkeys(rules))

    def put_otherwise(self, unit: int, code: int) -> str:
        """Assertion statuses of a code's codings in a unit that are not affirmed."""
        return ", ".join(sorted({ASSERTIONS[self.codings.assertion[coding]] for coding in self.of(unit, code)}))

    def matched(self, codings: Sequence[int]) -> str:
        """The words that the rules of some codings matched."""
        found = matched(self._frame.text, self.codings, np.array(codings, np.int64))
        return " … ".join(words for words in found if words)

    def text(self, codings: Sequence[int]) -> str:
        """The quotes of some codings, each once."""
        rows = np.array(codings, np.int64)
        spans = quote_spans(self._frame, self.codings, rows)
        return " … ".join(dict.fromkeys(slices(self._frame.text, self.codings.turn[rows], *spans)))


def _with_children(codings: Codings, code: int) -> set[int]:
    """A code and all codes under it."""
    names = {each.code: number for number, each in enumerate(codings.codes)}
    under = {code}
    while True:
        more = {number for number, each in enumerate(codings.codes) if names.get(each.parent) in under} - under
        if not more:
            return under
        under |= more


COLUMNS = (
    Column(
        "kind",
        "string",
        "miss: the reference has the code, the coder under test does not; or false alarm; of people: only by whom.",
        "open",
    ),
    Column("code", "string", "Code that they differ on.", "open"),
    Column("transcript", "string", "Transcript.", "person"),
    Column("turn", "integer", "Number of the turn.", "place"),
    Column("segment", "integer", "Number of the segment; empty where whole turns are compared.", "place"),
    Column("language", "string", "Language of the turn.", "open"),
    Column(
        "quote",
        "string",
        "Words that were coded by the one who gives the code; those that rules found with their sentence.",
        "words",
    ),
    Column("others", "string", "Codes that the other one gives there, joined by `;`.", "open"),
    Column("assertion", "string", "Miss: found, but put in this way, and so not counted.", "open"),
    Column("rules", "string", "False alarm: rules that made it.", "open"),
    Column("matched", "string", "False alarm: words that they matched.", "words"),
    Column(
        "recurring", "string", "Miss: words that recur; false alarm: how often its rules are right, of all.", "words"
    ),
    Column("worth", "number", "What it can teach: rows stand in this order within each kind.", "open"),
)


def disagreement_table(found: Sequence[Disagreement], title: str, *, words: bool = True) -> Table:
    """Disagreements as a table, in the order given; without `words`, places and codes only."""
    data = {column.name: [_cell(getattr(each, column.name)) for each in found] for column in COLUMNS}
    return suppress(Made(Table("disagreements", title, COLUMNS, data)), words=words, redact=False)


def _cell(value: object) -> object:
    return None if value == "" else value

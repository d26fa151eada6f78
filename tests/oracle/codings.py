"""Codings: hits of one code in one segment, put in one way, that overlap or touch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from oracle.answers import answer
from oracle.assertion import Cues, assertion, cues
from oracle.hits import Hit, context_score, hits
from oracle.terms import Span, matches_of_any
from oracle.turns import Turn, read
from qualcode.model.codebook import Code, Codebook, Rule
from qualcode.text.sentences import SegmentMode


@dataclass(frozen=True, order=True)
class Coding:
    """One passage that carries a code; offsets are code points of the turn, turns and segments count from 0."""

    turn: int
    start: int
    end: int
    code: str
    assertion: str
    segment: int
    rules: tuple[str, ...]
    matched: tuple[Span, ...]
    prompted: bool


def code_turns(
    codebook: Codebook,
    texts: Sequence[str],
    how: SegmentMode = "sentence",
    coded: Sequence[bool] = (),
    asked: Sequence[int] = (),
    roles: Sequence[str] = (),
    resumed: Sequence[bool] = (),
) -> list[Coding]:
    """All codings of some turns, sorted.

    `coded` says which turns are a participant's (empty: all), `asked` which turn holds the question before each, or
    -1; `roles` says whose the other turns are, `resumed` which turns go on with an earlier one.
    """
    turns = [read(text, how) for text in texts]
    found = []
    for number, turn in enumerate(turns):
        role = "participant" if not coded or coded[number] else roles[number] if roles else ""
        question = turns[asked[number]] if asked and asked[number] >= 0 else None
        heard = Heard(turn, question, role, bool(resumed and resumed[number]))
        for code in codebook.codes:
            prompted = question is not None and _brings_up(question, code)
            found += [_coding(number, turn, code, group, prompted) for group in _groups(heard, code)]
    return sorted(found)


@dataclass(frozen=True)
class Heard:
    """A turn, who speaks, and the question before."""

    turn: Turn
    question: Turn | None
    role: str
    resumes: bool

    def hits(self, rule: Rule, cue: Cues) -> list[Hit]:
        """The hits of a rule in the turn, or the answer to a question that it matches."""
        if self.role not in rule.roles:
            return []
        if rule.context == "turn":
            return hits(rule, self.turn)
        if self.question is None or self.resumes or not hits(rule, self.question):
            return []
        return answer(self.turn, cue)


@dataclass(frozen=True)
class _Put:
    """A hit with its rule and how it is put."""

    hit: Hit
    rule: str
    assertion: str
    segment: int


def _groups(heard: Heard, code: Code) -> list[list[_Put]]:
    """Hits of one code that are one coding."""
    kinds: dict[tuple[int, str], list[_Put]] = defaultdict(list)
    for put in sorted(_put_hits(heard, code), key=lambda put: (put.hit.first, put.hit.last)):
        kinds[put.segment, put.assertion].append(put)
    return [group for alike in kinds.values() for group in _unite(alike)]


def _put_hits(heard: Heard, code: Code) -> list[_Put]:
    found = []
    turn, cue = heard.turn, cues(heard.turn)
    for rule in () if code.retired else code.rules:
        treatment = {"negated": rule.negation, "hypothetical": rule.hypothetical, "question": rule.question}
        for hit in heard.hits(rule, cue):
            if not _is_supported(rule, hit, code, turn):
                continue
            how = assertion(hit, turn, cue, rule)
            if treatment.get(how) != "drop":
                found.append(_Put(hit, rule.rule, how, turn.words[hit.first].segment))
    return found


def _is_supported(rule: Rule, hit: Hit, code: Code, turn: Turn) -> bool:
    """Whether the words around a hit are those that the code's rules with `context_score` and `requires` ask for."""
    if _asked(rule) or rule.context == "question":
        return True
    judges = [judge for judge in code.rules if _asked(judge)]
    return all(context_score(judge, hit, turn) >= _asked(judge) for judge in judges)


def _asked(rule: Rule) -> int:
    """The score that a rule asks for around hits of the code's other rules; a required term is worth 1."""
    if rule.kind == "requires":
        return 1
    return rule.own.context_score if rule.kind == "score" else 0


def _unite(alike: list[_Put]) -> list[list[_Put]]:
    """Join hits, sorted by place, between which no word lies."""
    groups: list[list[_Put]] = []
    for put in alike:
        if groups and put.hit.first <= max(other.hit.last for other in groups[-1]):
            groups[-1].append(put)
        else:
            groups.append([put])
    return groups


def _coding(number: int, turn: Turn, code: Code, group: list[_Put], prompted: bool) -> Coding:
    first = min(put.hit.first for put in group)
    last = max(put.hit.last for put in group)
    start, end = _points(turn, (first, last))
    return Coding(
        turn=number,
        start=start,
        end=end,
        code=code.code,
        assertion=group[0].assertion,
        segment=group[0].segment,
        rules=tuple(sorted({put.rule for put in group})),
        matched=tuple(_points(turn, part) for part in _joined({part for put in group for part in put.hit.parts})),
        prompted=prompted,
    )


def _joined(parts: set[Span]) -> list[Span]:
    """Matched words with those that share a word joined; neighbours stay apart."""
    joined: list[Span] = []
    for first, last in sorted(parts):
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _points(turn: Turn, span: Span) -> Span:
    """First code point of the first word, and the one after the last word."""
    return turn.words[span[0]].start, turn.words[span[1] - 1].end


def _brings_up(question: Turn, code: Code) -> bool:
    """Whether a question holds a topic term: of an `any` rule, or of the first list of `all` and `near`."""
    return any(matches_of_any(rule.lists[0], question) for rule in code.rules if rule.kind not in ("score", "requires"))

"""Where rules match: `any`, `all`, `near`, `score`, and `unless` and `requires` that cancel."""

from dataclasses import dataclass

from oracle.terms import Span, identity, matches, matches_of_any
from oracle.turns import Turn
from qualcode.model.codebook import Rule


@dataclass(frozen=True)
class Hit:
    """One match of a rule, from its first to its last matched word."""

    first: int
    last: int
    parts: tuple[Span, ...]
    denies: bool = False
    """True for the no that answers a question."""


def hits(rule: Rule, turn: Turn) -> list[Hit]:
    """The hits of a rule in a turn, in its languages, that nothing cancels."""
    lists = [matches_of_any(terms, turn) for terms in rule.lists]
    if rule.kind == "any":
        found = [Hit(*span, (span,)) for span in sorted(lists[0])]
    elif rule.kind == "all":
        windows = _shortest_of_each_segment(_inside_a_segment(_windows(lists, turn), turn), turn)
        found = [_hit(window, lists) for window in windows]
    elif rule.kind == "near":
        found = [_hit(window, lists, rule.own.ordered) for window in _near(rule, lists, turn)]
    else:
        found = _worth(rule, turn) if rule.kind == "score" else []  # `requires` finds nothing
    cancelling = {turn.words[first].segment for first, _ in matches_of_any(rule.unless, turn)}
    return [
        hit
        for hit in found
        if cancelling.isdisjoint(_segments(hit, turn)) and _is_in(turn.language(turn.words[hit.first].segment), rule)
    ]


def _worth(rule: Rule, turn: Turn) -> list[Hit]:
    """The shortest stretch of each area in which the terms, each counted once, are worth enough.

    What speaks against the code is taken off wherever it stands in the area.
    """
    found = []
    for area in range(len(turn.segments)) if rule.own.within == "segment" else {0}:
        worth = [
            (weight, spans)
            for terms, weight in zip(rule.lists, rule.own.weights, strict=True)
            for term in {identity(term): term for term in terms}.values()
            if (spans := _in_area(matches(term, turn), area, rule, turn))
        ]
        need = rule.own.threshold - sum(weight for weight, _ in worth if weight < 0)
        helps = [(weight, spans) for weight, spans in worth if weight > 0]
        edges = sorted({span for _, spans in helps for span in spans})
        most = rule.own.within if isinstance(rule.own.within, int) else len(turn.words)
        places = [(first, last) for first, _ in edges for _, last in edges if last - first <= most]
        stretches = [each for each in places if _sum(helps, *each) >= need]
        if stretches:
            first, last = min(stretches, key=lambda each: (each[1] - each[0], each[1]))
            inside = {span for _, spans in helps for span in spans if first <= span[0] and span[1] <= last}
            found.append(Hit(first, last, tuple(sorted(inside))))
    return found


def context_score(judge: Rule, hit: Hit, turn: Turn) -> int:
    """What the terms of a rule are worth in the stretch around a hit, each counted once; without weights, 1."""
    near = [at for at in range(len(turn.words)) if _is_near(judge, hit, turn, at)]
    begin, end = near[0], near[-1] + 1
    return sum(
        weight
        for terms, weight in zip(judge.lists, getattr(judge.own, "weights", (1,)), strict=True)
        for term in {identity(term): term for term in terms}.values()
        if any(begin <= first and last <= end for first, last in matches(term, turn))
    )


def _is_near(judge: Rule, hit: Hit, turn: Turn, at: int) -> bool:
    """Whether a word lies in a segment of the hit, or with a number in one stretch with all of the hit."""
    if judge.own.within == "turn":
        return True
    if judge.own.within == "segment":
        return turn.words[at].segment in _segments(hit, turn)
    together = max(hit.last, at + 1) - min(hit.first, at)
    return together <= judge.own.within or hit.first <= at < hit.last


def _in_area(spans: set[Span], area: int, rule: Rule, turn: Turn) -> set[Span]:
    return {span for span in spans if rule.own.within != "segment" or turn.words[span[0]].segment == area}


def _sum(helps: list[tuple[int, set[Span]]], begin: int, end: int) -> int:
    """What the terms inside a stretch are worth."""
    return sum(weight for weight, spans in helps if any(begin <= first and last <= end for first, last in spans))


def _is_in(language: str, rule: Rule) -> bool:
    """Whether a rule looks at segments in a language; a mixed one is Indonesian and English."""
    return not rule.languages or not {language, *(["id", "en"] if language == "mixed" else [])}.isdisjoint(
        rule.languages
    )


def _windows(lists: list[set[Span]], turn: Turn, ordered: bool = False) -> list[Span]:
    """Minimal windows: stretches that hold a match of each list, while no smaller stretch inside them does."""

    def complete(start: int, end: int) -> bool:
        if ordered:
            return _in_order(lists, start, end)
        return all(any(start <= first and last <= end for first, last in spans) for spans in lists)

    size = len(turn.words)
    return [
        (start, end)
        for start in range(size)
        for end in range(start + 1, size + 1)
        if complete(start, end) and not complete(start + 1, end) and not complete(start, end - 1)
    ]


def _in_order(lists: list[set[Span]], start: int, end: int) -> bool:
    """Whether a stretch holds a match of each list, each of which ends before that of the next list begins."""
    for spans in lists:
        ends = [last for first, last in spans if start <= first and last <= end]
        if not ends:
            return False
        start = min(ends)
    return True


def _near(rule: Rule, lists: list[set[Span]], turn: Turn) -> list[Span]:
    """Minimal windows in one segment (or anywhere in the turn), as long as `within` allows."""
    windows = _windows(lists, turn, rule.own.ordered)
    if rule.own.within == "turn":
        return windows
    windows = _inside_a_segment(windows, turn)
    if rule.own.within == "segment":
        return windows
    return [(start, end) for start, end in windows if end - start <= rule.own.within]


def _inside_a_segment(windows: list[Span], turn: Turn) -> list[Span]:
    return [(start, end) for start, end in windows if turn.words[start].segment == turn.words[end - 1].segment]


def _shortest_of_each_segment(windows: list[Span], turn: Turn) -> list[Span]:
    """One window a segment: the shortest, the leftmost of equally short ones."""
    best: dict[int, Span] = {}
    for start, end in sorted(windows, key=lambda span: (span[1] - span[0], span)):
        best.setdefault(turn.words[start].segment, (start, end))
    return list(best.values())


def _hit(window: Span, lists: list[set[Span]], ordered: bool = False) -> Hit:
    """A window with its matched words: of each list the match nearest to the end of the window.

    In order, that is to the beginning of the next list's match.
    """
    start, end = window
    parts: list[Span] = []
    for spans in reversed(lists):
        parts.insert(0, _nearest(spans, parts[0][0] if ordered and parts else end))
    return Hit(start, end, tuple(parts))


def _nearest(spans: set[Span], end: int) -> Span:
    """The match that starts latest among those that end in time; of two such the shorter."""
    return min((span for span in spans if span[1] <= end), key=lambda span: (-span[0], span[1]))


def _segments(hit: Hit, turn: Turn) -> set[int]:
    """The segments that a hit touches."""
    return set(range(turn.words[hit.first].segment, turn.words[hit.last - 1].segment + 1))

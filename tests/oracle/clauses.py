"""The cue words of a turn, its clauses, and which of them ask."""

from functools import cache

from oracle.terms import Span, matches_of_any
from oracle.turns import Turn
from qualcode.languages import current
from qualcode.model.codebook import Term

ENDS_OF_CLAUSES = set(',;:.!?()\n"–—…')
CLOSING = " \t\r\n" + "\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment."""


class Speech:
    """A turn with the words of the cue lists in it."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.words = turn, turn.words
        for name in ("found", "first", "longest", "pauses", "begins", "begin_of", "end_of", "segment_of", "asks"):
            setattr(self, name, cache(getattr(self, name)))

    def found(self, name: str) -> frozenset[Span]:
        """Where the entries of a list, or of one of its sections, stand, exactly as they are listed."""
        entries = current().words(*name.split("/"))
        return frozenset(matches_of_any([Term(entry, level="exact") for entry in entries], self.turn))

    def first(self, *names: str) -> set[int]:
        """The words with which they begin."""
        return {first for name in names for first, _ in self.found(name)}

    def longest(self, name: str) -> list[Span]:
        """Of those that begin with a word the longest, in order."""
        return sorted(dict(sorted(self.found(name))).items())

    def pauses(self, at: int) -> bool:
        """Whether punctuation that ends a clause stands before a word: not beside a filler, nor before a repeat."""
        if at == 0 or {at, at - 1} & self.first("fillers") or self.repeats(at):
            return False
        between = self.turn.text[self.words[at - 1].end : self.words[at].start]
        return not ENDS_OF_CLAUSES.isdisjoint(between)

    def repeats(self, at: int) -> bool:
        """Whether a word is the one before it once more."""
        one, other = (self.words[place] for place in (at - 1, at))
        return at > 0 and (one.key, len(one.written.encode())) == (other.key, len(other.written.encode()))

    def opens(self, at: int) -> bool:
        """Whether a segment begins with a word."""
        return at == 0 or self.words[at].segment != self.words[at - 1].segment

    def begins(self, at: int) -> bool:
        """A clause begins with a segment, after punctuation, and with words such as *tapi*."""
        return self.opens(at) or self.pauses(at) or at in self.first("clause_breakers")

    def begin_of(self, at: int) -> int:
        """The first word of the clause in which a word stands."""
        return max(place for place in range(at + 1) if self.begins(place))

    def end_of(self, at: int) -> int:
        """The word after that clause."""
        return next((place for place in range(at + 1, len(self.words)) if self.begins(place)), len(self.words))

    def segment_of(self, at: int) -> Span:
        """The segment in which a word stands."""
        own = [place for place, word in enumerate(self.words) if word.segment == self.words[at].segment]
        return own[0], own[-1] + 1

    def until(self, places: set[int], at: int) -> int:
        """The first of some places after a word, at most the end of its segment."""
        return min([place for place in places if place > at] + [self.segment_of(at)[1]])

    def asks(self, at: int) -> bool:
        """Whether a word stands where its segment asks."""
        begin, end = self.segment_of(at)
        if not self.turn.segments[self.words[at].segment].rstrip(CLOSING).endswith("?"):
            return False
        openers = {place for place in self.first("question_openers") if self.begins(place)}
        asking = [place for place in range(begin, end) if place in self.first("question_words") | openers]
        last = self.begin_of(end - 1)
        if asking:
            return at >= self.begin_of(asking[0])
        return at >= last and not self._is_tagged(last, end)

    def _is_tagged(self, begin: int, end: int) -> bool:
        spoken_to = any(begin <= place < end for place in self.first("question_tags/you"))
        names = ["question_tags/always", *([] if spoken_to else ["question_tags/of others"])]
        return any(last == end for name in names for _, last in self.found(name))

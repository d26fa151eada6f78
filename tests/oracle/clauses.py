"""The cue words of a turn, its clauses, and which of them ask."""

import re
from functools import cache

from oracle.terms import Span, matches_of_any
from oracle.turns import Turn
from qualcode.languages import current
from qualcode.model.codebook import Term

ENDS_OF_CLAUSES = set(',;:.!?()\n"–—…')
OPENING = set("([<")
"""What opens a mark of the transcriber; a question mark in it asks nothing."""


class Speech:
    """A turn with the words of the cue lists in it."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.words = turn, turn.words
        for name in ("found", "first", "longest", "opens", "pauses", "begins", "begin_of", "end_of"):
            setattr(self, name, cache(getattr(self, name)))
        for name in ("segment_of", "sentence_of", "asks", "_asked"):
            setattr(self, name, cache(getattr(self, name)))

    def found(self, name: str) -> frozenset[Span]:
        """Where the entries of a list, or of one of its sections, stand, exactly as they are listed."""
        entries = current().words(*name.split("/"))
        dated = self._years() if name in ("changes/past", "changes/dated") else set()
        return frozenset(matches_of_any([Term(entry, level="exact") for entry in entries], self.turn) | dated)

    def _years(self) -> set[Span]:
        """*Tahun 1998*, *in 2031*, in one segment."""
        before = {last for _, last in self.found("changes/before a year") if last < len(self.words)}
        return {
            (at - 1, at + 1)
            for at in before
            if re.fullmatch("(19|20)[0-9]{2}", self.words[at].key)
            if self.words[at].segment == self.words[at - 1].segment
        }

    def first(self, *names: str) -> set[int]:
        """The words with which they begin."""
        return {first for name in names for first, _ in self.found(name)}

    def longest(self, name: str) -> list[Span]:
        """Of those that begin with a word the longest, in order."""
        return sorted(dict(sorted(self.found(name))).items())

    def pauses(self, at: int) -> bool:
        """Whether punctuation that ends a clause stands before a word.

        Not beside a filler, before a repeat, or behind a word that ends no clause.
        """
        if at == 0 or {at, at - 1} & self.first("fillers") or self.repeats(at):
            return False
        if at - 1 in self.first("clauses/unfinished"):
            return False
        between = self.turn.text[self.words[at - 1].end : self.words[at].start]
        return not ENDS_OF_CLAUSES.isdisjoint(between)

    def repeats(self, at: int) -> bool:
        """Whether a word is the one before it once more."""
        one, other = (self.words[place] for place in (at - 1, at))
        return at > 0 and (one.key, len(one.written.encode())) == (other.key, len(other.written.encode()))

    def opens(self, at: int) -> bool:
        """Whether a sentence begins with a word: a segment, but where the one before breaks off."""
        if at == 0:
            return True
        return self.words[at].segment != self.words[at - 1].segment and at - 1 not in self.first("clauses/unfinished")

    def begins(self, at: int) -> bool:
        """A clause begins with a sentence, after punctuation, and with words such as *tapi*."""
        return self.opens(at) or self.pauses(at) or self.breaks(at)

    def breaks(self, at: int) -> bool:
        """Whether a word such as *tapi* begins a clause; *waktu* in *tiap waktu* does not."""
        fixed = {place for first, last in self.longest("clauses/fixed") for place in range(first, last)}
        return at in self.first("clause_breakers") - fixed

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

    def sentence_of(self, at: int) -> Span:
        """The sentence in which a word stands."""
        begin = max(place for place in range(at + 1) if self.opens(place))
        return begin, next((place for place in range(at + 1, len(self.words)) if self.opens(place)), len(self.words))

    def sentence_before(self, at: int) -> int:
        """The first word of the sentence before that of a word."""
        begin = self.sentence_of(at)[0]
        return self.sentence_of(begin - 1)[0] if begin else 0

    def until(self, places: set[int], at: int) -> int:
        """The first of some places after a word, at most the end of its sentence."""
        return min([place for place in places if place > at] + [self.sentence_of(at)[1]])

    def asks(self, at: int) -> bool:
        """Whether a word stands where something is asked, with a question mark or without one, or frames it."""
        return any(self._framed(begin) <= at < end for begin, end in self._asked())

    def _asked(self) -> list[Span]:
        """What asks."""
        marked = [self._asked_in(*piece) for piece in self._marked_pieces()]
        return [*self._asked_unmarked(), *(span for span in marked if span)]

    def _framed(self, begin: int) -> int:
        """Where the frame of a question begins, behind words such as *so*: *so in general, do you ...*."""
        if self.opens(begin) or not self.pauses(begin):
            return begin
        start, leads = self.begin_of(begin - 1), self.first("unmarked_questions/leads", "fillers", "question_words")
        frames = [place for place in self.first("unmarked_questions/frames") if start <= place < begin]
        frame = max(frames, default=begin)
        return frame if begin - frame <= 5 and leads.issuperset(range(start, frame)) else begin

    def _asked_unmarked(self) -> list[Span]:
        """*Kenapa ...* at the beginning of a sentence, *so, did you ...*, *... nggak sih*."""
        pauses = {place for place in range(len(self.words)) if self.pauses(place)}
        found = [(verb, self.until(pauses, verb)) for verb in self._inverted()]
        leads = self.first("unmarked_questions/leads", "fillers", "question_words")
        telling = self.first("unmarked_questions/telling")
        for first in self.first("unmarked_questions/first"):
            start = self.begin_of(first)
            if not (self.opens(start) or (self.pauses(start) and start - 1 not in telling)):
                continue
            if not leads.issuperset(range(start, first)):
                continue
            end = self.end_of(first)
            goes_on = end in self.first("hypothetical_markers") and not (end < len(self.words) and self.opens(end))
            found.append((first, self.until(pauses, first) if goes_on else end))
        for first, last in self.longest("unmarked_questions/particles"):
            if not self.begins(first) and not self.pauses(last - 1):
                found.append((self.begin_of(first), self.end_of(last - 1)))
        for first, last in self.longest("unmarked_questions/particles at the end"):
            if not self.begins(first) and self.end_of(last - 1) <= last:
                found.append((self.begin_of(first), last))
        return found

    def _inverted(self) -> list[int]:
        """Verbs before their subject, where a clause or, with a noun, a sentence begins."""
        leads = self.first("unmarked_questions/leads", "fillers", "question_words")
        subjects, nouns = self.first("unmarked_questions/subjects"), self.first("unmarked_questions/nouns")
        return [
            verb
            for verb in self.first("unmarked_questions/verbs")
            if leads.issuperset(range(self.begin_of(verb), verb)) and self.end_of(verb) > verb + 1
            if verb + 1 in subjects or (verb + 1 in nouns and self.opens(verb))
        ]

    def _marked_pieces(self) -> list[Span]:
        """What ends with a question mark: segments, and inside them what stands behind the last pause."""
        words = range(len(self.words))
        pieces = {self.segment_of(at) for at in words}
        found = [piece for piece in pieces if self._is_marked(piece[1] - 1)]
        for end in (at for at in words if self.pauses(at) and self.words[at].segment == self.words[at - 1].segment):
            if self.turn.text[self.words[end - 1].end] == "?":
                before = [at for at in range(end) if self.pauses(at)]
                found.append((max(self.segment_of(end)[0], *before, 0), end))
        return found

    def _asked_in(self, begin: int, end: int) -> Span | None:
        """What asks up to a question mark: from the question word on or, without one, behind the last pause."""
        ends = {last - 1 for _, last in self._marked_pieces()}
        openers = {place for place in self.first("question_openers") if self.begins(place)} - ends
        asking = [place for place in range(begin, end) if place in self.first("question_words") | openers]
        if asking:
            free = [place for place in asking if place - 1 not in self.first("unmarked_questions/telling")]
            first = (free or asking)[0]
            return max(self.begin_of(first), first - 8, begin), end
        last = self._last_part(begin, end)
        if self._is_tagged(last, end):
            return None
        return (last if end - last > 1 else max(begin, self._part_of(max(last - 1, begin)))), end

    def _is_marked(self, last: int) -> bool:
        """Whether a question mark stands among the eight bytes after the last word of a segment."""
        rest = self.turn.text[self.words[last].end :]
        bounds = [sum(map(len, self.turn.segments[: self.words[last].segment + 1])) - self.words[last].end]
        bounds += [at for at, sign in enumerate(rest) if sign in OPENING]
        return b"?" in rest[: min(bounds)].encode()[:8]

    def _last_part(self, begin: int, end: int) -> int:
        """Where the last part of a question begins; *..., dapat potongan nggak?* asks the clause of the *nggak*."""
        by_no = end - 1 in self.first("negators")
        return max(begin, self.begin_of(end - 1) if by_no else self._part_of(end - 1))

    def _part_of(self, at: int) -> int:
        """Where the part of a sentence begins in which a word stands: after a pause, with a word such as *tapi*."""
        contrast = self.first("contrast")
        return max(place for place in range(at + 1) if self.opens(place) or self.pauses(place) or place in contrast)

    def _is_tagged(self, begin: int, end: int) -> bool:
        """Whether a part ends with a tag; *ya?* is none where somebody is spoken to, and after a negator."""
        asks = any(begin <= place < end for place in self.first("question_tags/you"))
        asks = asks or end - 2 in self.first("negators")
        names = ["question_tags/always", *([] if asks else ["question_tags/of others"])]
        return any(last == end for name in names for _, last in self.found(name))

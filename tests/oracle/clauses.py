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
        """*Kenapa ...* at the beginning of a sentence, *so, did you ...*, *airnya kok kotor*, *... nggak sih*."""
        pauses = {place for place in range(len(self.words)) if self.pauses(place)}
        found = [(verb, self.until(pauses, verb)) for verb in self._inverted()]
        found += [(first, self._asked_until(first)) for first in self._opening() if self._opens_question(first)]
        found += [(self._from_subject(at), self._asked_until(at)) for at in self._behind_subjects()]
        found += [(at, self._asked_until(at)) for at in self.asking("disbelieving") if self._is_disbelieved(at)]
        found += [
            (max(self.begin_of(at), at - 4), self.end_of(at)) for at in self.asking("whether") if self._or_not(at)
        ]
        found += [
            (max(self.begin_of(at), at - 8), self.end_of(at)) for at in self.asking("in place") if self._in_place(at)
        ]
        for first, last in self.longest("unmarked_questions/particles"):
            conditional = first - 1 in self.first("hypothetical_markers")
            if not (self.begins(first) or self.pauses(last - 1) or conditional):
                found.append((self.begin_of(first), self.end_of(last - 1)))
        for first, last in self.longest("unmarked_questions/particles at the end"):
            if not self.begins(first) and self.end_of(last - 1) <= last:
                found.append((self.begin_of(first), last))
        return found

    def asking(self, *sections: str) -> set[int]:
        """Where entries of some sections of the list of unmarked questions begin."""
        return self.first(*(f"unmarked_questions/{each}" for each in sections))

    def _opening(self) -> set[int]:
        """Words that ask at the beginning of a clause."""
        fronted = {
            at
            for at in self.asking("at the beginning")
            if at not in self.asking("not asking") or (at in self.asking("short") and self.end_of(at) - at <= 5)
        }
        return self.asking("first") | fronted | {at for at in self.asking("contradicting") if self._contradicts(at)}

    def _contradicts(self, at: int) -> bool:
        """*Bukannya kamu ...* without *tapi*, *malah* or a negator in the rest of its sentence."""
        against = self.first("contrast", "negators") | self.asking("going on")
        return at + 1 in self.asking("disbelieved") and against.isdisjoint(range(at + 1, self.sentence_of(at)[1]))

    def _opens_question(self, first: int) -> bool:
        """Whether a clause that nobody tells of begins with it, but for words such as *so*."""
        start = self.begin_of(first)
        begins = self.pauses(start) or start in self.first("contrast")
        leads = self.first("unmarked_questions/leads", "fillers", "question_words")
        if not self.opens(start) and (not begins or start - 1 in self.asking("telling", "indirect")):
            return False
        return leads.issuperset(range(start, first))

    def _asked_until(self, at: int) -> int:
        """Where a question ends; a condition, or *hanya ...*, goes on with it, and so does what follows its head."""
        end = self.end_of(at)
        if end == self.sentence_of(at)[1]:
            return end
        goes_on = end in self.first("hypothetical_markers") | self.asking("going on") or end <= at + 2
        return (
            self.until({place for place in range(len(self.words)) if self.pauses(place)}, end - 1) if goes_on else end
        )

    def _behind_subjects(self) -> list[int]:
        """*Kok* or *kenapa* behind the subject, where it does not assure and is not told of."""
        found = []
        for at in self.asking("behind the subject") - self.asking("not asking"):
            far = at in self.asking("of time") and at - self.begin_of(at) > 4
            assures = at in self.asking("surprised") and self._assures(at)
            if not (far or assures or self._is_told(at)):
                found.append(at)
        return found

    def _from_subject(self, at: int) -> int:
        return self.begin_of(at) if at - self.begin_of(at) <= 4 else at

    def _assures(self, at: int) -> bool:
        """*Enak kok*, *enak kok buat kami*, *sudah bayar kok kak*; not *lho kok malah hujan*."""
        before, left = at - self.begin_of(at), self.end_of(at) - at - 1 - (at + 1 in self.asking("called"))
        against = at + 1 in self.asking("against expectation") and not (self.opens(at + 1) or self.pauses(at + 1))
        assures = (left <= 0 and not against) or (left == 1 and before > 1)
        return before > 0 and (assures or at + 1 in self.asking("behind what is assured"))

    def _is_told(self, at: int) -> bool:
        """Whether its clause tells of a question, or denies, before it."""
        start, tells = self.begin_of(at), self.asking("telling", "indirect")
        if start - 1 in tells or not tells.isdisjoint(range(max(start, at - 8), at)):
            return True
        return not self.first("negators").isdisjoint(range(max(start, at - 4), at))

    def _is_disbelieved(self, at: int) -> bool:
        """*Masa harus ...*, *masa tamu tidak ...*; at the beginning of a clause, *masa tamu ...*."""
        if at - 1 in self.asking("in a time"):
            return False
        signs = self.first("negators") | self.asking("closing", "out of bounds")
        free = at not in self.asking("cooked") and at + 1 not in self.asking("times")
        leads = self.first("unmarked_questions/leads", "fillers", "question_words")
        begins = leads.issuperset(range(self.begin_of(at), at))
        doubted = free and (begins or not signs.isdisjoint(range(at + 2, self._asked_until(at))))
        return doubted or at + 1 in self.asking("disbelieved")

    def _or_not(self, at: int) -> bool:
        """*Bisa nggak ...*, not *mau nggak mau*."""
        keys = [word.key for word in self.words]
        again = at + 2 < len(keys) and keys[at] == keys[at + 2]
        return at + 1 in self.asking("or not") and not self.begins(at + 1) and not again and not self._is_told(at)

    def _in_place(self, at: int) -> bool:
        """*Ada apa sih*, *rumahnya di mana bu*."""
        start, end = self.begin_of(at), self.end_of(at)
        short = end - (end - 1 in self.asking("called")) <= at + 1 and 0 < at - start <= 4
        closed = not self.asking("closing").isdisjoint(range(at + 1, min(at + 5, end)))
        free = end == at + 1 or at not in self.asking("not asking")
        return (short or closed) and free and not self._is_told(at)

    def _inverted(self) -> list[int]:
        """Verbs before their subject where a clause or, with a noun, a sentence begins, or behind a question word."""
        subjects, nouns = self.first("unmarked_questions/subjects"), self.first("unmarked_questions/nouns")
        return [
            verb
            for verb in self.first("unmarked_questions/verbs")
            if self._is_led(verb) and self.end_of(verb) > verb + 1
            if verb + 1 in subjects or (verb + 1 in nouns and self.opens(self.begin_of(verb)))
        ]

    def _is_led(self, verb: int) -> bool:
        """Whether only words such as *so* stand before a verb, or before the question word with which it asks.

        Such a word asks with a verb before its subject, and with no other subject between: not *what I mind is the*.
        """
        start, leads = self.begin_of(verb), self.first("unmarked_questions/leads", "fillers", "question_words")
        subjects = self.first("unmarked_questions/subjects")
        first = min((at for at in self.first("question_words") if start <= at < verb), default=verb)
        asks = verb + 1 in subjects and verb - first <= 4 and subjects.isdisjoint(range(first + 1, verb))
        return leads.issuperset(range(start, first if asks else verb))

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

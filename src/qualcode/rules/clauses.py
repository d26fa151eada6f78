"""Clauses: where they begin and end, and which of them are questions."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Bytes, Flags, Ints, among, distinct_values, merged, ranges
from qualcode.index.shard import Shard, runs_of
from qualcode.rules.hits import Listed, TermMatches, any_between, following, last_before


@dataclass(frozen=True)
class Clauses:
    """The clauses of a shard, within its sentences."""

    shard: Shard
    """Whose text."""
    begins: Ints
    """Tokens with which a clause begins, in order; those that begin a sentence need not be among them."""
    sentences: Ints
    """First token of each sentence, and the number of tokens at the end."""
    pauses: Ints
    """Of those of clauses, the ones with punctuation before them."""
    repeated: Flags
    """Whether each token is the one before it said again, and a flag for what stands behind the last one."""

    @cached_property
    def _begin(self) -> Flags:
        flags = np.zeros(self.shard.tokens + 1, np.bool_)
        flags[self.begins] = flags[self.sentences] = True
        return flags

    @cached_property
    def _clauses(self) -> Ints:
        """First token of each clause, in order, and the number of tokens at the end."""
        return np.flatnonzero(self._begin).astype(np.int32)

    @cached_property
    def _clause(self) -> Ints:
        """Number of the clause of each token, and of one behind the last token.

        Such a table is many times faster than a search, and rules use it hundreds of times.
        """
        begins = self._clauses
        return np.repeat(np.arange(len(begins), dtype=np.int32), np.diff(begins, append=begins[-1] + 1))

    @cached_property
    def _sentences(self) -> TermMatches:
        """First token of the sentence of each clause, and the token after that sentence."""
        sentences = self.sentences.astype(np.int32)
        clauses = np.diff(self._clause[sentences], append=len(self._clauses))
        return np.repeat(sentences, clauses), np.repeat(np.append(sentences[1:], sentences[-1]), clauses)

    @cached_property
    def _pauses(self) -> Flags:
        flags = np.zeros(self.shard.tokens + 1, np.bool_)
        flags[self.pauses] = True
        return flags

    def pauses_before(self, tokens: Ints) -> Flags:
        """Whether punctuation stands before each token."""
        return self._pauses[tokens]

    def begin_at(self, tokens: Ints) -> Flags:
        """Whether a clause begins with each token; one begins behind the last token."""
        return self._begin[tokens]

    def start(self, tokens: Ints) -> Ints:
        """First token of the clause in which each token stands."""
        return self._clauses[self._clause[tokens]]

    def end(self, tokens: Ints) -> Ints:
        """Token after the clause in which each token stands."""
        return self._clauses.take(self._clause[tokens] + 1, mode="clip")

    def since(self, places: Ints, tokens: Ints) -> Ints:
        """The last place up to each token, at least the start of its sentence."""
        return np.maximum(last_before(places, tokens), self.sentence_start(tokens))

    def until(self, places: Ints, tokens: Ints) -> Ints:
        """The first place after each token, at most the end of its sentence."""
        return np.minimum(following(places, tokens + 1, self.shard.tokens), self.sentence_end(tokens))

    def sentence_start(self, tokens: Ints) -> Ints:
        """First token of the sentence in which each token stands."""
        return self._sentences[0][self._clause[tokens]]

    def sentence_before(self, tokens: Ints) -> Ints:
        """First token of the sentence before that of each token, in its turn."""
        start, shard = self.sentence_start(tokens), self.shard
        return np.maximum(self.sentence_start(np.maximum(start - 1, 0)), shard.turn_tokens[shard.turns_of(start)])

    def sentence_end(self, tokens: Ints) -> Ints:
        """Token after the sentence in which each token stands."""
        return self._sentences[1][self._clause[tokens]]


def clause_starts(begins: Ints, sentences: Ints, tokens: Ints) -> Ints:
    """First token of the clause of each of a few tokens, without a table of all tokens."""
    return np.maximum(sentences[runs_of(sentences, tokens)], last_before(begins, tokens.astype(begins.dtype)))


def find_clauses(shard: Shard, said: Listed) -> Clauses:
    """The clauses of a shard."""
    unfinished, repeated = np.zeros(shard.tokens + 1, np.bool_), _are_repeated(shard)
    unfinished[said.every("clauses/unfinished")] = True
    pauses = _find_pauses(shard.breaks, said.every("fillers"), repeated, unfinished)
    words, fixed = said.first("clause_breakers"), distinct_values(ranges(*said.longest("clauses/fixed")))
    begins = merged(pauses, words[~among(words, fixed)])
    return Clauses(shard, begins, _find_sentences(shard, unfinished), pauses, repeated)


def _find_sentences(shard: Shard, unfinished: Flags) -> Ints:
    """First tokens of sentences: segments, except those that continue an unfinished one (*another. Panel*)."""
    begins = distinct_values(shard.segment_tokens)
    after = np.flatnonzero(unfinished[begins - 1])
    goes_on = after[~among(begins[after], shard.turn_tokens)]
    return np.delete(begins, goes_on)


def _find_pauses(breaks: Ints, fillers: Ints, repeated: Flags, unfinished: Flags) -> Ints:
    """Tokens before which punctuation ends a clause.

    Not beside a filler (*if it, uh, keeps failing*), where words are said again (*not in, in the team*), or behind a
    word that ends no clause (*if, one day, it fails*).
    """
    idle = repeated.copy()
    idle[fillers] = idle[fillers + 1] = True
    return breaks[~(idle[breaks] | unfinished[breaks - 1])]


def _are_repeated(shard: Shard) -> Flags:
    """Whether each token is the one before it said again, and a flag for what stands behind the last one."""
    found = np.zeros(shard.tokens + 1, np.bool_)
    found[1:-1] = shard.types[1:] == shard.types[:-1]
    return found


QUESTION_REACH = 8
"""A question begins at most so many tokens before its question word."""
FRAME_LENGTH = 5
"""At most so many tokens before the pause frame the question behind it: *in general, do you ...*."""


def find_asked(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """Stretches of tokens that ask, with a question mark behind the last word of their segment or without one."""
    marked, unmarked = _marked(clauses, said), _unmarked(clauses, said)
    begin, end = np.concatenate([marked[0], unmarked[0]]), np.concatenate([marked[1], unmarked[1]])
    return _framed(clauses, said, begin), end


def _framed(clauses: Clauses, said: Listed, begin: Ints) -> Ints:
    """Where each question begins with what frames it: *so in general, how would you ...*, *soal itu, gimana ...*."""
    before = np.maximum(begin - 1, clauses.sentence_start(begin))
    frames, start = said.first("unmarked_questions/frames"), clauses.start(before)
    frame = last_before(frames, before)
    framed = said.has(frame, "unmarked_questions/frames") & (frame >= start) & (begin - frame <= FRAME_LENGTH)
    framed &= clauses.pauses_before(begin) & _led(clauses, said, frame)
    return np.where(framed, frame, begin)


def _led(clauses: Clauses, said: Listed, tokens: Ints) -> Flags:
    """Whether nothing but words such as *so*, *okay* stands before each token in its clause."""
    return said.fill(clauses.start(tokens), tokens, "unmarked_questions/leads", "fillers", "question_words")


def _marked(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What asks in segments with a question mark.

    It asks from the clause with the first question word on; without one, what stands behind the last pause does, and
    nothing if that is a tag (*ya? kan? right?*). A single word asks whether the clause before is so (*..., boleh?*).
    """
    shard, pauses = clauses.shard, clauses.pauses
    marks = _question_marks(shard.text)
    asked = zip(_are_questions(shard, marks), _inside(clauses, marks), strict=True)
    begin, end = (np.concatenate(places) for places in asked)
    openers = _openers(clauses, said)
    words = merged(said.first("question_words"), openers[~among(openers, np.sort(end - 1))])
    free = words[~said.has(words - 1, "unmarked_questions/telling")]  # *I do not see how ..., what is ...?*
    first = following(free, begin, shard.tokens)
    first = np.where(first < end, first, following(words, begin, shard.tokens))
    worded = first < end
    parts = merged(pauses, said.first("contrast"))
    asked_by_no = said.has(end - 1, "negators")  # *..., dapat potongan nggak?*
    last = np.maximum(np.where(asked_by_no, clauses.start(end - 1), clauses.since(parts, end - 1)), begin)
    asking = worded | ~_are_tagged(said, last, end)
    last = np.where(end - last > 1, last, np.maximum(clauses.since(parts, np.maximum(last - 1, begin)), begin))
    at = np.minimum(first, end - 1)
    start = np.where(worded, np.maximum(np.maximum(clauses.start(at), at - QUESTION_REACH), begin), last)
    return start[asking], end[asking]


_STRETCH = 1 << 20
"""Bytes that are looked through at once, and stay in the processor's cache."""


def _question_marks(text: Bytes) -> Ints:
    """Where question marks stand; a flag for each byte of a shard would be large."""
    parts = [np.flatnonzero(text[low : low + _STRETCH] == ord("?")) + low for low in range(0, len(text), _STRETCH)]
    return np.concatenate([np.empty(0, np.int64), *parts])


def _unmarked(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What asks without a question mark."""
    rules = (_opened, _inverted, _behind_subjects, _disbelieved, _whether, _in_place, _closed)
    found = zip(*(rule(clauses, said) for rule in rules), strict=True)
    begin, end = (np.concatenate(places) for places in found)
    return begin, end


def _opened(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What begins with an asking word: *kenapa hasilnya jelek*, *tapi apa mungkin ...*, *how come ...*."""
    fronted = said.first("unmarked_questions/at the beginning")
    short = said.has(fronted, "unmarked_questions/short") & (clauses.end(fronted) - fronted <= SHORT_QUESTION)
    fronted = fronted[short | ~said.has(fronted, "unmarked_questions/not asking")]
    first = merged(said.first("unmarked_questions/first"), fronted, _contradicting(clauses, said))
    start = clauses.start(first)
    told = said.has(start - 1, "unmarked_questions/telling", "unmarked_questions/indirect")  # *nggak tahu, kenapa ...*
    begins = clauses.pauses_before(start) | said.has(start, "contrast")
    first = first[((start == clauses.sentence_start(first)) | (begins & ~told)) & _led(clauses, said, first)]
    return first, _to_its_end(clauses, said, first)


SHORT_QUESTION = 5
"""A clause of at most so many tokens asks that may be a relative one: *apa yang ibu rasakan*."""


def _contradicting(clauses: Clauses, said: Listed) -> Ints:
    """*Bukannya kamu sudah bayar*, if nothing is set against it: *bukannya saya malas, tapi ...*."""
    word = said.first("unmarked_questions/contradicting")
    word = word[said.has(word + 1, "unmarked_questions/disbelieved")]
    last = clauses.sentence_end(word)
    against = any_between(said.first("contrast"), word + 1, last) | any_between(said.first("negators"), word + 1, last)
    found: Ints = word[~(against | any_between(said.first("unmarked_questions/going on"), word + 1, last))]
    return found


def _to_its_end(clauses: Clauses, said: Listed, asking: Ints) -> Ints:
    """Where questions end; what hangs on them is asked too: *kenapa ya kalau antre ...*, *kenapa kamarnya cuma ...*."""
    last = clauses.end(asking)
    goes_on = said.has(last, "hypothetical_markers", "unmarked_questions/going on") | (last <= asking + HEAD_LENGTH)
    goes_on &= last < clauses.sentence_end(asking)
    return np.where(goes_on, clauses.until(clauses.pauses, last - 1), last)


HEAD_LENGTH = 2
"""A clause of at most so many tokens is the head of a question, which goes on: *apa mungkin karena ...*."""
TELLING_REACH = 8
"""At most so many tokens stand between a word that tells of a question and the asking word."""
SUBJECT_LENGTH = 4
"""At most so many tokens stand before an asking word behind the subject: *paket saya kenapa lama*."""


def _behind_subjects(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """Asking words between subject and predicate: *airnya kok kotor*, *dia kenapa marah*, but not *enak kok*."""
    word = said.first("unmarked_questions/behind the subject")
    asks = (word - clauses.start(word) <= SUBJECT_LENGTH) | ~said.has(word, "unmarked_questions/of time")
    asks &= ~(said.has(word, "unmarked_questions/surprised") & _assure(clauses, said, word))
    word = word[asks & ~said.has(word, "unmarked_questions/not asking")]
    word = word[~_told(clauses, said, word)]
    start = clauses.start(word)
    return np.where(word - start <= SUBJECT_LENGTH, start, word), _to_its_end(clauses, said, word)


def _assure(clauses: Clauses, said: Listed, word: Ints) -> Flags:
    """Which of *kok* assure of what stands before them: *enak kok*, *enak kok buat kami*, *sudah bayar kok kak*.

    Not those right before *malah* and the like: *lho kok malah hujan*.
    """
    start, left = clauses.start(word), clauses.end(word) - word - 1
    left -= said.has(word + 1, "unmarked_questions/called")
    against = said.has(word + 1, "unmarked_questions/against expectation") & ~clauses.pauses_before(word + 1)
    against &= word + 1 < clauses.sentence_end(word)
    found: Flags = ((left <= 0) & ~against) | ((left == 1) & (word - start > 1))
    found |= said.has(word + 1, "unmarked_questions/behind what is assured")
    found &= word > start
    return found


def _told(clauses: Clauses, said: Listed, asking: Ints) -> Flags:
    """Before which asking words their clause tells or denies: *entah kenapa*, *dia tanya kapan ...*, *ga mau kok*."""
    start = clauses.start(asking)
    tells = said.first("unmarked_questions/telling", "unmarked_questions/indirect")
    told = any_between(tells, np.maximum(start, asking - TELLING_REACH), asking)
    told |= any_between(said.first("negators"), np.maximum(start, asking - SUBJECT_LENGTH), asking)
    return told | said.has(start - 1, "unmarked_questions/telling", "unmarked_questions/indirect")


def _disbelieved(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Masa tamu tidak disapa*, *masa harus menunggu*; not *masa kecil*, *di masa saya*, *masak nasi*."""
    word = said.first("unmarked_questions/disbelieving")
    word = word[~said.has(word - 1, "unmarked_questions/in a time")]
    end = _to_its_end(clauses, said, word)
    signs = any_between(said.first("negators"), word + 2, end)
    signs |= any_between(said.first("unmarked_questions/closing"), word + 2, end)
    signs |= any_between(said.first("unmarked_questions/out of bounds"), word + 2, end)
    signs |= _led(clauses, said, word)  # a time without a word behind it that says which begins no clause
    signs &= ~(said.has(word, "unmarked_questions/cooked") | said.has(word + 1, "unmarked_questions/times"))
    doubts = signs | said.has(word + 1, "unmarked_questions/disbelieved")
    return word[doubts], end[doubts]


def _whether(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """*Bisa nggak dipakai lagi*, but not *mau nggak mau*."""
    types, word = clauses.shard.types, said.first("unmarked_questions/whether")
    word = word[said.has(word + 1, "unmarked_questions/or not")]
    again = types.take(word + 2, mode="clip") == types[word]
    word = word[~clauses.begin_at(word + 1) & ~(again | _told(clauses, said, word))]
    return np.maximum(clauses.start(word), word - SUBJECT_LENGTH), clauses.end(word)


def _in_place(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """Asking words with a particle behind them (*ada apa sih*), or at the end of a short clause (*yang salah siapa*).

    Not *apa yang*, *siapa pun*.
    """
    word = said.first("unmarked_questions/in place")
    start, end = clauses.start(word), clauses.end(word)
    last = end - said.has(end - 1, "unmarked_questions/called") <= word + 1  # *rumahnya di mana bu*
    short = last & (word > start) & (word - start <= SUBJECT_LENGTH)
    closing = said.first("unmarked_questions/closing")
    closed = any_between(closing, word + 1, np.minimum(word + 1 + SUBJECT_LENGTH, end))
    word = word[(short | closed) & ((end == word + 1) | ~said.has(word, "unmarked_questions/not asking"))]
    word = word[~_told(clauses, said, word)]
    return np.maximum(clauses.start(word), word - QUESTION_REACH), clauses.end(word)


def _closed(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """What particles make a question: *ngeri nggak sih*, *bidannya datang apa belum*."""
    particle, after = said.longest("unmarked_questions/particles")
    behind = (clauses.start(particle) < particle) & ~clauses.pauses_before(after - 1)  # *capek tidak, ya capek*
    behind &= ~said.has(particle - 1, "hypothetical_markers")  # *kalau tidak ya pulang*
    particle, after = particle[behind], after[behind]
    closing, ends = said.longest("unmarked_questions/particles at the end")
    last_words = (clauses.start(closing) < closing) & (clauses.end(ends - 1) <= ends)
    particle, after = np.append(particle, closing[last_words]), np.append(after, ends[last_words])
    return clauses.start(particle), clauses.end(after - 1)


def _inverted(clauses: Clauses, said: Listed) -> tuple[Ints, Ints]:
    """Verbs before their subject: *did you ...*, *so how would it ...*; at the beginning of a sentence *is the ...*."""
    verb = said.first("unmarked_questions/verbs")
    start = clauses.start(verb)
    named = said.has(verb + 1, "unmarked_questions/nouns") & (clauses.sentence_start(verb) == start)
    turned = said.has(verb + 1, "unmarked_questions/subjects")
    going = (named | turned) & ~clauses.begin_at(verb + 1)
    verb, turned = verb[going], turned[going]
    wh = following(said.first("question_words"), clauses.start(verb), clauses.shard.tokens)
    worded = turned & (wh < verb) & (verb - wh <= SUBJECT_LENGTH)  # *how many of them did you ...*
    worded &= ~any_between(said.first("unmarked_questions/subjects"), wh + 1, verb)  # *what I mind is it ...*
    verb = verb[_led(clauses, said, np.where(worded, wh, verb))]
    return verb, clauses.until(clauses.pauses, verb)


_OPENING = np.zeros(256, np.bool_)
_OPENING[list(b"([<")] = True
"""What opens a mark of the transcriber: a question mark in it asks nothing."""
MARK_REACH = 8
"""A question mark stands among this many bytes after the last word: *habis?*, *“habis”?*, *habis?!*."""


def _are_questions(shard: Shard, marks: Ints) -> tuple[Ints, Ints]:
    """First tokens of the segments with a question mark behind their last word, and the tokens after them."""
    own = distinct_values(np.searchsorted(shard.segment_starts, marks, side="right") - 1)
    own = own[shard.segment_tokens[own] < shard.segment_tokens[own + 1]]
    end, limit = shard.segment_tokens[own + 1], shard.segment_starts[own + 1]
    at = shard.ends(end - 1)
    asks, left = np.zeros(len(own), np.bool_), np.arange(len(own))
    for _ in range(MARK_REACH):
        left = left[at[left] < limit[left]]
        byte = shard.text[at[left]]
        asks[left] |= byte == ord("?")
        left = left[~_OPENING[byte]]
        at[left] += 1
    return shard.segment_tokens[own[asks]], end[asks]


def _inside(clauses: Clauses, marks: Ints) -> tuple[Ints, Ints]:
    """What ends with a question mark inside a segment, from the pause before: *dia tanya, "obatnya habis?", lalu*."""
    shard, pauses = clauses.shard, clauses.pauses
    end = distinct_values(np.searchsorted(shard.starts, marks.astype(shard.starts.dtype)))
    end = end[clauses.pauses_before(end) & ~among(end, shard.segment_tokens)]
    end = end[shard.text[shard.ends(end - 1)] == ord("?")]
    before = np.searchsorted(pauses, end) - 1
    begin = np.where(before >= 0, pauses[np.maximum(before, 0)], 0)
    return np.maximum(begin, shard.segment_tokens[shard.segments_of(end)]), end


def _are_tagged(said: Listed, begin: Ints, end: Ints) -> Flags:
    """Which of some clauses end with a tag: *kan?*, *right?*, *ya?* where nobody is spoken to and nothing denied."""
    after = {name: merged(said.all_of(f"question_tags/{name}")[1]) for name in ("always", "of others")}
    asks = any_between(said.first("question_tags/you"), begin, end) | said.has(end - 2, "negators")
    return (among(end, after["of others"]) & ~asks) | among(end, after["always"])


def _openers(clauses: Clauses, said: Listed) -> Ints:
    """Words that ask only where a clause begins with them: *did you ...*."""
    openers = said.first("question_openers")
    return openers[clauses.begin_at(openers)]

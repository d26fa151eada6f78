"""What checks look at: codebooks, and where there is one the corpus with its codings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, participants, turns_by_place
from qualcode.index.shard import Shard
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.coding import PersonCoding
from qualcode.model.corpus import CheckSettings, Corpus
from qualcode.model.finding import Finding
from qualcode.model.transcript import Header
from qualcode.rules.kinds import RULE_KINDS
from qualcode.rules.lookup import Analyser, TermWord, words_of_term

CodingsState = Literal["none", "stale", "current"]
"""State of the codings that a study keeps."""


@dataclass(frozen=True, eq=False)
class CodebookFile:
    """One codebook file."""

    file: str
    """As findings call it."""
    codebook: Codebook | None
    """None if the file has errors."""
    findings: tuple[Finding, ...] = ()
    """What its loader found."""
    coded: Codings | None = None
    """What its rules find in the corpus; None without a corpus."""
    kept: CodingsState = "none"
    """Whether the study stores codings of its rules, and whether they are up to date."""
    own: bool = False
    """Whether it is the codebook that the study names, though others are checked."""


@dataclass(frozen=True)
class CheckedSpeaker:
    """A speaker label of a transcript."""

    transcript: str
    """Transcript."""
    speaker: str
    """Label: often a name, so it is treated as a participant's words."""
    role: str
    """One of `ROLES`."""
    turn: int
    """First turn."""
    words: int
    """Words said."""


@dataclass(frozen=True, eq=False)
class CheckedCorpus:
    """A corpus with the codings that people keep in it."""

    corpus: Corpus
    """What `corpus.yaml` says."""
    file: str
    """`corpus.yaml` as findings call it; empty if there is none."""
    folder: str
    """Folder of the transcripts, as findings call it."""
    headers: Mapping[str, Header]
    """Transcripts."""
    frame: Frame
    """Who said what where."""
    shards: Sequence[Shard]
    """The index, in the order of the frame."""
    speakers: Sequence[CheckedSpeaker] = ()
    """Speaker labels."""
    changed: Sequence[str] = ()
    """Transcripts whose source changed since it was ingested."""
    gone: Sequence[str] = ()
    """Transcripts whose source is gone."""
    codings: Sequence[PersonCoding] = ()
    """What people coded."""
    doubtful: Sequence[Finding] = ()
    """Lines of people's codings that change nothing, or that contradict another one."""

    def place(self, transcript: str, turn: int = 0) -> tuple[str, int]:
        """File and line of a turn, or of the transcript's header."""
        return f"{self.folder}/{transcript}.jsonl", turn + 1

    @cached_property
    def turns(self) -> Mapping[tuple[str, int], int]:
        """Transcript and number of each turn -> its index in the frame."""
        return turns_by_place(self.frame)

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Every word of the corpus and its number of occurrences."""
        counts: dict[str, int] = {}
        for shard in self.shards:
            for key, count in zip(shard.keys, np.diff(shard.posting_starts).tolist(), strict=True):
                counts[key] = counts.get(key, 0) + count
        return counts

    @cached_property
    def coded_segments(self) -> int:
        """Number of segments in participants' turns."""
        return int(participants(self.frame)[self.frame.segment_turn].sum())

    def slice(self, transcript: str, turn: int, start: int, end: int) -> str | None:
        """Text of a span; None if there is no such turn."""
        at = self.turns.get((transcript, turn))
        return None if at is None else self.frame.text(at)[start:end]


@dataclass(frozen=True, eq=False)
class CheckContext:
    """Everything that a check may look at."""

    books: tuple[CodebookFile, ...] = ()
    """Codebooks."""
    material: CheckedCorpus | None = None
    """The corpus; None if there is none."""
    others: tuple[CodebookFile, ...] = ()
    """The study's codebooks that are not checked."""
    unreadable: tuple[Finding, ...] = ()
    """Findings about transcripts, settings and codings that are unreadable or faulty."""
    drift: tuple[str, ...] = ()
    """Differences from `qualcode.lock`, if these were asked for."""
    absent: str = ""
    """How much of the lock could not be compared, in a sentence; empty: all was there."""
    open_folders: tuple[str, ...] = ()
    """Folders of participants' words that other users of the computer may open, though the study keeps them private."""
    names_in_git: tuple[tuple[str, int, int], ...] = ()
    """Files for git that name transcripts after people: file, first such line, number of transcripts."""
    settings: CheckSettings = field(default_factory=CheckSettings)
    """What the study says about checks."""
    analyser: Analyser = field(default_factory=Analyser)
    """Level keys of words."""

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all readable codebooks that are checked, and of the study's own."""
        books = [*self.books, *(book for book in self.others if book.own)]
        return frozenset(code.code for book in books if book.codebook for code in book.codebook.codes)

    def other_file(self, code: str) -> str:
        """A codebook of the study that has a code and is not checked; empty: none has it."""
        books = [book for book in self.others if book.codebook and code in {each.code for each in book.codebook.codes}]
        return books[0].file if books else ""


def learn(terms: Sequence[Term], analyser: Analyser) -> None:
    """Analyse all words at once, which costs far less than one at a time."""
    by_level: dict[str, list[str]] = {}
    for term in terms:
        for word in words_of_term(term):
            by_level.setdefault(word.level, []).append(word.key)
    for level in ("light", "root"):
        analyser.keys(level, by_level.get(level, []))


def bases(word: TermWord, analyser: Analyser) -> frozenset[str]:
    """The bases of a word in the languages that know one, else the word itself."""
    if word.level == "exact" or analyser.is_name(word):
        return frozenset((word.key,))
    own = (key for key in analyser.keys(word.level, [word.key])[0] if key.startswith(word.language))
    return frozenset(key.partition(":")[2] for key in own) - {word.key} or frozenset((word.key,))


@dataclass(frozen=True)
class Used:
    """One list of terms in a rule."""

    code: Code
    """Code that the rule suggests."""
    rule: Rule
    """Rule."""
    terms: tuple[Term, ...]
    """The list, with lexicons expanded."""
    cancels: bool = False
    """True for `unless`."""

    @property
    def alone(self) -> bool:
        """Whether each of its terms is a hit by itself."""
        return RULE_KINDS[self.rule.kind].each_term and not self.cancels and self.rule.context == "turn"

    @property
    def words(self) -> Iterator[Term]:
        """Its words, phrases and wildcards."""
        return (term for term in self.terms if term.is_words)


def used_lists(codebook: Codebook) -> Iterator[Used]:
    """Every list of terms in every rule, in the order of the file."""
    for code in codebook.codes:
        for rule in code.rules:
            yield from (Used(code, rule, terms) for terms in rule.lists)
            if rule.unless:
                yield Used(code, rule, rule.unless, cancels=True)


def written_terms(codebook: Codebook) -> Iterator[Term]:
    """Every term of any kind, once for each place in the file; the terms of a lexicon belong to many rules."""
    lists: set[int] = set()
    places: set[object] = set()
    for used in used_lists(codebook):
        if id(used.terms) in lists:  # a list of ten thousand terms shared by a thousand rules is looked at once
            continue
        lists.add(id(used.terms))
        yield from _new(used.terms, places)


def _new(terms: Sequence[Term], places: set[object]) -> Iterator[Term]:
    for term in terms:
        place = (term.file, term.line, term.column, term.text, term.level)
        if place not in places:
            places.add(place)
            yield term


def words_in_terms(codebook: Codebook) -> Iterator[tuple[Term, TermWord]]:
    """Every distinct word of the terms, with the first term that contains it."""
    first: dict[TermWord, Term] = {}
    for term in written_terms(codebook):
        for word in words_of_term(term):
            first.setdefault(word, term)
    return ((term, word) for word, term in first.items())


def at(term: Term, file: str) -> tuple[str, int, int]:
    """File, line and column of a term in a codebook: an included file may hold it."""
    return term.file or file, term.line, term.column


def at_code(code: Code, file: str) -> tuple[str, int, int]:
    """File, line and column of a code in a codebook."""
    return code.file or file, code.line, code.column


def ancestors(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Each code -> the codes above it."""
    parent = {code.code: code.parent for code in codebook.codes}
    return {name: frozenset(_above(name, parent)) for name in parent}


def _above(name: str, parent: dict[str, str]) -> Iterator[str]:
    seen = {name}
    while (name := parent.get(name, "")) and name not in seen:
        seen.add(name)
        yield name

"""Words: which forms of the corpus a term catches, at each level."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from qualcode.codings.coders import turns_left_out
from qualcode.corpus.index import Indexed, index
from qualcode.corpus.words import load_analyser, near, save_analyser
from qualcode.index.arrays import Flags
from qualcode.index.codings import Codings
from qualcode.index.shard import Shard
from qualcode.languages import current
from qualcode.model.codebook import Code, Codebook, MatchLevel, Term
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.rules.engine import code_shard
from qualcode.rules.kinds.any_of import rule_of_terms
from qualcode.rules.lookup import Analyser, Lookup
from qualcode.rules.lookup import words_of_term as words_of
from qualcode.rules.program import compile_codebook, whole_scope
from qualcode.rules.terms.regex import problem
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.text.languages import term_keys
from qualcode.text.tokens import fold

MATCH_LEVELS = get_args(MatchLevel)


@dataclass(frozen=True)
class WordForm:
    """One form of the corpus that a term catches."""

    form: str
    """As it is written most often."""
    count: int
    """How often it occurs."""
    written: dict[str, int]
    """The same by way of writing (capitals, apostrophes)."""


@dataclass(frozen=True)
class Caught:
    """What a term catches at one level."""

    level: MatchLevel
    keys: tuple[tuple[str, ...], ...]
    """What is compared, for each word of the term."""
    forms: tuple[WordForm, ...] = ()
    """Most frequent first."""

    @property
    def count(self) -> int:
        """How often the term is found."""
        return sum(form.count for form in self.forms)


@dataclass(frozen=True)
class WordsReport:
    """What a term catches."""

    term: str
    corpus: str
    """The corpus; empty where there is none, and then there are no forms either."""
    levels: tuple[Caught, ...]
    """From the narrowest level to the widest."""
    near: tuple[str, ...] = field(default=())
    """Where nothing was found: words of the corpus that are written much the same."""
    findings: tuple[Finding, ...] = field(default=())
    """What went wrong on the way: an expression that takes too long."""


@in_own_languages
def words(
    study: OpenStudy, term: str, level: str = "", language: str = "", *, regex: bool = False, split: str = ""
) -> WordsReport:
    """Every form in the corpus that a term catches, per level; without a corpus, the keys that it is compared by.

    Words of all speakers count, those inside transcriber marks do not; nor do those of transcripts set aside for
    testing, unless `split` names them (`test`, or `all`): rules that are made of their words cannot be tested. With
    `regex` the term is a regular expression, as `regex:` in a codebook: it has no levels, and its forms are the whole
    words that it touches.

    Raises:
        StudyError: there is no such level, language or split, the term has no letter, or the expression is invalid.
    """
    if regex:
        wanted = [_expression(term, level or language)]
    else:
        wanted = [_term(term, each, language) for each in _levels(level, term)]
    keys = [_keys(each) for each in wanted]
    if not study.layout.transcript_ids(study.name):
        return WordsReport(term, "", tuple(Caught(each.level, own) for each, own in zip(wanted, keys, strict=True)))
    indexed = index(study)
    left_out = turns_left_out(study, indexed, split)
    counted, alike, findings = _count(study, indexed, wanted, left_out)
    if alike and left_out is not None:
        alike = tuple(word for word in alike if _count(study, indexed, [Term(word, "exact")], left_out)[0][0].total())
    if left_out is not None and left_out.any() and not split:
        message = "words of the transcripts that are set aside for testing are not counted"
        findings = (
            *findings,
            Finding("note", "set-aside", message, hint="--split test counts these, --split all both"),
        )
    caught = (Caught(t.level, own, _forms(n)) for t, own, n in zip(wanted, keys, counted, strict=True))
    return WordsReport(term, study.name, tuple(caught), alike, findings)


def _levels(level: str, term: str) -> Sequence[MatchLevel]:
    if level and level not in MATCH_LEVELS:
        raise unknown_name("level", level, MATCH_LEVELS)
    if "*" in term and not level:
        return ("exact",)  # a word with `*` is matched as it is written at every level
    return [each for each in MATCH_LEVELS if level in ("", each)]


def _term(text: str, level: MatchLevel, language: str) -> Term:
    if language and language not in current().codes:
        raise unknown_name("language", language, current().codes)
    if not any(letter.isalnum() for letter in text):
        raise study_error("no-letters", "a term needs a letter or digit", "write a word, a phrase or `koordinasi*`")
    return Term(" ".join(text.split()), level, language)


def _expression(text: str, inflection: str) -> Term:
    if inflection:
        hint = "leave --level and --language out"
        raise study_error("no-inflection", "a regular expression finds what is written, at no level", hint)
    if wrong := problem(text):
        raise study_error(*wrong)
    return Term(text, "exact", kind="regex")


def _keys(term: Term) -> tuple[tuple[str, ...], ...]:
    """What each word of a term is compared by; a word with `*` and an expression by themselves."""
    analyser = Analyser()
    if not term.is_words:
        return ((term.text,),)
    return tuple(
        (word.key,) if "*" in word.key or analyser.is_name(word) else term_keys(word.key, word.level, word.language)
        for word in words_of(term)
    )


def _count(
    study: OpenStudy, indexed: Indexed, terms: Sequence[Term], left_out: Flags | None
) -> tuple[list[Counter[str]], tuple[str, ...], tuple[Finding, ...]]:
    """How often each term is found in each way of writing, near words where none is found at all, what went wrong."""
    analyser = load_analyser(study)
    names = [term.level if term.is_words else term.text for term in terms]
    rules = [rule_of_terms(name, [term]) for name, term in zip(names, terms, strict=True)]
    codes = tuple(Code(rule.rule, rules=(rule,)) for rule in rules)
    program = compile_codebook(Codebook("words", codes))
    counts: list[Counter[str]] = [Counter() for _ in terms]
    base = 0
    for piece in indexed.pieces:
        shard = piece.shard
        coded = code_shard(program, shard, Lookup(shard.keys, analyser), whole_scope(shard))
        out = left_out[base : base + shard.turns] if left_out is not None else None
        base += shard.turns
        for turn, term, written in _written(shard, coded):
            counts[term][written] += out is None or not out[turn]
    save_analyser(study, analyser)
    alike = () if any(map(Counter.total, counts)) or not terms[0].is_words else near(indexed)(terms[0].text)
    return counts, alike, tuple(program.searches.findings.values())


def _written(shard: Shard, coded: Codings) -> Iterator[tuple[int, int, str]]:
    """Each match: its turn in the shard, its term, and how it is written, with single blanks."""
    owner = np.repeat(np.arange(len(coded.code)), np.diff(coded.matched_offsets))
    text, before = "", -1
    columns = (coded.turn[owner], coded.code[owner], coded.matched_start, coded.matched_end)
    for turn, term, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if turn != before:  # they stand in order of text
            text, before = shard.turn_text(turn), turn
        yield turn, term, " ".join(text[start:end].split())


def _forms(counted: Counter[str]) -> tuple[WordForm, ...]:
    """Ways of writing grouped by the key that rules compare, most frequent first."""
    groups: dict[str, dict[str, int]] = {}
    for written, count in sorted((+counted).items(), key=lambda each: (-each[1], each[0])):
        groups.setdefault(fold(written), {})[written] = count
    forms = [WordForm(next(iter(own)), sum(own.values()), own) for own in groups.values()]
    return tuple(sorted(forms, key=lambda form: (-form.count, form.form)))

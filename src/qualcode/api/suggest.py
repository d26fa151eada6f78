"""Suggest words for a code: those that separate the turns that stand for it from the others.

Turns are counted, not sentences: who says a word three times in one answer says it once. And two respondents must say
it, or a rule would know a person by it.
"""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.agreement.coders import kind_of
from qualcode.api.codes import find_code
from qualcode.codings.apply import apply
from qualcode.codings.coders import load_person, open_codebook, set_aside
from qualcode.codings.looked import in_transcripts, turns_answered
from qualcode.codings.mentions import segment_ends, united
from qualcode.codings.schema import Codings
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import LONGEST_PHRASE, NGrams, Speech, find_ngrams, load_analyser, save_analyser, speech
from qualcode.index.arrays import Flags, Ints
from qualcode.model.codebook import Code, Codebook
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding, study_error
from qualcode.rules.kinds.any_of import rule_of_terms
from qualcode.rules.lookup import Analyser
from qualcode.store.people import read_coder
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables.statistics import log_likelihood, log_ratio
from qualcode.text.tokens import fold
from qualcode.text.tokens import keys as keys_of

_RESEMBLING = 30
"""Most segments that stand for a code by sharing words with its examples."""
_SHARED = 2
"""Words of content that such a segment shares with an example at least."""


@dataclass(frozen=True, eq=False)
class ReferenceTurns:
    """Turns of a code and turns to compare them with."""

    source: str
    """What chose them: `coder NAME`, `rules`, `examples`."""
    passages: Flags
    """Segments of the code: only their words speak for it."""
    inside: Flags
    """Turns that hold one."""
    outside: Flags
    """Other turns."""
    looked_at: bool
    """Whether it is known that somebody, or a rule, looked at the other turns."""
    set_aside: int
    """Transcripts left out because they are set aside for testing."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the codings."""


def _choose(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, code: Code, coder: str, said: Speech, analyser: Analyser
) -> ReferenceTurns:
    """Choose by a coder's codings, where there are any of the code; else by its rules; else by its examples."""
    found = _by_coder(study, corpus, codebook, code, coder)
    if found is None and not coder:
        found = _by_rules(corpus, codebook, code, analyser) or _by_examples(corpus, code, said)
    if found is None:
        who = f"`{coder}` has no coding" if coder else "there is no coding and no example"
        message = f"{who} of `{code.code}` in the transcripts that may be looked at"
        raise study_error("nothing-coded", message, "write examples for it")
    return found


def _by_coder(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, code: Code, coder: str
) -> ReferenceTurns | None:
    """Turns that the coder coded, beside others that the coder looked at, or may have looked at where few are known."""
    layers = []
    for name in [coder] if coder else study.layout.coder_names(study.name):
        about, _ = read_coder(study.layout, study.name, name)
        if not coder and (about is None or about.kind == "rules"):  # not by reading
            continue
        codings, wrong = load_person(study, corpus, codebook, name)
        inside = _mentioned(corpus, codings, code)
        if (inside & _free(corpus)).any():
            layers.append((int(inside.sum()), name, inside, tuple(wrong)))
    if not layers:
        return None
    _, name, inside, findings = max(layers, key=lambda layer: layer[:2])
    looked, _ = turns_answered(study, corpus.frame, kind_of(study, name)) if "+" not in name else (None, None)
    if looked is not None:
        chosen = _chosen(corpus, f"coder {name}", inside, looked, looked_at=True)
        if chosen.outside.sum() >= chosen.inside.sum():
            return replace(chosen, findings=findings)
    coded = {each for one in name.split("+") for each in study.layout.coded_ids(study.name, one.strip())}
    maybe = in_transcripts(corpus.frame, coded)
    return replace(_chosen(corpus, f"coder {name}", inside, maybe, looked_at=False), findings=findings)


def _by_rules(corpus: OpenCorpus, codebook: Codebook, code: Code, analyser: Analyser) -> ReferenceTurns | None:
    inside = _mentioned(corpus, apply(corpus, codebook, analyser), code)
    return _chosen(corpus, "rules", inside, True, looked_at=True) if (inside & _free(corpus)).any() else None


def _by_examples(corpus: OpenCorpus, code: Code, said: Speech) -> ReferenceTurns | None:
    """The segments that share most words of content with the code's examples, rare words counting more."""
    forms, number = said.forms
    wanted = {fold(key) for example in code.examples if example.expect for key in keys_of(example.text)}
    shared_keys = np.unique(said.running.key[np.isin(number, [at for at, form in enumerate(forms) if form in wanted])])
    may = _free(corpus)[said.running.segment] & said.content & ~said.name
    pairs = np.unique(np.stack([said.running.key[may], said.running.segment[may]]), axis=1)
    often = np.bincount(pairs[0], minlength=int(said.running.key.max(initial=-1)) + 1)
    pairs = pairs[:, np.isin(pairs[0], shared_keys)]
    n = len(corpus.frame.segment_turn)
    weight = np.bincount(pairs[1], weights=np.log(n / often[pairs[0]]), minlength=n)
    weight[np.bincount(pairs[1], minlength=n) < _SHARED] = 0
    best = np.argsort(-weight, kind="stable")[:_RESEMBLING]
    inside = np.zeros(n, np.bool_)
    inside[best] = weight[best] > 0
    return _chosen(corpus, "examples", inside, True, looked_at=False) if inside.any() else None


def _mentioned(corpus: OpenCorpus, codings: Codings, code: Code) -> Flags:
    """Segments in which the code, or one under it, is mentioned."""
    own = united(corpus.frame, codings).of_code([each.code for each in codings.codes].index(code.code))
    edges = np.zeros(len(corpus.frame.segment_turn) + 1, np.int64)
    np.add.at(edges, own.segment, 1)
    np.add.at(edges, segment_ends(corpus.frame, own) + 1, -1)
    flags: Flags = np.cumsum(edges)[:-1] > 0
    return flags


def _free(corpus: OpenCorpus) -> Flags:
    """Segments of participants in transcripts that are not set aside for testing."""
    columns = corpus.frame
    may = (columns.turn_role == ROLES.index("participant")) & ~set_aside(columns)
    return np.asarray(may[columns.segment_turn])


def _chosen(
    corpus: OpenCorpus, source: str, passages: Flags, known: Flags | bool, *, looked_at: bool
) -> ReferenceTurns:
    columns = corpus.frame
    passages, others = passages & _free(corpus), np.zeros(len(columns.turn_number), np.bool_)
    inside = np.zeros(len(columns.turn_number), np.bool_)
    inside[columns.turn_counted[columns.segment_turn[passages]]] = True
    free = (columns.turn_role == ROLES.index("participant")) & ~set_aside(columns) & (columns.turn_words > 0) & known
    others[columns.turn_counted[free]] = True
    aside = len(np.unique(columns.turn_transcript[set_aside(columns)]))
    return ReferenceTurns(source, passages, inside, others & ~inside, looked_at, aside)


LEAST_RESPONDENTS = 2
"""Respondents who must say a word where the code is: what one says is no pattern, and might point to a person."""
LEAST_G2 = 3.84
"""Least G2: chance alone reaches it once in twenty words."""
_REFERENCES = 5
"""Segments named for each word."""
_ALIKE = 0.8
"""Share of turns from which a phrase and a word in it say the same."""


@dataclass(frozen=True)
class Suggestion:
    """A word or phrase for the rules of a code."""

    term: str
    """In its most frequent form."""
    inside: int
    """Turns with the code in whose coded segments it stands."""
    respondents: int
    """Respondents who say it there."""
    outside: int
    """Other turns in which it stands."""
    g2: float
    """Log-likelihood: how sure the difference is."""
    log_ratio: float
    """Effect size: 1 is twice as frequent in the code's turns, 2 four times."""
    segments: tuple[str, ...]
    """The first segments of the code in which it stands, as `transcript:turn:segment`."""


@dataclass(frozen=True)
class SuggestReport:
    """Suggestions for a code."""

    code: str
    source: str
    """What chose the turns: `coder NAME`, `rules`, `examples`."""
    inside: int
    """Turns with the code."""
    respondents: int
    """Respondents who said them."""
    outside: int
    """Other turns of participants, to compare with."""
    looked_at: bool
    """Whether it is known that the other turns were looked at; else some of them may have the code, too."""
    set_aside: int
    """Transcripts left out because they are set aside for testing."""
    suggestions: tuple[Suggestion, ...]
    """The surest first."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and codings."""


@in_own_languages
def suggest(study: OpenStudy, code: str, coder: str = "", top: int = 20, codebook_file: str = "") -> SuggestReport:
    """Words and phrases that separate the turns of a code from the rest.

    The turns are those that a coder coded (the one named, else the one who used the code most), else those that
    the rules code, else those that share words with the code's examples. Transcripts that are set aside for testing
    are never looked at: whoever tunes rules on them has nothing left to measure with.

    Raises:
        StudyError: there is no such code or coder, there are no transcripts, or nothing says which turns carry it.
    """
    codebook, findings = open_codebook(study, codebook_file)
    own = find_code(codebook, code)
    corpus, analyser = frame(study, index(study)), load_analyser(study)
    said = speech(corpus, analyser)
    chosen = _choose(study, corpus, codebook, own, coder, said, analyser)
    caught = _caught(corpus, codebook, own, analyser)[said.token]
    save_analyser(study, analyser)
    found = _rank(corpus, said, chosen, caught)
    return SuggestReport(
        code,
        chosen.source,
        int(chosen.inside.sum()),
        len(_respondents(corpus, np.flatnonzero(chosen.inside))),
        int(chosen.outside.sum()),
        chosen.looked_at,
        chosen.set_aside,
        tuple(found[:top]),
        (*findings, *chosen.findings),
    )


def _respondents(corpus: OpenCorpus, turns: Ints) -> Ints:
    """Respondents who said some turns; voices that cannot be told apart are none."""
    who = np.unique(corpus.frame.turn_respondent[turns])
    return who[who >= 0]


def _caught(corpus: OpenCorpus, codebook: Codebook, code: Code, analyser: Analyser) -> Flags:
    """Words of the corpus that a term of the code's rules catches already."""
    lists = [terms for rule in code.rules for terms in rule.lists]
    tokens = corpus.token_base[-1] + corpus.indexed.pieces[-1].shard.tokens
    if not lists:
        return np.zeros(tokens, np.bool_)
    rules = tuple(rule_of_terms(str(number), terms) for number, terms in enumerate(lists))
    found = apply(corpus, replace(codebook, codes=(Code(code.code, rules=rules),)), analyser)
    edges = np.zeros(tokens + 1, np.int64)
    np.add.at(edges, found.token_start, 1)
    np.add.at(edges, found.token_end, -1)
    return np.asarray(np.cumsum(edges)[:-1] > 0)


def _rank(corpus: OpenCorpus, said: Speech, chosen: ReferenceTurns, caught: Flags) -> list[Suggestion]:
    """All suggestions, the surest first, without phrases that say what a word in them says."""
    turn = corpus.frame.turn_counted[corpus.frame.segment_turn]
    counts = (chosen.passages | chosen.outside[turn])[said.running.segment]
    said, caught = said.keep(counts), caught[counts]
    lengths = range(1, LONGEST_PHRASE + 1)
    ranked = [each for words in lengths for each in _of_length(corpus, said, chosen, caught, words)]
    ranked.sort(key=lambda each: (-each.g2, each.words))
    kept: list[_Candidate] = []
    for each in ranked:
        if not any(_says_the_same(each, other) for other in kept):
            kept.append(each)
    return [_suggestion(corpus, said, each) for each in kept]


@dataclass(frozen=True, eq=False)
class _Candidate:
    first: Ints
    words: int
    keys: tuple[int, ...]
    inside: Ints
    """Turns with the code."""
    respondents: int
    passages: Ints
    """Their segments."""
    outside: int
    g2: float
    log_ratio: float


def _of_length(corpus: OpenCorpus, said: Speech, chosen: ReferenceTurns, caught: Flags, words: int) -> list[_Candidate]:
    """Words or phrases of one length that stand out."""
    found = find_ngrams(said.running, words)
    keep = _fit(said, found) & ~_all_caught(said, caught, found)
    order = np.argsort(found.name[keep], kind="stable")
    name, first = found.name[keep][order], found.first[keep][order]
    turn = corpus.frame.turn_counted[corpus.frame.segment_turn][said.running.segment[first]].astype(np.int64)
    inside, outside = _turns_with(chosen, name, turn)
    totals = int(chosen.inside.sum()), int(chosen.outside.sum())
    g2, ratio = log_likelihood(inside, outside, *totals), log_ratio(inside, outside, *totals)
    standing_out = np.flatnonzero((inside >= LEAST_RESPONDENTS) & (ratio > 0) & (g2 >= LEAST_G2)).tolist()
    candidates = []
    for one in standing_out:
        own = slice(np.searchsorted(name, one), np.searchsorted(name, one, side="right"))
        turns, keys = np.unique(turn[own]), said.running.key[first[own][0] : first[own][0] + words].tolist()
        of_code = turns[chosen.inside[turns]]
        who = len(_respondents(corpus, of_code))
        if who >= LEAST_RESPONDENTS:
            segments = np.unique(said.running.segment[first[own]])
            passages = segments[chosen.passages[segments]]
            found_in = _Candidate(
                first[own], words, tuple(keys), of_code, who, passages, int(outside[one]), float(g2[one]),
                float(ratio[one]),
            )  # fmt: skip
            candidates.append(found_in)
    return candidates


def _turns_with(chosen: ReferenceTurns, name: Ints, turn: Ints) -> tuple[Ints, Ints]:
    """Number of the code's turns, and of others, in which each word or phrase stands."""
    pairs = np.unique(np.stack([name, turn]), axis=1)
    size = int(name.max(initial=-1)) + 1
    inside, outside = (
        np.bincount(pairs[0][flags[pairs[1]]], minlength=size) for flags in (chosen.inside, chosen.outside)
    )
    return inside, outside


def _fit(said: Speech, found: NGrams) -> Flags:
    """Whether words and phrases can be terms: no name or number in them, and content at one end at least.

    A word that every text has may stand inside a phrase, and a negator at its beginning (*belum ada sinyal*).
    """
    fits = np.ones(len(found.first), np.bool_)
    for offset in range(found.words):
        fits &= ~said.name[found.first + offset]
    last = found.first + found.words - 1
    begins = said.content[found.first] | (said.negator[found.first] & (found.words > 1))
    return fits & begins & said.content[last]


def _all_caught(said: Speech, caught: Flags, found: NGrams) -> Flags:
    """Whether the rules catch every word of content already."""
    covered = np.ones(len(found.first), np.bool_)
    for offset in range(found.words):
        covered &= caught[found.first + offset] | ~said.content[found.first + offset]
    return covered


def _says_the_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether one is part of the other and nearly all turns are the same."""
    short, long = sorted((one, other), key=lambda each: each.words)
    parts = [long.keys[at : at + short.words] for at in range(long.words - short.words + 1)]
    if short.keys not in parts:
        return False
    both = len(np.intersect1d(one.inside, other.inside))
    return both >= _ALIKE * max(len(one.inside), len(other.inside))


def _suggestion(corpus: OpenCorpus, said: Speech, found: _Candidate) -> Suggestion:
    columns = corpus.frame
    references = tuple(
        f"{columns.transcripts[columns.turn_transcript[turn]]}:{columns.turn_number[turn]}:{columns.segment_number[segment]}"
        for segment in found.passages[:_REFERENCES].tolist()
        for turn in [columns.segment_turn[segment]]
    )
    g2, ratio = round(found.g2, 2), round(found.log_ratio, 2)
    form = said.form(found.first, found.words)
    return Suggestion(form, len(found.inside), found.respondents, found.outside, g2, ratio, references)

"""Codings of rules as corrected by a person: without those she rejected, and with those she changed.

None of her codings is added unless it answers a suggestion, and unanswered suggestions stay as rules made them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from qualcode.codings.coders import placed_codings
from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, participants
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Longs, take_runs
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS, PersonCoding, Reviewed
from qualcode.model.finding import Finding, unknown_name
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import as_coding, read_force
from qualcode.store.fold import InForce, overlap
from qualcode.store.hashing import sha256_bytes
from qualcode.store.study import OpenStudy


def suggestions_among(frame: Frame, codings: Codings) -> Bools:
    """True for each coding of rules that is suggested to people: those that would be counted."""
    return np.asarray((codings.assertion == AFFIRMED_INDEX) & participants(frame)[codings.turn])


def as_suggestions(
    frame: Frame, codings: Codings, numbers: Longs, hash_of: Callable[[int], str]
) -> Iterator[DecisionLine]:
    """Codings of rules as the `accept` lines that they would become, without id and time.

    Args:
        frame: the corpus.
        codings: all codings of rules.
        numbers: the codings that are suggested.
        hash_of: global turn -> hash of its text.
    """
    turns = codings.turn[numbers]
    offsets, runs = take_runs(codings.rule_offsets, numbers)
    columns = (
        *(turns, frame.turn_number[turns], codings.code[numbers], codings.start[numbers], codings.end[numbers]),
        *(codings.assertion[numbers], offsets[:-1], offsets[1:]),
    )
    rules, names = codings.rule[runs].tolist(), codings.source.rule_names
    codes = [code.code for code in codings.codes]
    for turn, number, code, start, end, assertion, low, high in zip(*(each.tolist() for each in columns), strict=True):
        yield DecisionLine(
            "accept",
            "",
            turn=number,
            code=codes[code],
            start=start,
            end=end,
            turn_sha256=hash_of(turn),
            assertion=ASSERTIONS[assertion],
            rules=tuple(names[rule] for rule in sorted(set(rules[low:high]))),
        )


@dataclass(frozen=True)
class _Answered:
    """A person's answer to one suggestion."""

    at: int
    """Number of the coding that rules made."""
    rejected: bool
    """Whether she rejected it."""
    hers: tuple[PersonCoding, ...]
    """Her codings in its place: the accepted one if she changed it, or what she gave instead."""


def review_rules(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, rules: Codings, by: str
) -> tuple[Codings, list[Finding]]:
    """The codings of rules as corrected by a person, and findings about her codings that have lost their place.

    Raises:
        StudyError: there is no such coder.
    """
    known = study.layout.coder_names(study.name)
    if by not in known:
        raise unknown_name("coder", by, known)
    asked = suggestions_among(corpus.frame, rules)
    answers = list(_answers(study, corpus.frame, rules, asked, by))
    hers = list(dict.fromkeys(coding for each in answers for coding in each.hers))
    placed, findings = placed_codings(corpus, codebook, rules.source, hers)
    standing = {hers[line] for line in ([] if placed.line is None else placed.line.tolist())}
    gone = np.zeros(len(rules), np.bool_)
    gone[[each.at for each in answers if each.rejected or standing.intersection(each.hers)]] = True
    source = replace(rules.source, layer=_told(by, int(asked.sum()), answers))
    kept = replace(rules.keep(~gone), source=source)
    if placed.line is None:
        return kept, findings
    first = {coding: each.at for each in reversed(answers) for coding in each.hers}
    made_from = np.array([first[hers[line]] for line in placed.line.tolist()], np.int64)
    return Codings.join([kept, _as_rules_made(placed, rules, made_from)]), findings


def _answers(study: OpenStudy, frame: Frame, rules: Codings, asked: Bools, by: str) -> Iterator[_Answered]:
    """The answered suggestions, transcript by transcript."""
    answering = set(study.layout.coded_ids(study.name, by))
    order = np.flatnonzero(asked)
    transcripts = frame.turn_transcript[rules.turn[order]]
    for number in np.unique(transcripts).tolist():
        name = frame.transcripts[number]
        if name in answering:
            force = read_force(study.layout, study.name, by, name)
            named = {line.id: line for line in (*force.codings, *force.rejected)}
            own = order[transcripts == number]
            made = as_suggestions(frame, rules, own, lambda turn: sha256_bytes(frame.text(turn).encode()))
            for at, suggestion in zip(own.tolist(), made, strict=True):
                state, line = force.answer(suggestion)
                if line:
                    hers = _hers(suggestion, named[line.id], force, rejected=state == "reject")
                    yield _Answered(at, state == "reject", tuple(as_coding(each, by, name) for each in hers))


def _hers(suggestion: DecisionLine, line: DecisionLine, force: InForce, *, rejected: bool) -> list[DecisionLine]:
    """Her codings in the place of a suggestion.

    On the review page, giving its words another code writes a `code` and a `reject` line with one time.
    """
    if not rejected:
        return [] if _said(line) == _said(suggestion) else [line]
    return [
        coding
        for coding in force.codings
        if coding.do == "code"
        and (coding.time, coding.turn) == (line.time, line.turn)
        and overlap((coding.start, coding.end), (line.start, line.end))
    ]


def _said(line: DecisionLine) -> tuple[object, ...]:
    return line.turn, line.start, line.end, line.code, line.assertion or "affirmed"


def _told(by: str, suggestions: int, answers: list[_Answered]) -> Reviewed:
    accepted, rejected = ([each for each in answers if each.rejected == which] for which in (False, True))
    changed, replaced = (sum(bool(each.hers) for each in some) for some in (accepted, rejected))
    return Reviewed(by, suggestions, len(accepted), changed, len(rejected), replaced)


def _as_rules_made(hers: Codings, rules: Codings, made_from: Longs) -> Codings:
    """Her codings, with the rules that suggested them and whether they were prompted, if the code is the same.

    The span is hers, so it has no matched words.
    """
    same = hers.code == rules.code[made_from]
    rule_offsets, rule = take_runs(rules.rule_offsets, made_from[same])
    sizes = np.zeros(len(hers), np.int64)
    sizes[same] = np.diff(rule_offsets)
    return replace(
        hers,
        prompted=rules.prompted[made_from] & same,
        rule_offsets=np.concatenate(([0], np.cumsum(sizes))),
        rule=rules.rule[rule],
        matched_offsets=np.zeros(len(hers) + 1, np.int64),
        matched_start=hers.matched_start[:0],
        matched_end=hers.matched_end[:0],
        line=None,
    )

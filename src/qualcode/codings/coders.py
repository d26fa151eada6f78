"""Opens codebooks and people's codings, and tells which transcripts are set aside for testing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np

from qualcode.codings.agreed import read_agreed
from qualcode.codings.cache import understand_codebook
from qualcode.codings.looked import codings_read_blind
from qualcode.codings.schema import RULES, Codings, Source
from qualcode.corpus.build import frame as build_frame
from qualcode.corpus.frame import Frame, turns_by_place
from qualcode.corpus.index import Indexed
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Flags, Ints
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS, Agreed, Coder, PersonCoding
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.store.append import append, read_lines
from qualcode.store.doors import read_through
from qualcode.store.people import read_coder, read_codings
from qualcode.store.study import OpenStudy, last_codebook


def open_codebook(study: OpenStudy, file: str = "") -> tuple[Codebook, tuple[Finding, ...]]:
    """Load a codebook; without a file, the study's default one, else the one that coded the corpus last.

    Raises:
        StudyError: none is named, there is no such file, or it has errors.
    """
    path = codebook_path(study, file)
    name = study.layout.relative(path)
    codebook, findings = understand_codebook(study, name, read_through("settings", path))
    if codebook is None:
        raise StudyError(*findings)
    return replace(codebook, file=name), findings


def codebook_path(study: OpenStudy, file: str = "") -> Path:
    """The codebook file as named from where the user stands, else as the study names it.

    Raises:
        StudyError: none is named, or there is no such file.
    """
    if file and Path(file).is_file():
        return Path(file)
    named = file or study.settings.codebook or last_codebook(study)[1]
    if not named:
        raise study_error(
            "no-codebook", "no codebook is named", "write --codebook FILE, or `codebook:` in qualcode.yaml"
        )
    path = study.layout.root / named
    if path.is_file():
        return path
    if path.is_dir():
        raise study_error(
            "no-codebook",
            "this is a folder, not a codebook",
            "name the YAML file in it",
            file=study.layout.relative(path),
        )
    known = sorted(path.name for path in study.layout.codebooks.glob("*.yaml"))
    hint = f"in codebooks/ there is {', '.join(known)}" if known else "`qualcode init` writes a first one"
    raise study_error("no-codebook", "there is no such codebook", hint, file=study.layout.relative(path))


def check_coder_name(name: str) -> None:
    """Refuse a name that a coder cannot have.

    Raises:
        StudyError: it is empty, holds signs that paths or options need, or means the rules.
    """
    if not name.strip() or name != name.strip() or name.startswith(".") or set(name) & set("/\\+,"):
        raise study_error(
            "bad-coder", "a coder's name cannot be empty, begin with `.` or hold `/ \\ + ,`", "--coder ani"
        )
    if name.lower() == RULES:
        raise study_error("bad-coder", f"`{name}` is what the rules of a codebook find", "give the person another name")


def load_person(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, name: str, *, blind: bool = False
) -> tuple[Codings, list[Finding]]:
    """A coder's codings in the study, as columns; `line` is their index in the order of reading.

    `ani+budi` means two coders taken together: a code that both give to the same words counts once. A coder who stands
    for the agreement of two has what both gave and what was decided between them. `blind`: turns that were read blind
    are as they were coded then, to measure agreement.

    Raises:
        StudyError: there is no such coder, or `coder.yaml` has errors.
    """
    known = study.layout.coder_names(study.name)
    lines, findings, coders = [], [], []
    layer = None
    for each in dict.fromkeys(part.strip() for part in name.split("+")):
        if each not in known:
            raise unknown_name("coder", each, [RULES, *known])
        coder, wrong = read_coder(study.layout, study.name, each)
        if coder is None:
            raise StudyError(*wrong)
        own, more, layer = codings_in_force(study, corpus, coder)
        own = codings_read_blind(study, each, own) if blind and not layer else own
        coders.append(coder)
        lines += own
        findings += [*wrong, *more]
    placed, unplaced = _place(corpus, codebook, lines)
    if len(coders) > 1:
        placed = list({place[:5]: place for place in reversed(placed)}.values())[::-1]
    kinds, ways = {coder.kind for coder in coders}, {coder.approach for coder in coders}
    source = replace(
        Source.of(codebook),
        coder=name,
        kind=kinds.pop() if len(kinds) == 1 else "person",
        approach=ways.pop() if len(ways) == 1 else "",
        memos=[line.memo for line in lines],
        layer=layer if len(coders) == 1 else None,
    )
    return _columns(corpus, source, placed), [*findings, *unplaced]


def codings_in_force(
    study: OpenStudy, corpus: OpenCorpus, coder: Coder
) -> tuple[list[PersonCoding], list[Finding], Agreed | None]:
    """All codings of a coder, findings about bad lines, and how they came about if the coder stands for two others.

    Raises:
        StudyError: one of these two is not there.
    """
    if not coder.between:
        return *read_codings(study.layout, study.name, coder.coder), None
    known = study.layout.coder_names(study.name)
    for each in coder.between:
        if each not in known or each == coder.coder:
            raise unknown_name("coder", each, known)
    return read_agreed(study, corpus.frame, coder)


def placed_codings(
    corpus: OpenCorpus, codebook: Codebook, source: Source, lines: Sequence[PersonCoding]
) -> tuple[Codings, list[Finding]]:
    """Codings as columns, `line` being their index; those without a place or a code become findings."""
    placed, findings = _place(corpus, codebook, lines)
    return _columns(corpus, source, placed), findings


_Placed = tuple[int, int, int, int, int, int]
"""Turn, start, end, code, assertion, line."""


def _place(
    corpus: OpenCorpus, codebook: Codebook, lines: Sequence[PersonCoding]
) -> tuple[list[_Placed], list[Finding]]:
    """Codings with the numbers of their turn and code; those without a place become findings."""
    turn_of = turns_by_place(corpus.frame)
    code_of = {code.code: number for number, code in enumerate(codebook.codes)}
    placed, findings = [], []
    unknown: dict[tuple[str, str], list[str]] = {}
    for line, coding in enumerate(lines):
        turn, code = turn_of.get((coding.transcript, coding.turn)), code_of.get(coding.code)
        if code is None:
            unknown.setdefault((coding.coder, coding.code), []).append(coding.transcript)
        elif turn is None or corpus.frame.text(turn)[coding.start : coding.end] != coding.quote:
            message = f"a coding `{coding.code}` of `{coding.coder}` in turn {coding.turn} has lost its place"
            findings.append(Finding("warning", "quote-moved", message, coding.transcript, hint="run `qualcode verify`"))
        else:
            placed.append((turn, coding.start, coding.end, code, ASSERTIONS.index(cast(Any, coding.assertion)), line))
    lacking = [_lacks(codebook, coder, code, where) for (coder, code), where in unknown.items()]
    return sorted(placed), [*dict.fromkeys(findings), *lacking]


def _lacks(codebook: Codebook, coder: str, code: str, transcripts: Sequence[str]) -> Finding:
    """One finding for a code that a codebook lacks, naming the first of its transcripts."""
    others = len(set(transcripts)) - 1
    also = f" and {others} transcript{'s' * (others > 1)} more" if others else ""
    message = f"coder `{coder}` uses code `{code}`, which codebook `{codebook.codebook}` lacks"
    return Finding("warning", "unknown-code", message, transcripts[0] + also)


def _columns(corpus: OpenCorpus, source: Source, placed: Sequence[_Placed]) -> Codings:
    """Columns of placed codings; what matched is the span itself."""
    if not placed:
        return Codings.none(source)
    turn, start, end, code, assertion, line = np.ascontiguousarray(np.array(placed, np.int32).T)
    low = np.searchsorted(corpus.frame.segment_turn, turn)
    high = np.searchsorted(corpus.frame.segment_turn, turn, side="right")
    segment = [
        lo + int(np.searchsorted(corpus.frame.segment_start[lo:hi], at, side="right")) - 1
        for lo, hi, at in zip(low.tolist(), high.tolist(), start.tolist(), strict=True)
    ]
    token_start, token_end = _token_range(corpus, turn, start, end)
    return Codings(
        source=source,
        code=code,
        turn=turn,
        segment=np.array(segment, np.int32),
        start=start,
        end=end,
        token_start=token_start,
        token_end=token_end,
        assertion=assertion.astype(np.int8),
        prompted=np.zeros(len(placed), np.bool_),
        rule_offsets=np.zeros(len(placed) + 1, np.int64),
        rule=np.empty(0, np.int32),
        matched_offsets=np.arange(len(placed) + 1),
        matched_start=start,
        matched_end=end,
        line=line,
    )


def _token_range(corpus: OpenCorpus, turn: Ints, start: Ints, end: Ints) -> tuple[Any, Any]:
    """First token of each span and the token after it, counted through the corpus."""
    first, last = [], []
    for one, low, high in zip(turn.tolist(), start.tolist(), end.tolist(), strict=True):
        at = int(np.searchsorted(corpus.turn_base, one, side="right")) - 1
        shard = corpus.indexed.pieces[at].shard
        local = one - corpus.turn_base[at]
        text, origin = shard.turn_text(local), int(shard.turn_starts[local])
        edges = [origin + len(text[:edge].encode("utf-8")) for edge in (low, high)]
        span = np.array(edges, shard.starts.dtype)  # with another type, numpy would copy all starts for each coding
        tokens = np.searchsorted(shard.starts, span) + corpus.token_base[at]
        first.append(int(tokens[0]))
        last.append(int(tokens[1]))
    return np.array(first, np.int32), np.array(last, np.int32)


SPLIT, TEST, DEVELOPMENT = "split", "test", "development"
"""Attribute of transcripts, and its values: set aside for testing, or free for tuning."""
ALL_SPLITS = "all"
"""Value of `--split` for every transcript, including those set aside."""


def in_split(frame: Frame, split: str) -> Flags:
    """True for each turn of a split; for `all`, every turn; without a name, every turn that is not set aside.

    Raises:
        StudyError: no transcript has this value of the attribute `split`.
    """
    if split == ALL_SPLITS:
        return np.ones(len(frame.turn_number), dtype=np.bool_)
    if not split:
        return np.asarray(~set_aside(frame))
    values = list(frame.attribute_values.get(SPLIT, ()))
    if not values:
        hint = "write `split: test` or `split: development` under the transcripts' attributes in corpus.yaml"
        raise study_error("no-split", "no transcript says to which split it belongs", hint)
    if split not in values:
        raise unknown_name("split", split, values)
    return np.asarray(frame.attribute(SPLIT) == values.index(split))


def set_aside(frame: Frame) -> Flags:
    """True for each turn of the transcripts that are set aside for testing."""
    if TEST in frame.attribute_values.get(SPLIT, ()):
        return in_split(frame, TEST)
    return np.zeros(len(frame.turn_number), dtype=np.bool_)


def note_test_use(study: OpenStudy, **about: object) -> int:
    """Record a use of the test transcripts, and return the number of uses so far."""
    append(study.layout.test_uses(study.name), about)
    return uses_of_test(study)


def uses_of_test(study: OpenStudy) -> int:
    """How often the test transcripts were used."""
    return len(read_lines(study.layout.test_uses(study.name))[0])


def turns_left_out(study: OpenStudy, indexed: Indexed, split: str) -> Flags | None:
    """True for each turn that must not be looked at; None if all may be, found without making the frame."""
    says = [study.corpus.attributes.values(), study.corpus.respondents.values()]
    headers = (each for header in indexed.headers.values() for each in (header.attributes, header.meta))
    speakers = (speaker.attributes for own in (study.corpus.speakers, *study.corpus.transcript_speakers.values())
                for speaker in own.values())  # fmt: skip
    surveys = (piece.attributes for piece in indexed.pieces)
    if not split and not any(SPLIT in stated for stated in chain(*says, headers, speakers, surveys)):
        return None
    return np.asarray(~in_split(build_frame(study, indexed).frame, split))


def refuse_both_halves(frame: Frame) -> None:
    """Refuse an invalid test: a respondent who speaks both in test transcripts and in those used for tuning.

    Raises:
        StudyError: a respondent speaks in both halves.
    """
    aside, known = set_aside(frame), frame.turn_respondent >= 0
    size = len(frame.respondents)
    inside, outside = (np.bincount(frame.turn_respondent[known & which], minlength=size) for which in (aside, ~aside))
    both = np.flatnonzero((inside > 0) & (outside > 0)).tolist()
    if both:
        who = ", ".join(f"`{frame.respondents[at]}`" for at in both[:5])
        more = f" and {len(both) - 5} more" if len(both) > 5 else ""
        hint = f"give all transcripts of a respondent the same `{SPLIT}` in corpus.yaml"
        raise study_error("both-halves", f"{who}{more} stands in the {TEST} half and outside of it", hint)


def about_aside(frame: Frame, split: str) -> str:
    """A sentence on how many transcripts were left out as set aside; empty if none was."""
    aside = len(np.unique(frame.turn_transcript[set_aside(frame) & ~in_split(frame, split)]))
    if not aside or split:
        return ""
    transcripts = f"{aside} transcript{'' if aside == 1 else 's'}"
    return (
        f"{transcripts} set aside for testing {'was' if aside == 1 else 'were'} left out; --split {TEST} looks there."
    )

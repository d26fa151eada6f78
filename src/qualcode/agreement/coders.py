"""Compare two coders of a study on the units that both have looked at."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.agreement.disagreements import are_people
from qualcode.agreement.evaluation import CoderPair
from qualcode.agreement.units import (
    AGREEMENT_UNITS,
    AgreementUnit,
    CodingUnits,
    alternatives,
    among_units,
    codes_of_units,
    keep_units,
    scores,
    speech_units,
    tally,
)
from qualcode.codings.coders import ALL_SPLITS, in_split, load_person, set_aside
from qualcode.codings.looked import (
    NOT_BLIND,
    NOT_READ,
    how_to_say_what_was_read,
    in_transcripts,
    left_out,
    read_whole,
    turns_in_review,
    unknown_transcripts,
)
from qualcode.codings.mentions import segment_ends
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, said_by_participants, turns_by_place
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Flags
from qualcode.languages.catalogue import Messages
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coder, Reviewed
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import read_coder
from qualcode.store.samples import Sample, looked_at, read_sample, torn_looks
from qualcode.store.study import OpenStudy
from qualcode.tables.kind import TableOptions
from qualcode.tables.reading import uncounted_codings


@dataclass(frozen=True)
class Wish:
    """Which units of two coders are to be compared."""

    unit: str = ""
    """`turn` or `segment`; empty: the unit of the sample, else `turn`."""
    split: str = ""
    """Value of the attribute `split`, or `all`; empty: all transcripts but those set aside for testing."""
    sample: str = ""
    """Sample whose units are compared; empty: the one that the reference has coded, if any."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Two coders on the same units."""

    pair: CoderPair
    """Units and codes of both."""
    reference: Codings
    """Codings of the reference."""
    tested: Codings
    """Codings of the coder under test."""
    sample: str
    """Sample that the units come from; empty: every unit of the transcripts that both coded."""
    test: Flags
    """True for each unit of a transcript set aside for testing."""
    left_out: tuple[str, ...]
    """Codes that the coder under test gives and the reference never does: not compared, unless both are people."""
    findings: tuple[Finding, ...]
    """What was left out."""


def compare_coders(study: OpenStudy, corpus: OpenCorpus, reference: Codings, tested: Codings, wish: Wish) -> Compared:
    """Put two coders' codes beside each other, over the codes that the reference uses.

    Of two people neither is right by rule: theirs are compared over the codes that either uses.

    Raises:
        StudyError: there is no such unit, split or sample, or nothing that both have looked at.
    """
    sample = _sample(study, reference.coder, wish)
    unit = _unit(wish, sample)
    frame = corpus.frame
    every, findings = _units(study, frame, reference, unit, sample)
    drawn = sample
    if tested.kind != "rules":
        other = _other_sample(study, tested.coder, sample)
        theirs, more = _units(study, frame, tested, unit, other)
        drawn = sample or other
        every = keep_units(every, np.intersect1d(every.place, theirs.place), _weights(every, theirs))
        findings = list(dict.fromkeys([*findings, *more]))
    there, found = codes_of_units(frame, reference, every), codes_of_units(frame, tested, every)
    either = found.any(axis=0) if are_people(reference, tested) else np.False_
    codes = np.flatnonzero(there.any(axis=0) | either | _asked(reference, sample))
    if not len(codes):
        raise study_error("nothing-coded", f"coder `{reference.coder}` gives none of the codes of this codebook here")
    names = [code.code for code in reference.codes]
    left_out = tuple(names[code] for code in np.flatnonzero(found.any(axis=0)).tolist() if code not in codes)
    nominal = alternatives(reference.codes, (there, found))
    pair = CoderPair(every, tuple(names[code] for code in codes.tolist()), there[:, codes], found[:, codes], nominal)
    findings += [each for one in (reference, tested) if one.kind != "rules" for each in uncounted_codings(frame, one)]
    pair = pair.among(in_split(frame, wish.split)[every.turn])
    if not len(pair.made):
        hint = "" if wish.split or not set_aside(frame).any() else "--split test looks at what is set aside for testing"
        raise study_error("nothing-to-compare", f"`{reference.coder}` and `{tested.coder}` share no unit here", hint)
    test = set_aside(frame)[pair.made.turn]
    return Compared(pair, reference, tested, drawn.sample if drawn else "", test, left_out, tuple(findings))


def _sample(study: OpenStudy, coder: str, wish: Wish) -> Sample | None:
    """The sample that a coder has coded.

    Raises:
        StudyError: there are several and none was named, or the one named was not coded.
    """
    names = study.layout.sample_names(study.name)
    coded = [name for name in names if looked_at(study, name, coder) and read_sample(study, name).how == "drawn"]
    if wish.sample:
        if wish.sample not in names:
            raise unknown_name("sample", wish.sample, names)
        if read_sample(study, wish.sample).how == "proposed":
            message = f"sample `{wish.sample}` was proposed, not drawn, so nothing can be measured on it"
            raise study_error("not-drawn", message, "draw one with `qualcode sample`")
        if wish.sample not in coded:
            raise study_error("not-coded", f"coder `{coder}` has coded nothing of sample `{wish.sample}`")
        return read_sample(study, wish.sample)
    if len(coded) > 1:
        raise study_error("several-samples", f"coder `{coder}` has coded {len(coded)} samples", f"--sample {coded[-1]}")
    return read_sample(study, coded[0]) if coded else None


def _other_sample(study: OpenStudy, coder: str, sample: Sample | None) -> Sample | None:
    """The sample that limits the coder under test: the same one, where this coder has coded it too."""
    if sample:
        return sample if looked_at(study, sample.sample, coder) else None
    return _sample(study, coder, Wish())


def _unit(wish: Wish, sample: Sample | None) -> AgreementUnit:
    if wish.unit and wish.unit not in AGREEMENT_UNITS:
        raise unknown_name("unit", wish.unit, AGREEMENT_UNITS)
    if sample and wish.unit not in ("", sample.unit):
        message = f"sample `{sample.sample}` was drawn by {sample.unit}, so `{wish.unit}` cannot be compared"
        raise study_error("other-unit", message, f"write --unit {sample.unit}")
    return "segment" if (wish.unit or (sample.unit if sample else "")) == "segment" else "turn"


def _units(
    study: OpenStudy, frame: Frame, codings: Codings, unit: AgreementUnit, sample: Sample | None
) -> tuple[CodingUnits, list[Finding]]:
    """The units that a coder has looked at, weighted when they were drawn."""
    if sample:
        return _drawn(study, frame, codings, unit, sample)
    turns, aside, findings = _turns_read(study, frame, kind_of(study, codings.coder))
    if outside := int(np.count_nonzero(~(turns | aside)[codings.turn])):
        message = f"{outside} codings of `{codings.coder}` stand in transcripts that were not read whole"
        findings.append(Finding("note", "not-read-whole", message, hint="they are left out"))
    return speech_units(frame, unit, turns), [*findings, *_too_wide(frame, codings, unit)]


def _turns_read(study: OpenStudy, frame: Frame, coder: Coder) -> tuple[Flags, Flags, list[Finding]]:
    """Turns in which a missing code is one that the coder read and gave none; and those read with suggestions.

    Raises:
        StudyError: there are none: five quotes from twelve interviews would measure nothing.
    """
    if coder.between:
        (one, seen, findings), (other, more, wrong) = (
            _turns_read(study, frame, kind_of(study, name)) for name in coder.between
        )
        return one & other, seen | more, [*findings, *wrong]
    name, read = coder.coder, read_whole(study, coder)
    file = study.layout.relative(study.layout.coder_file(study.name, name))
    review = turns_in_review(study, frame, name)
    turns = (in_transcripts(frame, read) & ~review.seen) | review.blind
    aside = len(np.unique(frame.turn_counted[review.seen & said_by_participants(frame) & (frame.turn_words > 0)]))
    if not turns.any() and aside:
        raise StudyError(replace(left_out(name, aside), level="error"))
    if not turns.any() and not coder.read_whole:
        message = f"it is not known which transcripts `{name}` read whole, so nothing can be measured on these codings"
        raise study_error(NOT_READ, message, how_to_say_what_was_read(file))
    findings = unknown_transcripts(frame, read, file)
    return turns, review.seen, [*findings, *([left_out(name, aside)] if aside else [])]


def _too_wide(frame: Frame, codings: Codings, unit: AgreementUnit) -> list[Finding]:
    """Codings over several segments, when segments are compared: the coder worked in a coarser unit."""
    wide = int(np.count_nonzero(segment_ends(frame, codings) > codings.segment)) if unit == "segment" else 0
    if not wide:
        return []
    message = f"{wide} codings of `{codings.coder}` run over several segments, and each of these counts as coded"
    return [Finding("warning", "coarser-codings", message, hint="compare with --unit turn")]


def units_looked_at(
    study: OpenStudy, frame: Frame, codings: Codings, wish: Wish
) -> tuple[CodingUnits, str, list[Finding]]:
    """The units that a coder has looked at, the sample that they were drawn by, and what was left out.

    Raises:
        StudyError: it is not known what the coder read, or there is no such unit, sample or split.
    """
    if codings.kind == "rules":
        made, name, findings = speech_units(frame, _unit(wish, None)), "", list[Finding]()
    else:
        sample = _sample(study, codings.coder, wish)
        made, findings = _units(study, frame, codings, _unit(wish, sample), sample)
        name = sample.sample if sample else ""
    kept = made.place[in_split(frame, wish.split)[made.turn]]
    return keep_units(made, kept, made.weight[np.isin(made.place, kept)]), name, findings


def _drawn(
    study: OpenStudy, frame: Frame, codings: Codings, unit: AgreementUnit, sample: Sample
) -> tuple[CodingUnits, list[Finding]]:
    """Units of a sample that a coder has looked at and that still are what they were."""
    seen = looked_at(study, sample.sample, codings.coder)
    turn_of = turns_by_place(frame)
    places, weights = [], []
    for each in sample.units:
        if each.id in seen:
            turn = turn_of.get((each.transcript, each.turn))
            place = _place(frame, turn, each.start, each.end, each.turn_sha256, unit) if turn is not None else None
            if place is not None:
                places.append(place)
                weights.append(1 / each.chance)
    found = keep_units(speech_units(frame, unit), np.array(places, np.int64), np.array(weights))
    lost = len(seen) - len(found)
    answered = turns_in_review(study, frame, codings.coder, answered=True).seen[found.turn]
    aside = len(np.unique(found.turn[answered]))
    found = among_units(found, ~answered)
    outside = int(np.count_nonzero(~_inside(frame, codings, found)))
    findings = [*torn_looks(study, sample.sample), *([left_out(codings.coder, aside)] if aside else [])]
    if lost:
        message = f"{lost} units of sample `{sample.sample}` are not what they were when they were drawn"
        findings.append(Finding("warning", "units-changed", message, hint="they are left out"))
    if outside:
        message = f"{outside} codings of `{codings.coder}` stand outside sample `{sample.sample}`"
        findings.append(Finding("note", "outside-sample", message, hint="they are left out"))
    return found, findings


def _place(frame: Frame, turn: int, start: int, end: int, sha256: str, unit: AgreementUnit) -> int | None:
    """Where a unit stands now; None when its turn or its borders changed."""
    if sha256_bytes(frame.text(turn).encode()) != sha256:
        return None
    if unit == "turn":
        return int(frame.turn_counted[turn])
    low, high = np.searchsorted(frame.segment_turn, np.array((turn, turn + 1), np.int32)).tolist()
    at = low + int(np.searchsorted(frame.segment_start[low:high], start))
    return at if at < high and (frame.segment_start[at], frame.segment_end[at]) == (start, end) else None


def _inside(frame: Frame, codings: Codings, made: CodingUnits) -> Flags:
    place = frame.turn_counted[codings.turn] if made.unit == "turn" else codings.segment
    return np.isin(place, made.place)


def _weights(one: CodingUnits, other: CodingUnits) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Weights of the units that both have: those of the one that was drawn."""
    kept, left, right = np.intersect1d(one.place, other.place, return_indices=True)
    return np.maximum(one.weight[left], other.weight[right]) if len(kept) else np.ones(0)


def _asked(reference: Codings, sample: Sample | None) -> Flags:
    """Codes that the coder of a sample was shown units of, whether or not the coder gave them."""
    strata = {code for code, (there, _) in sample.strata.items() if there} if sample else set()
    return np.array([code.code in strata for code in reference.codes], dtype=np.bool_)


def kind_of(study: OpenStudy, name: str) -> Coder:
    """Who a coder is.

    Raises:
        StudyError: `coder.yaml` has errors.
    """
    coder, findings = read_coder(study.layout, study.name, name)
    if coder is None:
        raise StudyError(*findings)
    return coder


@dataclass(frozen=True)
class Validation:
    """The rules beside the coders of a study."""

    compared: tuple[Compared, ...]
    """Each coder, as far as the two can be compared."""
    unread: tuple[str, ...]
    """Coders of whom it is not known which transcripts they read whole: their codings measure nothing."""
    findings: tuple[Finding, ...]
    """Kept codings that have lost their place or their code."""


def validate(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, rules: Codings) -> Validation:
    """Put the rules beside each coder whose codings the study keeps."""
    compared, unread, findings = [], [], []
    for name in study.layout.coder_names(study.name):
        coder, _ = read_coder(study.layout, study.name, name)
        if coder is None or coder.kind == "rules" or has_reviewed(rules, coder):
            continue
        person, wrong = load_person(study, corpus, codebook, name, blind=True)
        findings += wrong
        try:
            compared.append(compare_coders(study, corpus, person, rules, Wish(split=ALL_SPLITS)))
        except StudyError as error:  # nothing that can be compared: no codes of this codebook, or several samples
            unread += [name] if error.findings[0].code == NOT_READ and not coder.between else []
            findings += [replace(each, level="note") for each in error.findings if each.code == NOT_BLIND]
    return Validation(tuple(compared), tuple(unread), tuple(findings))


def has_reviewed(codings: Codings, coder: Coder) -> bool:
    """Whether codings of rules were corrected by a coder, or one of two: these say nothing of them any more."""
    layer = codings.source.layer
    return isinstance(layer, Reviewed) and layer.by in (coder.coder, *coder.between)


def validation_note(
    compared: Sequence[Compared], unread: Sequence[str], codes: Collection[str], options: TableOptions
) -> str | None:
    """Precision and recall over the codes of a table, a sentence for each coder; None where nobody coded.

    Transcripts set aside for testing stay aside: looking at them at every export would invite to tune on them.
    """
    said = [sentence for each in compared if (sentence := _sentence(each, codes, options))]
    return " ".join([*said, *(_unread(coder, options) for coder in unread)]) or None


def _unread(coder: str, options: TableOptions) -> str:
    """That a coder's codings say nothing of the rules, and what is missing."""
    return options.message(
        "Coder {coder} measures nothing here: coding/{coder}/coder.yaml does not say which transcripts were "
        "read whole (`read_whole`).",
        coder=coder,
    )


def _sentence(compared: Compared, codes: Collection[str], options: TableOptions) -> str:
    """What one coder's codings say of the rules."""
    aside = bool(compared.test.any())
    pair = compared.pair.among(~compared.test) if aside else compared.pair
    own = np.isin(pair.codes, list(codes))
    if not own.any() or not len(pair.there):
        return ""
    there, found = pair.there[:, own], pair.found[:, own]
    precision, recall, _ = scores(tally(pair.made, there, found)).micro[0].tolist()
    both, unit, coder = int((there & found).sum()), pair.made.unit, compared.reference
    basis = options.message(
        "Against coder {coder} ({kind}), {unit} by {unit}, on {codes} in {transcripts}: ",
        coder=coder.coder,
        kind=options.message(coder.kind),
        unit=Messages(options.lang).noun(1, unit),
        codes=options.some(int(own.sum()), "code"),
        transcripts=_which(pair, options, aside=aside),
    )
    counted = {"both": both, "found": int(found.sum()), "there": int(there.sum())}
    figures = {"precision": _score(precision, options), "recall": _score(recall, options)}
    if not pair.made.weighted:
        scored = options.message(
            "precision {precision} ({both} of {found}), recall {recall} ({both} of {there}).", **figures, **counted
        )
        return basis + scored
    return basis + options.message(
        "precision about {precision}, recall about {recall} (estimates, weighted by the sample {sample}); in the "
        "sample itself {both} of {found} found are right, and {both} of {there} were found.",
        **figures,
        **counted,
        sample=compared.sample,
    )


def _which(pair: CoderPair, options: TableOptions, *, aside: bool) -> str:
    """Which transcripts were looked at, in words that do not promise too much."""
    number = len(np.unique(pair.made.transcript))
    transcripts = options.some(number, "transcript")
    if not aside:
        return transcripts
    return options.message(
        "{transcripts} open to tuning (optimistic; `qualcode evaluate --split test` measures on the others)",
        transcripts=transcripts,
    )


def _score(score: float, options: TableOptions) -> str:
    return options.message("not defined") if np.isnan(score) else Messages(options.lang).number(score, 2)

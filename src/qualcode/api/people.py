"""People: who coded a study and when, how far they agree, and what the rules scored in the last test."""

from collections.abc import Sequence
from contextlib import suppress
from math import isnan

from qualcode.agreement.coders import Wish, units_looked_at
from qualcode.agreement.several import gather_coders, measure_means
from qualcode.codings.coders import load_person, uses_of_test
from qualcode.codings.schema import RULES
from qualcode.corpus.frame import people_together
from qualcode.corpus.speakers import OpenCorpus
from qualcode.export.facts import CoderFacts, PeopleFacts, SetAsideFacts
from qualcode.model.codebook import Codebook
from qualcode.model.coding import PASS
from qualcode.model.finding import StudyError
from qualcode.store.append import read_lines
from qualcode.store.people import read_coder, read_codings
from qualcode.store.study import OpenStudy, in_own_languages

_DAY = len("2026-01-01")


@in_own_languages
def coder_facts(study: OpenStudy) -> Sequence[CoderFacts]:
    """Everybody whose codings the study keeps; a coder who stands for two others is left out."""
    found = []
    for name in study.layout.coder_names(study.name):
        coder, _ = read_coder(study.layout, study.name, name)
        codings, _ = read_codings(study.layout, study.name, name)
        days = sorted(coding.time[:_DAY] for coding in codings if coding.time)
        if coder and codings and not coder.between:
            found.append(CoderFacts(name, coder.kind, len(codings), *(days[0], days[-1]) if days else ("", "")))
    return found


@in_own_languages
def people_facts(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> PeopleFacts | None:
    """How far people agree; a second pass of one person is no second person. None where no two share a unit."""
    coders = []
    for each in coder_facts(study):
        if each.kind == "person" and PASS not in each.coder:
            codings, _ = load_person(study, corpus, codebook, each.coder, blind=True)
            with suppress(StudyError):  # nobody says what this one read
                units_looked_at(study, corpus.frame, codings, Wish())
                coders.append(codings)
    if len(coders) < 2:
        return None
    try:
        of = gather_coders(study, corpus, coders, Wish())
    except StudyError:  # nothing was read by two of them
        return None
    if not of.codes:
        return None
    measured = measure_means(of, people_together(corpus.frame)[of.made.turn].tolist(), seed=1)
    whole, means = measured[0].agreement, {each.coefficient: each.agreement.value for each in measured}
    figures = (
        whole.value,
        whole.low,
        whole.high,
        means["cohen" if len(of.coders) == 2 else "fleiss"],
        means["percent"],
    )
    alpha, low, high, kappa, percent = map(_known, figures)
    return PeopleFacts(
        of.coders, of.made.unit, len(of.made), len(of.codes), alpha, low, high, kappa, percent, of.made.weighted
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else value


@in_own_languages
def set_aside_facts(study: OpenStudy, codebook: Codebook) -> SetAsideFacts | None:
    """What the rules scored on the transcripts set aside when these were last looked at; they are not looked at now."""
    lines = [line for _, line in read_lines(study.layout.test_uses(study.name))[0] if line.get("coder") == RULES]
    if not lines:
        return None
    last = lines[-1]
    return SetAsideFacts(
        date=str(last.get("time", ""))[:_DAY],
        against=str(last.get("against", "")),
        macro_f1=last.get("macro_f1"),
        version=str(last.get("version", "")),
        current=last.get("codebook_sha256") == codebook.sha256,
        uses=uses_of_test(study),
    )

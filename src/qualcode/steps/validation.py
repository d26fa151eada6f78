"""How far rules can be trusted: their precision and recall against the codings that the study keeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.agreement.evaluation import Pair
from qualcode.agreement.scores import scores, tally
from qualcode.model import Codebook, Finding
from qualcode.steps.compare import NOT_READ, Compared, Wish, compare
from qualcode.steps.errors import StepError
from qualcode.steps.frame import Framed
from qualcode.steps.layer import load_person
from qualcode.steps.study import Opened
from qualcode.store.people import read_coder
from qualcode.tables import Codings, Options
from qualcode.tables.notes import CODER, UNIT, some


@dataclass(frozen=True)
class Validation:
    """The rules beside the coders of a study."""

    compared: tuple[Compared, ...]
    """Each coder, as far as the two can be compared."""
    unread: tuple[str, ...]
    """Coders of whom it is not known which transcripts they read whole: their codings measure nothing."""
    findings: tuple[Finding, ...]
    """Kept codings that have lost their place or their code."""


def validate(opened: Opened, framed: Framed, codebook: Codebook, rules: Codings) -> Validation:
    """Put the rules beside each coder whose codings the study keeps."""
    compared, unread, findings = [], [], []
    for name in opened.layout.coder_names(opened.name):
        coder, _ = read_coder(opened.layout, opened.name, name)
        if coder is None or coder.kind == "rules":
            continue
        person, wrong = load_person(opened, framed, codebook, name)
        findings += wrong
        try:
            compared.append(compare(opened, framed, person, rules, Wish()))
        except StepError as error:  # nothing that can be compared: no codes of this codebook, or several samples
            unread += [name] if error.findings[0].code == NOT_READ else []
    return Validation(tuple(compared), tuple(unread), tuple(findings))


def validation_note(
    compared: Sequence[Compared], unread: Sequence[str], codes: Collection[str], options: Options
) -> str | None:
    """Precision and recall over the codes of a table, a sentence for each coder; None where nobody coded.

    Transcripts set aside for testing stay aside: looking at them at every export would invite to tune on them.
    """
    said = [sentence for each in compared if (sentence := _sentence(each, codes, options))]
    return " ".join([*said, *(_unread(coder, options) for coder in unread)]) or None


def _unread(coder: str, options: Options) -> str:
    """That a coder's codings say nothing of the rules, and what is missing."""
    return options.said(
        f"Coder {coder} measures nothing here: coding/{coder}/coder.yaml does not say which transcripts were read "
        "whole (`read_whole`).",
        f"Pengode {coder} tidak mengukur apa pun di sini: coding/{coder}/coder.yaml tidak menyatakan transkrip mana "
        "yang dibaca seluruhnya (`read_whole`).",
    )


def _sentence(compared: Compared, codes: Collection[str], options: Options) -> str:
    """What one coder's codings say of the rules."""
    aside = bool(compared.test.any())
    pair = compared.pair.among(~compared.test) if aside else compared.pair
    own = np.isin(pair.codes, list(codes))
    if not own.any() or not len(pair.there):
        return ""
    there, found = pair.there[:, own], pair.found[:, own]
    precision, recall, _ = scores(tally(pair.made, there, found)).micro[0].tolist()
    both, unit, coder = int((there & found).sum()), pair.made.unit, compared.reference
    made = int(own.sum())
    return options.said(
        f"Against coder {coder.coder} ({coder.kind}), {unit} by {unit}, on "
        f"{some(made, 'code')} in {_which(pair, options, aside=aside)}{_weighted(compared, options)}: "
        f"precision {_said(precision, options)} ({both} of {int(found.sum())}), "
        f"recall {_said(recall, options)} ({both} of {int(there.sum())}).",
        f"Dibandingkan dengan pengode {coder.coder} ({CODER[coder.kind]}) per {UNIT.get(unit, unit)}, untuk {made} "
        f"kode dalam {_which(pair, options, aside=aside)}{_weighted(compared, options)}: "
        f"presisi {_said(precision, options)} ({both} dari {int(found.sum())}), "
        f"perolehan (recall) {_said(recall, options)} ({both} dari {int(there.sum())}).",
    )


def _which(pair: Pair, options: Options, *, aside: bool) -> str:
    """Which transcripts were looked at, in words that do not promise too much."""
    number = len(np.unique(pair.made.transcript))
    transcripts = options.said(some(number, "transcript"), f"{number} transkrip")
    if not aside:
        return transcripts
    return transcripts + options.said(
        " open to tuning (optimistic; `qualcode evaluate --split test` measures on the others)",
        " yang terbuka untuk penyetelan (cenderung terlalu baik; `qualcode evaluate --split test` mengukur yang lain)",
    )


def _weighted(compared: Compared, options: Options) -> str:
    sample = compared.sample
    return options.said(f", weighted by sample {sample}", f", dibobot menurut sampel {sample}") if sample else ""


def _said(score: float, options: Options) -> str:
    if np.isnan(score):
        return options.said("not defined", "tidak terdefinisi")
    return options.said(f"{score:.2f}", f"{score:.2f}".replace(".", ","))

"""Chosen: the segments that stand for a code, and those to compare them with."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.model import ROLES, Code, Codebook, Finding
from qualcode.rules.analyser import Analyser
from qualcode.steps.apply import apply
from qualcode.steps.errors import refuse
from qualcode.steps.frame import Framed
from qualcode.steps.layer import load_person
from qualcode.steps.speech import Speech
from qualcode.steps.splits import set_aside
from qualcode.steps.study import Opened
from qualcode.store.people import read_coder
from qualcode.tables import Codings
from qualcode.tables.mentions import mentions
from qualcode.text.normalise import fold
from qualcode.text.tokens import keys as keys_of

_RESEMBLING = 30
"""Most segments that stand for a code by sharing words with its examples."""
_SHARED = 2
"""Words of content that such a segment shares with an example at least."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """Segments of a code and segments to compare them with: a flag each for every segment of the corpus."""

    source: str
    """What chose them: `coder NAME`, `rules`, `examples`."""
    inside: Flags
    """Segments of the code."""
    outside: Flags
    """Other segments that were looked at."""
    set_aside: int
    """Transcripts left out because they are set aside for testing."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the codings."""


def choose(
    opened: Opened, framed: Framed, codebook: Codebook, code: Code, coder: str, said: Speech, analyser: Analyser
) -> Chosen:
    """Choose by a coder's codings, where there are any of the code; else by its rules; else by its examples.

    Raises:
        StepError: there is no such coder, or nothing says which segments carry the code.
    """
    found = _by_coder(opened, framed, codebook, code, coder)
    if found is None and not coder:
        found = _by_rules(framed, codebook, code, analyser) or _by_examples(framed, code, said)
    if found is None:
        who = f"`{coder}` has no coding" if coder else "there is no coding and no example"
        raise refuse(
            "nothing-coded", f"{who} of `{code.code}` in the transcripts that may be looked at", "write examples for it"
        )
    return found


def _by_coder(opened: Opened, framed: Framed, codebook: Codebook, code: Code, coder: str) -> Chosen | None:
    """Segments that the coder coded, among the transcripts that the coder coded at all."""
    layers = []
    for name in [coder] if coder else opened.layout.coder_names(opened.name):
        if not coder and not _codes_by_reading(opened, name):
            continue
        codings, wrong = load_person(opened, framed, codebook, name)
        inside = _mentioned(framed, codings, code)
        if (inside & _free(framed)).any():
            layers.append((int(inside.sum()), name, inside, tuple(wrong)))
    if not layers:
        return None
    _, name, inside, findings = max(layers, key=lambda layer: layer[:2])
    coded = set(opened.layout.coded_ids(opened.name, name))
    columns = framed.frame
    known = np.array([transcript in coded for transcript in columns.transcripts])[columns.turn_transcript]
    return replace(_chosen(framed, f"coder {name}", inside, known[columns.segment_turn]), findings=findings)


def _codes_by_reading(opened: Opened, name: str) -> bool:
    coder, _ = read_coder(opened.layout, opened.name, name)
    return coder is not None and coder.kind != "rules"


def _by_rules(framed: Framed, codebook: Codebook, code: Code, analyser: Analyser) -> Chosen | None:
    inside = _mentioned(framed, apply(framed, codebook, analyser), code)
    return _chosen(framed, "rules", inside, True) if (inside & _free(framed)).any() else None


def _by_examples(framed: Framed, code: Code, said: Speech) -> Chosen | None:
    """The segments that share most words of content with the code's examples, rare words counting more."""
    forms, number = said.forms
    wanted = {fold(key) for example in code.examples if example.expect for key in keys_of(example.text)}
    shared_keys = np.unique(said.running.key[np.isin(number, [at for at, form in enumerate(forms) if form in wanted])])
    may = _free(framed)[said.running.segment] & said.content & ~said.name
    pairs = np.unique(np.stack([said.running.key[may], said.running.segment[may]]), axis=1)
    often = np.bincount(pairs[0], minlength=int(said.running.key.max(initial=-1)) + 1)
    pairs = pairs[:, np.isin(pairs[0], shared_keys)]
    n = len(framed.frame.segment_turn)
    weight = np.bincount(pairs[1], weights=np.log(n / often[pairs[0]]), minlength=n)
    weight[np.bincount(pairs[1], minlength=n) < _SHARED] = 0
    best = np.argsort(-weight, kind="stable")[:_RESEMBLING]
    inside = np.zeros(n, np.bool_)
    inside[best] = weight[best] > 0
    return _chosen(framed, "examples", inside, True) if inside.any() else None


def _mentioned(framed: Framed, codings: Codings, code: Code) -> Flags:
    """Segments in which the code, or one under it, is mentioned."""
    found = mentions(framed.frame, codings)
    own = found.code == [each.code for each in codings.codes].index(code.code)
    edges = np.zeros(len(framed.frame.segment_turn) + 1, np.int64)
    np.add.at(edges, found.first_segment[own], 1)
    np.add.at(edges, found.last_segment[own] + 1, -1)
    flags: Flags = np.cumsum(edges)[:-1] > 0
    return flags


def _free(framed: Framed) -> Flags:
    """Segments of participants in transcripts that are not set aside for testing."""
    columns = framed.frame
    may = (columns.turn_role == ROLES.index("participant")) & ~set_aside(columns)
    return np.asarray(may[columns.segment_turn])


def _chosen(framed: Framed, source: str, inside: Flags, known: Flags | bool) -> Chosen:
    looked_at = _free(framed) & known
    aside = len(np.unique(framed.frame.turn_transcript[set_aside(framed.frame)]))
    return Chosen(source, inside & looked_at, ~inside & looked_at, aside)

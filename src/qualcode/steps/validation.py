"""How far rules can be trusted: their precision and recall against the codings that the study keeps."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.model import ASSERTIONS, ROLES, Codebook
from qualcode.steps.frame import Framed
from qualcode.steps.layer import load_person
from qualcode.steps.study import Opened
from qualcode.store.people import read_coder
from qualcode.tables import Codings

SPLIT, TEST = "split", "test"
"""Attribute and value that mark transcripts set aside for testing; where there are any, only they are looked at."""


@dataclass(frozen=True)
class Agreement:
    """Turn-level agreement of rules with one coder, over the codes that this coder uses."""

    coder: str
    """Name of the coder."""
    kind: str
    """What the coder is."""
    codes: int
    """Number of codes compared."""
    transcripts: int
    """Number of transcripts looked at."""
    tested: bool
    """True when they were set aside (`split: test`)."""
    both: int
    """Pairs of turn and code that both give."""
    rules: int
    """Pairs that the rules give."""
    person: int
    """Pairs that the coder gives."""

    def __str__(self) -> str:
        """One sentence for the note under a table."""
        which = "transcripts set aside for testing" if self.tested else "transcripts"
        return (
            f"Against coder {self.coder} ({self.kind}) at turn level, over {self.codes} codes in "
            f"{self.transcripts} {which}: precision {_share(self.both, self.rules)} ({self.both} of {self.rules}), "
            f"recall {_share(self.both, self.person)} ({self.both} of {self.person})."
        )


def validate(opened: Opened, framed: Framed, codebook: Codebook, rules: Codings) -> str | None:
    """Precision and recall of rules against each coder of the study as sentences; None where nobody coded."""
    said = [str(agreement) for agreement in _agreements(opened, framed, codebook, rules)]
    return " ".join(said) or None


def _agreements(opened: Opened, framed: Framed, codebook: Codebook, rules: Codings) -> Iterator[Agreement]:
    for name in opened.layout.coder_names(opened.name):
        coder, _ = read_coder(opened.layout, opened.name, name)
        if coder is None or coder.kind == "rules":
            continue
        person, _ = load_person(opened, framed, codebook, name)
        looked_at, tested = _looked_at(opened, framed, name)
        if len(person.code) and looked_at.any():
            yield _agreement(framed, rules, person, looked_at, tested)


def _looked_at(opened: Opened, framed: Framed, coder: str) -> tuple[Flags, bool]:
    """Participants' turns in the transcripts that the coder coded; only those set aside where there are any."""
    frame = framed.frame
    coded = set(opened.layout.coded_ids(opened.name, coder))
    looked_at = np.array([transcript in coded for transcript in frame.transcripts])[frame.turn_transcript]
    looked_at &= frame.turn_role == ROLES.index("participant")
    if TEST in frame.attribute_values.get(SPLIT, ()):
        aside = looked_at & (frame.attribute(SPLIT) == list(frame.attribute_values[SPLIT]).index(TEST))
        if aside.any():
            return aside, True
    return looked_at, False


def _agreement(framed: Framed, rules: Codings, person: Codings, looked_at: Flags, tested: bool) -> Agreement:
    codes = np.unique(person.code)
    of_rules, of_person = (_pairs(framed, each, codes, looked_at) for each in (rules, person))
    both = len(np.intersect1d(of_rules, of_person))
    transcripts = len(np.unique(framed.frame.turn_transcript[looked_at]))
    return Agreement(person.coder, person.kind, len(codes), transcripts, tested, both, len(of_rules), len(of_person))


def _pairs(framed: Framed, codings: Codings, codes: Ints, looked_at: Flags) -> Ints:
    """Distinct pairs of counted turn and code among affirmed codings, as one number each."""
    turn = framed.frame.turn_counted[codings.turn]
    keep = looked_at[codings.turn] & np.isin(codings.code, codes)
    keep &= codings.assertion == ASSERTIONS.index("affirmed")
    return np.unique(turn[keep].astype(np.int64) * len(codings.codes) + codings.code[keep])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "not defined"

"""Coded corpora: a corpus with one coder's codings, opened for tables, documents and topics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.model import Codebook, Finding
from qualcode.steps.codebook import open_codebook
from qualcode.steps.compare import Compared
from qualcode.steps.errors import StepError
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import index
from qualcode.steps.kept_codings import load_rules
from qualcode.steps.last import last_codebook
from qualcode.steps.layer import RULES, load_person, nothing
from qualcode.steps.study import Opened
from qualcode.steps.validation import validate
from qualcode.tables import Codings

UNCODED = ("not-coded", "stale-codings", "no-codebook")
"""Errors of a study that has no codings to compare topics with."""


@dataclass(frozen=True)
class Layer:
    """Everything that tables of one coder's codings need."""

    framed: Framed
    """The corpus."""
    codebook: Codebook
    """The codebook."""
    codings: Codings
    """The codings in force."""
    compared: Sequence[Compared]
    """Codings of people beside them, where they were made by rules."""
    findings: tuple[Finding, ...]
    """What was wrong with the codings."""
    unread: tuple[str, ...] = ()
    """Coders of whom it is not known what they read: nothing can be measured on their codings."""


def open_layer(opened: Opened, coder: str = RULES, codebook_file: str = "") -> Layer:
    """Open one coder's codings.

    Raises:
        StepError: nothing was coded yet, the codings are stale, or there is no such coder.
    """
    codebook, _ = open_codebook(opened, codebook_file or last_codebook(opened)[1])
    framed = frame(opened, index(opened))
    if coder == RULES:
        codings = load_rules(opened, framed, codebook)
        validation = validate(opened, framed, codebook, codings)
        return Layer(framed, codebook, codings, validation.compared, validation.findings, validation.unread)
    codings, findings = load_person(opened, framed, codebook, coder)
    return Layer(framed, codebook, codings, (), tuple(findings))


def uncoded_layer(opened: Opened) -> Layer:
    """A corpus without codings, for tables that list words only."""
    framed, codebook = frame(opened, index(opened)), Codebook("", ())
    return Layer(framed, codebook, nothing(codebook, RULES, "rules"), (), ())


def maybe_coded(opened: Opened, coder: str, codebook_file: str) -> Layer:
    """The codings that topics are compared with; none where nothing is coded, and warnings that say so.

    Raises:
        StepError: there is no such coder, or something else is wrong than that nothing is coded.
    """
    try:
        return open_layer(opened, coder, codebook_file)
    except StepError as error:
        if coder != RULES or any(each.code not in UNCODED for each in error.findings):
            raise
        warnings = tuple(replace(each, level="warning") for each in error.findings)
        return replace(uncoded_layer(opened), findings=warnings)

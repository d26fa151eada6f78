"""Code a corpus: apply a codebook's rules to its index and keep the codings."""

from dataclasses import dataclass
from functools import cached_property

from qualcode.model import Codebook, Finding, Table
from qualcode.steps.codebook import open_codebook
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import Progress, gone_findings, index
from qualcode.steps.last import note_last
from qualcode.steps.layer import current_rules, earlier_rules, save_rules
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.speakers import unknown_roles
from qualcode.steps.study import Opened
from qualcode.tables import TABLES, Codings, Options


@dataclass(frozen=True)
class CodeReport:
    """What coding found."""

    codebook: Codebook
    """The codebook used."""
    codings: Codings
    """All codings, whatever their assertion."""
    framed: Framed
    """The corpus as columns."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and roles."""

    @cached_property
    def codes(self) -> Table:
        """Codes with how many respondents and mentions each has; counted when somebody asks."""
        return TABLES["codes"](self.framed.frame, self.codings, Options())


def code(
    opened: Opened, codebook_file: str = "", progress: Progress | None = None, *, dry_run: bool = False
) -> CodeReport:
    """Code the corpus with a codebook (the study's default one unless named) and keep the result.

    A dry run keeps nothing; the index, which can always be rebuilt, may be brought up to date.

    Raises:
        StepError: the codebook has errors, or there are no transcripts.
    """
    codebook, findings = open_codebook(opened, codebook_file)
    with opened.writing():
        framed = frame(opened, index(opened, progress=progress))
        kept = current_rules(opened, framed, codebook)
        codings = kept or _code(opened, framed, codebook, progress)
        if not dry_run:
            if kept is None:
                save_rules(opened, framed, codebook, codings)
            note_last(opened, codebook)
    roles = unknown_roles(opened, framed.speakers.individuals)
    findings = (*findings, *codings.findings, *gone_findings(framed.indexed), *roles)
    return CodeReport(codebook, codings, framed, findings)


def _code(opened: Opened, framed: Framed, codebook: Codebook, progress: Progress | None) -> Codings:
    """Run the engine, with the words that earlier runs have worked out."""
    from qualcode.steps.apply import apply  # what nothing changed for needs no engine

    analyser = load_analyser(opened)
    codings = apply(framed, codebook, analyser, progress, earlier_rules(opened, framed, codebook))
    save_analyser(opened, analyser)
    return codings

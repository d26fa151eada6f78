"""Code a corpus: apply a codebook's rules to its index and keep the codings."""

from dataclasses import dataclass
from functools import cached_property

from qualcode.model import Codebook, Finding, Table
from qualcode.steps.codebook import open_codebook
from qualcode.steps.frame import Framed, frame
from qualcode.steps.grouped import Grouped, as_codings
from qualcode.steps.index import Progress, gone_findings, index
from qualcode.steps.kept_codings import Earlier, earlier_rules, save_rules
from qualcode.steps.last import note_last
from qualcode.steps.speakers import unknown_roles
from qualcode.steps.study import Opened
from qualcode.tables import TABLES, Codings, Options


@dataclass(frozen=True)
class CodeReport:
    """What coding found."""

    codebook: Codebook
    """The codebook used."""
    grouped: Grouped
    """The codings of each code."""
    framed: Framed
    """The corpus as columns."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and roles."""

    @cached_property
    def codings(self) -> Codings:
        """All codings, whatever their assertion, as the columns of tables; put together when somebody asks."""
        return as_codings(self.grouped, self.framed, self.codebook)

    @cached_property
    def codes(self) -> Table:
        """Codes with how many respondents and mentions each has; counted when somebody asks."""
        return TABLES["codes"](self.framed.frame, self.codings, Options())


def code(
    opened: Opened, codebook_file: str = "", progress: Progress | None = None, *, dry_run: bool = False, jobs: int = 1
) -> CodeReport:
    """Code the corpus with a codebook (the study's default one unless named) and keep the result.

    A dry run keeps nothing; the index, which can always be rebuilt, may be brought up to date. With `jobs`, so many
    processes share a corpus of several shards; the codings are the same, byte for byte.

    Raises:
        StepError: the codebook has errors, or there are no transcripts.
    """
    codebook, findings = open_codebook(opened, codebook_file)
    with opened.writing():
        framed = frame(opened, index(opened, progress=progress))
        earlier = earlier_rules(opened, framed, codebook)
        found = earlier.current or _code(opened, framed, codebook, progress, earlier, jobs)
        if not dry_run:
            save_rules(earlier, found)
            note_last(opened, codebook)
    roles = unknown_roles(opened, framed.speakers.individuals)
    findings = (*findings, *found.findings, *gone_findings(framed.indexed), *roles)
    return CodeReport(codebook, found, framed, findings)


def _code(
    opened: Opened, framed: Framed, codebook: Codebook, progress: Progress | None, earlier: Earlier, jobs: int
) -> Grouped:
    """Run the engine where it is needed, with the words that earlier runs have worked out."""
    from qualcode.steps.apply import find_codings  # what nothing changed for needs no engine
    from qualcode.steps.levels import load_analyser, save_analyser

    analyser = load_analyser(opened)
    found = find_codings(framed, codebook, analyser, progress, earlier.codes, jobs)
    save_analyser(opened, analyser)
    return found

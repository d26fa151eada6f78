"""Code a corpus: apply a codebook's rules to its index and keep the codings."""

from dataclasses import dataclass

from qualcode.model import Codebook, Finding, Table
from qualcode.rules.engine import Scope, run
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Program, compile_codebook
from qualcode.steps.codebook import open_codebook
from qualcode.steps.frame import Framed, asked, frame
from qualcode.steps.index import Progress, index
from qualcode.steps.layer import join_coded, save_rules
from qualcode.steps.levels import known_levels, save_levels
from qualcode.steps.speakers import unknown_roles
from qualcode.steps.study import Opened
from qualcode.store.guard import guard
from qualcode.tables import TABLES, Codings, Options
from qualcode.tables.frame import Frame

_PARTICIPANT = 1
"""Place of `participant` in `ROLES`."""


@dataclass(frozen=True)
class CodeReport:
    """What coding found."""

    codebook: Codebook
    """The codebook used."""
    codings: Codings
    """All codings, whatever their assertion."""
    frame: Frame
    """The columns that tables are made of."""
    codes: Table
    """Codes with how many respondents and mentions each has."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and roles."""


def code(opened: Opened, codebook_file: str = "", progress: Progress | None = None) -> CodeReport:
    """Code the corpus with a codebook (the study's default one unless named) and keep the result.

    Raises:
        StepError: the codebook has errors, or there are no transcripts.
    """
    codebook, findings = open_codebook(opened, codebook_file)
    with guard(opened.layout.guard):
        framed = frame(opened, index(opened, progress=progress))
        codings = apply(framed, compile_codebook(codebook), progress)
        save_rules(opened, framed, codebook, codings)
    table = TABLES["codes"](framed.frame, codings, Options())
    roles = unknown_roles(opened, framed.voices.voices)
    return CodeReport(codebook, codings, framed.frame, table, (*findings, *roles))


def apply(framed: Framed, program: Program, progress: Progress | None = None) -> Codings:
    """The codings that a compiled codebook finds in a framed corpus."""
    coded, questions = framed.frame.turn_role == _PARTICIPANT, asked(framed.frame)
    found = []
    for number, piece in enumerate(framed.indexed.pieces):
        if progress:
            progress("code", number, len(framed.indexed.pieces))
        base = framed.turn_base[number]
        own = slice(base, base + piece.shard.turns)
        lookup = Lookup(piece.shard.keys, known_levels(piece))
        found.append(run(program, piece.shard, lookup, Scope(coded[own], questions[own] - base)))
        save_levels(piece, lookup)
    return join_coded(found, framed, program.codebook)
